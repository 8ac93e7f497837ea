//! What one says reaches the other: at once, after a break, and in whatever order.

use plan::Role;

use super::memory::{Person, connect, in_sync, until};
use crate::log::Log;
use crate::people::Sync;

#[tokio::test(flavor = "multi_thread")]
async fn each_edit_reaches_the_other_and_is_in_sync_only_when_acknowledged() {
    let (ana, ben) = (Person::new("Ana", Role::Em), Person::new("Ben", Role::Pm));
    ana.edit("Harbour");
    let (host, ticket) = ana.shares();
    assert_eq!(host.seen(&ana.version()).sync, Sync::Alone);
    let guest = ben.room();
    let _line = connect(&host, &guest, &ticket, ben.me());
    in_sync((&ana, &host), (&ben, &guest)).await;
    assert_eq!(ben.title(), "Harbour");

    ben.edit("Harbour 2");
    assert_eq!(guest.seen(&ben.version()).sync, Sync::Syncing { waiting: 1 }, "nobody has acknowledged it");
    guest.stir();
    in_sync((&ana, &host), (&ben, &guest)).await;
    assert_eq!(ana.title(), "Harbour 2");

    ana.edit("Harbour 3");
    host.stir();
    in_sync((&ana, &host), (&ben, &guest)).await;
    assert_eq!(ben.title(), "Harbour 3");
    let names: Vec<_> =
        guest.seen(&ben.version()).people.into_iter().map(|person| (person.name, person.here)).collect();
    assert_eq!(names, [("Ana".to_owned(), true), ("Ben".to_owned(), true)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_break_only_what_is_missing_is_sent_and_what_collided_is_kept() {
    let (ana, ben) = (Person::new("Ana", Role::Em), Person::new("Ben", Role::Pm));
    ana.edit("Harbour");
    let (host, ticket) = ana.shares();
    let guest = ben.room();
    let line = connect(&host, &guest, &ticket, ben.me());
    in_sync((&ana, &host), (&ben, &guest)).await;
    line.cut().await;
    until("the host sees that the guest is gone", || host.seen(&ana.version()).sync == Sync::Offline { waiting: 0 })
        .await;

    ana.edit("Quay");
    ben.edit("Pier");
    ben.edit("Pier 2");
    assert_eq!(guest.seen(&ben.version()).sync, Sync::Offline { waiting: 2 });
    assert_eq!(host.seen(&ana.version()).sync, Sync::Offline { waiting: 1 });
    let _line = connect(&host, &guest, &ticket, ben.me());
    in_sync((&ana, &host), (&ben, &guest)).await;
    assert_eq!((ana.n_changes(), ben.n_changes()), (4, 4));
    assert_eq!((ana.n_conflicts(), ben.n_conflicts()), (1, 1), "both values are kept");
    assert_eq!(ana.title(), ben.title());
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_both_have_much_to_say_do_not_wait_for_each_other() {
    let (ana, ben) = (Person::new("Ana", Role::Em), Person::new("Ben", Role::Pm));
    for n in 0..250 {
        ana.edit(&format!("{n} {}", "a".repeat(200)));
        ben.edit(&format!("{n} {}", "b".repeat(200)));
    }
    let (host, ticket) = ana.shares();
    let guest = ben.room();
    let _line = connect(&host, &guest, &ticket, ben.me());
    in_sync((&ana, &host), (&ben, &guest)).await;
    assert_eq!((ana.n_changes(), ben.n_changes()), (500, 500));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_breaks_again_and_again_comes_to_the_same() {
    let (ana, ben) = (Person::new("Ana", Role::Em), Person::new("Ben", Role::Pm));
    for n in 0..400 {
        ana.edit(&format!("{n} {}", "a".repeat(150)));
    }
    let (host, ticket) = ana.shares();
    let guest = ben.room();
    for n in 0..20 {
        let line = connect(&host, &guest, &ticket, ben.me());
        let before = ben.n_changes();
        until("something more has come", || ben.n_changes() > before || ben.n_changes() == 400 + n).await;
        ben.edit(&format!("{n}"));
        line.cut().await;
    }
    let _line = connect(&host, &guest, &ticket, ben.me());
    in_sync((&ana, &host), (&ben, &guest)).await;
    assert_eq!((ana.n_changes(), ben.n_changes()), (420, 420));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_third_hears_what_the_second_says() {
    let [ana, ben, cy] =
        [("Ana", Role::Em), ("Ben", Role::Pm), ("Cy", Role::Contributor)].map(|(n, r)| Person::new(n, r));
    ana.edit("Harbour");
    let (host, ticket) = ana.shares();
    let (bens, cys) = (ben.room(), cy.room());
    let _lines = [connect(&host, &bens, &ticket, ben.me()), connect(&host, &cys, &ticket, cy.me())];
    in_sync((&ana, &host), (&ben, &bens)).await;
    ben.edit("Pier");
    bens.stir();
    until("Cy has Ben's edit", || cy.title() == "Pier").await;

    bens.set_presence(Some("roadmap".to_owned()));
    until("Cy sees where Ben looks", || {
        cys.seen(&cy.version()).people.iter().any(|person| person.presence.as_deref() == Some("roadmap"))
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn copies_that_went_on_under_one_key_are_told_apart_and_left_alone() {
    let (ana, ben, twin) = (Person::new("Ana", Role::Em), Person::new("Ben", Role::Pm), Person::new("Ben", Role::Pm));
    ana.take(vec![ben.edit("One")]).unwrap();
    twin.edit("Other");
    let (host, ticket) = ana.shares();
    let guest = twin.room();
    let line = connect(&host, &guest, &ticket, twin.me());
    line.guest.await.unwrap().unwrap();
    assert!(guest.seen(&twin.version()).trouble.is_some_and(|why| why.contains("under one key")));
    assert_eq!((ana.title().as_str(), twin.title().as_str()), ("One", "Other"));
}
