//! The border in TypeScript, generated from the types of the door. `ui/src/bindings.ts` is this text, committed;
//! a test fails when the two differ.

use specta::Types;
use specta_typescript::Typescript;

use crate::error::UiError;
use crate::reply::{Event, Reply};
use crate::request::Request;

/// The text of `ui/src/bindings.ts`.
///
/// # Errors
/// If a type at the border has no form in TypeScript, such as a 64-bit integer.
pub fn bindings() -> Result<String, String> {
    let types = Types::default().register::<Request>().register::<Reply>().register::<Event>().register::<UiError>();
    Typescript::default()
        .header("// Generated from the types of the door by `cargo xtask bindings`; not edited by hand.\n")
        .export(&types, specta_serde::Format)
        .map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    #[test]
    fn bindings_are_current() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/bindings.ts");
        let text = super::bindings().expect("every type at the border has a form in TypeScript");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &text).expect("the bindings can be written");
        }
        let committed = fs::read_to_string(&path).unwrap_or_default();
        assert!(committed == text, "ui/src/bindings.ts has drifted: run `cargo xtask bindings`");
    }
}
