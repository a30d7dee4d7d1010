//! Octets in a world: given in hexadecimal, or made up for a name.

use sha2::{Digest as _, Sha256, Sha512};

/// Parses pairs of hexadecimal digits. An invalid pair counts as zero.
pub(super) fn hex_octets(hex: &str) -> Vec<u8> {
    let octet = |at: usize| u8::from_str_radix(hex.get(at..at + 2).unwrap_or("00"), 16).unwrap_or_default();
    (0..hex.len() / 2).map(|pair| octet(pair * 2)).collect()
}

/// Returns the association data that matches the made-up certificate of an MX host.
pub(super) fn tlsa_association(host: &str, selector: u8, matching: u8) -> Vec<u8> {
    let octets = if selector == 0 { format!("certificate of {host}") } else { format!("key of {host}") };
    match matching {
        1 => Sha256::digest(octets).to_vec(),
        2 => Sha512::digest(octets).to_vec(),
        _ => octets.into_bytes(),
    }
}
