//! Conversion of a DNS response (RFC 1035 §4.1) to a [`DnsAnswer`].

use domain::{
    base::{
        Message, Name, ParsedName, ParsedRecord, ToName, Ttl,
        iana::{Class, Rtype},
        opt,
        rdata::UnknownRecordData,
    },
    dep::octseq::Parser,
    rdata::{self, A, Aaaa, Cname, Mx, Ns, Soa, Txt},
};
use evidence::{DnsAnswer, DnsQuestion, ExtendedError, Rcode, Record, RecordKind, Tlsa};

use crate::{Malformed, name, query::to_rtype};

/// Maximum number of CNAME records followed, as in BIND. The limit also ends loops.
const MAX_CNAMES: usize = 16;

type WireName = Name<Vec<u8>>;
type Response<'a> = Message<&'a [u8]>;
type Part<'r, 'a> = ParsedRecord<'r, &'a [u8]>;

/// Reads the response to a question.
///
/// Ignores records of other types, names and classes in every section, such as the signatures that the DO bit adds. A
/// response code other than NOERROR is an answer too.
///
/// # Errors
///
/// Returns [`Malformed`] if the question's name is invalid, or the message is not a complete response to that question.
/// The same applies if its CNAME records form a loop or a chain that is too long.
pub fn read_answer(question: &DnsQuestion, response: &[u8]) -> Result<DnsAnswer, Malformed> {
    let message = Message::from_octets(response).map_err(|error| Malformed::Message(error.to_string()))?;
    let asked = name::parse_name(&question.name)?;
    check_question(&message, &asked, question.kind)?;
    let chain = follow_cnames(&message, asked)?;
    let (records, ttl) = records(&message, &chain.end, question.kind)?;
    let ttl = if records.is_empty() { negative_ttl(&message)? } else { ttl };
    Ok(DnsAnswer {
        rcode: Rcode(message.opt_rcode().to_int()),
        authenticated: message.header().ad(),
        chain: chain.names,
        records,
        ttl: smaller(chain.ttl, ttl),
        extended_errors: extended_errors(&message),
    })
}

/// Checks that a response is complete and repeats the question, the first defence against forgery in RFC 5452 §4.2.
fn check_question(message: &Response<'_>, asked: &WireName, kind: RecordKind) -> Result<(), Malformed> {
    if !message.header().qr() {
        return Err(Malformed::NotAResponse);
    }
    if message.header().tc() {
        return Err(Malformed::Truncated);
    }
    let count = message.header_counts().qdcount();
    if count != 1 {
        return Err(Malformed::Questions(count));
    }
    let repeated = message.question().next().ok_or(Malformed::Questions(0))??;
    if repeated.qname() == asked && repeated.qtype() == to_rtype(kind) && repeated.qclass() == Class::IN {
        return Ok(());
    }
    Err(Malformed::OtherQuestion(format!("{} {}", name::print_name(repeated.qname()), repeated.qtype())))
}

/// The CNAME chain of an answer.
struct CnameChain {
    names: Vec<String>,
    end: WireName,
    ttl: Option<u32>,
}

fn follow_cnames(message: &Response<'_>, asked: WireName) -> Result<CnameChain, Malformed> {
    let mut chain = CnameChain { names: Vec::new(), end: asked, ttl: None };
    while let Some((target, ttl)) = alias(message, &chain.end)? {
        if chain.names.len() == MAX_CNAMES {
            return Err(Malformed::AliasLoop);
        }
        chain.names.push(name::print_name(&target));
        chain.end = target;
        chain.ttl = smaller(chain.ttl, Some(ttl));
    }
    Ok(chain)
}

/// Returns the target of this name's first CNAME record. A second one should not exist (RFC 2181 §10.1).
fn alias(message: &Response<'_>, owner: &WireName) -> Result<Option<(WireName, u32)>, Malformed> {
    for part in message.answer()? {
        let part = part?;
        if !is_owned_by(&part, owner) {
            continue;
        }
        if let Some(record) = part.to_record::<Cname<ParsedName<_>>>()? {
            return Ok(Some((record.data().cname().to_vec(), seconds(record.ttl()))));
        }
    }
    Ok(None)
}

/// Returns the records of a name and type, and the smallest TTL among them.
fn records(
    message: &Response<'_>,
    owner: &WireName,
    kind: RecordKind,
) -> Result<(Vec<Record>, Option<u32>), Malformed> {
    let mut found = (Vec::new(), None);
    for part in message.answer()? {
        let part = part?;
        if is_owned_by(&part, owner)
            && let Some(record) = record(&part, kind)?
        {
            found.0.push(record);
            found.1 = smaller(found.1, Some(seconds(part.ttl())));
        }
    }
    Ok(found)
}

fn record(part: &Part<'_, '_>, kind: RecordKind) -> Result<Option<Record>, Malformed> {
    Ok(match kind {
        RecordKind::A => part.to_record::<A>()?.map(|record| Record::A(record.data().addr())),
        RecordKind::Aaaa => part.to_record::<Aaaa>()?.map(|record| Record::Aaaa(record.data().addr())),
        RecordKind::Caa => caa(part)?,
        RecordKind::Mx => part.to_record::<Mx<ParsedName<_>>>()?.map(|record| Record::Mx {
            preference: record.data().preference(),
            exchange: name::print_name(record.data().exchange()),
        }),
        RecordKind::Ns => {
            part.to_record::<Ns<ParsedName<_>>>()?.map(|record| Record::Ns(name::print_name(record.data().nsdname())))
        }
        RecordKind::Tlsa => tlsa(part)?,
        RecordKind::Txt => {
            part.to_record::<Txt<_>>()?.map(|record| Record::Txt(record.data().iter().map(Into::into).collect()))
        }
    })
}

/// Parses a CAA record: flags, tag length, tag, and the value up to the end (RFC 8659 §4.1). Shorter data is not a CAA
/// record.
fn caa(part: &Part<'_, '_>) -> Result<Option<Record>, Malformed> {
    if part.rtype() != Rtype::CAA {
        return Ok(None);
    }
    let Some(record) = part.to_record::<UnknownRecordData<_>>()? else { return Ok(None) };
    let data: &[u8] = record.data().data();
    let fields =
        data.split_at_checked(2).and_then(|(head, rest)| Some((head[0], rest.split_at_checked(head[1].into())?)));
    Ok(fields.map(|(flags, (tag, value))| Record::Caa {
        flags,
        tag: String::from_utf8_lossy(tag).into_owned(),
        value: value.into(),
    }))
}

/// Parses TLSA data. The library has a parser, but does not offer it for record data.
fn tlsa(part: &Part<'_, '_>) -> Result<Option<Record>, Malformed> {
    if part.rtype() != Rtype::TLSA {
        return Ok(None);
    }
    let Some(record) = part.to_record::<UnknownRecordData<_>>()? else { return Ok(None) };
    let data: rdata::Tlsa<&[u8]> = rdata::Tlsa::parse(&mut Parser::from_ref(*record.data().data()))?;
    Ok(Some(Record::Tlsa(Tlsa {
        usage: data.usage().to_int(),
        selector: data.selector().to_int(),
        matching: data.matching_type().to_int(),
        data: (*data.data()).into(),
    })))
}

/// Returns the TTL of a negative answer in seconds. It is the smaller of the SOA record's own TTL and its MINIMUM
/// (RFC 2308 §5).
fn negative_ttl(message: &Response<'_>) -> Result<Option<u32>, Malformed> {
    for part in message.authority()? {
        let part = part?;
        if part.class() != Class::IN {
            continue;
        }
        if let Some(soa) = part.to_record::<Soa<ParsedName<_>>>()? {
            return Ok(Some(seconds(soa.ttl()).min(seconds(soa.data().minimum()))));
        }
    }
    Ok(None)
}

/// Returns the extended errors (RFC 8914 §2). An unreadable one does not invalidate the answer.
fn extended_errors(message: &Response<'_>) -> Vec<ExtendedError> {
    let Some(options) = message.opt() else { return Vec::new() };
    let errors = options.opt().iter::<opt::ExtendedError<_>>().map_while(Result::ok);
    errors.map(|error| ExtendedError { code: error.code().to_int(), text: extra_text(error.text_slice()) }).collect()
}

/// Returns EXTRA-TEXT without the null that may end it (RFC 8914 §2).
fn extra_text(text: Option<&[u8]>) -> String {
    String::from_utf8_lossy(text.unwrap_or_default()).trim_end_matches('\0').to_owned()
}

fn is_owned_by(part: &Part<'_, '_>, owner: &WireName) -> bool {
    part.class() == Class::IN && part.owner() == *owner
}

/// Returns a TTL in seconds. One with its highest bit set counts as 0 (RFC 2181 §8).
fn seconds(ttl: Ttl) -> u32 {
    i32::try_from(ttl.as_secs()).map_or(0, i32::unsigned_abs)
}

fn smaller(one: Option<u32>, other: Option<u32>) -> Option<u32> {
    one.into_iter().chain(other).min()
}

#[cfg(test)]
mod tests;
