//! What a debt that was taken on purpose wins, beside what it costs: on one line, so that neither is told without the other.

use forecast::{DebtForecast, words};
use plan::{Debt, Item, ItemState};

use super::Seen;

/// "“Season passes” saves 7 pd by it, about 6 days; it costs 1.4 pd a week, 12 pd by 23 May, and 13 pd to pay off"; empty for a debt that nobody takes on purpose.
pub fn shortcut(seen: &Seen<'_>, debt: &Debt, price: Option<&DebtForecast>) -> String {
    let mut takers = seen.plan().ranked().into_iter().filter(|item| item.incurs.contains(&debt.id));
    let Some(item) = takers.next() else { return String::new() };
    let gain = match (debt.saves > 0.0, won(seen, item, debt.saves)) {
        (false, _) => format!("“{}” takes it on purpose; what that saves is not said", item.title),
        (true, None) => format!("“{}” saves {} by it", item.title, words::effort(debt.saves)),
        (true, Some(days)) => {
            format!("“{}” saves {} by it, about {}", item.title, words::effort(debt.saves), words::days(days))
        }
    };
    let Some(price) = price else { return gain };
    let by = seen.judged.map(|judged| words::day(judged.forecast.horizon_end, seen.today)).unwrap_or_default();
    let weekly = match price.per_week >= 0.05 {
        true => format!("{} a week, ", words::effort(price.per_week)),
        false => String::new(),
    };
    let (cost, pay) = (words::effort(price.to_horizon), words::effort(price.principal));
    format!("{gain}; it costs {weekly}{cost} by {by}, and {pay} to pay off")
}

/// Calendar days that so much effort takes at the pace of the item's own forecast.
fn won(seen: &Seen<'_>, item: &Item, saves: f64) -> Option<i32> {
    let figures = seen.item(item.id).filter(|_| item.state != ItemState::Done)?;
    let span = figures.outlook.as_planned.p50?.since(figures.start.p50?);
    let effort = figures.clean + figures.drag;
    let days = f64::from(span) * saves / effort;
    (effort > 0.0 && days.is_finite()).then(|| days.round() as i32).filter(|days| *days > 0)
}
