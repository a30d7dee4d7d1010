//! The numbers behind a reason.

use serde::Serialize;

use crate::{Group, ReportTime};

/// The numbers behind a reason; each reason uses some of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Numbers {
    /// Sessions.
    pub sessions: u64,
    /// UTC days.
    pub days: i64,
    /// Senders, sorted.
    pub senders: Vec<String>,
    /// MX hosts, sorted.
    pub hosts: Vec<String>,
    /// Result types, sorted.
    pub result_types: Vec<String>,
    /// The first moment.
    pub first: Option<ReportTime>,
    /// The last moment.
    pub last: Option<ReportTime>,
}

impl Numbers {
    /// Returns the numbers of some groups, or `None` without groups.
    pub(super) fn from_groups<'a>(groups: impl IntoIterator<Item = &'a Group>) -> Option<Self> {
        let groups: Vec<&Group> = groups.into_iter().collect();
        if groups.is_empty() {
            return None;
        }
        let distinct = |of: &dyn Fn(&Group) -> Option<String>| {
            let mut all: Vec<String> = groups.iter().filter_map(|group| of(group)).collect();
            all.sort();
            all.dedup();
            all
        };
        Some(Self {
            sessions: groups.iter().map(|group| group.sessions).fold(0, u64::saturating_add),
            days: 0,
            senders: distinct(&|group| group.sending_organization.as_ref().map(ToString::to_string)),
            hosts: distinct(&|group| group.receiving_mx.as_ref().map(ToString::to_string)),
            result_types: distinct(&|group| Some(group.result_type.id().to_owned())),
            first: groups.iter().filter_map(|group| group.first).min(),
            last: groups.iter().filter_map(|group| group.last).max(),
        })
    }
}
