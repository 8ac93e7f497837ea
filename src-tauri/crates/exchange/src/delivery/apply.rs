//! Pieces meet the past of a team: what is new is written down, what differs is corrected, and the oldest make room.

use std::collections::{BTreeMap, BTreeSet};

use plan::{DayRange, EntityId, Field, Op, PAST_LIMIT, Past, Plan, Slot, TeamId, Value, spec};

use super::piece::Piece;
use crate::draft::Draft;
use crate::report::{Changed, Created, Report, Skipped};

/// The operations that write these pieces down, and what there is to say of each.
pub(super) fn apply(pieces: Vec<Piece>, plan: &Plan, team: TeamId, report: &mut Report) -> Vec<Op> {
    let empty = Past::default();
    let past = plan.teams.get(&team).map_or(&empty, |team| &team.past);
    let title = plan.title(EntityId::from(team)).unwrap_or_default();
    let too_old = Past::FIELDS.map(|field| (field, too_old(field, past, &pieces)));
    let is_too_old = |field, key: &String| too_old.iter().any(|(of, keys)| *of == field && keys.contains(key));
    let set = |field, key: &str, value| {
        let slot = Slot { entity: team.into(), field, key: key.to_owned() };
        Op::Set { slot, value }
    };
    // Room is made before it is needed.
    let mut ops: Vec<Op> = Vec::new();
    for field in Past::FIELDS {
        let gone = past.record(field).into_iter().flatten().filter(|(key, _)| is_too_old(field, key));
        ops.extend(gone.map(|(key, _)| set(field, key, Value::Nothing)));
    }
    if !ops.is_empty() {
        let what = format!("{} older records of {title}", ops.len());
        report.guess(what, format!("taken away: a team keeps the latest {PAST_LIMIT} of a sort"));
    }
    for piece in pieces {
        let Piece { row, key, field, days } = piece;
        if is_too_old(field, &key) {
            let reason = format!("older than the latest {PAST_LIMIT} that a team keeps");
            report.skipped.push(Skipped { row, key, title: String::new(), reason });
            continue;
        }
        let now = Past::FIELDS.into_iter().filter(|other| (*other == Field::Review) == (field == Field::Review));
        let now = now.filter_map(|other| Some((other, *past.record(other)?.get(&key)?))).collect::<Vec<_>>();
        match now[..] {
            [(there, known)] if there == field && known == days => {
                report.unchanged += 1;
                continue;
            }
            [] => {
                let title = format!("{title}: {}", said(field, days));
                report.created.push(Created { row, key: key.clone(), entity: team.into(), title });
            }
            [(there, known), ..] => report.changed.push(Changed {
                row,
                key: key.clone(),
                entity: team.into(),
                title: title.to_owned(),
                field: label(field).to_owned(),
                from: said(there, known),
                to: said(field, days),
            }),
        }
        // What was taken for upkeep, or was not, is no longer.
        ops.extend(now.iter().filter(|(there, _)| *there != field).map(|(there, _)| set(*there, &key, Value::Nothing)));
        ops.push(set(field, &key, Value::DayRange(days)));
    }
    let mut draft = Draft::of(plan);
    for (index, refusal) in draft.act_all(&ops) {
        let Op::Set { slot, .. } = &ops[index] else { continue };
        report.doubt(0, &slot.key, "", refusal.to_string());
        report.created.retain(|created| created.key != slot.key);
        report.changed.retain(|changed| changed.key != slot.key);
    }
    draft.into_ops()
}

/// The keys that do not fit any more, the oldest; of what is there and of what comes.
fn too_old(field: Field, past: &Past, pieces: &[Piece]) -> BTreeSet<String> {
    let mut all: BTreeMap<&str, DayRange> =
        past.record(field).into_iter().flatten().map(|(key, days)| (key.as_str(), *days)).collect();
    all.extend(pieces.iter().filter(|piece| piece.field == field).map(|piece| (piece.key.as_str(), piece.days)));
    let Some(surplus) = all.len().checked_sub(PAST_LIMIT).filter(|surplus| *surplus > 0) else {
        return BTreeSet::new();
    };
    let mut by_age: Vec<(&str, DayRange)> = all.into_iter().collect();
    by_age.sort_by_key(|(key, days)| (days.high, *key));
    by_age.into_iter().take(surplus).map(|(key, _)| key.to_owned()).collect()
}

fn label(field: Field) -> &'static str {
    spec(plan::Kind::Team, field).map_or("", |spec| spec.label)
}

/// "finished work, begun 2026-10-05, closed 2026-10-09".
fn said(field: Field, days: DayRange) -> String {
    let (middle, end) = if field == Field::Review { ("looked at", "merged") } else { ("begun", "closed") };
    format!("{}, {middle} {}, {end} {}", label(field), days.likely, days.high)
}
