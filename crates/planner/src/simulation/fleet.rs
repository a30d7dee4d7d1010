//! Many senders with random caches and traffic.

use super::{
    Kind, Random, Sender, World,
    sender::{CacheFills, Fill},
};

/// Senders and their deliveries.
#[derive(Clone, Debug, Default)]
pub struct Fleet {
    /// A sender, and its deliveries in order of time.
    pub members: Vec<(Sender, Deliveries)>,
}

/// The moments at which a sender delivers, in Unix seconds.
#[derive(Clone, Debug)]
pub enum Deliveries {
    /// At regular intervals.
    Every {
        /// The first delivery.
        first: i64,
        /// Seconds between two deliveries.
        every: i64,
        /// The latest time of a delivery.
        until: i64,
    },
    /// At these moments.
    At(Vec<i64>),
}

impl Deliveries {
    /// Returns the times, in order.
    #[must_use]
    pub fn moments(&self) -> Box<dyn Iterator<Item = i64> + '_> {
        match self {
            Self::Every { first, every, until } => {
                let (first, every, until) = (*first, *every, *until);
                Box::new((0..).map(move |n| first + n * every).take_while(move |at| *at <= until))
            }
            Self::At(moments) => Box::new(moments.iter().copied()),
        }
    }
}

/// Seconds between the messages of a sender: from ten minutes to four days.
const DELIVERY_INTERVALS: [i64; 6] = [600, 3_600, 6 * 3_600, 86_400, 2 * 86_400, 4 * 86_400];

/// Creates `each` random senders of each kind, delivering from `before` seconds before the start until `after` seconds after it.
#[must_use]
pub fn random_senders(
    world: &World,
    kinds: &'static [Kind],
    senders_per_kind: usize,
    before: i64,
    after: i64,
    seed: u64,
) -> Fleet {
    let mut random = Random::new(seed);
    let mut members = Vec::with_capacity(kinds.len() * senders_per_kind);
    for kind in kinds {
        for number in 0..senders_per_kind {
            let every = DELIVERY_INTERVALS[number % DELIVERY_INTERVALS.len()];
            let first = world.start - random.below(before);
            let deliveries = Deliveries::Every { first, every, until: world.start + after };
            members.push((Sender::new(kind, random_filled(world, &mut random), i64::MAX), deliveries));
        }
    }
    Fleet { members }
}

fn random_filled(world: &World, random: &mut Random) -> CacheFills {
    let (ttl, delays) = (world.state().ttl, world.state().delays);
    let [txt, mx, host] = [ttl.txt, ttl.mx, ttl.host].map(|ttl| random.below(ttl));
    let http = random.below(delays.http);
    let lag = random.below(delays.dns + 1);
    let fill = |at| Fill { at, lag };
    CacheFills { txt: fill(txt), mx: fill(mx), host: fill(host), http }
}
