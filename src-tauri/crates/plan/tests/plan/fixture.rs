//! The text language of plans: what it says is what stands in the plan, and what is wrong is named by its line.

use expect_test::{Expect, expect};
use plan::fixture;

const HARBOUR: &str = r#"
plan "Harbour 2027" horizon 20 drift 0.3 threshold hidden-slip 0.2
team payments "Payments" focus 0.8 support 1 wip 4 lag 2 days mon,tue,wed,thu holiday 2026-12-25 "Christmas Day"
person mia "Mia Keller" team payments skills rust,ui fte 0.8 leave 2026-12-21..2027-01-03 ramp 60 from 0.2
component ledger "Ledger core" team payments parent platform   # the parent comes later
component platform
debt schema "Shared schema" category architecture in ledger,platform principal 10/20/30 drag 0.1/0.2/0.4 toil 2 unpaid 0.5
item checkout "Checkout rewrite" team payments effort 10/20/35 in ledger 0.5,platform 0.3 skills rust 0.6,ui 0.4 \
     after auth+3,billing commit 2027-03-31 to "Board" confidence 0.9 started incurs schema parent epic
item auth effort 5
item billing effort 8 done 2026-11-02 actual 12
item epic
paydown split "Split it" pays schema 0.5
external bank delivery 2027-02-01/2027-02-15/2027-03-10
waiver w1 rule hidden-slip subject item:checkout reason "known" until 2027-01-31
"#;

#[test]
fn a_text_makes_its_plan() {
    let plan = fixture::plan(HARBOUR).unwrap();
    let checkout = &plan.items[&fixture::item("checkout")];
    assert_eq!(checkout.after, [(fixture::item("auth"), 3), (fixture::item("billing"), 0)].into());
    assert_eq!(checkout.commitment.as_ref().unwrap().to, "Board");
    assert_eq!(checkout.components.values().sum::<f64>(), 0.8);
    assert_eq!(plan.components[&fixture::component("ledger")].parent, Some(fixture::component("platform")));
    assert_eq!(plan.teams[&fixture::team("payments")].weekdays, [true, true, true, true, false, false, false]);
    let titles: Vec<&str> = plan.ranked().iter().map(|item| item.title.as_str()).collect();
    assert_eq!(titles, ["Checkout rewrite", "auth", "billing", "epic", "Split it", "bank"]);
    assert_eq!(plan.settings.horizon, 20);
}

#[track_caller]
fn check_wrong(text: &str, expect: Expect) {
    expect.assert_eq(&fixture::plan(text).unwrap_err().to_string());
}

#[test]
fn a_wrong_line_is_named() {
    check_wrong("team core\nteam core", expect!["line 2: the team “core” is in the plan already"]);
    check_wrong("iten a", expect!["line 1: “iten” is not a kind of entity"]);
    check_wrong("item a effrot 5", expect!["line 1: “effrot” says nothing about an item"]);
    check_wrong("\nitem a \"never", expect!["line 2: a quote is not closed"]);
    check_wrong(
        "item a effort 5/3/9",
        expect!["line 1: estimate of “a”: low 5, likely 3 and high 9 are not in order; write the smallest first"],
    );
    check_wrong("item a after b", expect!["line 1: there is no such item in the plan"]);
    check_wrong(
        "item a after b\nitem b after a",
        expect!["line 2: this dependency would close a circle: “b” → “a” → “b”"],
    );
    check_wrong("item a target 2027-13-01", expect!["line 1: “2027-13-01” is not a day such as 2027-03-31"]);
}

#[test]
fn a_team_has_a_past() {
    let plan = fixture::plan(
        "team core\npast core finished A-1 2026-10-01/2026-10-05/2026-10-09,A-2 2026-10-12 upkeep A-3 2026-10-06 \\\n review 7 2026-10-07",
    );
    let past = &plan.unwrap().teams[&fixture::team("core")].past;
    assert_eq!(past.finished["A-1"].likely, "2026-10-05".parse().unwrap());
    assert_eq!(
        [past.finished.len(), past.upkeep.len(), past.review.len()],
        [2, 1, 1],
        "each record stands under its own field"
    );
    check_wrong("past core finished A-1 2026-10-01", expect!["line 1: there is no such team in the plan"]);
    check_wrong(
        "team core\npast core shipped A-1 2026-10-01",
        expect!["line 2: “shipped” says nothing about the past of a team"],
    );
    check_wrong(
        "team core\npast core finished A-1 2026-10-09/2026-10-05/2026-10-10",
        expect!["line 2: finished work of “core”: 2026-10-09 comes after 2026-10-05; put the dates in order"],
    );
}

#[test]
fn the_sample_can_be_read() {
    assert!(!fixture::sample().is_empty());
}

#[test]
fn the_sample_is_a_sound_plan_of_the_size_it_promises() {
    let ops = fixture::sample();
    let decision = plan::decide(&plan::Plan::default(), &plan::Op::All { label: "Sample".to_owned(), ops }).unwrap();
    let mut sample = plan::Plan::default();
    for (slot, value) in &decision.edits {
        sample.set(slot, value);
    }
    let (sound, findings) = plan::sound(&sample);
    assert_eq!(sound, sample, "nothing in it needs mending");
    assert_eq!(findings, []);
    let sizes = [sound.teams.len(), sound.people.len(), sound.components.len(), sound.debts.len(), sound.items.len()];
    assert_eq!(sizes, [3, 11, 12, 15, 29]);
}
