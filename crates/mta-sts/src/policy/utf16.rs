//! Detection and decoding of UTF-16, which some editors and shells save.

use alloc::{string::String, vec::Vec};

/// Number of leading octets whose zeros show the order of the octets.
const SAMPLE_OCTETS: usize = 64;

/// Returns the text of octets that are UTF-16, with or without a byte order mark.
#[must_use]
pub fn utf_16_text(octets: &[u8]) -> Option<String> {
    let (is_little, body) = match octets {
        [0xff, 0xfe, body @ ..] => (true, body),
        [0xfe, 0xff, body @ ..] => (false, body),
        _ => (zeros_follow(octets)?, octets),
    };
    let unit = |pair: &[u8]| {
        let pair = [pair[0], pair[1]];
        if is_little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
    };
    let units: Vec<u16> = body.chunks_exact(2).map(unit).collect();
    Some(String::from_utf16_lossy(&units))
}

/// Whether a zero follows each octet, as in ASCII text in little-endian order. `None` if zeros neither follow nor precede.
fn zeros_follow(octets: &[u8]) -> Option<bool> {
    let sample = &octets[..octets.len().min(SAMPLE_OCTETS)];
    let pairs = || sample.chunks_exact(2);
    let are_all = |at: usize| pairs().len() > 1 && pairs().all(|pair| pair[at] == 0 && pair[1 - at] != 0);
    if are_all(1) { Some(true) } else { are_all(0).then_some(false) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf_16_is_decoded_in_either_order_and_without_a_mark() {
        let text = "mode: none\r\n";
        let units = || text.encode_utf16();
        let little: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
        for octets in [little.clone(), big.clone(), [&[0xff, 0xfe], &*little].concat(), [&[0xfe, 0xff], &*big].concat()]
        {
            assert_eq!(utf_16_text(&octets).as_deref(), Some(text));
        }
        assert_eq!(utf_16_text(text.as_bytes()), None);
        assert_eq!(utf_16_text(b"\0\0\0\0"), None);
    }
}
