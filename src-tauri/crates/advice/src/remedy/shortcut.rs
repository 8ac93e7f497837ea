//! Take a shortcut: less work now, for a debt that slows what comes after in the same components.

use plan::{Assign, CATEGORIES, Field, Item, Kind, Op, Range, Value};

use super::{apply, fresh, set_record};
use crate::case::Case;
use crate::flag::Remedy;
use crate::text::{effort, percent};

/// The share of the effort that a shortcut saves, what mending it takes for each day saved, and the drag it leaves. Our
/// conventions, stated with the remedy: nobody has measured yours.
const SAVES: f64 = 0.3;
const MENDING: f64 = 1.5;
const DRAG: Range = Range { low: 0.05, likely: 0.12, high: 0.3 };

/// Take a shortcut in this work, and its principal. `None` if it has begun, or if it lies in no component that could slow
/// anything afterwards.
pub(crate) fn shortcut(case: &Case<'_>, lever: &str, work: &Item) -> Option<(Remedy, f64)> {
    let planned = work.state == plan::ItemState::Planned && work.kind != plan::ItemKind::Paydown;
    let estimate = work.estimate.filter(|estimate| planned && estimate.likely >= 2.0 && !work.components.is_empty())?;
    let times = |by: f64| Range { low: estimate.low * by, likely: estimate.likely * by, high: estimate.high * by };
    let principal = times(SAVES * MENDING);
    let debt = fresh(case, Kind::Debt, &format!("{lever}/shortcut"));
    let mut values = vec![
        Assign::of(Field::Title, Value::Text(format!("Shortcut in {}", work.title.trim()))),
        Assign::of(Field::Category, Value::Text(CATEGORIES[3].into())),
        Assign::of(Field::Principal, Value::Range(principal)),
        Assign::of(Field::Drag, Value::Range(DRAG)),
        Assign::of(Field::Reviewed, Value::Day(case.today())),
    ];
    let member = |key: String| Assign { field: Field::Component, key, value: Value::Flag(true) };
    values.extend(work.components.keys().map(|id| member(id.to_string())));
    let remedy = apply(
        format!("Take a shortcut in {}, for a debt", case.title(work.id)),
        format!(
            "Assumes that it saves {} of the work, slows what comes after in its components by {}, and takes {} to mend",
            percent(SAVES),
            percent(DRAG.likely),
            effort(principal.likely),
        ),
        vec![
            Op::Create { entity: debt, values },
            set_record(work.id, Field::Incurs, debt.id.to_string(), Value::Flag(true)),
            Op::set(work.id, Field::Estimate, Value::Range(times(1.0 - SAVES))),
        ],
    );
    Some((remedy, principal.likely))
}
