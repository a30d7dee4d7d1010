//! The fragment of the address: what to show in an answer, such as `#look-mx,policy` or `#finding-mx-not-covered`.

use super::{
    address, page,
    window::{document, window},
};

/// Prefix of a fragment that names parts of a set-up, the most important first.
const PARTS: &str = "look-";

/// Moves to the finding that the fragment names, or to the gravest one about the parts that it names.
pub fn highlight_finding() {
    let Some(fragment) = fragment() else { return };
    if let Some(parts) = fragment.strip_prefix(PARTS) {
        let gravest = ["error", "warning"].into_iter().flat_map(|severity| {
            parts.split(',').map(move |part| format!("[data-finding][data-stage='{part}'][data-severity='{severity}']"))
        });
        let found = gravest.filter_map(|css| document()?.query_selector(&css).ok()?).next();
        if let Some(found) = found {
            page::show_element(&found);
        }
    } else if fragment.starts_with("finding-") {
        page::show_first_of(&[fragment]);
    }
}

/// Puts parts to show into the address.
pub fn set_parts(parts: &[&str]) {
    let here = address::path_and_query();
    address::replace_url(&[&here, "#", PARTS, &parts.join(",")].concat());
}

/// Returns the fragment, if it is valid: letters, digits, hyphens and commas, so that it is safe in a selector.
fn fragment() -> Option<String> {
    let hash = window()?.location().hash().ok()?;
    let fragment = hash.strip_prefix('#')?;
    let ours = fragment.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b','));
    ours.then(|| fragment.to_owned())
}
