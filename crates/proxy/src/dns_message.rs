//! DNS messages for clients: the parts of a response (RFC 1035 §4.1) that a check reads.

use std::net::IpAddr;

use domain::{
    base::{
        Message, MessageBuilder, ParsedName, StaticCompressor, message_builder::PushError, opt::ExtendedError,
        wire::ParseError,
    },
    rdata::{A, Aaaa, AllRecordData, Soa},
};

use crate::{guard::Guard, special_addresses::first_in_registry_entry};

/// Error of a message that cannot be read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unreadable;

impl From<ParseError> for Unreadable {
    fn from(_: ParseError) -> Self {
        Self
    }
}

impl From<PushError> for Unreadable {
    fn from(_: PushError) -> Self {
        Self
    }
}

/// Returns a response with its question, its answers, the SOA record of a denial (RFC 2308 §3) and the extended errors
/// (RFC 8914). Other records may name hosts of the operator's network, such as its name servers; the names in the SOA
/// record are replaced with its owner. Each address that the guard refuses is replaced with the first address of its
/// registry entry. Without a guard, addresses stay.
///
/// # Errors
///
/// [`Unreadable`] if the message cannot be parsed to its end.
pub(crate) fn client_message(message: &[u8], guard: Option<&Guard>) -> Result<Vec<u8>, Unreadable> {
    let message = Message::from_octets(message).map_err(|_| Unreadable)?;
    let (questions, answers, authorities, additional) = message.sections()?;
    let mut builder = MessageBuilder::from_target(StaticCompressor::new(Vec::new())).map_err(|_| Unreadable)?;
    *builder.header_mut() = message.header();
    let mut builder = builder.question();
    for question in questions {
        builder.push(question?)?;
    }
    let mut builder = builder.answer();
    for record in answers {
        let record = record?.to_any_record::<AllRecordData<_, ParsedName<_>>>()?;
        builder.push((record.owner(), record.class(), record.ttl(), visible_data(record.data().clone(), guard)))?;
    }
    let mut builder = builder.authority();
    for record in authorities {
        if let Some(soa) = record?.to_record::<Soa<ParsedName<_>>>()? {
            builder.push((soa.owner(), soa.class(), soa.ttl(), with_names(soa.data(), soa.owner())))?;
        }
    }
    let mut builder = builder.additional();
    // `Message::opt` skips what it cannot parse.
    for record in additional {
        record?;
    }
    if let Some(options) = message.opt() {
        builder.opt(|target| {
            target.set_rcode(message.opt_rcode());
            target.set_udp_payload_size(options.udp_payload_size());
            target.set_dnssec_ok(options.dnssec_ok());
            options.opt().iter::<ExtendedError<_>>().map_while(Result::ok).try_for_each(|error| target.push(&error))
        })?;
    }
    Ok(builder.finish().into_target())
}

/// Returns a record's data with an address that the client may see.
fn visible_data<O, N>(data: AllRecordData<O, N>, guard: Option<&Guard>) -> AllRecordData<O, N> {
    let address: IpAddr = match &data {
        AllRecordData::A(data) => data.addr().into(),
        AllRecordData::Aaaa(data) => data.addr().into(),
        _ => return data,
    };
    if guard.is_none_or(|guard| guard.refusal(address).is_none()) {
        return data;
    }
    match first_in_registry_entry(address) {
        IpAddr::V4(shown) => A::new(shown).into(),
        IpAddr::V6(shown) => Aaaa::new(shown).into(),
    }
}

fn with_names<N, M: Clone>(soa: &Soa<N>, name: M) -> Soa<M> {
    Soa::new(name.clone(), name, soa.serial(), soa.refresh(), soa.retry(), soa.expire(), soa.minimum())
}

#[cfg(test)]
mod tests {
    use domain::{
        base::{
            Name, Serial, Ttl,
            iana::{ExtendedErrorCode, Rtype},
        },
        rdata::{Mx, Ns},
    };
    use evidence::{DnsQuestion, RecordKind};
    use proptest::prelude::*;

    use super::*;

    fn name(text: &str) -> Name<Vec<u8>> {
        Name::vec_from_str(text).unwrap()
    }

    fn soa() -> Soa<Name<Vec<u8>>> {
        let ttl = Ttl::from_secs;
        let (server, contact) = (name("dc01.corp.internal"), name("admin.corp.internal"));
        Soa::new(server, contact, Serial(1), ttl(1), ttl(2), ttl(3), ttl(300))
    }

    /// Builds a response with these addresses that also names hosts of an internal network.
    fn message(addresses: &[&str]) -> Vec<u8> {
        let owner = name("mx.example.com");
        let mut builder = MessageBuilder::from_target(StaticCompressor::new(Vec::new())).unwrap();
        builder.header_mut().set_qr(true);
        let mut builder = builder.question();
        builder.push((&owner, Rtype::A)).unwrap();
        let mut builder = builder.answer();
        for address in addresses {
            match address.parse().unwrap() {
                IpAddr::V4(address) => builder.push((&owner, 60, A::new(address))).unwrap(),
                IpAddr::V6(address) => builder.push((&owner, 60, Aaaa::new(address))).unwrap(),
            }
        }
        let mut builder = builder.authority();
        builder.push((name("example.com"), 60, Ns::new(name("ns.corp.internal")))).unwrap();
        builder.push((name("example.com"), 60, soa())).unwrap();
        let mut builder = builder.additional();
        builder.push((name("ns.corp.internal"), 60, A::new([192, 168, 7, 7].into()))).unwrap();
        builder.push((&owner, 60, Mx::new(10, owner.clone()))).unwrap();
        let filtered = ExtendedError::<Vec<u8>>::from(ExtendedErrorCode::FILTERED);
        builder.opt(|target| target.push(&filtered)).unwrap();
        builder.finish().into_target()
    }

    fn shown(message: &[u8]) -> Vec<u8> {
        client_message(message, Some(&Guard::default())).unwrap()
    }

    fn contains(message: &[u8], bytes: &[u8]) -> bool {
        message.windows(bytes.len()).any(|window| window == bytes)
    }

    fn question() -> DnsQuestion {
        DnsQuestion { name: "mx.example.com".into(), kind: RecordKind::A }
    }

    #[test]
    fn addresses_that_are_not_public_are_replaced_by_their_kind() {
        let whole = message(&["10.1.2.3", "8.8.8.8", "2001:4860:4860::8888"]);
        let answer = doh::read_answer(&question(), &shown(&whole)).unwrap();
        let addresses: Vec<IpAddr> = answer.addresses().collect();
        assert_eq!(addresses, ["10.0.0.0", "8.8.8.8"].map(|text| text.parse::<IpAddr>().unwrap()));
        let allowed = Guard::allowing(vec!["10.0.0.0/8".parse().unwrap()]);
        for guard in [None, Some(&allowed)] {
            let answer = doh::read_answer(&question(), &client_message(&whole, guard).unwrap()).unwrap();
            assert_eq!(answer, doh::read_answer(&question(), &whole).unwrap());
        }
    }

    #[test]
    fn a_denial_keeps_its_time_to_live_and_its_extended_errors() {
        let whole = message(&[]);
        let answer = doh::read_answer(&question(), &shown(&whole)).unwrap();
        assert_eq!((answer.ttl, answer.extended_errors.len()), (Some(60), 1));
        assert_eq!(answer, doh::read_answer(&question(), &whole).unwrap());
    }

    #[test]
    fn hosts_of_an_internal_network_are_not_named() {
        for addresses in [&[][..], &["8.8.8.8"]] {
            let whole = message(addresses);
            assert!(contains(&whole, b"internal") && contains(&whole, &[192, 168, 7, 7]));
            let shown = shown(&whole);
            assert!(!contains(&shown, b"internal") && !contains(&shown, &[192, 168, 7, 7]), "{shown:?}");
        }
    }

    proptest! {
        #[test]
        fn whatever_a_resolver_sends_is_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(shown) = client_message(&bytes, Some(&Guard::default())) {
                prop_assert_eq!(client_message(&shown, None), Ok(shown));
            }
        }

        #[test]
        fn changed_messages_are_read_or_refused(at in 0..200_usize, byte: u8) {
            let mut bytes = message(&["10.1.2.3", "fd00::1"]);
            let at = at % bytes.len();
            bytes[at] = byte;
            if let Ok(shown) = client_message(&bytes, Some(&Guard::default())) {
                prop_assert_eq!(client_message(&shown, None), Ok(shown));
            }
        }

        #[test]
        fn a_message_that_ends_early_is_refused(cut in 1..40_usize) {
            let mut whole = message(&["10.1.2.3", "fd00::1"]);
            whole.truncate(whole.len() - cut);
            prop_assert_eq!(client_message(&whole, None), Err(Unreadable));
        }
    }
}
