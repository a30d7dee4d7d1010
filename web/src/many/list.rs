//! Filtering and sorting of the rows. Plain data.

#[cfg(test)]
mod tests;

use std::{cmp::Reverse, rc::Rc};

use bulk::Trend;
use checker::{Verdict, rules};
use words::Language;

use super::{outcome::Outcome, run::Row};
use crate::effect::{MailEffect, count_effects, severity_rank};

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
    /// Rows with the same effect on mail.
    Effect(MailEffect),
    /// Rows with unanswered questions that a retry may answer.
    Unseen,
    /// Rows that are not checked yet.
    Waiting,
}

/// Returns the effects on mail that rows have, each once with the number of its rows, the worst first.
#[must_use]
pub fn mail_effects(rows: &[Rc<Row>]) -> Vec<(MailEffect, usize)> {
    count_effects(rows.iter().filter_map(|row| row.outcome()).map(Outcome::effect))
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

impl Sort {
    /// Returns the identifier in the page and in tests.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Worst => "worst",
            Self::Domain => "domain",
            Self::Finding => "finding",
            Self::Owner => "owner",
        }
    }
}

/// A group of rows under one heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Got worse since the earlier check.
    Worse,
    /// Something to fix.
    ToDo,
    /// The domain does not exist: the list has a mistake, or the registration ended.
    Missing,
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
            Self::Effect(effect) => effect.id(),
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
            Self::Effect(effect) => row.outcome().is_some_and(|outcome| outcome.effect() == effect),
            Self::Unseen => row.outcome().is_some_and(Outcome::is_unseen),
            Self::Waiting => row.outcome().is_none(),
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
            Self::Missing => "missing",
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
            _ if outcome.finding == rules::DOMAIN_NXDOMAIN.id => Self::Missing,
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
    has(&row.domain) || has(&row.typed) || row.subtitle().as_deref().is_some_and(has) || in_texts()
}

fn worst_key(row: &Row) -> (Group, u8, Reverse<usize>, Reverse<usize>, String) {
    let outcome = row.outcome();
    let severity = severity_rank(outcome.and_then(Outcome::severity));
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
