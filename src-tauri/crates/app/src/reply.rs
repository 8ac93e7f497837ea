//! What the door answers, and what it says unasked. No 64-bit integers, dates as ISO strings, distributions as quantiles.

use serde::{Deserialize, Serialize};

use crate::asking::question::AskedView;
use crate::team::ask::TeamReply;
use crate::views::{
    BaselinesView, BriefView, CapacityView, CopyView, DebtsView, DecisionsView, DeliveryView, FlagsView, HistoryView,
    ItemView, MembersView, MergeView, PaydownView, PeopleView, PlanView, PreviewView, PrioritiesView, ReorderView,
    RoadmapView, ScenarioView, ScenariosView, SessionView, StartView, StatusView,
};

/// An answer of the door.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "type", content = "value", rename_all = "snake_case")]
#[allow(clippy::large_enum_variant, reason = "a reply is made once and written out; the whole plan is its largest")]
pub enum Reply {
    /// To `Start`, and to what changes which plan is open, which moment or scenario is looked at or who the author is.
    Start(StartView),
    /// To `Act`, `Waive`, `AcceptDebt`, `Settle`, `Undo`, `Redo`, `Restore`, `MakeBaseline`, `SignBaseline`, `PostUpdate`, `PutQuestion`, `AnswerQuestion` and what changes a scenario: what was done, in words; empty if there was nothing to do.
    Done(String),
    /// To `Preview`.
    Preview(PreviewView),
    /// To `Ask`.
    Ask(Box<AskedView>),
    /// To `Import`, `ImportHistory` and `ImportDecisions`.
    Import(exchange::Report),
    /// To `ExportDecisions`.
    Files(Vec<exchange::TextFile>),
    /// To `Copies`.
    Copies(Vec<CopyView>),
    /// To `Merge`.
    Merge(MergeView),
    /// To `Members`.
    Members(MembersView),
    /// To `Export` without a path: the text; with one: the path.
    Text(String),
    /// To `Plan`.
    Plan(Box<PlanView>),
    /// To `Status`.
    Status(StatusView),
    /// To `Roadmap`.
    Roadmap(RoadmapView),
    /// To `Priorities`.
    Priorities(PrioritiesView),
    /// To `Debts`.
    Debts(DebtsView),
    /// To `Capacity`.
    Capacity(CapacityView),
    /// To `Delivery`.
    Delivery(DeliveryView),
    /// To `People`.
    People(PeopleView),
    /// To `Item`.
    Item(Box<ItemView>),
    /// To `Brief`.
    Brief(Box<BriefView>),
    /// To `Paydown`.
    Paydown(PaydownView),
    /// To `Flags`.
    Flags(FlagsView),
    /// To `StartReorder`, `EndReorder` and `Reorder`.
    Reorder(Box<ReorderView>),
    /// To `Baselines`.
    Baselines(BaselinesView),
    /// To `Decisions`.
    Decisions(DecisionsView),
    /// To `History`.
    History(HistoryView),
    /// To `Session`, and to what changes it.
    Session(Box<SessionView>),
    /// To `Scenarios`.
    Scenarios(ScenariosView),
    /// To `CompareScenario`.
    CompareScenario(ScenarioView),
    /// To `Team`.
    Team(Box<TeamReply>),
}

/// What an answer can go stale by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Which plan is open, which moment or scenario of it is looked at, who the author is, recent plans, settings.
    Start,
    /// The plan's content.
    Plan,
    /// Dates, chances, accounts, flags.
    Forecast,
    /// What is being asked.
    Answers,
    /// The search for a better order.
    Reorder,
    /// The live session: who is there, where they look, how far the two sides are.
    Session,
}

/// Something the door says unasked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    /// These went stale: ask again.
    Changed {
        /// What did.
        topics: Vec<Topic>,
    },
}
