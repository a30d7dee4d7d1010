//! One sending server: resolver caches, a cached policy, and what it applies to a delivery.

use mta_sts::Mode;

use super::{CacheTime, Failure, IdLookup, IdRenewal, Kind, World, world::Record};
use crate::{CachedRecords, MxRecord};

/// A sending server.
#[derive(Clone, Debug)]
pub struct Sender {
    /// The sender's kind.
    pub kind: &'static Kind,
    /// When its caches were filled: another user of the resolver asked then, and again after each TTL.
    pub filled: CacheFills,
    /// The time from which it cannot fetch files, for reasons on its own side.
    pub cut_off: i64,
    copy: Option<Copy>,
    next_refresh: i64,
}

/// When a sender's caches were filled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CacheFills {
    /// TXT records.
    pub txt: Fill,
    /// MX records.
    pub mx: Fill,
    /// Address of the policy host.
    pub host: Fill,
    /// The HTTP cache in front of the file, in Unix seconds.
    pub http: i64,
}

/// When a resolver filled its cache, and from which name server. Each question can go to another server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fill {
    /// The time in Unix seconds.
    pub at: i64,
    /// How many seconds the name server is behind.
    pub lag: i64,
}

impl Fill {
    /// Returns the time whose records the resolver shows.
    const fn looked_up(self, cached: CacheTime, moment: i64) -> i64 {
        cached.filled(moment, self.at, self.lag) - self.lag
    }
}

/// A cached policy.
#[derive(Clone, Copy, Debug)]
struct Copy {
    file: usize,
    id: usize,
    expires: i64,
}

/// The policy a sender applied to a delivery.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// The file whose policy it applied; `None` if it delivered without a policy.
    pub file: Option<usize>,
    /// Whether it saw an `id` and was not served the file that belongs to it.
    pub is_behind: bool,
}

impl Sender {
    /// Creates a sender that has not sent mail to the domain yet.
    #[must_use]
    pub const fn new(kind: &'static Kind, filled: CacheFills, cut_off: i64) -> Self {
        Self { kind, filled, cut_off, copy: None, next_refresh: i64::MAX }
    }

    /// Returns the STS record that its resolver shows.
    #[must_use]
    pub fn record(&self, world: &World, moment: i64) -> Option<Record> {
        world.record_seen(moment, self.filled.txt.looked_up(world.txt_cache_time(), moment))
    }

    /// Returns the MX records that its resolver shows.
    #[must_use]
    pub fn mx<'a>(&self, world: &'a World, moment: i64) -> &'a [MxRecord] {
        world.mx(self.mx_looked_up(world, moment))
    }

    /// Returns whether the policy of a file covers each of the MX records that its resolver shows.
    #[must_use]
    pub fn covered<'a>(&self, world: &'a World, file: usize, moment: i64) -> &'a [bool] {
        world.covered(file, self.mx_looked_up(world, moment))
    }

    fn mx_looked_up(&self, world: &World, moment: i64) -> i64 {
        self.filled.mx.looked_up(world.cache_time(CachedRecords::Mx), moment)
    }

    /// Returns the number of the file that it is served, or `None` if the fetch fails.
    #[must_use]
    pub fn served(&self, world: &World, moment: i64) -> Option<usize> {
        let looked_up = self.host_looked_up(world, moment);
        let cached = CacheTime::new(world.state().delays.http).filled(moment, self.filled.http, 0);
        world.newest_file(cached).filter(|_| world.reaches(moment, looked_up))
    }

    /// Returns the time whose address of the policy host its resolver shows.
    fn host_looked_up(&self, world: &World, moment: i64) -> i64 {
        self.filled.host.looked_up(world.cache_time(CachedRecords::Host), moment)
    }

    /// Returns whether it fetches the file from a place that was given up, to which its resolver still points. It asks
    /// if it sees a record, or refetches a cached policy without a look at the record, as chasquid does.
    #[must_use]
    pub fn asks_former_place(&self, world: &World, moment: i64) -> bool {
        let refetches = self.kind.id_lookup == IdLookup::Never && self.kind.refresh.is_some();
        let asks =
            (refetches && self.copy.is_some_and(|copy| moment < copy.expires)) || self.record(world, moment).is_some();
        asks && moment < self.cut_off && world.is_given_up(moment, self.host_looked_up(world, moment))
    }

    /// Delivers a message at a time that is not before the last delivery.
    pub fn deliver(&mut self, world: &World, boundaries: &[i64], moment: i64) -> Applied {
        self.refresh_until(world, boundaries, moment);
        let record = self.record(world, moment);
        let live = self.copy.filter(|copy| moment < copy.expires);
        match (live, self.kind.id_lookup) {
            (None, _) => self.deliver_without_copy(world, record, moment),
            (Some(copy), IdLookup::AtUse) => self.compare(world, copy, record, moment),
            (Some(copy), IdLookup::BeforeRefusal) if self.would_refuse(world, copy, moment) => {
                self.compare(world, copy, record, moment)
            }
            (Some(copy), _) => Applied { file: Some(copy.file), is_behind: false },
        }
    }

    /// Delivers without a valid cached policy. The record decides whether there is a policy to fetch.
    fn deliver_without_copy(&mut self, world: &World, record: Option<Record>, moment: i64) -> Applied {
        let Some(record) = record else { return Applied::default() };
        let expired = self.copy.filter(|copy| copy.id == record.id && self.kind.id_renewal == IdRenewal::AfterExpiry);
        if let Some(copy) = expired {
            self.store_policy(world, copy.file, copy.id, moment);
            return Applied { file: Some(copy.file), is_behind: false };
        }
        self.fetch(world, record, moment, None)
    }

    /// Compares the `id` of the record. If it is the same, the cached policy is current; otherwise the file is fetched.
    fn compare(&mut self, world: &World, copy: Copy, record: Option<Record>, moment: i64) -> Applied {
        match record {
            Some(record) if record.id != copy.id => self.fetch(world, record, moment, Some(copy)),
            Some(_) if self.kind.id_renewal == IdRenewal::AtUse => {
                let keeps = self.lifetime(world, copy.file);
                self.copy = Some(Copy { expires: moment + keeps, ..copy });
                Applied { file: Some(copy.file), is_behind: false }
            }
            _ => Applied { file: Some(copy.file), is_behind: false },
        }
    }

    fn fetch(&mut self, world: &World, record: Record, moment: i64, copy: Option<Copy>) -> Applied {
        if self.kind.failure == Failure::Drops {
            self.copy = None;
        }
        let served = self.served(world, moment);
        let is_behind = served.is_none_or(|file| file < record.file);
        match served.filter(|_| moment < self.cut_off) {
            Some(file) => {
                self.store_policy(world, file, record.id, moment);
                Applied { file: Some(file), is_behind }
            }
            None => {
                let kept = copy.filter(|_| self.kind.failure == Failure::Keeps);
                Applied { file: kept.map(|copy| copy.file), is_behind: is_behind && moment < self.cut_off }
            }
        }
    }

    fn store_policy(&mut self, world: &World, file: usize, id: usize, moment: i64) {
        let expires = moment + self.lifetime(world, file);
        let forgets = self.kind.failure == Failure::Drops && world.policy(file).mode == Mode::None;
        self.copy = (!forgets).then_some(Copy { file, id, expires });
        let early = self.kind.before_expiry.map(|early| expires - early);
        self.next_refresh = early.or(self.kind.refresh.map(|every| moment + every)).unwrap_or(i64::MAX);
    }

    fn lifetime(&self, world: &World, file: usize) -> i64 {
        let policy = world.policy(file);
        self.kind.cache_seconds(policy.max_age, policy.mode)
    }

    fn would_refuse(&self, world: &World, copy: Copy, moment: i64) -> bool {
        let covered = self.covered(world, copy.file, moment);
        world.policy(copy.file).enforces() && !covered.is_empty() && !covered.contains(&true)
    }

    /// Runs the fetches that do not wait for a delivery. Between two changes of the world, only the last of them
    /// matters.
    fn refresh_until(&mut self, world: &World, boundaries: &[i64], moment: i64) {
        while self.next_refresh <= moment {
            let Some(copy) = self.copy.filter(|copy| self.next_refresh < copy.expires) else {
                self.next_refresh = i64::MAX;
                return;
            };
            let at = self.last_fetch_time(copy, boundaries, moment);
            self.refresh(world, copy, at);
        }
    }

    /// Returns the time of the last fetch up to `moment`, before the next change of the world and before the policy
    /// expires.
    fn last_fetch_time(&self, copy: Copy, boundaries: &[i64], moment: i64) -> i64 {
        let (next, Some(every)) = (self.next_refresh, self.kind.refresh) else { return self.next_refresh };
        let following = boundaries.get(boundaries.partition_point(|at| *at <= next)).copied().unwrap_or(i64::MAX);
        let limit = moment.min(following - 1).min(copy.expires - 1);
        next + (limit - next).max(0) / every * every
    }

    fn refresh(&mut self, world: &World, copy: Copy, at: i64) {
        let needs_record = self.kind.id_lookup != IdLookup::Never || self.kind.before_expiry.is_some();
        let record = self.record(world, at);
        let asks = record.is_some() || !needs_record;
        let id = record.map_or(copy.id, |record| record.id);
        match self.served(world, at).filter(|_| asks && at < self.cut_off) {
            Some(file) => self.store_policy(world, file, id, at),
            None => self.next_refresh = self.kind.refresh.map_or(i64::MAX, |every| at + every),
        }
    }
}
