//! The earlier checks of a world.

use evidence::{RawBytes, Snapshot, Timestamp, canonical_name};
use serde::{Deserialize, Serialize};

/// A policy that an earlier check saw.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObservedPolicy {
    /// The time of that check.
    pub at: Timestamp,
    /// The `id` of the STS record.
    pub txt_id: String,
    /// The policy file.
    pub body: String,
    /// The MX hosts.
    #[serde(default)]
    pub mx: Vec<String>,
}

impl ObservedPolicy {
    pub(super) fn snapshot(&self) -> Snapshot {
        let mx = self.mx.iter().map(|host| canonical_name(host)).collect();
        Snapshot { at: self.at, txt_id: self.txt_id.clone(), body: RawBytes::from(self.body.as_str()), mx }
    }
}
