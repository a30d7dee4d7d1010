//! Browser flows in headless Chromium against the real server and its laboratory.
//!
//! `cargo xtask test --only flows` builds page and server, finds a browser, and runs these.

mod support;

mod accessibility;
mod address;
mod bounce;
mod change;
mod copying;
mod help_desk;
mod history;
mod hostile;
mod keyboard;
mod layout_shift;
mod lint;
mod looks;
mod many;
mod memory;
mod offline;
mod paper;
mod places;
mod preflight;
mod reports;
mod resolvers;
mod seeing;
mod set_up;
mod snapshot;
mod verdicts;
