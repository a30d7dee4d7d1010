//! Files as senders, mail programs and attackers make them.

#![expect(clippy::disallowed_methods, reason = "these tests read files; the crate does not")]
#![expect(clippy::unwrap_used, reason = "a missing value fails the test")]

mod bombs;
mod broken;
mod cases;
mod corpus;
mod forms;
mod hostile;
mod properties;
mod purity;

use std::{fs, path::PathBuf};

use tls_report::{Limits, Reading, read};

/// Reads a fixture.
fn fixture(name: &str) -> Vec<u8> {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "fixtures", name].iter().collect();
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn read_fixture(folder: &str, name: &str) -> Reading {
    read(name, &fixture(&format!("{folder}/{name}")), &Limits::default())
}
