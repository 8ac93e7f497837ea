//! The desktop shell: one window, its menus, one command and one event. Nothing else knows Tauri.
//!
//! It forwards what the window asks to [`app::App`] and what the app says to the window, and adds what only a desktop
//! has: a native menu, files dropped on the window, a second start that hands its plan to the first. It never looks into
//! a plan, and nothing that can be tested without a window lives here.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod arguments;
mod door;
mod menu;
mod ready;
mod window;

use crate::arguments::Arguments;
use std::process::ExitCode;
use tauri::RunEvent;

fn main() -> ExitCode {
    let arguments = match arguments::parse(std::env::args_os().skip(1)) {
        Ok(Arguments::Open(opening)) => opening,
        Ok(Arguments::Answer(text)) => {
            println!("{text}");
            return ExitCode::SUCCESS;
        }
        Err(message) => {
            eprintln!("plimsoll-desktop: {message}");
            return ExitCode::from(2);
        }
    };
    let built = tauri::Builder::default()
        // First, so that a second start ends before it touches anything.
        .plugin(tauri_plugin_single_instance::init(window::opened_again))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(window::remembered())
        .invoke_handler(tauri::generate_handler![door::call])
        .on_menu_event(|handle, event| menu::chosen(handle, event.id().as_ref()))
        .setup(move |tauri| {
            let handle = tauri.handle();
            door::install(handle, &arguments)?;
            let refusal = door::open_first(handle, &arguments);
            menu::install(handle)?;
            window::build(handle, arguments.report_ready)?;
            menu::refresh(handle);
            if let Some(error) = refusal {
                window::say(handle, &error.message);
            }
            Ok(())
        })
        .build(tauri::generate_context!());
    let tauri = match built {
        Ok(tauri) => tauri,
        Err(error) => {
            eprintln!("plimsoll-desktop: cannot start: {error}");
            return ExitCode::FAILURE;
        }
    };
    let code = tauri.run_return(|handle, event| match event {
        #[cfg(target_os = "macos")]
        RunEvent::Opened { urls } => {
            for path in urls.iter().filter_map(|url| url.to_file_path().ok()) {
                door::tell(handle, door::Told::open(&path));
            }
        }
        RunEvent::Exit => {
            menu::leave(handle);
            door::close(handle);
        }
        _ => {}
    });
    ExitCode::from(u8::try_from(code).unwrap_or(1))
}
