//! Talks in memory and over loopback, between people who edit one plan.

mod hostile;
mod loopback;
mod memory;
mod relay;
mod rights;
mod storm;
mod talks;
mod tickets;
