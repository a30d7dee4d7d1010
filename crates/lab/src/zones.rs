//! The DNS data of the worlds: which world answers for a name, and with what.

use checker::world::World;
use evidence::{DnsAnswer, DnsQuestion, Rcode};

use crate::SUFFIX;

/// The data that a DNS server answers from.
pub(crate) trait DnsData: Send + Sync + 'static {
    /// Returns the answer to a question, with the zone that it comes from.
    fn look_up(&self, question: &DnsQuestion) -> ZoneAnswer;
}

/// The DNS data of all worlds.
pub(crate) struct Zones(Vec<World>);

/// An answer and the zone that it comes from.
pub(crate) struct ZoneAnswer {
    pub zone: String,
    pub answer: DnsAnswer,
}

impl Zones {
    pub(crate) fn new(worlds: &[World]) -> Self {
        Self(worlds.to_vec())
    }
}

impl DnsData for Zones {
    /// Answers from the worlds. A name in no world does not exist.
    fn look_up(&self, question: &DnsQuestion) -> ZoneAnswer {
        let nowhere = DnsAnswer { rcode: Rcode::NXDOMAIN, ..DnsAnswer::default() };
        let known = self.0.iter().filter(|world| knows(world, &question.name));
        let mut found =
            known.map(|world| ZoneAnswer { zone: world.domain.clone(), answer: world.dns_answer(question) });
        let first = found.next();
        match first {
            None => ZoneAnswer { zone: SUFFIX.into(), answer: nowhere },
            Some(first) if first.answer != DnsAnswer::default() => first,
            Some(first) => found.find(|found| found.answer != DnsAnswer::default()).unwrap_or(first),
        }
    }
}

/// Returns whether a world knows a name: one at or under its domain, or one that it mentions.
fn knows(world: &World, name: &str) -> bool {
    let under = name.strip_suffix(&world.domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    let mentioned = |key: &String| key.split(' ').next().is_some_and(|key| evidence::canonical_name(key) == name);
    under || world.dns.keys().any(mentioned)
}
