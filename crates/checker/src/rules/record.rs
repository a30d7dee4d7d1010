//! Presence, number and place of STS records (RFC 8461 §3.1).

use mta_sts::{Outcome, RecordProblem};

use super::{at_most_one, operator, prelude::*, problems::record_problems};
use crate::facts::{
    mail::MailRouting,
    record_presence::{
        Wildcard, absent_sts_record, doubled_sts_name, empty_sts_name, has_sts_text, is_dangling, is_record_missing,
        is_unrelated, misplaced_sts_record, sts_record,
    },
    records::StsRecord,
};

rules! {
    static RECORD_RULES of Stage::Record;

    /// One TXT record at _mta-sts.DOMAIN begins with "v=STSv1;" and matches the sts-text-record grammar, with one id.
    RECORD_OK {
        id: "record-ok",
        severity: Pass,
        effect: Nothing,
        owner: Nobody,
        citations: [rfc(8461, "3.1")],
        args: ["id"],
        check: record_ok,
    }
    /// _mta-sts.DOMAIN has no TXT record, or only unrelated ones. No policy file is served, and the domain has no null
    /// MX.
    RECORD_MISSING {
        id: "record-missing",
        severity: Error,
        effect: Own,
        owner: Dns,
        citations: [rfc(8461, "3.1")],
        args: ["name"],
        check: record_missing,
        fix: MissingStsRecord,
    }
    /// No usable TXT record at _mta-sts.DOMAIN, but `https://mta-sts.DOMAIN/.well-known/mta-sts.txt` answers 200 with
    /// a parseable policy.
    RECORD_MISSING_POLICY_PRESENT {
        id: "record-missing-policy-present",
        severity: Error,
        effect: NoPolicy,
        owner: Dns,
        citations: [rfc(8461, "3"), rfc(8461, "3.1")],
        args: ["name", "url", "operator"],
        check: record_missing_policy_present,
        fix: MissingStsRecord,
    }
    /// No STS record at _mta-sts.DOMAIN, but a TXT record beginning "v=STSv1" exists at the domain itself, mta-
    /// sts.DOMAIN, _mta_sts.DOMAIN or mta-sts._tcp.DOMAIN.
    RECORD_AT_WRONG_NAME {
        id: "record-at-wrong-name",
        severity: Error,
        effect: NoPolicy,
        owner: Dns,
        citations: [rfc(8461, "3.1")],
        args: ["name", "found"],
        check: record_at_wrong_name,
        fix: StsRecord,
    }
    /// No STS record at _mta-sts.DOMAIN, but one exists at _mta-sts.DOMAIN.DOMAIN.
    RECORD_NAME_DOUBLED {
        id: "record-name-doubled",
        severity: Error,
        effect: NoPolicy,
        owner: Dns,
        citations: [rfc(8461, "3.1")],
        args: ["name", "found"],
        check: record_name_doubled,
        fix: StsRecord,
    }
    /// Two or more TXT records at _mta-sts.DOMAIN begin with "v=STSv1;" (counted after concatenating each record's
    /// strings).
    RECORD_MULTIPLE {
        id: "record-multiple",
        severity: Error,
        effect: NoPolicy,
        owner: Dns,
        citations: [rfc(8461, "3.1")],
        args: ["name", "count", "found"],
        check: record_multiple,
        fix: StsRecord,
    }
    /// Besides exactly one STS record, other TXT records exist at _mta-sts.DOMAIN.
    RECORD_OTHER_TXT_PRESENT {
        id: "record-other-txt-present",
        severity: Notice,
        effect: Nothing,
        owner: Nobody,
        citations: [rfc(8461, "3.1")],
        args: ["name", "count"],
        check: record_other_txt_present,
    }
    /// TXT records are returned at _mta-sts.DOMAIN, and none is an STS record or a near miss. A query for a random
    /// label under the domain returns the same set.
    RECORD_WILDCARD_TXT {
        id: "record-wildcard-txt",
        severity: Error,
        effect: NoPolicy,
        owner: Dns,
        citations: [rfc(8461, "3.1"), rfc(4592, "2.2")],
        args: ["name"],
        check: record_wildcard_txt,
        fix: StsRecord,
    }
    /// TXT records exist at _mta-sts.DOMAIN, all of them are for other purposes (SPF, a verification token), and no
    /// wildcard explains them.
    RECORD_UNRELATED_TXT {
        id: "record-unrelated-txt",
        severity: Notice,
        effect: Nothing,
        owner: Dns,
        citations: [rfc(8461, "3.1")],
        args: ["name", "value"],
        check: record_unrelated_txt,
    }
    /// TXT records exist at _mta-sts.DOMAIN. None begins with "v=STSv1", none is a recognised near miss, and no
    /// wildcard explains them. At least one has words of MTA-STS in it.
    RECORD_NOT_STS {
        id: "record-not-sts",
        severity: Error,
        effect: NoPolicy,
        owner: Dns,
        citations: [rfc(8461, "3.1")],
        args: ["name", "value"],
        check: record_not_sts,
        fix: StsRecord,
    }
    /// The record carries mode=, mx=, max_age= or rua= fields.
    RECORD_POLICY_FIELDS_IN_TXT {
        id: "record-policy-fields-in-txt",
        severity: Warning,
        effect: Nothing,
        owner: Dns,
        citations: [rfc(8461, "3.1"), rfc(8461, "3.2")],
        args: ["names"],
        check: record_policy_fields_in_txt,
        fix: StsRecord,
    }
    /// The single STS record consists of more than one character-string. They are joined without a space.
    RECORD_MULTI_STRING {
        id: "record-multi-string",
        severity: Notice,
        effect: Nothing,
        owner: Nobody,
        citations: [rfc(8461, "3.1")],
        args: ["count"],
        check: record_multi_string,
    }
    /// _mta-sts.DOMAIN is a CNAME that leads to a valid STS record (delegation).
    RECORD_CNAME {
        id: "record-cname",
        severity: Notice,
        effect: Nothing,
        owner: Nobody,
        citations: [rfc(8461, "3.1"), rfc(8461, "8.2")],
        args: ["name", "target", "operator"],
        check: record_cname,
    }
    /// _mta-sts.DOMAIN is a CNAME whose target gives NXDOMAIN or no TXT.
    RECORD_CNAME_DANGLING {
        id: "record-cname-dangling",
        severity: Error,
        effect: NoPolicy,
        owner: Dns,
        citations: [rfc(8461, "3.1")],
        args: ["name", "target"],
        check: record_cname_dangling,
        fix: StsRecord,
    }
    /// The TTL of the STS record (or of a CNAME leading to it) is above 86400 seconds.
    RECORD_TTL_LONG {
        id: "record-ttl-long",
        severity: Warning,
        effect: Own,
        owner: Dns,
        citations: [rfc(8461, "8.1"), MICROSOFT_MTA_STS],
        args: ["name", "ttl"],
        check: record_ttl_long,
        shown_by: StsRecordTtl,
    }
    /// The domain has no STS record, but its parent domain has one. A name that receives no mail is not reported.
    RECORD_SUBDOMAIN_NOT_INHERITED {
        id: "record-subdomain-not-inherited",
        severity: Notice,
        effect: Own,
        owner: Nobody,
        citations: [rfc(8461, "3.4")],
        args: ["parent"],
        check: record_subdomain_not_inherited,
    }
}

/// Returns a finding with the name of the STS record.
fn at_name(facts: &Facts<'_>, rule: &'static Rule) -> Finding {
    Finding::new(rule).with_arg("name", facts.domain.sts_name())
}

fn record_ok(facts: &Facts<'_>) -> Vec<Finding> {
    let good = |record: &&StsRecord<'_>| {
        let blanks = |problem: &mta_sts::Problem<RecordProblem>| problem.kind == RecordProblem::SpaceBeforeSemicolon;
        !record.reading.problems.iter().any(blanks)
    };
    at_most_one(
        sts_record(facts)
            .filter(good)
            .and_then(|record| record.id())
            .map(|id| Finding::new(&RECORD_OK).with_arg("id", id)),
    )
}

fn record_missing(facts: &Facts<'_>) -> Vec<Finding> {
    at_most_one(is_record_missing(facts).then(|| at_name(facts, &RECORD_MISSING)))
}

fn record_missing_policy_present(facts: &Facts<'_>) -> Vec<Finding> {
    let missing =
        empty_sts_name(facts).is_some() && facts.has_complete_policy() && misplaced_sts_record(facts).is_none();
    at_most_one(missing.then(|| {
        at_name(facts, &RECORD_MISSING_POLICY_PRESENT)
            .with_arg("url", facts.domain.policy_url())
            .with_arg("operator", facts.record_half().map_or("none", operator))
    }))
}

fn record_at_wrong_name(facts: &Facts<'_>) -> Vec<Finding> {
    let found = absent_sts_record(facts)
        .and_then(|_| misplaced_sts_record(facts))
        .filter(|name| *name != doubled_sts_name(facts));
    at_most_one(found.map(|found| at_name(facts, &RECORD_AT_WRONG_NAME).with_arg("found", found)))
}

fn record_name_doubled(facts: &Facts<'_>) -> Vec<Finding> {
    let found = absent_sts_record(facts)
        .and_then(|_| misplaced_sts_record(facts))
        .filter(|name| *name == doubled_sts_name(facts));
    at_most_one(found.map(|found| at_name(facts, &RECORD_NAME_DOUBLED).with_arg("found", found)))
}

fn record_multiple(facts: &Facts<'_>) -> Vec<Finding> {
    let several = sts_record(facts).filter(|record| record.reading.outcome == Outcome::Multiple);
    at_most_one(several.map(|record| {
        let candidates = &record.reading.candidates;
        let last = candidates.last().copied().unwrap_or_default();
        let texts = candidates.iter().map(|&at| shorten_text(record.texts.record_text(at)));
        at_name(facts, &RECORD_MULTIPLE)
            .with_arg("count", candidates.len())
            .with_arg("found", sorted_names(texts.collect()))
            .with_place(record.texts.record_place(last))
    }))
}

fn record_other_txt_present(facts: &Facts<'_>) -> Vec<Finding> {
    let others =
        sts_record(facts).filter(|record| record.reading.candidates.len() == 1 && record.texts.as_slice().len() > 1);
    at_most_one(
        others.map(|record| {
            at_name(facts, &RECORD_OTHER_TXT_PRESENT).with_arg("count", record.texts.as_slice().len() - 1)
        }),
    )
}

fn record_wildcard_txt(facts: &Facts<'_>) -> Vec<Finding> {
    let foreign = absent_sts_record(facts)
        .filter(|record| !record.texts.as_slice().is_empty() && misplaced_sts_record(facts).is_none());
    let wildcard = foreign.filter(|record| Wildcard::from_facts(facts, record) == Wildcard::Same);
    at_most_one(wildcard.map(|_| at_name(facts, &RECORD_WILDCARD_TXT)))
}

fn record_unrelated_txt(facts: &Facts<'_>) -> Vec<Finding> {
    let alone = absent_sts_record(facts)
        .filter(|record| is_unrelated(record) && Wildcard::from_facts(facts, record) == Wildcard::Other);
    at_most_one(alone.map(|record| {
        at_name(facts, &RECORD_UNRELATED_TXT)
            .with_arg("value", shorten_text(record.texts.record_text(0)))
            .with_place(record.texts.record_place(0))
    }))
}

fn record_not_sts(facts: &Facts<'_>) -> Vec<Finding> {
    let foreign = absent_sts_record(facts)
        .filter(|record| !record.texts.as_slice().is_empty() && misplaced_sts_record(facts).is_none());
    let other =
        foreign.filter(|record| Wildcard::from_facts(facts, record) == Wildcard::Other && !is_unrelated(record));
    at_most_one(other.map(|record| {
        at_name(facts, &RECORD_NOT_STS)
            .with_arg("value", shorten_text(record.texts.record_text(0)))
            .with_place(record.texts.record_place(0))
    }))
}

/// Reports fields of the policy file in the record, as one finding with all their names.
fn record_policy_fields_in_txt(facts: &Facts<'_>) -> Vec<Finding> {
    let found = record_problems(facts, &RECORD_POLICY_FIELDS_IN_TXT, RecordProblem::PolicyField);
    let Some(place) = found.first().and_then(|finding| finding.place) else { return Vec::new() };
    let texts = facts.record.as_ref().map(|record| &record.texts);
    let name = |finding: &Finding| {
        let place = finding.place?;
        let field = String::from_utf8_lossy(place.span.slice(texts?.record_text(place.record))).into_owned();
        field.split('=').next().map(str::to_owned)
    };
    let names: Vec<String> = found.iter().filter_map(name).collect();
    vec![Finding::new(&RECORD_POLICY_FIELDS_IN_TXT).with_arg("names", names).with_place(place)]
}

fn record_multi_string(facts: &Facts<'_>) -> Vec<Finding> {
    let strings = sts_record(facts).and_then(|record| {
        let only = *record.reading.candidates.first().filter(|_| record.reading.candidates.len() == 1)?;
        record.answer.texts().nth(only).map(<[_]>::len)
    });
    at_most_one(
        strings.filter(|count| *count > 1).map(|count| Finding::new(&RECORD_MULTI_STRING).with_arg("count", count)),
    )
}

fn record_cname(facts: &Facts<'_>) -> Vec<Finding> {
    let delegated = sts_record(facts).filter(|record| record.reading.outcome == Outcome::Valid);
    let target = delegated.and_then(|record| record.answer.chain.last());
    at_most_one(target.map(|target| {
        at_name(facts, &RECORD_CNAME).with_arg("target", target.clone()).with_arg("operator", operator(target))
    }))
}

fn record_cname_dangling(facts: &Facts<'_>) -> Vec<Finding> {
    let target =
        sts_record(facts).filter(|record| is_dangling(facts, record)).and_then(|record| record.answer.chain.last());
    at_most_one(target.map(|target| at_name(facts, &RECORD_CNAME_DANGLING).with_arg("target", target.clone())))
}

fn record_ttl_long(facts: &Facts<'_>) -> Vec<Finding> {
    let ttl =
        sts_record(facts).filter(|record| !record.reading.candidates.is_empty()).and_then(|record| record.answer.ttl);
    at_most_one(
        ttl.filter(|ttl| i64::from(*ttl) > DAY)
            .map(|ttl| at_name(facts, &RECORD_TTL_LONG).with_arg("ttl", Arg::Duration(ttl.into()))),
    )
}

fn record_subdomain_not_inherited(facts: &Facts<'_>) -> Vec<Finding> {
    let has_mail = !matches!(facts.mail, MailRouting::Null | MailRouting::NoAddress);
    let parent = empty_sts_name(facts).filter(|_| has_mail).and_then(|_| facts.domain.parent());
    let has_record = |parent: &mta_sts::Domain| has_sts_text(facts, &parent.sts_name());
    let finding =
        |parent: mta_sts::Domain| Finding::new(&RECORD_SUBDOMAIN_NOT_INHERITED).with_arg("parent", parent.to_string());
    at_most_one(parent.filter(has_record).map(finding))
}
