//! Small choices that the browser remembers. Where it refuses, everything works, only without memory.

use web_sys::Storage;

use super::window::window;

const PREFIX: &str = "mta-sts.";

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

fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}
