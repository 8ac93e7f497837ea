//! overloaded: more is due by the end of a quarter than those who can do it can serve until then. Work is what has a date by
//! then, drag counted; what people can serve is their presence less meetings, support, reserve, toil and incidents. The
//! narrow place is found as a maximum flow from the parts of the work to the people. One flag for each narrow place of a
//! team, for its worst quarter. Skills that nobody has are left to skill-gap.
//!
//! Work and time are counted from today, not from the first day of the quarter: what is due in spring may be done in winter.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | work due / the most that can be served | > 0.85 | Kingman | warning |
//! | the same | > 1.0 | more than there is | critical |

use std::collections::BTreeMap;

use plan::{Day, Item, PersonId, Team};

use super::Raised;
use crate::case::Case;
use crate::flag::{Flag, Remedy, RuleId, Severity};
use crate::flow::bottlenecks;
use crate::presence::presence;
use crate::remedy::{add_person, aim_later, learn, promise_later, without_reserve};
use crate::text::{day, effort, figure, first, list, percent};
use crate::threshold::threshold;

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    case.teams().into_iter().flat_map(|team| raise(case, team)).collect()
}

/// The narrowest place for a set of skills, over the quarters.
struct Narrow<'a> {
    until: Day,
    /// The skills that are short; `None` is work that anyone can do.
    skills: Vec<Option<String>>,
    people: Vec<PersonId>,
    due: Vec<&'a Item>,
    demand: f64,
    served: f64,
}

impl Narrow<'_> {
    fn load(&self) -> f64 {
        if self.served > 0.0 { self.demand / self.served } else { f64::INFINITY }
    }
}

/// The date an item is held to: its own, or that of what it is a part of, whichever comes first.
fn due(case: &Case<'_>, item: &Item) -> Option<Day> {
    case.upwards(item.id).iter().filter_map(|holder| holder.due()).min()
}

fn narrow_places<'a>(case: &Case<'a>, team: &Team) -> Vec<Narrow<'a>> {
    let people = case.people(team.id);
    let mut found: Vec<Narrow<'a>> = Vec::new();
    for window in case.windows_from_today(team.id) {
        let spent = window.accounts;
        let gross = spent.gross();
        if gross <= 0.0 {
            continue;
        }
        let left = gross - spent.other - spent.support - spent.reserve - spent.toil - spent.incidents;
        let capacity: Vec<f64> =
            people.iter().map(|person| presence(team, person, window.from, window.to) * left / gross).collect();
        let items: Vec<&Item> = case
            .work()
            .filter(|item| item.team == Some(team.id) && due(case, item).is_some_and(|due| due <= window.to))
            .collect();
        let mut parts: BTreeMap<Option<String>, f64> = BTreeMap::new();
        for item in &items {
            let effort = case.outlook(item.id).map_or(0.0, |item| item.clean + item.drag);
            for (skill, share) in &item.skills {
                *parts.entry(Some(skill.clone())).or_default() += effort * share;
            }
            *parts.entry(None).or_default() += effort * (1.0 - item.skills.values().sum::<f64>()).max(0.0);
        }
        parts.retain(|skill, demand| {
            *demand > 1e-6
                && people.iter().any(|person| skill.as_ref().is_none_or(|skill| person.skills.contains(skill)))
        });
        let skills: Vec<Option<String>> = parts.keys().cloned().collect();
        let demand: Vec<f64> = parts.values().copied().collect();
        let can: Vec<Vec<usize>> = skills
            .iter()
            .map(|skill| {
                let fits = |index: &usize| skill.as_ref().is_none_or(|skill| people[*index].skills.contains(skill));
                (0..people.len()).filter(fits).collect()
            })
            .collect();
        for tight in bottlenecks(&demand, &can, &capacity) {
            let short: Vec<Option<String>> = tight.parts.iter().map(|part| skills[*part].clone()).collect();
            let needs = |item: &&Item| {
                short.iter().any(|skill| match skill {
                    Some(skill) => item.skills.get(skill).is_some_and(|share| *share > 0.0),
                    None => item.skills.values().sum::<f64>() < 1.0 - 1e-9,
                })
            };
            let narrow = Narrow {
                until: window.to,
                due: items.iter().copied().filter(needs).collect(),
                people: tight.people.iter().map(|person| people[*person].id).collect(),
                demand: tight.parts.iter().map(|part| demand[*part]).sum(),
                served: tight.people.iter().map(|person| capacity[*person]).sum(),
                skills: short,
            };
            match found.iter_mut().find(|other| other.skills == narrow.skills) {
                Some(worse) if worse.load() >= narrow.load() => {}
                Some(worse) => *worse = narrow,
                None => found.push(narrow),
            }
        }
    }
    found
}

fn raise(case: &Case<'_>, team: &Team) -> Vec<Raised> {
    let (warning, critical) = (threshold(case.plan, "overloaded"), threshold(case.plan, "overloaded-critical"));
    let mut raised = Vec::new();
    for narrow in narrow_places(case, team) {
        let load = narrow.load();
        if load <= warning.value {
            continue;
        }
        let is_critical = load > critical.value;
        let named: Vec<&str> = narrow.skills.iter().flatten().map(String::as_str).collect();
        let words: Vec<String> = named.iter().map(|skill| (*skill).to_owned()).collect();
        let everybody = narrow.people.len() == case.people(team.id).len();
        let what = if everybody || named.is_empty() { "work".into() } else { format!("work on {}", list(&words)) };
        let who = if everybody { case.title(team.id) } else { first(&case.titles(narrow.people.iter().copied()), 2) };
        let today = case.today();
        let load_text = if load.is_finite() { percent(load) } else { "more than all".into() };
        let key = format!(
            "{}/{}",
            plan::subject_key(&[team.id.into()]),
            if words.is_empty() { "any".into() } else { words.join("+") }
        );
        let name = format!("{}/{key}", RuleId::Overloaded.word());
        raised.push(Raised {
            weight: narrow.demand - narrow.served,
            flag: Flag {
                rule: RuleId::Overloaded,
                severity: if is_critical { Severity::Critical } else { Severity::Warning },
                subjects: std::iter::once(team.id.into()).chain(narrow.due.iter().map(|item| item.id.into())).collect(),
                subject_key: key,
                sentence: format!(
                    "{}: {what} due by {} takes {}, and {who} can serve {} until then: {load_text} of what there is",
                    case.title(team.id),
                    day(narrow.until, today),
                    effort(narrow.demand),
                    effort(narrow.served),
                ),
                numbers: load
                    .is_finite()
                    .then(|| figure("Load", load_text.clone(), load))
                    .into_iter()
                    .chain([
                        figure("Work due", effort(narrow.demand), narrow.demand),
                        figure("Can be served", effort(narrow.served), narrow.served),
                        figure("Items due", narrow.due.len().to_string(), narrow.due.len() as f64),
                    ])
                    .collect(),
                threshold: if is_critical { critical.clone() } else { warning.clone() },
                clears_when: format!("what is due takes {} of what they can serve, or less", percent(warning.value)),
                remedies: ways_out(case, &name, team, &narrow, if everybody { None } else { named.first().copied() }),
                evidence: Vec::new(),
                waived: None,
            },
        });
    }
    raised
}

fn ways_out(case: &Case<'_>, name: &str, team: &Team, narrow: &Narrow<'_>, skill: Option<&str>) -> Vec<Remedy> {
    let mut remedies = Vec::new();
    // What loses least by waiting is moved first, and what is promised last.
    let mut due = narrow.due.clone();
    due.sort_by(|a, b| {
        let promised = |item: &Item| item.commitment.is_some();
        promised(a).cmp(&promised(b)).then(a.cost_of_delay.total_cmp(&b.cost_of_delay)).then(a.id.cmp(&b.id))
    });
    remedies.extend(due.iter().find_map(|item| aim_later(case, item).or_else(|| promise_later(case, item))));
    if let Some(skill) = skill {
        remedies.extend(learn(case, team.id, skill));
    }
    remedies.extend(without_reserve(case, team));
    remedies.extend(add_person(case, name, team.id, skill));
    remedies
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::flag::RuleId;
    use crate::testing::check;

    #[test]
    fn warns_when_a_quarter_is_nearly_full() {
        check(
            RuleId::Overloaded,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
item a "Refunds" team core effort 57 target 2027-02-19
"#,
            expect![[r#"
                warning: Core: work due by 21 Feb takes 57 pd, and Core can serve 65 pd until then: 88% of what there is
                  → Add a person to Core from 21 Dec
            "#]],
        );
    }

    #[test]
    fn is_critical_when_more_is_due_than_can_be_served() {
        check(
            RuleId::Overloaded,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
item a "Refunds" team core effort 66 target 2027-02-19
"#,
            expect![[r#"
                critical: Core: work due by 21 Feb takes 66 pd, and Core can serve 65 pd until then: 102% of what there is
                  → Aim for 22 Feb with “Refunds”
                  → Add a person to Core from 21 Dec
            "#]],
        );
    }

    #[test]
    fn is_silent_below_the_limit() {
        check(
            RuleId::Overloaded,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
item a "Refunds" team core effort 55 target 2027-02-19
"#,
            expect![[""]],
        );
    }

    #[test]
    fn finds_the_one_who_is_short_in_a_team_with_time() {
        check(
            RuleId::Overloaded,
            r#"
team core "Core" reserve 0.5
person ada "Ada" team core skills rust,ui
person bo "Bo" team core skills ui
item a "Ledger" team core effort 40 skills rust target 2027-01-15
item b "Login" team core effort 30 skills rust cod 100 target 2027-02-12
item c "Look" team core effort 10 skills ui target 2027-02-12
"#,
            expect![[r#"
                critical: Core: work on rust due by 21 Feb takes 70 pd, and Ada can serve 62 pd until then: 113% of what there is
                  → Aim for 20 Jan with “Ledger”
                  → Have Bo learn rust
                  → Give up the reserve of Core
                  → Add a person with rust to Core from 21 Dec
            "#]],
        );
    }

    #[test]
    fn counts_toil_support_and_drag() {
        check(
            RuleId::Overloaded,
            r#"
team core "Core" support 1 focus 0.8
person ada "Ada" team core
component ledger "Ledger" team core
debt schema "Schema" in ledger toil 4 drag 0.5
item a "Refunds" team core effort 30 basis clean in ledger 1 target 2027-02-19
"#,
            expect![[r#"
                critical: Core: work due by 21 Feb takes 42 pd, and Core can serve 33 pd until then: 130% of what there is
                  → Aim for 19 Mar with “Refunds”
                  → Add a person to Core from 21 Dec
            "#]],
        );
    }
}
