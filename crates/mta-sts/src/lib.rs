//! The formats of MTA-STS (RFC 8461) and of the TLS reporting record (RFC 8460 §3).
//!
//! Parsers never fail. Each returns a value and its problems, and every problem has a span of octets in the source text. The
//! grammar is strictly the RFC's. Where the RFC is silent, the code says so and states its choice. The crate has no I/O and no
//! clock.
#![no_std]

extern crate alloc;
#[cfg(test)]
extern crate std;

mod a_labels;
mod domain;
mod excerpt;
mod fields;
#[cfg(feature = "idna")]
mod idn;
mod json;
mod mx_pattern;
mod placeholder;
mod policy;
pub mod presentation_format;
mod problem;
mod record;
mod salvage;
mod short_list;
mod span;
mod tls_rpt;
mod typography;

pub use domain::{Domain, DomainError, Idna, MAX_NAME_OCTETS, Typed};
pub use fields::Candidates;
#[cfg(feature = "idna")]
pub use idn::Uts46;
pub use mx_pattern::{MxPattern, PatternProblem};
pub use policy::{
    Extension, Foreign, Key, LineEnds, MAX_AGE_LIMIT, Mode, MxLine, Policy, PolicyProblem, PolicyReading, utf_16_text,
};
pub use problem::{Problem, Problems};
pub use record::{Id, Outcome, RecordProblem, RecordReading, StsRecord, print_record};
pub use salvage::{PolicyDraft, TlsRptDraft, kept_fields};
pub use short_list::ShortList;
pub use span::{LineIndex, Located, Span};
pub use tls_rpt::{Addresses, Rua, TlsRptProblem, TlsRptReading, print_tls_rpt};
pub use typography::plain_text;
