//! A collection of reports. Copies of a report count once, and corrected reports are recorded.
//!
//! Adding and merging are commutative and associative: the order in which files are read makes no difference.

mod key;

use std::collections::{BTreeMap, btree_map::Entry};

use crate::Report;
use key::{Content, Key};

/// Reports from any number of files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collection {
    reports: BTreeMap<Key, Vec<Version>>,
}

/// A report and its copies.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Version {
    report: Report,
    copies: u64,
}

/// A report that counts.
#[derive(Clone, Copy, Debug)]
pub struct Counted<'a> {
    /// The report: of several versions, the one with the most sessions.
    pub report: &'a Report,
    /// The number of copies received.
    pub copies: u64,
    versions: &'a [Version],
}

impl<'a> Counted<'a> {
    /// Returns reports with the same key and other counts, which do not count.
    pub fn other_versions(&self) -> impl Iterator<Item = &'a Report> + use<'a> {
        let counted = self.report;
        self.versions.iter().map(|version| &version.report).filter(move |report| !std::ptr::eq(*report, counted))
    }
}

impl Collection {
    /// Adds a report. A copy of a known report does not count again.
    pub fn add(&mut self, report: Report) {
        let versions = vec![Version { report, copies: 1 }];
        self.add_versions(Key::from_report(&versions[0].report), versions);
    }

    /// Adds all reports of another collection.
    pub fn merge(&mut self, other: Self) {
        for (key, versions) in other.reports {
            self.add_versions(key, versions);
        }
    }

    /// Returns whether the collection has this report, or a copy of it.
    #[must_use]
    pub fn contains(&self, report: &Report) -> bool {
        let versions = self.reports.get(&Key::from_report(report));
        versions.is_some_and(|versions| find_version(versions, report).is_ok())
    }

    /// Returns every report that counts, ordered by sender, id and range.
    pub fn counted(&self) -> impl Iterator<Item = Counted<'_>> {
        self.reports.values().map(|versions| {
            // Versions are sorted; the one with the most sessions is last.
            let version = versions.last().expect("a key comes with a version");
            Counted { report: &version.report, copies: version.copies, versions }
        })
    }

    /// Returns every report that counts.
    pub fn reports(&self) -> impl Iterator<Item = &Report> {
        self.counted().map(|counted| counted.report)
    }

    /// Returns the number of reports that count.
    #[must_use]
    pub fn len(&self) -> usize {
        self.reports.len()
    }

    /// Returns whether there is no report.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.reports.is_empty()
    }

    /// Adds versions of one report, sorted by rank.
    fn add_versions(&mut self, key: Key, versions: Vec<Version>) {
        match self.reports.entry(key) {
            Entry::Vacant(vacant) => {
                vacant.insert(versions);
            }
            Entry::Occupied(known) => {
                let known = known.into_mut();
                versions.into_iter().for_each(|version| add_version(known, version));
            }
        }
    }
}

fn add_version(versions: &mut Vec<Version>, version: Version) {
    match find_version(versions, &version.report) {
        Ok(at) => versions[at].add_copy(version),
        Err(at) => versions.insert(at, version),
    }
}

/// Returns the position of a report's copies, or where they would be.
fn find_version(versions: &[Version], report: &Report) -> Result<usize, usize> {
    let wanted = rank(report);
    versions.binary_search_by(|present| rank(&present.report).cmp(&wanted))
}

/// Returns the sort key of a version. The last version counts.
fn rank(report: &Report) -> (u64, Content) {
    (report.sessions(), Content::from_report(report))
}

impl Version {
    /// Adds another copy. The report that is kept does not depend on the order of the copies.
    fn add_copy(&mut self, other: Self) {
        self.copies = self.copies.saturating_add(other.copies);
        let mut notes = std::mem::take(&mut self.report.notes);
        notes.extend(other.report.notes.iter().cloned());
        notes.sort();
        notes.dedup();
        let source = self.report.source.clone().min(other.report.source.clone());
        if key::copy_order(&other.report) < key::copy_order(&self.report) {
            self.report = other.report;
        }
        (self.report.notes, self.report.source) = (notes, source);
    }
}

impl FromIterator<Report> for Collection {
    fn from_iter<I: IntoIterator<Item = Report>>(reports: I) -> Self {
        let mut collection = Self::default();
        collection.extend(reports);
        collection
    }
}

impl Extend<Report> for Collection {
    fn extend<I: IntoIterator<Item = Report>>(&mut self, reports: I) {
        for report in reports {
            self.add(report);
        }
    }
}
