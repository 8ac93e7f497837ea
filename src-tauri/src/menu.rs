//! The native menu.
//!
//! A choice goes to the page under the page's own name for it and takes the same way there as a key or the palette, so
//! undo in the menu is undo on the keyboard. Only what the page cannot do is done here: quitting, and the clipboard on
//! systems whose menus have no such items of their own.

use crate::door::{self, OPEN, Told};
use crate::window;
use app::{Reply, Request};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use tauri::menu::{AboutMetadataBuilder, MenuBuilder, MenuItem, MenuItemBuilder, Submenu, SubmenuBuilder};
use tauri::{AppHandle, Manager, Wry};

/// The menu of recent plans, which changes while the program runs.
struct Recent {
    /// Locked, so that one change is made at a time.
    submenu: Mutex<Submenu<Wry>>,
    /// Whether the program is ending, and nobody is left to change a menu.
    left: AtomicBool,
}

/// Puts the menu in place.
///
/// # Errors
/// When the system refuses a menu.
pub fn install(handle: &AppHandle) -> tauri::Result<()> {
    let recent = SubmenuBuilder::new(handle, "Open &recent").build()?;
    let menus = [&file(handle, &recent)?, &edit(handle)?, &view(handle)?, &help(handle)?];
    let menu = menus.into_iter().fold(MenuBuilder::new(handle), |menu, submenu| menu.item(submenu)).build()?;
    handle.set_menu(menu)?;
    handle.manage(Recent { submenu: Mutex::new(recent), left: AtomicBool::new(false) });
    Ok(())
}

/// Brings the recent plans and the theme up to date. Returns at once, because whoever asks may be in the middle of
/// answering a request.
pub fn refresh(handle: &AppHandle) {
    let handle = handle.clone();
    tauri::async_runtime::spawn_blocking(move || {
        if let Err(error) = refresh_now(&handle) {
            eprintln!("plimsoll-desktop: cannot bring the menu up to date: {error}");
        }
    });
}

/// Leaves the menu as it is from now on: the program is ending.
pub fn leave(handle: &AppHandle) {
    if let Some(recent) = handle.try_state::<Recent>() {
        recent.left.store(true, Ordering::Relaxed);
    }
}

/// Carries out a choice.
pub fn chosen(handle: &AppHandle, id: &str) {
    match id {
        "quit" => handle.exit(0),
        #[cfg(target_os = "linux")]
        "Cut" | "Copy" | "Paste" | "SelectAll" => edit_text(handle, id),
        _ => door::tell(handle, Told::Menu { id: id.to_owned() }),
    }
}

fn file(handle: &AppHandle, recent: &Submenu<Wry>) -> tauri::Result<Submenu<Wry>> {
    let export = SubmenuBuilder::new(handle, "&Export")
        .text("export_html", "For &leadership (HTML)…")
        .text("export_md", "As &text (Markdown)…")
        .text("export_json", "Whole &plan (JSON)…")
        .build()?;
    SubmenuBuilder::new(handle, "&File")
        .item(&item(handle, "new", "&New…", "CmdOrCtrl+N")?)
        .item(&item(handle, "open", "&Open…", "CmdOrCtrl+O")?)
        .item(recent)
        .text("new_sample", "New from the s&ample…")
        .text("close", "C&lose the plan")
        .separator()
        .item(&item(handle, "save_copy", "Save a &copy…", "CmdOrCtrl+S")?)
        .text("share", "S&hare live…")
        .text("join", "&Join a session…")
        .text("merge", "&Merge a copy…")
        .text("import", "&Import…")
        .text("import_history", "Import deliver&y history…")
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
        .item(&item(handle, "SelectAll", "Select &all", "CmdOrCtrl+A")?);
    #[cfg(not(target_os = "linux"))]
    let edit = edit.cut().copy().paste().select_all();
    edit.separator()
        .text("new_item", "&New item")
        .text("delete", "&Delete")
        .text("author", "&Who is at the keyboard…")
        .build()
}

fn view(handle: &AppHandle) -> tauri::Result<Submenu<Wry>> {
    let theme = SubmenuBuilder::new(handle, "&Theme")
        .text("theme_system", "As the &system")
        .text("theme_light", "&Light")
        .text("theme_dark", "&Dark")
        .build()?;
    SubmenuBuilder::new(handle, "&View")
        .item(&item(handle, "view_roadmap", "&Roadmap", "CmdOrCtrl+1")?)
        .item(&item(handle, "view_priorities", "&Priorities", "CmdOrCtrl+2")?)
        .item(&item(handle, "view_debt", "&Debt", "CmdOrCtrl+3")?)
        .item(&item(handle, "view_capacity", "&Capacity", "CmdOrCtrl+4")?)
        .item(&item(handle, "view_delivery", "Deliver&y", "CmdOrCtrl+5")?)
        .item(&item(handle, "view_scenarios", "Sce&narios", "CmdOrCtrl+6")?)
        .item(&item(handle, "view_decisions", "Deci&sions", "CmdOrCtrl+7")?)
        .item(&item(handle, "view_history", "&History", "CmdOrCtrl+8")?)
        .item(&item(handle, "view_people", "P&eople", "CmdOrCtrl+9")?)
        .separator()
        .item(&item(handle, "flags", "&Flags", "CmdOrCtrl+.")?)
        .item(&item(handle, "filter", "Fi&lter", "CmdOrCtrl+F")?)
        .text("settings", "Plan settin&gs")
        .separator()
        .item(&item(handle, "toggle_sidebar", "Side&bar", "CmdOrCtrl+\\")?)
        .item(&item(handle, "toggle_inspector", "&Inspector", "CmdOrCtrl+I")?)
        .separator()
        .item(&item(handle, "zoom_in", "&Zoom in", "CmdOrCtrl+=")?)
        .item(&item(handle, "zoom_out", "Zoom &out", "CmdOrCtrl+-")?)
        .item(&item(handle, "zoom_reset", "&Actual size", "CmdOrCtrl+0")?)
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
        .item(&item(handle, "palette", "&Find a command…", "CmdOrCtrl+K")?)
        .text("keys", "&Keyboard shortcuts")
        .separator()
        .about(Some(about))
        .build()
}

fn item(handle: &AppHandle, id: &str, text: &str, keys: &str) -> tauri::Result<MenuItem<Wry>> {
    MenuItemBuilder::with_id(id, text).accelerator(keys).build(handle)
}

fn refresh_now(handle: &AppHandle) -> tauri::Result<()> {
    let Some(recent) = handle.try_state::<Recent>() else { return Ok(()) };
    if recent.left.load(Ordering::Relaxed) {
        return Ok(());
    }
    let submenu = recent.submenu.lock().unwrap_or_else(PoisonError::into_inner);
    let Ok(Reply::Start(start)) = door::ask(handle, Request::Start) else { return Ok(()) };
    for item in submenu.items()? {
        if let Some(item) = item.as_menuitem() {
            submenu.remove(item)?;
        }
    }
    for plan in &start.recent {
        let text = format!("{} — {}", plan.title, plan.path).replace('&', "&&");
        submenu.append(&MenuItemBuilder::with_id(format!("{OPEN}{}", plan.path), text).build(handle)?)?;
    }
    submenu.set_enabled(!start.recent.is_empty())?;
    window::dress(handle, start.preferences.get("theme").map(String::as_str));
    Ok(())
}

/// Does to the text in the page what the item is called by.
#[cfg(target_os = "linux")]
fn edit_text(handle: &AppHandle, command: &str) {
    use webkit2gtk::WebViewExt as _;
    let command = command.to_owned();
    if let Some(window) = window::get(handle) {
        // A window that is closing has no text to edit.
        let _ = window.with_webview(move |webview| webview.inner().execute_editing_command(&command));
    }
}
