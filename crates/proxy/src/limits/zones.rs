//! Rate limits of DNS questions about one zone, which is a registrable domain with all names below it.
//!
//! A stub resolver without a cache forwards every question, so questions about random names reach the name servers of
//! the zone. Each client therefore has a limit per zone, and so have all clients together. An eighth of the latter is
//! reserved for networks that ask no more about the zone than a check does. So heavy users leave something for light
//! ones.

use std::{net::IpAddr, sync::Arc};

use evidence::canonical_name;
use ipnet::IpNet;

use crate::{
    limits::{
        clients::{ClientLimits, client_group, own_network},
        rate::{Charge, Key, Rate},
        rate_limiter::{RateLimiter, Reserve},
        targets::registrable_domain,
    },
    refusal::Refusal,
};

/// Maximum questions that a check asks about one zone.
const QUESTIONS_PER_CHECK: u32 = 60;

/// Limit for all clients together, as a multiple of one client's.
const ALL_CLIENTS_FACTOR: u32 = 16;

/// Part that is reserved for networks that ask little.
const RESERVE: Reserve = Reserve(8);

/// Rate of a network that asks little: one check in a burst, and one every four minutes.
const LIGHT_RATE: Rate = Rate { burst: QUESTIONS_PER_CHECK, per_minute: QUESTIONS_PER_CHECK / 4 };

/// Limiter of questions about one zone.
#[derive(Debug)]
pub(crate) struct ZoneLimiter {
    own: Rate,
    all: Rate,
    rates: Arc<RateLimiter>,
}

impl ZoneLimiter {
    /// Creates limits that follow from a client's limits for questions about all zones.
    pub(crate) fn new(all_zones: ClientLimits, rates: Arc<RateLimiter>) -> Self {
        let own = Rate { burst: zone_share(all_zones.burst), per_minute: zone_share(all_zones.per_minute) };
        Self { own, all: own.times(ALL_CLIENTS_FACTOR), rates }
    }

    /// Counts a client's question about a name.
    ///
    /// # Errors
    ///
    /// [`Refusal::Zone`] if this client asked too much about the zone, or if all clients did and its network asks more
    /// than a check does.
    pub(crate) async fn charge(&self, client: IpAddr, name: &str) -> Result<(), Refusal> {
        let name = canonical_name(name);
        let zone = registrable_domain(&name);
        let by = |kind, network: IpNet, rate| Charge {
            kind,
            class: network.prefix_len(),
            key: Key::NetworkAndName(network, zone.into()),
            rate,
            times: 1,
        };
        let own = by("zone", own_network(client), self.own);
        let light = by("zone-little", client_group(client), LIGHT_RATE);
        let all = Charge { kind: "zone-all", class: 0, key: zone.into(), rate: self.all, times: 1 };
        self.rates.charge_with_reserve(&[own], &[all], light, RESERVE).await.map_err(Refusal::Zone)
    }
}

/// Returns the share of a client's limit that may go to one zone: a quarter, but at least what a check needs.
fn zone_share(all: u32) -> u32 {
    all.div_ceil(4).max(all.min(QUESTIONS_PER_CHECK))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DNS: ClientLimits = ClientLimits { at_once: 128, burst: 1200, per_minute: 600 };

    fn limiter() -> ZoneLimiter {
        ZoneLimiter::new(DNS, Arc::new(RateLimiter::new(None)))
    }

    async fn served(zones: &ZoneLimiter, client: IpAddr, zone: &str, questions: usize) -> usize {
        let mut served = 0;
        for number in 0..questions {
            served += usize::from(zones.charge(client, &format!("r{number}.{zone}")).await.is_ok());
        }
        served
    }

    #[tokio::test]
    async fn all_clients_together_have_a_limit_and_those_that_ask_little_are_still_answered() {
        let zones = limiter();
        let mut flood = 0;
        for client in 0..40 {
            flood += served(&zones, [198, 51, client / 5, client].into(), "Example.com.", 400).await;
        }
        assert!((4200..=4600).contains(&flood), "{flood} questions");
        for visitor in 0..4 {
            let answered = served(&zones, [192, 0, visitor, 1].into(), "example.com", 40).await;
            assert_eq!(answered, 40, "visitor {visitor} after {flood} questions");
        }
        let mut crowd = 0;
        for network in 0..200 {
            crowd += served(&zones, [203, 0, network, 1].into(), "example.com", 60).await;
        }
        assert!(flood + 160 + crowd <= 16 * 300 + 100, "{crowd} questions of a crowd that asks little");
        assert_eq!(served(&zones, [203, 0, 201, 1].into(), "example.net", 60).await, 60, "another zone");
    }

    #[tokio::test]
    async fn a_zone_has_any_number_of_names_and_spellings() {
        let zones = limiter();
        let client = [192, 0, 2, 1].into();
        let names = ["a.example.com", "A.EXAMPLE.COM.", "example.com", "_mta-sts.b.c.Example.Com"];
        let mut served = 0;
        for name in names.iter().cycle().take(1000) {
            served += usize::from(zones.charge(client, name).await.is_ok());
        }
        assert!((300..=310).contains(&served), "{served}");
    }

    #[test]
    fn a_server_with_low_limits_still_answers_a_check() {
        for (all, one) in [(1200, 300), (600, 150), (100, 60), (60, 60), (10, 10), (0, 0)] {
            assert_eq!(zone_share(all), one, "{all}");
        }
    }
}
