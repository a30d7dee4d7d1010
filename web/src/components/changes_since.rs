//! What changed since an earlier check of the same domain.

use checker::{Finding, Report, judge};
use words::{Key, Language, args, key};
use yew::prelude::*;

use super::{Clock, render_sentence, welcome::verdict_word};
use crate::{
    Shared,
    changes::{Changes, What},
    store::KeptCheck,
};

/// What changed.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The language.
    pub language: Language,
    /// What the present check amounts to.
    pub report: Shared<Report>,
    /// All checks that this browser keeps, the latest first.
    pub history: Shared<Vec<KeptCheck>>,
    /// Writes moments.
    pub clock: Clock,
}

/// What changed, with a choice of what to compare with.
#[component]
pub fn ChangesSince(props: &Props) -> Html {
    let language = props.language;
    let chosen = use_state(|| 0_usize);
    let earlier: Vec<&KeptCheck> = props.history.iter().filter(|history| is_earlier(history, &props.report)).collect();
    let Some(history) = earlier.get(*chosen).or(earlier.first()) else { return html! {} };
    let before = judge(&props.report.domain, &history.evidence);
    let changes = Changes::between(&before, &props.report);
    let moment = |history: &KeptCheck| (props.clock.exact)(history.evidence.started, language);
    let onchange = {
        let chosen = chosen.clone();
        Callback::from(move |event: Event| {
            if let Some(index) = crate::browser::page::selected(&event) {
                chosen.set(index);
            }
        })
    };
    html! {
        <details class="fold" data-fold="since" data-changed={(!changes.is_empty()).to_string()}>
            <summary><h2>{language.say(key::PAGE_SINCE, args!["date" => moment(history).as_str()])}</h2>
                if !changes.is_empty() {
                    <span class="count">{count(&changes)}</span>
                }
            </summary>
            <div class="folded">
                if earlier.len() > 1 {
                    <label class="which">{language.say(key::PAGE_SINCE_WHICH, &[])}{" "}
                        <select {onchange}>{ for earlier.iter().enumerate().map(|(index, history)| html! {
                            <option value={index.to_string()} selected={index == *chosen}>{moment(history)}</option>
                        }) }</select></label>
                }
                if changes.is_empty() {
                    <p data-since={history.evidence.started.to_string()}>{language.say(key::PAGE_SINCE_SAME, &[])}</p>
                } else {
                    {differences(language, &before, &props.report, &changes)}
                }
            </div>
        </details>
    }
}

fn is_earlier(history: &KeptCheck, report: &Report) -> bool {
    history.evidence.domain == report.domain.as_str() && history.evidence.started < report.checked_at
}

fn count(changes: &Changes<'_>) -> usize {
    changes.values.len() + changes.gone.len() + changes.new.len() + usize::from(changes.verdict.is_some())
}

fn differences(language: Language, before: &Report, now: &Report, changes: &Changes<'_>) -> Html {
    html! {
        <>
            if let Some(verdict) = changes.verdict {
                <p>{language.say(key::PAGE_SINCE_VERDICT, args!["before" => verdict_word(verdict, language).as_str()])}</p>
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
    let shown = |value: &str| if value.is_empty() { "—".to_owned() } else { words::visible(value) };
    html! {
        <div data-changed={word}><dt>{language.say(key::PAGE_SINCE_WHAT, args!["what" => word])}</dt>
            <dd translate="no"><del>{shown(before)}</del>{" → "}<ins>{shown(now)}</ins></dd></div>
    }
}

fn list(language: Language, title: Key, report: &Report, findings: &[&Finding]) -> Html {
    if findings.is_empty() {
        return html! {};
    }
    html! {
        <>
            <h3>{language.say(title, &[])}</h3>
            <ul class="changes">{ for findings.iter().map(|finding| html! {
                <li data-change={finding.rule.id}>{render_sentence(&words::report::finding(report, finding, language).headline)}</li>
            }) }</ul>
        </>
    }
}
