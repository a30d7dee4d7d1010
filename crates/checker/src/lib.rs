//! The judge: evidence about a domain in, report out.
//!
//! Two pure functions read the growing record of a check. [`open_questions`] returns the questions still worth asking,
//! and [`judge`] the report on the answers so far. [`run_check`] asks, records and repeats. This crate has no clock, no
//! sockets and no language.

mod advice;
mod facts;
mod judge;
mod lint;
mod open_questions;
mod patch;
mod report;
mod retention;
pub mod rfc;
mod rule;
pub mod rules;
mod run_check;
mod what_if;
pub mod world;

pub use advice::{
    command::command_for,
    policy_draft::{patterns_for, print_policy},
    tasks::{IndexedFinding, OwnerTasks, Task},
};
pub use facts::{
    Facts,
    certificate::names_host,
    history::{policy_snapshot, with_earlier_history},
    mail::is_private,
    mail_server::TlsState,
    policy_file::PolicyInForce,
    provider::{Delegation, PROVIDERS, Provider, provider_of},
    questions::MX_LIMIT,
    text_location::{Source, TextLocation},
    txt_use::TxtUse,
};
pub use judge::{judge, judge_without_texts, with_texts};
pub use lint::{
    LintInput, Linted, PLACEHOLDER_DOMAIN, PolicyLint, Reading, SenderAcceptance, lint, lint_policy, lint_record,
    lint_tls_rpt, recognise_source, sample_texts,
};
pub use open_questions::{open_questions, second_opinions};
pub use patch::{NextRecord, Patch, Target, character_strings};
pub use report::{Action, Delivery, Impact, ImpactKind, PartState, PartStatus, Report, SetupPart, Unseen, Verdict};
pub use retention::{LEAST_TTL, LONGEST_FLOOR, REMOVAL_GOAL, REPAIR_GOAL, Retention};
pub use rule::{
    Arg, Args, Behaviour, Effect, Finding, Fix, Owner, Rule, Sender, SenderReaction, Severity, ShownBy, Stage,
};
pub use rules::{RULES, domain_invalid_finding as domain_invalid};
pub use run_check::{run_check, run_check_with_comparison};
pub use what_if::with_mode;
