//! What advice says, as plain data: a flag with its reason, numbers and source, the remedies that ease it, and the
//! effect of one. The rules that raise flags live in `rules/`; nothing here judges.

use plan::{Day, EntityId, Field, ItemId, Op};
use serde::{Deserialize, Serialize};

use forecast::When;

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $title:literal;)+) => {
        /// Names a rule. Its word is what people, settings, waivers and the command line call it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
        pub enum RuleId {
            $($(#[$doc])* #[serde(rename = $word)] $name),+
        }

        impl RuleId {
            /// Every rule, in the order of the catalogue.
            pub const ALL: &[RuleId] = &[$(RuleId::$name),+];

            /// The rule's id as written in waivers and reports: `debt-blind-commitment`.
            pub fn word(self) -> &'static str {
                match self { $(RuleId::$name => $word),+ }
            }

            /// What people call it: "Holds only without debt".
            pub fn title(self) -> &'static str {
                match self { $(RuleId::$name => $title),+ }
            }

            /// The rule this word names.
            pub fn from_word(word: &str) -> Option<RuleId> {
                match word { $($word => Some(RuleId::$name),)+ _ => None }
            }
        }
    };
}

rules! {
    /// A promise that holds only in a world without the debt.
    DebtBlindCommitment = "debt-blind-commitment", "Promise holds only without debt";
    /// A promise less likely to be kept than it was promised.
    CommitmentAtRisk = "commitment-at-risk", "Promise at risk";
    /// A promise that another promise's slip would break.
    SlipRipple = "slip-ripple", "One slip breaks another promise";
    /// The debt makes the whole plan later than it looks.
    HiddenSlip = "hidden-slip", "Debt makes the plan slip";
    /// More is due from a skill than its holders can serve.
    Overloaded = "overloaded", "Overloaded";
    /// Debt takes too large a share of a team's time.
    InterestShare = "interest-share", "Debt takes a large share";
    /// A critical item runs through a slow component that nobody plans to mend.
    NoPaydown = "no-paydown", "Nothing planned for the debt on the critical chain";
    /// Many items run through a slow component before it is mended.
    HotComponent = "hot-component", "Many items through a slow component";
    /// A debt that pays back and is not planned to be paid.
    WorthPaying = "worth-paying", "Debt worth paying";
    /// A debt is paid when most of the work that it slows is over.
    PaidTooLate = "paid-too-late", "Debt paid too late";
    /// Debt grows faster than it is paid.
    DebtSpiral = "debt-spiral", "Debt grows faster than it is paid";
    /// Toil takes too large a share of a team's time.
    ToilShare = "toil-share", "Toil takes a large share";
    /// Incidents take a large share, or are likely just before a promise.
    IncidentExposure = "incident-exposure", "Exposed to incidents";
    /// A needed skill hangs on one person, or on nobody who is there.
    SingleHolder = "single-holder", "Skill held by one person";
    /// A needed skill that nobody on the team has.
    SkillGap = "skill-gap", "Nobody has the skill";
    /// A debt of which too little is known to count it.
    UnknownDebt = "unknown-debt", "Debt unknown";
    /// Reviews hold the work up.
    ReviewBottleneck = "review-bottleneck", "Reviews hold the work up";
    /// More is in progress than the team finishes in its cycle time.
    WipExcess = "wip-excess", "Too much in progress";
    /// Several likely last predecessors meet in one item.
    MergeBias = "merge-bias", "Many things must come together";
    /// The plan counts on another share of new work than was measured.
    FocusMismatch = "focus-mismatch", "New work counted on differs from new work measured";
    /// A team's ranges come true less often than they say.
    Uncalibrated = "uncalibrated", "Estimates too narrow in the past";
    /// A started item of which too little is known.
    BriefMissing = "brief-missing", "Started without a brief";
    /// An item stands before what it depends on.
    BrokenOrder = "broken-order", "Order broken";
    /// Work or a component that belongs to no team.
    DriverMissing = "driver-missing", "Belongs to nobody";
    /// A paydown moved later time and again.
    PaydownBumped = "paydown-bumped", "Paydown put off again";
    /// Something was accepted until a day that is over.
    WaiverExpired = "waiver-expired", "Acceptance has run out";
    /// Promised before it was estimated, or wanted before it can be there.
    DateBeforeEstimate = "date-before-estimate", "Date before estimate";
    /// "When?" was asked again although an update was due.
    Chasing = "chasing", "Asked again and again";
    /// A concern is driven by a role that should not drive it.
    WrongDriver = "wrong-driver", "Driven by the wrong role";
    /// A debt nobody has looked at for a while.
    StaleDebt = "stale-debt", "Debt not reviewed";
    /// A component's debt is large beside the component.
    ComponentDebtRatio = "component-debt-ratio", "Component deep in debt";
    /// A planned paydown that does not pay.
    NotWorthPaying = "not-worth-paying", "Paydown does not pay";
    /// Estimates that claim to know more than anybody can.
    FalsePrecision = "false-precision", "Estimates too precise";
    /// Nothing is planned beyond the quarter.
    ShortSight = "short-sight", "Nothing beyond the quarter";
}

/// How much a flag matters; ordered, so that a limit can be compared against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Worth an answer.
    Warning,
    /// Not to be signed as it is.
    Critical,
}

impl Severity {
    /// The word that is shown and that `--fail-on` takes.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Critical => "critical",
        }
    }

    /// The severity this word names.
    pub fn from_word(word: &str) -> Option<Severity> {
        [Severity::Note, Severity::Warning, Severity::Critical].into_iter().find(|severity| severity.word() == word)
    }
}

/// One number a flag used, with its name and its written form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Figure {
    /// What it is: "Chance as planned".
    pub label: String,
    /// As people read it, with its unit: "38%".
    pub text: String,
    /// The number itself.
    #[specta(type = specta_typescript::Number)]
    pub value: f64,
}

/// The limit a rule holds the plan to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Threshold {
    /// Its name in the plan's settings; empty where there is nothing to set, because any case counts.
    pub name: String,
    /// The limit in force.
    #[specta(type = specta_typescript::Number)]
    pub value: f64,
    /// As people read it: "more than 10 %".
    pub text: String,
    /// Where the default comes from: a study, or our convention.
    pub source: String,
    /// Whether it is the default, not the plan's own.
    pub is_default: bool,
}

/// What a remedy does when it is taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum RemedyAction {
    /// Edits the plan in one undoable step. What is shown as a preview is exactly what is applied.
    Apply {
        /// An [`Op::All`].
        op: Op,
    },
    /// Needs a human's answer: goes to the field where it belongs.
    Open {
        /// The entity to open.
        entity: EntityId,
        /// The field to fill in.
        field: Field,
    },
}

/// A way to clear or ease a flag.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Remedy {
    /// What to do, imperative: "Pay down Ledger schema first".
    pub label: String,
    /// Why it helps, in a sentence.
    pub why: String,
    /// How it is done.
    pub action: RemedyAction,
}

/// Who accepted a flag, why, and how long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Accepted {
    /// Name and role.
    pub by: String,
    /// The reason given.
    pub reason: String,
    /// The last day it holds; the flag comes back the day after.
    pub until: Day,
}

/// A finding of a rule about the plan. `rule` and `subject_key` together name it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Flag {
    /// The rule that raised it.
    pub rule: RuleId,
    /// How much it matters.
    pub severity: Severity,
    /// What it is about, the main one first.
    pub subjects: Vec<EntityId>,
    /// The subjects as a waiver names them; for a skill, with its name.
    pub subject_key: String,
    /// What is wrong, in plain words with titles and figures.
    pub sentence: String,
    /// Every number the rule used.
    pub numbers: Vec<Figure>,
    /// What happened, one line each, where the rule reads what people did.
    pub evidence: Vec<String>,
    /// The limit that was crossed.
    pub threshold: Threshold,
    /// When the flag goes away by itself.
    pub clears_when: String,
    /// Ways out, the most promising first.
    pub remedies: Vec<Remedy>,
    /// The waiver that holds today, if there is one.
    pub waived: Option<Accepted>,
}

impl Flag {
    /// Whether it still wants an answer: nobody has accepted it for today.
    pub fn stands(&self) -> bool {
        self.waived.is_none()
    }
}

/// What a flag is called when only its name and sentence are needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct FlagRef {
    /// Its rule.
    pub rule: RuleId,
    /// Its subjects, as in [`Flag::subject_key`].
    pub subject_key: String,
    /// Its sentence.
    pub sentence: String,
}

/// A figure before and after.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Shift<T> {
    /// In the plan as it stands.
    pub before: T,
    /// With the remedy applied.
    pub after: T,
}

/// What edits do to one item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct ItemEffect {
    /// The item.
    pub item: ItemId,
    /// Its P50.
    pub p50: Shift<When>,
    /// Its P85.
    pub p85: Shift<When>,
    /// Its chance of being on time, where it has a date to keep.
    pub on_time: Shift<Option<f64>>,
}

/// What edits do to the plan, measured under the same draws.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Effect {
    /// The effect in one line: "Checkout 18 Apr → 2 Apr at 85% · on time 38% → 71 % · costs 12 pd".
    pub sentence: String,
    /// The items whose dates or chances move, promised ones first.
    pub moved: Vec<ItemEffect>,
    /// Effort the edits add to the plan, in person-days; negative when they take work away.
    #[specta(type = specta_typescript::Number)]
    pub cost: f64,
    /// P85 of the whole plan.
    pub plan_p85: Shift<When>,
    /// Flags that go away.
    pub cleared: Vec<FlagRef>,
    /// Flags that appear.
    pub raised: Vec<FlagRef>,
}
