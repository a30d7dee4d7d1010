//! The judge: evidence about a domain in, report out.
//!
//! Two pure functions read the growing record of a check: [`wants`] says what is still worth asking, [`judge`] says what
//! the answers so far amount to. [`drive`] asks, records and repeats. There is no clock, no socket and no language here.

mod advice;
mod drive;
mod facts;
mod judge;
mod lint;
mod patch;
mod plan;
mod report;
pub mod rfc;
mod rule;
pub mod rules;
mod what_if;
pub mod world;

pub use advice::{
    command::command,
    work::{Found, Step, Work},
};
pub use drive::{compare, drive};
pub use facts::{
    Facts,
    certificate::names_host,
    history::{remember, snapshot},
    mail_server::TlsState,
    place::{Place, Source},
    policy_file::PolicyInForce,
    provider::{Delegation, PROVIDERS, Provider, provider_of},
    questions::MX_LIMIT,
};
pub use judge::judge;
pub use lint::{
    LintInput, Linted, PLACEHOLDER_DOMAIN, PolicyLint, Reach, Reading, lint, lint_policy, lint_record, lint_tls_rpt,
    recognise, samples,
};
pub use patch::{NextRecord, Patch, Target};
pub use plan::{second_opinions, wants};
pub use report::{Action, Delivery, Part, Report, State, Stop, Unseen, Verdict};
pub use rule::{Arg, Args, Behaviour, Effect, Finding, Fix, Habit, Owner, Rule, Sender, Severity, ShownBy, Stage};
pub use rules::{RULES, domain_invalid_finding as domain_invalid};
pub use what_if::with_mode;
