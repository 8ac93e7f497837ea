//! The review pack as Markdown: the same sentences and tables as the page, for wikis, pull requests and mail.

use std::fmt::Write;

use crate::pack::{Pack, View, view};

/// Sets the pack as Markdown for leadership.
pub fn markdown(pack: &Pack<'_>) -> String {
    let view = view(pack);
    let mut text = String::new();
    write(&mut text, &view).expect("writing to a string cannot fail");
    text
}

fn write(text: &mut String, view: &View) -> std::fmt::Result {
    writeln!(text, "# {}\n\nFrozen on {}.\n", plain(&view.title), view.exported_on)?;
    let whole = match view.items.is_empty() {
        true => "There is no item in the plan yet.".to_owned(),
        false => format!("All work in the plan: {}. {}", view.whole, view.whole_slip),
    };
    writeln!(text, "**{}.** {whole}\n", view.answer)?;
    if !view.promises.is_empty() {
        writeln!(text, "## What ships when, and how sure\n")?;
        head(text, &["Stands", "Promise", "Due", "Chance", "Without debt", "Done by", "Debt makes it"])?;
        for promise in &view.promises {
            let to = if promise.to.is_empty() { String::new() } else { format!(" (to {})", promise.to) };
            let never = if promise.never.is_empty() { String::new() } else { format!(", never: {}", promise.never) };
            let chance = match promise.promised_at.as_str() {
                "" => promise.chance.clone(),
                promised_at if promise.chance.is_empty() => format!("promised at {promised_at}"),
                promised_at => format!("{}, promised at {promised_at}", promise.chance),
            };
            let slip = later(&promise.hidden_slip);
            row(
                text,
                &[
                    &format!("{} {}", promise.status.glyph, promise.status.word),
                    &format!("{}{to}{never}", promise.title),
                    &promise.day,
                    &chance,
                    &promise.debt_free,
                    &promise.chances,
                    slip,
                ],
            )?;
        }
        writeln!(text)?;
    }
    writeln!(text, "## What needs an answer\n")?;
    if view.flags.is_empty() {
        writeln!(text, "No flag stands.")?;
    }
    for flag in &view.flags {
        writeln!(text, "- {} **{}** ({}). {}", flag.glyph, flag.title, flag.severity, plain(&flag.sentence))?;
        if !flag.numbers.is_empty() {
            writeln!(text, "  - {}", plain(&flag.numbers))?;
        }
        if !flag.remedy.is_empty() {
            writeln!(text, "  - way out: {}", plain(&flag.remedy))?;
        }
    }
    writeln!(text, "\n## Where the capacity goes until {}\n", view.horizon_end)?;
    if view.capacity.is_empty() {
        writeln!(text, "Nobody is in the plan, so there is no capacity to spend.")?;
    }
    for share in &view.capacity {
        writeln!(text, "- {} {} ({})", share.word, share.percent_text, share.days)?;
    }
    for team in &view.teams {
        writeln!(text, "- team {}: {}", plain(&team.title), team.words)?;
    }
    if !view.started.is_empty() {
        writeln!(text, "\n## What is under way")?;
    }
    for item in &view.started {
        writeln!(text, "\n### {}\n\n{}\n", plain(&item.title), item.chances)?;
        for (word, said) in &item.brief {
            writeln!(text, "- {word}: {}", plain(said))?;
        }
    }
    if let Some(moved) = &view.moved {
        writeln!(text, "\n## What moved since {}\n\n{}", plain(&moved.since), plain(&moved.sentence))?;
        if !moved.lines.is_empty() {
            writeln!(text)?;
            head(text, &["Item", "85% by, then and now", "Comes"])?;
        }
        for line in &moved.lines {
            row(text, &[&line.title, &line.dates, &line.by])?;
        }
    }
    if !view.items.is_empty() {
        writeln!(text, "\n## All items\n")?;
        head(text, &["Item", "Team", "State", "Effort", "Due", "Chance", "50%", "85%", "95%", "Debt makes it", "Why"])?;
    }
    for item in &view.items {
        let title = if item.is_part { format!("– {}", item.title) } else { item.title.clone() };
        let why = match (item.never.as_str(), item.slowed_by.as_str()) {
            ("", "") => String::new(),
            ("", slowed_by) => format!("slowed by {slowed_by}"),
            (never, _) => format!("never: {never}"),
        };
        let slip = later(&item.hidden_slip);
        row(
            text,
            &[
                &title,
                &item.team,
                item.state,
                &item.estimate,
                &item.due,
                &item.on_time,
                &item.p50,
                &item.p85,
                &item.p95,
                slip,
                &why,
            ],
        )?;
    }
    if !view.debts.is_empty() {
        writeln!(text, "\n## What the debt costs\n\n{}\n", view.debts_told)?;
        let until = format!("Until {}, pd", view.horizon_end);
        head(
            text,
            &[
                "Debt",
                "Where",
                "State",
                "Principal",
                "Interest, pd a week",
                &until,
                "Pays back by",
                "Return",
                "Paid off",
            ],
        )?;
        for debt in &view.debts {
            let paid_off = if debt.paid_off.is_empty() { "not planned" } else { &debt.paid_off };
            row(
                text,
                &[
                    &debt.title,
                    &debt.components,
                    &debt.state,
                    &debt.principal,
                    &debt.per_week,
                    &debt.to_horizon,
                    &debt.break_even,
                    &debt.roi,
                    paid_off,
                ],
            )?;
        }
    }
    if !view.waivers.is_empty() {
        writeln!(text, "\n## What was accepted\n")?;
        head(text, &["Flag", "About", "Reason", "Accepted by", "Until"])?;
        for waiver in &view.waivers {
            let until = if waiver.expired { format!("{} (expired)", waiver.until) } else { waiver.until.clone() };
            row(text, &[&waiver.what, &waiver.about, &waiver.reason, &waiver.by, &until])?;
        }
    }
    if !view.decisions.is_empty() {
        writeln!(text, "\n## What was decided\n")?;
        head(text, &["Decided", "Decision", "State", "Refused", "Who answers for it", "Touches", "Forecast that day"])?;
        for decision in &view.decisions {
            let title = match decision.chosen.as_str() {
                "" => decision.title.clone(),
                chosen => format!("{}: {chosen}", decision.title),
            };
            row(
                text,
                &[
                    &decision.decided,
                    &title,
                    &decision.state,
                    &decision.refused,
                    &decision.who,
                    &decision.touches,
                    &decision.forecast,
                ],
            )?;
        }
    }
    if !view.baselines.is_empty() {
        writeln!(text, "\n## Baselines\n")?;
        head(text, &["Baseline", "Made", "Signed"])?;
        for baseline in &view.baselines {
            row(text, &[&baseline.name, &baseline.made, &baseline.signed.join("; ")])?;
        }
    }
    if !view.scenarios.is_empty() {
        writeln!(text, "\n## Scenarios beside the plan\n")?;
        let names = ["Scenario", "Made", "Changes", "All done by, at 85%", "Effort", "Conflicts with the plan"];
        head(text, &names)?;
        for line in &view.scenarios {
            row(text, &[&line.name, &line.made, &line.changes, &line.p85, &line.cost, &line.conflicts])?;
        }
        writeln!(text, "\n{}", view.scenarios_measured)?;
    }
    if !view.signers.is_empty() {
        writeln!(text, "\n## Who signed what\n")?;
        head(text, &["Who", "As", "Key", "Changes", "From, to"])?;
        for signer in &view.signers {
            row(text, &[&signer.name, &signer.role, &signer.key, &signer.changes, &signer.days])?;
        }
        let version: String = view.digest.chars().take(16).collect();
        let version = format!("Version {version}: the same for whoever has exactly these changes. {}", view.kept_aside);
        writeln!(text, "\n{}", version.trim_end())?;
    }
    if !view.findings.is_empty() {
        writeln!(text, "\n## What had to be mended to reckon with\n")?;
    }
    for finding in &view.findings {
        writeln!(text, "- {}", plain(finding))?;
    }
    writeln!(text, "\nEach date is counted out of {} simulated runs (seed {}).", view.trials, view.seed)
}

fn head(text: &mut String, names: &[&str]) -> std::fmt::Result {
    row(text, names)?;
    writeln!(text, "|{}", " --- |".repeat(names.len()))
}

fn row(text: &mut String, cells: &[&str]) -> std::fmt::Result {
    let cells: Vec<String> = cells.iter().map(|cell| plain(cell)).collect();
    writeln!(text, "| {} |", cells.join(" | "))
}

fn later(slip: &str) -> &str {
    if slip == "none" { "no later" } else { slip }
}

/// Words as they are: on one line, with nothing in them that Markdown or HTML would take for its own.
fn plain(words: &str) -> String {
    let mut plain = String::new();
    for c in words.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        match c {
            '<' => plain.push_str("&lt;"),
            '&' => plain.push_str("&amp;"),
            '|' | '*' | '_' | '`' | '[' | ']' | '\\' | '#' | '~' => plain.extend(['\\', c]),
            c => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::pack::tests::with_pack;

    #[test]
    fn what_is_under_way_says_its_health_its_next_update_and_what_is_asked_of_it() {
        let text = with_pack(
            "team core \"Core\"\nperson ann team core\n\
             item pay \"Pay by card\" team core effort 5 started update \"The form waits\" health \"at risk\" next 2026-11-20\n\
             question a \"For whom first?\" on pay by \"Ben (PM)\" asked 2026-11-18\n\
             question b \"Who tests it?\" on pay by \"Ben (PM)\" asked 2026-11-17 answer \"Ann\"\n",
            markdown,
        );
        for line in [
            "- Health: ▲ at risk\n",
            "- Latest update: The form waits\n",
            "- Next update: 20 Nov, overdue\n",
            "- Open questions: For whom first? (Ben (PM), 18 Nov)\n",
        ] {
            assert!(text.contains(line), "`{line}` is missing in\n{text}");
        }
    }

    #[test]
    fn what_nobody_estimated_has_no_date_and_no_chance() {
        let text = "team core\nperson ann team core\nitem bare \"Bare\" team core commit 2027-03-01 to \"Board\"";
        let said = with_pack(text, markdown);
        let bare: Vec<&str> = said.lines().filter(|line| line.contains("Bare")).collect();
        expect![[r#"
            [
                "| Not estimated | Bare (to Board) | 1 Mar | promised at 85% |  | not estimated yet |  |",
                "| Bare | core | planned |  | 1 Mar |  | not estimated yet |  |  |  |  |",
            ]
        "#]]
        .assert_debug_eq(&bare);
        let page = with_pack(text, crate::html);
        assert!(page.contains("Bare: not estimated yet; due 1 Mar\""));
    }

    #[test]
    fn the_answer_comes_first_and_every_date_has_its_chance() {
        let text = with_pack(
            "plan \"Harbour | 2027\" drift 0\nteam core \"Core\"\nperson ann team core\ncomponent api team core\n\
             debt old \"Old <b>API</b>\" category architecture in api principal 2 drag 0.5\n\
             item pay \"Pay by card\" team core effort 5 basis clean in api commit 2026-11-30 to \"Board\"\n\
             item lost \"Lost\" effort 3\n\
             item done \"Done\" team core done 2026-11-02\n\
             waiver w rule hidden-slip subject item:pay reason \"agreed\" until 2026-10-01 by \"Ann, EM\"\n\
             decision one \"Keep the API\" decided 2026-11-02 accountable \"Ann (EM)\" delegated \"Bo\" state accepted \
             option \"Keep it\" \"\" option \"Write it anew\" \"30 pd\" outcome \"Keep it for a year.\" shapes pay creates old \
             then pay 2026-11-27/2026-11-30\n",
            markdown,
        );
        expect![[r#"
            # Harbour \| 2027

            Frozen on 23 November 2026.

            **The one promise is not on track.** All work in the plan: 50% never · 85% never · 95% never. Something in it never finishes; the table of all items says why.

            ## What ships when, and how sure

            | Stands | Promise | Due | Chance | Without debt | Done by | Debt makes it |
            | --- | --- | --- | --- | --- | --- | --- |
            | ▲ At risk | Pay by card (to Board) | 30 Nov | 0%, promised at 85% | 100% | 50% by 2 Dec · 85% by 2 Dec · 95% by 2 Dec | 5 days later |

            ## What needs an answer

            No flag stands.

            ## Where the capacity goes until 23 May

            - new work 4% (5 pd)
            - drag 2% (2.1 pd)
            - idle 95% (123 pd)
            - team Core: 130 pd · 4% new work · debt takes 2% of what meetings and the rest leave

            ## All items

            | Item | Team | State | Effort | Due | Chance | 50% | 85% | 95% | Debt makes it | Why |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
            | Pay by card | Core | planned | 5 pd | 30 Nov | 0% | 2 Dec | 2 Dec | 2 Dec | 5 days later | slowed by “Old &lt;b>API&lt;/b>” 2.1 pd |
            | Lost |  | planned | 3 pd |  |  | never | never | never |  | never: it has no team; give it one |
            | Done | Core | done |  |  |  | 2 Nov |  |  |  |  |

            ## What the debt costs

            Interest is what a debt takes in drag, toil and incidents. Paid off today, it would have paid for itself by the day that stands there; the return is what paying it off saves until 23 May beyond its effort, as a share of it: from today on, or where a paydown is planned, from then on.

            | Debt | Where | State | Principal | Interest, pd a week | Until 23 May, pd | Pays back by | Return | Paid off |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- |
            | Old &lt;b>API&lt;/b> | api | open | 2 pd | 0.51 | 2.1 | 6 Dec | +3% | not planned |

            ## What was accepted

            | Flag | About | Reason | Accepted by | Until |
            | --- | --- | --- | --- | --- |
            | Debt makes the plan slip | Pay by card | agreed | Ann, EM | 1 Oct (expired) |

            ## What was decided

            | Decided | Decision | State | Refused | Who answers for it | Touches | Forecast that day |
            | --- | --- | --- | --- | --- | --- | --- |
            | 2 Nov | Keep the API: Keep it for a year. | accepted | Write it anew | Ann (EM), carried out by Bo | shapes Pay by card; creates Old &lt;b>API&lt;/b> | Pay by card 85% by 30 Nov |

            ## Who signed what

            | Who | As | Key | Changes | From, to |
            | --- | --- | --- | --- | --- |
            | Ann | EM, made the plan | 0a0a0a0a | 12 | 2026-11-02 to 2026-11-23 |

            Version f0f0f0f0f0f0f0f0: the same for whoever has exactly these changes. 3 changes of people who may not make them are kept aside, and are not part of it.

            Each date is counted out of 64 simulated runs (seed 1).
        "#]].assert_eq(&text);
    }
}
