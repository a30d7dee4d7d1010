//! A plan that was stored as JSON. It is computed again from its state and goal.

use std::path::Path;

use evidence::Timestamp;
use mta_sts::{Domain, Mode, MxPattern};
use planner::{Delays, EarlierPolicy, HostTarget, MxRecord, Plan, PlanVariant, Policy, State, Ttl};
use serde::Deserialize;

use crate::{failure::Failure, input};

#[derive(Deserialize)]
struct Stored {
    domain: String,
    goal: String,
    start: Timestamp,
    form: String,
    state: StoredState,
    steps: Vec<StoredStep>,
}

#[derive(Deserialize)]
struct StoredStep {
    at: Timestamp,
    /// The time in the plan, if the file shows its progress.
    planned: Option<Timestamp>,
}

#[derive(Deserialize)]
struct StoredState {
    policy: Option<StoredPolicy>,
    id: Option<String>,
    mx: Vec<StoredMx>,
    host: Option<StoredHost>,
    ttl: StoredTtl,
    #[serde(default)]
    delay: StoredDelay,
    #[serde(default)]
    earlier: Vec<StoredEarlier>,
    #[serde(default)]
    tlsa: Vec<StoredTlsa>,
    #[serde(default)]
    tls_faults: Vec<String>,
}

#[derive(Deserialize)]
struct StoredTlsa {
    host: String,
    ttl: i64,
}

#[derive(Deserialize)]
struct StoredPolicy {
    mode: String,
    max_age: i64,
    mx: Vec<String>,
}

#[derive(Deserialize)]
struct StoredEarlier {
    #[serde(flatten)]
    policy: StoredPolicy,
    until: Timestamp,
    id: Option<String>,
}

#[derive(Deserialize)]
struct StoredMx {
    host: String,
    preference: u16,
}

#[derive(Deserialize)]
struct StoredTtl {
    txt: i64,
    mx: i64,
    host: i64,
}

#[derive(Default, Deserialize)]
struct StoredDelay {
    dns: i64,
    http: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum StoredHost {
    Address(std::net::IpAddr),
    Cname(String),
}

/// Reads the domain and the plan from a file.
pub(crate) fn read_plan_file(path: &Path) -> Result<(Domain, Plan), Failure> {
    let wrong = |why: String| Failure::NotPlan { path: path.to_owned(), why };
    let stored: Stored = serde_json::from_slice(&input::read_input(path)?).map_err(|error| wrong(error.to_string()))?;
    let domain: Domain = stored.domain.parse().map_err(|error: mta_sts::DomainError| wrong(error.to_string()))?;
    let plan = stored.plan().ok_or_else(|| wrong("goal and state do not give these steps".into()))?;
    Ok((domain, plan))
}

impl Stored {
    /// Computes the plan again. The same state and goal give the same steps, unless the file was changed or is from
    /// another version.
    fn plan(&self) -> Option<Plan> {
        let form = [PlanVariant::Safe, PlanVariant::Short].into_iter().find(|form| form.id() == self.form)?;
        let plan = planner::plan(&self.state.state()?, &self.goal.parse().ok()?, self.start, form).ok()?;
        let same =
            plan.steps.iter().map(|step| step.at).eq(self.steps.iter().map(|step| step.planned.unwrap_or(step.at)));
        same.then_some(plan)
    }
}

/// Checks that a number of seconds is no larger than the largest `max_age`.
fn seconds(number: i64) -> Option<i64> {
    (0..=31_557_600).contains(&number).then_some(number)
}

impl StoredState {
    fn state(&self) -> Option<State> {
        let earlier = |one: &StoredEarlier| {
            Some(EarlierPolicy { policy: one.policy.policy()?, until: one.until, id: one.id.clone() })
        };
        let record = |one: &StoredMx| MxRecord { preference: one.preference, host: one.host.clone() };
        let StoredTtl { txt, mx, host } = self.ttl;
        let policy = match &self.policy {
            Some(policy) => Some(policy.policy()?),
            None => None,
        };
        Some(State {
            policy,
            id: self.id.clone(),
            mx: self.mx.iter().map(record).collect(),
            host: self.host.as_ref().map(StoredHost::target),
            ttl: Ttl { txt: seconds(txt)?, mx: seconds(mx)?, host: seconds(host)? },
            delays: Delays { dns: seconds(self.delay.dns)?, http: seconds(self.delay.http)? },
            earlier: self.earlier.iter().map(earlier).collect::<Option<_>>()?,
            tlsa: self.tlsa.iter().map(|one| Some((one.host.clone(), seconds(one.ttl)?))).collect::<Option<_>>()?,
            tls_faults: self.tls_faults.clone(),
            tls_valid: Vec::new(),
        })
    }
}

impl StoredPolicy {
    fn policy(&self) -> Option<Policy> {
        let mode = Mode::ALL.into_iter().find(|known| known.id() == self.mode)?;
        let mx = self.mx.iter().map(|text| MxPattern::parse(text).ok()).collect::<Option<_>>()?;
        Some(Policy { mode, max_age: seconds(self.max_age)?, mx })
    }
}

impl StoredHost {
    fn target(&self) -> HostTarget {
        match self {
            Self::Address(address) => HostTarget::Address(*address),
            Self::Cname(name) => HostTarget::Name(name.clone()),
        }
    }
}
