//! The corpus of the fuzzer, and changes made of it, go the fuzzer's way without one: cut, altered, spliced.
//!
//! `PLIMSOLL_MUTATIONS` says how many are made of each file; 200 unless told otherwise.

use std::path::Path;

use plan::fixture;

use crate::decoded::take_in;
use crate::replica::Replica;

/// Tokens that tell readers apart: numbers at their limits, other forms, other nesting.
const TOKENS: [&str; 16] = [
    "0",
    "-1",
    "4294967295",
    "4294967296",
    "18446744073709551615",
    "1e308",
    "-0.0",
    "null",
    "true",
    "[]",
    "{}",
    "\"\"",
    "\"\\u0000\"",
    "\"9999-12-31\"",
    "{\"type\":\"nothing\"}",
    "\"plan\"",
];

/// Reproducible luck.
struct Luck(u64);

impl Luck {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }
}

fn corpus() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/change");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

fn mutated(luck: &mut Luck, bytes: &[u8], other: &[u8]) -> Vec<u8> {
    let mut mutant = bytes.to_vec();
    for _ in 0..=luck.below(3) {
        let at = luck.below(mutant.len());
        match luck.below(6) {
            0 => mutant.truncate(at),
            1 if !mutant.is_empty() => mutant[at] ^= 1 << luck.below(8),
            2 if !mutant.is_empty() => mutant[at] = b"0123456789\",:{}[]-+.eE\\u"[luck.below(24)],
            3 => {
                let from = luck.below(other.len());
                let upto = (from + luck.below(80)).min(other.len());
                let end = (at + luck.below(80)).min(mutant.len());
                mutant.splice(at..end, other[from..upto].iter().copied());
            }
            // A whole value becomes another: from a colon to the next comma or bracket.
            _ => {
                let Some(colon) = mutant[at..].iter().position(|byte| *byte == b':') else { continue };
                let from = at + colon + 1;
                let length = mutant[from..].iter().position(|byte| b",}]".contains(byte)).unwrap_or(0);
                mutant.splice(from..from + length, TOKENS[luck.below(TOKENS.len())].bytes());
            }
        }
    }
    mutant
}

#[test]
fn whatever_comes_as_a_change_is_taken_in_whole_or_not_at_all() {
    let n_mutations = std::env::var("PLIMSOLL_MUTATIONS").map_or(200, |text| text.parse().expect("a number"));
    let corpus = corpus();
    assert!(corpus.len() >= 8, "the corpus is there");
    let mut luck = Luck(0x9e37_79b9_7f4a_7c15);
    let mut n_changes = 0;
    for bytes in &corpus {
        assert!(take_in(bytes), "the corpus is made of changes: {}", String::from_utf8_lossy(bytes));
        for _ in 0..n_mutations {
            let other = &corpus[luck.below(corpus.len())];
            n_changes += u32::from(take_in(&mutated(&mut luck, bytes, other)));
        }
    }
    assert!(n_changes > 100, "some mutants still read as changes and went all the way: {n_changes}");
}

/// Every kind of thing and every form of value, once: what the corpus was made from. `UPDATE_CORPUS=1` makes it again.
#[test]
fn the_corpus_has_every_form_of_value() {
    let text = r#"plan "Small" horizon 26 drift 0.45
team core "Core" focus 0.8 wip 4 days mon,tue holiday 2026-12-25 "Christmas Day"
person ana "Ana" team core fte 0.8 skills rust,ui leave 2026-12-21..2027-01-03 start 2027-02-01
component api "API" team core paths "api/**"
debt slow "Slow" in api principal 2/4/9 drag 0.1/0.2/0.4 reviewed 2026-10-01
item login "Login" team core effort 3/5/8 basis clean in api 0.5 after pay+3 commit 2027-04-01 to "Sales" pinned
item pay "Pay" team core effort 5
external bank "Bank certificate" delivery 2027-02-01/2027-02-15/2027-03-10"#;
    let mut replica = Replica::new(0);
    for op in fixture::ops(text).unwrap() {
        replica.act(&op).unwrap();
    }
    replica.undo();
    replica.redo();
    let key = replica.key.clone();
    let all: Vec<String> = replica
        .log
        .iter()
        .map(|change| {
            let mut change = change.clone();
            change.sign(&key);
            serde_json::to_string(&change).unwrap()
        })
        .collect();
    if std::env::var_os("UPDATE_CORPUS").is_some() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/change");
        for (change, n) in all.iter().zip(1..) {
            std::fs::write(folder.join(format!("{n:02}.json")), change).unwrap();
        }
    }
    let corpus: Vec<String> = corpus().into_iter().map(|bytes| String::from_utf8(bytes).unwrap()).collect();
    let missing: Vec<&String> = all.iter().filter(|change| !corpus.contains(change)).collect();
    assert!(missing.is_empty(), "the corpus is stale, make it again with UPDATE_CORPUS=1: {missing:?}");
}
