//! Small choices that the browser remembers. Where it refuses, everything works, only without memory.

use web_sys::Storage;

use super::window::window;

const PREFIX: &str = "mta-sts.";

/// The setting to keep nothing.
const KEEP: &str = "keep";

/// The value that was remembered under this name.
#[must_use]
pub fn recall(name: &str) -> Option<String> {
    storage()?.get_item(&[PREFIX, name].concat()).ok()?
}

/// Remembers a value.
pub fn remember(name: &str, value: &str) {
    if let Some(storage) = storage() {
        // A full or forbidden storage is no reason to stop.
        let _ = storage.set_item(&[PREFIX, name].concat(), value);
    }
}

/// Whether the reader lets the page keep anything in this browser: checks, and reports where they ask for it.
#[must_use]
pub fn may_keep() -> bool {
    recall(KEEP).as_deref() != Some("no")
}

/// Remembers whether the page may keep anything.
pub fn remember_may_keep(may: bool) {
    remember(KEEP, if may { "yes" } else { "no" });
}

fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}
