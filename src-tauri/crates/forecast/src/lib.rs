//! The simulation: from a plan to finish dates and accounts, in every world, under the same draws.
//!
//! Pure: today, seed and cancellation arrive as arguments; rayon is the only source of threads, and never of order.

mod result;

pub use result::*;
