//! What edits do, measured: two forecasts under the same draws, told as one line and as a list.

use std::collections::{BTreeMap, BTreeSet};

use forecast::{Clear, Finish, Forecast, WhatIf};
use plan::{Day, EntityId, Item, ItemId, ItemState, Plan};

use crate::flag::{Effect, Flag, FlagRef, ItemEffect, Shift};
use crate::known::Known;
use crate::text::{count, effort, months, percent, shift, thousands};

/// What lies between two plans, forecast under the same assumptions.
pub fn effect(before_plan: &Plan, before: &Forecast, after_plan: &Plan, after: &Forecast) -> Effect {
    between(before_plan, before, &answerable(before_plan, before), after_plan, after, None, None)
}

/// The same, measured in so many trials of both plans and carried over to all trials of the first.
pub fn effect_tried(
    before_plan: &Plan,
    before: &Forecast,
    after_plan: &Plan,
    seen: &Clear<Forecast>,
    trials: u32,
) -> Effect {
    let luck = seen.has_luck.then_some(trials);
    between(before_plan, before, &answerable(before_plan, before), after_plan, &seen.after, None, luck)
}

/// The flags that edits can clear or raise. Findings come from merges, and what a remedy does is no merge: they are the same
/// on both sides. What is known beyond the plan no edit changes either, and the rules that read it would say the same twice.
pub(crate) fn answerable(plan: &Plan, forecast: &Forecast) -> Vec<Flag> {
    crate::flags(plan, forecast, &[], &Known::default())
}

/// The same, told of the flag that it is to answer, where there is one; `was` are the flags that stood before, `luck` the
/// number of trials in which something moved that luck may have moved.
pub(crate) fn between(
    before_plan: &Plan,
    before: &Forecast,
    was: &[Flag],
    after_plan: &Plan,
    after: &Forecast,
    answered: Option<&Flag>,
    luck: Option<u32>,
) -> Effect {
    let is = answerable(after_plan, after);
    let mut effect = Effect {
        sentence: String::new(),
        moved: moved(before_plan, &as_planned(before), after_plan, &as_planned(after)),
        cost: cost(before_plan, before, after_plan, after),
        plan_p85: Shift { before: before.plan.as_planned.p85, after: after.plan.as_planned.p85 },
        cleared: missing(was, &is),
        raised: missing(&is, was),
    };
    let spent_in = spent_in(before_plan, after_plan, after);
    let told = Told { plan: after_plan, today: before.assumptions.today, answered, luck };
    effect.sentence = told.sentence(&effect, spent_in);
    effect
}

/// When each item is finished, as planned.
pub(crate) fn as_planned(forecast: &Forecast) -> BTreeMap<ItemId, &Finish> {
    forecast.items.iter().map(|(id, item)| (*id, &item.outlook.as_planned)).collect()
}

/// The same of a what-if.
pub(crate) fn finishes(dates: &WhatIf) -> BTreeMap<ItemId, &Finish> {
    dates.items.iter().map(|(id, finish)| (*id, finish)).collect()
}

/// The items whose dates or chances move: promised ones first, then by how far.
pub(crate) fn moved(
    before_plan: &Plan,
    before: &BTreeMap<ItemId, &Finish>,
    after_plan: &Plan,
    after: &BTreeMap<ItemId, &Finish>,
) -> Vec<ItemEffect> {
    let undone = |plan: &Plan, item: &ItemId| {
        plan.items.get(item).is_some_and(|item| item.alive && item.state != ItemState::Done)
    };
    let mut moved: Vec<ItemEffect> = after
        .iter()
        .filter(|(item, _)| undone(before_plan, item) && undone(after_plan, item))
        .filter_map(|(item, is)| {
            let was = before.get(item)?;
            let effect = ItemEffect {
                item: *item,
                p50: Shift { before: was.p50, after: is.p50 },
                p85: Shift { before: was.p85, after: is.p85 },
                on_time: Shift { before: was.on_time, after: is.on_time },
            };
            (was.p50 != is.p50 || was.p85 != is.p85 || chance_moves(&effect)).then_some(effect)
        })
        .collect();
    let promised = |item: &ItemEffect| after_plan.items.get(&item.item).is_some_and(|item| item.commitment.is_some());
    moved.sort_by(|a, b| {
        let far = |item: &ItemEffect| days_moved(item).abs();
        promised(b).cmp(&promised(a)).then(far(b).cmp(&far(a))).then(a.item.cmp(&b.item))
    });
    moved
}

/// Whether the chance reads differently afterwards; less than that is the luck of the trials.
fn chance_moves(item: &ItemEffect) -> bool {
    match (item.on_time.before, item.on_time.after) {
        (Some(before), Some(after)) => percent(after) != percent(before),
        (None, None) => false,
        (Some(_), None) | (None, Some(_)) => true,
    }
}

/// Days by which the P85 moves; to or from never counts as the longest way.
fn days_moved(item: &ItemEffect) -> i32 {
    match (item.p85.before, item.p85.after) {
        (Some(before), Some(after)) => after.since(before),
        (None, None) => 0,
        (Some(_), None) => i32::MAX,
        (None, Some(_)) => -i32::MAX,
    }
}

/// Effort that the edits add: that of the items they make, less that of those they take away, and what they change in the
/// estimates of the others.
fn cost(before_plan: &Plan, before: &Forecast, after_plan: &Plan, after: &Forecast) -> f64 {
    let spent =
        |forecast: &Forecast, item: &Item| forecast.items.get(&item.id).map_or(0.0, |item| item.clean + item.drag);
    let only_in = |one: &Plan, other: &Plan, forecast: &Forecast| -> f64 {
        let alone = |item: &&Item| item.alive && other.items.get(&item.id).is_none_or(|other| !other.alive);
        one.items.values().filter(alone).map(|item| spent(forecast, item)).sum()
    };
    let clean = |forecast: &Forecast, item: &Item| forecast.items.get(&item.id).map_or(0.0, |item| item.clean);
    let restated = |item: &&Item| {
        let was = before_plan.items.get(&item.id).filter(|was| was.alive);
        item.alive && was.is_some_and(|was| was.estimate != item.estimate)
    };
    let changed = after_plan.items.values().filter(restated).map(|item| clean(after, item) - clean(before, item));
    only_in(after_plan, before_plan, after) - only_in(before_plan, after_plan, before) + changed.sum::<f64>()
}

/// The flags of the first that are not among the second; only those that want an answer.
fn missing(flags: &[Flag], among: &[Flag]) -> Vec<FlagRef> {
    let names = |flag: &Flag| (flag.rule, flag.subject_key.clone());
    let there: BTreeSet<_> = among.iter().filter(|flag| flag.stands()).map(names).collect();
    flags
        .iter()
        .filter(|flag| flag.stands() && !there.contains(&names(flag)))
        .map(|flag| FlagRef { rule: flag.rule, subject_key: flag.subject_key.clone(), sentence: flag.sentence.clone() })
        .collect()
}

/// From when to when, as likely as not, the items that the edits make are worked on.
fn spent_in(before_plan: &Plan, after_plan: &Plan, after: &Forecast) -> Option<(Day, Day)> {
    let made = after_plan.items.values().filter(|item| item.alive && !before_plan.items.contains_key(&item.id));
    let worked_on = made.filter_map(|item| {
        let item = after.items.get(&item.id)?;
        item.start.p50.zip(item.outlook.as_planned.p50)
    });
    worked_on.reduce(|(from, to), (start, finish)| (from.min(start), to.max(finish)))
}

/// What a sentence needs to know beside the effect.
struct Told<'a> {
    plan: &'a Plan,
    today: Day,
    answered: Option<&'a Flag>,
    luck: Option<u32>,
}

impl Told<'_> {
    fn sentence(&self, effect: &Effect, spent_in: Option<(Day, Day)>) -> String {
        let mut parts = self.headline(effect);
        if effect.cost >= 0.05 {
            let months = spent_in.map(|(from, to)| format!(" {}", months(from, to, self.today))).unwrap_or_default();
            parts.push(format!("costs {}{months}", effort(effect.cost)));
        } else if effect.cost <= -0.05 {
            parts.push(format!("frees {}", effort(-effect.cost)));
        }
        let same =
            |flag: &FlagRef, answered: &Flag| (flag.rule, &flag.subject_key) == (answered.rule, &answered.subject_key);
        let clears_it = self.answered.is_some_and(|answered| effect.cleared.iter().any(|flag| same(flag, answered)));
        match (effect.cleared.len(), clears_it) {
            (0, _) => (),
            (1, true) => parts.push("clears this flag".into()),
            (n, true) => parts.push(format!("clears this and {}", count(n - 1, "other flag", "other flags"))),
            (n, false) if self.answered.is_some() => {
                parts.push(format!("clears {}, not this one", count(n, "other flag", "other flags")));
            }
            (n, false) => parts.push(format!("clears {}", count(n, "flag", "flags"))),
        }
        if !effect.raised.is_empty() {
            parts.push(format!("raises {}", count(effect.raised.len(), "flag", "flags")));
        }
        parts.join(" · ")
    }

    /// The date that tells the story: that of the flag's own item or of the whole plan, where the flag is about it and it moves;
    /// else of the promise whose chance moves most; without one of the whole plan, or of the item that moves most.
    fn headline(&self, effect: &Effect) -> Vec<String> {
        let (Effect { moved, plan_p85, .. }, today) = (effect, self.today);
        let about = self.answered.and_then(|flag| flag.subjects.first());
        let own = moved.iter().find(|item| about == Some(&item.item.into()));
        let promised =
            |item: &&ItemEffect| self.plan.items.get(&item.item).is_some_and(|item| item.commitment.is_some());
        let gain = |item: &ItemEffect| item.on_time.after.unwrap_or(0.0) - item.on_time.before.unwrap_or(0.0);
        let promise = moved.iter().filter(promised).max_by(|a, b| gain(a).abs().total_cmp(&gain(b).abs()));
        let whole = || vec![format!("the plan {} at 85%", shift(plan_p85.before, plan_p85.after, today))];
        let plan_moves = plan_p85.before != plan_p85.after;
        match (own, promise, moved.first()) {
            (Some(own), _, _) => told(self.plan, own, today),
            (None, _, _) if plan_moves && about == Some(&EntityId::PLAN) => whole(),
            (None, Some(promise), _) => told(self.plan, promise, today),
            (None, None, _) if plan_moves => whole(),
            (None, None, Some(first)) => told(self.plan, first, today),
            (None, None, None) => match self.luck {
                Some(trials) => vec![format!("no date moves beyond the luck of {} trials", thousands(trials))],
                None => vec!["no date moves".into()],
            },
        }
    }
}

/// One item's part of the sentence.
fn told(plan: &Plan, item: &ItemEffect, today: Day) -> Vec<String> {
    let title = plan.title(item.item.into()).unwrap_or_default().trim();
    let mut parts = Vec::new();
    if item.p85.before != item.p85.after {
        parts.push(format!("{title} {} at 85%", shift(item.p85.before, item.p85.after, today)));
    } else if item.p50.before != item.p50.after {
        parts.push(format!("{title} {} at 50%", shift(item.p50.before, item.p50.after, today)));
    } else {
        parts.push(title.to_owned());
    }
    if let (Some(before), Some(after)) = (item.on_time.before, item.on_time.after)
        && chance_moves(item)
    {
        parts.push(format!("on time {} → {}", percent(before), percent(after)));
    }
    parts
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::flag::{RemedyAction, RuleId};
    use crate::testing::{applied, forecast_of, planned};

    /// The effect of each remedy of a rule's flags, in words.
    fn check(rule: RuleId, text: &str, expect: Expect) {
        let (plan, findings) = planned(text);
        let before = forecast_of(&plan, 100);
        let mut said = String::new();
        for remedy in crate::flags(&plan, &before, &findings, &Known::default())
            .iter()
            .filter(|flag| flag.rule == rule)
            .flat_map(|flag| &flag.remedies)
        {
            if let RemedyAction::Apply { .. } = remedy.action {
                let after = applied(&plan, &remedy.action);
                let effect = effect(&plan, &before, &after, &forecast_of(&after, 100));
                said += &format!("{}\n  {}\n", remedy.label, effect.sentence);
            }
        }
        expect.assert_eq(&said);
    }

    #[test]
    fn tells_what_each_way_out_of_a_promise_comes_to() {
        check(
            RuleId::DebtBlindCommitment,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt schema "Ledger schema" in ledger principal 3 drag 0.8 reviewed 2026-11-23
item login "Login" team core effort 10 basis clean
item checkout "Checkout" team core effort 20 basis clean in ledger 1 commit 2027-01-08 to "the Board"
"#,
            expect![[r#"
                Pay down “Ledger schema” first
                  Checkout 19 Jan → 6 Jan at 85% · on time 0% → 100% · costs 3 pd in December · clears 3 flags
                Put “Login” off until after “Checkout”
                  Checkout 19 Jan → 5 Jan at 85% · on time 0% → 100% · clears 1 flag
                Promise “Checkout” for 19 Jan instead
                  Checkout · on time 0% → 100% · clears 1 flag
                Add a person to Core from 21 Dec
                  Checkout 19 Jan → 12 Jan at 85%
            "#]],
        );
    }

    #[test]
    fn tells_of_an_item_that_would_be_finished_at_last() {
        check(
            RuleId::SkillGap,
            r#"
team core "Core"
person ada "Ada" team core skills ui
team port "Port"
person cy "Cy" team port skills rust,ui
item a "Ledger" team core effort 10 skills rust 0.5,ui 0.5
"#,
            expect![[r#"
                Have Ada learn rust
                  the plan never → 4 Dec at 85% · clears 1 flag · raises 2 flags
                Give “Ledger” to Port
                  the plan never → 4 Dec at 85% · clears 3 flags · raises 4 flags
                Add a person with rust to Core from 21 Dec
                  the plan never → 11 Jan at 85% · clears 1 flag · raises 1 flag
            "#]],
        );
    }

    #[test]
    fn nothing_moves_between_a_plan_and_itself() {
        let (plan, _) = planned("team core\nperson ada team core\nitem a team core effort 5/10/20 commit 2026-12-04");
        let forecast = forecast_of(&plan, 100);
        let effect = effect(&plan, &forecast, &plan, &forecast);
        assert_eq!((effect.sentence.as_str(), effect.moved.len(), effect.cost), ("no date moves", 0, 0.0));
    }

    #[test]
    fn the_same_remedy_has_the_same_ids_each_time_and_may_be_taken_twice() {
        let text = r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt ci "Slow CI" in ledger principal 5 toil 4
debt docs "Missing docs" in ledger principal 3 toil 4
item checkout "Checkout" team core effort 60
"#;
        let (plan, _) = planned(text);
        let forecast = forecast_of(&plan, 20);
        let first = |plan: &Plan| {
            let flags = crate::flags(plan, &forecast, &[], &Known::default());
            flags.into_iter().find(|flag| flag.rule == RuleId::WorthPaying).map(|flag| flag.remedies[0].clone())
        };
        let remedy = first(&plan).expect("a debt is worth paying");
        assert_eq!(Some(&remedy), first(&plan).as_ref(), "what is previewed is what is applied");
        let after = applied(&plan, &remedy.action);
        let next = first(&after).expect("the other debt is still worth paying");
        assert_eq!(applied(&after, &next.action).items.len(), plan.items.len() + 2);
    }
}
