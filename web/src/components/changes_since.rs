//! Changes since an earlier check of the same domain.

use bulk::{Changes, ComparedValue, ValueChange, compare_checks};
use checker::{Finding, Report, Verdict};
use evidence::Evidence;
use mta_sts::Domain;
use words::{Key, Language, args, key};
use yew::prelude::*;

use super::{Clock, PageContext, render_sentence, welcome::verdict_word};
use crate::{
    effect::MailEffect,
    shared::Shared,
    store::{EarlierChecks, KeptCheck},
};

/// Properties of [`ChangesSince`].
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
}

/// Changes since an earlier check, which the reader can choose.
#[component]
pub fn ChangesSince(props: &Props) -> Html {
    let chosen = use_state(|| None::<usize>);
    let earlier = earlier_checks(&props.earlier, &props.evidence);
    let index = chosen.or_else(|| default_position(&earlier));
    let compared = index.and_then(|index| Some((index, *earlier.get(index)?, earlier.get(index)?.evidence()?)));
    let page = use_context::<PageContext>().unwrap_or_default();
    let Some((index, kept, evidence)) = compared else { return html! {} };
    let Some((before, now)) = compared_reports(evidence, &props.evidence) else { return html! {} };
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
            <summary id="since"><h2>{language.message(key::PAGE_SINCE, args!["date" => moment(kept).as_str()])}</h2>
                if !changes.is_empty() {
                    <span class="count">{changes.count()}</span>
                }
            </summary>
            <div class="folded">
                if earlier.len() > 1 {
                    <label class="which">{language.message(key::PAGE_SINCE_WHICH, &[])}{" "}
                        <select {onchange}>{ for earlier.iter().enumerate().map(|(at, kept)| html! {
                            <option value={at.to_string()} selected={at == index}>{moment(kept)}{blind_mark(kept, language)}</option>
                        }) }</select></label>
                }
                if changes.is_empty() {
                    <p data-since={evidence.started.to_string()}>{language.message(key::PAGE_SINCE_SAME, &[])}</p>
                } else {
                    {changes_list(language, &before, &now, &changes)}
                }
            </div>
        </details>
    }
}

/// Returns the checks that began before the present one, the latest first.
pub(super) fn earlier_checks<'a>(kept: &'a EarlierChecks, present: &Evidence) -> Vec<&'a KeptCheck> {
    let is_earlier = |kept: &&KeptCheck| kept.started.is_some_and(|started| started < present.started);
    kept.checks.iter().filter(is_earlier).collect()
}

/// Returns the default check to compare with: the latest one that saw enough. A check without a network, for example,
/// did not.
pub(super) fn default_position(earlier: &[&KeptCheck]) -> Option<usize> {
    earlier.iter().position(|kept| saw_something(kept))
}

fn saw_something(kept: &KeptCheck) -> bool {
    kept.verdict().is_some_and(|verdict| verdict != Verdict::Unknown)
}

fn blind_mark(kept: &KeptCheck, language: Language) -> String {
    if saw_something(kept) { String::new() } else { format!(" · {}", verdict_word(Verdict::Unknown, language)) }
}

/// Returns the reports of both checks, limited to what both saw.
pub(super) fn compared_reports(earlier: &Evidence, later: &Evidence) -> Option<(Report, Report)> {
    let domain: Domain = later.domain.parse().ok()?;
    Some(compare_checks(&domain, earlier, later))
}

/// Renders the changes in words and values.
pub fn changes_list(language: Language, before: &Report, now: &Report, changes: &Changes<'_>) -> Html {
    html! {
        <>
            if let Some((earlier, _)) = effect_change(language, before, now, changes) {
                <p data-changed="verdict">{language.message(key::PAGE_SINCE_VERDICT, args!["before" => &earlier])}</p>
            }
            if !changes.values.is_empty() {
                <dl class="pairs">{ for changes.values.iter().map(|value| value_row(language, value)) }</dl>
            }
            {list(language, key::PAGE_SINCE_GONE, before, &changes.gone)}
            {list(language, key::PAGE_SINCE_NEW, now, &changes.new)}
        </>
    }
}

/// Returns the effect on mail before and now, in the words of the lists. Without a change of the effect, that is the
/// verdict, if it changed.
pub(super) fn effect_change(
    language: Language,
    before: &Report,
    now: &Report,
    changes: &Changes<'_>,
) -> Option<(String, String)> {
    let effects = [before, now].map(MailEffect::from_report);
    if effects[0] != effects[1] && [before, now].iter().all(|report| report.verdict != Verdict::Unknown) {
        let [earlier, later] = effects.map(|effect| effect.words(language));
        if earlier != later {
            return Some((earlier, later));
        }
    }
    changes.verdict.map(|earlier| (verdict_word(earlier, language), verdict_word(now.verdict, language)))
}

fn value_row(language: Language, value: &ValueChange) -> Html {
    html! {
        <div data-changed={value.what.word()}><dt>{language.message(key::PAGE_SINCE_WHAT, args!["what" => value.what.word()])}</dt>
            <dd>{before_and_after(language, value)}</dd></div>
    }
}

/// Renders a value before and now.
pub(super) fn before_and_after(language: Language, value: &ValueChange) -> Html {
    let shown = |value: &ComparedValue| match value {
        ComparedValue::Text(text) => html! { <span translate="no">{words::make_visible(text)}</span> },
        ComparedValue::Absent => html! { {language.message(key::PAGE_SINCE_VALUE, args!["value" => "absent"])} },
        ComparedValue::Unusable => html! { {language.message(key::PAGE_SINCE_VALUE, args!["value" => "unusable"])} },
    };
    html! { <><del>{shown(&value.before)}</del>{" → "}<ins>{shown(&value.now)}</ins></> }
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
