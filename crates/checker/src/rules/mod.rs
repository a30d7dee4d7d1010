//! The rules, by the part of the set-up that they check.
//!
//! Each file holds rules that belong together: first their declarations, then their check functions. Rules that exclude
//! one another are next to each other, to show that the most specific finding wins.

/// Declares the rules of one file, and a list of them.
///
/// `fix` names the text that fixes the fault. `shown_by` names the command that shows it, if it is not the one of its
/// stage. `senders` lists the behaviour of real senders. `tls_report` is the `result-type` in their TLS reports.
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
        DAY, DnsAnswer, DnsQuestion, Question, Rcode, RecordKind, Timestamp, Unobserved, sorted_names,
    };
}

/// Returns the operator of the name that a CNAME record points to, or `none` if unknown.
fn operator(target: &str) -> &'static str {
    operator_of(target).unwrap_or("none")
}

/// Adds the arguments about the policy host's part of a delegation. `half` is `cname` if the operator has a name for
/// it, and `file` if the operator has a file to forward. It is `unknown` if the operator has to be asked, and `own` if
/// nothing is delegated.
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

/// Returns the findings of a rule that reports once or not at all.
fn at_most_one(finding: Option<Finding>) -> Vec<Finding> {
    finding.into_iter().collect()
}
