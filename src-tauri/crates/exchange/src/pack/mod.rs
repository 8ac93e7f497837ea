//! What leadership gets to read: the frozen answer of a plan on one day, complete and readable alone. What it says is
//! worked out here once; the page and Markdown only set it.

mod timeline;
mod view;
mod words;

use advice::Flag;
use forecast::Forecast;
use plan::{Day, Finding, Plan};

pub(crate) use view::{View, view};

/// Everything a review pack is made of.
#[derive(Clone, Copy, Debug)]
pub struct Pack<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its forecast.
    pub forecast: &'a Forecast,
    /// Its flags, waived ones included.
    pub flags: &'a [Flag],
    /// What had to be mended so that it could be reckoned.
    pub findings: &'a [Finding],
    /// The day it is frozen.
    pub exported_on: Day,
}
