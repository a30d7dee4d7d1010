//! Replacement of non-public addresses in DNS messages (RFC 1035 §4.1).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::{guard::Guard, special_addresses::first_in_registry_entry};

/// Record types with an address (RFC 1035 §3.4.1, RFC 3596 §2.1).
const A: u16 = 1;
const AAAA: u16 = 28;

/// Replaces each address that the guard refuses with the first address of its registry entry. Returns `None` for a
/// message that cannot be parsed to its end, since records after the error may hold such addresses.
pub(crate) fn withhold_addresses(mut message: Vec<u8>, guard: &Guard) -> Option<Vec<u8>> {
    let mut at = 12;
    for _ in 0..record_count(&message, 4)? {
        at = skip_name(&message, at)? + 4;
    }
    let records = record_count(&message, 6)? + record_count(&message, 8)? + record_count(&message, 10)?;
    for _ in 0..records {
        at = skip_name(&message, at)?;
        let (kind, length) = (read_u16(&message, at)?, usize::from(read_u16(&message, at + 8)?));
        let data = message.get_mut(at + 10..at + 10 + length)?;
        withhold(kind, data, guard);
        at += 10 + length;
    }
    Some(message)
}

fn withhold(kind: u16, data: &mut [u8], guard: &Guard) {
    let address: Option<IpAddr> = match kind {
        A => <[u8; 4]>::try_from(&*data).ok().map(|bytes| Ipv4Addr::from(bytes).into()),
        AAAA => <[u8; 16]>::try_from(&*data).ok().map(|bytes| Ipv6Addr::from(bytes).into()),
        _ => None,
    };
    let Some(address) = address.filter(|address| guard.refusal(*address).is_some()) else { return };
    match first_in_registry_entry(address) {
        IpAddr::V4(shown) => data.copy_from_slice(&shown.octets()),
        IpAddr::V6(shown) => data.copy_from_slice(&shown.octets()),
    }
}

fn read_u16(message: &[u8], at: usize) -> Option<u16> {
    message.get(at..)?.first_chunk().copied().map(u16::from_be_bytes)
}

fn record_count(message: &[u8], at: usize) -> Option<usize> {
    read_u16(message, at).map(usize::from)
}

/// Returns the position after a name, which ends with a zero or a pointer (RFC 1035 §4.1.4).
fn skip_name(message: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match *message.get(at)? {
            0 => return Some(at + 1),
            length if length >> 6 == 3 => return Some(at + 2),
            length if length >> 6 == 0 => at += 1 + usize::from(length),
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        base::{MessageBuilder, Name, iana::Rtype},
        rdata::{A as RecordA, Aaaa, Mx},
    };
    use evidence::{DnsQuestion, RecordKind};
    use proptest::prelude::*;

    use super::*;

    fn message(addresses: &[&str]) -> Vec<u8> {
        let name = Name::vec_from_str("mx.example.com").unwrap();
        let mut builder = MessageBuilder::new_vec();
        builder.header_mut().set_qr(true);
        let mut builder = builder.question();
        builder.push((&name, Rtype::A)).unwrap();
        let mut builder = builder.answer();
        for address in addresses {
            match address.parse().unwrap() {
                IpAddr::V4(address) => builder.push((&name, 60, RecordA::new(address))).unwrap(),
                IpAddr::V6(address) => builder.push((&name, 60, Aaaa::new(address))).unwrap(),
            }
        }
        let mut builder = builder.additional();
        builder.push((&name, 60, RecordA::new([192, 168, 7, 7].into()))).unwrap();
        builder.push((&name, 60, Mx::new(10, name.clone()))).unwrap();
        builder.finish()
    }

    #[test]
    fn addresses_that_are_not_public_are_replaced_by_their_kind() {
        let shown = withhold_addresses(message(&["10.1.2.3", "8.8.8.8"]), &Guard::default()).unwrap();
        let question = DnsQuestion { name: "mx.example.com".into(), kind: RecordKind::A };
        let addresses: Vec<IpAddr> = doh::read_answer(&question, &shown).unwrap().addresses().collect();
        assert_eq!(addresses, ["10.0.0.0", "8.8.8.8"].map(|text| text.parse::<IpAddr>().unwrap()));
        assert!(!shown.windows(4).any(|bytes| bytes == [192, 168, 7, 7]));
        let allowed = Guard::allowing(vec!["10.0.0.0/8".parse().unwrap(), "192.168.0.0/16".parse().unwrap()]);
        assert_eq!(withhold_addresses(message(&["10.1.2.3"]), &allowed), Some(message(&["10.1.2.3"])));
    }

    proptest! {
        #[test]
        fn whatever_a_resolver_sends_is_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let length = bytes.len();
            let shown = withhold_addresses(bytes, &Guard::default());
            prop_assert!(shown.is_none_or(|shown| shown.len() == length));
        }

        #[test]
        fn a_message_that_ends_early_is_refused(cut in 1..40_usize) {
            let mut whole = message(&["10.1.2.3", "fd00::1"]);
            whole.truncate(whole.len() - cut);
            prop_assert_eq!(withhold_addresses(whole, &Guard::default()), None);
        }
    }
}
