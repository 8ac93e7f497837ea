//! The real window: what only it can get wrong.
#![cfg(target_os = "linux")]

use fantoccini::elements::Element;
use fantoccini::key::Key;
use tests::desktop::Desktop;

/// The day of which the sample plan speaks.
const TODAY: &str = "2026-11-23";
const ITEM: &str = "Refund a cancelled sailing within a day";
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
    let after = desktop.text_when(FLAGS, |text| text != before).await;
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
