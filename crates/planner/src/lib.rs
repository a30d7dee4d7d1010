//! Planner of MTA-STS changes: computes dated steps from a live state and a goal (RFC 8461 §3.3, §5.1, §8.1, §8.3).
//!
//! Senders cache a policy for its `max_age`, and resolvers cache records for their TTL. A change is safe only in the
//! right order, with the right waits. [`plan()`] computes both; [`simulation`] replays a plan against simulated
//! senders. The crate has no clock, no I/O and no texts: callers pass the times, and texts are topics with arguments.

mod early;
mod early_harm;
mod from_evidence;
mod goal;
mod goals;
mod note;
mod plan;
mod policy;
mod progress;
mod rollback;
mod saved;
mod schedule;
pub mod simulation;
mod state;
mod step_progress;
mod wait_kind;
mod waits;

pub use early_harm::{EarlyHarm, HarmKind};
pub use from_evidence::{Unreadable, state_from_evidence};
pub use goal::{GOALS, Goal, GoalError, HostTarget};
pub use goals::{PlanError, TESTING_PERIOD, plan, plan_with};
pub use note::Note;
pub use plan::{Arg, Change, Owner, Plan, PlanVariant, Step, StepText, Topic, Warning};
pub use policy::Policy;
pub use progress::progress_of_steps;
pub use saved::{EarlierPolicyError, SavedPlan};
pub use state::{CachedRecords, Delays, EarlierPolicy, MxRecord, State, Ttl};
pub use step_progress::{Progress, StepProgress};
pub use wait_kind::WaitKind;
pub use waits::{Margins, Waits};

pub use evidence::Timestamp;
