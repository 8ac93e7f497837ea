//! Feeds bytes to what reads changes; the corpus in `corpus/change` is one change a file.
#![no_main]

#[path = "../../tests/plan/decoded.rs"]
mod decoded;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    decoded::take_in(bytes);
});
