//! What a piece of work costs: time on the wall, and time of the processors. For the benches.

#![allow(dead_code, reason = "each bench measures its own things")]

use std::time::Instant;

/// Seconds that something took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    pub wall: f64,
    /// Of all threads, and of processes started and waited for; not a number where the system does not tell.
    pub cpu: f64,
}

/// What `work` costs.
pub fn cost<T>(work: impl FnOnce() -> T) -> Cost {
    let (cpu, start) = (processor_seconds(), Instant::now());
    std::hint::black_box(work());
    Cost { wall: start.elapsed().as_secs_f64(), cpu: processor_seconds() - cpu }
}

/// Seconds of processor that the threads of this process have taken, those that have ended left out, and the processes that
/// it has waited for, those to the hundredth.
pub fn processor_seconds() -> f64 {
    let Ok(threads) = std::fs::read_dir("/proc/self/task") else { return f64::NAN };
    let of_thread = |thread: std::fs::DirEntry| -> Option<f64> {
        let told = std::fs::read_to_string(thread.path().join("schedstat")).ok()?;
        Some(told.split_whitespace().next()?.parse::<f64>().ok()? / 1e9)
    };
    threads.flatten().filter_map(of_thread).sum::<f64>() + of_children().unwrap_or(0.0)
}

fn of_children() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/self/stat").ok()?;
    // Behind the bracket that ends the name, the 14th and 15th field: ticks in user and system mode, a hundred a second.
    let mut ticks = told.rsplit_once(')')?.1.split_whitespace().skip(13).map(str::parse::<f64>);
    Some((ticks.next()?.ok()? + ticks.next()?.ok()?) / 100.0)
}

/// The middle of some figures; of an even number the later of the two.
pub fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// A figure for a JSON object; nothing where there is none.
pub fn figure(figure: f64) -> String {
    if figure.is_finite() { format!("{figure:.2}") } else { "null".to_owned() }
}

/// Medians of some costs in milliseconds, and the shortest and longest on the wall, as fields of a JSON object.
pub fn fields(costs: &[Cost]) -> String {
    let walls: Vec<f64> = costs.iter().map(|cost| cost.wall * 1e3).collect();
    let shortest = walls.iter().copied().fold(f64::INFINITY, f64::min);
    let longest = walls.iter().copied().fold(0.0, f64::max);
    let cpu = figure(median(costs.iter().map(|cost| cost.cpu * 1e3).collect()));
    format!(
        "\"rounds\":{},\"wall_ms\":{},\"from\":{shortest:.1},\"to\":{longest:.1},\"cpu_ms\":{cpu}",
        costs.len(),
        figure(median(walls))
    )
}

/// Medians of the ratios of two costs, round by round, as fields of a JSON object.
pub fn ratios(above: &[Cost], below: &[Cost]) -> String {
    let of = |part: fn(&Cost) -> f64| {
        figure(median(above.iter().zip(below).map(|(above, below)| part(above) / part(below)).collect()))
    };
    format!("\"wall_ratio\":{},\"cpu_ratio\":{}", of(|cost| cost.wall), of(|cost| cost.cpu))
}
