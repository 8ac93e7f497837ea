//! Values of a plan's fields, looked up one by one and as people read them.

use plan::{EntityId, Field, Kind, Plan, Range, Value, assigns, spec};

/// The value of one field, `Nothing` if it stands at its default.
pub(crate) fn value(plan: &Plan, entity: EntityId, field: Field, key: &str) -> Value {
    let found = assigns(plan, entity).into_iter().find(|assign| assign.field == field && assign.key == key);
    found.map_or(Value::Nothing, |assign| assign.value)
}

/// A value as a report shows it.
pub(crate) fn shown(plan: &Plan, kind: Kind, field: Field, value: &Value) -> String {
    let unit = match field {
        Field::Estimate | Field::Actual | Field::Principal | Field::IncidentLoss => " pd",
        _ => "",
    };
    match value {
        Value::Nothing => "none".to_owned(),
        Value::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => format!("{}{unit}", rounded(*number)),
        Value::Text(text) => {
            let line = text.lines().next().unwrap_or_default();
            let short: String = line.chars().take(60).collect();
            if short.len() < text.len() { format!("“{short}…”") } else { format!("“{text}”") }
        }
        Value::Day(day) => day.to_string(),
        Value::Ref(id) => {
            let kind = match spec(kind, field).map(|spec| spec.value) {
                Some(plan::ValueType::Ref(kind)) => kind,
                _ => kind,
            };
            format!("“{}”", plan.title(EntityId { kind, id: *id }).unwrap_or("?"))
        }
        Value::Range(Range { low, likely, high }) if low == high => format!("{}{unit}", rounded(*likely)),
        Value::Range(Range { low, likely, high }) => {
            format!("{}–{}–{}{unit}", rounded(*low), rounded(*likely), rounded(*high))
        }
        Value::DayRange(range) => format!("{} / {} / {}", range.low, range.likely, range.high),
    }
}

/// Two digits after the point are enough to tell estimates apart.
fn rounded(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}
