//! Do less before a date: cut an item, or do half of it now and the rest later.

use plan::{Assign, Field, Item, ItemId, Kind, Op, Range, Value};

use super::{apply, fresh, spent, why_it_may_wait};
use crate::case::Case;
use crate::flag::Remedy;
use crate::text::effort;

/// Cut this work, which stands before the item.
pub(crate) fn cut(case: &Case<'_>, item: ItemId, work: &Item) -> Remedy {
    apply(
        format!("Cut {}", case.title(work.id)),
        why_it_may_wait(case, item, work),
        vec![Op::Delete { entity: work.id.into() }],
    )
}

/// Do half of this work now, and the rest after the item. `None` if there is too little of it to split.
pub(crate) fn split(case: &Case<'_>, lever: &str, item: ItemId, work: &Item) -> Option<Remedy> {
    let estimate = work.estimate.filter(|estimate| estimate.likely >= 2.0)?;
    let half = Range { low: estimate.low / 2.0, likely: estimate.likely / 2.0, high: estimate.high / 2.0 };
    let rest = fresh(case, Kind::Item, &format!("{lever}/rest"));
    let mut values = vec![
        Assign::of(Field::Title, Value::Text(format!("Rest of {}", work.title.trim()))),
        Assign::of(Field::Kind, Value::Text(work.kind.word().into())),
        Assign::of(Field::Estimate, Value::Range(half)),
        Assign::of(Field::Basis, Value::Text(work.basis.word().into())),
        Assign::of(Field::MaxPeople, Value::Number(f64::from(work.max_people))),
    ];
    values.extend(work.team.map(|team| Assign::of(Field::Team, Value::Ref(team.0))));
    // A part of what is to be finished earlier would hold it up again.
    values
        .extend(work.parent.filter(|_| work.id == item).map(|parent| Assign::of(Field::Parent, Value::Ref(parent.0))));
    let share = |field, key: String, share: f64| Assign { field, key, value: Value::Number(share) };
    values.extend(work.components.iter().map(|(id, part)| share(Field::Component, id.to_string(), *part)));
    values.extend(work.skills.iter().map(|(skill, part)| share(Field::Skill, skill.clone(), *part)));
    let mut ops = vec![Op::Create { entity: rest, values }, Op::set(work.id, Field::Estimate, Value::Range(half))];
    if let Some(next) = case.ranked.get(case.place(item).max(case.place(work.id)) + 1) {
        ops.push(Op::Move { item: ItemId(rest.id), before: Some(next.id) });
    }
    Some(apply(
        format!("Split {}: half of it now, the rest later", case.title(work.id)),
        format!(
            "Half of its {} follows as an item of its own; what is promised must make do with the first half",
            effort(spent(case, work))
        ),
        ops,
    ))
}
