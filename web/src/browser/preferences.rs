//! Preferences that the browser keeps in local storage. Where it refuses, everything works, only without them.

use web_sys::Storage;

use super::window::window;

const PREFIX: &str = "mta-sts.";

/// The setting to keep nothing.
const KEEP: &str = "keep";

/// The value that was remembered under this name.
#[must_use]
pub fn read(name: &str) -> Option<String> {
    storage()?.get_item(&[PREFIX, name].concat()).ok()?
}

/// Remembers a value.
pub fn write(name: &str, value: &str) {
    if let Some(storage) = storage() {
        // A full or forbidden storage is no reason to stop.
        let _ = storage.set_item(&[PREFIX, name].concat(), value);
    }
}

/// Whether the reader lets the page keep anything in this browser: checks, and reports where they ask for it.
#[must_use]
pub fn may_keep() -> bool {
    read(KEEP).as_deref() != Some("no")
}

/// Remembers whether the page may keep anything.
pub fn write_may_keep(may: bool) {
    write(KEEP, if may { "yes" } else { "no" });
}

fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}
