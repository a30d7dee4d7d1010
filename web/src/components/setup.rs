//! A domain without MTA-STS: all that it has to publish, one step after the other.

use checker::{Finding, Owner, Patch, Report, Target};
use words::{Key, Language, Value, key};
use yew::prelude::*;

use super::{finding::rests_on, patch_view, say, set};
use crate::route::Route;

/// Findings that say no more than the step that mends them.
const SAID: [&str; 2] = ["record-missing", "tlsrpt-missing"];

/// The steps, and what comes after the last.
pub fn setup_steps(language: Language, report: &Report, on_go: &Callback<Route>) -> Html {
    html! {
        <>
            <p class="before">{say(language, key::PAGE_SETUP_LEAD, &[])}</p>
            <ol class="steps">{ for report.setup.iter().enumerate().map(|(at, patch)| step(language, report, (at + 1, patch), on_go)) }</ol>
            <p class="after">{say(language, key::PAGE_SETUP_THEN, &[])}</p>
        </>
    }
}

/// Whether one of the steps mends it.
pub fn is_step(report: &Report, finding: &Finding) -> bool {
    report.setup.iter().any(|patch| is_mended_by(finding, patch))
}

fn is_mended_by(finding: &Finding, patch: &Patch) -> bool {
    finding.patch.as_ref().is_some_and(|own| own.target == patch.target)
}

/// What is said about a step.
struct Words {
    id: &'static str,
    owner: Owner,
    headline: Key,
    why: Key,
    fix: Key,
    section: (&'static str, &'static str),
}

fn words_of(report: &Report, patch: &Patch) -> Words {
    match &patch.target {
        Target::PolicyFile | Target::PolicyLines => Words {
            id: "policy",
            owner: Owner::PolicyFile,
            headline: key::PAGE_SETUP_FILE,
            why: key::PAGE_SETUP_FILE_WHY,
            fix: key::PAGE_SETUP_FILE_FIX,
            section: ("RFC 8461 §3.2", "https://www.rfc-editor.org/rfc/rfc8461#section-3.2"),
        },
        Target::Txt { name } if *name == report.domain.sts_name() => Words {
            id: "record",
            owner: Owner::Dns,
            headline: key::PAGE_SETUP_RECORD,
            why: key::PAGE_SETUP_RECORD_WHY,
            fix: key::PAGE_SETUP_RECORD_FIX,
            section: ("RFC 8461 §3.1", "https://www.rfc-editor.org/rfc/rfc8461#section-3.1"),
        },
        Target::Txt { .. } | Target::Tlsa { .. } | Target::Cname { .. } => Words {
            id: "tlsrpt",
            owner: Owner::Dns,
            headline: key::PAGE_SETUP_REPORTS,
            why: key::PAGE_SETUP_REPORTS_WHY,
            fix: key::PAGE_SETUP_REPORTS_FIX,
            section: ("RFC 8460 §3", "https://www.rfc-editor.org/rfc/rfc8460#section-3"),
        },
    }
}

fn step(language: Language, report: &Report, (number, patch): (usize, &Patch), on_go: &Callback<Route>) -> Html {
    let words = words_of(report, patch);
    let (url, host) = (report.domain.policy_url(), report.domain.policy_host());
    let names: [(&str, Value<'_>); 3] =
        [("domain", Value::Text(report.domain.as_str())), ("url", Value::Text(&url)), ("host", Value::Text(&host))];
    let named = |key: Key, wanted: &[&str]| {
        let args: Vec<_> = names.iter().filter(|(name, _)| wanted.contains(name)).cloned().collect();
        say(language, key, &args)
    };
    let mended: Vec<&Finding> =
        report.findings.iter().filter(|finding| finding.is_work() && is_mended_by(finding, patch)).collect();
    let first = mended.first().map(|finding| finding.rule);
    let (section, url) = words.section;
    html! {
        <li class="finding" key={words.id} data-step={words.id} data-finding={first.map(|rule| rule.id)}
            data-severity={first.map(|rule| rule.severity.id())} data-stage={first.map(|rule| rule.stage.id())}>
            <span class="number">{number}</span>
            <div class="body">
                <h3>{language.say(words.headline, &[])}</h3>
                <p class="who">{words::report::owner(words.owner, language)}</p>
                <p>{named(words.why, &["domain"])}</p>
                { for mended.iter().filter(|finding| !SAID.contains(&finding.rule.id)).map(|finding| besides(language, report, finding)) }
                <p class="fix">{named(words.fix, &["url", "host"])}</p>
                {patch_view(language, patch)}
                if mended.is_empty() {
                    <p class="meta"><a href={url} rel="noreferrer">{section}</a></p>
                }
                { for mended.iter().map(|finding| rests_on(finding, language, on_go)) }
            </div>
        </li>
    }
}

/// What is wrong there besides that something is missing.
fn besides(language: Language, report: &Report, finding: &Finding) -> Html {
    let words = words::report::finding(report, finding, language);
    html! {
        <>
            <p>{set(&words.headline)}</p>
            { for words.why.iter().map(|why| html! { <p>{set(why)}</p> }) }
        </>
    }
}
