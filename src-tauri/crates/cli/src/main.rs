//! `plimsoll`: the same door without a window.

fn main() {}
