//! Responses in wire format (RFC 1035 §4.1), with extended errors (RFC 8914).

use checker::world::World;
use domain::{
    base::{
        Message, MessageBuilder, Name, Serial, Ttl,
        iana::{self, Rtype},
        message_builder::{AdditionalBuilder, AnswerBuilder, AuthorityBuilder, PushError},
        opt::ExtendedError,
        rdata::UnknownRecordData,
    },
    rdata::{A, Aaaa, Cname, Mx, Ns, Soa, Tlsa, Txt},
};
use evidence::{DnsAnswer, DnsQuestion, Rcode, Record, RecordKind};

use crate::zones::{DnsData, ZoneAnswer, Zones};

/// The time to live in seconds, if a world states none.
const DEFAULT_TTL_SECONDS: u32 = 300;

/// The largest response over UDP without EDNS, in octets (RFC 1035 §4.2.1).
const MAX_PLAIN_UDP_OCTETS: u16 = 512;

type WireName = Name<Vec<u8>>;
type Query<'a> = Message<&'a [u8]>;

/// Returns the response over UDP. It is truncated if it is too long for the client (RFC 2181 §9).
pub(crate) fn udp_response(names: &impl DnsData, query: &[u8]) -> Option<Vec<u8>> {
    let message = Message::from_octets(query).ok()?;
    let whole = respond(names, &message)?;
    let limit = message.opt().map_or(MAX_PLAIN_UDP_OCTETS, |opt| opt.udp_payload_size().max(MAX_PLAIN_UDP_OCTETS));
    if whole.len() > limit.into() { truncated_response(&message) } else { Some(whole) }
}

/// Returns the response, as over TCP, of a server that knows only this world. Returns `None` if the message is not a
/// query.
#[must_use]
pub fn dns_response(world: &World, query: &[u8]) -> Option<Vec<u8>> {
    tcp_response(&Zones::new(std::slice::from_ref(world)), query)
}

/// Returns the response over TCP.
pub(crate) fn tcp_response(names: &impl DnsData, query: &[u8]) -> Option<Vec<u8>> {
    respond(names, &Message::from_octets(query).ok()?)
}

/// Returns the response, or `None` if the message is not a query: it gets no response.
fn respond(names: &impl DnsData, query: &Query<'_>) -> Option<Vec<u8>> {
    let asked = query.first_question().filter(|_| !query.header().qr())?;
    let name = evidence::canonical_name(&asked.qname().to_string());
    let Some(kind) = kind(asked.qtype()) else { return failure_response(query, iana::Rcode::NOTIMP) };
    let found = names.look_up(&DnsQuestion { name, kind });
    encode_response(query, &found).or_else(|| failure_response(query, iana::Rcode::SERVFAIL))
}

fn kind(rtype: Rtype) -> Option<RecordKind> {
    match rtype {
        Rtype::A => Some(RecordKind::A),
        Rtype::AAAA => Some(RecordKind::Aaaa),
        Rtype::CAA => Some(RecordKind::Caa),
        Rtype::MX => Some(RecordKind::Mx),
        Rtype::NS => Some(RecordKind::Ns),
        Rtype::TLSA => Some(RecordKind::Tlsa),
        Rtype::TXT => Some(RecordKind::Txt),
        _ => None,
    }
}

/// Returns the response, or `None` if the world has a name that DNS cannot encode.
fn encode_response(query: &Query<'_>, found: &ZoneAnswer) -> Option<Vec<u8>> {
    let answer = &found.answer;
    let ttl = answer.ttl.unwrap_or(DEFAULT_TTL_SECONDS);
    let rcode = iana::Rcode::masked_from_int(u8::try_from(answer.rcode.0).ok()?);
    let mut section = begin(query, rcode)?;
    section.header_mut().set_ad(answer.authenticated && wants_ad(query));
    push_records(&mut section, query, answer, ttl)?;
    let mut section = section.authority();
    if answer.records.is_empty() && matches!(answer.rcode, Rcode::NOERROR | Rcode::NXDOMAIN) {
        push_soa(&mut section, &found.zone, ttl)?;
    }
    finish(section.additional(), query, answer)
}

fn begin(query: &Query<'_>, rcode: iana::Rcode) -> Option<AnswerBuilder<Vec<u8>>> {
    let mut section = MessageBuilder::new_vec().start_answer(query, rcode).ok()?;
    section.header_mut().set_ra(true);
    Some(section)
}

fn wants_ad(query: &Query<'_>) -> bool {
    query.header().ad() || query.opt().is_some_and(|opt| opt.dnssec_ok())
}

/// Adds the aliases, then the records at the end of the chain.
fn push_records(section: &mut AnswerBuilder<Vec<u8>>, query: &Query<'_>, answer: &DnsAnswer, ttl: u32) -> Option<()> {
    let mut owner = wire_name(&query.first_question()?.qname().to_string())?;
    for target in &answer.chain {
        let target = wire_name(target)?;
        section.push((owner, ttl, Cname::new(target.clone()))).ok()?;
        owner = target;
    }
    answer.records.iter().try_for_each(|record| push_record(section, &owner, ttl, record))
}

fn push_record(section: &mut AnswerBuilder<Vec<u8>>, owner: &WireName, ttl: u32, record: &Record) -> Option<()> {
    let pushed: Result<(), PushError> = match record {
        Record::A(address) => section.push((owner, ttl, A::new(*address))),
        Record::Aaaa(address) => section.push((owner, ttl, Aaaa::new(*address))),
        Record::Caa { flags, tag, value } => section.push((owner, ttl, wire_caa(*flags, tag, value)?)),
        Record::Mx { preference, exchange } => section.push((owner, ttl, Mx::new(*preference, wire_name(exchange)?))),
        Record::Ns(server) => section.push((owner, ttl, Ns::new(wire_name(server)?))),
        Record::Tlsa(tlsa) => section.push((owner, ttl, wire_tlsa(tlsa)?)),
        Record::Txt(strings) => section.push((owner, ttl, Txt::from_octets(character_strings(strings)).ok()?)),
    };
    pushed.ok()
}

fn wire_caa(flags: u8, tag: &str, value: &evidence::RawBytes) -> Option<UnknownRecordData<Vec<u8>>> {
    let data = [&[flags, u8::try_from(tag.len()).ok()?], tag.as_bytes(), value.as_ref()].concat();
    UnknownRecordData::from_octets(Rtype::CAA, data).ok()
}

fn wire_tlsa(tlsa: &evidence::Tlsa) -> Option<Tlsa<Vec<u8>>> {
    Tlsa::try_new(tlsa.usage.into(), tlsa.selector.into(), tlsa.matching.into(), tlsa.data.0.clone()).ok()
}

/// Encodes character-strings with their lengths (RFC 1035 §3.3). A string that is too long is split into several.
fn character_strings(strings: &[evidence::RawBytes]) -> Vec<u8> {
    let pieces = strings.iter().flat_map(|octets| match octets.as_ref() {
        [] => vec![[].as_slice()],
        octets => octets.chunks(255).collect(),
    });
    pieces.flat_map(|piece| [&[u8::try_from(piece.len()).unwrap_or(u8::MAX)], piece].concat()).collect()
}

/// Adds the zone's SOA, which states how long a negative answer may be cached (RFC 2308 §3).
fn push_soa(section: &mut AuthorityBuilder<Vec<u8>>, zone: &str, ttl: u32) -> Option<()> {
    let (owner, time) = (wire_name(zone)?, Ttl::from_secs(ttl));
    let data = Soa::new(
        wire_name(&format!("ns.{zone}"))?,
        wire_name(&format!("hostmaster.{zone}"))?,
        Serial(1),
        time,
        time,
        time,
        time,
    );
    section.push((owner, ttl, data)).ok()
}

/// Adds the OPT record if the query has one (RFC 6891 §6.1.1), with the extended errors.
fn finish(mut section: AdditionalBuilder<Vec<u8>>, query: &Query<'_>, answer: &DnsAnswer) -> Option<Vec<u8>> {
    if let Some(asked) = query.opt() {
        let pushed = section.opt(|opt| {
            opt.set_udp_payload_size(1232);
            opt.set_dnssec_ok(asked.dnssec_ok());
            answer.extended_errors.iter().try_for_each(|error| opt.push(&extended_error(error.code)))
        });
        pushed.ok()?;
    }
    Some(section.finish())
}

fn extended_error(code: u16) -> ExtendedError<Vec<u8>> {
    ExtendedError::from(code)
}

fn truncated_response(query: &Query<'_>) -> Option<Vec<u8>> {
    let mut section = begin(query, iana::Rcode::NOERROR)?;
    section.header_mut().set_tc(true);
    finish(section.additional(), query, &DnsAnswer::default())
}

fn failure_response(query: &Query<'_>, rcode: iana::Rcode) -> Option<Vec<u8>> {
    finish(begin(query, rcode)?.additional(), query, &DnsAnswer::default())
}

fn wire_name(name: &str) -> Option<WireName> {
    Name::vec_from_str(name).ok()
}
