use domain::{
    base::{
        MessageBuilder, Serial,
        iana::{Opcode, OptRcode, OptionCode, Rtype},
        message_builder::{AnswerBuilder, AuthorityBuilder},
        rdata::UnknownRecordData,
    },
    dep::octseq::OctetsBuilder,
    rdata::Ns,
};
use evidence::RawBytes;
use proptest::prelude::*;

use super::*;
use crate::encode_query;

const HOUR: Ttl = Ttl::from_secs(3600);

fn ask(name: &str, kind: RecordKind) -> DnsQuestion {
    DnsQuestion { name: name.into(), kind }
}

fn wire(text: &str) -> Name<Vec<u8>> {
    name::parse_name(text).unwrap()
}

/// Begins a response to a question.
fn respond(question: &DnsQuestion) -> AnswerBuilder<Vec<u8>> {
    let mut builder = MessageBuilder::new_vec();
    builder.header_mut().set_qr(true);
    builder.header_mut().set_ra(true);
    let mut builder = builder.question();
    builder.push((wire(&question.name), to_rtype(question.kind))).unwrap();
    builder.answer()
}

fn cname(builder: &mut AnswerBuilder<Vec<u8>>, owner: &str, target: &str, ttl: u32) {
    builder.push((wire(owner), ttl, Cname::new(wire(target)))).unwrap();
}

fn soa(builder: AnswerBuilder<Vec<u8>>, ttl: u32, minimum: u32) -> AuthorityBuilder<Vec<u8>> {
    let mut builder = builder.authority();
    let zone = wire("example");
    let data = Soa::new(zone.clone(), zone.clone(), Serial(1), HOUR, HOUR, HOUR, Ttl::from_secs(minimum));
    builder.push((zone, ttl, data)).unwrap();
    builder
}

fn read(question: &DnsQuestion, message: &[u8]) -> DnsAnswer {
    read_answer(question, message).unwrap()
}

#[test]
fn a_response_is_read_octet_by_octet() {
    #[rustfmt::skip]
    let message = [
        0x00, 0x00, 0x81, 0xa0,                                         // response, RD, RA, AD
        0x00, 0x01, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01,
        0x08, b'_', b'm', b't', b'a', b'-', b's', b't', b's',
        0x07, b'E', b'x', b'a', b'm', b'p', b'l', b'e', 0x00,
        0x00, 0x10, 0x00, 0x01,
        0xc0, 0x0c, 0x00, 0x10, 0x00, 0x01, 0x00, 0x00, 0x01, 0x2c,     // TXT IN 300
        0x00, 0x0b, 0x08, b'v', b'=', b'S', b'T', b'S', b'v', b'1', b';', 0x01, 0xff,
        0x00, 0x00, 0x29, 0x04, 0xd0, 0x00, 0x00, 0x80, 0x00, 0x00, 0x00,
    ];
    let expected = DnsAnswer {
        authenticated: true,
        records: vec![Record::Txt(vec!["v=STSv1;".into(), [0xff].as_slice().into()])],
        ttl: Some(300),
        ..DnsAnswer::default()
    };
    assert_eq!(read(&ask("_mta-sts.example", RecordKind::Txt), &message), expected);
}

#[test]
fn every_type_is_read() {
    let question = ask("example", RecordKind::A);
    let mut message = respond(&question);
    message.push((wire("example"), HOUR, A::from_octets(192, 0, 2, 1))).unwrap();
    assert_eq!(read(&question, &message.finish()).records, [Record::A([192, 0, 2, 1].into())]);

    let question = ask("example", RecordKind::Aaaa);
    let mut message = respond(&question);
    message.push((wire("example"), HOUR, Aaaa::new("2001:db8::1".parse().unwrap()))).unwrap();
    assert_eq!(read(&question, &message.finish()).records, [Record::Aaaa("2001:db8::1".parse().unwrap())]);

    let question = ask("example", RecordKind::Mx);
    let mut message = respond(&question);
    message.push((wire("EXAMPLE"), HOUR, Mx::new(10, wire("MX1.Example")))).unwrap();
    message.push((wire("example"), HOUR, Mx::new(0, wire(".")))).unwrap();
    let exchanges = read(&question, &message.finish());
    assert_eq!(exchanges.exchanges().collect::<Vec<_>>(), [(10, "mx1.example"), (0, ".")]);
}

#[test]
fn aliases_are_followed_in_any_order_and_unrelated_records_ignored() {
    let question = ask("mta-sts.example", RecordKind::A);
    let mut message = respond(&question);
    message.push((wire("host.other"), 700, A::from_octets(192, 0, 2, 7))).unwrap();
    cname(&mut message, "edge.provider", "Host.Other", 50);
    cname(&mut message, "mta-sts.example", "edge.provider", 600);
    message.push((wire("stranger.example"), 1, A::from_octets(192, 0, 2, 66))).unwrap();
    let seen = read(&question, &message.finish());
    assert_eq!(seen.chain, ["edge.provider", "host.other"]);
    assert_eq!(seen.records, [Record::A([192, 0, 2, 7].into())]);
    assert_eq!(seen.ttl, Some(50));
}

#[test]
fn signatures_unknown_types_and_other_classes_are_left_out() {
    let question = ask("example", RecordKind::Mx);
    let mut message = respond(&question);
    for rtype in [Rtype::RRSIG, Rtype::from_int(65_280), Rtype::TXT] {
        let data = UnknownRecordData::from_octets(rtype, b"\x07whatever".as_slice()).unwrap();
        message.push((wire("example"), 5, data)).unwrap();
    }
    message.push((wire("example"), Class::CH, 5, Mx::new(1, wire("chaos.example")))).unwrap();
    message.push((wire("example"), 60, Mx::new(10, wire("mx.example")))).unwrap();
    let seen = read(&question, &message.finish());
    assert_eq!(seen.exchanges().collect::<Vec<_>>(), [(10, "mx.example")]);
    assert_eq!(seen.ttl, Some(60));
}

#[test]
fn a_negative_answer_has_the_ttl_of_its_soa() {
    let question = ask("_mta-sts.example", RecordKind::Txt);
    for (ttl, minimum, expected) in [(900, 300, 300), (60, 300, 60), (u32::MAX, 300, 0)] {
        let mut message = soa(respond(&question), ttl, minimum);
        message.header_mut().set_rcode(domain::base::iana::Rcode::NXDOMAIN);
        let seen = read(&question, &message.finish());
        assert_eq!((seen.rcode, seen.ttl), (Rcode::NXDOMAIN, Some(expected)), "{ttl} {minimum}");
    }
}

#[test]
fn an_alias_to_a_missing_name_has_the_smaller_ttl() {
    let question = ask("www.example", RecordKind::Txt);
    let mut message = respond(&question);
    cname(&mut message, "www.example", "example", 30);
    let seen = read(&question, &soa(message, 900, 300).finish());
    assert_eq!((seen.chain, seen.ttl), (vec!["example".into()], Some(30)));
}

#[test]
fn a_tlsa_record_keeps_its_numbers_and_octets() {
    let question = ask("_25._tcp.mx.example", RecordKind::Tlsa);
    let mut message = respond(&question);
    let data = rdata::Tlsa::try_new(3.into(), 1.into(), 9.into(), [0xab; 32]).unwrap();
    message.push((wire("_25._tcp.mx.example"), 60, data)).unwrap();
    let seen = read(&question, &message.finish());
    let expected = Tlsa { usage: 3, selector: 1, matching: 9, data: [0xab; 32].as_slice().into() };
    assert_eq!(seen.tlsa().collect::<Vec<_>>(), [&expected]);
}

#[test]
fn a_caa_record_keeps_flags_tag_and_value() {
    let question = ask("example", RecordKind::Caa);
    let mut message = respond(&question);
    for data in [&b"\x80\x05issueca.example; account=1"[..], b"\x00\x05issue", b"\x00\x09issue", b"\x00"] {
        message.push((wire("example"), 60, UnknownRecordData::from_octets(Rtype::CAA, data).unwrap())).unwrap();
    }
    let seen = read(&question, &message.finish());
    let authorizations: Vec<_> = seen.authorizations().collect();
    let value = RawBytes::from("ca.example; account=1");
    assert_eq!(
        authorizations,
        [(128, "issue", &value), (0, "issue", &RawBytes::default())],
        "what is too short is none"
    );
}

#[test]
fn a_tlsa_record_without_its_three_numbers_is_refused() {
    let question = ask("_25._tcp.mx.example", RecordKind::Tlsa);
    let mut message = respond(&question);
    let data = UnknownRecordData::from_octets(Rtype::TLSA, [3, 1]).unwrap();
    message.push((wire("_25._tcp.mx.example"), 60, data)).unwrap();
    assert!(read_answer(&question, &message.finish()).is_err());
}

#[test]
fn an_answer_without_records_or_soa_has_no_time_to_live() {
    let question = ask("example", RecordKind::Txt);
    let mut message = respond(&question).authority();
    message.push((wire("example"), 900, Ns::new(wire("ns.example")))).unwrap();
    assert_eq!(read(&question, &message.finish()), DnsAnswer::default());
}

#[test]
fn extended_codes_and_errors_are_read() {
    let question = ask("example", RecordKind::A);
    let mut message = respond(&question).additional();
    message
        .opt(|options| {
            options.set_rcode(OptRcode::BADCOOKIE);
            options.push_raw_option(OptionCode::COOKIE, 8, |target| target.append_slice(&[0; 8]))?;
            options.push_raw_option(OptionCode::EXTENDED_ERROR, 9, |target| target.append_slice(b"\x00\x06expired"))?;
            options
                .push_raw_option(OptionCode::EXTENDED_ERROR, 4, |target| target.append_slice(b"\x00\x16\xff\x00"))?;
            options.push_raw_option(OptionCode::EXTENDED_ERROR, 2, |target| target.append_slice(b"\x00\x31"))
        })
        .unwrap();
    let seen = read(&question, &message.finish());
    assert_eq!(seen.rcode, Rcode(23));
    let expected = [(6, "expired"), (22, "\u{fffd}"), (49, "")];
    assert_eq!(seen.extended_errors, expected.map(|(code, text)| ExtendedError { code, text: text.into() }));
}

#[test]
fn an_answer_to_another_question_is_refused() {
    let question = ask("example", RecordKind::A);
    let other = |name: &str, kind| read_answer(&question, &respond(&ask(name, kind)).finish());
    assert_eq!(other("example", RecordKind::Aaaa), Err(Malformed::OtherQuestion("example AAAA".into())));
    assert_eq!(other("evil.example", RecordKind::A), Err(Malformed::OtherQuestion("evil.example A".into())));
    assert!(other("EXAMPLE", RecordKind::A).is_ok());
    assert_eq!(read_answer(&question, &encode_query(&question).unwrap()), Err(Malformed::NotAResponse));

    let mut message = respond(&question);
    message.header_mut().set_tc(true);
    assert_eq!(read_answer(&question, &message.finish()), Err(Malformed::Truncated));

    let mut message = MessageBuilder::new_vec();
    message.header_mut().set_qr(true);
    message.header_mut().set_opcode(Opcode::QUERY);
    assert_eq!(read_answer(&question, &message.finish()), Err(Malformed::Questions(0)));
}

#[test]
fn a_loop_of_aliases_is_refused() {
    let question = ask("a.example", RecordKind::A);
    let mut message = respond(&question);
    cname(&mut message, "a.example", "b.example", 60);
    cname(&mut message, "b.example", "a.example", 60);
    assert_eq!(read_answer(&question, &message.finish()), Err(Malformed::AliasLoop));
}

#[test]
fn sixteen_aliases_are_followed_and_no_more() {
    let chain = |length: usize| {
        let question = ask("n0.example", RecordKind::A);
        let mut message = respond(&question);
        (0..length).for_each(|n| cname(&mut message, &format!("n{n}.example"), &format!("n{}.example", n + 1), 60));
        read_answer(&question, &message.finish()).map(|seen| seen.chain.len())
    };
    assert_eq!(chain(16), Ok(16));
    assert_eq!(chain(17), Err(Malformed::AliasLoop));
}

#[test]
fn a_message_cut_anywhere_is_not_a_complete_answer() {
    let question = ask("www.example", RecordKind::Mx);
    let mut message = respond(&question);
    cname(&mut message, "www.example", "example", 30);
    message.push((wire("example"), 60, Mx::new(10, wire("mx.example")))).unwrap();
    let message = message.finish();
    for length in 0..message.len() {
        assert!(matches!(read_answer(&question, &message[..length]), Err(Malformed::Message(_))), "{length}");
    }
}

/// Returns a message with all kinds of content.
fn full_response(question: &DnsQuestion) -> Vec<u8> {
    let mut message = respond(question);
    cname(&mut message, &question.name, "example", 30);
    message.push((wire("example"), 60, Mx::new(10, wire("mx.example")))).unwrap();
    message.push((wire("example"), 60, Txt::<Vec<u8>>::build_from_slice(b"v=STSv1; id=1;").unwrap())).unwrap();
    let mut message = soa(message, 900, 300).additional();
    message
        .opt(|options| {
            options.push_raw_option(OptionCode::EXTENDED_ERROR, 4, |target| target.append_slice(b"\x00\x06no"))
        })
        .unwrap();
    message.finish()
}

fn any_kind() -> impl Strategy<Value = RecordKind> {
    prop::sample::select(RecordKind::ALL.to_vec())
}

proptest! {
    #[test]
    fn arbitrary_octets_never_panic(octets in prop::collection::vec(any::<u8>(), 0..600), kind in any_kind()) {
        let _ = read_answer(&ask("example", kind), &octets);
        let _ = crate::decode_query(&octets);
    }

    #[test]
    fn mutated_messages_never_panic(
        kind in any_kind(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut in any::<prop::sample::Index>(),
    ) {
        let question = ask("www.example", kind);
        for mut message in [full_response(&question), encode_query(&question).unwrap()] {
            for (at, octet) in &changes {
                let at = at.index(message.len());
                message[at] = *octet;
            }
            let _ = read_answer(&question, &message);
            let _ = crate::decode_query(&message);
            message.truncate(cut.index(message.len()));
            let _ = read_answer(&question, &message);
            let _ = crate::decode_query(&message);
        }
    }

    #[test]
    fn a_query_decodes_to_the_question_it_encodes(labels in prop::collection::vec("[a-z0-9_-]{1,20}", 1..6), kind in any_kind()) {
        let question = ask(&labels.join("."), kind);
        prop_assert_eq!(crate::decode_query(&encode_query(&question).unwrap()), Ok(question));
    }
}
