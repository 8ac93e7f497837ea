//! The door: every request of the window, the command line and guests comes in here, and only here.

use std::path::Path;

use plan::{EditRef, EntityId, Kind};

use crate::app::{Access, App};
use crate::asking::question::Question;
use crate::baselines::{not_by_edit, writes_a_signature};
use crate::decisions::accepts_a_decision;
use crate::error::{UiError, refused};
use crate::outside::fresh_id;
use crate::past::ask::Since;
use crate::reply::{Reply, Topic};
use crate::request::{Request, Source};
use crate::team::ask::for_guests;
use crate::views;
use crate::workspace::Workspace;

impl App {
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
            Request::Open { path } => self.open_plan(access, Path::new(&path)),
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
            Request::TakeOver { id, what } => self.act(|plan, who| plan.take_over(id, &what, who)),
            Request::DropFromScenario { id, what } => self.act(|plan, who| plan.drop_from_scenario(id, &what, who)),
            Request::KeepInScenario { id, what } => self.act(|plan, who| plan.keep_in_scenario(id, &what, who)),
            Request::Team { at, secret, ask } => self.team(access, at.as_deref(), secret, ask),
        }
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
