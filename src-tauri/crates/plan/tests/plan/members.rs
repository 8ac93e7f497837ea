//! Whose changes count: told as stories of people who each have a copy, and held to what any order of hearing comes to.

use std::collections::BTreeMap;

use expect_test::{Expect, expect};
use plan::{
    Aside, Author, Change, Document, EVERY, EntityId, Field, Intent, Kind, Membership, Op, Role, Slot, Value,
    decide_membership, fixture, founding,
};
use proptest::prelude::*;

use crate::random::{Dice, dice};
use crate::replica::Replica;

const PEOPLE: [&str; 5] = ["ana", "ben", "cleo", "dan", "mallory"];

/// A copy of the plan for each, and what was refused.
struct Company {
    replicas: Vec<Replica>,
    refused: Vec<String>,
}

fn place(name: &str) -> usize {
    PEOPLE.iter().position(|person| *person == name).unwrap_or_else(|| panic!("nobody is called {name}"))
}

fn title(word: &str) -> (Slot, Value) {
    let slot = Slot::of(fixture::id(Kind::Item, "a"), Field::Title);
    (slot, Value::Text(word.to_owned()))
}

fn of_member(field: Field, author: Author, value: Value) -> (Slot, Value) {
    (Slot { entity: EntityId::PLAN, field, key: author.hex() }, value)
}

impl Company {
    /// All have a copy of a plan with one item, which nobody has founded.
    fn new() -> Company {
        let mut replicas: Vec<Replica> = (0..PEOPLE.len()).map(|number| Replica::new(number as u8)).collect();
        for op in fixture::ops("item a \"Auth\"").unwrap() {
            replicas[0].act(&op).unwrap();
        }
        let start = replicas[0].log.clone();
        for replica in &mut replicas[1..] {
            replica.take(start.clone());
        }
        Company { replicas, refused: Vec::new() }
    }

    fn author(&self, name: &str) -> Author {
        self.replicas[place(name)].author()
    }

    fn decides(&mut self, who: &str, what: &Membership) {
        let replica = &mut self.replicas[place(who)];
        match decide_membership(&replica.document, (replica.author(), who, Role::Pm), what) {
            Ok(decision) => drop(replica.write(&decision.label, Intent::Act, decision.edits)),
            Err(refusal) => self.refused.push(format!("{who} is refused: {refusal}\n")),
        }
    }

    fn hears(&mut self, who: &str, from: &str) {
        let log = self.replicas[place(from)].log.clone();
        self.replicas[place(who)].take(log);
    }

    fn line(&mut self, line: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let role = |word: &str| Role::from_word(word).unwrap_or_else(|| panic!("no role is called {word}"));
        match words[..] {
            [who, "founds"] => self.decides(who, &Membership::Found { others: Vec::new() }),
            [who, "admits", whom, word] => {
                let author = self.author(whom);
                self.decides(who, &Membership::Admit { author, name: whom.to_owned(), role: role(word) });
            }
            [who, "removes", whom] => self.decides(who, &Membership::Remove { author: self.author(whom) }),
            [who, "owns", whom] => {
                self.decides(who, &Membership::Own { author: self.author(whom), owner: true });
            }
            [who, "disowns", whom] => {
                self.decides(who, &Membership::Own { author: self.author(whom), owner: false });
            }
            [who, "replaces", lost, by] => {
                let (lost, author) = (self.author(lost), self.author(by));
                self.decides(who, &Membership::Replace { lost, author });
            }
            [who, "titles", word] => drop(self.replicas[place(who)].write(word, Intent::Act, vec![title(word)])),
            // What a program of one's own making may send.
            [who, "forges", "founder"] => {
                let edits = founding(self.author(who), who, Role::Pm);
                self.replicas[place(who)].write("forged", Intent::Act, edits);
            }
            [who, "forges", "member", whom] => {
                let edits = vec![of_member(Field::CountsTo, self.author(whom), Value::Number(f64::from(EVERY)))];
                self.replicas[place(who)].write("forged", Intent::Act, edits);
            }
            [who, "forges", "owner", whom] => {
                let edits = vec![of_member(Field::OwnsTo, self.author(whom), Value::Number(f64::from(EVERY)))];
                self.replicas[place(who)].write("forged", Intent::Act, edits);
            }
            [who, "forges", "removal", whom] => {
                let edits = vec![of_member(Field::CountsTo, self.author(whom), Value::Number(0.0)), title("cut")];
                self.replicas[place(who)].write("forged", Intent::Act, edits);
            }
            [who, "backdates"] => self.replicas[place(who)].clock = 1,
            [who, "undoes"] => assert!(self.replicas[place(who)].undo(), "there is something to undo"),
            [who, "hears", from] => self.hears(who, from),
            ["all", "hear", "all"] => self.all_hear_all(),
            _ => panic!("`{line}` says nothing"),
        }
    }

    fn all_hear_all(&mut self) {
        let logs: Vec<Vec<Change>> = self.replicas.iter().map(|replica| replica.log.clone()).collect();
        for replica in &mut self.replicas {
            for log in &logs {
                replica.take(log.clone());
            }
        }
    }

    fn told(&self) -> String {
        let document = &self.replicas[0].document;
        let mut told: String = self.refused.concat();
        let shown = &document.plan().items[&fixture::item("a")].title;
        told += &format!("shown: {shown}\n");
        let name =
            |author: Author| PEOPLE.iter().find(|name| self.author(name) == author).map_or("somebody", |name| name);
        for (id, why) in document.aside() {
            told += &format!("aside: {} of {}, {}\n", id.seq, name(id.author), word(why));
        }
        told
    }
}

fn word(why: Aside) -> &'static str {
    match why {
        Aside::Stranger => "a stranger",
        Aside::Viewer => "who may only look",
        Aside::Removed => "who was removed",
        Aside::NoRight => "who may not say it",
    }
}

/// Folds the same changes in another order.
fn in_another_order(founder: Option<Author>, changes: &[Change]) -> Document {
    let mut reversed: Vec<Change> = changes.to_vec();
    reversed.reverse();
    Document::fold_under(founder, None, reversed)
}

#[track_caller]
fn check(story: &str, expected: Expect) {
    let mut company = Company::new();
    for line in story.lines().map(str::trim).filter(|line| !line.is_empty()) {
        company.line(line);
    }
    company.all_hear_all();
    let first = &company.replicas[0];
    let again = in_another_order(first.document.founder(), &first.log);
    for document in company.replicas.iter().map(|replica| &replica.document).chain([&again]) {
        assert_eq!(document.plan(), first.plan());
        assert!(document.slots().eq(first.document.slots()));
        assert!(document.aside().eq(first.document.aside()));
    }
    expected.assert_eq(&company.told());
}

#[test]
fn while_nobody_founded_a_plan_everybody_may_change_it() {
    check(
        "mallory titles Sunk",
        expect![["
        shown: Sunk
    "]],
    );
}

#[test]
fn a_stranger_is_kept_aside_until_admitted_with_all_that_was_done() {
    let story = "
        ana founds
        all hear all
        mallory titles Sunk
        ben titles Sign-in
        ben titles Log-in";
    check(
        story,
        expect![["
        shown: Auth
        aside: 1 of mallory, a stranger
        aside: 1 of ben, a stranger
        aside: 2 of ben, a stranger
    "]],
    );
    check(
        &format!("{story}\nana hears ben\nana admits ben EM"),
        expect![["
        shown: Log-in
        aside: 1 of mallory, a stranger
    "]],
    );
}

#[test]
fn what_a_member_did_before_removal_stays_and_what_they_did_meanwhile_or_later_does_not() {
    let story = "
        ana founds
        ana admits ben EM
        ben hears ana
        ben titles Before
        ana hears ben
        ben titles Meanwhile
        ana removes ben
        ben hears ana
        ben titles Later";
    check(
        story,
        expect![["
        shown: Before
        aside: 2 of ben, who was removed
        aside: 3 of ben, who was removed
    "]],
    );
    check(
        &format!("{story}\nana undoes"),
        expect![["
        shown: Later
    "]],
    );
}

#[test]
fn a_viewer_looks_on_and_what_they_did_before_stays() {
    check(
        "
        ana founds
        ana admits ben Contributor
        ben hears ana
        ben titles Before
        ana hears ben
        ana admits ben Viewer
        ben hears ana
        ben titles After",
        expect![["
        shown: Before
        aside: 2 of ben, who may only look
    "]],
    );
}

#[test]
fn what_was_built_on_something_kept_aside_stands_in_its_place() {
    check(
        "
        ana founds
        ana admits ben EM
        ana admits cleo PM
        all hear all
        ben titles Unseen
        cleo hears ben
        cleo titles Settled
        ana removes ben",
        expect![["
        shown: Settled
        aside: 1 of ben, who was removed
    "]],
    );
}

#[test]
fn owners_admit_and_remove_but_the_founder_alone_says_who_owns() {
    check(
        "
        ana founds
        ana admits cleo EM
        all hear all
        cleo admits ben PM
        ana owns cleo
        all hear all
        cleo admits ben PM
        cleo owns ben
        cleo removes ana
        cleo admits ana Viewer
        ben hears cleo
        ben admits mallory EM
        ben titles Done",
        expect![["
        cleo is refused: members are admitted by ana: ask there
        cleo is refused: ana made the plan and alone says who owns it besides: ask there
        cleo is refused: ana made the plan, and stays its owner
        cleo is refused: ana made the plan and alone says who owns it besides: ask there
        ben is refused: members are admitted by ana or cleo: ask there
        shown: Done
    "]],
    );
}

#[test]
fn an_owner_does_not_decide_about_another() {
    check(
        "
        ana founds
        ana admits ben EM
        ana admits cleo EM
        ana owns ben
        ana owns cleo
        all hear all
        ben removes cleo
        ben forges removal cleo
        cleo titles Still",
        expect![["
        ben is refused: ana made the plan and alone says who owns it besides: ask there
        shown: Still
        aside: 1 of ben, who may not say it
    "]],
    );
}

#[test]
fn a_removed_owner_cannot_say_that_it_was_earlier() {
    check(
        "
        ana founds
        ana admits ben EM
        ana owns ben
        all hear all
        ben admits cleo PM
        all hear all
        ana removes ben
        all hear all
        ben backdates
        ben forges member mallory
        ben titles Backdated
        mallory titles Sunk
        cleo titles Fine",
        expect![["
        shown: Fine
        aside: 1 of mallory, a stranger
        aside: 2 of ben, who was removed
        aside: 3 of ben, who was removed
    "]],
    );
}

#[test]
fn nobody_makes_themselves_a_member_an_owner_or_the_founder() {
    check(
        "
        ana founds
        ana admits ben EM
        all hear all
        mallory forges founder
        mallory forges member mallory
        mallory forges owner mallory
        mallory forges removal ana
        mallory titles Sunk
        ben forges owner ben
        ben forges member dan
        ben titles Fine",
        expect![["
        shown: Fine
        aside: 1 of mallory, a stranger
        aside: 2 of mallory, a stranger
        aside: 3 of mallory, a stranger
        aside: 4 of mallory, a stranger
        aside: 5 of mallory, a stranger
        aside: 1 of ben, who may not say it
        aside: 2 of ben, who may not say it
    "]],
    );
}

#[test]
fn the_founder_stays_the_founder_also_by_undo() {
    check(
        "
        ana founds
        ana titles Mine
        ana undoes
        ana undoes
        all hear all
        mallory titles Sunk",
        expect![["
        shown: Auth
        aside: 1 of mallory, a stranger
    "]],
    );
}

#[test]
fn whoever_is_named_an_owner_was_admitted_by_right() {
    check(
        "
        ana founds
        ana admits cleo EM
        ana owns cleo
        all hear all
        cleo admits ben PM
        all hear all
        ana owns ben
        ben titles Owned",
        expect![["
            shown: Owned
        "]],
    );
}

#[test]
fn who_lost_a_key_goes_on_under_another() {
    check(
        "
        ana founds
        ana admits ben EM
        all hear all
        ben titles Before
        dan titles Found-again
        ana hears ben
        ana hears dan
        ana replaces ben dan
        ben hears ana
        ben titles Thief",
        expect![["
        shown: Found-again
        aside: 2 of ben, who was removed
    "]],
    );
}

#[test]
fn in_ones_own_copy_what_one_did_shows_while_it_waits() {
    let mut company = Company::new();
    for line in ["ana founds", "all hear all", "ben titles Mine"] {
        company.line(line);
    }
    company.all_hear_all();
    let ben = company.author("ben");
    let log = company.replicas[1].log.clone();
    let shown = |document: &Document| document.plan().items[&fixture::item("a")].title.clone();
    let mut document = company.replicas[1].document.clone();
    assert_eq!((shown(&document).as_str(), document.waiting()), ("Auth", 0), "it is nobody's copy");
    let Ok(saved) = document.belongs_to(ben, || Ok::<_, std::convert::Infallible>(log.clone()));
    assert_eq!(saved.map(|merged| merged.moved.len()), Some(1));
    assert_eq!((shown(&document).as_str(), document.waiting()), ("Mine", 1));
    let Ok(saved) = document.belongs_to(ben, || Ok::<_, std::convert::Infallible>(log.clone()));
    assert_eq!(saved, None, "there is nothing to fold again");
    let Ok(saved) = document.belongs_to(company.author("cleo"), || Ok::<_, std::convert::Infallible>(log.clone()));
    assert!(saved.is_some(), "what only Ben sees is not for Cleo");
    assert_eq!((shown(&document).as_str(), document.waiting()), ("Auth", 0));
}

/// Lines of a story out of numbers: some by right, some forged, in the middle of talk.
fn lines(dice: &mut Dice) -> Vec<String> {
    let mut lines = vec!["ana founds".to_owned(), "all hear all".to_owned()];
    while dice.more() {
        let (who, whom) = (PEOPLE[dice.below(5)], PEOPLE[dice.below(5)]);
        let role = ["PM", "EM", "Contributor", "Viewer"][dice.below(4)];
        lines.push(match dice.below(16) {
            0 => format!("{who} admits {whom} {role}"),
            1 => format!("ana admits {whom} {role}"),
            2 => format!("{who} removes {whom}"),
            3 => format!("ana owns {whom}"),
            4 => format!("ana disowns {whom}"),
            5 => format!("{who} forges member {whom}"),
            6 => format!("{who} forges owner {whom}"),
            7 => format!("{who} forges removal {whom}"),
            8 => format!("{who} backdates"),
            9 => format!("{who} replaces {whom} {}", PEOPLE[dice.below(5)]),
            10..=12 => format!("{who} hears {whom}"),
            _ => format!("{who} titles T{}", lines.len()),
        });
    }
    lines
}

/// As many cases as `PROPTEST_CASES` says, or enough for every day.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(96)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_order_the_same_changes_count(mut script in dice(240), mut delivery in dice(200)) {
        let mut company = Company::new();
        for line in lines(&mut script) {
            company.line(&line);
        }
        company.all_hear_all();
        let first = &company.replicas[0];
        let founder = first.document.founder();
        let folded = Document::fold_under(founder, None, first.log.clone());
        prop_assert_eq!(folded.held().count(), 0);

        // In pieces, twice and out of order; what founded the plan comes first, as it does with every copy.
        let start = first.log.iter().position(Change::founds).expect("the plan was founded") + 1;
        let mut late = Replica::new(9);
        late.take(first.log[..start].to_vec());
        let mut rest = first.log[start..].to_vec();
        while !rest.is_empty() {
            let at = delivery.below(rest.len());
            rest.rotate_left(at);
            let some = rest.split_off(rest.len() - 1 - delivery.below(rest.len().min(7)));
            late.take(some.clone());
            late.take(some);
        }
        let others = company.replicas.iter().map(|replica| &replica.document);
        for document in others.chain([&late.document]) {
            prop_assert_eq!(document.tips(), folded.tips());
            prop_assert_eq!(document.aside().collect::<BTreeMap<_, _>>(), folded.aside().collect::<BTreeMap<_, _>>());
            prop_assert_eq!(document.plan(), folded.plan());
            prop_assert!(document.slots().eq(folded.slots()));
        }
        // Each sees what they did besides, and no copy remembers whose it was before.
        for replica in &company.replicas {
            let me = replica.author();
            let mut own = replica.document.clone();
            let log = || Ok::<_, std::convert::Infallible>(replica.log.clone());
            let Ok(_) = own.belongs_to(me, log);
            let fresh = Document::fold_under(founder, Some(me), replica.log.clone());
            prop_assert_eq!(own.plan(), fresh.plan());
            prop_assert!(own.slots().eq(fresh.slots()));
            prop_assert_eq!(&own.plan().members, &folded.plan().members);
            let Ok(_) = own.belongs_to(Author([9; 32]), log);
            prop_assert_eq!(own.plan(), folded.plan());
        }
        // Nothing of a stranger's shows, nor anything beyond what somebody's record allows.
        for (_, heads) in folded.slots() {
            for head in heads {
                let id = head.edit.change;
                let limit = folded.plan().members.limit(id.author);
                let by_right = id.seq <= limit || first.log.iter().any(|change| change.id == id && change.is_of_members());
                prop_assert!(by_right, "{:?} shows", id);
            }
        }
    }

    #[test]
    fn who_joins_with_nothing_hears_the_first_claim_and_no_later_one(mut script in dice(120)) {
        let mut company = Company::new();
        for line in lines(&mut script) {
            company.line(&line);
        }
        company.line("mallory forges founder");
        company.all_hear_all();
        let fresh = Document::fold(company.replicas[0].log.clone());
        prop_assert_eq!(fresh.founder(), Some(company.author("ana")));
        prop_assert_eq!(fresh.plan(), company.replicas[0].plan());
    }
}

#[test]
fn members_are_not_changed_by_a_plain_edit_or_within_a_scenario() {
    let mut company = Company::new();
    company.line("ana founds");
    let (slot, value) = of_member(Field::CountsTo, company.author("ben"), Value::Number(3.0));
    let refusal = company.replicas[0].act(&Op::Set { slot, value }).expect_err("it is no plain edit");
    expect!["who may change the plan is decided among its members, not by an edit: open Members"]
        .assert_eq(&refusal.to_string());
}
