//! Simulated senders that replay a plan, or a mistake: what is refused, by which kind of sender, and until when.
//!
//! [`World`] is what is published at each time. [`Sender`] is one sending server: a [`Kind`] of behaviour, resolver
//! caches filled at different times, and a cached policy. [`replay()`] lets a fleet send mail and checks the invariants
//! at every delivery. The senders' behaviour is taken from published source code; see [`KINDS`].

mod adversaries;
mod cache;
mod certificates;
mod changing_value;
mod event;
mod fleet;
mod invariant_checker;
mod kind;
mod leaving;
mod random;
mod replay;
mod sender;
mod timeline;
mod violations;
mod world;

pub use adversaries::adversarial_senders;
pub use cache::CacheTime;
pub use certificates::Certificates;
pub use event::Event;
pub use fleet::{Deliveries, Fleet, random_senders};
pub use kind::{Failure, IdLookup, IdRenewal, KINDS, Kind};
pub use random::Random;
pub use replay::{first_violation, replay, replay_script};
pub use sender::{Applied, Sender};
pub use timeline::{EarlyMx, GroupState, Mail, PlanTimeline, SenderGroup, Span, Spans};
pub use violations::{Invariant, Violation, Violations};
pub use world::World;
