//! The door: every request of the window, the command line and guests comes in here, and only here.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use advice::Effect;
use advice::search::BetterOrder;
use base64::Engine;
use ed25519_dalek::SigningKey;
use exchange::{Import, Pack};
use forecast::{Assumptions, carried_clear, forecast_tried};
use live::Reach;
use plan::{ChangeId, Day, EditRef, EntityId, Field, ItemId, ItemState, Kind, Op, Plan, Role, Slot, Value};
use uuid::Uuid;

use crate::asking::Asking;
use crate::authors::{self, Other};
use crate::background;
use crate::baselines::{not_by_edit, writes_a_signature};
use crate::decisions::accepts_a_decision;
use crate::inquiry::{Question, Since};
use crate::judge::{self, Judge, Judged};
use crate::past::{Looked, Past};
use crate::reorder::{Limits, Searcher};
use crate::request::{Code, Event, Format, Reply, Request, Source, Topic, UiError};
use crate::sample;
use crate::scenario::Within;
use crate::settings::{self, Settings};
use crate::team::{Teamed, for_guests};
use crate::together::Together;
use crate::views::{self, AuthorView, Seen, StartView, StatusView};
use crate::workspace::{Sound, Workspace, failed, plain};

/// How the program was started.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where this installation keeps its key and its settings.
    pub data: PathBuf,
    /// Where new plans are proposed.
    pub documents: PathBuf,
    /// Today, instead of the clock's: makes every answer reproducible.
    pub today: Option<Day>,
    /// Keys every draw of the forecast.
    pub seed: u32,
    /// From where a live session can be reached.
    pub reach: Reach,
}

impl Options {
    /// The user's own folders on this machine, the clock's today.
    ///
    /// # Errors
    /// If the machine knows no home for its user.
    pub fn of_this_machine() -> Result<Options, UiError> {
        let data = dirs::data_dir().ok_or_else(|| UiError {
            code: Code::Failed,
            message: "this machine knows no home folder: set HOME to one".to_owned(),
        })?;
        let documents = dirs::document_dir().or_else(dirs::home_dir).unwrap_or_else(|| data.clone());
        Ok(Options { data: data.join("plimsoll"), documents, today: None, seed: SEED, reach: Reach::Network })
    }
}

/// The seed unless one is given.
pub const SEED: u32 = 1;

/// Who is asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// The user of this machine: may name its paths.
    Local,
    /// Somebody through a socket: the open plan, and no paths.
    Guest,
}

/// Trials for what an op would do: enough for a P85 that holds still, few enough for an answer at once.
pub(crate) const PREVIEW_TRIALS: u32 = 2_000;
/// Seconds that a search for a better order may take at most.
const LONGEST_SEARCH: u32 = 3_600;

/// The application behind the door.
pub struct App {
    pub(crate) options: Options,
    pub(crate) judge: Arc<Judge>,
    /// Judges the moment of the past or the scenario that is looked at, so that the plan is there at once on returning.
    pub(crate) aside: Arc<Judge>,
    pub(crate) asking: Asking,
    searcher: Searcher,
    pub(crate) together: Arc<Together>,
    pub(crate) teamed: Arc<Teamed>,
    pub(crate) state: Arc<Mutex<State>>,
    pub(crate) emit: Arc<dyn Fn(Event) + Send + Sync>,
}

pub(crate) struct State {
    pub(crate) settings: Settings,
    /// Who is at the keyboard, if it is not the first author of this machine.
    pub(crate) at: Option<Other>,
    /// What whoever is at the keyboard signs with.
    pub(crate) key: SigningKey,
    pub(crate) workspace: Option<Workspace>,
    /// The moment of its past that is looked at.
    pub(crate) past: Option<Past>,
    /// The scenario that is looked at and edited.
    pub(crate) within: Option<Within>,
    /// How many versions beside the plan as it is now were looked at.
    pub(crate) asides: u32,
}

impl App {
    /// Starts the application; `emit` is told what went stale.
    ///
    /// # Errors
    /// If the data folder cannot be made or the key in it cannot be read.
    pub fn start(options: Options, emit: impl Fn(Event) + Send + Sync + 'static) -> Result<App, UiError> {
        background::step_back();
        fs::create_dir_all(&options.data).map_err(|error| UiError {
            code: Code::Failed,
            message: format!("cannot make the data folder `{}`: {error}", options.data.display()),
        })?;
        let settings = settings::load(&options.data);
        let (at, key) = authors::last_at(&options.data, settings.at.as_deref())?;
        let emit: Arc<dyn Fn(Event) + Send + Sync> = Arc::new(emit);
        let tell = Arc::clone(&emit);
        let judge = Arc::new(Judge::start(move || tell(Event::Changed { topics: vec![Topic::Forecast] })));
        let tell = Arc::clone(&emit);
        let aside = Arc::new(Judge::start(move || tell(Event::Changed { topics: vec![Topic::Forecast] })));
        let tell = Arc::clone(&emit);
        let asking = Asking::new(move || tell(Event::Changed { topics: vec![Topic::Answers] }));
        let tell = Arc::clone(&emit);
        let searcher = Searcher::new(move || tell(Event::Changed { topics: vec![Topic::Reorder] }));
        let state = State { settings, at, key, workspace: None, past: None, within: None, asides: 0 };
        let state = Arc::new(Mutex::new(state));
        let (together, teamed) = (Arc::default(), Arc::default());
        Ok(App { options, judge, aside, asking, searcher, together, teamed, state, emit })
    }

    /// Answers a request of the user of this machine.
    ///
    /// # Errors
    /// A sentence, and what to act on.
    pub fn call(&self, request: Request) -> Result<Reply, UiError> {
        self.call_as(Access::Local, request)
    }

    /// Answers a request, as far as the one asking may ask it.
    ///
    /// # Errors
    /// A sentence, and what to act on.
    pub fn call_as(&self, access: Access, request: Request) -> Result<Reply, UiError> {
        if access == Access::Guest && names_a_path(&request) {
            return Err(refused(
                "this plan is served to a browser: open, save and import files in the desktop app, or send the file along",
            ));
        }
        match request {
            Request::Start => Ok(Reply::Start(self.start_view(access))),
            Request::SetAuthor { name, role } => self.set_author(access, &name, role),
            Request::AddAuthor { name, role } => self.add_author(access, &name, role),
            Request::SwitchAuthor { name } => self.switch_author(access, &name),
            Request::RenameAuthor { name, to } => self.rename_author(access, &name, &to),
            Request::RemoveAuthor { name } => self.remove_author(access, &name),
            Request::SetPreference { key, value } => self.set_preference(access, key, value),
            Request::New { path } => self.new_plan(access, &path),
            Request::NewSample { path } => self.new_sample(access, &path),
            Request::Open { path } => self.open(access, Path::new(&path)),
            Request::SaveCopy { path } => self.save_copy(Path::new(&path)),
            Request::Close => self.close(access),
            Request::Act { op } if writes_a_signature(&op) => Err(not_by_edit()),
            Request::Act { op } if accepts_a_decision(&op) => self.accept_decision(&op),
            Request::Act { op } => {
                self.accepts_in_time(&op)?;
                self.edit(op)
            }
            Request::Waive { rule, subject, reason, until } => self.waive(rule, subject, reason, until),
            Request::AcceptDebt { id, reason, until } => self.accept_debt(id, &reason, until),
            Request::Undo => self.act(Workspace::undo),
            Request::Redo => self.act(Workspace::redo),
            Request::Preview { op } => self.preview(&op),
            Request::Ask { question } => self.ask(question),
            Request::StopAsking => {
                self.asking.stop();
                Ok(Reply::Done(String::new()))
            }
            Request::AskAgain => {
                self.asking.forget_stopped();
                self.changed(&[Topic::Answers]);
                Ok(Reply::Done(String::new()))
            }
            Request::Import { source, apply } => self.import(source, apply),
            Request::ImportHistory { source, team, apply } => self.import_history(source, team, apply),
            Request::Members => self.members(),
            Request::SetMembers { ask } => self.set_members(&ask),
            Request::SaveAsNew { path } => self.save_as_new(access, &path),
            Request::Merge { source, admit, apply } => self.merge(source, &admit, apply),
            Request::Copies => self.copies(),
            Request::Settle { choices } => {
                self.state().on_the_plan("what was changed twice at once is settled in the plan")?;
                let choices = choices.into_iter().map(|choice| (choice.slot, choice.value)).collect();
                self.act(|workspace, who| workspace.settle(choices, who))
            }
            Request::Export { format, path } => self.export(format, path),
            Request::Plan => self.see(|seen, looked| {
                let who = |edit: EditRef| looked.workspace.file().entry(edit.change).ok().flatten();
                Reply::Plan(Box::new(views::whole(&seen, looked.document, who)))
            }),
            Request::Status => self.status(),
            Request::Roadmap => self.see(|seen, _| Reply::Roadmap(views::roadmap(&seen))),
            Request::Priorities => self.see(|seen, _| Reply::Priorities(views::priorities(&seen))),
            Request::Debts => self.see(|seen, _| Reply::Debts(views::debts(&seen))),
            Request::Capacity => self.see(|seen, _| Reply::Capacity(views::capacity(&seen))),
            Request::Delivery => self.see(|seen, _| Reply::Delivery(views::delivery(&seen))),
            Request::People => self.see(|seen, _| Reply::People(views::people(&seen))),
            Request::Item { id } => self.item(id),
            Request::Brief { item } => self.brief(item),
            Request::PostUpdate { item, text, health, next } => self.post_update(item, &text, health, next),
            Request::PutQuestion { item, text, asks_when } => self.put_question(item, &text, asks_when),
            Request::AnswerQuestion { id, text } => self.answer_question(id, &text),
            Request::Paydown { debts } => {
                let item = EntityId { kind: Kind::Item, id: fresh_id()? };
                self.see(|seen, _| Reply::Paydown(views::paydown(&seen, &debts, item)))
            }
            Request::Flags => self.see(|seen, _| Reply::Flags(views::flags(&seen))),
            Request::StartReorder { seconds, orders } => self.start_reorder(seconds, orders),
            Request::EndReorder { keep } => {
                self.searcher.end(keep);
                self.changed(&[Topic::Reorder]);
                self.reorder()
            }
            Request::Reorder => self.reorder(),
            Request::MakeBaseline { name } => self.make_baseline(&name),
            Request::SignBaseline { id } => self.sign_baseline(id),
            Request::Baselines => self.baselines(),
            Request::Decisions => self.decisions(),
            Request::ImportDecisions { sources, apply } => self.import_decisions(sources, apply),
            Request::ExportDecisions { folder } => self.export_decisions(folder.as_deref()),
            Request::History { filter, skip, limit } => self.history(&filter, skip, limit),
            Request::StepBack { moment } => self.step_back(access, &moment),
            Request::ReturnToNow => self.return_to_now(access),
            Request::Restore { what } => self.restore(&what),
            Request::Share { uses, minutes } => self.share(uses, minutes),
            Request::Join { ticket, path } => self.join(access, &ticket, path.as_deref()),
            Request::SetRelay { relay } => self.set_relay(relay.as_deref()),
            Request::LeaveSession => self.leave_session(),
            Request::SetPeerRole { person, role } => self.set_peer_role(&person, role),
            Request::RemovePeer { person } => self.remove_peer(&person),
            Request::Session => self.session(),
            Request::SetPresence { presence } => self.set_presence(presence),
            Request::MakeScenario { name } => self.make_scenario(access, &name),
            Request::EnterScenario { id } => self.enter_scenario(access, id),
            Request::LeaveScenario => self.leave_scenario(access),
            Request::Scenarios => self.scenarios(),
            Request::RenameScenario { id, name } => self.rename_scenario(id, &name),
            Request::DeleteScenario { id } => self.delete_scenario(id),
            Request::CompareScenario { id } => self.compare_scenario(id),
            Request::TakeOver { id, what } => self.take_over(id, &what),
            Request::DropFromScenario { id, what } => self.drop_from_scenario(id, &what),
            Request::KeepInScenario { id, what } => self.keep_in_scenario(id, &what),
            Request::Team { at, secret, ask } => self.team(access, at.as_deref(), secret, ask),
        }
    }

    /// The full judgement of the open plan as it is looked at; waits for it.
    ///
    /// # Errors
    /// If no plan is open.
    pub fn judged(&self) -> Result<Arc<Judged>, UiError> {
        let (version, judge) = {
            let state = self.state();
            let looked = self.looked(&state)?;
            (looked.version, if state.past.is_some() || state.within.is_some() { &self.aside } else { &*self.judge })
        };
        judge.wait(version).ok_or_else(|| refused("the forecast was given up: the plan was closed"))
    }

    /// What the search for a better order came to; waits for it.
    ///
    /// # Errors
    /// If none is under way, or it was given up.
    pub fn reordered(&self) -> Result<Arc<BetterOrder>, UiError> {
        self.searcher.wait().ok_or_else(|| refused("the search was given up: start it again"))
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        // A request that panicked changed nothing it had not committed: the next one may go on.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn seed(&self) -> u32 {
        self.options.seed
    }

    pub(crate) fn today(&self) -> Day {
        self.options.today.unwrap_or_else(|| Day(chrono::Local::now().date_naive()))
    }

    pub(crate) fn changed(&self, topics: &[Topic]) {
        (self.emit)(Event::Changed { topics: topics.to_vec() });
    }

    pub(crate) fn start_view(&self, access: Access) -> StartView {
        let authors = self.authors();
        let state = self.state();
        let files = access == Access::Local;
        StartView {
            author: state.at_the_keyboard(),
            authors,
            recent: if files { state.settings.recent.clone() } else { Vec::new() },
            preferences: state.settings.preferences.clone(),
            open: state.workspace.as_ref().map(|workspace| {
                if files {
                    workspace.path().display().to_string()
                } else {
                    workspace.sound().plan.settings.title.clone()
                }
            }),
            viewing: state.viewing().cloned(),
            within: state.within_view(),
            new_path: if files {
                self.options.documents.join("Roadmap.plimsoll").display().to_string()
            } else {
                String::new()
            },
            files,
            today: state.day().unwrap_or_else(|| self.today()),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }

    fn set_preference(&self, access: Access, key: String, value: String) -> Result<Reply, UiError> {
        {
            let mut state = self.state();
            state.settings.prefer(key, value)?;
            state.settings.save(&self.options.data)?;
        }
        Ok(Reply::Start(self.start_view(access)))
    }

    fn new_plan(&self, access: Access, path: &str) -> Result<Reply, UiError> {
        let path = with_extension(path)?;
        let mut workspace = Workspace::create(&path, self.key())?;
        let name = path.file_stem().map_or_else(|| "Roadmap".into(), |stem| stem.to_string_lossy().into_owned());
        let named = Op::Set {
            slot: Slot { entity: EntityId::PLAN, field: Field::Title, key: String::new() },
            value: Value::Text(name),
        };
        workspace.act(&Op::All { label: "New plan".to_owned(), ops: vec![named] }, &self.author())?;
        self.show(access, workspace)
    }

    fn new_sample(&self, access: Access, path: &str) -> Result<Reply, UiError> {
        let workspace = sample::sample(&with_extension(path)?, self.today(), self.key(), &self.author())?;
        self.show(access, workspace)
    }

    fn open(&self, access: Access, path: &Path) -> Result<Reply, UiError> {
        let already = self.state().workspace.as_ref().is_some_and(|workspace| same_file(workspace.path(), path));
        if already {
            return Ok(Reply::Start(self.start_view(access)));
        }
        let workspace = Workspace::open(path, self.key())?;
        self.show(access, workspace)
    }

    /// Makes this the open plan.
    pub(crate) fn show(&self, access: Access, workspace: Workspace) -> Result<Reply, UiError> {
        self.together.leave();
        self.teamed.leave();
        self.state().workspace = Some(workspace);
        self.announce(access)
    }

    /// Judges the open plan anew and tells everybody that it is another one.
    pub(crate) fn announce(&self, access: Access) -> Result<Reply, UiError> {
        {
            let mut state = self.state();
            self.judge.forget();
            self.asking.forget();
            self.searcher.end(false);
            let workspace = open(&state.workspace)?;
            let (version, sound, path) = (workspace.version(), workspace.sound(), workspace.path().to_owned());
            state.settings.opened(&path, &sound.plan.settings.title);
            state.past = None;
            state.within = None;
            self.judge.judge(version, sound, self.today(), self.options.seed);
            state.settings.save(&self.options.data)?;
        }
        self.changed(&[Topic::Start, Topic::Plan, Topic::Forecast, Topic::Session]);
        Ok(Reply::Start(self.start_view(access)))
    }

    fn close(&self, access: Access) -> Result<Reply, UiError> {
        self.together.leave();
        self.teamed.leave();
        self.judge.forget();
        self.asking.forget();
        self.searcher.end(false);
        {
            let mut state = self.state();
            state.workspace = None;
            state.past = None;
            state.within = None;
        }
        self.changed(&[Topic::Start, Topic::Plan, Topic::Forecast, Topic::Session]);
        Ok(Reply::Start(self.start_view(access)))
    }

    fn save_copy(&self, path: &Path) -> Result<Reply, UiError> {
        let path = with_extension(&path.display().to_string())?;
        let state = self.state();
        open(&state.workspace)?.file().save_copy(&path).map_err(failed)?;
        Ok(Reply::Text(path.display().to_string()))
    }

    pub(crate) fn author(&self) -> AuthorView {
        let unnamed = || AuthorView { name: "Somebody".to_owned(), role: Role::Contributor };
        let who = self.state().at_the_keyboard().unwrap_or_else(unnamed);
        self.in_session(self.as_member(who))
    }

    /// Lets `doing` change the open plan, judges what came of it, and says what went stale. Refused while a moment of the
    /// past is looked at.
    pub(crate) fn act(
        &self,
        doing: impl FnOnce(&mut Workspace, &AuthorView) -> Result<Option<String>, UiError>,
    ) -> Result<Reply, UiError> {
        self.state().writable()?;
        self.act_now(doing)
    }

    /// Does the same whatever is looked at.
    pub(crate) fn act_now(
        &self,
        doing: impl FnOnce(&mut Workspace, &AuthorView) -> Result<Option<String>, UiError>,
    ) -> Result<Reply, UiError> {
        let who = self.author();
        self.may_edit(&who)?;
        self.introduce(&who)?;
        let (done, left) = {
            let mut state = self.state();
            let workspace = state.workspace.as_mut().ok_or_else(no_plan)?;
            let done = doing(workspace, &who)?;
            if done.is_some() {
                self.judge.judge(workspace.version(), workspace.sound(), self.today(), self.options.seed);
            }
            let left = done.is_some() && state.follow(&self.aside, self.today(), self.options.seed);
            (done, left)
        };
        if left {
            self.changed(&[Topic::Start, Topic::Answers]);
        }
        if done.is_some() {
            self.changed(&[Topic::Plan, Topic::Forecast]);
            self.together.stir();
            self.teamed.stir();
        }
        Ok(Reply::Done(done.unwrap_or_default()))
    }

    /// Answers from the plan as it is looked at and the latest judgement of it.
    pub(crate) fn see(&self, view: impl FnOnce(Seen<'_>, &Looked<'_>) -> Reply) -> Result<Reply, UiError> {
        let state = self.state();
        let looked = self.looked(&state)?;
        let judged = looked.judge.latest();
        // Past midnight every date moves on by itself.
        looked.judge.judge(looked.version, Arc::clone(&looked.sound), looked.today, self.options.seed);
        let seen =
            Seen { sound: &looked.sound, version: looked.version, judged: judged.as_deref(), today: looked.today };
        Ok(view(seen, &looked))
    }

    fn item(&self, id: EntityId) -> Result<Reply, UiError> {
        let mut found = None;
        self.see(|seen, _| {
            found = seen.plan().items.get(&ItemId(id.id)).map(|item| views::item(&seen, item));
            Reply::Done(String::new())
        })?;
        found.map(|item| Reply::Item(Box::new(item))).ok_or_else(|| refused("the item is not in the plan any more"))
    }

    fn status(&self) -> Result<Reply, UiError> {
        self.see(|seen, Looked { workspace, .. }| {
            let label = |id: Option<ChangeId>| {
                let change = workspace.file().change(id?).ok().flatten()?;
                Some(views::called(workspace.document().plan(), plain(&change.label), &change.edits))
            };
            let saved = workspace.file().max_stamp().ok().flatten();
            Reply::Status(StatusView {
                title: seen.plan().settings.title.clone(),
                saved: saved.map(|stamp| views::local_time(stamp.time).format("%H:%M").to_string()),
                forecast: views::forecast_state(&seen),
                flags: views::standing_flags(&seen),
                accepted: views::accepted_count(&seen),
                undo: label(workspace.next_undo()),
                redo: label(workspace.next_redo()),
                waiting: views::waiting(workspace),
                aside: workspace.document().aside().count() as u32,
            })
        })
    }

    fn preview(&self, op: &Op) -> Result<Reply, UiError> {
        let (sound, supposed, version) = {
            let state = self.state();
            state.writable()?;
            let looked = self.looked(&state)?;
            let supposed = looked.workspace.supposing(state.scenario(), op)?;
            (looked.sound, Arc::new(supposed), looked.version)
        };
        let (effect, after) = self.effect(version, &sound, &supposed)?;
        let seen = Seen { sound: &after.sound, version, judged: Some(&after), today: self.today() };
        Ok(Reply::Preview(views::PreviewView { effect, roadmap: views::roadmap(&seen) }))
    }

    /// What lies between the plan and a changed one, at a glance; and the changed one judged.
    pub(crate) fn effect(
        &self,
        version: u32,
        sound: &Arc<Sound>,
        supposed: &Arc<Sound>,
    ) -> Result<(Effect, Judged), UiError> {
        let assumptions = Assumptions { today: self.today(), seed: self.options.seed, trials: PREVIEW_TRIALS };
        let (begun, never) = (Instant::now(), std::sync::atomic::AtomicBool::new(false));
        let tried = |of: &Sound| forecast_tried(&sound.plan, &of.plan, &assumptions, &never);
        let (then, now) = tried(sound).zip(tried(supposed)).ok_or_else(|| refused("the preview was given up"))?;
        // Once there is a full run, dates are those that are on the screen.
        let full = [&self.judge, &self.aside].into_iter().filter_map(|judge| judge.latest());
        let before = full.into_iter().find(|full| full.full && full.version == version);
        let before = before.unwrap_or_else(|| Arc::new(judge::flagged(version, sound, then.0.clone(), begun)));
        let seen = carried_clear(&supposed.plan, &before.forecast, &then, now);
        let effect =
            advice::effect_tried(&before.sound.plan, &before.forecast, &supposed.plan, &seen, assumptions.trials);
        let after = judge::flagged(version, supposed, seen.after, begun);
        Ok((effect, after))
    }

    fn start_reorder(&self, seconds: u32, orders: u32) -> Result<Reply, UiError> {
        {
            let state = self.state();
            state.writable()?;
            let looked = self.looked(&state)?;
            let assumptions = Assumptions { today: self.today(), seed: self.options.seed, trials: Assumptions::FULL };
            let limits = Limits { seconds: seconds.clamp(1, LONGEST_SEARCH), orders: orders.max(1) };
            self.searcher.start(looked.version, looked.sound, assumptions, limits);
        }
        self.changed(&[Topic::Reorder]);
        self.reorder()
    }

    fn reorder(&self) -> Result<Reply, UiError> {
        let state = self.state();
        let looked = self.looked(&state)?;
        let view = views::reorder(&looked.sound.plan, looked.version, &self.searcher.seen());
        Ok(Reply::Reorder(Box::new(view)))
    }

    fn import(&self, source: Source, apply: bool) -> Result<Reply, UiError> {
        let (name, bytes) = read(source)?;
        let import = {
            let state = self.state();
            if apply {
                state.on_the_plan("a file is imported into the plan")?;
            }
            let workspace = open(&state.workspace)?;
            understand(&name, &bytes, workspace)?
        };
        let report = import.report.clone();
        if let Some(op) = import.into_op().filter(|_| apply) {
            self.act(|workspace, who| workspace.act(&op, who))?;
        }
        Ok(Reply::Import(report))
    }

    fn export(&self, format: Format, path: Option<String>) -> Result<Reply, UiError> {
        let text = match format {
            Format::Json => {
                let state = self.state();
                let looked = self.looked(&state)?;
                let signed = views::signers(looked.workspace, looked.document).map_err(failed)?;
                exchange::signed_json(&looked.sound.plan, signed)
            }
            Format::Markdown => self.packed(exchange::markdown)?,
            Format::Html => self.packed(exchange::html)?,
        };
        let Some(path) = path else { return Ok(Reply::Text(text)) };
        fs::write(&path, text).map_err(|error| UiError {
            code: Code::Failed,
            message: format!("cannot write `{path}`: {error}; choose another place"),
        })?;
        Ok(Reply::Text(path))
    }

    fn packed(&self, write: fn(&Pack<'_>) -> String) -> Result<String, UiError> {
        let judged = self.judged()?;
        let mut plan = judged.sound.plan.clone();
        let signed = {
            let state = self.state();
            let looked = self.looked(&state)?;
            views::signers(looked.workspace, looked.document).map_err(failed)?
        };
        // Whoever reads it must not take a scenario for the plan.
        if let Some(within) = self.state().within_view() {
            plan.settings.title = format!("{}, scenario “{}”", plan.settings.title, within.name);
        }
        let scenarios = self.packed_scenarios(&judged.forecast)?;
        Ok(write(&Pack {
            plan: &plan,
            scenarios: &scenarios,
            forecast: &judged.forecast,
            flags: &judged.flags,
            findings: &judged.sound.findings,
            signed: &signed,
            exported_on: judged.forecast.assumptions.today,
        }))
    }
}

/// A fresh random id (version 4), for what a user makes without bringing one along.
///
/// # Errors
/// If the system gives no randomness.
pub fn fresh_id() -> Result<Uuid, UiError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| UiError {
        code: Code::Failed,
        message: "the system gives no randomness for a new id: try again".to_owned(),
    })?;
    Ok(uuid::Builder::from_random_bytes(bytes).into_uuid())
}

/// What is marked begun or done is so today unless its day is known: only here is there a clock to read.
pub(crate) fn dated(op: Op, plan: &Plan, today: Day) -> Op {
    let Op::Set { slot, value } = &op else { return op };
    let becomes = |state: ItemState| slot.field == Field::State && *value == Value::Text(state.word().to_owned());
    let (is_begun, is_done) = (becomes(ItemState::Started), becomes(ItemState::Done));
    match plan.items.get(&ItemId(slot.entity.id)) {
        Some(item) if is_begun && slot.entity.kind == Kind::Item && item.begun_on.is_none() => {
            let day = Slot { field: Field::BegunOn, ..slot.clone() };
            let day = Op::Set { slot: day, value: Value::Day(today) };
            Op::All { label: format!("{} is begun", item.title), ops: vec![day, op] }
        }
        Some(item) if is_done && slot.entity.kind == Kind::Item && item.done_on.is_none() => {
            let day = Slot { field: Field::DoneOn, ..slot.clone() };
            let day = Op::Set { slot: day, value: Value::Day(today) };
            Op::All { label: format!("{} is done", item.title), ops: vec![day, op] }
        }
        Some(_) | None => op,
    }
}

fn names_a_path(request: &Request) -> bool {
    match request {
        Request::New { .. }
        | Request::NewSample { .. }
        | Request::Open { .. }
        | Request::SaveCopy { .. }
        | Request::SaveAsNew { .. }
        | Request::Close
        | Request::Ask { question: Question::Why { since: Since::File { .. }, .. } }
        | Request::Import { source: Source::Path { .. }, .. }
        | Request::ImportHistory { source: Source::Path { .. }, .. }
        | Request::Merge { source: Source::Path { .. }, .. }
        | Request::Copies
        | Request::Join { path: Some(_), .. }
        | Request::ExportDecisions { folder: Some(_) }
        | Request::Export { path: Some(_), .. } => true,
        Request::ImportDecisions { sources, .. } => sources.iter().any(|source| matches!(source, Source::Path { .. })),
        Request::Start
        | Request::SetAuthor { .. }
        | Request::AddAuthor { .. }
        | Request::SwitchAuthor { .. }
        | Request::RenameAuthor { .. }
        | Request::RemoveAuthor { .. }
        | Request::SetPreference { .. }
        | Request::Act { .. }
        | Request::Waive { .. }
        | Request::AcceptDebt { .. }
        | Request::Undo
        | Request::Redo
        | Request::Preview { .. }
        | Request::Ask { question: Question::Levers { .. } | Question::Debts { .. } | Question::Delay { .. } }
        | Request::Ask { question: Question::Remedies }
        | Request::Ask { question: Question::Pace { .. } | Question::Ripple { .. } | Question::Scenario { .. } }
        | Request::Ask {
            question: Question::Why { since: Since::Day { .. } | Since::Back { .. } | Since::Baseline { .. }, .. },
        }
        | Request::StopAsking
        | Request::AskAgain
        | Request::Import { source: Source::Bytes { .. }, .. }
        | Request::ImportHistory { source: Source::Bytes { .. }, .. }
        | Request::Merge { source: Source::Bytes { .. }, .. }
        | Request::Settle { .. }
        | Request::Export { path: None, .. }
        | Request::Plan
        | Request::Status
        | Request::Roadmap
        | Request::Priorities
        | Request::Debts
        | Request::Capacity
        | Request::Delivery
        | Request::People
        | Request::Item { .. }
        | Request::Brief { .. }
        | Request::PostUpdate { .. }
        | Request::PutQuestion { .. }
        | Request::AnswerQuestion { .. }
        | Request::Paydown { .. }
        | Request::Members
        | Request::SetMembers { .. }
        | Request::Flags
        | Request::StartReorder { .. }
        | Request::EndReorder { .. }
        | Request::Reorder
        | Request::MakeBaseline { .. }
        | Request::SignBaseline { .. }
        | Request::Baselines
        | Request::Decisions
        | Request::ExportDecisions { folder: None }
        | Request::History { .. }
        | Request::StepBack { .. }
        | Request::ReturnToNow
        | Request::Restore { .. }
        | Request::Share { .. }
        | Request::Join { path: None, .. }
        | Request::SetRelay { .. }
        | Request::LeaveSession
        | Request::SetPeerRole { .. }
        | Request::RemovePeer { .. }
        | Request::Session
        | Request::SetPresence { .. }
        | Request::MakeScenario { .. }
        | Request::EnterScenario { .. }
        | Request::LeaveScenario
        | Request::Scenarios
        | Request::RenameScenario { .. }
        | Request::DeleteScenario { .. }
        | Request::CompareScenario { .. }
        | Request::TakeOver { .. }
        | Request::DropFromScenario { .. }
        | Request::KeepInScenario { .. } => false,
        Request::Team { ask, .. } => !for_guests(ask),
    }
}

/// A plan exported as JSON, by its name or its first character; anything else is held to be a Jira export.
fn understand(name: &str, bytes: &[u8], workspace: &Workspace) -> Result<Import, UiError> {
    let sound = workspace.sound();
    let is_json = name.to_lowercase().ends_with(".json") || bytes.trim_ascii_start().first() == Some(&b'{');
    let import = if is_json {
        exchange::from_json(&String::from_utf8_lossy(bytes), &sound.plan)
    } else {
        exchange::jira(bytes, &sound.plan, &workspace.imported()?)
    };
    import.map_err(|error| {
        let instead = if !is_json && exchange::is_delivery(bytes) {
            "; it looks like a delivery history: import it for a team, under Delivery"
        } else {
            ""
        };
        refused(&format!("cannot import `{name}`: {error}{instead}"))
    })
}

pub(crate) fn read(source: Source) -> Result<(String, Vec<u8>), UiError> {
    match source {
        Source::Path { path } => {
            let failed = |error: std::io::Error| UiError {
                code: Code::Failed,
                message: format!("cannot read `{path}`: {error}"),
            };
            let length = fs::metadata(&path).map_err(failed)?.len();
            exchange::check_size(length).map_err(|error| refused(&error.to_string()))?;
            let name =
                Path::new(&path).file_name().map_or_else(|| path.clone(), |name| name.to_string_lossy().into_owned());
            Ok((name, fs::read(&path).map_err(failed)?))
        }
        Source::Bytes { name, base64 } => {
            exchange::check_size(base64.len() as u64 / 4 * 3).map_err(|error| refused(&error.to_string()))?;
            let bytes = base64::engine::general_purpose::STANDARD
                .decode(base64)
                .map_err(|_| refused("the file did not arrive whole: send it again"))?;
            Ok((name, bytes))
        }
    }
}

/// The path with the ending of plan files.
pub(crate) fn with_extension(path: &str) -> Result<PathBuf, UiError> {
    if path.trim().is_empty() {
        return Err(refused("say where the plan is to be saved"));
    }
    let path = PathBuf::from(path);
    let ends_right = path.extension().is_some_and(|extension| extension == "plimsoll");
    Ok(if ends_right { path } else { PathBuf::from(format!("{}.plimsoll", path.display())) })
}

fn same_file(one: &Path, other: &Path) -> bool {
    match (fs::canonicalize(one), fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

pub(crate) fn open(workspace: &Option<Workspace>) -> Result<&Workspace, UiError> {
    workspace.as_ref().ok_or_else(no_plan)
}

pub(crate) fn no_plan() -> UiError {
    UiError { code: Code::NoPlan, message: "no plan is open: open one, or make a new one".to_owned() }
}

pub(crate) fn refused(message: &str) -> UiError {
    UiError { code: Code::Refused, message: message.to_owned() }
}
