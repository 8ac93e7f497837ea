//! The native menu, read as text: within one menu a letter means one thing.

use std::collections::BTreeMap;

const MENU: &str = include_str!("../../src-tauri/src/menu.rs");

/// What is written between quotes and has a letter underlined: "Save a &copy…".
fn underlined(text: &str) -> impl Iterator<Item = &str> {
    text.split('"').skip(1).step_by(2).filter(|words| words.contains('&'))
}

fn letter(words: &str) -> char {
    let after = words.split('&').nth(1).and_then(|rest| rest.chars().next());
    after.expect("a letter is underlined").to_ascii_lowercase()
}

#[test]
fn a_letter_means_one_thing_in_a_menu() {
    let mut menus = 0;
    for function in MENU.split("\nfn ").skip(1) {
        // The menus made first stand in the last one, by their titles.
        let made: Vec<&str> = function.split("SubmenuBuilder::new(").skip(1).collect();
        let titles = made.iter().rev().skip(1).filter_map(|menu| underlined(menu).next());
        let entries = |menu: &'static str| underlined(menu).skip(1).collect::<Vec<_>>();
        let of_last = made.last().map(|menu| entries(menu)).unwrap_or_default().into_iter().chain(titles).collect();
        let others = made.iter().rev().skip(1).map(|menu| entries(menu));
        for entries in std::iter::once(of_last).chain(others).filter(|entries: &Vec<&str>| !entries.is_empty()) {
            menus += 1;
            let mut taken: BTreeMap<char, &str> = BTreeMap::new();
            for words in entries {
                if let Some(other) = taken.insert(letter(words), words).filter(|other| *other != words) {
                    panic!("“{other}” and “{words}” share a letter");
                }
            }
        }
    }
    assert!(menus >= 6, "file, export, edit, view, theme, help: {menus}");
}
