//! Tests the real binary.
#![expect(clippy::unwrap_used, reason = "a missing value fails the test")]

mod check;
mod explain;
mod input_limits;
mod lint;
mod list;
mod pasted;
mod plan;
mod plan_peers;
mod report;
mod scan;
mod serve;
mod set_up;
mod shared;
#[path = "../../../proxy/tests/support/stores.rs"]
#[expect(dead_code, reason = "the proxy's tests use the rest")]
mod stores;
mod support;
mod usage;
