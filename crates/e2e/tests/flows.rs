//! Browser flows in headless Chromium against the real server and its laboratory.
//!
//! `cargo xtask test --only flows` builds page and server, finds a browser, and runs these.

mod support;

mod accessibility;
mod address;
mod bounce;
mod change;
mod copying;
mod failed_observations;
mod help_desk;
mod history;
mod hostile;
mod hostile_resolvers;
mod keyboard;
mod large_files;
mod layout;
mod layout_shift;
mod learn;
mod lint;
mod many;
mod memory;
mod navigation;
mod offline;
mod preflight;
mod print;
mod reports;
mod resolvers;
mod set_up;
mod snapshot;
mod verdicts;
