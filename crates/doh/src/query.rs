//! The query: a question as a DNS message (RFC 1035 §4.1) and as the URL of a GET request (RFC 8484 §4.1).

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::base::{
    Message, MessageBuilder,
    iana::{Class, Opcode, Rtype},
};
use evidence::{DnsQuestion, RecordKind};

use crate::{Malformed, name};

/// The UDP payload size that a query advertises, in octets. It avoids IP fragmentation (DNS flag day 2020).
const UDP_SIZE: u16 = 1232;

/// Encodes the query for a question in wire format.
///
/// Its id is 0, so that HTTP caches can share the response (RFC 8484 §4.1). It requests recursion (RD) and the result
/// of DNSSEC validation (AD, RFC 6840 §5.7). It carries an OPT record with DO, so that the resolver can add extended
/// errors (RFC 8914 §2).
///
/// # Errors
///
/// Returns [`Malformed::Name`] if the question's name is not a valid domain name.
pub fn encode_query(question: &DnsQuestion) -> Result<Vec<u8>, Malformed> {
    let mut builder = MessageBuilder::new_vec();
    builder.header_mut().set_rd(true);
    builder.header_mut().set_ad(true);
    let mut section = builder.question();
    section.push((name::parse_name(&question.name)?, to_rtype(question.kind))).expect("a vector takes one question");
    let mut section = section.additional();
    section
        .opt(|opt| {
            opt.set_udp_payload_size(UDP_SIZE);
            opt.set_dnssec_ok(true);
            Ok(())
        })
        .expect("a vector takes one record");
    Ok(section.finish())
}

/// Returns the URL to GET: the endpoint with the query in the parameter `dns`, in base64url without padding.
///
/// An endpoint may have a query string of its own, or end in the template `{?dns}` (RFC 8484 §4.1).
///
/// # Errors
///
/// Returns [`Malformed::Name`] if the question's name is not a valid domain name.
pub fn request_url(endpoint: &str, question: &DnsQuestion) -> Result<String, Malformed> {
    let message = URL_SAFE_NO_PAD.encode(encode_query(question)?);
    let endpoint = endpoint.split('#').next().unwrap_or(endpoint);
    let endpoint = endpoint.strip_suffix("{?dns}").unwrap_or(endpoint);
    let joint = match (endpoint.contains('?'), endpoint.ends_with(['?', '&'])) {
        (false, _) => "?",
        (true, false) => "&",
        (true, true) => "",
    };
    Ok(format!("{endpoint}{joint}dns={message}"))
}

/// Decodes a received query: one question of class IN, for one of the types in [`RecordKind`].
///
/// # Errors
///
/// Returns the [`Malformed`] variant that describes the fault.
pub fn decode_query(message: &[u8]) -> Result<DnsQuestion, Malformed> {
    let message = Message::from_octets(message).map_err(|error| Malformed::Message(error.to_string()))?;
    let header = message.header();
    if header.qr() || header.opcode() != Opcode::QUERY {
        return Err(Malformed::NotAQuery);
    }
    let count = message.header_counts().qdcount();
    if count != 1 {
        return Err(Malformed::Questions(count));
    }
    let question = message.question().next().ok_or(Malformed::Questions(0))??;
    if question.qclass() != Class::IN {
        return Err(Malformed::Class(question.qclass().to_string()));
    }
    let kind = kind(question.qtype()).ok_or_else(|| Malformed::Type(question.qtype().to_string()))?;
    Ok(DnsQuestion { name: name::print_name(question.qname()), kind })
}

pub(crate) const fn to_rtype(kind: RecordKind) -> Rtype {
    match kind {
        RecordKind::A => Rtype::A,
        RecordKind::Aaaa => Rtype::AAAA,
        RecordKind::Caa => Rtype::CAA,
        RecordKind::Mx => Rtype::MX,
        RecordKind::Ns => Rtype::NS,
        RecordKind::Tlsa => Rtype::TLSA,
        RecordKind::Txt => Rtype::TXT,
    }
}

fn kind(rtype: Rtype) -> Option<RecordKind> {
    RecordKind::ALL.into_iter().find(|kind| to_rtype(*kind) == rtype)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(name: &str, kind: RecordKind) -> DnsQuestion {
        DnsQuestion { name: name.into(), kind }
    }

    #[test]
    fn a_query_has_the_expected_octets() {
        #[rustfmt::skip]
        let expected = [
            0x00, 0x00,                                                 // id 0
            0x01, 0x20,                                                 // RD, AD
            0x00, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x01,             // one question, one additional record
            0x08, b'_', b'm', b't', b'a', b'-', b's', b't', b's',
            0x07, b'e', b'x', b'a', b'm', b'p', b'l', b'e', 0x00,
            0x00, 0x10, 0x00, 0x01,                                     // TXT, IN
            0x00, 0x00, 0x29, 0x04, 0xd0,                               // OPT, 1232
            0x00, 0x00, 0x80, 0x00,                                     // version 0, DO
            0x00, 0x00,
        ];
        assert_eq!(encode_query(&ask("_mta-sts.example", RecordKind::Txt)).unwrap(), expected);
    }

    #[test]
    fn an_endpoint_keeps_its_own_query() {
        let cases = [
            ("https://dns.example/dns-query", "https://dns.example/dns-query?dns="),
            ("https://dns.example/dns-query{?dns}", "https://dns.example/dns-query?dns="),
            ("https://dns.example/q?key=1", "https://dns.example/q?key=1&dns="),
            ("https://dns.example/q?", "https://dns.example/q?dns="),
            ("https://dns.example/q?key=1&", "https://dns.example/q?key=1&dns="),
            ("https://dns.example/q#part", "https://dns.example/q?dns="),
            ("/dns-query", "/dns-query?dns="),
        ];
        for (endpoint, beginning) in cases {
            let url = request_url(endpoint, &ask("example", RecordKind::A)).unwrap();
            let rest = url.strip_prefix(beginning).unwrap_or_else(|| panic!("{url}"));
            assert_eq!(rest, "AAABIAABAAAAAAABB2V4YW1wbGUAAAEAAQAAKQTQAACAAAAA");
        }
    }

    #[test]
    fn an_encoded_query_decodes_to_the_same_question() {
        for kind in RecordKind::ALL {
            for name in ["example.com", ".", "_mta-sts.xn--bcher-kva.example", r"a\046b.example"] {
                let question = ask(name, kind);
                assert_eq!(decode_query(&encode_query(&question).unwrap()), Ok(question));
            }
        }
    }

    #[test]
    fn the_query_of_rfc_8484_is_understood() {
        let message = URL_SAFE_NO_PAD.decode("AAABAAABAAAAAAAAA3d3dwdleGFtcGxlA2NvbQAAAQAB").unwrap();
        assert_eq!(decode_query(&message), Ok(ask("www.example.com", RecordKind::A)));
    }

    #[test]
    fn a_query_that_no_check_sends_is_refused() {
        let good = encode_query(&ask("example", RecordKind::A)).unwrap();
        let changed = |at: usize, octet: u8| {
            let mut message = good.clone();
            message[at] = octet;
            decode_query(&message).unwrap_err()
        };
        assert_eq!(changed(2, 0x81), Malformed::NotAQuery);
        assert_eq!(changed(2, 0x29), Malformed::NotAQuery);
        assert_eq!(changed(5, 2), Malformed::Questions(2));
        assert_eq!(changed(5, 0), Malformed::Questions(0));
        assert_eq!(changed(22, 0xff), Malformed::Type("ANY".into()));
        assert_eq!(changed(22, 12), Malformed::Type("PTR".into()));
        assert_eq!(changed(24, 3), Malformed::Class("CH".into()));
        assert!(matches!(decode_query(&good[..20]), Err(Malformed::Message(_))));
        assert!(matches!(decode_query(b""), Err(Malformed::Message(_))));
    }
}
