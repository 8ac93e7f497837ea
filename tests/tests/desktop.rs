//! The real window: what only it can get wrong.
#![cfg(target_os = "linux")]

use fantoccini::elements::Element;
use fantoccini::key::Key;
use plan::Document;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use store::PlanFile;
use tests::desktop::Desktop;

/// The day of which the sample plan speaks.
const TODAY: &str = "2026-11-23";
const ITEM: &str = "Refund a cancelled sailing within a day";
const ROW: &str = "[data-testid^='timeline-row-']";
const FLAGS: &str = "[data-testid='status-flags']";
const FORECAST_DONE: &str = "[data-testid='status-forecast'][data-state='full']";

#[tokio::test]
async fn an_edit_changes_the_flags_and_is_there_when_the_app_is_opened_again() {
    let home = tempfile::tempdir().unwrap();
    let plan = home.path().join("sample.plimsoll");
    let arguments = ["--today", TODAY, "--sample", plan.to_str().unwrap()];

    let desktop = Desktop::open(home.path(), &arguments).await;
    say_who_is_there(&desktop).await;
    desktop.find(FORECAST_DONE).await;
    let before = desktop.text_when(FLAGS, |text| !text.is_empty()).await;
    type_estimate(&desktop, "100-150-200").await;
    desktop.text_when(FLAGS, |text| text != before).await;
    // The first looks at an edit may see a flag more or less than the full run.
    desktop.find(FORECAST_DONE).await;
    let after = desktop.text_when(FLAGS, |text| !text.is_empty()).await;
    desktop.quit().await;

    let desktop = Desktop::open(home.path(), &arguments).await;
    let estimate = estimate(&desktop).await;
    assert_eq!(estimate.prop("value").await.unwrap().as_deref(), Some("100–150–200"));
    desktop.text_when(FLAGS, |text| text == after).await;
    // What was done before the restart can still be taken back.
    desktop.find("button[aria-label^='Undo: ']").await.click().await.unwrap();
    desktop.text_when(FLAGS, |text| text == before).await;
    desktop.quit().await;
}

#[tokio::test]
async fn plans_are_made_copied_opened_and_left_by_menu() {
    let home = tempfile::tempdir().unwrap();
    let [first, second, copy] = ["first", "second", "copy"].map(|name| home.path().join(format!("{name}.plimsoll")));
    let desktop = Desktop::open(home.path(), &["--today", TODAY, "--sample", first.to_str().unwrap()]).await;
    say_who_is_there(&desktop).await;

    desktop.choose("f n");
    desktop.answer("New plan", &second);
    desktop.titled("second — Plimsoll").await;
    assert!(!beside(&first).exists(), "the plan that was left is one file");
    desktop.choose("e n");
    desktop.find(ROW).await;

    desktop.choose("e u");
    desktop.gone(ROW).await;
    desktop.choose("e r");
    desktop.find(ROW).await;
    desktop.press("ctrl+z");
    desktop.gone(ROW).await;
    desktop.press("ctrl+y");
    desktop.find(ROW).await;

    desktop.choose("f c");
    desktop.answer("Save a copy", &copy);
    desktop.text_when("[data-testid='toast']", |text| text.contains("copy.plimsoll")).await;
    desktop.choose("f o");
    desktop.answer("Open a plan", &first);
    desktop.titled("Northline Ferries 2027 — Plimsoll").await;
    // The dialog has looked into the files that it listed; the plan is held all the same.
    assert!(PlanFile::open(&first).is_err(), "the plan is open in the window");
    desktop.choose("f r Down Return");
    desktop.titled("second — Plimsoll").await;

    desktop.choose("f q");
    let document = opened_after(&second);
    assert_eq!(document.plan().items.len(), 1);
    assert!(!beside(&second).exists(), "after quitting the plan is one file");
    assert_eq!(PlanFile::open(&copy).unwrap().1.plan(), document.plan());
}

/// The plan as soon as the app has let go of it.
fn opened_after(path: &Path) -> Document {
    let end = Instant::now() + Duration::from_secs(60);
    loop {
        match PlanFile::open(path) {
            Ok((_, document)) => return document,
            Err(error) => assert!(Instant::now() < end, "{error}"),
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The log beside a plan, which is there only while it is open.
fn beside(path: &Path) -> PathBuf {
    path.with_extension("plimsoll-wal")
}

async fn say_who_is_there(desktop: &Desktop) {
    desktop.find("[data-testid='author-name']").await.send_keys("Mia Keller").await.unwrap();
    desktop.find("[data-testid='role-EM']").await.click().await.unwrap();
    desktop.find("[data-testid='author-save']").await.click().await.unwrap();
}

async fn type_estimate(desktop: &Desktop, range: &str) {
    let estimate = estimate(desktop).await;
    estimate.clear().await.unwrap();
    estimate.send_keys(&format!("{range}{}", Key::Enter)).await.unwrap();
}

/// The field with the item's estimate, reached by typing the item's name.
async fn estimate(desktop: &Desktop) -> Element {
    desktop.find("[data-testid='command-field']").await.click().await.unwrap();
    let words = format!("{ITEM}{}", Key::Enter);
    desktop.find("[data-testid='palette-input']").await.send_keys(&words).await.unwrap();
    desktop.text_when("[data-testid='inspector-title']", |title| title == ITEM).await;
    desktop.find("[data-testid='field-estimate'] input").await
}
