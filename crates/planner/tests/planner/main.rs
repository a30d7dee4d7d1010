//! Plans and the simulation that proves them, from outside.
#![expect(clippy::unwrap_used, reason = "what a test needs and does not get ends it")]

mod evidence;
mod mistakes;
mod outlook;
mod plans;
mod properties;
mod script;
mod support;
mod table;
