//! Plans and the simulation that proves them, from outside.
#![expect(clippy::unwrap_used, reason = "a missing value fails the test")]

mod evidence;
mod mistakes;
mod outlook;
mod plans;
mod properties;
mod script;
mod support;
mod table;
