//! Findings about a text that is not published yet.

use checker::{Finding, Patch, PolicyInForce, Severity};
use words::{Language, Value, args, key, report};
use yew::prelude::*;

use super::{
    Links, Shape, SourceText, finding::sources_line, patch_view, render_sentence, source::underlines_of, status_icon,
    translate, typed_text::tls_report_hint,
};
use crate::{
    draft::{Draft, Judged},
    source::Underline,
    typed_text::is_tls_report,
};

/// Renders the outcome, the findings, and the text with their places.
pub fn lint_result(language: Language, draft: &Draft, judged: &Judged, links: &Links) -> Html {
    if let Some(samples) = judged.samples() {
        return strange(language, judged, samples, links);
    }
    if !judged.linted.is_judged() {
        return unread(language, judged);
    }
    html! {
        <section class="result" aria-labelledby="linted" data-linted={judged.linted.source.id()} data-worst={worst(judged).id()}>
            {answer(language, draft, judged)}
            {cards(language, judged, links)}
            {text(language, judged)}
            <p class="note">{language.message(key::LINT_REST, &[])}</p>
        </section>
    }
}

/// Renders the result of a text that is none of the three kinds, with sample texts to start from.
fn strange(language: Language, judged: &Judged, samples: &[Patch], links: &Links) -> Html {
    html! {
        <section class="result" aria-labelledby="linted" data-linted="none" data-worst="error">
            <div class={classes!("verdict", Shape::Error.class())}>
                {status_icon(Shape::Error)}
                <div class="answer">
                    <p class="domain">{language.message(key::LINT_KIND_FOUND, args!["source" => "none"])}</p>
                    <h2 id="linted">{render_sentence(&judged.headline(language))}</h2>
                    if is_tls_report(&judged.text) {
                        <div class="lead" data-typed="tls-report">{tls_report_hint(language, links)}</div>
                    } else {
                        <p class="lead">{language.message(key::LINT_SAMPLES, &[])}</p>
                        <div class="beside">
                            { for samples.iter().map(|sample| patch_view(language, None, sample)) }
                        </div>
                    }
                </div>
            </div>
        </section>
    }
}

/// Renders the result of a text without a readable value, or of an answer that failed. Nothing is said about a record.
fn unread(language: Language, judged: &Judged) -> Html {
    html! {
        <section class="result" aria-labelledby="linted" data-linted={judged.linted.outcome()} data-worst="none">
            <div class={classes!("verdict", Shape::Unobserved.class())}>
                {status_icon(Shape::Unobserved)}
                <div class="answer">
                    <p class="domain">{kind(language, judged)}</p>
                    <h2 id="linted">{render_sentence(&judged.headline(language))}</h2>
                    <div class="beside">{notes(language, judged)}</div>
                </div>
            </div>
        </section>
    }
}

fn kind(language: Language, judged: &Judged) -> String {
    language.message(key::LINT_KIND_WORD, args!["source" => judged.linted.source.id()])
}

fn notes(language: Language, judged: &Judged) -> Html {
    let note = |note| html! { <p class="aside" data-read={judged.linted.read_as}>{render_sentence(note)}</p> };
    html! { { for judged.notes(language).iter().map(note) } }
}

/// Returns the number of errors and warnings as a short sentence.
#[must_use]
pub fn count_sentence(judged: &Judged, language: Language) -> String {
    let (errors, warnings) = (judged.count(Severity::Error), judged.count(Severity::Warning));
    language.message(key::LINT_COUNT, args!["errors" => errors, "warnings" => warnings])
}

/// Returns the worst severity. Notices do not count.
fn worst(judged: &Judged) -> Severity {
    let matters = [Severity::Error, Severity::Warning];
    matters.into_iter().find(|severity| judged.count(*severity) > 0).unwrap_or(Severity::Pass)
}

fn answer(language: Language, draft: &Draft, judged: &Judged) -> Html {
    let shape = Shape::from(worst(judged));
    html! {
        <div class={classes!("verdict", shape.class())}>
            {status_icon(shape)}
            <div class="answer">
                <p class="domain">{kind(language, judged)}</p>
                <h2 id="linted">{render_sentence(&judged.headline(language))}</h2>
                <p class="lead">{count_sentence(judged, language)}</p>
                <div class="beside">
                    {notes(language, judged)}
                    { for judged.policy().map(|policy| facts(language, policy)) }
                    if judged.is_cut {
                        <p class="aside">{language.message(key::PAGE_TRUNCATED, &[])}</p>
                    }
                    if judged.policy().is_some() && draft.hosts.trim().is_empty() {
                        <p class="aside" data-uncovered="">{language.message(key::LINT_UNCOVERED, &[])}</p>
                    }
                </div>
            </div>
        </div>
    }
}

fn facts(language: Language, policy: &PolicyInForce) -> Html {
    let age = i64::try_from(policy.max_age).unwrap_or(i64::MAX);
    html! {
        <ul class="facts">
            <li>{translate(language, key::PAGE_FACT_MODE, args!["mode" => policy.mode.id()])}</li>
            <li>{translate(language, key::PAGE_FACT_AGE, args!["age" => Value::Duration(age)])}</li>
        </ul>
    }
}

fn cards(language: Language, judged: &Judged, links: &Links) -> Html {
    let shown: Vec<&Finding> =
        judged.findings().iter().filter(|finding| finding.rule.severity != Severity::Pass).collect();
    let one = |(at, finding): (usize, &&Finding)| {
        let again = finding.patch.is_some() && shown[..at].iter().any(|earlier| earlier.patch == finding.patch);
        card(language, judged, finding, again, links)
    };
    html! { <div class="work">{ for shown.iter().enumerate().map(one) }</div> }
}

/// Renders a finding. With `again`, an earlier finding already showed the same text, so it is left out here.
fn card(language: Language, judged: &Judged, finding: &Finding, again: bool, links: &Links) -> Html {
    let (rule, severity) = (finding.rule, finding.rule.severity);
    let mode = judged.policy().map(|policy| policy.mode);
    let words = report::finding_with(judged.linted.domain.as_str(), mode, finding, language);
    html! {
        <article class="finding" data-finding={rule.id} data-severity={severity.id()} data-stage={rule.stage.id()}>
            {status_icon(Shape::from(severity))}
            <div class="body">
                <h3><span class="hidden">{report::severity_label(severity, language)}{language.label_separator()}</span>{render_sentence(&words.headline)}</h3>
                { for words.why.iter().map(|why| html! { <p>{render_sentence(why)}</p> }) }
                { for words.fix.iter().map(|fix| html! { <p class="fix">{render_sentence(fix)}</p> }) }
                if again {
                    <p>{language.message(key::LINT_ABOVE, &[])}</p>
                } else if let Some(patch) = &finding.patch {
                    {patch_view(language, None, patch)}
                }
                {sources_line(finding, language, links)}
            </div>
        </article>
    }
}

/// Renders the text. Its id is the target of links in findings.
fn text(language: Language, judged: &Judged) -> Html {
    let source = judged.linted.source;
    let count = judged.linted.records.len();
    let name = language.message(key::LINT_KIND_WORD, args!["source" => source.id()]);
    let of_record = |record| underlines_of(judged.findings(), source, record);
    let underlines: Vec<Underline> = (0..count.max(1)).flat_map(of_record).collect();
    html! {
        <section class="evidence" id={format!("evidence-{}", source.id())} tabindex="-1" aria-labelledby="linted-text">
            <h2 id="linted-text">{language.message(key::LINT_SOURCE, &[])}</h2>
            if count > 1 {
                <p class="note">{language.message(key::LINT_SOURCE_RECORDS, args!["count" => count])}</p>
            }
            <SourceText {language} {name} text={judged.text.clone()} {underlines} />
        </section>
    }
}
