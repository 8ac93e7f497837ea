//! The workspace and the one door: call(Request) -> Reply.
