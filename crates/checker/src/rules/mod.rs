//! The rules, by the part of the set-up they look at.
//!
//! A file holds the rules that are read together: first their declarations, then what looks for each. Rules that
//! exclude one another stand side by side, so that "the most specific finding wins" can be seen at one glance.

/// Declares rules of one stage. The file says `const STAGE`.
macro_rules! rules {
    ($(
        $(#[$doc:meta])*
        $name:ident: $id:literal, $severity:ident, $effect:ident, $owner:ident,
            [$($citation:expr),*], [$($arg:literal),*],
            $check:expr;
    )*) => {
        $(
            $(#[$doc])*
            pub(crate) static $name: Rule = Rule {
                id: $id,
                severity: Severity::$severity,
                stage: STAGE,
                effect: Effect::$effect,
                owner: Owner::$owner,
                citations: &[$($citation),*],
                args: &[$($arg),*],
                check: $check,
            };
        )*

        /// The rules of this file.
        pub(super) static ALL: &[&Rule] = &[$(&$name),*];
    };
}

mod consistency;
mod coverage;
mod dane;
mod dns;
mod history;
mod mail_smtp;
mod mail_tls;
mod mx;
mod policy_file;
mod policy_host;
mod policy_http;
mod policy_mx;
mod policy_tls;
mod policy_values;
mod record;
mod record_syntax;
mod resolvers;
mod tls_rpt;

use std::sync::LazyLock;

pub(crate) use dns::DOMAIN_NXDOMAIN;
pub use dns::domain_invalid_finding as domain_invalid;
pub(crate) use history::{ID_NOT_BUMPED, REMOVAL_IN_PROGRESS};
pub(crate) use policy_values::{POLICY_MODE_NONE, POLICY_MODE_TESTING};
pub(crate) use record::{RECORD_MISSING, RECORD_TTL_LONG};

use mta_sts::Outcome;

use crate::{
    Case, Finding, Patch, Rule,
    coverage::ends_with,
    delegation::{operator_of, passed_on},
    repair,
};

/// Every rule, in the order of a check.
pub static RULES: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
    let files = [
        dns::ALL,
        resolvers::ALL,
        record::ALL,
        record_syntax::ALL,
        policy_host::ALL,
        policy_tls::ALL,
        policy_http::ALL,
        policy_file::ALL,
        policy_values::ALL,
        policy_mx::ALL,
        coverage::ALL,
        mx::ALL,
        mail_smtp::ALL,
        mail_tls::ALL,
        tls_rpt::ALL,
        dane::ALL,
        consistency::ALL,
        history::ALL,
    ];
    files.concat()
});

/// What every file of rules needs.
mod prelude {

    pub(super) use crate::{
        Arg, Case, Effect, Finding, Owner, Rule, Severity, Stage,
        case::{is_challenge, shortened, told},
        certificate::tls_satisfies,
        repair,
        rfc::*,
    };
    pub(super) use evidence::{Blind, DAY, DnsAnswer, DnsQuestion, Question, Rcode, RecordKind, Timestamp};
}

/// Who runs the name that a CNAME record leads to; `none` where that is not known.
fn operator(target: &str) -> &'static str {
    operator_of(target).unwrap_or("none")
}

/// Where a valid record outside of the domain is kept, if it is delegated.
fn delegated_to<'a>(case: &Case<'a>) -> Option<&'a str> {
    let record = case.record.as_ref().filter(|record| record.reading.outcome == Outcome::Valid)?;
    record.answer.chain.last().map(String::as_str).filter(|target| !ends_with(target, case.domain.as_str()))
}

/// Adds what the policy host lacks, where the record is delegated to this name: `half` says whether the operator has a name for
/// it (`cname`), a file to pass on (`file`), or is to be asked (`unknown`); `own` where nothing is delegated.
fn with_host_half(case: &Case<'_>, finding: Finding, record_target: Option<&str>) -> Finding {
    let patch = record_target.and_then(|target| repair::host_half(case, target));
    let url = record_target.and_then(passed_on);
    let half = match (record_target, &patch, url) {
        (None, ..) => "own",
        (_, Some(_), _) => "cname",
        (_, _, Some(_)) => "file",
        _ => "unknown",
    };
    finding.with("half", half).with("url", url.unwrap_or_default()).fix(patch)
}

/// The findings of a rule that fires once or not at all.
fn one(finding: Option<Finding>) -> Vec<Finding> {
    finding.into_iter().collect()
}

/// The findings with the whole policy file, put right, as their fix.
fn mended(case: &Case<'_>, findings: Vec<Finding>) -> Vec<Finding> {
    with_fix(findings, || case.mended_policy().cloned())
}

/// The findings with one patch for all of them, made only if there are any.
fn with_fix(findings: Vec<Finding>, patch: impl FnOnce() -> Option<Patch>) -> Vec<Finding> {
    if findings.is_empty() {
        return findings;
    }
    let patch = patch();
    findings.into_iter().map(|finding| finding.fix(patch.clone())).collect()
}
