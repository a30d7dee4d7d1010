//! IP addresses as senders write them, and the addresses that they mean.

use std::net::{IpAddr, SocketAddr};

use crate::NoteId;

/// Parses an address leniently. Returns `None` for any other text.
#[must_use]
pub fn parse_lenient(written: &str) -> Option<IpAddr> {
    read_address(written, |_| {})
}

/// Reads an address. Passes each deviation of its form from RFC 5952 to `deviates`.
pub(crate) fn read_address(written: &str, mut deviates: impl FnMut(NoteId)) -> Option<IpAddr> {
    if let Ok(address) = written.parse::<IpAddr>() {
        return Some(unmapped(address, &mut deviates));
    }
    let text = written.trim();
    let bare = without_prefix(text);
    if bare != text {
        deviates(NoteId::IpBracketed);
    }
    let address = bare.parse().ok().or_else(|| {
        let address = text.parse::<SocketAddr>().ok()?.ip();
        deviates(NoteId::IpWithPort);
        Some(address)
    });
    if address.is_none() {
        deviates(NoteId::IpInvalid);
    }
    address.map(|address| unmapped(address, &mut deviates))
}

/// Removes `[…]` and `IPv6:` (RFC 5321 §4.1.3).
fn without_prefix(text: &str) -> &str {
    let inner = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    match inner.get(..5) {
        Some(prefix) if prefix.eq_ignore_ascii_case("IPv6:") => &inner[5..],
        _ => inner,
    }
}

/// Returns the IPv4 address that an IPv6 address maps, or else the same address.
fn unmapped(address: IpAddr, deviates: &mut impl FnMut(NoteId)) -> IpAddr {
    let IpAddr::V6(v6) = address else { return address };
    v6.to_ipv4_mapped().map_or(address, |v4| {
        deviates(NoteId::IpV4Mapped);
        IpAddr::V4(v4)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_forms_mean_one_address() {
        for (written, means) in [
            ("198.51.100.5", "198.51.100.5"),
            ("::ffff:198.51.100.6", "198.51.100.6"),
            ("[2001:db8::25]", "2001:db8::25"),
            ("IPv6:2001:DB8:0:0:0:0:0:26", "2001:db8::26"),
            ("[IPv6:2001:db8::27]", "2001:db8::27"),
            ("198.51.100.8:25", "198.51.100.8"),
            ("[2001:db8::9]:25", "2001:db8::9"),
            ("2001:0db8:0000:0000:0000:0000:0000:0029", "2001:db8::29"),
        ] {
            assert_eq!(parse_lenient(written).map(|address| address.to_string()).as_deref(), Some(means), "{written}");
        }
        for text in ["", "unknown", "x.x.x.x", "198.51.100.300", "mta7.example", "ＩＰ"] {
            assert_eq!(parse_lenient(text), None, "{text}");
        }
    }
}
