//! How large everything is drawn, from 50 to 200 %, remembered as a setting of the user interface.

use crate::{door, window};
use app::{Reply, Request};
use tauri::AppHandle;

const STEPS: [u32; 11] = [50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200];
const PREFERENCE: &str = "zoom";

/// A choice from the menu.
#[derive(Clone, Copy)]
pub enum Zoom {
    /// One step larger.
    In,
    /// One step smaller.
    Out,
    /// As designed.
    Actual,
}

/// Draws everything at the size of last time.
pub fn restore(handle: &AppHandle) {
    apply(handle, current(handle));
}

/// Draws everything larger or smaller, and remembers it.
pub fn change(handle: &AppHandle, zoom: Zoom) {
    let percent = next(current(handle), zoom);
    apply(handle, percent);
    let request = Request::SetPreference { key: PREFERENCE.to_owned(), value: percent.to_string() };
    if let Err(error) = door::ask(handle, request) {
        eprintln!("plimsoll-desktop: {error}");
    }
}

fn current(handle: &AppHandle) -> u32 {
    let Ok(Reply::Start(start)) = door::ask(handle, Request::Start) else { return 100 };
    let percent = start.preferences.get(PREFERENCE).and_then(|text| text.parse().ok());
    percent.filter(|percent| STEPS.contains(percent)).unwrap_or(100)
}

fn next(percent: u32, zoom: Zoom) -> u32 {
    let larger = STEPS.into_iter().find(|step| *step > percent);
    let smaller = STEPS.into_iter().rev().find(|step| *step < percent);
    match zoom {
        Zoom::In => larger.unwrap_or(percent),
        Zoom::Out => smaller.unwrap_or(percent),
        Zoom::Actual => 100,
    }
}

fn apply(handle: &AppHandle, percent: u32) {
    if let Some(window) = window::get(handle) {
        // A window that is closing needs no size.
        let _ = window.set_zoom(f64::from(percent) / 100.0);
    }
}
