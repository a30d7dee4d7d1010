//! Advice about what rules found: the text to publish, who does what in which order, the command that shows a fault.

pub(crate) mod command;
mod policy_draft;
pub(crate) mod repair;
pub(crate) mod tls_rpt_record;
pub(crate) mod work;
