//! Terminal escape sequences (ECMA-48 §5.4), as found in build logs.

use crate::presentation_format::Excerpt;

/// The start of a control sequence: ESC and `[`.
const START: &[u8] = b"\x1b[";

/// Removes control sequences such as colours, if there are any.
pub(super) fn remove(text: &Excerpt) -> Option<Excerpt> {
    let octets = text.octets();
    let mut rest = text.empty_at(0);
    let (mut from, mut at) = (0, 0);
    while at < octets.len() {
        match length(&octets[at..]) {
            Some(length) => {
                rest.append(&text.slice(from..at));
                at += length;
                from = at;
            }
            None => at += 1,
        }
    }
    (from > 0).then(|| {
        rest.append(&text.slice(from..octets.len()));
        rest
    })
}

/// Returns the length of the control sequence at the start of these bytes, if complete: parameters, intermediates, final byte.
fn length(octets: &[u8]) -> Option<usize> {
    let body = octets.strip_prefix(START)?;
    let inner = body.iter().take_while(|octet| (0x20..=0x3f).contains(*octet)).count();
    let is_complete = body.get(inner).is_some_and(|octet| (0x40..=0x7e).contains(octet));
    is_complete.then_some(START.len() + inner + 1)
}
