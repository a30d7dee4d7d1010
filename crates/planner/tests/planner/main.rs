//! Plans and the simulation that proves them, from outside.
#![expect(clippy::unwrap_used, reason = "a missing value fails the test")]

mod certificates;
mod evidence;
mod mistakes;
mod necessity;
mod notes;
mod plans;
mod progress;
mod properties;
mod random_plans;
mod rollback;
mod script;
mod support;
mod table;
mod timeline;
