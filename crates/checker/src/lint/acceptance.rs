//! The senders that use an unpublished text.

use crate::{
    judge::verdict::loses_senders,
    rule::{Effect, Finding, Severity},
};

/// The senders that use a text as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SenderAcceptance {
    /// All senders that follow the RFC.
    All,
    /// Some senders. Others drop it because of a fault.
    Some,
    /// No sender that follows the RFC.
    None,
}

impl SenderAcceptance {
    /// Determines the acceptance from the grammar's result and the findings. After a fault that some senders overlook,
    /// those senders still have a policy, unless another fault makes every sender drop it.
    #[must_use]
    pub fn from_findings(is_valid: bool, findings: &[Finding]) -> Self {
        let drop_all = |one: &Finding| one.rule.severity == Severity::Error && one.rule.effect == Effect::NoPolicy;
        match findings.iter().any(loses_senders) {
            true if is_valid || !findings.iter().any(drop_all) => Self::Some,
            false if is_valid => Self::All,
            _ => Self::None,
        }
    }
}
