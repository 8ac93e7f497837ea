//! A desk to tell stories at: the application on a data folder of its own, with a fixed today.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use app::{
    App, Event, FlagsView, ItemView, MembersAsk, MembersView, NewMember, Options, PlanView, Reply, Request,
    RoadmapView, RowView, StatusView, TeamAsk, TeamReply, UiError,
};
use plan::{EntityId, Field, ItemId, Kind, Op, Role, Slot, Value, fixture};
use tempfile::TempDir;

/// The application, where nothing of the user's is touched.
pub struct Desk {
    /// Goes when the story ends.
    pub folder: TempDir,
    /// The application.
    pub app: App,
    events: Arc<Mutex<Vec<Event>>>,
}

/// Today in every story: a Monday.
pub const TODAY: &str = "2026-11-23";

impl Desk {
    /// A desk in a new folder.
    pub fn new() -> Desk {
        Desk::in_folder(tempfile::tempdir().expect("there is room for a folder"))
    }

    /// A desk in a new folder that somebody sits at.
    pub fn of(name: &str, role: Role) -> Desk {
        let desk = Desk::new();
        desk.ask(Request::SetAuthor { name: name.to_owned(), role });
        desk
    }

    /// Ana Keller, EM, with a plan made from fixture text.
    pub fn planning(text: &str) -> Desk {
        let desk = Desk::of("Ana Keller", Role::Em);
        desk.plan(text);
        desk
    }

    /// Starts again in the folder of an earlier desk.
    pub fn restarted(self) -> Desk {
        let Desk { folder, app, .. } = self;
        drop(app);
        Desk::in_folder(folder)
    }

    fn in_folder(folder: TempDir) -> Desk {
        let options = Options {
            data: folder.path().join("data"),
            documents: folder.path().to_owned(),
            today: Some(TODAY.parse().expect("a day")),
            seed: app::SEED,
            reach: app::Reach::Loopback,
        };
        let events: Arc<Mutex<Vec<Event>>> = Arc::default();
        let heard = Arc::clone(&events);
        let app = App::start(options, move |event| heard.lock().expect("nobody panics while listening").push(event))
            .expect("the application starts in an empty folder");
        Desk { folder, app, events }
    }

    /// A path on the desk.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Makes and opens a plan from fixture text.
    pub fn plan(&self, text: &str) {
        self.ask(Request::New { path: self.path("plan.plimsoll").display().to_string() });
        let ops = fixture::ops(text).expect("the text is a plan");
        self.act(Op::All { label: "Set the scene".to_owned(), ops });
    }

    /// Opens the plan that [`Desk::plan`] made.
    pub fn reopen(&self) {
        self.ask(Request::Open { path: self.path("plan.plimsoll").display().to_string() });
    }

    /// A copy of the open plan in a file of its own.
    pub fn copy(&self) -> PathBuf {
        let path = self.path("copy.plimsoll");
        self.ask(Request::SaveCopy { path: path.display().to_string() });
        path
    }

    /// Gives a copy of the open plan to another desk, which opens it.
    pub fn hand_over(&self, other: &Desk) {
        self.ask(Request::SaveCopy { path: other.path("plan.plimsoll").display().to_string() });
        other.reopen();
    }

    /// The key with which changes are signed here.
    pub fn key(&self) -> String {
        let ask = Request::Team { at: None, secret: None, ask: TeamAsk::Key };
        let Reply::Team(reply) = self.ask(ask) else { panic!("a key is answered") };
        let TeamReply::Done(done) = *reply else { panic!("a key is answered by its digits") };
        done.sentence
    }

    /// Makes whoever sits at another desk a member of the open plan.
    pub fn admit(&self, other: &Desk, name: &str, role: Role) {
        let member = NewMember { key: other.key(), name: name.to_owned(), role };
        self.ask(Request::SetMembers { ask: MembersAsk::Admit { member } });
    }

    /// Who may change the open plan.
    pub fn members(&self) -> MembersView {
        let Reply::Members(view) = self.ask(Request::Members) else { panic!("members are answered as members") };
        view
    }

    /// Asks what must be answered.
    pub fn ask(&self, request: Request) -> Reply {
        self.app.call(request.clone()).unwrap_or_else(|error| panic!("{request:?} was refused: {error}"))
    }

    /// Asks what must be refused.
    pub fn refusal(&self, request: Request) -> UiError {
        match self.app.call(request.clone()) {
            Ok(reply) => panic!("{request:?} was answered: {reply:?}"),
            Err(error) => error,
        }
    }

    /// Does something; answers what was done.
    pub fn act(&self, op: Op) -> String {
        let Reply::Done(label) = self.ask(Request::Act { op }) else { panic!("an act is answered by what was done") };
        label
    }

    /// The plan.
    pub fn whole(&self) -> PlanView {
        let Reply::Plan(view) = self.ask(Request::Plan) else { panic!("the plan is answered by the plan") };
        *view
    }

    /// The timeline, once the full forecast is there.
    pub fn roadmap(&self) -> RoadmapView {
        self.app.judged().expect("the forecast is not given up");
        let Reply::Roadmap(view) = self.ask(Request::Roadmap) else { panic!("the roadmap is answered by the roadmap") };
        view
    }

    /// A row of the timeline.
    pub fn row(&self, handle: &str) -> RowView {
        let rows = self.roadmap().lanes.into_iter().flat_map(|lane| lane.rows);
        rows.into_iter().find(|row| row.id == item(handle)).expect("the item is on the timeline")
    }

    /// The answers about an item, once the full forecast is there.
    pub fn item(&self, handle: &str) -> ItemView {
        self.app.judged().expect("the forecast is not given up");
        let Reply::Item(view) = self.ask(Request::Item { id: item(handle).into() }) else {
            panic!("an item is answered")
        };
        *view
    }

    /// The flags, once the full forecast is there.
    pub fn flags(&self) -> FlagsView {
        self.app.judged().expect("the forecast is not given up");
        let Reply::Flags(view) = self.ask(Request::Flags) else { panic!("the flags are answered by the flags") };
        view
    }

    /// The status bar.
    pub fn status(&self) -> StatusView {
        let Reply::Status(view) = self.ask(Request::Status) else { panic!("the status is answered by the status") };
        view
    }

    /// What was said unasked so far.
    pub fn events(&self) -> Vec<Event> {
        self.events.lock().expect("nobody panics while listening").clone()
    }
}

impl Default for Desk {
    fn default() -> Self {
        Desk::new()
    }
}

/// The item of a fixture's handle.
pub fn item(handle: &str) -> ItemId {
    ItemId(fixture::id(Kind::Item, handle).id)
}

/// Sets a field of an item of a fixture.
pub fn set(handle: &str, field: Field, value: Value) -> Op {
    Op::Set { slot: slot(item(handle).into(), field), value }
}

/// The slot of a field of one value.
pub fn slot(entity: EntityId, field: Field) -> Slot {
    Slot::of(entity, field)
}
