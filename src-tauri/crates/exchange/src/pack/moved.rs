//! How far the dates have moved since the latest baseline: what whoever reads a pack every month asks first. Why they moved is
//! told by the program, which has the version; here stand the dates that the baseline keeps, and those of today.

use forecast::words::{day, shift};
use forecast::{Slip, When};
use plan::{Day, ItemId, ItemState, Plan};
use serde::Serialize;

use super::Pack;
use super::words::slip;

/// So many titles are named in a sentence.
const NAMED: usize = 3;

#[derive(Serialize)]
pub(crate) struct Moved {
    /// "“Q1” of 23 Nov".
    pub since: String,
    /// How many dates come later, earlier or as then; what is new and what is gone.
    pub sentence: String,
    /// Those that moved, the latest to come first.
    pub lines: Vec<MovedLine>,
}

#[derive(Serialize)]
pub(crate) struct MovedLine {
    pub title: String,
    /// "12 Mar → 2 Apr", at 85%.
    pub dates: String,
    /// "21 days later".
    pub by: String,
}

/// What moved since the latest baseline; `None` where there is none.
pub(super) fn moved(pack: &Pack<'_>) -> Option<Moved> {
    let Pack { plan, forecast, exported_on: today, .. } = *pack;
    let baseline = *plan.baselines_in_order().last()?;
    // What nobody has estimated has no date that could have moved.
    let is_dated = |item: &&ItemId| {
        plan.items.get(item).is_some_and(|item| item.state == ItemState::Done || plan.is_estimated(item))
    };
    let said = |item: &ItemId| Some(item).filter(is_dated).and_then(|item| forecast.items.get(item));
    let now = |item: &ItemId| said(item).map(|said| said.outlook.as_planned.p85);
    let held = baseline.dates.iter().filter_map(|(item, dates)| Some((*item, dates.p85?, now(item)?)));
    let (same, mut moved): (Vec<_>, Vec<_>) = held.partition(|(_, then, now)| *now == Some(*then));
    moved.sort_by_key(|(item, then, now)| (std::cmp::Reverse(later(*then, *now)), *item));
    let n_later = moved.iter().filter(|(_, then, now)| later(*then, *now) > 0).count();
    let undated = |item: &&ItemId| baseline.dates.get(item).is_none_or(|dates| dates.p85.is_none());
    let n_gone = baseline.dates.keys().filter(|item| plan.items.get(item).is_none_or(|item| !item.alive)).count();
    let sentences = [
        counted(n_later, moved.len() - n_later, same.len()),
        undated_told(plan, forecast.items.keys().filter(is_dated).filter(undated)),
        // What they were called is not in the plan any more.
        match n_gone {
            0 => String::new(),
            1 => "1 of its items is gone.".to_owned(),
            n => format!("{n} of its items are gone."),
        },
    ];
    let line = |(item, then, now): (ItemId, Day, When)| MovedLine {
        title: title(plan, item),
        dates: shift(Some(then), now, today),
        by: now.map_or_else(|| "never now".to_owned(), |now| slip(Slip::Days(now.since(then)))),
    };
    let made = baseline.made_on.map_or_else(String::new, |made| format!(" of {}", day(made, today)));
    Some(Moved {
        since: format!("“{}”{made}", baseline.title),
        sentence: sentences.into_iter().filter(|told| !told.is_empty()).collect::<Vec<_>>().join(" "),
        lines: moved.into_iter().map(line).collect(),
    })
}

/// Days later; what never comes is later than all.
fn later(then: Day, now: When) -> i32 {
    now.map_or(i32::MAX, |now| now.since(then))
}

fn title(plan: &Plan, item: ItemId) -> String {
    plan.items.get(&item).map_or_else(|| "?".to_owned(), |item| item.title.clone())
}

/// "Of the dates at 85%, 1 comes later, 3 come earlier and 14 have not moved."
fn counted(later: usize, earlier: usize, same: usize) -> String {
    let told = |n: usize, one: &str, many: &str| match n {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {many}")),
    };
    let parts = [
        told(later, "comes later", "come later"),
        told(earlier, "comes earlier", "come earlier"),
        told(same, "has not moved", "have not moved"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    match (parts.as_slice(), later + earlier) {
        ([], _) => "None of its dates is still in the plan.".to_owned(),
        (_, 0) => "None of the dates at 85% has moved.".to_owned(),
        ([one], _) => format!("Of the dates at 85%, {one}."),
        ([start @ .., last], _) => format!("Of the dates at 85%, {} and {last}.", start.join(", ")),
    }
}

/// "“Kiosk”, “Gate”, “Till” and 2 more had no date then."; empty where all had one.
fn undated_told<'a>(plan: &Plan, items: impl Iterator<Item = &'a ItemId>) -> String {
    let titles: Vec<String> = items.map(|item| format!("“{}”", title(plan, *item))).collect();
    match titles.len() {
        0 => String::new(),
        n if n > NAMED => format!("{} and {} more had no date then.", titles[..NAMED].join(", "), n - NAMED),
        _ => format!("{} had no date then.", titles.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use plan::{Baseline, BaselineId, KeptDates};
    use uuid::Uuid;

    use super::*;
    use crate::pack::tests::with_pack;
    use crate::{html, markdown};

    const TEXT: &str = "team core \"Core\"\nperson ann team core\n\
        item pay \"Pay by card\" team core effort 5 basis clean\n\
        item kiosk \"Kiosk\" team core effort 5 basis clean\n\
        item gate \"Gate\" team core effort 5 basis clean\nitem lost \"Lost\" effort 5\nitem new \"New\" team core effort 1\n";

    /// The pack of the same plan with a baseline that had these dates, and that of an item that is gone.
    fn since(dates: &[(&str, &str)], set: fn(&Pack<'_>) -> String) -> String {
        since_in(TEXT, dates, set)
    }

    /// The same of another plan.
    fn since_in(text: &str, dates: &[(&str, &str)], set: fn(&Pack<'_>) -> String) -> String {
        with_pack(text, |pack| {
            let mut plan = pack.plan.clone();
            let of = |title: &str| plan.items.values().find(|item| item.title == title).expect("it is in the plan").id;
            let kept = |day: &str| KeptDates { p50: None, p85: Some(day.parse().expect("a day")) };
            let gone = ItemId(Uuid::from_u128(2));
            let baseline = Baseline {
                alive: true,
                title: "Q1".to_owned(),
                made_on: Some("2026-11-02".parse().expect("a day")),
                dates: dates
                    .iter()
                    .map(|(title, day)| (of(title), kept(day)))
                    .chain([(gone, kept("2026-12-01"))])
                    .collect(),
                ..Baseline::new(BaselineId(Uuid::from_u128(1)))
            };
            plan.baselines.insert(baseline.id, baseline);
            set(&Pack { plan: &plan, ..*pack })
        })
    }

    #[test]
    fn says_which_dates_come_later_and_which_earlier_than_in_the_latest_baseline() {
        let dates =
            [("Pay by card", "2026-11-20"), ("Kiosk", "2027-06-01"), ("Gate", "2026-12-11"), ("Lost", "2026-12-01")];
        let text = since(&dates, markdown);
        let section = text.split("\n## ").find(|section| section.starts_with("What moved")).unwrap_or_default();
        expect![[r#"
            What moved since “Q1” of 2 Nov

            Of the dates at 85%, 3 come later and 1 comes earlier. “New” had no date then. 1 of its items is gone.

            | Item | 85% by, then and now | Comes |
            | --- | --- | --- |
            | Lost | 1 Dec → never | never now |
            | Pay by card | 20 Nov → 2 Dec | 12 days later |
            | Gate | 11 Dec → 23 Dec | 12 days later |
            | Kiosk | 1 Jun → 14 Dec | 169 days earlier |
        "#]]
        .assert_eq(section);
        assert!(since(&dates, html).contains("What moved since “Q1” of 2 Nov"));
    }

    #[test]
    fn what_nobody_has_estimated_by_now_has_not_moved() {
        let text = since_in(
            &TEXT.replace("gate \"Gate\" team core effort 5", "gate \"Gate\" team core"),
            &[("Gate", "2026-12-11")],
            markdown,
        );
        assert!(text.contains("None of its dates is still in the plan."), "{text}");
    }

    #[test]
    fn a_plan_without_baselines_has_no_such_section() {
        assert!(!with_pack(TEXT, markdown).contains("What moved"));
        assert!(!with_pack(TEXT, html).contains("What moved"));
    }
}
