//! TLSA records for SMTP: which of them senders can use, and whether they match a server's certificates (RFC 6698 §2.1,
//! RFC 7672 §3.1).

use evidence::{Certificate, Timestamp, TlsHandshake, Tlsa};
use sha2::{Digest, Sha256};

use super::certificate::{date_fault, names_host};

/// Whether senders can use a record for SMTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Usability {
    /// DANE-TA(2) or DANE-EE(3), well-formed.
    Usable,
    /// PKIX-TA(0) or PKIX-EE(1), which SMTP does not use (RFC 7672 §3.1.3).
    Pkix,
    /// Malformed, or with an unassigned number.
    Unusable,
}

/// Returns whether senders can use this record for SMTP.
pub(crate) fn tlsa_usability(record: &Tlsa) -> Usability {
    let length = record.data.0.len();
    let whole = match record.matching {
        0 => length > 0,
        1 => length == 32,
        2 => length == 64,
        _ => false,
    };
    match record.usage {
        0 | 1 => Usability::Pkix,
        2 | 3 if record.selector <= 1 && whole => Usability::Usable,
        _ => Usability::Unusable,
    }
}

/// Returns whether the record matches this certificate or its key. Returns `None` if the required digest is unknown.
fn names_certificate(record: &Tlsa, certificate: &Certificate) -> Option<bool> {
    let digests = certificate.digests.as_ref();
    let (ours, theirs) = match (record.selector, record.matching) {
        (0, 0) => (digest(&record.data.0), Some(&certificate.sha256)),
        (0, 1) => (to_hex(&record.data.0), Some(&certificate.sha256)),
        (0, 2) => (to_hex(&record.data.0), digests.map(|digests| &digests.sha512)),
        (1, 0) => (digest(&record.data.0), digests.map(|digests| &digests.key_sha256)),
        (1, 1) => (to_hex(&record.data.0), digests.map(|digests| &digests.key_sha256)),
        (1, 2) => (to_hex(&record.data.0), digests.map(|digests| &digests.key_sha512)),
        _ => return Some(false),
    };
    theirs.filter(|theirs| !theirs.is_empty()).map(|theirs| *theirs == ours)
}

/// Returns whether a record matches the server's certificates. DANE-EE(3) names the server's own certificate; its names
/// and dates do not matter (RFC 7672 §3.1.1). DANE-TA(2) names an authority in the chain. Then the dates count, and a
/// name must match the MX host or the domain (§3.1.2, §3.2.2).
fn fits(record: &Tlsa, tls: &TlsHandshake, names: &[&str], now: Timestamp) -> Option<bool> {
    let (leaf, above) = tls.chain.split_first()?;
    if record.usage == 3 {
        return names_certificate(record, leaf);
    }
    let sound = date_fault(tls, now).is_none() && names.iter().any(|name| names_host(leaf, name));
    // Old evidence does not record whether signatures lead to a certificate; treat it as reached.
    let reached = above.iter().filter(|certificate| certificate.reached != Some(false));
    if sound { any(reached.map(|certificate| names_certificate(record, certificate))) } else { Some(false) }
}

/// Returns whether any of the records matches the server's certificates, or `None` if unknown.
pub(crate) fn any_fits(records: &[&Tlsa], tls: &TlsHandshake, names: &[&str], now: Timestamp) -> Option<bool> {
    any(records.iter().map(|record| fits(record, tls, names, now)))
}

/// Returns true if any answer is true, and false if all answers are known and false. Otherwise returns `None`.
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
    to_hex(&Sha256::digest(octets))
}

/// Returns octets as lower-case hexadecimal digits.
pub(crate) fn to_hex(octets: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or('0');
    octets.iter().flat_map(|octet| [digit(octet >> 4), digit(octet & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use evidence::{Digests, RawBytes};

    use super::*;
    use crate::facts::certificate::valid_handshake;
    use evidence::DAY;

    const HOST: &[&str] = &["mx1.example.com", "example.com"];

    /// Returns a certificate with digests of a word, which stands for its octets.
    fn certificate(word: &str, name: &str) -> Certificate {
        let sha512 = |text: &str| to_hex(&sha2::Sha512::digest(text));
        Certificate {
            sha256: digest(word.as_bytes()),
            digests: Some(Digests {
                sha512: sha512(word),
                key_sha256: digest(format!("{word} key").as_bytes()),
                key_sha512: sha512(&format!("{word} key")),
            }),
            ..valid_handshake(name, Timestamp::from_unix(1_000 * DAY), Timestamp::from_unix(1_090 * DAY))
                .chain
                .remove(0)
        }
    }

    fn shown(name: &str) -> TlsHandshake {
        let chain = vec![certificate("leaf", name), certificate("above", "")];
        TlsHandshake { chain, trust: None, ..valid_handshake(name, Timestamp::default(), Timestamp::default()) }
    }

    fn record(usage: u8, selector: u8, matching: u8, octets: &[u8]) -> Tlsa {
        Tlsa { usage, selector, matching, data: RawBytes(octets.to_vec()) }
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
    fn without_the_digest_a_record_is_unknown_unless_another_one_matches() {
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
            assert_eq!(tlsa_usability(&record), expected, "{usage} {selector} {matching} {length}");
        }
    }
}
