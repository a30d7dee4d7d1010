//! Encodings of a policy file: those in which its fields appear once it is decoded.

use super::super::{
    Encoding, Excerpt,
    encoding::{DECODERS, Wanted},
};
use crate::PolicyReading;

/// Texts with this many octets or more are not decoded. A policy is far shorter.
const MAX_OCTETS: usize = 65_536;

/// Returns the decoded text and its encoding, if that makes it a policy.
pub(super) fn decode(text: &Excerpt) -> Option<(Excerpt, Encoding)> {
    if text.octets().len() >= MAX_OCTETS {
        return None;
    }
    let before = count_fields(text);
    DECODERS.iter().find_map(|decoder| {
        let decoded = (decoder.decode)(text, Wanted::Policy)?;
        let count = count_fields(&decoded);
        (count > 2 && count > before).then_some((decoded, decoder.encoding))
    })
}

/// Counts the fields with correct values.
pub(super) fn count_fields(text: &Excerpt) -> usize {
    let policy = PolicyReading::read(text.octets()).policy;
    let seen = [policy.version.is_some(), policy.mode.is_some(), policy.max_age.is_some()];
    seen.into_iter().filter(|is_seen| *is_seen).count() + policy.mx.len()
}
