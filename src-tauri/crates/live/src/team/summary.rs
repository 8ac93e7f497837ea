//! What each plan comes to, so that one question answers across them: written by who syncs, read by who may.

use plan::Day;

use super::{Error, Team};

/// A plan's headline figures. A forecast needs the program, so whoever syncs leaves them in the store.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// What the plan is called.
    pub title: String,
    /// The day the forecast begins on.
    pub as_of: Day,
    /// What its luck was drawn from.
    pub seed: u32,
    /// How many changes it is made of.
    pub changes: u32,
    /// Debts that are not paid.
    pub open_debts: u32,
    /// What paying them takes, likely person-days.
    pub principal: f64,
    /// How much of the capacity to the horizon they eat, 0 to 1.
    pub interest_share: f64,
    /// Promises not delivered yet.
    pub commitments: u32,
    /// Of them, those less likely to be kept than was promised.
    pub at_risk: u32,
}

/// A plan as the report across plans shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reported {
    /// Names it.
    pub plan: String,
    /// What it is called.
    pub title: String,
    /// What it came to, if anybody has said so yet.
    pub figures: Option<Summary>,
    /// Since then, in seconds.
    pub age: u64,
    /// Changes that have come into the store since.
    pub changes_since: u32,
    /// The database role that said so.
    pub writer: Option<String>,
}

impl Team {
    /// Leaves the figures of a plan for others. Figures of fewer changes than those that are there change nothing.
    ///
    /// # Errors
    /// If one may not edit the plan.
    pub fn summarise(&self, plan: &str, summary: &Summary) -> Result<(), Error> {
        let count = |n: u32| i32::try_from(n).unwrap_or(i32::MAX);
        let title: String = summary.title.chars().take(500).collect();
        let sql = "SELECT plimsoll.summarise($1, $2, $3::text::date, $4, $5, $6, $7, $8, $9, $10)";
        let done = self.ask(
            sql,
            &[
                &plan,
                &title,
                &summary.as_of.to_string(),
                &i64::from(summary.seed),
                &i64::from(summary.changes),
                &count(summary.open_debts),
                &summary.principal,
                &summary.interest_share,
                &count(summary.commitments),
                &count(summary.at_risk),
            ],
        );
        done.map(|_| ()).map_err(|error| self.failed("say what the plan comes to", &error))
    }

    /// Every plan that one may see, the one with most promises at risk first.
    ///
    /// # Errors
    /// If the store does not answer.
    pub fn report(&self) -> Result<Vec<Reported>, Error> {
        let sql = "SELECT plan, title, as_of::text, seed, open_debts, principal, interest_share, commitments, at_risk,
                extract(epoch FROM now() - written)::bigint, changes_since, writer
            FROM plimsoll.report ORDER BY at_risk DESC NULLS LAST, interest_share DESC NULLS LAST, title";
        let rows = self.ask(sql, &[]).map_err(|e| self.failed("report", &e))?;
        let small = |n: i32| u32::try_from(n).unwrap_or(0);
        let row = |row: &tokio_postgres::Row| {
            let title: String = row.get(1);
            let figures = row.get::<_, Option<&str>>(2).and_then(|day| day.parse().ok()).map(|as_of| Summary {
                title: title.clone(),
                as_of,
                seed: row.get::<_, i64>(3).try_into().unwrap_or(0),
                changes: 0,
                open_debts: small(row.get(4)),
                principal: row.get(5),
                interest_share: row.get(6),
                commitments: small(row.get(7)),
                at_risk: small(row.get(8)),
            });
            let count = |n: Option<i64>| n.unwrap_or(0).max(0);
            Reported {
                plan: row.get(0),
                title,
                figures,
                age: count(row.get(9)).unsigned_abs(),
                changes_since: count(row.get(10)).try_into().unwrap_or(u32::MAX),
                writer: row.get(11),
            }
        };
        Ok(rows.iter().map(row).collect())
    }
}
