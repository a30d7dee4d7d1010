//! The answers of several resolvers: whether they agree, and whether each was reachable.

use evidence::{Outcome, Record, Reply, Via};

use super::{at_most_one, prelude::*};
use crate::facts::questions::decisive_lookups;

rules! {
    static RESOLVERS_RULES of Stage::Dns;

    /// Two resolvers return different record sets (ignoring order, case and TTL) for the same relevant name. Addresses
    /// are compared as present or absent only, because many hosts have different ones in each region.
    DNS_RESOLVERS_DISAGREE {
        id: "dns-resolvers-disagree",
        severity: Warning,
        effect: Own,
        owner: Dns,
        citations: [rfc(8461, "8.1")],
        args: ["names", "resolver", "value", "other", "expected", "ttl"],
        check: dns_resolvers_disagree,
        shown_by: Nothing,
    }
    /// A request to a resolver fails (network error or CORS failure, which scripts cannot tell apart) or returns a
    /// non-2xx status, and another resolver answers the same question.
    DOH_RESOLVER_UNREACHABLE {
        id: "doh-resolver-unreachable",
        severity: Notice,
        effect: Unknown,
        owner: Nobody,
        citations: [rfc(8484, "4.2.1")],
        args: ["resolver", "other"],
        check: doh_resolver_unreachable,
    }
}

/// Seconds to wait if no answer has a TTL.
const HOUR: u32 = 3_600;

/// A conclusive answer and its source.
type ComparisonCoverage<'a> = (&'a Via, &'a DnsAnswer);

fn dns_resolvers_disagree(facts: &Facts<'_>) -> Vec<Finding> {
    decisive_lookups(facts.domain).iter().filter_map(|question| disagreement(facts, question)).collect()
}

fn disagreement(facts: &Facts<'_>, question: &DnsQuestion) -> Option<Finding> {
    let mut told: Vec<ComparisonCoverage<'_>> = facts.seen.dns_opinions(question);
    told.retain(|(_, answer)| answer.is_conclusive());
    let (first, rest) = told.split_first()?;
    let other = rest.iter().find(|(_, answer)| records(answer) != records(first.1))?;
    let ttl = [first.1.ttl, other.1.ttl].into_iter().flatten().max().unwrap_or(HOUR);
    let finding = Finding::new(&DNS_RESOLVERS_DISAGREE)
        .with_arg("names", vec![format!("{} {}", question.name, question.kind.mnemonic())])
        .with_arg("resolver", name(first.0))
        .with_arg("value", shown(first.1))
        .with_arg("other", name(other.0))
        .with_arg("expected", shown(other.1))
        .with_arg("ttl", Arg::Duration(ttl.into()));
    Some(finding)
}

/// Returns the records of an answer in the form in which they are compared.
fn records(answer: &DnsAnswer) -> Vec<String> {
    let compared = |record: &Record| match record {
        Record::A(_) | Record::Aaaa(_) => String::new(),
        other => text(other).to_ascii_lowercase(),
    };
    sorted_names(answer.records.iter().map(compared).collect())
}

/// Returns the first few records of an answer for display, in zone file form, or a dash if there are none.
fn shown(answer: &DnsAnswer) -> String {
    let all: Vec<String> = answer.records.iter().take(3).map(text).collect();
    if all.is_empty() { "—".into() } else { shorten_text(all.join(", ").as_bytes()) }
}

fn text(record: &Record) -> String {
    match record {
        Record::A(address) => address.to_string(),
        Record::Aaaa(address) => address.to_string(),
        Record::Mx { preference, exchange } => format!("{preference} {exchange}"),
        Record::Txt(strings) => {
            let octets: Vec<u8> = strings.iter().flat_map(|part| part.0.iter().copied()).collect();
            String::from_utf8_lossy(&octets).into_owned()
        }
        Record::Caa { flags, tag, value } => format!("{flags} {tag} {}", String::from_utf8_lossy(value.as_ref())),
        Record::Ns(server) => server.clone(),
        Record::Tlsa(tlsa) => format!("{} {} {}", tlsa.usage, tlsa.selector, tlsa.matching),
    }
}

fn name(via: &Via) -> &str {
    match via {
        Via::Resolver(name) | Via::Proxy(name) => name,
        Via::Here | Via::World => "—",
    }
}

/// Reports one resolver that failed where another one answered.
fn doh_resolver_unreachable(facts: &Facts<'_>) -> Vec<Finding> {
    let helped = facts.seen.entries.iter().filter_map(|entry| {
        let Question::Dns(question) = &entry.question else { return None };
        let failed = is_failure(&entry.reply).then_some(&entry.reply.via)?;
        let other = facts.seen.dns_opinions(question).into_iter().map(|(via, _)| via).find(|via| *via != failed)?;
        Some((name(failed), name(other)))
    });
    let first = helped.min();
    at_most_one(first.map(|(failed, other)| {
        Finding::new(&DOH_RESOLVER_UNREACHABLE).with_arg("resolver", failed).with_arg("other", other)
    }))
}

const fn is_failure(reply: &Reply) -> bool {
    matches!(&reply.outcome, Outcome::Unobserved(unobserved) if !matches!(unobserved, Unobserved::NotOffered))
}
