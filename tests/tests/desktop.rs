//! The real window: what only it can get wrong.
#![cfg(target_os = "linux")]

use tests::desktop::Desktop;

#[tokio::test]
async fn an_edit_is_there_when_the_app_is_opened_again() {
    let home = tempfile::tempdir().unwrap();
    let plan = home.path().join("sample.plimsoll");
    let plan = plan.to_str().unwrap();

    let desktop = Desktop::open(home.path(), &["--sample", plan]).await;
    println!("{}", desktop.client.source().await.unwrap());
    desktop.quit().await;
}
