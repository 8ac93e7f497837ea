//! Why a date moves: the causes, their order, and which field belongs to which.
//!
//! The order is fixed, because a cause's effect hangs on what has happened before it. The calendar comes first, so that
//! all the others are measured as of the later day; people before scope, so that new work finds its team; scope before
//! order, so that what is put in order is there; debts as they are found, grow and are paid; estimates after the debts,
//! because one that contains today's drag is read against the debts that are left; the plan's settings last.
//!
//! Every field belongs to one cause. What is new or gone belongs whole to the cause of its existence. Two things cannot be
//! told from the field alone: an estimate that falls while its item is being worked on is progress, and the progress of a
//! paydown is debt paid.

use plan::{Field, Kind};
use serde::{Deserialize, Serialize};

/// A reason for a date to move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Today has moved on; working days, holidays and leave.
    Calendar,
    /// Work begun, done, and less of it left than before.
    Progress,
    /// Who is there, in which team, with which skills, for how much of the time.
    People,
    /// Items that are new or gone, and what work on them needs.
    Scope,
    /// Ranks, dependencies and earliest starts.
    Order,
    /// Debts that are new or gone, and interest that is stated anew.
    DebtFound,
    /// The rate at which interest grows, and growth that was foreseen and is not in the inventory.
    DebtGrown,
    /// Paydowns, how far they are, and what is left of the debts.
    DebtPaid,
    /// Estimates, and what they contain.
    Estimates,
    /// Horizon, drift, limits and lags.
    Settings,
}

impl Cause {
    /// Every cause, in the order in which they are applied.
    pub const ALL: [Cause; 10] = [
        Cause::Calendar,
        Cause::Progress,
        Cause::People,
        Cause::Scope,
        Cause::Order,
        Cause::DebtFound,
        Cause::DebtGrown,
        Cause::DebtPaid,
        Cause::Estimates,
        Cause::Settings,
    ];

    /// What people call it: "Debt found".
    pub fn title(self) -> &'static str {
        match self {
            Cause::Calendar => "Calendar",
            Cause::Progress => "Progress",
            Cause::People => "People",
            Cause::Scope => "Scope",
            Cause::Order => "Order",
            Cause::DebtFound => "Debt found",
            Cause::DebtGrown => "Debt grown",
            Cause::DebtPaid => "Debt paid",
            Cause::Estimates => "Estimates",
            Cause::Settings => "Settings",
        }
    }

    /// The cause that a field belongs to; `None` for a field that the kind does not have.
    pub fn of(kind: Kind, field: Field) -> Option<Cause> {
        place(kind, field).map(|(cause, _)| cause)
    }
}

/// Whether a date can hang on the field. Words, promises and what is only kept for people move none.
pub(crate) fn moves_dates(kind: Kind, field: Field) -> bool {
    place(kind, field).is_some_and(|(_, moves)| moves)
}

/// The cause of a field, and whether a date can hang on it.
fn place(kind: Kind, field: Field) -> Option<(Cause, bool)> {
    match kind {
        Kind::Plan => of_plan(field),
        Kind::Item => of_item(field),
        Kind::Debt => of_debt(field),
        Kind::Component => of_component(field),
        Kind::Team => of_team(field),
        Kind::Person => of_person(field),
        Kind::Waiver => of_waiver(field),
        Kind::Baseline => of_baseline(field),
        Kind::Scenario => of_scenario(field),
        Kind::Decision => of_decision(field),
        Kind::Question => of_question(field),
        Kind::Step => of_step(field),
    }
}

fn of_plan(field: Field) -> Option<(Cause, bool)> {
    match field {
        Field::Cap | Field::Drift => Some((Cause::Settings, true)),
        Field::Title | Field::Horizon | Field::Threshold | Field::Driver => Some((Cause::Settings, false)),
        Field::Founder | Field::MemberName | Field::MemberRole | Field::CountsTo | Field::OwnsTo => {
            Some((Cause::Settings, false))
        }
        Field::DaysPerPoint => Some((Cause::Estimates, false)),
        _ => None,
    }
}

fn of_item(field: Field) -> Option<(Cause, bool)> {
    match field {
        Field::State | Field::DoneOn | Field::Actual => Some((Cause::Progress, true)),
        Field::BegunOn | Field::Update | Field::NextUpdate | Field::Health => Some((Cause::Progress, false)),
        Field::Team | Field::MaxPeople => Some((Cause::People, true)),
        Field::Alive | Field::Kind | Field::Parent | Field::Component | Field::Skill => Some((Cause::Scope, true)),
        Field::Title
        | Field::Target
        | Field::CommitmentDay
        | Field::CommitmentTo
        | Field::CommitmentConfidence
        | Field::CostOfDelay
        | Field::Profile
        | Field::Problem
        | Field::Audience
        | Field::Outcome
        | Field::Measure
        | Field::Result
        | Field::Removes
        | Field::Diagnosis
        | Field::ActionPlan
        | Field::Scope
        | Field::Source => Some((Cause::Scope, false)),
        Field::Rank | Field::After | Field::Earliest => Some((Cause::Order, true)),
        Field::Pinned => Some((Cause::Order, false)),
        Field::Incurs => Some((Cause::DebtFound, true)),
        Field::Pays => Some((Cause::DebtPaid, true)),
        Field::Estimate | Field::Basis | Field::Delivery => Some((Cause::Estimates, true)),
        _ => None,
    }
}

fn of_debt(field: Field) -> Option<(Cause, bool)> {
    match field {
        Field::Alive
        | Field::Component
        | Field::Principal
        | Field::Drag
        | Field::Toil
        | Field::IncidentRate
        | Field::IncidentLoss => Some((Cause::DebtFound, true)),
        Field::Title | Field::Category | Field::Evidence | Field::Reviewed | Field::NextReview | Field::Saves => {
            Some((Cause::DebtFound, false))
        }
        Field::Growth => Some((Cause::DebtGrown, true)),
        Field::State | Field::Unpaid => Some((Cause::DebtPaid, true)),
        Field::AcceptedUntil | Field::Reason | Field::By => Some((Cause::DebtPaid, false)),
        _ => None,
    }
}

fn of_component(field: Field) -> Option<(Cause, bool)> {
    match field {
        Field::Alive | Field::Team | Field::Parent => Some((Cause::DebtFound, true)),
        Field::Title | Field::Paths | Field::Size => Some((Cause::DebtFound, false)),
        _ => None,
    }
}

fn of_team(field: Field) -> Option<(Cause, bool)> {
    match field {
        Field::Weekday | Field::Holiday => Some((Cause::Calendar, true)),
        Field::Alive | Field::Focus | Field::Support | Field::Reserve => Some((Cause::People, true)),
        Field::Title | Field::Rank => Some((Cause::People, false)),
        Field::WipLimit | Field::DeliveryLag => Some((Cause::Settings, true)),
        // How far the pace is known to drift hangs on what was closed.
        Field::Finished | Field::Upkeep => Some((Cause::Progress, true)),
        Field::Review => Some((Cause::Progress, false)),
        _ => None,
    }
}

fn of_person(field: Field) -> Option<(Cause, bool)> {
    match field {
        Field::Leave => Some((Cause::Calendar, true)),
        Field::Alive
        | Field::Team
        | Field::Fte
        | Field::Skill
        | Field::Start
        | Field::End
        | Field::RampDays
        | Field::RampFrom => Some((Cause::People, true)),
        Field::Title => Some((Cause::People, false)),
        _ => None,
    }
}

fn of_waiver(field: Field) -> Option<(Cause, bool)> {
    match field {
        Field::Alive | Field::Rule | Field::Subject | Field::Reason | Field::Until | Field::By => {
            Some((Cause::Settings, false))
        }
        _ => None,
    }
}

/// A baseline says what was promised; it moves nothing.
fn of_baseline(field: Field) -> Option<(Cause, bool)> {
    match field {
        Field::Alive
        | Field::Title
        | Field::MadeOn
        | Field::Version
        | Field::P50
        | Field::P85
        | Field::SignedAs
        | Field::SignedBy
        | Field::SignedOn => Some((Cause::Settings, false)),
        _ => None,
    }
}

/// What a scenario supposes is not in the plan.
fn of_scenario(field: Field) -> Option<(Cause, bool)> {
    match field {
        Field::Alive | Field::Title | Field::MadeOn | Field::Overlay => Some((Cause::Settings, false)),
        _ => None,
    }
}

/// A decision moves what it creates, retires and shapes, which says so itself.
fn of_decision(field: Field) -> Option<(Cause, bool)> {
    match field {
        Field::Alive
        | Field::Title
        | Field::State
        | Field::DecidedOn
        | Field::Context
        | Field::Option
        | Field::Chosen
        | Field::Consequences
        | Field::More
        | Field::Accountable
        | Field::DelegatedTo
        | Field::Supersedes
        | Field::Shapes
        | Field::Creates
        | Field::Retires
        | Field::P50
        | Field::P85
        | Field::Source => Some((Cause::Scope, false)),
        _ => None,
    }
}

fn of_question(field: Field) -> Option<(Cause, bool)> {
    match field {
        Field::Alive
        | Field::Title
        | Field::Item
        | Field::AsksWhen
        | Field::By
        | Field::AskedOn
        | Field::Answer
        | Field::AnsweredBy
        | Field::AnsweredOn => Some((Cause::Progress, false)),
        _ => None,
    }
}

/// What happens outside the team takes no capacity of ours.
fn of_step(field: Field) -> Option<(Cause, bool)> {
    match field {
        Field::Alive | Field::Title | Field::Item | Field::Area | Field::PlannedOn | Field::DoneOn | Field::By => {
            Some((Cause::Progress, false))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use plan::SPECS;

    use super::*;

    #[test]
    fn every_field_belongs_to_one_cause() {
        for spec in SPECS {
            let cause = Cause::of(spec.kind, spec.field);
            assert!(
                cause.is_some_and(|cause| Cause::ALL.contains(&cause)),
                "no cause for {} of {:?}",
                spec.label,
                spec.kind
            );
        }
        let rows = SPECS.iter().map(|spec| (spec.kind, spec.field)).collect::<Vec<_>>();
        for kind in Kind::ALL {
            for (_, field) in &rows {
                let known = rows.contains(&(kind, *field));
                assert_eq!(Cause::of(kind, *field).is_some(), known, "{field:?} of {kind:?}");
            }
        }
    }
}
