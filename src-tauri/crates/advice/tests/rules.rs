//! The rules in words: all of them, and `docs/flags.md` as they say.

use std::fs;
use std::path::Path;

use advice::{LIMITS, RULES, RuleId, rules_document};

#[test]
fn every_rule_is_told_of_once_in_the_order_of_the_catalogue() {
    let told: Vec<RuleId> = RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(told, RuleId::ALL);
    assert_eq!(told.len(), 34);
    let place = |rule: RuleId| told.iter().position(|told| *told == rule);
    assert!(LIMITS.is_sorted_by_key(|limit| place(limit.rule)), "the limits follow the catalogue");
}

#[test]
fn the_document_of_the_flags_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../docs/flags.md");
    let text = rules_document();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &text).expect("the document can be written");
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == text, "docs/flags.md has drifted: run `UPDATE=1 cargo test -p advice --test rules`");
}
