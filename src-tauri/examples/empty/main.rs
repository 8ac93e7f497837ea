//! An empty window: what the bench holds the app's start-up and memory against.

#[path = "../../src/ready.rs"]
mod ready;

use tauri::{WebviewUrl, WebviewWindowBuilder};

fn main() {
    let built = tauri::Builder::default().setup(|tauri| {
        let script = ready::install(tauri.handle(), "main")?;
        WebviewWindowBuilder::new(tauri, "main", WebviewUrl::default())
            .inner_size(1440.0, 900.0)
            .initialization_script(script)
            .build()?;
        Ok(())
    });
    built.run(tauri::generate_context!("examples/empty/tauri.conf.json")).expect("an empty window opens");
}
