//! The window: how it looks at the start, what may be dropped on it, and where its links lead.

use crate::door::{self, Told};
use crate::{arguments, ready};
use std::path::Path;
use tauri::webview::NewWindowResponse;
use tauri::{
    AppHandle, DragDropEvent, Manager, Theme, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent, Wry,
};
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};
use tauri_plugin_opener::OpenerExt;
use tauri_plugin_window_state::StateFlags;

/// The one window's label, which the capabilities name too.
pub const LABEL: &str = "main";

/// The part of the window's state that is kept from one start to the next.
pub fn remembered() -> tauri::plugin::TauriPlugin<Wry> {
    let flags = StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED | StateFlags::FULLSCREEN;
    tauri_plugin_window_state::Builder::default().with_state_flags(flags).build()
}

/// Opens the window; with `report_ready`, standard output will say when it can be used.
///
/// # Errors
/// When the system's web view cannot be made.
pub fn build(handle: &AppHandle, report_ready: bool) -> tauri::Result<()> {
    let opener = handle.clone();
    let mut builder = WebviewWindowBuilder::new(handle, LABEL, WebviewUrl::default())
        .title("Plimsoll")
        .inner_size(1440.0, 900.0)
        .min_inner_size(1024.0, 640.0)
        .prevent_overflow()
        // The page names the plan in its title; in a browser the same words stand on the tab.
        .on_document_title_changed(|window, title| {
            let _ = window.set_title(&title);
        })
        .on_navigation(is_ours)
        .on_new_window(move |url, _| {
            if matches!(url.scheme(), "http" | "https" | "mailto") {
                let _ = opener.opener().open_url(url, None::<&str>);
            }
            NewWindowResponse::Deny
        });
    if report_ready {
        builder = builder.initialization_script(ready::install(handle, LABEL)?);
    }
    let window = builder.build()?;
    listen_for_files(&window);
    Ok(())
}

/// The window.
pub fn get(handle: &AppHandle) -> Option<WebviewWindow> {
    handle.get_webview_window(LABEL)
}

/// Brings the window to the front when the program is started again, and opens the plan that was named there.
pub fn opened_again(handle: &AppHandle, command_line: Vec<String>, folder: String) {
    if let Some(window) = get(handle) {
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
    let parsed = arguments::parse(command_line.into_iter().skip(1).map(Into::into));
    if let Ok(arguments::Arguments::Open(arguments::Opening { plan: Some(plan), .. })) = parsed {
        door::tell(handle, Told::open(&door::absolute(&plan, Path::new(&folder))));
    }
}

/// Gives the frame and the menu the light or dark that the page is in, where it does not follow the system.
pub fn dress(handle: &AppHandle, theme: Option<&str>) {
    let theme = match theme {
        Some("light") => Some(Theme::Light),
        Some("dark") => Some(Theme::Dark),
        _ => None,
    };
    if let Some(window) = get(handle) {
        // A window that is closing needs no dress.
        let _ = window.set_theme(theme);
    }
}

/// Shows a sentence beside the window.
pub fn say(handle: &AppHandle, message: &str) {
    handle.dialog().message(message).title("Plimsoll").kind(MessageDialogKind::Warning).show(|_| {});
}

fn listen_for_files(window: &WebviewWindow) {
    let handle = window.app_handle().clone();
    window.on_window_event(move |event| {
        if let WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) = event {
            let paths = paths.iter().map(|path| path.display().to_string()).collect();
            door::tell(&handle, Told::Dropped { paths });
        }
    });
}

/// Whether an address is part of the app: the window never shows anything else.
fn is_ours(url: &Url) -> bool {
    url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost") || url.as_str() == "about:blank"
}
