//! What is held knows nothing of what is done with it: whoever reads the workspace, a view or the state need not know the door.

use std::fs;
use std::path::{Path, PathBuf};

/// From the ground up; none of them may name the application, and so no request either is answered there.
const BENEATH: [&str; 10] = [
    "error.rs",
    "outside.rs",
    "who.rs",
    "workspace",
    "judge.rs",
    "views",
    "request.rs",
    "reply.rs",
    "settings.rs",
    "state.rs",
];

fn files(path: &Path) -> Vec<PathBuf> {
    match fs::read_dir(path) {
        Ok(entries) => entries.flat_map(|entry| files(&entry.unwrap().path())).collect(),
        Err(_) => vec![path.to_owned()],
    }
}

#[test]
fn what_is_held_knows_nothing_of_what_is_done_with_it() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let names_the_door =
        |path: &Path| ["crate::app", "crate::door"].iter().any(|door| fs::read_to_string(path).unwrap().contains(door));
    let held: Vec<PathBuf> = BENEATH.iter().flat_map(|name| files(&source.join(name))).collect();
    let found: Vec<&PathBuf> = held.iter().filter(|path| names_the_door(path)).collect();
    assert!(found.is_empty(), "{found:?} name the door");
}
