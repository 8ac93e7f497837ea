//! Working time. A calendar turns instants (calendar days from today, with a fraction inside the day) into a clock
//! that runs on the team's working days only, and back.

use plan::{Day, Team};

/// Beyond every trial.
pub(crate) const NEVER: f64 = f64::INFINITY;

/// The working days of one team, from today to the cap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Calendar {
    works: Vec<bool>,
    /// Working days before each day.
    before: Vec<u32>,
    /// The day of each working day.
    day_of: Vec<u32>,
}

impl Calendar {
    pub(crate) fn new(team: &Team, today: Day, n_days: u32) -> Calendar {
        let mut works: Vec<bool> =
            (0..n_days).map(|day| team.weekdays[(usize::from(today.weekday()) + day as usize) % 7]).collect();
        for holiday in team.holidays.keys() {
            if let Ok(day) = usize::try_from(holiday.since(today))
                && day < works.len()
            {
                works[day] = false;
            }
        }
        let mut before = Vec::with_capacity(works.len() + 1);
        let mut day_of = Vec::new();
        for (day, &working) in works.iter().enumerate() {
            before.push(day_of.len() as u32);
            if working {
                day_of.push(day as u32);
            }
        }
        before.push(day_of.len() as u32);
        Calendar { works, before, day_of }
    }

    /// How many working days there are to the cap.
    pub(crate) fn n_working(&self) -> usize {
        self.day_of.len()
    }

    /// The day of a working day.
    pub(crate) fn day(&self, working: usize) -> u32 {
        self.day_of[working]
    }

    /// Whether the team works on a day.
    #[inline]
    pub(crate) fn works_on(&self, day: usize) -> bool {
        self.works.get(day).copied().unwrap_or(false)
    }

    /// Working days before this day.
    #[inline]
    pub(crate) fn working_before(&self, day: usize) -> usize {
        self.before[day.min(self.works.len())] as usize
    }

    /// Working time gone at this instant.
    #[inline]
    pub(crate) fn clock(&self, t: f64) -> f64 {
        let day = whole(t);
        self.clock_on(day, t - day as f64)
    }

    /// Working time gone on a day after a part of it.
    #[inline]
    pub(crate) fn clock_on(&self, day: usize, part: f64) -> f64 {
        match self.works.get(day) {
            Some(true) => f64::from(self.before[day]) + part,
            Some(false) => f64::from(self.before[day]),
            None => self.day_of.len() as f64,
        }
    }

    /// The first instant at which so much working time is gone: the end of a day rather than the start of the next.
    #[inline]
    pub(crate) fn first(&self, w: f64) -> f64 {
        if w <= 0.0 {
            return 0.0;
        }
        let begun = whole(w);
        let working = if begun as f64 == w { begun - 1 } else { begun };
        match self.day_of.get(working) {
            Some(&day) => f64::from(day) + (w - working as f64),
            None => NEVER,
        }
    }

    /// The start of this working day.
    #[inline]
    pub(crate) fn start(&self, working: usize) -> f64 {
        self.day_of.get(working).map_or(NEVER, |&day| f64::from(day))
    }

    /// The instant `lag` working days after this one.
    pub(crate) fn after(&self, t: f64, lag: u32) -> f64 {
        if lag == 0 { t } else { self.first(self.clock(t) + f64::from(lag)) }
    }

    /// The first working day on or after this day.
    pub(crate) fn next_working_day(&self, day: usize) -> Option<u32> {
        self.day_of.get(self.working_before(day)).copied()
    }
}

/// The instant `lag` working days of the team after a day that is over, from today on.
pub(crate) fn after_done(team: &Team, calendar: &Calendar, done_on: Day, today: Day, lag: u32) -> f64 {
    if done_on > today {
        return calendar.after(f64::from(done_on.since(today) + 1), lag);
    }
    let mut left = lag;
    let mut day = done_on.plus(1);
    while day < today && left > 0 {
        if team.works_on(day) {
            left -= 1;
        }
        day = day.plus(1);
    }
    calendar.first(f64::from(left))
}

/// The whole part of a time, which is neither negative nor beyond the days that there are.
// Through 32 bits, because that is one instruction on every machine.
#[inline]
pub(crate) fn whole(time: f64) -> usize {
    time as i32 as usize
}

/// The day that a finish at this instant is dated: one at the exact end of a day is dated that day.
#[inline]
pub(crate) fn dated(t: f64) -> i32 {
    let day = t as i32;
    if f64::from(day) == t { (day - 1).max(0) } else { day }
}
