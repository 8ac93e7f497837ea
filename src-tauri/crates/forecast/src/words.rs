//! How dates, chances, efforts and slips are written: on the screen, in flags, in the terminal and in exports alike.

use plan::{Day, Plan, Range};

use crate::result::{Finish, NeverReason, Slip, When};

/// Days that are further from today carry their year: nearer, a day and a month can only be one.
const NEAR: i32 = 300;

/// "14 Mar", with its year once that could be taken for another: "14 Mar 2028".
pub fn day(day: Day, today: Day) -> String {
    let format = if day.since(today).abs() < NEAR { "%-d %b" } else { "%-d %b %Y" };
    day.0.format(format).to_string()
}

/// A day or "never".
pub fn when(when: When, today: Day) -> String {
    when.map_or_else(|| "never".to_owned(), |finish| day(finish, today))
}

/// "18 Apr → 2 Apr"; both with their year where one has it: "20 Sep 2027 → 14 Aug 2027".
pub fn shift(before: When, after: When, today: Day) -> String {
    let is_far = |when: When| when.is_some_and(|day| day.since(today).abs() >= NEAR);
    let far = is_far(before) || is_far(after);
    let told = |when: When| match when {
        Some(day) if far => day.0.format("%-d %b %Y").to_string(),
        Some(_) | None => self::when(when, today),
    };
    format!("{} → {}", told(before), told(after))
}

/// "85% by 18 Apr" or "85% never".
pub fn by(percent: u32, when: When, today: Day) -> String {
    match when {
        Some(date) => format!("{percent}% by {}", day(date, today)),
        None => format!("{percent}% never"),
    }
}

/// "50% by 14 Mar · 85% by 18 Apr · 95% by 9 May".
pub fn chances(finish: &Finish, today: Day) -> String {
    [by(50, finish.p50, today), by(85, finish.p85, today), by(95, finish.p95, today)].join(" · ")
}

/// A share or chance as "38%"; "<1%" and ">99%" at the ends, because trials know no certainty.
pub fn percent(share: f64) -> String {
    let rounded = (share * 100.0).round();
    if share > 0.0 && rounded == 0.0 {
        "<1%".to_owned()
    } else if share < 1.0 && rounded == 100.0 {
        ">99%".to_owned()
    } else {
        // Adding nothing takes the sign from a zero.
        format!("{:.0}%", rounded + 0.0).replace('-', "−")
    }
}

/// "12", "3.4", "0.25": as many digits as matter.
pub fn number(value: f64) -> String {
    let digits = match value.abs() {
        9.95.. => 0,
        0.995.. => 1,
        _ => 2,
    };
    let text = format!("{value:.digits$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// "12 pd".
pub fn effort(days: f64) -> String {
    format!("{} pd", number(days))
}

/// "10–20–35 pd"; "5 pd" without spread.
pub fn range(range: Range) -> String {
    if range.low == range.high {
        effort(range.likely)
    } else {
        format!("{}–{}–{} pd", number(range.low), number(range.likely), number(range.high))
    }
}

/// Calendar days: "1 day", "17 days", "−3 days".
pub fn days(count: i32) -> String {
    let minus = if count < 0 { "−" } else { "" };
    let count = count.unsigned_abs();
    format!("{minus}{count} day{}", if count == 1 { "" } else { "s" })
}

/// "17 days", "at least 400 days"; empty where neither side ever comes.
pub fn slip(slip: Slip) -> String {
    match slip {
        Slip::None => String::new(),
        Slip::Days(count) => days(count),
        Slip::AtLeast(count) => format!("at least {}", days(count)),
    }
}

/// Why an item never finishes and what to do, as the end of a sentence.
pub fn never(plan: &Plan, reason: &NeverReason) -> String {
    let title = |id: plan::EntityId| plan.title(id).unwrap_or("something deleted").to_owned();
    match reason {
        NeverReason::NoTeam => "it has no team; give it one".to_owned(),
        NeverReason::NobodyOnTeam(team) => {
            format!("there is nobody in {}; add people or move it to another team", title((*team).into()))
        }
        NeverReason::NobodyWithSkill(skill) => {
            format!("nobody on its team can do {skill}; add the skill to somebody or split the work")
        }
        NeverReason::Waits(item) => format!("it waits for {}, which never finishes", title((*item).into())),
        NeverReason::NoCapacity(team) => format!(
            "the capacity of {} does not reach it within {} years; cut or move work",
            title((*team).into()),
            plan.settings.cap
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_the_digits_that_matter() {
        let written: Vec<String> = [0.0, -0.0, 0.25, 0.5, 1.0, 3.42, 9.96, 12.6, 400.0].map(number).into();
        assert_eq!(written, ["0", "0", "0.25", "0.5", "1", "3.4", "10", "13", "400"]);
    }

    #[test]
    fn what_is_less_than_nothing_has_a_minus_and_no_hyphen() {
        assert_eq!([days(-1), days(-40), days(1)], ["−1 day", "−40 days", "1 day"]);
        assert_eq!([percent(-0.32), percent(-0.001), percent(0.5)], ["−32%", "0%", "50%"]);
    }

    #[test]
    fn both_dates_of_a_shift_carry_the_year_where_one_does() {
        let day = |text: &str| text.parse::<Day>().expect("a day");
        let told = |before, after| shift(before, after, day("2026-11-23"));
        assert_eq!(told(Some(day("2027-04-18")), Some(day("2027-04-02"))), "18 Apr → 2 Apr");
        assert_eq!(told(Some(day("2027-09-20")), Some(day("2027-08-14"))), "20 Sep 2027 → 14 Aug 2027");
        assert_eq!(told(None, Some(day("2027-09-20"))), "never → 20 Sep 2027");
    }

    #[test]
    fn no_chance_is_called_certain_that_is_not() {
        assert_eq!([0.0, 0.001, 0.38, 0.999, 1.0].map(percent), ["0%", "<1%", "38%", ">99%", "100%"]);
    }

    #[test]
    fn a_far_day_carries_its_year() {
        let [today, near, far] = ["2026-11-23", "2027-03-31", "2028-03-31"].map(|day| day.parse::<Day>().unwrap());
        assert_eq!([day(near, today), day(far, today)], ["31 Mar", "31 Mar 2028"]);
        assert_eq!([by(85, Some(near), today), by(85, None, today)], ["85% by 31 Mar", "85% never"]);
    }
}
