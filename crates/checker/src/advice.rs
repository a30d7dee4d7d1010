//! Advice on findings: texts to publish, tasks by owner, and commands that reproduce a fault.

pub(crate) mod command;
pub(crate) mod policy_draft;
pub(crate) mod repair;
pub(crate) mod tasks;
pub(crate) mod tls_rpt_record;
