//! Filtering, sorting and windowing of the rows: plain data and arithmetic.

use std::{cmp::Reverse, rc::Rc};

use bulk::Trend;
use checker::{Severity, Verdict};
use words::Language;

use super::run::{Row, RowState};

/// Filter, order and search text that the reader chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowQuery {
    /// Which rows to show.
    pub filter: Filter,
    /// Order of the rows.
    pub sort: Sort,
    /// Whether the order is reversed.
    pub descending: bool,
    /// Search text: a part of the domain, its customer, or a sentence.
    pub text: String,
}

/// Filter of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    /// All rows.
    All,
    /// Rows that got worse since the earlier check.
    Worse,
    /// Rows with a verdict.
    Verdict(Verdict),
    /// Rows with unanswered questions that a retry may answer.
    Unseen,
    /// Rows that are not checked yet.
    Waiting,
}

/// Order of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Order of the list.
    Listed,
    /// Worse and broken rows first, in groups.
    Worst,
    /// By domain.
    Domain,
    /// By the text of the worst finding.
    Finding,
    /// By the owner who must act.
    Owner,
}

/// A group of rows under one heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Got worse since the earlier check.
    Worse,
    /// Something to fix.
    ToDo,
    /// Too little was observed.
    Unseen,
    /// Nothing to fix.
    InOrder,
    /// Not checked yet.
    Waiting,
}

/// A line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// The heading of a group, with the number of its rows.
    Group(Group, usize),
    /// The row at this index in the list.
    Row(usize),
}

impl Filter {
    /// Returns the identifier in the page and in tests.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Worse => "worse",
            Self::Verdict(verdict) => verdict.id(),
            Self::Unseen => "unseen",
            Self::Waiting => "waiting",
        }
    }

    /// Returns whether a row passes the filter.
    #[must_use]
    pub fn matches(self, row: &Row) -> bool {
        match self {
            Self::All => true,
            Self::Worse => row.trend() == Some(Trend::Worse),
            Self::Verdict(verdict) => row.outcome().is_some_and(|outcome| outcome.verdict() == verdict),
            Self::Unseen => row.outcome().is_some_and(super::outcome::Outcome::is_unseen),
            Self::Waiting => !matches!(row.state, RowState::Done(_)),
        }
    }
}

impl Group {
    /// Returns the identifier in the page and in tests.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Worse => "worse",
            Self::ToDo => "to-do",
            Self::Unseen => "unseen",
            Self::InOrder => "in-order",
            Self::Waiting => "waiting",
        }
    }

    /// Returns the group of a row.
    #[must_use]
    pub fn from_row(row: &Row) -> Self {
        let Some(outcome) = row.outcome() else { return Self::Waiting };
        match (outcome.trend(), outcome.verdict()) {
            (Some(Trend::Worse), _) => Self::Worse,
            (_, Verdict::Unknown) => Self::Unseen,
            _ if outcome.finding.is_empty() => Self::InOrder,
            _ => Self::ToDo,
        }
    }
}

/// Returns the lines of the table.
#[must_use]
pub fn list_items(rows: &[Rc<Row>], query: &RowQuery, language: Language) -> Vec<Item> {
    let text = query.text.trim().to_lowercase();
    let mut shown: Vec<usize> = (0..rows.len())
        .filter(|at| query.filter.matches(&rows[*at]) && (text.is_empty() || has_text(&rows[*at], &text, language)))
        .collect();
    match query.sort {
        Sort::Listed => {}
        Sort::Worst => shown.sort_by_cached_key(|at| worst_key(&rows[*at])),
        Sort::Domain => shown.sort_by_key(|at| &rows[*at].domain),
        Sort::Finding => shown.sort_by_cached_key(|at| finding_key(&rows[*at], language)),
        Sort::Owner => shown.sort_by_cached_key(|at| owner_key(&rows[*at])),
    }
    if query.descending {
        shown.reverse();
    }
    if query.sort == Sort::Worst && !query.descending {
        grouped(rows, &shown)
    } else {
        shown.into_iter().map(Item::Row).collect()
    }
}

fn grouped(rows: &[Rc<Row>], shown: &[usize]) -> Vec<Item> {
    let chunks = shown.chunk_by(|one, other| Group::from_row(&rows[*one]) == Group::from_row(&rows[*other]));
    let heading = |chunk: &[usize]| Item::Group(Group::from_row(&rows[chunk[0]]), chunk.len());
    chunks.flat_map(|chunk| std::iter::once(heading(chunk)).chain(chunk.iter().copied().map(Item::Row))).collect()
}

fn has_text(row: &Row, text: &str, language: Language) -> bool {
    let has = |part: &str| part.to_lowercase().contains(text);
    let in_texts = || {
        let texts = row.outcome().and_then(|outcome| outcome.texts(language));
        texts.is_some_and(|(_, texts)| has(&texts.headline) || has(&texts.next_step))
    };
    has(&row.domain) || has(&row.typed) || row.label.as_deref().is_some_and(has) || in_texts()
}

fn worst_key(row: &Row) -> (Group, u8, Reverse<usize>, Reverse<usize>, String) {
    let outcome = row.outcome();
    let severity = match outcome.and_then(super::outcome::Outcome::severity) {
        Some(Severity::Error) => 0,
        Some(Severity::Warning) => 1,
        Some(Severity::Notice) => 2,
        Some(Severity::Pass) => 3,
        None => 4,
    };
    let (errors, warnings) = outcome.map_or((0, 0), |outcome| (outcome.errors, outcome.warnings));
    (Group::from_row(row), severity, Reverse(errors), Reverse(warnings), row.domain.clone())
}

fn finding_key(row: &Row, language: Language) -> (bool, String) {
    let texts = row.outcome().and_then(|outcome| outcome.texts(language));
    (texts.is_none(), texts.map(|(_, texts)| texts.headline.clone()).unwrap_or_default())
}

fn owner_key(row: &Row) -> (bool, String, String) {
    let owner = row.outcome().map(|outcome| outcome.owner.clone()).unwrap_or_default();
    (owner.is_empty(), owner, row.domain.clone())
}

/// Heights of lines, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heights {
    /// A row.
    pub row: f64,
    /// The heading of a group.
    pub group: f64,
    /// The open row, and the additional height.
    pub open: Option<(usize, f64)>,
}

/// The lines to render, and the space that the others take.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Window {
    /// Height of the lines before, in pixels.
    pub before: f64,
    /// Index of the first rendered line.
    pub first: usize,
    /// Index after the last rendered line.
    pub end: usize,
    /// Height of the lines after, in pixels.
    pub after: f64,
}

/// Rendered margin above and below the window, in pixels, so that scrolling and the Tab key find something.
const RENDERED_MARGIN_PX: f64 = 600.0;

/// Returns the lines to render if `top` pixels of the list are above a window of this height.
#[must_use]
pub fn rendered_window(items: &[Item], heights: Heights, top: f64, height: f64) -> Window {
    let (from, to) = (top - RENDERED_MARGIN_PX, top + height + RENDERED_MARGIN_PX);
    let mut window = Window { first: items.len(), end: items.len(), ..Window::default() };
    let mut at_y = 0.0;
    for (at, item) in items.iter().enumerate() {
        let own = height_of(*item, heights);
        if at_y + own <= from {
            window.before += own;
        } else if at_y >= to {
            window.end = window.end.min(at);
            window.after += own;
        } else {
            window.first = window.first.min(at);
        }
        at_y += own;
    }
    window.first = window.first.min(window.end);
    window
}

fn height_of(item: Item, heights: Heights) -> f64 {
    match (item, heights.open) {
        (Item::Group(..), _) => heights.group,
        (Item::Row(at), Some((open, more))) if at == open => heights.row + more,
        (Item::Row(_), _) => heights.row,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::many::outcome::{EarlierOutcome, Outcome, Texts};

    fn row(domain: &str, verdict: &str, severity: &str, finding: &str, trend: &str) -> Rc<Row> {
        let texts = Texts { headline: format!("{finding} of {domain}"), next_step: String::new() };
        let outcome = Outcome {
            verdict: verdict.into(),
            severity: severity.into(),
            finding: finding.into(),
            texts: [("en".to_owned(), texts)].into(),
            before: (!trend.is_empty()).then(|| EarlierOutcome { trend: trend.into(), ..EarlierOutcome::default() }),
            ..Outcome::default()
        };
        Rc::new(Row {
            domain: domain.into(),
            typed: domain.into(),
            label: (domain == "c.example").then(|| "Acme".into()),
            state: if verdict.is_empty() { RowState::Waiting } else { RowState::Done(outcome.into()) },
        })
    }

    fn rows() -> Vec<Rc<Row>> {
        vec![
            row("e.example", "enforced", "pass", "", ""),
            row("d.example", "", "", "", ""),
            row("c.example", "ineffective", "warning", "record-invalid", "same"),
            row("b.example", "refusing", "error", "mx-certificate-expired", "worse"),
            row("a.example", "unknown", "unknown", "", ""),
        ]
    }

    fn query(filter: Filter, sort: Sort, text: &str) -> RowQuery {
        RowQuery { filter, sort, descending: false, text: text.into() }
    }

    fn shown(query: &RowQuery) -> Vec<usize> {
        let row = |item| if let Item::Row(at) = item { Some(at) } else { None };
        list_items(&rows(), query, Language::En).into_iter().filter_map(row).collect()
    }

    #[test]
    fn the_worst_come_first_in_groups() {
        let items = list_items(&rows(), &query(Filter::All, Sort::Worst, ""), Language::En);
        let groups: Vec<Group> = items
            .iter()
            .filter_map(|item| if let Item::Group(group, 1) = item { Some(*group) } else { None })
            .collect();
        assert_eq!(groups, [Group::Worse, Group::ToDo, Group::Unseen, Group::InOrder, Group::Waiting]);
        assert_eq!(shown(&query(Filter::All, Sort::Worst, "")), [3, 2, 4, 0, 1]);
    }

    #[test]
    fn rows_are_filtered_searched_and_sorted() {
        for (filter, sort, text, expected) in [
            (Filter::All, Sort::Listed, "", &[0, 1, 2, 3, 4][..]),
            (Filter::All, Sort::Domain, "", &[4, 3, 2, 1, 0]),
            (Filter::Worse, Sort::Listed, "", &[3]),
            (Filter::Waiting, Sort::Listed, "", &[1]),
            (Filter::Unseen, Sort::Listed, "", &[4]),
            (Filter::Verdict(Verdict::Enforced), Sort::Listed, "", &[0]),
            (Filter::All, Sort::Listed, " ACME", &[2]),
            (Filter::All, Sort::Listed, "certificate-expired", &[3]),
            (Filter::Worse, Sort::Listed, "acme", &[]),
        ] {
            assert_eq!(shown(&query(filter, sort, text)), expected, "{filter:?} {sort:?} {text}");
        }
        let turned = RowQuery { descending: true, ..query(Filter::All, Sort::Domain, "") };
        assert_eq!(shown(&turned), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn only_rows_near_the_window_are_drawn_and_the_rest_keeps_its_space() {
        let items: Vec<Item> = (0..2_000).map(Item::Row).collect();
        let heights = Heights { row: 60.0, group: 40.0, open: None };
        for top in [-500.0, 0.0, 60_000.0, 119_000.0, 200_000.0] {
            let window = rendered_window(&items, heights, top, 900.0);
            #[expect(clippy::cast_precision_loss, reason = "small numbers")]
            let drawn = (window.end - window.first) as f64 * 60.0;
            assert!(drawn <= 900.0 + 2.0 * RENDERED_MARGIN_PX + 120.0, "{top}: {window:?}");
            assert!((window.before + drawn + window.after - 120_000.0).abs() < 0.01, "{top}: {window:?}");
        }
        let open = Heights { open: Some((3, 400.0)), ..heights };
        assert!((rendered_window(&items, open, 0.0, 900.0).after - 118_860.0).abs() < 0.01);
        assert_eq!(rendered_window(&[], heights, 0.0, 900.0), Window::default());
    }
}
