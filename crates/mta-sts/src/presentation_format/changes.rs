//! Changes of a record, as audit logs and plans show them: the old value beside the new one, or one line for each change.

use alloc::{string::String, vec::Vec};

use super::{Excerpt, Kind, PastedRecord, noise, record_noise};
use crate::Span;

/// Words before an old value, in lower case.
const OLD: [&str; 20] = [
    "old",
    "before",
    "previous",
    "previously",
    "remove",
    "removed",
    "removing",
    "delete",
    "deleted",
    "deleting",
    "alt",
    "vorher",
    "gelöscht",
    "ancien",
    "avant",
    "antes",
    "anterior",
    "変更前",
    "旧",
    "削除",
];

/// Words before a new value, in lower case.
const NEW: [&str; 24] = [
    "new",
    "after",
    "current",
    "now",
    "add",
    "added",
    "adding",
    "create",
    "created",
    "creating",
    "upsert",
    "set",
    "update",
    "updated",
    "neu",
    "nachher",
    "angelegt",
    "nouveau",
    "après",
    "nuevo",
    "después",
    "変更後",
    "新",
    "追加",
];

/// Words after a value that was removed.
const REMOVED: [&str; 4] = ["removed", "deleted", "old", "削除済み"];

/// Marks between an old value and a new one.
const ARROWS: [&str; 5] = ["->", "→", "=>", "⇒", "➜"];

/// Number of octets after a value that are searched for an arrow and the new value.
const MAX_DISTANCE: usize = 200;

/// Returns for each record whether another one has taken its place. `text` holds all of them, with what stands around them.
pub(super) fn are_replaced(records: &[PastedRecord], text: &Excerpt, kind: Kind) -> Vec<bool> {
    let places: Vec<Surroundings> = records.iter().map(|record| Surroundings::new(record, text)).collect();
    let last = places.iter().map(|place| place.time.as_deref()).max().flatten();
    let are_timed = places.iter().all(|place| place.time.is_some());
    let is_earlier = |place: &Surroundings| are_timed && place.time.as_deref() != last;
    places.iter().map(|place| place.is_old(kind) || is_earlier(place)).collect()
}

/// What stands around a record.
struct Surroundings {
    /// The text before it on its line, in lower case.
    before: String,
    /// The text after it, in lower case.
    after: String,
    /// The time at the start of its line, to the second.
    time: Option<Vec<u8>>,
}

impl Surroundings {
    fn new(record: &PastedRecord, text: &Excerpt) -> Self {
        let place = record.text.place(Span::new(0, record.text.octets().len()));
        let (start, end) = (text.index_of(place.start), text.index_of(place.end));
        let octets = text.octets();
        let line_start = octets[..start].iter().rposition(|octet| *octet == b'\n').map_or(0, |at| at + 1);
        let line = text.slice(line_start..start);
        let line = noise::without_list_marks(&line).unwrap_or(line);
        let length = record_noise::time(line.octets()).max(record_noise::date(line.octets()));
        let time = &line.octets()[..length];
        let is_sortable = |time: &&[u8]| time.iter().any(u8::is_ascii_digit) && !time[0].is_ascii_alphabetic();
        let lower = |octets: &[u8]| String::from_utf8_lossy(octets).to_lowercase();
        Self {
            before: lower(line.octets()),
            after: lower(&octets[end.max(start)..octets.len().min(end.max(start) + MAX_DISTANCE)]),
            time: (!time.is_empty())
                .then_some(time)
                .filter(is_sortable)
                .map(|time| time[..time.len().min(SECOND)].to_vec()),
        }
    }

    /// Whether the words around a value say that it is old.
    fn is_old(&self, kind: Kind) -> bool {
        let version = if kind == Kind::Sts { "v=sts" } else { "v=tls" };
        let between = self.after.find(version).map(|at| &self.after[..at]);
        let is_changed = |between: &str| {
            ARROWS.iter().any(|arrow| between.contains(arrow))
                || between.trim_matches(['"', '\'', '`', ' ', '\\']) == "to"
        };
        let label = words(&self.before).rev().find(|word| OLD.contains(word) || NEW.contains(word));
        let line = self.after.lines().next().unwrap_or_default();
        between.is_some_and(is_changed)
            || label.is_some_and(|word| OLD.contains(&word))
            || between.is_none_or(|between| between.contains('\n')) && words(line).any(|word| REMOVED.contains(&word))
    }
}

/// Length in octets of a date and a time without fractions of a second, in brackets.
const SECOND: usize = 20;

fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}
