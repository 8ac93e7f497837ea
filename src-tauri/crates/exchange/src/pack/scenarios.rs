//! The scenarios that lie beside the plan, for whoever reviews it: who made each, how much it changes, what it comes to, and
//! where the plan was edited beneath it.

use forecast::When;
use forecast::words::{number, shift, thousands, when};
use plan::Day;
use serde::Serialize;

use super::Pack;

/// A scenario of the plan, as whoever knows the change log tells of it.
#[derive(Clone, Debug, PartialEq)]
pub struct PackedScenario {
    /// Its name.
    pub name: String,
    /// The day it was made, in words.
    pub made: String,
    /// Who made it, with their role.
    pub by: String,
    /// How many changes of it stand.
    pub changes: u32,
    /// On how many places the plan was edited beneath it.
    pub conflicts: u32,
    /// What it does to the plan, if that was measured.
    pub effect: Option<PackedEffect>,
}

/// What a scenario does to the whole plan, both sides under the same draws.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PackedEffect {
    /// When all is done at 85%: of the plan, and of the scenario.
    pub p85: [When; 2],
    /// Person-days that it adds; less than none if it frees some.
    pub cost: f64,
    /// How many runs it was measured on.
    pub trials: u32,
}

#[derive(Serialize)]
pub(crate) struct ScenarioLine {
    pub name: String,
    pub made: String,
    pub changes: String,
    pub p85: String,
    pub cost: String,
    pub conflicts: String,
}

/// A line a scenario, as they come.
pub(crate) fn scenarios(pack: &Pack<'_>) -> Vec<ScenarioLine> {
    let line = |scenario: &PackedScenario| ScenarioLine {
        name: scenario.name.clone(),
        made: if scenario.by.is_empty() {
            scenario.made.clone()
        } else {
            format!("{} by {}", scenario.made, scenario.by)
        },
        changes: scenario.changes.to_string(),
        p85: scenario.effect.map_or_else(|| "not measured".to_owned(), |effect| moved(effect.p85, pack.exported_on)),
        cost: scenario.effect.map_or_else(String::new, |effect| cost(effect.cost)),
        conflicts: match scenario.conflicts {
            0 => "none".to_owned(),
            1 => "1 place to decide".to_owned(),
            n => format!("{n} places to decide"),
        },
    };
    pack.scenarios.iter().map(line).collect()
}

/// How the effects were measured; empty if none was.
pub(crate) fn measured(pack: &Pack<'_>) -> String {
    let trials = pack.scenarios.iter().find_map(|scenario| Some(scenario.effect?.trials));
    trials.map_or_else(String::new, |trials| {
        format!(
            "Measured on {} runs that the plan and the scenario share, and carried over to the plan's own date where they clearly differ; effort beyond that of the plan.",
            thousands(trials)
        )
    })
}

fn moved([before, after]: [When; 2], today: Day) -> String {
    let (is, moved) = (when(after, today), shift(before, after, today));
    match before.zip(after).map(|(before, after)| after.since(before)) {
        Some(0) => format!("{is}, as the plan"),
        Some(days @ ..0) => format!("{moved} (−{} d)", -days),
        Some(days) => format!("{moved} (+{days} d)"),
        None if before == after => is,
        None => moved,
    }
}

fn cost(days: f64) -> String {
    match days {
        ..-0.05 => format!("frees {} pd", number(-days)),
        ..0.05 => "none".to_owned(),
        _ => format!("adds {} pd", number(days)),
    }
}

#[cfg(test)]
mod tests {
    use crate::pack::tests::with_scenarios;
    use crate::{html, markdown};

    use super::*;

    fn day(text: &str) -> When {
        Some(text.parse().unwrap())
    }

    fn both() -> Vec<PackedScenario> {
        let effect = |after, cost| Some(PackedEffect { p85: [day("2027-03-01"), after], cost, trials: 512 });
        let scenario = |name: &str, effect, conflicts| PackedScenario {
            name: name.to_owned(),
            made: "23 Nov".to_owned(),
            by: "Ana, PM".to_owned(),
            changes: 3,
            conflicts,
            effect,
        };
        vec![
            scenario("Pay first", effect(day("2027-02-12"), -9.2), 2),
            scenario("Hire <two>", effect(None, 4.0), 0),
            scenario("Later", None, 1),
        ]
    }

    #[test]
    fn both_forms_list_the_scenarios_with_what_they_come_to() {
        let text = with_scenarios("plan \"Small\"", &both(), markdown);
        let section: Vec<&str> =
            text.lines().skip_while(|line| *line != "## Scenarios beside the plan").take(8).collect();
        expect_test::expect![[r#"
            ## Scenarios beside the plan

            | Scenario | Made | Changes | All done by, at 85% | Effort | Conflicts with the plan |
            | --- | --- | --- | --- | --- | --- |
            | Pay first | 23 Nov by Ana, PM | 3 | 1 Mar → 12 Feb (−17 d) | frees 9.2 pd | 2 places to decide |
            | Hire &lt;two> | 23 Nov by Ana, PM | 3 | 1 Mar → never | adds 4 pd | none |
            | Later | 23 Nov by Ana, PM | 3 | not measured |  | 1 place to decide |
        "#]]
        .assert_eq(&(section[..7].join("\n") + "\n"));
        let page = with_scenarios("plan \"Small\"", &both(), html);
        assert!(page.contains("Scenarios beside the plan") && page.contains("frees 9.2 pd"));
        assert!(page.contains("Hire &lt;two&gt;") && page.contains("512 runs"));
    }

    #[test]
    fn both_dates_of_a_move_carry_their_year_where_one_does() {
        let today = day("2026-11-23").expect("a day");
        assert_eq!(moved([day("2027-09-20"), day("2027-08-23")], today), "20 Sep 2027 → 23 Aug 2027 (−28 d)");
    }

    #[test]
    fn a_plan_without_scenarios_has_no_such_section() {
        assert!(!with_scenarios("plan \"Small\"", &[], html).contains("Scenarios"));
    }
}
