//! The worlds that a plan is simulated in, under the same draws.

use crate::result::{Finish, Outlook};

/// A world differs from the plan in its debts and in what paydowns do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum World {
    /// All debts; paydowns as in the plan.
    AsPlanned,
    /// No debts, none incurred; paydowns need nobody.
    DebtFree,
    /// All debts; paydowns need nobody and retire nothing.
    NeverPaid,
}

impl World {
    /// The finish in this world.
    pub(crate) fn of(self, outlook: &Outlook) -> &Finish {
        match self {
            World::AsPlanned => &outlook.as_planned,
            World::DebtFree => &outlook.debt_free,
            World::NeverPaid => &outlook.never_paid,
        }
    }

    pub(crate) fn has_debts(self) -> bool {
        match self {
            World::AsPlanned | World::NeverPaid => true,
            World::DebtFree => false,
        }
    }

    /// Whether paydowns are worked on and retire debt; else they only pass on dependencies, lags and earliest starts.
    pub(crate) fn pays(self) -> bool {
        match self {
            World::AsPlanned => true,
            World::DebtFree | World::NeverPaid => false,
        }
    }
}
