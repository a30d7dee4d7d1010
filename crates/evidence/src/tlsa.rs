//! TLSA records (RFC 6698 §2), from DNS and in presentation format.

use serde::{Deserialize, Serialize};

use crate::RawBytes;

/// A TLSA record (RFC 6698 §2.1) with its numbers unmodified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct Tlsa {
    /// Certificate usage: 0 PKIX-TA, 1 PKIX-EE, 2 DANE-TA, 3 DANE-EE (RFC 7218).
    pub usage: u8,
    /// Selector: 0 the certificate, 1 its key.
    pub selector: u8,
    /// Matching type: 0 the octets themselves, 1 SHA-256, 2 SHA-512.
    pub matching: u8,
    /// The association data.
    pub data: RawBytes,
}

impl Tlsa {
    /// Returns the name of the TLSA record for an MX host (RFC 7672 §2.2.3).
    #[must_use]
    pub fn owner_name(host: &str) -> String {
        format!("_25._tcp.{host}")
    }

    /// Parses the presentation format (RFC 6698 §2.2): three numbers, then hexadecimal digits with optional blanks.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut words = text.split_ascii_whitespace();
        let mut number = || words.next()?.parse().ok();
        let (usage, selector, matching) = (number()?, number()?, number()?);
        let digits: String = words.collect();
        let data = RawBytes(octets(&digits)?);
        Some(Self { usage, selector, matching, data })
    }
}

/// Decodes pairs of hexadecimal digits.
fn octets(digits: &str) -> Option<Vec<u8>> {
    let values: Option<Vec<u8>> =
        digits.chars().map(|digit| digit.to_digit(16).and_then(|value| u8::try_from(value).ok())).collect();
    let values = values.filter(|values| values.len().is_multiple_of(2))?;
    Some(values.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(usage: u8, selector: u8, matching: u8, octets: &[u8]) -> Tlsa {
        Tlsa { usage, selector, matching, data: RawBytes(octets.to_vec()) }
    }

    #[test]
    fn a_record_in_text_is_three_numbers_and_pairs_of_digits() {
        assert_eq!(Tlsa::parse("3 1 1 00fF"), Some(record(3, 1, 1, &[0, 255])));
        assert_eq!(Tlsa::parse(" 3\t1 1 00 ff "), Some(record(3, 1, 1, &[0, 255])));
        for bad in ["", "3", "3 1 1 0", "3 1 1 0g", "256 1 1 00", "3 1 x 00", "-1 1 1 00", "3 1 1 ００"] {
            assert_eq!(Tlsa::parse(bad), None, "{bad}");
        }
    }
}
