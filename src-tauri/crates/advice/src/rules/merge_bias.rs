//! merge-bias: several things must come together before an item can begin, and each of them may well be the last. The item
//! begins with the latest, so that all being there on the day on which each is likely is much less likely than any one of
//! them. Shows the product of their chances, as if nothing tied them together. One flag an item.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | predecessors that meet in one item and may each be the last | ≥ 3 | our convention | note; warning before a promise |
//! | the chance of each to be there by the latest P50 of them | ≤ 0.9 | our convention | |

use plan::{Day, Item, ItemId, ItemState, Op};

use super::Raised;
use crate::case::Case;
use crate::flag::{Flag, Remedy, RuleId, Severity};
use crate::remedy::{apply, open};
use crate::text::{count, day, figure, first, list, percent};
use crate::threshold::threshold;

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    case.open().filter_map(|item| raise(case, item)).collect()
}

/// P(finish ≤ day), to the twentieth.
fn chance(case: &Case<'_>, item: ItemId, by: Day) -> f64 {
    let dots = case.outlook(item).map_or(&[][..], |item| &item.outlook.as_planned.dots);
    dots.iter().filter(|dot| dot.is_some_and(|dot| dot <= by)).count() as f64 / dots.len().max(1) as f64
}

fn raise(case: &Case<'_>, item: &Item) -> Option<Raised> {
    let (many, likely) = (threshold(case.plan, "merge-bias"), threshold(case.plan, "merge-bias-chance"));
    let undone = |on: &&ItemId| case.plan.items.get(on).is_some_and(|on| on.alive && on.state != ItemState::Done);
    let awaited: Vec<ItemId> = item.after.keys().filter(undone).copied().collect();
    let p50 = |id: &ItemId| case.outlook(*id).and_then(|item| item.outlook.as_planned.p50);
    let by = awaited.iter().filter_map(p50).max()?;
    let mut late: Vec<(ItemId, f64)> =
        awaited.iter().map(|id| (*id, chance(case, *id, by))).filter(|(_, chance)| *chance <= likely.value).collect();
    if (late.len() as f64) < many.value {
        return None;
    }
    late.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    let together: f64 = late.iter().map(|(_, chance)| chance).product();
    let title = case.title(item.id);
    let waiting = case.waiting_for(item.id);
    let promised = |id: &ItemId| case.plan.items.get(id).is_some_and(|item| item.alive && item.commitment.is_some());
    let before_promise = item.commitment.is_some() || waiting.iter().any(promised);
    let chances: Vec<String> = late.iter().map(|(_, chance)| percent(*chance)).collect();
    let flag = Flag {
        rule: RuleId::MergeBias,
        severity: if before_promise { Severity::Warning } else { Severity::Note },
        subjects: std::iter::once(item.id.into()).chain(late.iter().map(|(id, _)| (*id).into())).collect(),
        subject_key: plan::subject_key(&[item.id.into()]),
        sentence: format!(
            "{title} waits for {}, each of which may be the last: by {} they are there at {}, all together only at {}",
            first(&case.titles(late.iter().map(|(id, _)| *id)), 3),
            day(by, case.today()),
            list(&chances),
            percent(together),
        ),
        numbers: std::iter::once(figure("All together, were they independent", percent(together), together))
            .chain(late.iter().map(|(id, chance)| figure(case.title(*id), percent(*chance), *chance)))
            .collect(),
        clears_when: format!(
            "fewer than {} it waits for may be the last",
            count(many.value as usize, "thing", "things")
        ),
        threshold: many,
        remedies: ways_out(case, item, &late),
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { flag, weight: 1.0 - together })
}

/// Bring forward the one most likely to be last; or let the item wait for less.
fn ways_out(case: &Case<'_>, item: &Item, late: &[(ItemId, f64)]) -> Vec<Remedy> {
    let title = case.title(item.id);
    let overtakes = |id: ItemId| {
        let work = case.work().find(|work| work.id == id && work.state == ItemState::Planned)?;
        let first = case.work().find(|other| other.team == work.team && other.state == ItemState::Planned)?;
        (case.place(first.id) < case.place(id) && !case.needed_for(id).contains(&first.id)).then_some((id, first.id))
    };
    let up = late.iter().find_map(|(id, _)| overtakes(*id)).map(|(id, before)| {
        apply(
            format!("Rank {} before {}", case.title(id), case.title(before)),
            "It is then early enough not to be the last".into(),
            vec![Op::Move { item: id, before: Some(before) }],
        )
    });
    let ask = open(
        format!("Let {title} wait for less"),
        "What can follow after its start need not be awaited".into(),
        item.id,
        plan::Field::After,
    );
    up.into_iter().chain([ask]).collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::flag::RuleId;
    use crate::testing::check;

    /// Three teams whose work comes together in a launch; the third estimate as given.
    fn launch(third: &str, commit: &str) -> String {
        format!(
            r#"
team a "A"
person ada "Ada" team a
team b "B"
person bo "Bo" team b
team c "C"
person cy "Cy" team c
item p "Pier" team a effort 10/20/40
item q "Quay" team b effort 10/20/40
item w "Paint" team c effort 1
item r "Ramp" team c effort {third}
item launch "Launch" team a effort 2 after p,q,r{commit}
"#
        )
    }

    #[test]
    fn warns_when_three_may_each_be_the_last_before_a_promise() {
        check(
            RuleId::MergeBias,
            &launch("10/20/40", " commit 2027-04-01"),
            expect![[r#"
            warning: “Launch” waits for “Pier”, “Quay” and “Ramp”, each of which may be the last: by 21 Dec they are there at 50%, 55% and 55%, all together only at 15%
              → Rank “Ramp” before “Paint”
              … Let “Launch” wait for less
        "#]],
        );
    }

    #[test]
    fn notes_it_where_nothing_is_promised() {
        check(
            RuleId::MergeBias,
            &launch("10/20/40", ""),
            expect![[r#"
            note: “Launch” waits for “Pier”, “Quay” and “Ramp”, each of which may be the last: by 21 Dec they are there at 50%, 55% and 55%, all together only at 15%
              → Rank “Ramp” before “Paint”
              … Let “Launch” wait for less
        "#]],
        );
    }

    #[test]
    fn is_silent_while_one_of_three_is_early() {
        check(RuleId::MergeBias, &launch("2/4/8", " commit 2027-04-01"), expect![[""]]);
    }
}
