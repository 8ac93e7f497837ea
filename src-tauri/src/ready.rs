//! Says on standard output when the window can be used. Only with `--report-ready`; otherwise none of this is there.

use std::io::Write as _;
use tauri::ipc::CapabilityBuilder;
use tauri::{AppHandle, Listener, Manager};

/// The page marks its root element once it shows what it was asked to; two frames later that is on the screen.
const SCRIPT: &str = r#"
(() => {
  const root = document.documentElement;
  const frame = requestAnimationFrame;
  const tell = () => window.__TAURI_INTERNALS__.invoke('plugin:event|emit', { event: 'ready' });
  const observer = new MutationObserver(() => {
    if (root.dataset.ready === undefined) return;
    observer.disconnect();
    frame(() => frame(tell));
  });
  observer.observe(root, { attributes: true, attributeFilter: ['data-ready'] });
})();
"#;

/// Prepares the report for the window called `label`; the script to put into its page.
///
/// # Errors
/// When the page cannot be allowed to report.
pub fn install(handle: &AppHandle, label: &str) -> tauri::Result<&'static str> {
    let capability = CapabilityBuilder::new("report-ready").window(label).permission("core:event:allow-emit");
    handle.add_capability(capability)?;
    handle.once("ready", |_| {
        let mut output = std::io::stdout();
        // Whoever asked for the report may have stopped listening.
        let _ = writeln!(output, "ready").and_then(|()| output.flush());
    });
    Ok(SCRIPT)
}
