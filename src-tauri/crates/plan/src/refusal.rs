//! Why something is not done: one sentence each, naming what it is about and what would do instead.

use crate::field::LARGE;
use crate::value::Day;

/// Why an operation or an edit is refused. `Display` is the sentence for people.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// The operation names an entity that the plan never heard of.
    #[error("there is no such {kind} in the plan")]
    Unknown {
        /// The word for its kind.
        kind: &'static str,
    },
    /// The operation names an entity that was there once.
    #[error("“{title}” was deleted; bring it back first")]
    Deleted {
        /// What it was called.
        title: String,
    },
    /// An entity with this id is there already.
    #[error("the {kind} “{title}” is in the plan already")]
    Exists {
        /// The word for its kind.
        kind: &'static str,
        /// What it is called.
        title: String,
    },
    /// There is no room for another item.
    #[error("a plan holds at most {limit} items; delete what is no longer planned, or keep a plan for each product")]
    Full {
        /// The most it holds.
        limit: usize,
    },
    /// There is no room for another record of a team's past.
    #[error("“{title}” keeps at most {limit} records of {what}; take the oldest away first")]
    FullPast {
        /// The team.
        title: String,
        /// Which record.
        what: &'static str,
        /// The most it holds.
        limit: usize,
    },
    /// The plan itself was to be made or taken away.
    #[error("the plan itself can neither be made nor deleted")]
    ThePlanItself,
    /// The kind of entity has no such field.
    #[error("{kind} has no field “{field}”")]
    NoSuchField {
        /// The word for its kind, with its article.
        kind: &'static str,
        /// The field's name.
        field: &'static str,
    },
    /// The key of a record does not fit the field.
    #[error("{what}: “{key}” is not {expected}")]
    WrongKey {
        /// The field, and of what.
        what: String,
        /// What was given.
        key: String,
        /// What is expected.
        expected: &'static str,
    },
    /// The value is of another type.
    #[error("{what} must be {expected}")]
    WrongType {
        /// The field, and of what.
        what: String,
        /// What is expected.
        expected: String,
    },
    /// The number lies outside the bounds.
    #[error("{what} {}", bounds(*low, *high, *given, unit))]
    OutOfBounds {
        /// The field, and of what.
        what: String,
        /// The least.
        low: f64,
        /// The most.
        high: f64,
        /// What was given.
        given: f64,
        /// What stands behind the numbers: nothing, or `%`.
        unit: &'static str,
    },
    /// Not a number, or without end.
    #[error("{what} must be an ordinary number")]
    NotFinite {
        /// The field, and of what.
        what: String,
    },
    /// low / likely / high are not in order.
    #[error(
        "{what}: low {low}{unit}, likely {likely}{unit} and high {high}{unit} are not in order; write the smallest first"
    )]
    RangeOutOfOrder {
        /// The field, and of what.
        what: String,
        /// P10.
        low: f64,
        /// P50.
        likely: f64,
        /// P90.
        high: f64,
        /// What stands behind the numbers: nothing, or `%`.
        unit: &'static str,
    },
    /// Likely is nothing, high is not.
    #[error("{what}: likely is 0 although high is {high}{unit}; give a likely value above 0, or 0 for all three")]
    LikelyZero {
        /// The field, and of what.
        what: String,
        /// P90.
        high: f64,
        /// What stands behind the numbers: nothing, or `%`.
        unit: &'static str,
    },
    /// Likely is as good as nothing, high is not.
    #[error(
        "{what}: likely is next to 0 although high is {high}{unit}; give a likely value of a millionth or more, or one number"
    )]
    LikelyTiny {
        /// The field, and of what.
        what: String,
        /// P90.
        high: f64,
        /// What stands behind the numbers: nothing, or `%`.
        unit: &'static str,
    },
    /// Dates that must follow one another do not.
    #[error("{what}: {earlier} comes after {later}; put the dates in order")]
    DatesOutOfOrder {
        /// What the dates are of.
        what: String,
        /// The one that should be first.
        earlier: Day,
        /// The one that should be last.
        later: Day,
    },
    /// A day no plan reaches.
    #[error("{what}: {given} is not a day between {first} and {last}", first = crate::FIRST_DAY, last = crate::LAST_DAY)]
    DayOutOfBounds {
        /// The field, and of what.
        what: String,
        /// What was given.
        given: Day,
    },
    /// Not one of the words of a choice.
    #[error("{what}: “{given}” is not one of {}", words.join(", "))]
    NotAChoice {
        /// The field, and of what.
        what: String,
        /// What was given.
        given: String,
        /// The words there are.
        words: &'static [&'static str],
    },
    /// The text is too long.
    #[error("{what} is {length} characters long; {limit} are allowed")]
    TooLong {
        /// The field, and of what.
        what: String,
        /// How long it is.
        length: usize,
        /// How long it may be.
        limit: usize,
    },
    /// The text holds a character that no text needs.
    #[error("{what} contains a control character; remove it")]
    ControlCharacter {
        /// The field, and of what.
        what: String,
    },
    /// The rank is not a fractional index.
    #[error("{what}: “{given}” is not a place in an order")]
    NotARank {
        /// The field, and of what.
        what: String,
        /// What was given.
        given: String,
    },
    /// The name is empty.
    #[error("{what} may not be empty")]
    Empty {
        /// The field, and of what.
        what: String,
    },
    /// The entity would wait for itself, or be part of itself.
    #[error("{relation} would close a circle: {}", path.iter().map(|title| format!("“{title}”")).collect::<Vec<_>>().join(" → "))]
    WouldCycle {
        /// What would close it.
        relation: &'static str,
        /// The titles around it; the first comes last again.
        path: Vec<String>,
    },
    /// Shares that must not exceed the whole do.
    #[error("the {what} of “{title}” would add up to {}%; they may not exceed 100%", percent(*sum))]
    SharesOverOne {
        /// Which shares.
        what: &'static str,
        /// Of what.
        title: String,
        /// Their sum.
        sum: f64,
    },
    /// Only an external item is delivered by others.
    #[error("“{title}” is not an external item; only those have a delivery date from outside")]
    DeliveryOfOurs {
        /// The item.
        title: String,
    },
    /// Only a paydown pays.
    #[error("“{title}” is not a paydown; only a paydown retires debt")]
    NotAPaydown {
        /// The item.
        title: String,
    },
    /// A done item needs its day.
    #[error("“{title}” cannot be done without the day it was finished; enter that day first")]
    DoneWithoutDay {
        /// The item.
        title: String,
    },
    /// A team must work on some day.
    #[error("“{title}” needs at least one working day a week")]
    NoWorkingDay {
        /// The team.
        title: String,
    },
    /// A waiver is not complete.
    #[error("a flag is accepted only with {missing}")]
    IncompleteWaiver {
        /// What is missing.
        missing: &'static str,
    },
    /// A baseline does not change.
    #[error("the baseline “{title}” is frozen: make another one instead")]
    Frozen {
        /// The baseline.
        title: String,
    },
    /// A scenario was to hold what lies outside of it.
    #[error("{kind} cannot be changed within a scenario: return to the plan first")]
    NotSupposable {
        /// The word for its kind, with its article.
        kind: &'static str,
    },
    /// A decision was to take its own place.
    #[error("a decision cannot supersede itself: {}", path.join(" → "))]
    SupersedesItself {
        /// What supersedes what, by title; the first is the last.
        path: Vec<String>,
    },
    /// A decision that holds needs its day and who answers for it.
    #[error("“{title}” can be accepted only with {missing}")]
    IncompleteDecision {
        /// The decision.
        title: String,
        /// What is missing.
        missing: &'static str,
    },
    /// A question or a step belongs to no item.
    #[error("{kind} needs the item it is about")]
    WithoutItem {
        /// The word for its kind, with its article.
        kind: &'static str,
    },
    /// Who may change the plan was to be said by a plain edit.
    #[error("who may change the plan is decided among its members, not by an edit: open Members")]
    OfMembers,
    /// Somebody who is no owner was to decide about members.
    #[error("members are admitted by {owners}: ask there")]
    NotAnOwner {
        /// Who may, by name.
        owners: String,
    },
    /// Somebody else than the founder was to decide about an owner.
    #[error("{founder} made the plan and alone says who owns it besides: ask there")]
    FounderAlone {
        /// Who made the plan.
        founder: String,
    },
    /// The founder was to be changed.
    #[error("{founder} made the plan, and stays its owner")]
    TheFounder {
        /// Who made the plan.
        founder: String,
    },
    /// Nobody has decided yet who may change the plan.
    #[error("nobody has decided yet who may change this plan, so everybody may: decide it first")]
    OpenToAll,
    /// Somebody has decided already who may change the plan.
    #[error("who may change this plan is decided already, by {founder}")]
    Founded {
        /// Who made the plan.
        founder: String,
    },
    /// Somebody who is not a member was to be changed.
    #[error("nobody with that key is a member of the plan: admit them first")]
    NotAMember,
    /// Somebody was to own the plan without changing it.
    #[error("{name} may only look: an owner is the plan's PM, EM or Contributor")]
    OwnerLooksOn {
        /// Who.
        name: String,
    },
    /// A key was to take its own place.
    #[error("this is the key that {name} has already: give the new one")]
    SameKey {
        /// Who.
        name: String,
    },
    /// An item was to be put before itself.
    #[error("“{title}” cannot be moved before itself")]
    BeforeItself {
        /// The item.
        title: String,
    },
}

impl Refusal {
    /// The same refusal, saying of what.
    pub(crate) fn of(mut self, title: &str) -> Refusal {
        if let Refusal::WrongKey { what, .. }
        | Refusal::WrongType { what, .. }
        | Refusal::OutOfBounds { what, .. }
        | Refusal::NotFinite { what }
        | Refusal::RangeOutOfOrder { what, .. }
        | Refusal::LikelyZero { what, .. }
        | Refusal::LikelyTiny { what, .. }
        | Refusal::DatesOutOfOrder { what, .. }
        | Refusal::DayOutOfBounds { what, .. }
        | Refusal::NotAChoice { what, .. }
        | Refusal::TooLong { what, .. }
        | Refusal::ControlCharacter { what }
        | Refusal::NotARank { what, .. }
        | Refusal::Empty { what } = &mut self
            && !title.is_empty()
        {
            what.push_str(&format!(" of “{title}”"));
        }
        self
    }
}

/// The bound that was passed; the upper one of what is unlimited in practice is not worth a word.
fn bounds(low: f64, high: f64, given: f64, unit: &str) -> String {
    match (high >= LARGE, given < low) {
        (true, true) => format!("may not be below {low}{unit}, and {given}{unit} is"),
        (true, false) => format!("is {given}{unit}, which is more than any plan needs"),
        (false, _) => format!("must lie between {low}{unit} and {high}{unit}, and {given}{unit} does not"),
    }
}

/// A share as people write it, to a tenth.
pub(crate) fn percent(share: f64) -> f64 {
    (share * 1000.0).round() / 10.0
}
