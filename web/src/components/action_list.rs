//! The actions to take, by owner and in order, and the other findings, folded.

use checker::{Report, Severity};
use words::{Language, key};
use yew::prelude::*;

use super::{
    Links, Message, Shape, finding::FindingContext, finding_card, next_id_step, render_sentence,
    setup_steps::setup_steps, status_icon,
};
use crate::shared::Shared;

/// Properties of [`ActionList`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The language.
    pub language: Language,
    /// The report.
    pub report: Shared<Report>,
    /// Origin (scheme and name) of this page's server.
    pub origin: AttrValue,
    /// Callbacks of links.
    pub links: Links,
}

/// List of actions to take.
#[component]
pub fn ActionList(props: &Props) -> Html {
    let Props { language, report, links, .. } = props;
    let language = *language;
    let work = report.tasks_by_owner();
    let settled = report.is_settled();
    let then = words::report::next_steps(report, language);
    if report.setup.is_empty() && work.is_empty() && !settled && then.is_none() {
        return html! {};
    }
    html! {
        <section class="work" aria-labelledby="work">
            if report.setup.is_empty() {
                <h2 id="work">{language.message(key::TEXT_DO, &[])}</h2>
            } else {
                <h2 id="work">{language.message(key::PAGE_SETUP, &[])}</h2>
                {setup_steps(language, report, links)}
                <Message {language} report={report.clone()} origin={&props.origin} />
            }
            if settled {
                <p class="nothing">{status_icon(Shape::Good)}{language.message(key::TEXT_NOTHING, &[])}</p>
            }
            { for work.iter().map(|work| group(props, work)) }
            if let Some(words) = then {
                <p class="after">{render_sentence(&words)}</p>
            }
        </section>
    }
}

/// Renders the tasks of one owner, without the steps that set MTA-STS up.
fn group(props: &Props, work: &checker::OwnerTasks<'_>) -> Html {
    let Props { language, report, links, .. } = props;
    let (language, owner) = (*language, work.owner);
    html! {
        <div class="group" key={owner.id()} data-owner={owner.id()}>
            <h3 class="owner"><span>{words::report::owner_label(owner, language)}</span></h3>
            { for work.tasks.iter().map(|step| {
                let place = FindingContext { links, key: key_of(report, step.first.index), heading: "h4", step: Some(step) };
                finding_card(language, report, step.first.finding, place)
            }) }
            if let Some(record) = work.then_record {
                {next_id_step(language, report, record)}
            }
            <Message {language} report={report.clone()} {owner} origin={&props.origin} />
        </div>
    }
}

/// Returns the key of a finding: its rule id, and the number of earlier findings of the same rule.
fn key_of(report: &Report, at: usize) -> String {
    let id = report.findings[at].rule.id;
    let before = report.findings[..at].iter().filter(|finding| finding.rule.id == id).count();
    format!("{id}-{before}")
}

/// Renders notices and passes, folded.
pub fn folded_findings(language: Language, report: &Report, links: &Links) -> Html {
    html! {
        <>
            {fold(report, Severity::Notice, language, links)}
            {fold(report, Severity::Pass, language, links)}
        </>
    }
}

fn fold(report: &Report, severity: Severity, language: Language, links: &Links) -> Html {
    let all = report.findings.iter().enumerate();
    let cards: Vec<usize> = all
        .filter(|(_, finding)| finding.rule.severity == severity && !finding.is_work())
        .map(|(index, _)| index)
        .collect();
    if cards.is_empty() {
        return html! {};
    }
    let title = if severity == Severity::Notice { key::TEXT_ALSO } else { key::TEXT_GOOD };
    html! {
        <details class="fold" data-fold={severity.id()}>
            <summary><h2>{language.message(title, &[])}</h2><span class="count">{cards.len()}</span></summary>
            <div class="folded">
                { for cards.into_iter().map(|at| {
                    let place = FindingContext { links, key: key_of(report, at), heading: "h3", step: None };
                    finding_card(language, report, &report.findings[at], place)
                }) }
            </div>
        </details>
    }
}
