//! TLSA records for SMTP: which of them senders can use, and whether they fit what a server shows (RFC 6698 §2.1, RFC 7672 §3.1).

use proxy_api::{Certificate, Octets, TlsSighting};
use sha2::{Digest, Sha256};

use crate::{
    Timestamp, Tlsa,
    certificate::{date_fault, names_host},
};

/// Whether senders can use a record for SMTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Usability {
    /// DANE-TA(2) or DANE-EE(3), well-formed.
    Usable,
    /// PKIX-TA(0) or PKIX-EE(1), which SMTP does not know (RFC 7672 §3.1.3).
    Pkix,
    /// Malformed, or with a number that nobody has given a meaning.
    Unusable,
}

impl Tlsa {
    /// The name at which the record for an MX host stands (RFC 7672 §2.2.3).
    #[must_use]
    pub fn name(host: &str) -> String {
        format!("_25._tcp.{host}")
    }

    /// Reads the presentation format (RFC 6698 §2.2): three numbers, then hexadecimal digits, in which blanks may stand.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut words = text.split_ascii_whitespace();
        let mut number = || words.next()?.parse().ok();
        let (usage, selector, matching) = (number()?, number()?, number()?);
        let digits: String = words.collect();
        let data = Octets(octets(&digits)?);
        Some(Self { usage, selector, matching, data })
    }

    pub(crate) fn usability(&self) -> Usability {
        let length = self.data.0.len();
        let whole = match self.matching {
            0 => length > 0,
            1 => length == 32,
            2 => length == 64,
            _ => false,
        };
        match self.usage {
            0 | 1 => Usability::Pkix,
            2 | 3 if self.selector <= 1 && whole => Usability::Usable,
            _ => Usability::Unusable,
        }
    }

    /// Whether it names this certificate or its key; `None` if the digest that this takes is not known.
    fn names(&self, certificate: &Certificate) -> Option<bool> {
        let digests = certificate.digests.as_ref();
        let (ours, theirs) = match (self.selector, self.matching) {
            (0, 0) => (digest(&self.data.0), Some(&certificate.sha256)),
            (0, 1) => (hexadecimal(&self.data.0), Some(&certificate.sha256)),
            (0, 2) => (hexadecimal(&self.data.0), digests.map(|digests| &digests.sha512)),
            (1, 0) => (digest(&self.data.0), digests.map(|digests| &digests.key_sha256)),
            (1, 1) => (hexadecimal(&self.data.0), digests.map(|digests| &digests.key_sha256)),
            (1, 2) => (hexadecimal(&self.data.0), digests.map(|digests| &digests.key_sha512)),
            _ => return Some(false),
        };
        theirs.filter(|theirs| !theirs.is_empty()).map(|theirs| *theirs == ours)
    }

    /// Whether it fits what a server shows. DANE-EE(3) names the server's own certificate, whatever its names and dates
    /// (RFC 7672 §3.1.1); DANE-TA(2) names one above it to which signatures lead, and then names and dates count (§3.1.2), the names
    /// being those of the MX host or of the domain (§3.2.2).
    fn fits(&self, tls: &TlsSighting, names: [&str; 2], now: Timestamp) -> Option<bool> {
        let (leaf, above) = tls.chain.split_first()?;
        if self.usage == 3 {
            return self.names(leaf);
        }
        let sound = date_fault(tls, now).is_none() && names.iter().any(|name| names_host(leaf, name));
        // Evidence of old does not tell where signatures lead; nothing is held against it.
        let reached = above.iter().filter(|certificate| certificate.reached != Some(false));
        if sound { any(reached.map(|certificate| self.names(certificate))) } else { Some(false) }
    }
}

/// Whether any of the records fits what a server shows; `None` if that cannot be told.
pub(crate) fn any_fits(records: &[&Tlsa], tls: &TlsSighting, names: [&str; 2], now: Timestamp) -> Option<bool> {
    any(records.iter().map(|record| record.fits(tls, names, now)))
}

/// One that is known to be is enough; for none, all have to be known.
fn any(answers: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let answers: Vec<Option<bool>> = answers.collect();
    if answers.contains(&Some(true)) {
        Some(true)
    } else if answers.contains(&None) {
        None
    } else {
        Some(false)
    }
}

fn digest(octets: &[u8]) -> String {
    hexadecimal(&Sha256::digest(octets))
}

/// Octets as lower-case hexadecimal digits.
pub(crate) fn hexadecimal(octets: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or('0');
    octets.iter().flat_map(|octet| [digit(octet >> 4), digit(octet & 15)]).collect()
}

/// Pairs of hexadecimal digits as octets.
fn octets(digits: &str) -> Option<Vec<u8>> {
    let values: Option<Vec<u8>> =
        digits.chars().map(|digit| digit.to_digit(16).and_then(|value| u8::try_from(value).ok())).collect();
    let values = values.filter(|values| values.len().is_multiple_of(2))?;
    Some(values.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect())
}

#[cfg(test)]
mod tests {
    use proxy_api::Digests;

    use super::*;
    use crate::{DAY, certificate::flawless};

    const HOST: [&str; 2] = ["mx1.example.com", "example.com"];

    /// A certificate made of a word, which stands for its octets.
    fn certificate(word: &str, name: &str) -> Certificate {
        let sha512 = |text: &str| hexadecimal(&sha2::Sha512::digest(text));
        Certificate {
            sha256: digest(word.as_bytes()),
            digests: Some(Digests {
                sha512: sha512(word),
                key_sha256: digest(format!("{word} key").as_bytes()),
                key_sha512: sha512(&format!("{word} key")),
            }),
            ..flawless(name, Timestamp::from_unix(1_000 * DAY), Timestamp::from_unix(1_090 * DAY)).chain.remove(0)
        }
    }

    fn shown(name: &str) -> TlsSighting {
        let chain = vec![certificate("leaf", name), certificate("above", "")];
        TlsSighting { chain, trust: None, ..flawless(name, Timestamp::default(), Timestamp::default()) }
    }

    fn record(usage: u8, selector: u8, matching: u8, octets: &[u8]) -> Tlsa {
        Tlsa { usage, selector, matching, data: Octets(octets.to_vec()) }
    }

    #[test]
    fn a_record_fits_by_usage_selector_and_matching_type() {
        let sha256 = |text: &str| Sha256::digest(text).to_vec();
        let sha512 = |text: &str| sha2::Sha512::digest(text).to_vec();
        for (record, fits) in [
            (record(3, 1, 1, &sha256("leaf key")), true),
            (record(3, 1, 2, &sha512("leaf key")), true),
            (record(3, 1, 0, b"leaf key"), true),
            (record(3, 0, 1, &sha256("leaf")), true),
            (record(3, 0, 2, &sha512("leaf")), true),
            (record(3, 0, 0, b"leaf"), true),
            (record(3, 0, 1, &sha256("leaf key")), false),
            (record(3, 1, 1, &sha256("above key")), false),
            (record(2, 1, 1, &sha256("above key")), true),
            (record(2, 0, 0, b"above"), true),
            (record(2, 1, 1, &sha256("leaf key")), false),
        ] {
            let tls = shown("mx1.example.com");
            let now = Timestamp::from_unix(1_001 * DAY);
            assert_eq!(any_fits(&[&record], &tls, HOST, now), Some(fits), "{record:?}");
        }
    }

    #[test]
    fn names_and_dates_count_only_below_an_authority() {
        let end_entity = record(3, 1, 1, &Sha256::digest("leaf key"));
        let authority = record(2, 1, 1, &Sha256::digest("above key"));
        for (name, day, by_authority) in [
            ("mx1.example.com", 1_001, true),
            ("example.com", 1_001, true),
            ("other.example", 1_001, false),
            ("mx1.example.com", 999, false),
            ("mx1.example.com", 1_091, false),
        ] {
            let (tls, now) = (shown(name), Timestamp::from_unix(day * DAY));
            assert_eq!(any_fits(&[&end_entity], &tls, HOST, now), Some(true), "{name} {day}");
            assert_eq!(any_fits(&[&authority], &tls, HOST, now), Some(by_authority), "{name} {day}");
        }
    }

    #[test]
    fn an_authority_counts_only_where_signatures_lead_to_it() {
        let authority = record(2, 1, 1, &Sha256::digest("above key"));
        for (reached, fits) in [(Some(true), true), (Some(false), false), (None, true)] {
            let mut tls = shown("mx1.example.com");
            tls.chain[1].reached = reached;
            let now = Timestamp::from_unix(1_001 * DAY);
            assert_eq!(any_fits(&[&authority], &tls, HOST, now), Some(fits), "{reached:?}");
        }
    }

    #[test]
    fn without_the_digest_nothing_is_said_unless_another_record_fits() {
        let mut tls = shown("mx1.example.com");
        tls.chain[0].digests = None;
        let now = Timestamp::from_unix(1_001 * DAY);
        let key = record(3, 1, 1, &Sha256::digest("another key"));
        let whole = record(3, 0, 1, &Sha256::digest("leaf"));
        assert_eq!(any_fits(&[&key], &tls, HOST, now), None);
        assert_eq!(any_fits(&[&key, &whole], &tls, HOST, now), Some(true));
        tls.chain.clear();
        assert_eq!(any_fits(&[&whole], &tls, HOST, now), None);
    }

    #[test]
    fn senders_can_use_what_is_well_formed_and_meant_for_mail() {
        use Usability::{Pkix, Unusable, Usable};
        for (usage, selector, matching, length, expected) in [
            (3, 1, 1, 32, Usable),
            (2, 0, 2, 64, Usable),
            (3, 0, 0, 1, Usable),
            (0, 1, 1, 32, Pkix),
            (1, 9, 9, 0, Pkix),
            (3, 1, 1, 31, Unusable),
            (3, 1, 2, 32, Unusable),
            (3, 1, 0, 0, Unusable),
            (3, 2, 1, 32, Unusable),
            (3, 1, 3, 32, Unusable),
            (4, 1, 1, 32, Unusable),
            (255, 1, 1, 32, Unusable),
        ] {
            let record = record(usage, selector, matching, &vec![0; length]);
            assert_eq!(record.usability(), expected, "{usage} {selector} {matching} {length}");
        }
    }

    #[test]
    fn a_record_in_text_is_three_numbers_and_pairs_of_digits() {
        assert_eq!(Tlsa::read("3 1 1 00fF"), Some(record(3, 1, 1, &[0, 255])));
        assert_eq!(Tlsa::read(" 3\t1 1 00 ff "), Some(record(3, 1, 1, &[0, 255])));
        for bad in ["", "3", "3 1 1 0", "3 1 1 0g", "256 1 1 00", "3 1 x 00", "-1 1 1 00", "3 1 1 ００"] {
            assert_eq!(Tlsa::read(bad), None, "{bad}");
        }
    }
}
