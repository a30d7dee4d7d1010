//! A rule: declared once, with everything about it except its words.

mod finding;
mod fix;
mod kinds;
mod senders;
mod shown_by;

pub use finding::{Arg, Args, Finding};
pub use fix::Fix;
pub use kinds::{Effect, Owner, Severity, Stage};
pub use senders::{Behaviour, Sender, SenderReaction};
pub use shown_by::ShownBy;

use crate::{facts::Facts, rfc::Citation};

/// One rule of the judge. Its words are in the crate `words`, under its id.
#[derive(Debug)]
pub struct Rule {
    /// The id in kebab case, named after the fault. It never changes, because scripts rely on it.
    pub id: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The part of the set-up that it checks.
    pub stage: Stage,
    /// The effect on mail, by the mode of the policy.
    pub effect: Effect,
    /// The owner who can fix it.
    pub owner: Owner,
    /// Its citations, most relevant first.
    pub citations: &'static [Citation],
    /// The names of the arguments that its words may use. The arguments `domain` and `mode` are always available.
    pub args: &'static [&'static str],
    /// The function that looks for the fault.
    pub check: fn(&Facts<'_>) -> Vec<Finding>,
    /// The text that fixes it.
    pub fix: Fix,
    /// The command that shows it.
    pub shown_by: ShownBy,
    /// The behaviour of real senders, if it is documented; otherwise empty.
    pub senders: &'static [Behaviour],
    /// The `result-type` under which senders report it in their TLS reports (RFC 8460 §4.3). `None` if senders report
    /// nothing, or do not agree.
    pub tls_report: Option<&'static str>,
}

impl Rule {
    /// Returns the sort rank: errors first, then in the order of a check.
    pub(crate) const fn rank(&self) -> i64 {
        ((self.severity as i64) << 8) + self.stage as i64
    }

    /// Defaults for the fields that a declaration may omit.
    pub(crate) const PLAIN: Self = Self {
        id: "",
        severity: Severity::Notice,
        stage: Stage::Dns,
        effect: Effect::Nothing,
        owner: Owner::Nobody,
        citations: &[],
        args: &[],
        check: |_| Vec::new(),
        fix: Fix::Nothing,
        shown_by: ShownBy::Stage,
        senders: &[],
        tls_report: None,
    };
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}
