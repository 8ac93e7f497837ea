//! The live session: who is there, where they look, and whether everybody has everything.

use live::{Seen, Sync};
use plan::{Author, Day, EntityId, Field, ItemId, Plan, Role, spec};
use serde::{Deserialize, Serialize};

use crate::outside::local_time;

/// The longest name of a view, in bytes.
const LONGEST_VIEW: usize = 40;
/// How many colours tell people apart.
const HUES: usize = 8;

/// The live session of the open plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct SessionView {
    /// What this program is in it.
    pub part: SessionPart,
    /// How far the two sides are.
    pub sync: SyncState,
    /// The same in words, for the status bar.
    pub sentence: String,
    /// Everybody, the host first.
    pub people: Vec<PersonHereView>,
    /// The ticket that holds; at the host.
    pub invitation: Option<InvitationView>,
    /// Changes that were brought and not taken in, in words; at the host.
    pub aside: Vec<String>,
    /// The relay that sessions of this machine may go through.
    pub relay: Option<String>,
    /// What last went wrong, in words.
    pub trouble: Option<String>,
    /// Why the session is over, in words.
    pub ended: Option<String>,
}

/// What a program is in a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum SessionPart {
    /// There is none, or it is over.
    None,
    /// It shares the plan.
    Host,
    /// It has joined.
    Guest,
}

/// How far what is on disk here is on disk there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum SyncState {
    /// Nobody else has come yet, or there is no session.
    Alone,
    /// Nobody is connected.
    Offline {
        /// How many changes wait.
        waiting: u32,
    },
    /// On the way.
    Syncing {
        /// How many changes wait.
        waiting: u32,
    },
    /// The others have acknowledged everything.
    InSync,
}

/// Somebody in the session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct PersonHereView {
    /// Names them for requests.
    pub id: String,
    /// What they are called.
    pub name: String,
    /// One or two letters.
    pub initials: String,
    /// What they may be.
    pub role: Role,
    /// Whether it is the one at this keyboard.
    pub me: bool,
    /// Whether they share the plan.
    pub host: bool,
    /// Whether they are connected.
    pub here: bool,
    /// Whether the host removed them.
    pub removed: bool,
    /// Which of eight colours is theirs.
    pub hue: u8,
    /// Where they look.
    pub presence: Option<PresenceView>,
    /// The same in words.
    pub doing: String,
}

/// Where somebody looks. Told to the others, never kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct PresenceView {
    /// Which view.
    pub view: String,
    /// What is selected there.
    pub entity: Option<EntityId>,
    /// The field of it that is being edited.
    pub field: Option<Field>,
    /// Where their pointer is on the timeline, if they show it.
    #[serde(default)]
    pub cursor: Option<CursorView>,
}

/// A place on the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct CursorView {
    /// The item whose row it is on.
    pub item: ItemId,
    /// The day above which it is.
    pub day: Day,
}

/// A ticket.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct InvitationView {
    /// The text to hand over.
    pub ticket: String,
    /// Whether it lets anybody in still.
    pub holds: bool,
    /// How many and until when, in words.
    pub sentence: String,
}

impl SessionView {
    /// No session.
    pub fn none() -> SessionView {
        SessionView {
            part: SessionPart::None,
            sync: SyncState::Alone,
            sentence: String::new(),
            people: Vec::new(),
            invitation: None,
            aside: Vec::new(),
            relay: None,
            trouble: None,
            ended: None,
        }
    }
}

impl PresenceView {
    /// As it is told to the others.
    pub(crate) fn told(&self) -> String {
        serde_json::to_string(self).expect("a presence is made of texts")
    }

    /// As others have told it; nothing if it is not understood.
    fn heard(text: &str) -> Option<PresenceView> {
        serde_json::from_str(text).ok().filter(|presence: &PresenceView| presence.view.len() <= LONGEST_VIEW)
    }
}

/// A session as it is shown to `me`.
pub fn session(seen: &Seen, me: Author, plan: &Plan) -> SessionView {
    if let Some(ended) = &seen.ended {
        return SessionView { ended: Some(ended.clone()), ..SessionView::none() };
    }
    let people: Vec<PersonHereView> =
        seen.people.iter().enumerate().map(|(nth, each)| person(each, nth, me, plan)).collect();
    let may_only_look = people.iter().any(|person| person.me && !seen.hosting && person.role == Role::Viewer);
    let (sync, sentence) = match (seen.sync, may_only_look) {
        // The host keeps them aside: they are not on their way.
        (Sync::Syncing { waiting }, true) if waiting > 0 => {
            (SyncState::Syncing { waiting }, format!("Looking on · {} here, not taken in", changes(waiting)))
        }
        (seen, _) => sync(seen, &people),
    };
    SessionView {
        part: if seen.hosting { SessionPart::Host } else { SessionPart::Guest },
        sync,
        sentence,
        people,
        invitation: seen.invitation.as_ref().map(invitation),
        aside: seen.aside.iter().map(aside).collect(),
        relay: None,
        trouble: seen.trouble.clone(),
        ended: None,
    }
}

fn aside(aside: &live::Aside) -> String {
    format!("“{}” by {} ({}): {}", aside.label, aside.name, aside.role.word(), aside.why)
}

fn sync(sync: Sync, people: &[PersonHereView]) -> (SyncState, String) {
    let others = |here: bool| {
        let names = people.iter().filter(move |person| !person.me && !person.removed && person.here == here);
        names.map(|person| person.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    match sync {
        Sync::Alone => (SyncState::Alone, "Shared · nobody has joined yet".to_owned()),
        Sync::Offline { waiting } => {
            (SyncState::Offline { waiting }, format!("Offline · {} waiting", changes(waiting)))
        }
        Sync::Syncing { waiting: 0 } => (SyncState::Syncing { waiting: 0 }, "Syncing…".to_owned()),
        Sync::Syncing { waiting } => {
            (SyncState::Syncing { waiting }, format!("Syncing · {} waiting", changes(waiting)))
        }
        Sync::Same => {
            let away = others(false);
            let away = if away.is_empty() { String::new() } else { format!(" · {away} away") };
            (SyncState::InSync, format!("In sync with {}{away}", others(true)))
        }
    }
}

/// "no change", "1 change", "3 changes".
pub fn changes(n: u32) -> String {
    match n {
        0 => "no change".to_owned(),
        1 => "1 change".to_owned(),
        n => format!("{n} changes"),
    }
}

fn person(person: &live::Person, nth: usize, me: Author, plan: &Plan) -> PersonHereView {
    let presence = person.presence.as_deref().and_then(PresenceView::heard);
    let doing = match (&presence, person.removed, person.here) {
        (_, true, _) => "removed".to_owned(),
        (_, false, false) => "away".to_owned(),
        (None, false, true) => "here".to_owned(),
        (Some(presence), false, true) => doing(presence, plan),
    };
    PersonHereView {
        id: person.author.hex(),
        name: person.name.clone(),
        initials: initials(&person.name),
        role: person.role,
        me: person.author == me,
        host: person.host,
        here: person.here,
        removed: person.removed,
        hue: (nth % HUES) as u8,
        presence,
        doing,
    }
}

fn doing(presence: &PresenceView, plan: &Plan) -> String {
    let title = presence.entity.and_then(|entity| plan.title(entity));
    match (presence.entity, presence.field, title) {
        (Some(entity), Some(field), Some(title)) => {
            let label = spec(entity.kind, field).map_or("a field", |spec| spec.label);
            format!("edits {label} of {title}")
        }
        (_, None, Some(title)) => format!("looks at {title}"),
        (_, _, _) => format!("is in {}", capital(&presence.view)),
    }
}

fn capital(view: &str) -> String {
    let mut letters = view.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.last().and_then(|word| word.chars().next());
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

fn invitation(invitation: &live::Invitation) -> InvitationView {
    let now = chrono::Utc::now().timestamp().max(0) as u64;
    let until = local_time(invitation.expires << 32).format("%-d %b %H:%M");
    let holds = invitation.uses_left > 0 && now < invitation.expires;
    let sentence = match (invitation.uses_left, now < invitation.expires) {
        (0, _) => "The ticket has been used: make a new one to let more people in".to_owned(),
        (_, false) => "The ticket has expired: make a new one to let more people in".to_owned(),
        (1, true) => format!("Lets in one person, until {until}"),
        (n, true) => format!("Lets in {n} people, until {until}"),
    };
    InvitationView { ticket: invitation.ticket.clone(), holds, sentence }
}
