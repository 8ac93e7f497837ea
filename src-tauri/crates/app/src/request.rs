//! The border: everything that can be asked at the one door. No 64-bit integers, dates as ISO strings.

use plan::{BaselineId, Day, DebtId, EntityId, Health, ItemId, Op, QuestionId, Role, ScenarioId, Slot, TeamId, Value};
use serde::{Deserialize, Serialize};

use crate::asking::question::Question;
use crate::members::ask::{MembersAsk, NewMember};
use crate::past::ask::{HistoryFilter, Moment, Restored};
use crate::scenario::ask::Part;
use crate::team::ask::{Secret, TeamAsk};
use crate::views::PresenceView;

/// Something asked at the door.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Request {
    /// What the window needs first: author, recent plans, remembered settings, whether a plan is open.
    Start,
    /// Says what whoever is at the keyboard is called and as what they act; stored on every change from now on.
    SetAuthor {
        /// Display name.
        name: String,
        /// The role in which they act.
        role: Role,
    },
    /// Lets somebody else work on this machine, with a key of their own, and gives them the keyboard.
    AddAuthor {
        /// Display name; nobody else's here.
        name: String,
        /// The role in which they act.
        role: Role,
    },
    /// Gives the keyboard to somebody who works on this machine: changes, undo and signatures are theirs from now on.
    SwitchAuthor {
        /// Their name.
        name: String,
    },
    /// Calls somebody who works on this machine something else; their role and key stay.
    RenameAuthor {
        /// What they are called now.
        name: String,
        /// What they are called from then on.
        to: String,
    },
    /// Takes somebody off the list of who works on this machine, unless they have changed the open plan. Their key stays.
    RemoveAuthor {
        /// What they are called.
        name: String,
    },
    /// Remembers a setting of the user interface across starts.
    SetPreference {
        /// Its name.
        key: String,
        /// Its value, as the user interface wrote it.
        value: String,
    },
    /// Makes a new, empty plan at a path and opens it.
    New {
        /// Where.
        path: String,
    },
    /// Makes a plan from the sample at a path and opens it.
    NewSample {
        /// Where.
        path: String,
    },
    /// Opens a plan.
    Open {
        /// Where it is.
        path: String,
    },
    /// Writes a copy of the open plan; the original stays open.
    SaveCopy {
        /// Where to.
        path: String,
    },
    /// Closes the open plan.
    Close,
    /// Does something to the plan.
    Act {
        /// What.
        op: Op,
    },
    /// Accepts a flag in the author's name.
    Waive {
        /// The flag's rule.
        rule: String,
        /// The flag's `subject_key`.
        subject: String,
        /// Why.
        reason: String,
        /// The last day it holds.
        until: Day,
    },
    /// Keeps a debt on purpose, in the author's name.
    AcceptDebt {
        /// Which.
        id: DebtId,
        /// Why.
        reason: String,
        /// The last day it holds.
        until: Day,
    },
    /// Takes the author's latest change back.
    Undo,
    /// Does the author's latest undone change again.
    Redo,
    /// What `op` would do to the dates, the chances and the flags; changes nothing.
    Preview {
        /// What would be done.
        op: Op,
    },
    /// Something that takes a while to answer: answered with what is known, and worked on meanwhile. Ask again when
    /// `answers` went stale. A newer question of its kind ends the older one.
    Ask {
        /// What.
        question: Question,
    },
    /// Ends what is being answered; what is known stays.
    StopAsking,
    /// What was ended before its time is answered in full when it is asked next; `answers` goes stale.
    AskAgain,
    /// Reads a file from elsewhere into the plan.
    Import {
        /// The file.
        source: Source,
        /// With `false` only the report is made.
        apply: bool,
    },
    /// Reads when work was closed and how reviews went into the past of a team.
    ImportHistory {
        /// The file.
        source: Source,
        /// Whose past it tells.
        team: TeamId,
        /// With `false` only the report is made.
        apply: bool,
    },
    /// Who may change the plan, and what is kept aside because its author may not.
    Members,
    /// Decides about members; for owners.
    SetMembers {
        /// What.
        ask: MembersAsk,
    },
    /// Writes the open plan as a new plan of one's own, without its history, and opens that.
    SaveAsNew {
        /// Where to.
        path: String,
    },
    /// Compares a colleague's copy of the open plan with it, or takes in what it has beyond.
    Merge {
        /// The copy.
        source: Source,
        /// Whom to admit first; for owners.
        #[serde(default)]
        admit: Vec<NewMember>,
        /// With `false` only the comparison is made.
        apply: bool,
    },
    /// Copies of the open plan in its folder that hold changes it does not have, as shared folders leave them behind.
    Copies,
    /// Settles fields that were changed twice at once.
    Settle {
        /// Of each, one of the values that were said.
        choices: Vec<Choice>,
    },
    /// Writes the plan for others.
    Export {
        /// In which form.
        format: Format,
        /// Where to; `None` answers with the text.
        path: Option<String>,
    },
    /// The plan itself, for forms.
    Plan,
    /// Saved, forecast, flags, undo: the status bar.
    Status,
    /// The timeline.
    Roadmap,
    /// The items in rank order.
    Priorities,
    /// The debt inventory with its prices.
    Debts,
    /// Where capacity goes, team by team.
    Capacity,
    /// How each team delivers: how long things take, how many are closed, how reviews wait, what is under way.
    Delivery,
    /// People, skills, leave.
    People,
    /// The answers about one item.
    Item {
        /// Which.
        id: EntityId,
    },
    /// The brief of an item: its stages, what was said of it, what was asked of it.
    Brief {
        /// Which.
        item: ItemId,
    },
    /// Says how an item stands and when it is told of next, in one change.
    PostUpdate {
        /// Which.
        item: ItemId,
        /// In words.
        text: String,
        /// In one word.
        health: Health,
        /// When the next update is due; none if it is not promised.
        next: Option<Day>,
    },
    /// Asks something of an item in the author's name. When it will be there, the forecast answers at once.
    PutQuestion {
        /// Of which.
        item: ItemId,
        /// What.
        text: String,
        /// Whether it asks when; read off its words unless given.
        asks_when: Option<bool>,
    },
    /// Answers a question in the author's name.
    AnswerQuestion {
        /// Which.
        id: QuestionId,
        /// What.
        text: String,
    },
    /// What paying these debts together would be, and the op that plans it.
    Paydown {
        /// Which.
        debts: Vec<DebtId>,
    },
    /// The flags, ranked.
    Flags,
    /// Searches a better order of the plan as it is now, in the background; a search that is under way makes room.
    StartReorder {
        /// For at most so many seconds.
        seconds: u32,
        /// At most so many orders.
        orders: u32,
    },
    /// Ends the search.
    EndReorder {
        /// Judge what was found until now; else forget it.
        keep: bool,
    },
    /// How far the search for a better order is, or what it found.
    Reorder,
    /// Freezes the plan as it stands under a name, with the dates of its items.
    MakeBaseline {
        /// Its name.
        name: String,
    },
    /// Signs a baseline in the author's name and role.
    SignBaseline {
        /// Which.
        id: BaselineId,
    },
    /// The baselines, who signed them, and how far the dates have moved since.
    Baselines,
    /// The log of technical decisions.
    Decisions,
    /// Reads decision records (MADR) into the plan.
    ImportDecisions {
        /// The files; a path may be a folder with them.
        sources: Vec<Source>,
        /// With `false` only the report is made.
        apply: bool,
    },
    /// Writes the decisions as decision records, one file each.
    ExportDecisions {
        /// Where to; `None` only answers with the files.
        folder: Option<String>,
    },
    /// The changes that are meant, newest first.
    History {
        /// Which.
        filter: HistoryFilter,
        /// After so many.
        skip: u32,
        /// At most so many.
        limit: u32,
    },
    /// Shows the plan as it was, to read: everything else asked is about that moment until `return_to_now`.
    StepBack {
        /// When.
        moment: Moment,
    },
    /// Shows the plan as it is again.
    ReturnToNow,
    /// Puts back what once stood, as a new change of the plan as it is now; returns to now.
    Restore {
        /// What.
        what: Restored,
    },
    /// Shares the open plan live, or makes a new ticket for the session that is open; an earlier ticket holds no longer.
    Share {
        /// How many people the ticket lets in.
        uses: u32,
        /// For how many minutes.
        minutes: u32,
    },
    /// Joins a session: with the open plan, if it is a copy of that one, or with none open by getting a copy.
    Join {
        /// The ticket, as it was handed over.
        ticket: String,
        /// Where the copy is to be saved; `None` if the plan is open.
        path: Option<String>,
    },
    /// Lets live sessions of this machine go through a relay where there is no direct way, or through none again.
    SetRelay {
        /// Its address; `None` for none.
        relay: Option<String>,
    },
    /// Leaves the session; whoever shares the plan ends it so for everybody.
    LeaveSession,
    /// Lets somebody in the session be something else, or back in.
    SetPeerRole {
        /// Who: their `id`.
        person: String,
        /// What they may be.
        role: Role,
    },
    /// Removes somebody from the session.
    RemovePeer {
        /// Who: their `id`.
        person: String,
    },
    /// Who is in the session, and how far the two sides are.
    Session,
    /// Says where one looks; told to the others, never kept.
    SetPresence {
        /// Where; `None` if nowhere.
        presence: Option<PresenceView>,
    },
    /// Makes a scenario of the plan as it stands, and enters it.
    MakeScenario {
        /// Its name.
        name: String,
    },
    /// Shows the plan as a scenario has it: everything else asked is about the scenario, and what is done is done to it alone,
    /// until `leave_scenario`.
    EnterScenario {
        /// Which.
        id: ScenarioId,
    },
    /// Shows the plan itself again.
    LeaveScenario,
    /// The scenarios, and how they stand to the plan beneath.
    Scenarios,
    /// Gives a scenario another name.
    RenameScenario {
        /// Which.
        id: ScenarioId,
        /// Its name from now on.
        name: String,
    },
    /// Takes a scenario away.
    DeleteScenario {
        /// Which.
        id: ScenarioId,
    },
    /// What a scenario says, change by change, and where the plan was edited beneath it. What it comes to is asked by `ask`.
    CompareScenario {
        /// Which.
        id: ScenarioId,
    },
    /// Makes edits of a scenario edits of the plan, in one change that takes them out of the scenario.
    TakeOver {
        /// Which scenario.
        id: ScenarioId,
        /// What of it.
        what: Part,
    },
    /// Takes edits out of a scenario.
    DropFromScenario {
        /// Which scenario.
        id: ScenarioId,
        /// What of it.
        what: Part,
    },
    /// Holds to what a scenario says where the plan was edited beneath it.
    KeepInScenario {
        /// Which scenario.
        id: ScenarioId,
        /// What of it.
        what: Part,
    },
    /// Asks a team store.
    Team {
        /// Where it is; `None` for the one that the open plan is in.
        at: Option<String>,
        /// The password that was typed, if one was.
        secret: Option<Secret>,
        /// What.
        ask: TeamAsk,
    },
}

/// A file to import.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Source {
    /// On this machine's disk; not for guests.
    Path {
        /// Where.
        path: String,
    },
    /// Sent along.
    Bytes {
        /// Its file name.
        name: String,
        /// Its content in base64.
        base64: String,
    },
}

/// A value for a field in conflict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Choice {
    /// The field.
    pub slot: Slot,
    /// The value.
    pub value: Value,
}

/// A form for others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// The whole plan; comes back by import.
    Json,
    /// A text to paste.
    Markdown,
    /// One file for leadership.
    Html,
}
