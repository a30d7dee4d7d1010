//! Simulated senders that replay a plan, or a mistake: what is refused, by which kind of sender, and until when.
//!
//! [`World`] is what is published at each moment. [`Sender`] is one sending server: a [`Kind`] of behaviour, resolver caches
//! filled at moments of their own, and a cached policy. [`replay()`] lets a fleet send and checks the invariants at every
//! delivery. The senders' behaviour was read in published source code; see [`KINDS`].

mod fleet;
mod kind;
mod random;
mod replay;
mod sender;
mod world;

pub use fleet::{Fleet, adversarial_senders, random_senders};
pub use kind::{Failure, IdLookup, KINDS, Kind};
pub use random::Random;
pub use replay::{Invariant, Violation, Violations, replay, replay_script};
pub use sender::{Applied, Sender};
pub use world::{Event, World};
