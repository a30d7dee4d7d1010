//! The sections of the page about TLS reports, in order. Each is rendered in its turn, and again only if its content
//! has changed.

use yew::prelude::*;

use super::{
    answer, chart,
    failure_table::FailureTable,
    failures,
    format::Formatter,
    incremental::{ROWS_PER_TURN, use_incremental},
    keep, skipped_files, tables,
};
use crate::{
    reports::{
        ReportsPageState,
        summary::{LiveCheck, Summary},
    },
    shared::Shared,
};

/// A section of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Answer,
    Failures,
    SessionsOverTime,
    Senders,
    SessionCounts,
    Table,
    Gaps,
    SkippedFiles,
    Keep,
}

impl Part {
    /// Returns the sections with or without a domain.
    pub const fn all(has_domain: bool) -> &'static [Self] {
        if has_domain {
            &[
                Self::Answer,
                Self::Failures,
                Self::SessionsOverTime,
                Self::Senders,
                Self::SessionCounts,
                Self::Table,
                Self::Gaps,
                Self::SkippedFiles,
                Self::Keep,
            ]
        } else {
            &[Self::Answer, Self::SkippedFiles, Self::Keep]
        }
    }

    /// Returns the key of the section among its siblings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Failures => "failures",
            Self::SessionsOverTime => "over-time",
            Self::Senders => "senders",
            Self::SessionCounts => "by-name",
            Self::Table => "table",
            Self::Gaps => "gaps",
            Self::SkippedFiles => "left-out",
            Self::Keep => "keep",
        }
    }

    /// Returns the number of rows of its longest table, if there may be many.
    fn rows(self, summary: &Summary) -> usize {
        match self {
            Self::SessionsOverTime => summary.days.len(),
            Self::Senders => summary.senders.len(),
            Self::SessionCounts => summary.hosts.len().max(summary.results.len()),
            Self::SkippedFiles => summary.skipped.len(),
            Self::Answer | Self::Failures | Self::Table | Self::Gaps | Self::Keep => 0,
        }
    }
}

/// Properties of [`Section`].
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    /// Section to render.
    pub part: Part,
    /// Language, route and check on show.
    pub page_state: ReportsPageState,
    /// Formats numbers and days.
    pub format: Formatter,
    /// The reports.
    pub summary: Shared<Summary>,
    /// Check of the domain.
    pub live: Option<LiveCheck>,
    /// Whether reports are kept in this browser.
    pub keeps_reports: bool,
}

/// One section of the page.
#[component]
pub(super) fn Section(props: &Props) -> Html {
    let Props { part, page_state, format, summary, live, keeps_reports } = props;
    let (format, live) = (*format, live.as_ref());
    let rows = use_incremental(summary.clone(), part.rows(summary), ROWS_PER_TURN);
    match part {
        Part::Answer => match (&summary.domain, &summary.answer) {
            (Some(domain), Some(answer)) => answer::answer_section(page_state, format, domain, answer, summary, live),
            _ => answer::no_answer(page_state),
        },
        Part::Failures => failures::failures_section(format, summary, live),
        Part::SessionsOverTime => chart::sessions_over_time(format, summary, rows),
        Part::Senders => tables::senders_table(format, summary, rows),
        Part::SessionCounts => tables::session_counts(format, summary, live, rows),
        Part::Table if summary.failures.is_empty() => Html::default(),
        Part::Table => html! { <FailureTable summary={summary.clone()} {format} /> },
        Part::Gaps => tables::gaps_table(format, summary),
        Part::SkippedFiles => skipped_files::skipped_files(format, summary, rows),
        Part::Keep => keep::keep_switch(page_state, format, *keeps_reports, summary, live),
    }
}
