//! The native menu.
//!
//! A choice about the plan or the view goes to the window by name and takes the same way there as a key or a button, so
//! undo in the menu is undo on the keyboard. Only what the page cannot do is done here: quitting, zooming, and the
//! clipboard on systems whose menus have no such items of their own.

use crate::door::{self, Told};
use crate::zoom::{self, Zoom};
use app::{Reply, Request};
use std::sync::{Mutex, PoisonError};
use tauri::menu::{AboutMetadataBuilder, MenuBuilder, MenuItem, MenuItemBuilder, Submenu, SubmenuBuilder};
use tauri::{AppHandle, Manager, Wry};

/// The prefix of the names of recent plans; the path follows.
const RECENT: &str = "recent:";

/// The menu of recent plans, which changes while the program runs; locked, so that one change is made at a time.
struct Recent(Mutex<Submenu<Wry>>);

/// Puts the menu in place.
///
/// # Errors
/// When the system refuses a menu.
pub fn install(handle: &AppHandle) -> tauri::Result<()> {
    let recent = SubmenuBuilder::new(handle, "Open &Recent").build()?;
    let menu = MenuBuilder::new(handle)
        .items(&[&file(handle, &recent)?, &edit(handle)?, &view(handle)?, &help(handle)?])
        .build()?;
    handle.set_menu(menu)?;
    handle.manage(Recent(Mutex::new(recent)));
    refresh_recent(handle);
    Ok(())
}

/// Brings the recent plans up to date. Returns at once, because whoever asks may be in the middle of answering a request.
pub fn refresh_recent(handle: &AppHandle) {
    let handle = handle.clone();
    tauri::async_runtime::spawn_blocking(move || {
        if let Err(error) = fill_recent(&handle) {
            eprintln!("plimsoll-desktop: cannot show the recent plans: {error}");
        }
    });
}

/// Carries out a choice.
pub fn chosen(handle: &AppHandle, id: &str) {
    match id {
        "quit" => handle.exit(0),
        "zoom-in" => zoom::change(handle, Zoom::In),
        "zoom-out" => zoom::change(handle, Zoom::Out),
        "zoom-actual" => zoom::change(handle, Zoom::Actual),
        #[cfg(target_os = "linux")]
        "Cut" | "Copy" | "Paste" | "SelectAll" => edit_text(handle, id),
        _ => match id.strip_prefix(RECENT) {
            Some(path) => door::tell(handle, Told::Open { path: path.to_owned() }),
            None => door::tell(handle, Told::Menu { id: id.to_owned() }),
        },
    }
}

fn file(handle: &AppHandle, recent: &Submenu<Wry>) -> tauri::Result<Submenu<Wry>> {
    let export = SubmenuBuilder::new(handle, "&Export")
        .text("export-html", "For &Leadership (HTML)…")
        .text("export-markdown", "As &Text (Markdown)…")
        .text("export-json", "Whole &Plan (JSON)…")
        .build()?;
    SubmenuBuilder::new(handle, "&File")
        .item(&item(handle, "new", "&New…", "CmdOrCtrl+N")?)
        .item(&item(handle, "open", "&Open…", "CmdOrCtrl+O")?)
        .item(recent)
        .separator()
        .item(&item(handle, "save-copy", "Save a &Copy…", "CmdOrCtrl+S")?)
        .text("import", "&Import…")
        .item(&export)
        .separator()
        .item(&item(handle, "quit", "&Quit", "CmdOrCtrl+Q")?)
        .build()
}

fn edit(handle: &AppHandle) -> tauri::Result<Submenu<Wry>> {
    let edit = SubmenuBuilder::new(handle, "&Edit")
        .item(&item(handle, "undo", "&Undo", "CmdOrCtrl+Z")?)
        .item(&item(handle, "redo", "&Redo", "CmdOrCtrl+Shift+Z")?)
        .separator();
    // GTK's own items would work through a library that fakes key presses and knows X11 only.
    #[cfg(target_os = "linux")]
    let edit = edit
        .item(&item(handle, "Cut", "Cu&t", "CmdOrCtrl+X")?)
        .item(&item(handle, "Copy", "&Copy", "CmdOrCtrl+C")?)
        .item(&item(handle, "Paste", "&Paste", "CmdOrCtrl+V")?)
        .item(&item(handle, "SelectAll", "Select &All", "CmdOrCtrl+A")?);
    #[cfg(not(target_os = "linux"))]
    let edit = edit.cut().copy().paste().select_all();
    edit.build()
}

fn view(handle: &AppHandle) -> tauri::Result<Submenu<Wry>> {
    let theme = SubmenuBuilder::new(handle, "&Theme")
        .text("theme-system", "As the &System")
        .text("theme-light", "&Light")
        .text("theme-dark", "&Dark")
        .build()?;
    SubmenuBuilder::new(handle, "&View")
        .item(&item(handle, "view-roadmap", "&Roadmap", "CmdOrCtrl+1")?)
        .item(&item(handle, "view-priorities", "&Priorities", "CmdOrCtrl+2")?)
        .item(&item(handle, "view-debt", "&Debt", "CmdOrCtrl+3")?)
        .item(&item(handle, "view-capacity", "&Capacity", "CmdOrCtrl+4")?)
        .item(&item(handle, "view-people", "P&eople", "CmdOrCtrl+5")?)
        .separator()
        .item(&item(handle, "toggle-sidebar", "&Sidebar", "CmdOrCtrl+\\")?)
        .item(&item(handle, "toggle-inspector", "&Inspector", "CmdOrCtrl+I")?)
        .separator()
        .item(&item(handle, "zoom-in", "Zoom I&n", "CmdOrCtrl+=")?)
        .item(&item(handle, "zoom-out", "Zoom &Out", "CmdOrCtrl+-")?)
        .item(&item(handle, "zoom-actual", "&Actual Size", "CmdOrCtrl+0")?)
        .separator()
        .item(&theme)
        .build()
}

fn help(handle: &AppHandle) -> tauri::Result<Submenu<Wry>> {
    let about = AboutMetadataBuilder::new()
        .name(Some("Plimsoll"))
        .version(Some(env!("CARGO_PKG_VERSION")))
        .comments(Some("Roadmap planning that weighs technical debt"))
        .icon(handle.default_window_icon().cloned())
        .build();
    SubmenuBuilder::new(handle, "&Help")
        .item(&item(handle, "palette", "&Find a Command…", "CmdOrCtrl+K")?)
        .text("shortcuts", "&Keyboard Shortcuts")
        .separator()
        .about(Some(about))
        .build()
}

fn item(handle: &AppHandle, id: &str, text: &str, keys: &str) -> tauri::Result<MenuItem<Wry>> {
    MenuItemBuilder::with_id(id, text).accelerator(keys).build(handle)
}

fn fill_recent(handle: &AppHandle) -> tauri::Result<()> {
    let Some(recent) = handle.try_state::<Recent>() else { return Ok(()) };
    let submenu = recent.0.lock().unwrap_or_else(PoisonError::into_inner);
    let Ok(Reply::Start(start)) = door::ask(handle, Request::Start) else { return Ok(()) };
    for item in submenu.items()? {
        if let Some(item) = item.as_menuitem() {
            submenu.remove(item)?;
        }
    }
    for plan in &start.recent {
        let text = format!("{} — {}", plan.title, plan.path).replace('&', "&&");
        submenu.append(&MenuItemBuilder::with_id(format!("{RECENT}{}", plan.path), text).build(handle)?)?;
    }
    submenu.set_enabled(!start.recent.is_empty())
}

/// Does to the text in the page what the item is called by.
#[cfg(target_os = "linux")]
fn edit_text(handle: &AppHandle, command: &str) {
    use webkit2gtk::WebViewExt as _;
    let command = command.to_owned();
    if let Some(window) = crate::window::get(handle) {
        // A window that is closing has no text to edit.
        let _ = window.with_webview(move |webview| webview.inner().execute_editing_command(&command));
    }
}
