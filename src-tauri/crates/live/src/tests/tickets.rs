//! A ticket: how much of it has to be guessed, whom it leads to, and what is said of each that does not hold.

use std::sync::Arc;
use std::time::{Duration, Instant};

use expect_test::{Expect, expect};
use plan::Role;

use super::loopback::{join, shared};
use super::memory::{Person, connect};
use crate::endpoint::Endpoint;
use crate::ticket::{PlanKey, Secret, Ticket};
use crate::{Error, Reach, Session};

#[test]
fn no_two_tickets_share_their_secret_and_it_is_long_enough() {
    let [ana] = ["Ana"].map(|name| Person::new(name, Role::Em));
    let (session, first) = shared(&ana);
    const { assert!(Ticket::SECRET_BITS >= 128) };
    session.invite(1, Duration::from_secs(60)).unwrap();
    let second = Ticket::parse(&session.seen(&ana.version()).invitation.unwrap().ticket).unwrap();
    assert!(!first.secret.is(&second.secret));
    assert_eq!((first.host, second.host), (ana.author(), ana.author()), "it names the key of its host");
    // As many as there are tickets in a long life, and no bit stands still.
    let secrets: Vec<Secret> = (0..200).map(|_| Secret::fresh().unwrap()).collect();
    let texts: std::collections::BTreeSet<_> =
        secrets.iter().map(|secret| Ticket { secret: *secret, ..first.clone() }.text()).collect();
    assert_eq!(texts.len(), secrets.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_leads_to_its_host_and_to_nobody_at_the_same_address() {
    let [ana, ben, eve] = ["Ana", "Ben", "Eve"].map(|name| Person::new(name, Role::Em));
    let (_, ticket) = ana.shares();
    let hers = Endpoint::open(&eve.key.to_bytes(), Reach::Loopback, Some(crate::endpoint::PROTOCOL)).await.unwrap();
    let ticket = Ticket { addresses: hers.addresses().await, ..ticket };
    let answering = tokio::spawn(async move {
        while let Some(knock) = hers.knock().await {
            assert!(knock.answer().await.is_none(), "nobody shows her a ticket");
        }
    });
    let here = Endpoint::open(&ben.key.to_bytes(), Reach::Loopback, None).await.unwrap();
    assert_eq!(here.dial(&ticket).await.err(), Some(Error::Unreachable));
    answering.abort();
}

/// What a guest with this ticket, or this text for one, is told.
fn check(what: &str, told: Result<(), Error>, expected: Expect) {
    let told = told.expect_err(what).to_string();
    expected.assert_eq(&told);
}

fn try_to_join(person: &Arc<Person>, text: &str) -> Result<(), Error> {
    join(person, &Ticket::parse(text)?).map(|_: Session| ())
}

#[test]
fn each_ticket_that_does_not_hold_is_told_with_a_way_out() {
    let [ana, ben, cy] = ["Ana", "Ben", "Cy"].map(|name| Person::new(name, Role::Em));
    let (host, ticket) = shared(&ana);
    let text = ticket.text();
    check(
        "something else",
        try_to_join(&ben, "https://example.com/plan"),
        expect![
            "this is not a ticket: copy the whole text that begins with `plimsoll-live-` from whoever shares the plan"
        ],
    );
    check(
        "cut",
        try_to_join(&ben, &text[..text.len() - 7]),
        expect!["the ticket did not arrive whole: copy all of it, from `plimsoll-live-` to its end"],
    );
    check(
        "from another version",
        try_to_join(&ben, &text.replacen("-1-", "-9-", 1)),
        expect!["the ticket was made by another version of Plimsoll: bring both to the same version, then share again"],
    );
    let other_plan = Ticket { plan: PlanKey([9; 32]), ..ticket.clone() };
    check(
        "of another plan",
        try_to_join(&ben, &other_plan.text()),
        expect![
            "the ticket is for another plan: close this one, then join from the start page to get a copy of that one"
        ],
    );
    let guessed = Ticket { secret: Secret::fresh().unwrap(), ..ticket.clone() };
    check(
        "guessed",
        try_to_join(&ben, &guessed.text()),
        expect!["the ticket does not hold any more: ask whoever shares the plan for a new one"],
    );
    join(&ben, &ticket).unwrap();
    check(
        "used",
        try_to_join(&cy, &text),
        expect!["the ticket has been used: ask whoever shares the plan for a new one"],
    );
    check(
        "one's own",
        try_to_join(&ana, &text),
        expect!["this is your own session: two programs of one user cannot work on it at once"],
    );
    drop(host);
    let over = Ticket { expires: 1, ..ticket.clone() };
    check(
        "expired, its host gone",
        try_to_join(&cy, &over.text()),
        expect!["the ticket has expired: ask whoever shares the plan for a new one"],
    );
    check(
        "its host gone",
        try_to_join(&cy, &text),
        expect![
            "cannot reach whoever shares the plan: both must be in one network, and the session must still be open there; ask for a new ticket if they have moved"
        ],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_ticket_is_told_by_the_host() {
    let [ana, ben] = ["Ana", "Ben"].map(|name| Person::new(name, Role::Em));
    let (host, ticket) = ana.shares();
    host.with_roster(|roster| roster.admission.as_mut().unwrap().until = Instant::now());
    let told = connect(&host, &ben.room(), &ticket, ben.me()).guest.await.unwrap().map(|_| ());
    check("expired", told, expect!["the ticket has expired: ask whoever shares the plan for a new one"]);
}
