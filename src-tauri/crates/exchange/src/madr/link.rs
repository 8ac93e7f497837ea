//! How a record names what it is tied to: by title where that tells it apart, else by id. What a file names is found by id,
//! by title, by the key of its tracker, and a decision also by its file or its number.

use std::collections::BTreeMap;

use plan::{EntityId, Kind, Plan};
use uuid::Uuid;

/// What can be named, by every name it answers to.
pub(super) struct Names {
    known: BTreeMap<(Kind, String), Vec<EntityId>>,
}

impl Names {
    /// The names of a plan's items, debts and decisions.
    pub fn of(plan: &Plan) -> Names {
        let mut names = Names { known: BTreeMap::new() };
        for item in plan.items.values().filter(|item| item.alive) {
            let key = item.source.split_once(':').map_or("", |(_, key)| key);
            names.add(item.id.into(), [item.title.as_str(), item.source.as_str(), key]);
        }
        for debt in plan.debts.values().filter(|debt| debt.alive) {
            names.add(debt.id.into(), [debt.title.as_str()]);
        }
        for decision in plan.decisions_in_order() {
            names.add_decision(decision.id.into(), &decision.title, &decision.source);
        }
        names
    }

    /// A decision answers to its title, its file, and the number that its file begins with.
    pub fn add_decision(&mut self, id: EntityId, title: &str, file: &str) {
        let stem = file.strip_suffix(".md").unwrap_or(file);
        let number = stem.split(['-', '_']).next().filter(|number| number.chars().all(|c| c.is_ascii_digit()));
        let number =
            number.filter(|number| (1..=4).contains(&number.len())).map(|number| number.trim_start_matches('0'));
        let adr = number.map(|number| format!("adr {number}")).unwrap_or_default();
        self.add(id, [title, file, stem, &adr]);
    }

    fn add<'a>(&mut self, entity: EntityId, names: impl IntoIterator<Item = &'a str>) {
        for name in names.into_iter().map(low).filter(|name| !name.is_empty()) {
            let known = self.known.entry((entity.kind, name)).or_default();
            if !known.contains(&entity) {
                known.push(entity);
            }
        }
    }

    /// What is called so.
    ///
    /// # Errors
    /// Half a sentence: nothing is, or several are.
    pub fn find(&self, kind: Kind, name: &str) -> Result<EntityId, String> {
        let found = |name: &str| self.known.get(&(kind, low(name)));
        if let Ok(id) = Uuid::try_parse(name.trim()) {
            let entity = EntityId { kind, id };
            if self.known.values().flatten().any(|known| *known == entity) {
                return Ok(entity);
            }
        }
        let link = name.trim().strip_prefix('[').and_then(|link| link.strip_suffix(')')?.split_once("]("));
        let (text, target) = link.unwrap_or((name, ""));
        let target = target.rsplit('/').next().unwrap_or_default();
        let digits = text.trim_start_matches(|c: char| !c.is_ascii_digit()).trim_start_matches('0');
        let adr = digits.chars().all(|c| c.is_ascii_digit()).then(|| format!("adr {digits}"));
        let known = found(target).or_else(|| found(text)).or_else(|| adr.as_deref().and_then(found));
        match known.map(Vec::as_slice) {
            Some([one]) => Ok(*one),
            Some(_) => Err(format!("several {}s are called “{text}”", kind.word())),
            None => Err(format!("no {} is called “{text}”", kind.word())),
        }
    }

    /// What a file calls it: its title, unless others have it too.
    pub fn name(&self, plan: &Plan, entity: EntityId) -> String {
        match plan.title(entity) {
            Some(title) if self.find(entity.kind, title) == Ok(entity) => title.to_owned(),
            Some(_) | None => entity.id.to_string(),
        }
    }
}

fn low(name: &str) -> String {
    name.trim().to_lowercase()
}
