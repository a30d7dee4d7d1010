//! Many senders: a crowd with random caches and traffic, and adversaries whose caches were filled at the worst moments.

use super::{KINDS, Kind, Random, Sender, World, sender::Filled};
use crate::Change;

/// Senders, and when each delivers.
#[derive(Clone, Debug, Default)]
pub struct Fleet {
    /// A sender, and its deliveries in order of time.
    pub members: Vec<(Sender, Deliveries)>,
}

/// When a sender delivers, in Unix seconds.
#[derive(Clone, Debug)]
pub enum Deliveries {
    /// Regularly.
    Every {
        /// The first delivery.
        first: i64,
        /// Seconds between two.
        every: i64,
        /// The last moment.
        until: i64,
    },
    /// At these moments.
    At(Vec<i64>),
}

impl Deliveries {
    /// The moments, in order.
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

/// Traffic: from a message every ten minutes to one every four days.
const TRAFFIC: [i64; 6] = [600, 3_600, 6 * 3_600, 86_400, 2 * 86_400, 4 * 86_400];

/// Creates `each` random senders of each kind, delivering from `before` seconds before the start until `after` seconds after it.
#[must_use]
pub fn random_senders(world: &World, kinds: &'static [Kind], each: usize, before: i64, after: i64, seed: u64) -> Fleet {
    let mut random = Random::new(seed);
    let mut members = Vec::with_capacity(kinds.len() * each);
    for kind in kinds {
        for number in 0..each {
            let every = TRAFFIC[number % TRAFFIC.len()];
            let first = world.start - random.below(before);
            let deliveries = Deliveries::Every { first, every, until: world.start + after };
            members.push((Sender::new(kind, random_filled(world, &mut random), i64::MAX), deliveries));
        }
    }
    Fleet { members }
}

fn random_filled(world: &World, random: &mut Random) -> Filled {
    let (ttl, delays) = (world.state().ttl, world.state().delays);
    Filled {
        txt: random.below(ttl.txt),
        mx: random.below(ttl.mx),
        host: random.below(ttl.host),
        http: random.below(delays.http),
        lag: random.below(delays.dns + 1),
    }
}

/// Senders whose caches were filled a second before a change, that deliver at two critical moments: at the first they learn or
/// renew a policy, at the second they apply it. Half of them cannot fetch in between.
#[must_use]
pub fn adversarial_senders(world: &World) -> Fleet {
    let mut members = Vec::new();
    let (first, second) = (learning(world), applying(world));
    for filled in worst_caches(world) {
        for kind in &KINDS {
            for one in &first {
                let later: Vec<i64> = second.iter().copied().filter(|other| other > one).collect();
                // Learnt before the start, renewed at one moment, applied at another; and learnt at the one.
                for other in &later {
                    let learnt = (*one).min(world.start - 1);
                    let renewed = vec![learnt, learnt + (one - learnt) / 2, *one, *other];
                    members.push((Sender::new(kind, filled, one + 1), Deliveries::At(renewed)));
                    for cut_off in [i64::MAX, one + 1] {
                        members.push((Sender::new(kind, filled, cut_off), Deliveries::At(vec![*one, *other])));
                    }
                }
                let row = [one].into_iter().chain(&later).copied().collect();
                members.push((Sender::new(kind, filled, i64::MAX), Deliveries::At(row)));
            }
        }
    }
    Fleet { members }
}

/// The last moments at which something old can be seen, and the beginning.
fn learning(world: &World) -> Vec<i64> {
    let (ttl, delays) = (world.state().ttl, world.state().delays);
    let records =
        changes(world, |action| matches!(action, Change::Record(_) | Change::RecordAlias(_) | Change::NoRecord));
    let files = changes(world, |action| matches!(action, Change::Policy(_)));
    let past = world.state().earlier.iter().map(|earlier| earlier.until.unix_seconds());
    let fetched = past.clone().map(|at| at - delays.http - 1);
    let ends = records.into_iter().chain(past).flat_map(|at| [at - 1, at + delays.dns + ttl.txt - 1]);
    let mut all: Vec<i64> = ends
        .chain(files.into_iter().flat_map(|at| [at - 1, at + delays.http - 1]))
        .chain([world.start - 1])
        .chain(fetched)
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The moments of all changes and proofs.
fn applying(world: &World) -> Vec<i64> {
    let (ttl, delays) = (world.state().ttl, world.state().delays);
    let hosts = changes(world, |action| matches!(action, Change::Mx(_) | Change::Host(_)));
    let records =
        changes(world, |action| matches!(action, Change::Record(_) | Change::RecordAlias(_) | Change::NoRecord));
    let seen = records.into_iter().map(|at| at + delays.dns + ttl.txt);
    let late = hosts.into_iter().flat_map(|at| [at + delays.dns + ttl.mx - 1, at + delays.dns + ttl.host - 1]);
    let late = late.chain(seen);
    let mut all: Vec<i64> = world.events.iter().flat_map(|event| [event.at, event.at + 1]).chain(late).collect();
    all.retain(|at| *at >= world.start);
    all.sort_unstable();
    all.dedup();
    all
}

fn changes(world: &World, wanted: impl Fn(&Change) -> bool) -> Vec<i64> {
    world.events.iter().filter(|event| wanted(&event.action)).map(|event| event.at).collect()
}

/// Caches filled a second before a change of each sort: every change of the record with every change of MX.
fn worst_caches(world: &World) -> Vec<Filled> {
    let or_start = |mut changes: Vec<i64>| {
        if changes.is_empty() {
            changes.push(world.start);
        }
        changes
    };
    let past = world.state().earlier.iter().map(|earlier| earlier.until.unix_seconds());
    let is_record = |action: &Change| matches!(action, Change::Record(_) | Change::RecordAlias(_) | Change::NoRecord);
    let records = or_start(changes(world, is_record).into_iter().chain(past).collect());
    let exchanges = or_start(changes(world, |action| matches!(action, Change::Mx(_))));
    let host = or_start(changes(world, |action| matches!(action, Change::Host(_))))[0] - 1;
    let files = or_start(changes(world, |action| matches!(action, Change::Policy(_))));
    let mut all = Vec::new();
    for (number, txt) in records.iter().enumerate() {
        let http = files[number.min(files.len() - 1)] - 1;
        let lag = world.state().delays.dns;
        all.extend(exchanges.iter().map(|mx| Filled {
            txt: txt + lag - 1,
            mx: mx + lag - 1,
            host: host + lag,
            http,
            lag,
        }));
    }
    all
}
