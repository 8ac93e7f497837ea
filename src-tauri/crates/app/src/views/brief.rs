//! The brief of an item: six fixed stages from the problem to what can be removed at the end, each with what is missing; what
//! was said of it, what was asked of it, and what has to happen outside the team.

use forecast::words;
use plan::{Area, Day, Health, Item, ItemId, ItemState, QuestionId, QuestionRecord, Step, StepId};
use serde::{Deserialize, Serialize};

use super::stand::{NextUpdateView, next_update, stand};
use super::{ChangeView, Seen};

/// The brief of an item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct BriefView {
    /// Which.
    pub item: ItemId,
    /// Its title.
    pub title: String,
    /// "50% by 14 Mar · 85% by 18 Apr · 95% by 9 May".
    pub when: String,
    /// How it stands against its day.
    pub stand: String,
    /// All six, in order.
    pub stages: Vec<StageView>,
    /// What has to happen outside the team, the earliest first.
    pub steps: Vec<StepView>,
    /// What was said of it, the latest first.
    pub updates: Vec<UpdateView>,
    /// When it is told of next.
    pub next_update: NextUpdateView,
    /// What was asked of it: the open ones first, then the latest.
    pub questions: Vec<QuestionView>,
}

/// A stage in the life of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Whose problem, and which.
    Problem,
    /// What we expect of solving it.
    Bet,
    /// How it is made.
    Build,
    /// How it gets to those it is for.
    RollOut,
    /// Whether it did what was expected.
    Measure,
    /// What can be removed afterwards.
    Retire,
}

/// A stage, and what it lacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct StageView {
    /// Which.
    pub stage: Stage,
    /// Whether the item is in it.
    pub now: bool,
    /// "no diagnosis, no action plan"; empty if nothing is missing.
    pub missing: String,
}

/// Something that has to happen outside the team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct StepView {
    /// Its id.
    pub id: StepId,
    /// What.
    pub title: String,
    /// Where.
    pub area: Area,
    /// Who sees to it.
    pub by: String,
    /// "planned for 1 Feb", "was planned for 20 Nov, 3 days ago", "done on 6 Nov", "no day yet".
    pub words: String,
    /// The day it is drawn at: when it was done, else when it is planned.
    pub day: Option<Day>,
    /// Whether it was done.
    pub done: bool,
    /// Whether its day is over and it was not.
    pub overdue: bool,
}

/// An update as the change log knows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Who said it, when.
    pub change: ChangeView,
    /// What.
    pub text: String,
    /// How it stood by then.
    pub health: Option<Health>,
    /// When the next was due.
    pub next: Option<Day>,
}

/// Something that was said of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct UpdateView {
    /// "Ana Keller (EM), 2026-11-23 10:42".
    pub by: String,
    /// What.
    pub text: String,
    /// How it stood.
    pub health: Option<Health>,
    /// "next on 4 Dec"; empty if none was promised.
    pub next: String,
}

/// A question and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct QuestionView {
    /// Its id.
    pub id: QuestionId,
    /// The question.
    pub text: String,
    /// "Ben (PM), 20 Nov".
    pub asked: String,
    /// Whether it asks when.
    pub asks_when: bool,
    /// The answer; empty while it is open.
    pub answer: String,
    /// "the forecast, 20 Nov".
    pub answered: String,
}

/// The brief of `item`, with what was `told` of it, the latest first.
pub fn brief(seen: &Seen<'_>, item: &Item, told: &[Told]) -> BriefView {
    let steps = steps(seen, item);
    let row = super::row::row(seen, item, super::row::Place::alone(seen.plan(), item.id));
    let mut questions: Vec<&QuestionRecord> =
        seen.plan().questions.values().filter(|question| question.item == Some(item.id)).collect();
    questions.sort_by_key(|question| (!question.is_open(), std::cmp::Reverse(question.asked_on), question.id));
    BriefView {
        item: item.id,
        title: item.title.clone(),
        when: row.when,
        stand: stand(seen, item),
        stages: stages(item, &steps),
        steps,
        updates: told.iter().map(|told| update(told, seen.today)).collect(),
        next_update: next_update(item, seen.today),
        questions: questions.into_iter().map(|question| asked(question, seen.today)).collect(),
    }
}

/// What has to happen outside the team for `item`, the earliest first.
pub fn steps(seen: &Seen<'_>, item: &Item) -> Vec<StepView> {
    let mut steps: Vec<&Step> = seen.plan().steps.values().filter(|step| step.item == Some(item.id)).collect();
    steps.sort_by_key(|step| (step.planned_on.is_none(), step.planned_on, step.id));
    steps.into_iter().map(|step| one_step(step, seen.today)).collect()
}

/// A step as it stands on a day.
pub(super) fn one_step(step: &Step, today: Day) -> StepView {
    let late = step.planned_on.filter(|planned| step.done_on.is_none() && *planned < today);
    let words = match (step.done_on, step.planned_on) {
        (Some(done), _) => format!("done on {}", words::day(done, today)),
        (None, Some(planned)) => match late {
            Some(late) => {
                format!("was planned for {}, {} ago", words::day(planned, today), words::days(today.since(late)))
            }
            None => format!("planned for {}", words::day(planned, today)),
        },
        (None, None) => "no day yet".to_owned(),
    };
    StepView {
        id: step.id,
        title: step.title.clone(),
        area: step.area,
        by: step.by.clone(),
        words,
        day: step.done_on.or(step.planned_on),
        done: step.done_on.is_some(),
        overdue: late.is_some(),
    }
}

fn stages(item: &Item, steps: &[StepView]) -> Vec<StageView> {
    let brief = &item.brief;
    let (started, done) = (item.state != ItemState::Planned, item.state == ItemState::Done);
    let blank = |text: &str| text.trim().is_empty();
    let now = match item.state {
        ItemState::Planned if blank(&brief.problem) => Stage::Problem,
        ItemState::Planned => Stage::Bet,
        ItemState::Started => Stage::Build,
        ItemState::Done if steps.iter().any(|step| !step.done) => Stage::RollOut,
        ItemState::Done if blank(&brief.result) => Stage::Measure,
        ItemState::Done => Stage::Retire,
    };
    let stage = |stage: Stage, lacks: &[(bool, &str)]| {
        let missing = lacks.iter().filter(|(lacks, _)| *lacks).map(|(_, what)| *what).collect::<Vec<_>>().join(", ");
        StageView { stage, now: stage == now, missing }
    };
    let overdue = steps.iter().any(|step| step.overdue);
    vec![
        stage(Stage::Problem, &[(blank(&brief.problem), "no problem"), (blank(&brief.audience), "no audience")]),
        stage(Stage::Bet, &[(blank(&brief.outcome), "no outcome"), (blank(&brief.measure), "no measure")]),
        stage(
            Stage::Build,
            &[
                (started && blank(&brief.diagnosis), "no diagnosis"),
                (started && blank(&brief.action_plan), "no action plan"),
                (started && !done && blank(&brief.update), "no update"),
            ],
        ),
        stage(Stage::RollOut, &[(steps.is_empty(), "no steps"), (overdue, "a step overdue")]),
        stage(Stage::Measure, &[(done && blank(&brief.result), "nothing measured yet")]),
        stage(Stage::Retire, &[(done && blank(&brief.removes), "nothing named")]),
    ]
}

fn update(told: &Told, today: Day) -> UpdateView {
    let ChangeView { at, by, role, .. } = &told.change;
    UpdateView {
        by: format!("{by} ({}), {at}", role.word()),
        text: told.text.clone(),
        health: told.health,
        next: told.next.map_or_else(String::new, |next| format!("next on {}", words::day(next, today))),
    }
}

fn asked(question: &QuestionRecord, today: Day) -> QuestionView {
    let said = |by: &str, on: Option<Day>| {
        let on = on.map(|on| words::day(on, today)).unwrap_or_default();
        [by, &on].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    };
    QuestionView {
        id: question.id,
        text: question.title.clone(),
        asked: said(&question.by, question.asked_on),
        asks_when: question.asks_when,
        answer: question.answer.clone(),
        answered: if question.is_open() { String::new() } else { said(&question.answered_by, question.answered_on) },
    }
}
