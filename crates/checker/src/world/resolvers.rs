//! The resolvers of a world: the answers of a second one, and the reachability of both.

use evidence::{Answer, DnsQuestion, Outcome, Question, Reply, Transport, Unobserved, Via};
use serde::{Deserialize, Serialize};

use super::{World, WorldTransport, canonical_key, dns::DnsEntry};

/// The reachability of a check's resolvers: `ok`, or any other value if unreachable.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resolvers {
    /// The primary resolver.
    pub primary: String,
    /// The resolver for a second opinion.
    pub secondary: String,
}

/// A world as its second resolver shows it; see
/// [`WorldTransport::second_resolver`](super::WorldTransport::second_resolver).
#[derive(Clone, Copy, Debug)]
pub struct SecondResolverTransport<'a>(pub(super) WorldTransport<'a>);

impl World {
    /// Returns whether the primary resolver fails.
    pub(super) fn is_primary_down(&self) -> bool {
        self.resolver_down || self.resolvers.as_ref().is_some_and(|resolvers| resolvers.primary != "ok")
    }

    fn is_secondary_down(&self) -> bool {
        self.resolver_down || self.resolvers.as_ref().is_some_and(|resolvers| resolvers.secondary != "ok")
    }

    fn other_entry(&self, question: &DnsQuestion) -> Option<&DnsEntry> {
        let key = format!("{} {}", question.name, question.kind.mnemonic());
        self.dns_alt.iter().find(|(name, _)| canonical_key(name) == key).map(|(_, entry)| entry)
    }
}

impl Transport for SecondResolverTransport<'_> {
    async fn ask(&self, question: &Question) -> Reply {
        let world = self.0.world;
        let outcome = match question {
            Question::Dns(_) if world.is_secondary_down() => Outcome::Unobserved(super::out_of_order()),
            Question::Dns(dns) => {
                let other = world.other_entry(dns).map(|entry| entry.answer(dns.kind));
                Outcome::Answer(Answer::Dns(other.unwrap_or_else(|| world.dns_answer(dns))))
            }
            Question::Policy { .. } | Question::Mail { .. } => Outcome::Unobserved(Unobserved::NotOffered),
        };
        Reply { outcome, via: Via::Resolver("second".into()), at: self.0.now }
    }
}
