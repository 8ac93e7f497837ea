//! Forecasts from closing dates, held against teams whose pace is known because it was made.

use forecast::throughput::{Backtest, History, Pace, backtest, pooled};
use plan::Day;

/// Luck enough for a made-up team (the finaliser of SplitMix64).
fn uniform(team: u64, index: u64) -> f64 {
    let mut bits = team.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ index.wrapping_mul(0xd1b5_4a32_d192_ed03);
    for _ in 0..2 {
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^= bits >> 31;
    }
    (bits >> 11) as f64 / (1u64 << 53) as f64
}

/// Nearly normal, with a deviation of 1.
fn normal(team: u64, index: u64) -> f64 {
    (0..12).map(|part| uniform(team, index * 12 + part)).sum::<f64>() - 6.0
}

/// A team that closes `per_week` on average, at a pace that moves by `step` every week and is drawn back to its middle.
fn team(number: u64, per_week: f64, step: f64, n_weeks: i32) -> History {
    let start: Day = "2015-01-05".parse().unwrap();
    let mut level = 0.0;
    let mut dates = Vec::new();
    for week in 0..n_weeks {
        level = 0.97 * level + step * normal(number, week as u64);
        let expected = per_week * f64::exp(level);
        for at in 0..(2.0 * expected).ceil() as i32 {
            if uniform(number + 1000, (week * 1000 + at) as u64) < 0.5 {
                dates.push(start.plus(7 * week + at % 5));
            }
        }
    }
    History::new(&dates).unwrap()
}

fn record(step: f64) -> Backtest {
    let teams = (1..=6).map(|number| team(number, 3.0 + 2.0 * number as f64, step, 260));
    pooled(&teams.map(|team| backtest(&team, 1)).collect::<Vec<_>>())
}

#[test]
fn promises_of_teams_whose_pace_drifts_are_kept_as_often_as_said() {
    for score in record(0.12).horizons {
        assert!((0.82..=0.93).contains(&score.ours.p85), "{score:?}");
        assert!(score.plain.p85 < score.ours.p85 && score.ours.pinball < score.plain.pinball, "{score:?}");
        assert!((0.4..=0.65).contains(&score.ours.p50) && score.ours.p95 > score.ours.p85, "{score:?}");
    }
}

#[test]
fn teams_whose_pace_is_steady_are_not_made_to_wait_for_nothing() {
    for score in record(0.0).horizons {
        assert!(score.ours.p85 >= 0.85 && score.ours.pinball < 1.7 * score.plain.pinball, "{score:?}");
    }
}

#[test]
fn more_history_of_a_steady_team_narrows_the_answer() {
    let days = |n_weeks: i32| {
        let history = team(3, 9.0, 0.0, n_weeks);
        let from = Day::plus("2015-01-05".parse().unwrap(), 7 * n_weeks);
        let dates = Pace::new(&history, from).unwrap().when(100, 1);
        dates.p95.unwrap().since(dates.p50.unwrap())
    };
    let widths = [30, 60, 120, 260].map(days);
    assert!(widths[..3].is_sorted_by(|a, b| a > b) && widths[3] < widths[1] / 2, "{widths:?}");
}

#[test]
fn the_record_is_the_same_on_one_thread_and_on_many() {
    let history = team(2, 7.0, 0.1, 150);
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| backtest(&history, 9))
    };
    assert_eq!(on(1), on(4));
    assert_ne!(on(1), backtest(&history, 10));
}

#[test]
fn what_happens_after_the_question_does_not_change_the_answer() {
    let from: Day = Day::plus("2015-01-05".parse().unwrap(), 7 * 120);
    let [short, long] = [120, 260].map(|n_weeks| Pace::new(&team(4, 6.0, 0.1, n_weeks), from).unwrap());
    assert_eq!(short.when(50, 1), long.when(50, 1));
    assert_eq!(short.basis(), long.basis());
}
