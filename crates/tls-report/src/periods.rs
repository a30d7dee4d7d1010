//! Periods of reports: covered days, overlapping reports of one sender, and missing days.

use std::collections::BTreeMap;

use serde::Serialize;
use smol_str::SmolStr;

use crate::{Collection, DAY, PolicyType, Report, ReportTime};

/// Two reports of one sender that cover the same time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Overlap {
    /// The sender.
    pub organization: Option<String>,
    /// The policy domain.
    pub domain: String,
    /// The policy type.
    pub policy_type: PolicyType,
    /// The first second that is covered twice.
    pub from: ReportTime,
    /// The last second that is covered twice.
    pub to: ReportTime,
    /// Whether both have the same range, which is probably a second run.
    pub same_range: bool,
}

/// Days without a report between two reports of the same sender. Perhaps no mail was sent, or a report was lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// The sender.
    pub organization: Option<String>,
    /// The policy domain.
    pub domain: String,
    /// The first second of the first missing day.
    pub from: ReportTime,
    /// The last second of the last missing day.
    pub to: ReportTime,
    /// The number of missing days.
    pub days: i64,
}

/// Days before the newest report that do not count as a gap. Reports arrive up to a day late (RFC 8460 §5.5).
const MAX_DELAY_DAYS: i64 = 2;

/// The first second, and the second after the last.
type Range = (i64, i64);

/// Returns the range of a report, or `None` if it states none or one that ends before it starts. A final midnight is
/// excluded.
pub(crate) fn range(report: &Report) -> Option<Range> {
    let (start, end) = (report.start?.unix_seconds(), report.end?.unix_seconds());
    let after = if end.rem_euclid(DAY) == 0 && end > start { end } else { end + 1 };
    (start < after).then_some((start, after))
}

/// Merges ranges that overlap or touch.
fn merged(mut ranges: Vec<Range>) -> Vec<Range> {
    ranges.sort_unstable();
    let mut merged: Vec<Range> = Vec::new();
    for (start, after) in ranges {
        match merged.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(after),
            _ => merged.push((start, after)),
        }
    }
    merged
}

/// Returns the number of complete UTC days in the ranges. The ranges of each sender are merged first.
pub(crate) fn whole_days<K>(by_sender: BTreeMap<K, Vec<Range>>) -> i64 {
    let whole = |(start, after): Range| (-(-start).div_euclid(DAY), after.div_euclid(DAY));
    let days = by_sender.into_values().flat_map(|ranges| merged(ranges).into_iter().map(whole));
    let days = days.filter(|(first, after)| first < after).collect();
    merged(days).into_iter().map(|(first, after)| after - first).sum()
}

type Series<K> = BTreeMap<(Option<SmolStr>, SmolStr, K), Vec<Range>>;

impl Collection {
    /// Returns the times that reports of one sender cover twice.
    #[must_use]
    pub fn overlaps(&self) -> Vec<Overlap> {
        let series = self.series(|policy_type| policy_type.clone());
        series
            .into_iter()
            .flat_map(|((organization, domain, policy_type), ranges)| {
                overlapping(ranges).into_iter().filter_map(move |((start, after), same_range)| {
                    let (from, to) = (ReportTime::from_unix(start)?, ReportTime::from_unix(after - 1)?);
                    let organization = organization.as_ref().map(ToString::to_string);
                    let (domain, policy_type) = (domain.to_string(), policy_type.clone());
                    Some(Overlap { organization, domain, policy_type, from, to, same_range })
                })
            })
            .collect()
    }

    /// Returns the days without a report between the first and the last report of a sender, except the newest days.
    #[must_use]
    pub fn gaps(&self) -> Vec<Gap> {
        let newest = self.reports().filter_map(range).map(|(_, after)| (after - 1).div_euclid(DAY)).max();
        let latest = newest.unwrap_or_default() - MAX_DELAY_DAYS;
        let series = self.series(|_| ());
        series
            .into_iter()
            .flat_map(|((organization, domain, ()), ranges)| {
                missing_days(ranges, latest).into_iter().filter_map(move |(first, after)| {
                    let (from, to) = (ReportTime::from_day(first)?, ReportTime::from_day(after)?.plus_seconds(-1)?);
                    Some(Gap {
                        organization: organization.as_ref().map(ToString::to_string),
                        domain: domain.to_string(),
                        from,
                        to,
                        days: after - first,
                    })
                })
            })
            .collect()
    }

    /// Returns the ranges of reports by sender, domain and kind, each report once.
    fn series<K: Ord>(&self, kind: impl Fn(&PolicyType) -> K) -> Series<K> {
        let mut series = Series::new();
        for report in self.reports() {
            let Some(range) = range(report) else { continue };
            let organization = report.organization.as_ref().map(|name| SmolStr::from(name.trim()));
            let kinds = report
                .policies
                .iter()
                .filter_map(|entry| Some((SmolStr::from(entry.policy_domain()?), kind(&entry.policy_type))));
            let mut kinds: Vec<_> = kinds.collect();
            kinds.sort();
            kinds.dedup();
            for (domain, kind) in kinds {
                series.entry((organization.clone(), domain, kind)).or_default().push(range);
            }
        }
        series
    }
}

/// Returns the part of each range that earlier ranges cover, and whether the range equals the one before it.
fn overlapping(mut ranges: Vec<Range>) -> Vec<(Range, bool)> {
    ranges.sort_unstable();
    let mut furthest = i64::MIN;
    let mut previous = None;
    let mut shared = Vec::new();
    for range in ranges {
        if range.0 < furthest {
            shared.push(((range.0, range.1.min(furthest)), previous == Some(range)));
        }
        furthest = furthest.max(range.1);
        previous = Some(range);
    }
    shared
}

/// Returns the ranges of days that no range touches, up to and including the day `latest`.
fn missing_days(ranges: Vec<Range>, latest: i64) -> Vec<Range> {
    let touched = ranges.into_iter().map(|(start, after)| (start.div_euclid(DAY), (after - 1).div_euclid(DAY) + 1));
    let touched = merged(touched.collect());
    let between = touched.windows(2).map(|pair| (pair[0].1, pair[1].0.min(latest + 1)));
    between.filter(|(first, after)| first < after).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_fully_covered_days_count() {
        let days = |ranges: &[Range]| whole_days(BTreeMap::from([("a", ranges.to_vec())]));
        assert_eq!(days(&[(0, DAY)]), 1);
        assert_eq!(days(&[(1, DAY)]), 0);
        assert_eq!(days(&[(0, DAY / 2), (DAY / 2, DAY)]), 1);
        assert_eq!(days(&[(0, DAY), (0, 2 * DAY)]), 2);
        assert_eq!(days(&[(DAY / 2, 3 * DAY + 1)]), 2);
        let two = BTreeMap::from([("a", vec![(0, DAY / 2)]), ("b", vec![(DAY / 2, DAY)])]);
        assert_eq!(whole_days(two), 0);
    }

    #[test]
    fn ranges_that_touch_do_not_overlap() {
        assert!(overlapping(vec![(0, DAY), (DAY, 2 * DAY)]).is_empty());
        assert_eq!(overlapping(vec![(0, DAY), (0, DAY)]), [((0, DAY), true)]);
        assert_eq!(overlapping(vec![(50, 150), (0, 100)]), [((50, 100), false)]);
    }

    #[test]
    fn the_newest_days_are_not_a_gap() {
        let day = |day: i64| (day * DAY, (day + 1) * DAY);
        assert_eq!(missing_days(vec![day(1), day(4)], 10), [(2, 4)]);
        assert_eq!(missing_days(vec![day(1), day(4)], 2), [(2, 3)]);
        assert!(missing_days(vec![day(1), day(4)], 1).is_empty());
    }
}
