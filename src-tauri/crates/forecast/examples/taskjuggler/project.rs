//! A plan as a TaskJuggler project: the likely efforts, the order as priorities, dependencies, and who can do what.

use std::fmt::Write;

use plan::{Day, Item, ItemId, Plan};

/// The project. Of the plan it says what both programs know; what only ours does must not be in it.
pub fn project(plan: &Plan, today: Day) -> String {
    let end = today.plus(plan.settings.cap_days() as i32);
    let mut text = format!("project plan \"Plan\" {today} - {end} {{\n  timingresolution 60min\n}}\n");
    for team in plan.teams.values() {
        for day in team.holidays.keys() {
            let _ = writeln!(text, "leaves holiday \"Holiday\" {day} +1d");
        }
    }
    for (at, person) in plan.people.values().enumerate() {
        let _ = writeln!(text, "resource p{at} \"Person {at}\" {{");
        for (first, last) in &person.leave {
            let _ = writeln!(text, "  leaves annual {first} - {}", last.plus(1));
        }
        let _ = writeln!(text, "}}");
    }
    let ranked = plan.ranked();
    for (at, item) in ranked.iter().enumerate() {
        let _ = writeln!(text, "task t{at} \"Item {at}\" {{\n  priority {}", 1000 - at * 1000 / ranked.len());
        write_task(&mut text, plan, item, &ranked);
        let _ = writeln!(text, "}}");
    }
    text
}

fn write_task(text: &mut String, plan: &Plan, item: &Item, ranked: &[&Item]) {
    let place = |id: &ItemId| ranked.iter().position(|other| other.id == *id);
    if let Some(range) = item.estimate {
        let _ = writeln!(text, "  effort {:.3}d", range.likely);
        let able = |person: &plan::Person| item.skills.keys().all(|skill| person.skills.contains(skill));
        let able: Vec<usize> =
            plan.people.values().enumerate().filter(|(_, person)| able(person)).map(|(at, _)| at).collect();
        // The first who is free does it, and keeps it.
        if let Some((first, others)) = able.split_first() {
            let others: Vec<String> = others.iter().map(|at| format!("p{at}")).collect();
            match others.is_empty() {
                true => {
                    let _ = writeln!(text, "  allocate p{first}");
                }
                false => {
                    let _ = writeln!(
                        text,
                        "  allocate p{first} {{ alternative {} select order persistent }}",
                        others.join(", ")
                    );
                }
            }
        }
    }
    let after: Vec<String> = item.after.keys().filter_map(place).map(|at| format!("t{at}")).collect();
    if !after.is_empty() {
        let _ = writeln!(text, "  depends {}", after.join(", "));
    }
}
