//! Changes since the previous check, as one line of the answer.

use bulk::{Changes, ValueChange};
use checker::{Finding, Report};
use evidence::{DAY, Evidence};
use words::{Language, args, key};
use yew::prelude::*;

use super::{
    Clock, Links,
    changes_since::{before_and_after, compared_reports, default_position, earlier_checks, effect_change},
    jump_link, render_sentence,
};
use crate::{shared::Shared, store::EarlierChecks};

/// Number of changes that are named. The full list is further down.
const NAMED: usize = 2;

/// Properties of [`ChangesLine`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The language.
    pub language: Language,
    /// Evidence of the present check.
    pub evidence: Shared<Evidence>,
    /// All kept checks of its domain.
    pub earlier: Shared<EarlierChecks>,
    /// Formats times.
    pub clock: Clock,
    /// Callbacks of links.
    pub links: Links,
}

/// Changes since the previous check. Empty if no earlier check saw enough.
#[component]
pub fn ChangesLine(props: &Props) -> Html {
    let language = props.language;
    let checks = earlier_checks(&props.earlier, &props.evidence);
    let Some(earlier) = default_position(&checks).and_then(|at| checks[at].evidence()) else { return html! {} };
    let Some((before, now)) = compared_reports(earlier, &props.evidence) else { return html! {} };
    let changes = Changes::between(&before, &now);
    let since = props.evidence.started.unix_seconds() - earlier.started.unix_seconds();
    let write = if since < DAY { props.clock.exact } else { props.clock.day };
    let date = write(earlier.started, language);
    let items = items(language, &before, &now, &changes);
    let count = items.len();
    html! {
        <p class="since" data-since-line={count.to_string()}>
            {language.message(key::PAGE_SINCE_LINE, args!["count" => count, "date" => date.as_str()])}
            { for items.into_iter().take(NAMED).enumerate().map(|(at, item)| html! {
                <>{if at > 0 { " · " } else { language.sentence_separator() }}<span>{item}</span></>
            }) }
            if count > NAMED {
                {" · "}{jump_link(vec!["since".into()], &props.links, html! { {language.message(key::PAGE_SINCE_ALL, &[])} })}
            }
        </p>
    }
}

/// Lists all changes, those that decide about mail first.
fn items(language: Language, before: &Report, now: &Report, changes: &Changes<'_>) -> Vec<Html> {
    let effect =
        effect_change(language, before, now, changes).map(|(earlier, later)| html! { <>{earlier}{" → "}{later}</> });
    let headline = |report: &Report, finding: &Finding| {
        render_sentence(&words::report::finding_words(report, finding, language).headline)
    };
    let new = changes.new.iter().map(|finding| headline(now, finding));
    let gone = changes.gone.iter().map(|finding| {
        html! { <>{language.message(key::PAGE_SINCE_GONE, &[])}{language.label_separator()}{headline(before, finding)}</> }
    });
    let values = changes.values.iter().map(|change| value(language, change));
    effect.into_iter().chain(new).chain(values).chain(gone).collect()
}

fn value(language: Language, change: &ValueChange) -> Html {
    html! {
        <>{language.message(key::PAGE_SINCE_WHAT, args!["what" => change.what.word()])}{" "}<span>{before_and_after(language, change)}</span></>
    }
}
