//! Whether there is an STS record, how many, and where (RFC 8461 §3.1).

use std::collections::BTreeSet;

use mta_sts::{Outcome, RecordProblem};

use super::{one, operator, prelude::*};
use crate::{
    case::{Mail, RecordCase, joined},
    plan::{PROBE_LABEL, WRONG_STS_PREFIXES},
    report::Target,
};

const STAGE: Stage = Stage::Record;

rules! {
    /// Exactly one TXT record at _mta-sts.DOMAIN begins with "v=STSv1;" and it matches the sts-text-record grammar
    /// including one id.
    RECORD_OK: "record-ok", Pass, Nothing, Nobody,
        [rfc(8461, "3.1")], ["id"],
        record_ok;
    /// The TXT query for _mta-sts.DOMAIN gives NXDOMAIN or NODATA and no policy file is served.
    RECORD_MISSING: "record-missing", Error, Own, Dns,
        [rfc(8461, "3.1")], ["name"],
        record_missing;
    /// No usable TXT record at _mta-sts.DOMAIN, but https://mta-sts.DOMAIN/.well-known/mta-sts.txt answers 200 with
    /// a parseable policy.
    RECORD_MISSING_POLICY_PRESENT: "record-missing-policy-present", Error, NoPolicy, Dns,
        [rfc(8461, "3"), rfc(8461, "3.1")], ["name", "url", "operator"],
        record_missing_policy_present;
    /// No STS record at _mta-sts.DOMAIN, but a TXT record beginning "v=STSv1" exists at the domain itself, mta-
    /// sts.DOMAIN, _mta_sts.DOMAIN or mta-sts._tcp.DOMAIN.
    RECORD_AT_WRONG_NAME: "record-at-wrong-name", Error, NoPolicy, Dns,
        [rfc(8461, "3.1")], ["name", "found"],
        record_at_wrong_name;
    /// No STS record at _mta-sts.DOMAIN, but one exists at _mta-sts.DOMAIN.DOMAIN.
    RECORD_NAME_DOUBLED: "record-name-doubled", Error, NoPolicy, Dns,
        [rfc(8461, "3.1")], ["name", "found"],
        record_name_doubled;
    /// Two or more TXT records at _mta-sts.DOMAIN begin with "v=STSv1;" (counted after concatenating each record's
    /// strings).
    RECORD_MULTIPLE: "record-multiple", Error, NoPolicy, Dns,
        [rfc(8461, "3.1")], ["name", "count", "found"],
        record_multiple;
    /// Besides exactly one STS record, other TXT records exist at _mta-sts.DOMAIN.
    RECORD_OTHER_TXT_PRESENT: "record-other-txt-present", Notice, Nothing, Nobody,
        [rfc(8461, "3.1")], ["name", "count"],
        record_other_txt_present;
    /// TXT records are returned at _mta-sts.DOMAIN, none is an STS record or a near miss, and a query for a random
    /// label under the domain returns the same set.
    RECORD_WILDCARD_TXT: "record-wildcard-txt", Error, NoPolicy, Dns,
        [rfc(8461, "3.1"), rfc(4592, "2.2")], ["name"],
        record_wildcard_txt;
    /// TXT records exist at _mta-sts.DOMAIN, none begins with "v=STSv1", none is a recognised near miss, and no
    /// wildcard explains them.
    RECORD_NOT_STS: "record-not-sts", Error, NoPolicy, Dns,
        [rfc(8461, "3.1")], ["name", "value"],
        record_not_sts;
    /// The record carries mode=, mx=, max_age= or rua= fields.
    RECORD_POLICY_FIELDS_IN_TXT: "record-policy-fields-in-txt", Warning, Nothing, Dns,
        [rfc(8461, "3.1"), rfc(8461, "3.2")], ["names"],
        record_policy_fields_in_txt;
    /// The single STS record consists of more than one character-string; they are joined without a space.
    RECORD_MULTI_STRING: "record-multi-string", Notice, Nothing, Nobody,
        [rfc(8461, "3.1")], ["count"],
        record_multi_string;
    /// _mta-sts.DOMAIN is a CNAME that leads to a valid STS record (delegation).
    RECORD_CNAME: "record-cname", Notice, Nothing, Nobody,
        [rfc(8461, "3.1"), rfc(8461, "8.2")], ["name", "target", "operator"],
        record_cname;
    /// _mta-sts.DOMAIN is a CNAME whose target gives NXDOMAIN or no TXT.
    RECORD_CNAME_DANGLING: "record-cname-dangling", Error, NoPolicy, Dns,
        [rfc(8461, "3.1")], ["name", "target"],
        record_cname_dangling;
    /// The TTL of the STS record (or of a CNAME leading to it) is above 86400 seconds.
    RECORD_TTL_LONG: "record-ttl-long", Warning, Own, Dns,
        [rfc(8461, "8.1"), MICROSOFT_MTA_STS], ["name", "ttl"],
        record_ttl_long;
    /// The domain has no STS record, and a parent domain does. A name that receives no mail has nothing to inherit.
    RECORD_SUBDOMAIN_NOT_INHERITED: "record-subdomain-not-inherited", Notice, Own, Nobody,
        [rfc(8461, "3.4")], ["parent"],
        record_subdomain_not_inherited;
}

/// The record, unless the domain itself does not exist.
fn record<'c, 'a>(case: &'c Case<'a>) -> Option<&'c RecordCase<'a>> {
    case.record.as_ref().filter(|_| !case.is_gone())
}

/// The answer at `_mta-sts`, if nothing there is an STS record or comes close.
fn absent<'c, 'a>(case: &'c Case<'a>) -> Option<&'c RecordCase<'a>> {
    record(case).filter(|record| record.is_absent())
}

/// Nothing at all is at `_mta-sts`, or only what a wildcard puts there, or may put there.
fn empty<'c, 'a>(case: &'c Case<'a>) -> Option<&'c RecordCase<'a>> {
    absent(case).filter(|record| match Wildcard::of(case, record) {
        Wildcard::Unseen => true,
        _ => record.texts.all().is_empty() && !is_dangling(case, record),
    })
}

/// What a name that nobody made says about the answer at `_mta-sts` (RFC 4592).
#[derive(PartialEq, Eq)]
enum Wildcard {
    /// It was not asked yet.
    Open,
    /// It was asked, and nothing was seen.
    Unseen,
    /// It gives the same.
    Same,
    /// It gives something else.
    Other,
}

impl Wildcard {
    fn of(case: &Case<'_>, record: &RecordCase<'_>) -> Self {
        if record.texts.all().is_empty() && record.answer.chain.is_empty() {
            return Self::Other;
        }
        let probe = format!("{PROBE_LABEL}.{}", case.domain);
        if case.seen.outcome(&Question::dns(&probe, RecordKind::Txt)).is_none() {
            return Self::Open;
        }
        let Some(answer) = case.known(&probe, RecordKind::Txt) else { return Self::Unseen };
        let (mut theirs, mut ours) = (joined(answer), record.texts.all().to_vec());
        theirs.sort_unstable();
        ours.sort_unstable();
        let same = theirs == ours && answer.chain.last() == record.answer.chain.last();
        if same { Self::Same } else { Self::Other }
    }
}

/// A CNAME that was made for `_mta-sts` and leads nowhere.
fn is_dangling(case: &Case<'_>, record: &RecordCase<'_>) -> bool {
    let nowhere = record.texts.all().is_empty() && !record.answer.chain.is_empty();
    nowhere && matches!(Wildcard::of(case, record), Wildcard::Open | Wildcard::Other)
}

/// A finding that names the place of the record.
fn at_name(case: &Case<'_>, rule: &'static Rule) -> Finding {
    Finding::of(rule).with("name", case.domain.sts_name())
}

fn record_ok(case: &Case<'_>) -> Vec<Finding> {
    let good = |record: &&RecordCase<'_>| {
        let blanks = |problem: &mta_sts::Problem<RecordProblem>| problem.kind == RecordProblem::SpaceBeforeSemicolon;
        !record.reading.problems.iter().any(blanks)
    };
    one(record(case).filter(good).and_then(|record| record.id()).map(|id| Finding::of(&RECORD_OK).with("id", id)))
}

/// Nothing of MTA-STS is there. A domain that refuses all mail needs no record.
pub(super) fn is_record_missing(case: &Case<'_>) -> bool {
    let missing = empty(case).is_some() && !case.has_complete_policy() && misplaced(case).is_none();
    missing && case.mail != Mail::Null
}

fn record_missing(case: &Case<'_>) -> Vec<Finding> {
    one(is_record_missing(case).then(|| at_name(case, &RECORD_MISSING).fix(repair::missing_record(case))))
}

fn record_missing_policy_present(case: &Case<'_>) -> Vec<Finding> {
    let missing = empty(case).is_some() && case.has_complete_policy() && misplaced(case).is_none();
    one(missing.then(|| {
        let patch = repair::missing_record(case);
        let delegated = matches!(patch.target, Target::Cname { .. });
        at_name(case, &RECORD_MISSING_POLICY_PRESENT)
            .with("url", case.domain.policy_url())
            .with("operator", if delegated { operator(patch.text.trim_end_matches('.')) } else { "none" })
            .fix(patch)
    }))
}

/// A name other than `_mta-sts.<domain>` that has what looks like the record.
fn misplaced(case: &Case<'_>) -> Option<String> {
    let mut names: Vec<String> = WRONG_STS_PREFIXES.iter().map(|prefix| format!("{prefix}{}", case.domain)).collect();
    names.push(doubled(case));
    names.into_iter().find(|name| has_sts_text(case, name))
}

fn doubled(case: &Case<'_>) -> String {
    format!("{}.{}", case.domain.sts_name(), case.domain)
}

fn has_sts_text(case: &Case<'_>, name: &str) -> bool {
    let texts = case.known(name, RecordKind::Txt).map(joined).unwrap_or_default();
    texts.iter().any(|text| text.starts_with(b"v=STSv1"))
}

fn record_at_wrong_name(case: &Case<'_>) -> Vec<Finding> {
    let found = absent(case).and_then(|_| misplaced(case)).filter(|name| *name != doubled(case));
    one(found.map(|found| at_name(case, &RECORD_AT_WRONG_NAME).with("found", found).fix(repair::record(case))))
}

fn record_name_doubled(case: &Case<'_>) -> Vec<Finding> {
    let found = absent(case).and_then(|_| misplaced(case)).filter(|name| *name == doubled(case));
    one(found.map(|found| at_name(case, &RECORD_NAME_DOUBLED).with("found", found).fix(repair::record(case))))
}

fn record_multiple(case: &Case<'_>) -> Vec<Finding> {
    let several = record(case).filter(|record| record.reading.outcome == Outcome::Multiple);
    one(several.map(|record| {
        let candidates = &record.reading.candidates;
        let last = candidates.last().copied().unwrap_or_default();
        let texts: BTreeSet<String> = candidates.iter().map(|&at| shortened(record.texts.text(at))).collect();
        at_name(case, &RECORD_MULTIPLE)
            .with("count", candidates.len())
            .with("found", texts.into_iter().collect::<Vec<_>>())
            .at(record.texts.whole(last))
            .fix(repair::record(case))
    }))
}

fn record_other_txt_present(case: &Case<'_>) -> Vec<Finding> {
    let others = record(case).filter(|record| record.reading.candidates.len() == 1 && record.texts.all().len() > 1);
    one(others.map(|record| at_name(case, &RECORD_OTHER_TXT_PRESENT).with("count", record.texts.all().len() - 1)))
}

fn record_wildcard_txt(case: &Case<'_>) -> Vec<Finding> {
    let foreign = absent(case).filter(|record| !record.texts.all().is_empty() && misplaced(case).is_none());
    let wildcard = foreign.filter(|record| Wildcard::of(case, record) == Wildcard::Same);
    one(wildcard.map(|_| at_name(case, &RECORD_WILDCARD_TXT).fix(repair::record(case))))
}

fn record_not_sts(case: &Case<'_>) -> Vec<Finding> {
    let foreign = absent(case).filter(|record| !record.texts.all().is_empty() && misplaced(case).is_none());
    let other = foreign.filter(|record| Wildcard::of(case, record) == Wildcard::Other);
    one(other.map(|record| {
        at_name(case, &RECORD_NOT_STS)
            .with("value", shortened(record.texts.text(0)))
            .at(record.texts.whole(0))
            .fix(repair::record(case))
    }))
}

/// Fields of the policy file in the record: told once, with all their names.
fn record_policy_fields_in_txt(case: &Case<'_>) -> Vec<Finding> {
    let found = case.record_findings(&RECORD_POLICY_FIELDS_IN_TXT, RecordProblem::PolicyField);
    let Some(place) = found.first().and_then(|finding| finding.place) else { return Vec::new() };
    let texts = case.record.as_ref().map(|record| &record.texts);
    let name = |finding: &Finding| {
        let place = finding.place?;
        let field = String::from_utf8_lossy(place.span.of(texts?.text(place.record))).into_owned();
        field.split('=').next().map(str::to_owned)
    };
    let names: Vec<String> = found.iter().filter_map(name).collect();
    vec![Finding::of(&RECORD_POLICY_FIELDS_IN_TXT).with("names", names).at(place).fix(repair::record(case))]
}

fn record_multi_string(case: &Case<'_>) -> Vec<Finding> {
    let strings = record(case).and_then(|record| {
        let only = *record.reading.candidates.first().filter(|_| record.reading.candidates.len() == 1)?;
        record.answer.texts().nth(only).map(<[_]>::len)
    });
    one(strings.filter(|count| *count > 1).map(|count| Finding::of(&RECORD_MULTI_STRING).with("count", count)))
}

fn record_cname(case: &Case<'_>) -> Vec<Finding> {
    let delegated = record(case).filter(|record| record.reading.outcome == Outcome::Valid);
    let target = delegated.and_then(|record| record.answer.chain.last());
    one(target
        .map(|target| at_name(case, &RECORD_CNAME).with("target", target.clone()).with("operator", operator(target))))
}

fn record_cname_dangling(case: &Case<'_>) -> Vec<Finding> {
    let target = record(case).filter(|record| is_dangling(case, record)).and_then(|record| record.answer.chain.last());
    one(target
        .map(|target| at_name(case, &RECORD_CNAME_DANGLING).with("target", target.clone()).fix(repair::record(case))))
}

fn record_ttl_long(case: &Case<'_>) -> Vec<Finding> {
    let ttl = record(case).filter(|record| !record.reading.candidates.is_empty()).and_then(|record| record.answer.ttl);
    one(ttl
        .filter(|ttl| i64::from(*ttl) > DAY)
        .map(|ttl| at_name(case, &RECORD_TTL_LONG).with("ttl", Arg::Duration(ttl.into()))))
}

fn record_subdomain_not_inherited(case: &Case<'_>) -> Vec<Finding> {
    let has_mail = !matches!(case.mail, Mail::Null | Mail::NoAddress);
    let parent = empty(case).filter(|_| has_mail).and_then(|_| case.domain.parent());
    let has_record = |parent: &mta_sts::Domain| has_sts_text(case, &parent.sts_name());
    one(parent
        .filter(has_record)
        .map(|parent| Finding::of(&RECORD_SUBDOMAIN_NOT_INHERITED).with("parent", parent.to_string())))
}
