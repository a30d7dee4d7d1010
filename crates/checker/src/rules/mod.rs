//! The rules, by the part of the set-up they look at.
//!
//! A file holds the rules that are read together: first their declarations, then what looks for each. Rules that
//! exclude one another stand side by side, so that "the most specific finding wins" can be seen at one glance.

/// Declares the rules of one file, and a list of them.
///
/// `fix` says what is published to mend it, `shown_by` the command that shows it where that is not the one of its stage, `senders`
/// what real senders do about it, `tls_report` what they call it in TLS reports.
macro_rules! rules {
    (static $all:ident of Stage::$stage:ident; $(
        $(#[$doc:meta])*
        $name:ident {
            id: $id:literal,
            severity: $severity:ident,
            effect: $effect:ident,
            owner: $owner:ident,
            citations: [$($citation:expr),*],
            args: [$($arg:literal),*],
            check: $check:expr,
            $(fix: $fix:ident,)?
            $(shown_by: $shown_by:ident $(($detail:literal))?,)?
            $(senders: [$($habit:ident: [$($sender:ident),*]),* $(,)?],)?
            $(tls_report: $tls_report:literal,)?
        }
    )*) => {
        $(
            $(#[$doc])*
            pub static $name: Rule = Rule {
                id: $id,
                severity: Severity::$severity,
                stage: Stage::$stage,
                effect: Effect::$effect,
                owner: Owner::$owner,
                citations: &[$($citation),*],
                args: &[$($arg),*],
                check: $check,
                $(fix: Fix::$fix,)?
                $(shown_by: ShownBy::$shown_by $(($detail))?,)?
                $(senders: &[$(Behaviour { reaction: SenderReaction::$habit, senders: &[$(Sender::$sender),*] }),*],)?
                $(tls_report: Some($tls_report),)?
                ..Rule::PLAIN
            };
        )*

        /// The rules of this file.
        pub(super) static $all: &[&Rule] = &[$(&$name),*];
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
mod problems;
mod record;
mod record_syntax;
mod resolvers;
mod tls_rpt;

use std::sync::LazyLock;

pub use {
    consistency::*, coverage::*, dane::*, dns::*, history::*, mail_smtp::*, mail_tls::*, mx::*, policy_file::*,
    policy_host::*, policy_http::*, policy_mx::*, policy_tls::*, policy_values::*, record::*, record_syntax::*,
    resolvers::*, tls_rpt::*,
};

use crate::{
    facts::{
        Facts,
        delegation::{operator_of, passed_on},
    },
    rule::{Finding, Rule},
};

/// Every rule, in the order of a check.
pub static RULES: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
    let files = [
        DNS_RULES,
        RESOLVERS_RULES,
        RECORD_RULES,
        RECORD_SYNTAX_RULES,
        POLICY_HOST_RULES,
        POLICY_TLS_RULES,
        POLICY_HTTP_RULES,
        POLICY_FILE_RULES,
        POLICY_VALUES_RULES,
        POLICY_MX_RULES,
        COVERAGE_RULES,
        MX_RULES,
        MAIL_SMTP_RULES,
        MAIL_TLS_RULES,
        TLS_RPT_RULES,
        DANE_RULES,
        CONSISTENCY_RULES,
        HISTORY_RULES,
    ];
    files.concat()
});

/// The imports of every file of rules.
mod prelude {
    pub(super) use crate::{
        facts::{Facts, texts::shorten_text},
        rfc::*,
        rule::{Arg, Behaviour, Effect, Finding, Fix, Owner, Rule, Sender, SenderReaction, Severity, ShownBy, Stage},
    };
    pub(super) use evidence::{
        Blind, DAY, DnsAnswer, DnsQuestion, Question, Rcode, RecordKind, Timestamp, sorted_names,
    };
}

/// Who runs the name that a CNAME record leads to; `none` where that is not known.
fn operator(target: &str) -> &'static str {
    operator_of(target).unwrap_or("none")
}

/// Adds what the policy host lacks, where the record is delegated to this name: `half` says whether the operator has a name for
/// it (`cname`), a file to pass on (`file`), or is to be asked (`unknown`); `own` where nothing is delegated.
fn with_host_half(facts: &Facts<'_>, finding: Finding, record_target: Option<&str>) -> Finding {
    let host = record_target.and_then(|target| facts.host_half(target));
    let url = record_target.and_then(passed_on);
    let half = match (record_target, host, url) {
        (None, ..) => "own",
        (_, Some(_), _) => "cname",
        (_, _, Some(_)) => "file",
        _ => "unknown",
    };
    finding.with_arg("half", half).with_arg("url", url.unwrap_or_default())
}

/// The findings of a rule that fires once or not at all.
fn at_most_one(finding: Option<Finding>) -> Vec<Finding> {
    finding.into_iter().collect()
}
