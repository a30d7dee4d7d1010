//! Preferences in the browser's local storage. If the browser refuses, everything else still works.

use web_sys::Storage;

use super::window::window;

const PREFIX: &str = "mta-sts.";

/// Name of the setting whether anything is kept.
const KEEP: &str = "keep";

/// Returns the value stored under a name.
#[must_use]
pub fn read(name: &str) -> Option<String> {
    storage()?.get_item(&[PREFIX, name].concat()).ok()?
}

/// Stores a value.
pub fn write(name: &str, value: &str) {
    if let Some(storage) = storage() {
        // A full or forbidden storage is not worth an error.
        let _ = storage.set_item(&[PREFIX, name].concat(), value);
    }
}

/// Returns whether the page may store anything in this browser: checks, and reports where the reader asks for it.
#[must_use]
pub fn may_keep() -> bool {
    read(KEEP).as_deref() != Some("no")
}

/// Stores whether the page may store anything.
pub fn write_may_keep(may: bool) {
    write(KEEP, if may { "yes" } else { "no" });
}

fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}
