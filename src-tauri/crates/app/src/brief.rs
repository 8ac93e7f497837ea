//! The brief of an item at the door: told with what was said earlier, which only the change log knows; updates, questions and
//! answers are written with the author's name and the day, which nobody types.

use forecast::words;
use plan::{Assign, EntityId, Field, Health, Intent, Item, ItemId, ItemState, Kind, Op, QuestionId, Slot, Value};
use store::Entry;

use crate::app::App;
use crate::error::{UiError, failed, refused};
use crate::look::Looked;
use crate::outside::fresh_id;
use crate::reply::Reply;
use crate::views::{self, Told};
use crate::who::AuthorView;
use crate::workspace::Workspace;

/// Words that ask for a day.
const WHEN: [&str; 5] = ["when", "how long", "how soon", "what date", "which date"];

impl App {
    pub(crate) fn brief(&self, item: ItemId) -> Result<Reply, UiError> {
        let mut found = Err(refused("the item is not in the plan any more"));
        self.see(|seen, looked| {
            if let Some(item) = seen.plan().items.get(&item) {
                found = told(looked, item.id).map(|told| views::brief(&seen, item, &told));
            }
            Reply::Done(String::new())
        })?;
        Ok(Reply::Brief(Box::new(found?)))
    }

    pub(crate) fn post_update(
        &self,
        item: ItemId,
        text: &str,
        health: Health,
        next: Option<plan::Day>,
    ) -> Result<Reply, UiError> {
        let text = not_blank(text, "an update says how it goes: write a line")?;
        if next.is_some_and(|next| next < self.today()) {
            return Err(refused("the next update cannot be due on a day that is over: choose a later one"));
        }
        self.act(|workspace, who| {
            let title = item_of(workspace, item)?.title.clone();
            let set = |field, value| Op::Set { slot: Slot::of(item, field), value };
            let ops = vec![
                set(Field::Update, Value::Text(text.clone())),
                set(Field::Health, Value::Text(health.word().to_owned())),
                set(Field::NextUpdate, next.map_or(Value::Nothing, Value::Day)),
            ];
            workspace.act(&Op::All { label: format!("Update of {title}: {}", health.word()), ops }, who)
        })
    }

    pub(crate) fn put_question(&self, item: ItemId, text: &str, asks_when: Option<bool>) -> Result<Reply, UiError> {
        self.state().writable()?;
        let text = not_blank(text, "a question has words: write what you want to know")?;
        let asks_when = asks_when.unwrap_or_else(|| asks_for_a_day(&text));
        let entity = EntityId { kind: Kind::Question, id: fresh_id()? };
        let today = self.today();
        self.introduce(&self.author())?;
        // Only the full run answers: its dates stand beside the question from now on.
        let judged = if asks_when { Some(self.judged()?) } else { None };
        self.act(|workspace, who| {
            let item = item_of(workspace, item)?;
            if judged.as_ref().is_some_and(|judged| judged.version != workspace.version()) {
                return Err(refused("the plan has moved on while its dates were reckoned: ask again"));
            }
            let mut values = vec![
                Assign::of(Field::Title, Value::Text(text)),
                Assign::of(Field::Item, Value::Ref(item.id.0)),
                Assign::of(Field::By, Value::Text(signed(who))),
                Assign::of(Field::AskedOn, Value::Day(today)),
            ];
            if let Some(judged) = &judged {
                values.push(Assign::of(Field::AsksWhen, Value::Flag(true)));
                let figures = judged.forecast.items.get(&item.id);
                let answer = match (item.state, item.done_on, figures) {
                    (ItemState::Done, Some(done), _) => Some(format!("done on {}", words::day(done, today))),
                    (_, _, Some(figures)) => Some(match &figures.never {
                        Some(reason) if figures.outlook.as_planned.p50.is_none() => {
                            format!("never as planned: {}", words::never(&judged.sound.plan, reason))
                        }
                        Some(_) | None if !judged.sound.plan.is_estimated(item) => {
                            "not estimated yet: nobody has said what it takes".to_owned()
                        }
                        Some(_) | None => words::chances(&figures.outlook.as_planned, today),
                    }),
                    (_, _, None) => None,
                };
                if let Some(answer) = answer {
                    let answer = format!("{answer}, forecast of {}", words::day(today, today));
                    values.push(Assign::of(Field::Answer, Value::Text(answer)));
                    values.push(Assign::of(Field::AnsweredBy, Value::Text("the forecast".to_owned())));
                    values.push(Assign::of(Field::AnsweredOn, Value::Day(today)));
                }
            }
            workspace.act(&Op::Create { entity, values }, who)
        })
    }

    pub(crate) fn answer_question(&self, id: QuestionId, text: &str) -> Result<Reply, UiError> {
        let text = not_blank(text, "an answer has words: write what you know")?;
        let today = self.today();
        self.act(|workspace, who| {
            let question = workspace.document().plan().questions.get(&id).filter(|question| question.alive);
            let question = question.ok_or_else(|| refused("the question is not in the plan any more"))?;
            let entity = EntityId { kind: Kind::Question, id: id.0 };
            let label = format!("Answer “{}”", question.title.trim());
            let set = |field, value| Op::Set { slot: Slot::of(entity, field), value };
            let ops = vec![
                set(Field::Answer, Value::Text(text)),
                set(Field::AnsweredBy, Value::Text(signed(who))),
                set(Field::AnsweredOn, Value::Day(today)),
            ];
            workspace.act(&Op::All { label, ops }, who)
        })
    }
}

/// Whether words ask for a day.
fn asks_for_a_day(text: &str) -> bool {
    let low = text.to_lowercase();
    let words: Vec<&str> =
        low.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let line = format!(" {} ", words.join(" "));
    WHEN.iter().chain(&["eta"]).any(|asked| line.contains(&format!(" {asked} ")))
}

fn not_blank(text: &str, sentence: &str) -> Result<String, UiError> {
    let text = text.trim();
    if text.is_empty() { Err(refused(sentence)) } else { Ok(text.to_owned()) }
}

/// "Ana Keller (EM)".
fn signed(who: &AuthorView) -> String {
    format!("{} ({})", who.name, who.role.word())
}

fn item_of(workspace: &Workspace, item: ItemId) -> Result<&Item, UiError> {
    let found = workspace.document().plan().items.get(&item).filter(|item| item.alive);
    found.ok_or_else(|| refused("the item is not in the plan any more"))
}

/// What was ever said of an item, as far as the moment that is looked at knows it.
fn told(looked: &Looked<'_>, item: ItemId) -> Result<Vec<Told>, UiError> {
    let known = looked.document.version();
    let there = |entry: &Entry| known.get(&entry.id.author).is_some_and(|last| entry.id.seq <= *last);
    let written = |field| -> Result<Vec<(Entry, Value)>, UiError> {
        let mut written = looked.workspace.file().written(&Slot::of(item, field)).map_err(failed)?;
        written.retain(|(entry, _)| there(entry));
        Ok(written)
    };
    let (updates, healths, dues) = (written(Field::Update)?, written(Field::Health)?, written(Field::NextUpdate)?);
    let mut undone = Vec::new();
    for (entry, _) in &updates {
        match entry.intent {
            Intent::Act => {}
            Intent::Undo(change) => undone.push((entry.id, change)),
            Intent::Redo(undo) => undone.retain(|(id, _)| *id != undo),
        }
    }
    let standing = |entry: &Entry, all: &[(Entry, Value)]| {
        let before = all.iter().rev().find(|(other, _)| other.stamp <= entry.stamp);
        before.map_or(Value::Nothing, |(_, value)| value.clone())
    };
    let is_said = |entry: &Entry| entry.intent == Intent::Act && undone.iter().all(|(_, change)| *change != entry.id);
    let said = updates.iter().rev().filter(|(entry, _)| is_said(entry));
    Ok(said
        .filter_map(|(entry, value)| match value {
            Value::Text(text) if !text.trim().is_empty() => Some(Told {
                change: views::change_view(entry.stamp, &entry.name, entry.role, &entry.label),
                text: text.clone(),
                health: match standing(entry, &healths) {
                    Value::Text(word) => Health::from_word(&word),
                    _ => None,
                },
                next: match standing(entry, &dues) {
                    Value::Day(day) => Some(day),
                    _ => None,
                },
            }),
            _ => None,
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::asks_for_a_day;

    #[test]
    fn a_question_is_read_for_whether_it_asks_for_a_day() {
        for asks in ["When will it be there?", "By when can we tell the ports?", "ETA?", "How long does it take"] {
            assert!(asks_for_a_day(asks), "{asks}");
        }
        for other in ["Whenever it suits, who tests it?", "For whom is it first?", "Is the beta on?"] {
            assert!(!asks_for_a_day(other), "{other}");
        }
    }
}
