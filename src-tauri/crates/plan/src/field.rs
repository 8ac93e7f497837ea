//! The fields of every kind, in one table: what each is keyed by, what it holds, within which bounds, and which
//! concern it belongs to. An edit that does not fit its row is refused wherever it comes from.

use serde::{Deserialize, Serialize};

use crate::author::Role;
use crate::id::Kind;

/// The area a field belongs to. Each has one role that drives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Concern {
    /// Problem, priorities, promises to the outside.
    Product,
    /// Progress, dates, process.
    Delivery,
    /// Debt, components, estimates, dependencies.
    Technical,
    /// Who works, when, with which skills.
    People,
}

impl Concern {
    /// Every concern.
    pub const ALL: [Concern; 4] = [Concern::Product, Concern::Delivery, Concern::Technical, Concern::People];

    /// The word that stands for it in files and across the border.
    pub fn word(self) -> &'static str {
        match self {
            Concern::Product => "product",
            Concern::Delivery => "delivery",
            Concern::Technical => "technical",
            Concern::People => "people",
        }
    }

    /// The concern this word names.
    pub fn from_word(word: &str) -> Option<Concern> {
        Concern::ALL.into_iter().find(|concern| concern.word() == word)
    }

    /// The role that drives it unless the plan says otherwise: [`crate::Settings::driver`].
    pub fn usual_driver(self) -> Role {
        match self {
            Concern::Product => Role::Pm,
            Concern::Delivery | Concern::Technical | Concern::People => Role::Em,
        }
    }
}

/// What tells the records of one field apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyType {
    /// The field holds one value.
    None,
    /// One record per entity of this kind; the key is its id.
    Entity(Kind),
    /// One record per day; the key is the ISO date.
    Day,
    /// One record per name; the key is the trimmed name.
    Name,
    /// One record per slot of the plan; the key is its text.
    Slot,
    /// One record per author; the key is theirs, in 64 hexadecimal digits.
    Author,
}

/// What a field may hold besides `Nothing`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ValueType {
    /// Yes or no.
    Flag,
    /// A number between these bounds, both included.
    Number(f64, f64),
    /// A share of a whole between these bounds, both included; people write it in per cent.
    Share(f64, f64),
    /// A whole number between these bounds, both included.
    Whole(u32, u32),
    /// One line or more of words.
    Text,
    /// A fractional index.
    Rank,
    /// A day.
    Day,
    /// An entity of this kind.
    Ref(Kind),
    /// A range in the field's unit, never negative.
    Range,
    /// A range of shares, never negative; people write it in per cent.
    ShareRange,
    /// A range of dates.
    DayRange,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// What a scenario says in the slot that keys it.
    Supposed,
}

macro_rules! fields {
    ($($kind:ident { $($(#[$doc:meta])* $field:ident: $value:expr, $key:expr, $concern:ident, $label:literal;)+ })+) => {
        /// The table: one row per field of a kind.
        pub const SPECS: &[Spec] = &[$($(
            Spec { kind: Kind::$kind, field: Field::$field, key: $key, value: $value, concern: Concern::$concern, label: $label },
        )+)+];
    };
}

/// One row of the table of fields.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// The kind of entity that has the field.
    pub kind: Kind,
    /// The field.
    pub field: Field,
    /// What its records are keyed by.
    pub key: KeyType,
    /// What it holds.
    pub value: ValueType,
    /// The concern it belongs to.
    pub concern: Concern,
    /// What people call it, lower-case.
    pub label: &'static str,
}

/// The row of this field of this kind, or `None` if the kind has no such field.
pub fn spec(kind: Kind, field: Field) -> Option<&'static Spec> {
    SPECS.iter().find(|spec| spec.kind == kind && spec.field == field)
}

macro_rules! names {
    ($($name:ident = $word:literal),+ $(,)?) => {
        /// A field's name. The same name may stand on several kinds; the table says which have it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
        #[allow(missing_docs, reason = "each name is the label in the table below")]
        pub enum Field {
            $(#[serde(rename = $word)] $name),+
        }

        impl Field {
            /// The word that stands for the field in files and across the border.
            pub fn word(self) -> &'static str {
                match self { $(Field::$name => $word),+ }
            }

            /// The field this word stands for.
            pub fn from_word(word: &str) -> Option<Field> {
                match word { $($word => Some(Field::$name),)+ _ => None }
            }
        }
    };
}

names! {
    Alive = "alive",
    Title = "title",
    Kind = "kind",
    Parent = "parent",
    Rank = "rank",
    Team = "team",
    State = "state",
    BegunOn = "begun_on",
    DoneOn = "done_on",
    Estimate = "estimate",
    Basis = "basis",
    Actual = "actual",
    Earliest = "earliest",
    Target = "target",
    CommitmentDay = "commitment_day",
    CommitmentTo = "commitment_to",
    CommitmentConfidence = "commitment_confidence",
    CostOfDelay = "cost_of_delay",
    Profile = "profile",
    Component = "component",
    Skill = "skill",
    MaxPeople = "max_people",
    Pinned = "pinned",
    Scope = "scope",
    After = "after",
    Pays = "pays",
    Incurs = "incurs",
    Delivery = "delivery",
    Problem = "problem",
    Outcome = "outcome",
    Measure = "measure",
    Diagnosis = "diagnosis",
    ActionPlan = "action_plan",
    Update = "update",
    NextUpdate = "next_update",
    Source = "source",
    Category = "category",
    Principal = "principal",
    Drag = "drag",
    Toil = "toil",
    IncidentRate = "incident_rate",
    IncidentLoss = "incident_loss",
    Growth = "growth",
    Unpaid = "unpaid",
    Evidence = "evidence",
    Reviewed = "reviewed",
    AcceptedUntil = "accepted_until",
    Paths = "paths",
    Weekday = "weekday",
    Holiday = "holiday",
    Focus = "focus",
    Support = "support",
    Reserve = "reserve",
    WipLimit = "wip_limit",
    DeliveryLag = "delivery_lag",
    Fte = "fte",
    Leave = "leave",
    Start = "start",
    End = "end",
    RampDays = "ramp_days",
    RampFrom = "ramp_from",
    Rule = "rule",
    Subject = "subject",
    Reason = "reason",
    Until = "until",
    By = "by",
    Horizon = "horizon",
    Cap = "cap",
    Drift = "drift",
    DaysPerPoint = "days_per_point",
    Threshold = "threshold",
    MadeOn = "made_on",
    Version = "version",
    P50 = "p50",
    P85 = "p85",
    SignedAs = "signed_as",
    SignedBy = "signed_by",
    SignedOn = "signed_on",
    Driver = "driver",
    Health = "health",
    NextReview = "next_review",
    Saves = "saves",
    Size = "size",
    Overlay = "overlay",
    DecidedOn = "decided_on",
    Context = "context",
    Option = "option",
    Chosen = "chosen",
    Consequences = "consequences",
    More = "more",
    Accountable = "accountable",
    DelegatedTo = "delegated_to",
    Supersedes = "supersedes",
    Shapes = "shapes",
    Creates = "creates",
    Retires = "retires",
    Item = "item",
    AsksWhen = "asks_when",
    AskedOn = "asked_on",
    Answer = "answer",
    AnsweredBy = "answered_by",
    AnsweredOn = "answered_on",
    Area = "area",
    PlannedOn = "planned_on",
    Audience = "audience",
    Result = "result",
    Removes = "removes",
    Finished = "finished",
    Upkeep = "upkeep",
    Review = "review",
    Founder = "founder",
    MemberName = "member_name",
    MemberRole = "member_role",
    CountsTo = "counts_to",
    OwnsTo = "owns_to",
}

impl Field {
    /// Whether it says who may change the plan: such fields are written by acts of their own, not by plain edits.
    pub fn is_of_members(self) -> bool {
        matches!(self, Field::Founder | Field::MemberName | Field::MemberRole | Field::CountsTo | Field::OwnsTo)
    }
}

const YES: ValueType = ValueType::Flag;
const TEXT: ValueType = ValueType::Text;
const DAY: ValueType = ValueType::Day;
const RANGE: ValueType = ValueType::Range;
const SHARE: ValueType = ValueType::Share(0.0, 1.0);
const ONE: KeyType = KeyType::None;

/// The largest effort, lag or value a plan may hold in one field; beyond it lies a typing error.
pub(crate) const LARGE: f64 = 1e9;

fields! {
    Plan {
        Title: TEXT, ONE, Product, "name";
        Horizon: ValueType::Whole(1, 520), ONE, Delivery, "horizon in weeks";
        Cap: ValueType::Whole(1, 20), ONE, Delivery, "cap in years";
        Drift: ValueType::Number(0.0, 2.0), ONE, Delivery, "rate drift σ";
        DaysPerPoint: RANGE, ONE, Delivery, "person-days per story point";
        Threshold: ValueType::Number(0.0, LARGE), KeyType::Name, Delivery, "threshold";
        Driver: ValueType::Choice(DRIVING), KeyType::Name, Delivery, "who drives";
        Founder: TEXT, ONE, People, "founder";
        MemberName: TEXT, KeyType::Author, People, "member";
        MemberRole: ValueType::Choice(ROLES), KeyType::Author, People, "role of member";
        CountsTo: ValueType::Whole(0, u32::MAX), KeyType::Author, People, "changes that count of member";
        OwnsTo: ValueType::Whole(0, u32::MAX), KeyType::Author, People, "changes as owner of member";
    }
    Item {
        Alive: YES, ONE, Product, "existence";
        Title: TEXT, ONE, Product, "title";
        Kind: ValueType::Choice(&["feature", "paydown", "enabler", "external"]), ONE, Product, "kind";
        Parent: ValueType::Ref(Kind::Item), ONE, Product, "parent";
        Rank: ValueType::Rank, ONE, Product, "rank";
        Team: ValueType::Ref(Kind::Team), ONE, Delivery, "team";
        State: ValueType::Choice(&["planned", "started", "done"]), ONE, Delivery, "state";
        BegunOn: DAY, ONE, Delivery, "begun on";
        DoneOn: DAY, ONE, Delivery, "done on";
        Estimate: RANGE, ONE, Technical, "estimate";
        Basis: ValueType::Choice(&["today", "clean"]), ONE, Technical, "estimate basis";
        Actual: ValueType::Number(0.0, LARGE), ONE, Delivery, "actual effort";
        Earliest: DAY, ONE, Product, "earliest start";
        Target: DAY, ONE, Product, "target";
        CommitmentDay: DAY, ONE, Product, "commitment";
        CommitmentTo: TEXT, ONE, Product, "committed to";
        CommitmentConfidence: ValueType::Share(0.01, 0.99), ONE, Product, "promised confidence";
        CostOfDelay: ValueType::Number(0.0, LARGE), ONE, Product, "cost of delay per week";
        Profile: ValueType::Choice(&["standard", "fixed-date", "urgent", "intangible"]), ONE, Product, "delay profile";
        Component: SHARE, KeyType::Entity(Kind::Component), Technical, "share in component";
        Skill: SHARE, KeyType::Name, Technical, "share of skill";
        MaxPeople: ValueType::Whole(1, 100), ONE, Technical, "people at once per part";
        Pinned: YES, ONE, Product, "fixed rank";
        Scope: ValueType::Choice(&["usual", "must", "may"]), ONE, Product, "scope";
        After: ValueType::Whole(0, 2000), KeyType::Entity(Kind::Item), Technical, "dependency";
        Pays: SHARE, KeyType::Entity(Kind::Debt), Technical, "fraction paid";
        Incurs: YES, KeyType::Entity(Kind::Debt), Technical, "debt incurred";
        Delivery: ValueType::DayRange, ONE, Delivery, "external delivery";
        Problem: TEXT, ONE, Product, "problem";
        Audience: TEXT, ONE, Product, "audience";
        Outcome: TEXT, ONE, Product, "outcome";
        Measure: TEXT, ONE, Product, "measure";
        Result: TEXT, ONE, Product, "measured result";
        Removes: TEXT, ONE, Technical, "what it lets us remove";
        Diagnosis: TEXT, ONE, Technical, "diagnosis";
        ActionPlan: TEXT, ONE, Delivery, "action plan";
        Update: TEXT, ONE, Delivery, "update";
        NextUpdate: DAY, ONE, Delivery, "next update";
        Health: ValueType::Choice(&["on track", "watch", "at risk", "blocked"]), ONE, Delivery, "health";
        Source: TEXT, ONE, Delivery, "imported from";
    }
    Debt {
        Alive: YES, ONE, Technical, "existence";
        Title: TEXT, ONE, Technical, "title";
        Category: ValueType::Choice(CATEGORIES), ONE, Technical, "category";
        State: ValueType::Choice(&["open", "scheduled", "paid", "accepted"]), ONE, Technical, "state";
        AcceptedUntil: DAY, ONE, Technical, "accepted until";
        Reason: TEXT, ONE, Technical, "why it is accepted";
        By: TEXT, ONE, Technical, "accepted by";
        Component: YES, KeyType::Entity(Kind::Component), Technical, "component";
        Principal: RANGE, ONE, Technical, "principal";
        Drag: ValueType::ShareRange, ONE, Technical, "drag";
        Toil: RANGE, ONE, Technical, "toil";
        IncidentRate: ValueType::Number(0.0, 1000.0), ONE, Technical, "incidents a month";
        IncidentLoss: RANGE, ONE, Technical, "loss per incident";
        Growth: SHARE, ONE, Technical, "growth per week";
        Unpaid: SHARE, ONE, Technical, "unpaid fraction";
        Evidence: TEXT, ONE, Technical, "evidence";
        Reviewed: DAY, ONE, Technical, "last review";
        NextReview: DAY, ONE, Technical, "next review";
        Saves: ValueType::Number(0.0, LARGE), ONE, Technical, "effort the shortcut saves";
    }
    Component {
        Alive: YES, ONE, Technical, "existence";
        Title: TEXT, ONE, Technical, "name";
        Team: ValueType::Ref(Kind::Team), ONE, Technical, "owner";
        Parent: ValueType::Ref(Kind::Component), ONE, Technical, "parent";
        Paths: TEXT, ONE, Technical, "path patterns";
        Size: ValueType::Number(0.0, LARGE), ONE, Technical, "size";
    }
    Team {
        Alive: YES, ONE, People, "existence";
        Title: TEXT, ONE, People, "name";
        Rank: ValueType::Rank, ONE, People, "order";
        Weekday: YES, KeyType::Name, People, "working day";
        Holiday: TEXT, KeyType::Day, People, "holiday";
        Focus: SHARE, ONE, People, "focus";
        Support: ValueType::Number(0.0, 1000.0), ONE, Delivery, "support a week";
        Reserve: ValueType::Number(0.0, 1000.0), ONE, Delivery, "reserve a week";
        WipLimit: ValueType::Whole(1, 1000), ONE, Delivery, "limit of work in progress";
        DeliveryLag: ValueType::Whole(0, 250), ONE, Delivery, "delivery lag";
        Finished: ValueType::DayRange, KeyType::Name, Delivery, "finished work";
        Upkeep: ValueType::DayRange, KeyType::Name, Delivery, "finished upkeep";
        Review: ValueType::DayRange, KeyType::Name, Delivery, "review";
    }
    Person {
        Alive: YES, ONE, People, "existence";
        Title: TEXT, ONE, People, "name";
        Team: ValueType::Ref(Kind::Team), ONE, People, "team";
        Fte: SHARE, ONE, People, "full-time equivalent";
        Skill: YES, KeyType::Name, People, "skill";
        Leave: DAY, KeyType::Day, People, "leave";
        Start: DAY, ONE, People, "first day";
        End: DAY, ONE, People, "last day";
        RampDays: ValueType::Whole(0, 730), ONE, People, "ramp-up in calendar days";
        RampFrom: SHARE, ONE, People, "ramp-up from";
    }
    Waiver {
        Alive: YES, ONE, Delivery, "existence";
        Rule: TEXT, ONE, Delivery, "rule";
        Subject: TEXT, ONE, Delivery, "subject";
        Reason: TEXT, ONE, Delivery, "reason";
        Until: DAY, ONE, Delivery, "expiry";
        By: TEXT, ONE, Delivery, "accepted by";
    }
    Baseline {
        Alive: YES, ONE, Delivery, "existence";
        Title: TEXT, ONE, Delivery, "name";
        MadeOn: DAY, ONE, Delivery, "made on";
        Version: ValueType::Whole(1, u32::MAX), KeyType::Name, Delivery, "version";
        P50: DAY, KeyType::Entity(Kind::Item), Delivery, "date at 50%";
        P85: DAY, KeyType::Entity(Kind::Item), Delivery, "date at 85%";
        SignedAs: ValueType::Choice(DRIVING), KeyType::Name, Delivery, "signed as";
        SignedBy: TEXT, KeyType::Name, Delivery, "signed by";
        SignedOn: DAY, KeyType::Name, Delivery, "signed on";
    }
    Scenario {
        Alive: YES, ONE, Delivery, "existence";
        Title: TEXT, ONE, Delivery, "name";
        MadeOn: DAY, ONE, Delivery, "made on";
        Overlay: ValueType::Supposed, KeyType::Slot, Delivery, "edit";
    }
    Decision {
        Alive: YES, ONE, Technical, "existence";
        Title: TEXT, ONE, Technical, "title";
        State: ValueType::Choice(&["proposed", "accepted", "rejected", "deprecated"]), ONE, Technical, "state";
        DecidedOn: DAY, ONE, Technical, "decided on";
        Context: TEXT, ONE, Technical, "context";
        Option: TEXT, KeyType::Name, Technical, "option";
        Chosen: TEXT, ONE, Technical, "outcome";
        Consequences: TEXT, ONE, Technical, "consequences";
        More: TEXT, ONE, Technical, "more information";
        Accountable: TEXT, ONE, Technical, "accountable";
        DelegatedTo: TEXT, ONE, Technical, "delegated to";
        Supersedes: YES, KeyType::Entity(Kind::Decision), Technical, "supersedes";
        Shapes: YES, KeyType::Entity(Kind::Item), Technical, "shapes";
        Creates: YES, KeyType::Entity(Kind::Debt), Technical, "creates";
        Retires: YES, KeyType::Entity(Kind::Debt), Technical, "retires";
        P50: DAY, KeyType::Entity(Kind::Item), Technical, "date at 50%";
        P85: DAY, KeyType::Entity(Kind::Item), Technical, "date at 85%";
        Source: TEXT, ONE, Technical, "imported from";
    }
    Question {
        Alive: YES, ONE, Product, "existence";
        Title: TEXT, ONE, Product, "question";
        Item: ValueType::Ref(Kind::Item), ONE, Product, "item";
        AsksWhen: YES, ONE, Product, "asks when";
        By: TEXT, ONE, Product, "asked by";
        AskedOn: DAY, ONE, Product, "asked on";
        Answer: TEXT, ONE, Delivery, "answer";
        AnsweredBy: TEXT, ONE, Delivery, "answered by";
        AnsweredOn: DAY, ONE, Delivery, "answered on";
    }
    Step {
        Alive: YES, ONE, Product, "existence";
        Title: TEXT, ONE, Product, "title";
        Item: ValueType::Ref(Kind::Item), ONE, Product, "item";
        Area: ValueType::Choice(&["adoption", "operations", "marketing"]), ONE, Product, "area";
        PlannedOn: DAY, ONE, Product, "planned on";
        DoneOn: DAY, ONE, Product, "done on";
        By: TEXT, ONE, Product, "who sees to it";
    }
}

/// Google's ten categories of technical debt (Jaspan and Green 2023), architecture, and developer experience.
pub const CATEGORIES: &[&str] = &[
    "migration",
    "documentation",
    "testing",
    "code quality",
    "dead code",
    "code degradation",
    "team expertise",
    "dependencies",
    "failed migration",
    "release process",
    "architecture",
    "developer experience",
];

/// The roles that drive concerns and sign baselines, as [`crate::Role`] writes them.
const DRIVING: &[&str] = &["PM", "EM"];

/// The roles that a member may have, as [`crate::Role`] writes them.
const ROLES: &[&str] = &["PM", "EM", "Contributor", "Viewer"];

/// The names that key a team's working days, Monday first.
pub const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
