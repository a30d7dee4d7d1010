//! The judge: evidence about a domain in, report out.
//!
//! Two pure functions read the growing record of a check: [`wants`] says what is still worth asking, [`judge`] says what
//! the answers so far amount to. [`drive`] asks, records and repeats. There is no clock, no socket and no language here.

mod case;
mod certificate;
mod command;
mod coverage;
mod delegation;
mod delivery;
mod drive;
mod history;
mod judge;
mod lint;
mod mail_server;
mod plan;
mod provider;
mod repair;
mod report;
pub mod rfc;
mod rule;
mod rules;
mod senders;
mod tls_report;
mod tlsa;
mod verdict;
mod what_if;
mod work;
pub mod world;

pub use case::Case;
pub use certificate::names_host;
pub use command::command;
pub use drive::{compare, drive};
pub use history::{remember, snapshot};
pub use judge::judge;
pub use lint::{
    LintInput, Linted, NOBODYS_DOMAIN, PolicyLint, Reach, Reading, lint, lint_policy, lint_record, lint_tls_rpt,
    recognise, samples,
};
pub use plan::{MX_LIMIT, second_opinions, wants};
pub use provider::{Delegation, PROVIDERS, Provider, provider_of};
pub use report::{
    Action, Arg, Args, Delivery, Finding, NextRecord, Part, Patch, Place, PolicyInForce, Report, Source, State, Stop,
    Target, TlsState, Unseen, Verdict,
};
pub use rule::{Effect, Owner, Rule, Severity, Stage};
pub use rules::{RULES, domain_invalid};
pub use senders::{Behaviour, Habit, sender_source, senders_differ};
pub use tls_report::tls_report_result;
pub use what_if::with_mode;
pub use work::{Found, Step, Work};
