//! The real binary, as its users meet it.
#![expect(clippy::unwrap_used, reason = "what a test needs and does not get ends it")]

mod check;
mod explain;
mod input_limits;
mod lint;
mod list;
mod pasted;
mod plan;
mod plan_peers;
mod report;
mod serve;
mod shared;
mod support;
mod usage;
