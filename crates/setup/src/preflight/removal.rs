//! The deletion of record and file. It comes after the last sender has dropped every enforced policy (RFC 8461 §8.3).

use evidence::Timestamp;
use mta_sts::Outcome;

use super::{Cause, Check, Effect, Planned, TextChange, live::Live};

/// Returns the checks of planned deletions. While senders enforce a policy, nothing else matters.
pub(super) fn removal(planned: &Planned<'_>, live: &Live<'_>) -> Vec<Check> {
    let [record, file] = [planned.record, planned.policy].map(|change| change == TextChange::Delete);
    if !record && !file {
        return Vec::new();
    }
    if let Some(until) = enforced_until(live) {
        return vec![Check { until: Some(until), ..Check::new(Cause::RemovalEarly, Effect::Blocks) }];
    }
    let record_check = record.then(|| record_deletion(live));
    let file_check = file.then(|| file_deletion(record, live));
    record_check.into_iter().chain(file_check).collect()
}

/// Returns until when senders apply an enforced policy if its record or file is deleted now: the live one, or an earlier one that
/// they may have cached.
fn enforced_until(live: &Live<'_>) -> Option<Timestamp> {
    let now = live.seen.started;
    let may_be_found = live.record().is_none_or(|record| record.outcome != Outcome::None);
    let served = live.policy().filter(|policy| policy.enforces() && may_be_found);
    let earlier = live.state.iter().flat_map(|state| &state.earlier).filter(|earlier| earlier.policy.enforces());
    let ends = earlier.map(|earlier| live.dropped_at(earlier.until, earlier.policy.max_age));
    let ends = ends.chain(served.map(|policy| live.dropped_at(now, policy.max_age)));
    ends.filter(|end| *end > now).max()
}

fn record_deletion(live: &Live<'_>) -> Check {
    match has_record(live) {
        None => Check::new(Cause::RecordUnseen, Effect::Unseen),
        Some(false) => Check::new(Cause::RecordGone, Effect::Done),
        Some(true) => Check::new(Cause::RecordDeletable, Effect::Fine),
    }
}

/// Returns the check of a file that is deleted, after the record or without it.
fn file_deletion(deletes_record: bool, live: &Live<'_>) -> Check {
    if !live.is_file_observed() && live.host_faults.is_empty() {
        return Check::new(Cause::HostUnseen, Effect::Unseen);
    }
    if live.policy().is_none() {
        return Check::new(Cause::FileGone, Effect::Done);
    }
    match has_record(live) {
        None => Check::new(Cause::RecordUnseen, Effect::Unseen),
        Some(false) => Check::new(Cause::FileDeletable, Effect::Fine),
        Some(true) if deletes_record => Check::new(Cause::FileLast, Effect::Fine),
        Some(true) => Check::new(Cause::FileNeeded, Effect::Blocks),
    }
}

/// Whether an STS record is published, valid or not. `None` if it was not observed.
fn has_record(live: &Live<'_>) -> Option<bool> {
    Some(live.delegated_to().is_some() || live.record()?.outcome != Outcome::None)
}
