//! The sections of the page about TLS reports, in order. Each is rendered in its turn, and again only if its content
//! has changed.

use yew::prelude::*;

use super::{
    answer, chart,
    failure_table::FailureTable,
    failures,
    format::Format,
    growing::{ROWS, use_growing},
    keep, left_out, tables,
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
    OverTime,
    Senders,
    ByName,
    Table,
    Gaps,
    LeftOut,
    Keep,
}

impl Part {
    /// Returns the sections with or without a domain.
    pub const fn all(has_domain: bool) -> &'static [Self] {
        if has_domain {
            &[
                Self::Answer,
                Self::Failures,
                Self::OverTime,
                Self::Senders,
                Self::ByName,
                Self::Table,
                Self::Gaps,
                Self::LeftOut,
                Self::Keep,
            ]
        } else {
            &[Self::Answer, Self::LeftOut, Self::Keep]
        }
    }

    /// Returns the key of the section among its siblings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Failures => "failures",
            Self::OverTime => "over-time",
            Self::Senders => "senders",
            Self::ByName => "by-name",
            Self::Table => "table",
            Self::Gaps => "gaps",
            Self::LeftOut => "left-out",
            Self::Keep => "keep",
        }
    }

    /// Returns the number of rows of its longest table, if there may be many.
    fn rows(self, summary: &Summary) -> usize {
        match self {
            Self::OverTime => summary.days.len(),
            Self::Senders => summary.senders.len(),
            Self::ByName => summary.hosts.len().max(summary.results.len()),
            Self::LeftOut => summary.skipped.len(),
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
    pub format: Format,
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
    let rows = use_growing(summary.clone(), part.rows(summary), ROWS);
    match part {
        Part::Answer => match (&summary.domain, &summary.answer) {
            (Some(domain), Some(answer)) => answer::answer_section(page_state, format, domain, answer, summary, live),
            _ => answer::no_answer(page_state),
        },
        Part::Failures => failures::failures_section(format, summary, live),
        Part::OverTime => chart::over_time(format, summary, rows),
        Part::Senders => tables::senders_table(format, summary, rows),
        Part::ByName => tables::by_name(format, summary, live, rows),
        Part::Table if summary.groups.is_empty() => Html::default(),
        Part::Table => html! { <FailureTable summary={summary.clone()} {format} /> },
        Part::Gaps => tables::gaps_table(format, summary),
        Part::LeftOut => left_out::left_out(format, summary, rows),
        Part::Keep => keep::keep_switch(page_state, format, *keeps_reports, summary, live),
    }
}
