//! Who may come in and what they may do: forged, replayed and unauthorised changes never count.

use std::time::{Duration, Instant};

use plan::{Author, Role};

use super::memory::{Person, connect, in_sync, until};
use crate::error::{Error, Parting, Refusal};
use crate::log::Log;
use crate::talk::End;
use crate::ticket::{PlanKey, Secret, Ticket};

/// What the host says to somebody with this ticket.
async fn answer(
    host: &std::sync::Arc<crate::room::Room>,
    ticket: &Ticket,
    person: &std::sync::Arc<Person>,
) -> Option<Refusal> {
    let line = connect(host, &person.room(), ticket, person.me());
    let refusal = tokio::time::timeout(Duration::from_millis(300), line.guest).await;
    match refusal {
        Ok(Ok(Err(Error::Refused(refusal)))) => Some(refusal),
        Ok(other) => panic!("neither let in nor refused: {other:?}"),
        Err(_) => None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_lets_in_as_many_as_it_is_for_as_long_as_it_holds() {
    let [ana, ben, cy] = ["Ana", "Ben", "Cy"].map(|name| Person::new(name, Role::Em));
    let (host, ticket) = ana.shares();
    let once = |uses, until| {
        host.with_roster(|roster| {
            let admission = roster.admission.as_mut().unwrap();
            (admission.uses_left, admission.until) = (uses, until);
        });
    };
    let later = Instant::now() + Duration::from_secs(60);
    once(1, later);
    let other_secret = Ticket { secret: Secret::fresh().unwrap(), ..ticket.clone() };
    assert_eq!(answer(&host, &other_secret, &ben).await, Some(Refusal::Ticket));
    let other_plan = Ticket { plan: PlanKey([6; 32]), ..ticket.clone() };
    assert_eq!(answer(&host, &other_plan, &ben).await, Some(Refusal::Plan));
    assert_eq!(answer(&host, &ticket, &ben).await, None);
    assert_eq!(answer(&host, &ticket, &cy).await, Some(Refusal::Used));
    assert_eq!(
        answer(&host, &other_secret, &ben).await,
        None,
        "whoever was in comes back, whatever became of the ticket"
    );
    once(1, Instant::now());
    assert_eq!(answer(&host, &ticket, &cy).await, Some(Refusal::Expired));
    assert_eq!(answer(&host, &ticket, &ana).await, Some(Refusal::Oneself));
    let nameless = Person::new("", Role::Em);
    assert_eq!(answer(&host, &ticket, &nameless).await, Some(Refusal::Hello));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_made_another_plan_of_it_comes_in_with_the_same_ticket_once_they_have_none() {
    let [ana, ben, without] = ["Ana", "Ben", "Ben"].map(|name| Person::new(name, Role::Em));
    ana.founds();
    ben.founds();
    let (host, ticket) = ana.shares();
    assert_eq!(answer(&host, &ticket, &ben).await, Some(Refusal::Apart));
    assert!(host.seen(&ana.version()).trouble.is_some_and(|told| told.starts_with("Ben could not join")));
    assert_eq!(answer(&host, &ticket, &without).await, None);
    assert_eq!((ana.n_changes(), ben.n_changes()), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_viewer_changes_is_shown_and_comes_in_only_when_they_may_edit() {
    let (ana, ben) = (Person::new("Ana", Role::Em), Person::new("Ben", Role::Pm));
    ana.edit("Harbour");
    let (host, ticket) = ana.shares();
    let guest = ben.room();
    let _line = connect(&host, &guest, &ticket, ben.me());
    in_sync((&ana, &host), (&ben, &guest)).await;

    assert_eq!(host.with_roster(|roster| roster.set_role(ben.author(), Role::Viewer)), Some(true));
    ben.edit("Pier");
    guest.stir();
    until("the host shows it", || host.seen(&ana.version()).aside.len() == 1).await;
    let aside = host.seen(&ana.version()).aside.remove(0);
    assert_eq!((aside.label.as_str(), aside.why.as_str()), ("Ben says Pier", "Ben may only look"));
    assert_eq!(ana.title(), "Harbour");

    host.with_roster(|roster| roster.set_role(ben.author(), Role::Contributor));
    in_sync((&ana, &host), (&ben, &guest)).await;
    assert_eq!((ana.title().as_str(), host.seen(&ana.version()).aside.len()), ("Pier", 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_removed_is_told_and_nothing_of_theirs_comes_in_by_anybody() {
    let [ana, ben, cy] = ["Ana", "Ben", "Cy"].map(|name| Person::new(name, Role::Em));
    let (host, ticket) = ana.shares();
    let (bens, cys) = (ben.room(), cy.room());
    let line = connect(&host, &bens, &ticket, ben.me());
    let _cys_line = connect(&host, &cys, &ticket, cy.me());
    in_sync((&ana, &host), (&ben, &bens)).await;
    in_sync((&ana, &host), (&cy, &cys)).await;
    host.with_roster(|roster| roster.remove(ben.author()));
    assert_eq!(line.guest.await.unwrap().unwrap(), End::TheyParted(Parting::Removed));
    assert_eq!(answer(&host, &ticket, &ben).await, Some(Refusal::Removed));

    cy.take(vec![ben.edit("Pier")]).unwrap();
    cys.stir();
    until("the host keeps it aside", || host.seen(&ana.version()).aside.len() == 1).await;
    assert_eq!(ana.title(), "");
    assert!(!host.with_roster(|roster| roster.remove(ana.author())).unwrap(), "the host stays");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_speaks_in_a_role_that_is_not_theirs() {
    let (ana, ben) = (Person::new("Ana", Role::Em), Person::new("Ben", Role::Contributor));
    let (host, ticket) = ana.shares();
    let guest = ben.room();
    let _line = connect(&host, &guest, &ticket, ben.me());
    in_sync((&ana, &host), (&ben, &guest)).await;
    ben.edit_as(Role::Pm, "Signed");
    ben.edit("After");
    guest.stir();
    until("both are kept aside", || host.seen(&ana.version()).aside.len() == 2).await;
    let why: Vec<_> = host.seen(&ana.version()).aside.into_iter().map(|aside| aside.why).collect();
    assert_eq!(why, ["it was made as PM, which Ben is not here", "it comes after one that is kept aside"]);
    assert_eq!(ana.n_changes(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn forged_and_replayed_changes_do_not_count() {
    let [ana, ben, cy] = ["Ana", "Ben", "Cy"].map(|name| Person::new(name, Role::Em));
    let (host, ticket) = ana.shares();
    let guest = ben.room();
    let _line = connect(&host, &guest, &ticket, ben.me());
    let genuine = ben.edit("Pier");
    guest.stir();
    in_sync((&ana, &host), (&ben, &guest)).await;

    let host_room = std::sync::Arc::clone(&host);
    let peer = ben.author();
    let mut forged = cy.edit("Sunk");
    forged.id.author = Author(ana.author().0);
    forged.stamp.author = forged.id.author;
    let mut altered = cy.edit("Sunk again");
    altered.label = "Harmless".to_owned();
    let replayed = genuine.clone();
    let renumbered = {
        let mut change = genuine;
        change.id.seq = 2;
        change
    };
    tokio::task::spawn_blocking(move || host_room.take(peer, vec![forged, altered, replayed, renumbered]).unwrap())
        .await
        .unwrap();
    assert_eq!((ana.title().as_str(), ana.n_changes()), ("Pier", 1));
    assert!(host.seen(&ana.version()).trouble.is_some_and(|what| what.contains("not signed by its author")));
    assert_eq!(host.seen(&ana.version()).aside, [], "what is not genuine is not shown as anybody's");
}
