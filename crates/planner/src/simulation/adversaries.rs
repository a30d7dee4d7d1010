//! Worst-case senders. Their caches were filled one second before a change. They learn or renew a policy at the last
//! possible time. They apply it at the first time at which that does harm. Others see a change at once.

use super::{
    Deliveries, Fleet, IdRenewal, KINDS, Kind, Sender, World,
    sender::{CacheFills, Fill},
};
use crate::{CachedRecords, Change, Topic};

/// Seconds between deliveries of a sender that keeps renewing its cached policy: less than one day, the shortest
/// `max_age`.
const RENEWAL_INTERVAL_SECONDS: i64 = 39_600;

/// Returns every kind of sender, with every combination of worst-case caches and of times to learn, renew and apply a
/// policy. Some of them cannot fetch files after they have learnt theirs.
#[must_use]
pub fn adversarial_senders(world: &World) -> Fleet {
    let mut members = Vec::new();
    let applied = applying_times(world);
    let mut learnt = learning_times(world);
    learnt.extend(expiring_times(world));
    for filled in worst_caches(world).into_iter().chain(quick_caches(world)) {
        for kind in &KINDS {
            members.extend(applied.iter().map(|at| (Sender::new(kind, filled, i64::MAX), Deliveries::At(vec![*at]))));
            for &one in &learnt {
                let later: Vec<i64> = applied.iter().copied().filter(|other| *other > one).collect();
                let row = Deliveries::At([one].into_iter().chain(later.iter().copied()).collect());
                members.push((Sender::new(kind, filled, i64::MAX), row));
                for other in later {
                    members.extend(pair(world, kind, filled, one, other));
                }
            }
        }
    }
    Fleet { members }
}

/// Returns senders that learn or renew a policy at one time and apply it at another.
fn pair(
    world: &World,
    kind: &'static Kind,
    filled: CacheFills,
    one: i64,
    other: i64,
) -> impl Iterator<Item = (Sender, Deliveries)> {
    let learns = [i64::MAX, one + 1]
        .into_iter()
        .map(move |cut_off| (Sender::new(kind, filled, cut_off), Deliveries::At(vec![one, other])));
    let renews = (kind.id_renewal != IdRenewal::Never).then(|| renewed(world, one));
    let renews = renews.into_iter().flatten().map(move |mut moments: Vec<i64>| {
        moments.push(other);
        (Sender::new(kind, filled, one + 1), Deliveries::At(moments))
    });
    learns.chain(renews)
}

/// Returns series of deliveries that learn the file before a change and renew it until `one`. The first series spans
/// one change of the file. The others span the whole life of an `id` whose file was changed in between.
fn renewed(world: &World, one: i64) -> Vec<Vec<i64>> {
    let state = world.state();
    let past = state.earlier.iter().map(|earlier| earlier.until.unix_seconds() - state.delays.http);
    let files = changes(world, |action| matches!(action, Change::Policy(_))).into_iter().chain(past);
    let learnt = (files.filter(|at| *at <= one).max().unwrap_or(world.start) - 1).min(one);
    let mut rows = vec![vec![learnt, learnt + (one - learnt) / 2, one]];
    for earlier in state.earlier.iter().filter(|earlier| state.is_current_id(earlier)) {
        let first = earlier.until.unix_seconds() - state.delays.http - 1;
        rows.push(
            (0..).map(|n| first + n * RENEWAL_INTERVAL_SECONDS).take_while(|at| *at < one).chain([one]).collect(),
        );
    }
    rows
}

/// Returns the last times at which an old value can be seen, and the second before the start.
pub(super) fn learning_times(world: &World) -> Vec<i64> {
    let http = world.state().delays.http;
    let past: Vec<i64> = world.state().earlier.iter().map(|earlier| earlier.until.unix_seconds()).collect();
    let records = changes(world, is_record).into_iter().chain(past.iter().copied());
    let files = changes(world, |action| matches!(action, Change::Policy(_)));
    let mut all: Vec<i64> = records
        .flat_map(|at| [at - 1, world.txt_stale_until(at) - 2])
        .chain(files.into_iter().flat_map(|at| [at - 1, at + http - 2]))
        .chain(past.iter().flat_map(|at| [at - http - 1, at - 2]))
        .chain([world.start - 1])
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Returns the times from which a policy, fetched then, expires when a service ends that publishes the record.
fn expiring_times(world: &World) -> impl Iterator<Item = i64> {
    let lives = world.state().policy.iter().map(|policy| policy.max_age);
    lives.filter_map(|max_age| Some(world.service_end()? - max_age))
}

/// Returns the times of all changes and waits, and the last times at which resolvers show the former records.
fn applying_times(world: &World) -> Vec<i64> {
    let seen = changes(world, is_record).into_iter().flat_map(|at| {
        let seen = world.txt_stale_until(at);
        [seen - 2, seen]
    });
    let fresh = changes(world, |action| matches!(action, Change::NoRecord | Change::Mx(_) | Change::Host(_)));
    let fresh = fresh.into_iter().map(|at| at + world.state().delays.dns + 1);
    let of = |cached, at| world.stale_until(cached, at) - 2;
    let hosts = changes(world, |action| matches!(action, Change::Mx(_) | Change::Host(_)));
    let hosts = hosts.into_iter().chain(missing_host(world));
    let late = hosts.flat_map(|at| [of(CachedRecords::Mx, at), of(CachedRecords::Host, at)]);
    let mut all: Vec<i64> =
        world.events.iter().flat_map(|event| [event.at, event.at + 1]).chain(late).chain(seen).chain(fresh).collect();
    all.retain(|at| *at >= world.start);
    all.sort_unstable();
    all.dedup();
    all
}

/// Returns when a policy host came into DNS that was missing.
fn missing_host(world: &World) -> Vec<i64> {
    let published = world.events.iter().filter(|event| event.topic == Some(Topic::HostPublish));
    published.map(|event| event.at).collect()
}

const fn is_record(action: &Change) -> bool {
    matches!(action, Change::Record(_) | Change::RecordAlias(_) | Change::NoRecord)
}

fn changes(world: &World, wanted: impl Fn(&Change) -> bool) -> Vec<i64> {
    world.events.iter().filter(|event| wanted(&event.action)).map(|event| event.at).collect()
}

/// Returns caches that were filled one second before each kind of change, and just after some kinds. Every change of
/// the record is combined with every change of the MX records and of the policy host. The HTTP cache was filled before
/// the file that belongs to the record.
pub(super) fn worst_caches(world: &World) -> Vec<CacheFills> {
    let or_start = |changes: Vec<i64>| if changes.is_empty() { vec![world.start] } else { changes };
    let past = world.state().earlier.iter().map(|earlier| earlier.until.unix_seconds());
    // A resolver that asks just after the change immediately shows that the record is gone, or that a host is new.
    let gone = changes(world, |action| *action == Change::NoRecord).into_iter().map(|at| at + 1);
    let fresh = changes(world, |action| matches!(action, Change::Mx(_))).into_iter().map(|at| at + 1);
    let stale = changes(world, |action| matches!(action, Change::Mx(_) | Change::Ttl(CachedRecords::Mx, _)));
    let records = or_start(changes(world, is_record).into_iter().chain(past).chain(gone).collect());
    let exchanges = or_start(stale.into_iter().chain(fresh).collect());
    let moved = changes(world, |action| {
        matches!(action, Change::Host(_) | Change::NoHost | Change::Ttl(CachedRecords::Host, _))
    });
    let hosts = or_start(moved.into_iter().chain(missing_host(world)).collect());
    let lag = world.state().delays.dns;
    let stale = |at: i64| Fill { at: at + lag - 1, lag };
    let mut all = Vec::new();
    for txt in &records {
        for mx in &exchanges {
            let fills = |host: &i64| CacheFills {
                txt: stale(*txt),
                mx: stale(*mx),
                host: stale(*host),
                http: file_until(world, *txt) - 1,
            };
            all.extend(hosts.iter().map(fills));
        }
    }
    all
}

/// Returns caches of which one shows a change at once, because another user asks then, and a name server that is not
/// behind. The HTTP cache, and the other resolver caches, were filled one second before the changes.
fn quick_caches(world: &World) -> Vec<CacheFills> {
    let lag = world.state().delays.dns;
    let (stale, quick) = (|at: i64| Fill { at: at + lag - 1, lag }, |at: i64| Fill { at, lag: 0 });
    let or_start = |changes: Vec<i64>| if changes.is_empty() { vec![world.start] } else { changes };
    let past = world.state().earlier.iter().map(|earlier| earlier.until.unix_seconds());
    let records = or_start(changes(world, is_record).into_iter().chain(past).collect());
    let exchanges = or_start(changes(world, |action| matches!(action, Change::Mx(_))));
    let moved = changes(world, |action| matches!(action, Change::Host(_) | Change::NoHost));
    let hosts = or_start(moved.into_iter().chain(missing_host(world)).collect());
    let mut all = Vec::new();
    for txt in &records {
        let http = file_until(world, *txt) - 1;
        for mx in &exchanges {
            let host = stale(world.start);
            all.push(CacheFills { txt: quick(*txt), mx: stale(*mx), host, http });
            all.push(CacheFills { txt: quick(*txt), mx: quick(*mx), host, http });
            all.push(CacheFills { txt: stale(*txt), mx: quick(*mx), host, http });
        }
        for host in &hosts {
            let mx = stale(world.start);
            all.push(CacheFills { txt: quick(*txt), mx, host: stale(*host), http });
            all.push(CacheFills { txt: stale(*txt), mx, host: quick(*host), http });
        }
    }
    all
}

/// Returns when the file changed that belongs to a record. HTTP caches matter only if it changed before the record.
fn file_until(world: &World, record: i64) -> i64 {
    let files = changes(world, |action| matches!(action, Change::Policy(_)));
    files.into_iter().filter(|at| *at < record).max().unwrap_or(record)
}
