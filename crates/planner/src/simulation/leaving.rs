//! MX hosts that leave: their operator stops them as soon as the plan says that no sender needs them.

use std::collections::BTreeMap;

use super::{Event, Sender, World};
use crate::{Change, MxRecord, Topic, waits::QUEUE_SECONDS};

/// The MX hosts that leave, and when they stop accepting mail.
pub(super) struct LeavingHosts<'a> {
    world: &'a World,
    /// When each host stops for new messages: all senders see that MX does not name it, and queues are empty.
    closing_times: BTreeMap<String, i64>,
    /// When each host stops for messages that were queued before: the wait for queues is over.
    emptied: Option<i64>,
    /// The MX records in the end.
    last: &'a [MxRecord],
}

impl<'a> LeavingHosts<'a> {
    /// Finds the hosts that leave in a plan with a wait for queues, or in one that publishes a null MX.
    pub(super) fn new(world: &'a World) -> Self {
        let with_topic = |topic| world.events.iter().filter(move |event| event.topic == Some(topic));
        let emptied = with_topic(Topic::Queue).map(|event| event.at).max();
        let is_given_up = with_topic(Topic::MxNull).next().is_some();
        let last = world.mx(world.events.last().map_or(world.start, |event| event.at));
        let mut closing_times = BTreeMap::new();
        let changes = world.events.iter().enumerate().filter(|(_, event)| changes_mx(event));
        for (index, event) in changes.filter(|_| emptied.is_some() || is_given_up) {
            let seen = seen_by_all(&world.events, index).max(emptied.unwrap_or(i64::MIN));
            for record in world.mx(event.at - 1).iter().filter(|record| !names(last, &record.host)) {
                closing_times.insert(record.host.clone(), seen);
            }
        }
        Self { world, closing_times, emptied, last }
    }

    /// Returns whether a host has stopped accepting mail.
    pub(super) fn is_closed(&self, host: &str, at: i64) -> bool {
        self.closing_times.get(host).is_some_and(|closes| at >= *closes)
    }

    /// Returns whether a message that the sender has queued for as long as queues last is bound to a host that has
    /// stopped. It keeps the MX records that the sender saw then. Any of these hosts can be the best one that this
    /// sender reaches: a host may speak only IPv6, or be down on purpose ("nolisting"). A sender that reaches no
    /// remaining host does not count: the plan cannot help it.
    pub(super) fn binds_message(&self, sender: &Sender, at: i64) -> bool {
        if self.emptied.is_none_or(|emptied| at < emptied) {
            return false;
        }
        let kept = sender.mx(self.world, at - QUEUE_SECONDS + 1);
        let reaches_another = |bound: &MxRecord| {
            let is_better = |host: &str| kept.iter().any(|one| one.host == host && one.preference < bound.preference);
            self.last.iter().any(|record| !is_better(&record.host))
        };
        kept.iter().any(|record| self.closing_times.contains_key(&record.host) && reaches_another(record))
    }
}

fn names(records: &[MxRecord], host: &str) -> bool {
    records.iter().any(|record| record.host == host)
}

/// Returns whether a step changes the MX records. A change without a topic is no step of a plan: nobody says when its
/// former hosts may stop.
fn changes_mx(event: &Event) -> bool {
    event.topic.is_some() && matches!(event.action, Change::Mx(_))
}

/// Returns when the plan says that all senders see a change of the MX records.
fn seen_by_all(events: &[Event], index: usize) -> i64 {
    let later = events[index + 1..].iter().take_while(|event| !changes_mx(event));
    let mut waits = later.filter(|event| matches!(event.topic, Some(Topic::AllSeeMx | Topic::AllSeeNullMx)));
    waits.next().map_or(events[index].at, |event| event.at)
}
