//! The page about TLS reports: whether it is safe to enforce, and why; which failures remain, and who can fix them.

mod answer;
mod card;
mod chart;
mod domain_choice;
mod failure_table;
mod failures;
mod file_input;
mod format;
mod incremental;
mod keep;
mod live;
mod markdown;
mod page_links;
mod reason;
mod section;
mod skipped_files;
mod tables;
mod unreadable;

pub(super) use page_links::page_links;

use words::{args, key};
use yew::prelude::*;

use crate::{
    components::translate,
    reports::{
        ReportsActions, ReportsPageState,
        summary::Summary,
        view::{Problem, View},
    },
    shared::Shared,
};
use file_input::FilesBar;
use format::Formatter;
use incremental::use_incremental;
use section::{Part, Section};

/// Properties of [`ReportsPage`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Language, route and check on show.
    pub page_state: ReportsPageState,
    /// Functions of the browser.
    pub actions: ReportsActions,
}

/// The page about TLS reports.
#[component]
pub fn ReportsPage(props: &Props) -> Html {
    let (page_state, actions) = (&props.page_state, props.actions);
    let view = use_view(actions);
    use_live_check(page_state, actions, &view);
    let language = page_state.language;
    let summary = view.summary.as_ref().filter(|summary| summary.reports > 0 || !summary.skipped.is_empty());
    let parts = Part::all(summary.is_some_and(|summary| summary.domain.is_some() && summary.answer.is_some()));
    // Parts that are already rendered stay while more files are read.
    let drawn = use_incremental(summary.is_some(), parts.len(), 1);
    let is_busy = view.progress.is_some() || summary.is_some() && drawn < parts.len();
    html! {
        <article class="reports" data-reports={summary.map(|summary| summary.reports.to_string())} aria-busy={is_busy.to_string()}>
            <div class="head">
                {page_links(page_state)}
                <h1>{title(props, summary)}</h1>
                if summary.is_none() {
                    <p class="lead">{language.message(key::REPORTS_LEAD, &[])}</p>
                }
            </div>
            if let Some(summary) = summary {
                <FilesBar page_state={page_state.clone()} format={Formatter { language, actions }} summary={summary.clone()} />
            }
            { for view.problem.map(|problem| problem_notice(props, problem)) }
            {file_input::unread_files(page_state, view.unread)}
            { for view.progress.map(|progress| file_input::reading_progress(page_state, actions, progress)) }
            { for view.summary.as_ref().map(|summary| unreadable::unreadable_reports(Formatter { language, actions }, &summary.unreadable)) }
            if let Some(summary) = summary {
                { for parts.iter().take(drawn).map(|part| section(props, &view, summary, *part)) }
            } else if view.progress.is_none() {
                {file_input::drop_zone(page_state, actions)}
            }
        </article>
    }
}

/// Follows the view of the reader of files while the page is mounted.
#[hook]
fn use_view(actions: ReportsActions) -> Shared<View> {
    let view = use_state_eq(Shared::<View>::default);
    use_effect_with((), {
        let view = view.clone();
        move |()| {
            (actions.reader.watch)(Some(Callback::from(move |shown| view.set(shown))));
            (actions.set_drop_handler)(Some(Callback::from(actions.reader.add)));
            move || {
                (actions.reader.watch)(None);
                (actions.set_drop_handler)(None);
            }
        }
    });
    (*view).clone()
}

/// Gives the answer the latest check of its domain.
#[hook]
fn use_live_check(page_state: &ReportsPageState, actions: ReportsActions, view: &Shared<View>) {
    let domain = view.summary.as_ref().and_then(|summary| summary.domain.clone());
    let (page_state, known) = (page_state.clone(), view.live.clone());
    use_effect_with((domain, page_state.check.clone()), move |(domain, _)| {
        let live = domain.as_deref().and_then(|domain| live::live_check(&page_state, domain));
        if domain.is_some() && live != known {
            (actions.reader.choose)(domain.clone(), live);
        }
    });
}

fn title(props: &Props, summary: Option<&Shared<Summary>>) -> Html {
    let language = props.page_state.language;
    match summary.and_then(|summary| summary.domain.as_ref()) {
        Some(domain) => translate(language, key::REPORTS_TITLE_OF, args!["domain" => domain]),
        None => html! { {language.message(key::REPORTS_TITLE, &[])} },
    }
}

fn problem_notice(props: &Props, problem: Problem) -> Html {
    let word = match problem {
        Problem::Stopped => "stopped",
        Problem::NotKept => "not-kept",
        Problem::TooManyToKeep => "too-many",
        Problem::KeptInPart => "kept-in-part",
    };
    html! { <p class="problem" role="alert" data-problem={word}>{props.page_state.language.message(key::REPORTS_PROBLEM, args!["problem" => word])}</p> }
}

fn section(props: &Props, view: &View, summary: &Shared<Summary>, part: Part) -> Html {
    let (page_state, actions) = (props.page_state.clone(), props.actions);
    let format = Formatter { language: page_state.language, actions };
    html! { <Section key={part.name()} {part} {page_state} {format} summary={summary.clone()} live={view.live.clone()} keeps_reports={view.keeps_reports} /> }
}
