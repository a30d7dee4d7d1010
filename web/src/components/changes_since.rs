//! What changed since an earlier check of the same domain.

use checker::{Finding, Report, Verdict};
use evidence::Evidence;
use mta_sts::Domain;
use words::{Key, Language, args, key};
use yew::prelude::*;

use super::{Clock, PageContext, render_sentence, welcome::verdict_word};
use crate::{
    changes::{Changes, What, compare_checks},
    shared::Shared,
    store::KeptCheck,
};

/// What changed.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The language.
    pub language: Language,
    /// What the present check saw.
    pub evidence: Shared<Evidence>,
    /// The domain.
    pub domain: AttrValue,
    /// All checks that this browser keeps, the latest first.
    pub history: Shared<Vec<KeptCheck>>,
    /// Writes moments.
    pub clock: Clock,
}

/// What changed, with a choice of what to compare with.
#[component]
pub fn ChangesSince(props: &Props) -> Html {
    let chosen = use_state(|| None::<usize>);
    let earlier: Vec<&KeptCheck> = props.history.iter().filter(|kept| is_earlier(kept, &props.evidence)).collect();
    let index = chosen.or_else(|| earlier.iter().position(|kept| saw_something(kept)));
    let compared = index.and_then(|index| Some((index, *earlier.get(index)?, earlier.get(index)?.evidence()?)));
    let page = use_context::<PageContext>().unwrap_or_default();
    let Some((index, kept, evidence)) = compared else { return html! {} };
    let Ok(domain) = props.domain.parse::<Domain>() else { return html! {} };
    let (before, now) = compare_checks(&domain, evidence, &props.evidence);
    let changes = Changes::between(&before, &now);
    let language = props.language;
    let moment = |kept: &KeptCheck| kept.started.map(|at| (props.clock.exact)(at, language)).unwrap_or_default();
    let onchange = Callback::from(move |event: Event| {
        if let Some(index) = (page.chosen_option)(&event) {
            chosen.set(Some(index));
        }
    });
    html! {
        <details class="fold" data-fold="since" data-changed={(!changes.is_empty()).to_string()}>
            <summary><h2>{language.message(key::PAGE_SINCE, args!["date" => moment(kept).as_str()])}</h2>
                if !changes.is_empty() {
                    <span class="count">{count(&changes)}</span>
                }
            </summary>
            <div class="folded">
                if earlier.len() > 1 {
                    <label class="which">{language.message(key::PAGE_SINCE_WHICH, &[])}{" "}
                        <select {onchange}>{ for earlier.iter().enumerate().map(|(at, kept)| html! {
                            <option value={at.to_string()} selected={at == index}>{moment(kept)}</option>
                        }) }</select></label>
                }
                if changes.is_empty() {
                    <p data-since={evidence.started.to_string()}>{language.message(key::PAGE_SINCE_SAME, &[])}</p>
                } else {
                    {differences(language, &before, &now, &changes)}
                }
            </div>
        </details>
    }
}

fn is_earlier(kept: &KeptCheck, present: &Evidence) -> bool {
    kept.is_of(&present.domain) && kept.started.is_some_and(|started| started < present.started)
}

/// A check that could not see enough, as without a network, is compared only where the reader chooses it.
fn saw_something(kept: &KeptCheck) -> bool {
    kept.verdict().is_some_and(|verdict| verdict != Verdict::Unknown)
}

fn count(changes: &Changes<'_>) -> usize {
    changes.values.len() + changes.gone.len() + changes.new.len() + usize::from(changes.verdict.is_some())
}

fn differences(language: Language, before: &Report, now: &Report, changes: &Changes<'_>) -> Html {
    html! {
        <>
            if let Some(verdict) = changes.verdict {
                <p>{language.message(key::PAGE_SINCE_VERDICT, args!["before" => verdict_word(verdict, language).as_str()])}</p>
            }
            if !changes.values.is_empty() {
                <dl class="pairs">{ for changes.values.iter().map(|value| value_row(language, value)) }</dl>
            }
            {list(language, key::PAGE_SINCE_GONE, before, &changes.gone)}
            {list(language, key::PAGE_SINCE_NEW, now, &changes.new)}
        </>
    }
}

fn value_row(language: Language, (what, before, now): &(What, String, String)) -> Html {
    let word = match what {
        What::Id => "id",
        What::Mode => "mode",
        What::MaxAge => "max-age",
        What::Patterns => "patterns",
        What::Hosts => "hosts",
    };
    let shown = |value: &str| if value.is_empty() { "—".to_owned() } else { words::make_visible(value) };
    html! {
        <div data-changed={word}><dt>{language.message(key::PAGE_SINCE_WHAT, args!["what" => word])}</dt>
            <dd translate="no"><del>{shown(before)}</del>{" → "}<ins>{shown(now)}</ins></dd></div>
    }
}

fn list(language: Language, title: Key, report: &Report, findings: &[&Finding]) -> Html {
    if findings.is_empty() {
        return html! {};
    }
    html! {
        <>
            <h3>{language.message(title, &[])}</h3>
            <ul class="changes">{ for findings.iter().map(|finding| html! {
                <li data-change={finding.rule.id}>{render_sentence(&words::report::finding_words(report, finding, language).headline)}</li>
            }) }</ul>
        </>
    }
}
