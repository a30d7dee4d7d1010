//! Policies seen by earlier checks, which senders may still have cached (RFC 8461 §3.3, §5.1).

use serde::{Deserialize, Serialize};

use crate::{RawBytes, Timestamp, sorted_by_number, sorted_names};

/// Maximum number of snapshots in evidence. The oldest are dropped.
pub const MAX_SNAPSHOTS: usize = 16;

/// Maximum octets of policy files in an evidence's snapshots. The oldest are dropped.
const MAX_BODIES_OCTETS: usize = 65_536;

/// A policy that senders could fetch at some time: record and file were valid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct Snapshot {
    /// The time of the observation.
    pub at: Timestamp,
    /// The `id` of the STS record.
    pub txt_id: String,
    /// The policy file, byte for byte.
    pub body: RawBytes,
    /// The MX hosts by preference, in lower case without the final dot. Empty if not observed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mx: Vec<String>,
}

impl Snapshot {
    /// Returns whether it equals another snapshot, except for the time and the order of the MX hosts.
    fn repeats(&self, other: &Self) -> bool {
        let hosts = |snapshot: &Self| sorted_names(snapshot.mx.clone());
        self.txt_id == other.txt_id && self.body == other.body && hosts(self) == hosts(other)
    }
}

/// Sorts snapshots by time and removes duplicates. Of consecutive equal snapshots, keeps only the first and the last.
/// Then applies the limits.
pub(crate) fn sort_and_limit(history: &mut Vec<Snapshot>) {
    *history = sorted_by_number(std::mem::take(history), |snapshot| snapshot.at.unix_seconds());
    history.dedup_by(|later, first| later.at == first.at && later.repeats(first));
    let mut kept: Vec<Snapshot> = Vec::with_capacity(history.len());
    for snapshot in history.drain(..) {
        let continues = matches!(kept.as_slice(), [.., a, b] if a.repeats(b) && b.repeats(&snapshot));
        if continues {
            kept.pop();
        }
        kept.push(snapshot);
    }
    let mut octets = 0;
    let within = |snapshot: &&Snapshot| {
        octets += snapshot.body.0.len();
        octets <= MAX_BODIES_OCTETS
    };
    let count = kept.iter().rev().take(MAX_SNAPSHOTS).take_while(within).count();
    *history = kept.split_off(kept.len() - count);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DAY, Evidence};

    fn at(day: i64) -> Timestamp {
        Timestamp::default().plus_seconds(day * DAY)
    }

    fn snapshot(day: i64, id: &str, octets: usize) -> Snapshot {
        Snapshot {
            at: at(day),
            txt_id: id.into(),
            body: RawBytes(vec![b'#'; octets]),
            mx: vec!["mx.example.com".into()],
        }
    }

    fn evidence(day: i64, history: Vec<Snapshot>) -> Evidence {
        let domain: mta_sts::Domain = "example.com".parse().unwrap();
        Evidence { history, ..Evidence::new(&domain, "example.com", at(day)) }
    }

    /// Returns day and id of the snapshots kept after these checks, in the order given.
    fn known(snapshots: &[Snapshot]) -> Vec<(i64, String)> {
        let earlier = snapshots.iter().map(|snapshot| evidence(900, vec![snapshot.clone()]));
        let seen = earlier.fold(evidence(999, Vec::new()), |seen, earlier| seen.with_history_of(&earlier, None));
        seen.history.into_iter().map(|snapshot| (snapshot.at.unix_seconds() / DAY, snapshot.txt_id)).collect()
    }

    fn days(snapshots: &[Snapshot]) -> Vec<i64> {
        known(snapshots).into_iter().map(|(day, _)| day).collect()
    }

    #[test]
    fn the_first_and_the_last_of_equal_snapshots_are_kept() {
        let all: Vec<Snapshot> = (1..9).map(|day| snapshot(day, "a", 10)).collect();
        assert_eq!(days(&all), [1, 8]);
        assert_eq!(days(&[&all[..], &all[..]].concat()), [1, 8]);
        let mut changed = all.clone();
        changed[4].txt_id = "b".into();
        assert_eq!(days(&changed), [1, 4, 5, 6, 8]);
    }

    #[test]
    fn the_order_of_stored_checks_changes_nothing() {
        let mut all = vec![snapshot(3, "c", 10), snapshot(1, "a", 10), snapshot(2, "b", 10)];
        let sorted = known(&all);
        all.reverse();
        assert_eq!(known(&all), sorted);
        assert_eq!(days(&all), [1, 2, 3]);
    }

    #[test]
    fn stored_snapshots_are_limited_in_number_and_size() {
        let many: Vec<Snapshot> = (0..100).map(|day| snapshot(day, &day.to_string(), 10)).collect();
        assert_eq!(days(&many), (84..100).collect::<Vec<_>>());
        let large: Vec<Snapshot> = (0..100).map(|day| snapshot(day, &day.to_string(), 30_000)).collect();
        assert_eq!(days(&large), [98, 99]);
    }

    #[test]
    fn evidence_of_another_domain_or_a_later_time_is_ignored() {
        let later = evidence(5, vec![snapshot(1, "a", 10), snapshot(4, "b", 10)]);
        assert_eq!(evidence(3, Vec::new()).with_history_of(&later, None).history.len(), 1);
        let other = Evidence { domain: "example.net".into(), ..later };
        assert!(evidence(9, Vec::new()).with_history_of(&other, None).history.is_empty());
    }
}
