//! All evidence of a check, folded. Each summary is detailed enough to leave it closed.

mod certificate;
mod mail;
mod policy_file;
mod questions;
mod records;

use checker::{Report, Source};
use evidence::{Connect, Evidence};
use mta_sts::Domain;
use words::{Key, Language, SentencePart, args, key, report};
use yew::prelude::*;

use super::Clock;
use crate::shared::Shared;

/// Properties of the evidence.
#[derive(Clone, Properties, PartialEq)]
pub struct EvidenceProps {
    /// The language.
    pub language: Language,
    /// Evidence of the check.
    pub evidence: Shared<Evidence>,
    /// Report on that evidence.
    pub report: Shared<Report>,
    /// Resolvers that were asked first and did not answer.
    pub failed_resolvers: Vec<String>,
    /// Formats times.
    pub clock: Clock,
}

/// Renders all evidence of a check, folded. The list of all questions is long, so the page renders it later.
pub fn evidence_section(props: &EvidenceProps, has_questions: bool) -> Html {
    html! {
        <section class="evidence" aria-labelledby="evidence">
            <h2 id="evidence">{props.language.message(key::PAGE_EVIDENCE, &[])}</h2>
            <EvidenceView ..props.clone() />
            if has_questions {
                <QuestionList ..props.clone() />
            }
        </section>
    }
}

/// The evidence by its source.
#[component]
fn EvidenceView(props: &EvidenceProps) -> Html {
    let view = View::new(props);
    html! {
        <>
            {view.policy_file()}
            {view.records(Source::Record, &view.domain.sts_name(), key::SOURCE_RECORD)}
            {view.mx_records()}
            {view.certificate()}
            {view.mail_servers()}
            {view.records(Source::TlsRpt, &view.domain.tls_rpt_name(), key::SOURCE_TLSRPT)}
        </>
    }
}

/// Every question with its answer.
#[component]
fn QuestionList(props: &EvidenceProps) -> Html {
    View::new(props).every_question()
}

#[derive(Clone, Copy)]
struct View<'a> {
    language: Language,
    evidence: &'a Evidence,
    report: &'a Report,
    domain: &'a Domain,
    failed_resolvers: &'a [String],
    clock: Clock,
}

impl<'a> View<'a> {
    fn new(props: &'a EvidenceProps) -> Self {
        let EvidenceProps { language, evidence, report, failed_resolvers, clock } = props;
        Self { language: *language, evidence, report, domain: &report.domain, failed_resolvers, clock: *clock }
    }

    fn message(&self, key: Key) -> String {
        self.language.message(key, &[])
    }

    /// Renders a fold. The id is on the summary, so that a link to it moves the focus there.
    fn fold(&self, id: &str, title: Key, summary: &[SentencePart], content: Html) -> Html {
        self.fold_named(id, &self.message(title), summary, content)
    }

    /// Says how much the proxy left out of an answer, if it did.
    fn omitted(&self, bytes: u64) -> Html {
        html! { <>{ for report::omitted_sentence(bytes, self.language).map(|words| html! { <p class="cut">{words.to_string()}</p> }) }</> }
    }

    fn fold_named(&self, id: &str, title: &str, summary: &[SentencePart], content: Html) -> Html {
        html! {
            <details data-evidence={id.to_owned()} key={id.to_owned()}>
                <summary id={format!("evidence-{id}")}><h3>{title}</h3><span class="gist">{summary_line(summary)}</span></summary>
                <div class="content">{content}</div>
            </details>
        }
    }

    /// Returns how far the observer got, where there is nothing to show.
    fn unread_state(&self, state: &'static str) -> SentencePart {
        SentencePart::Text(self.language.message(key::PAGE_UNREAD, args!["state" => state]))
    }

    fn connect_text(&self, connect: Connect) -> String {
        let state = match connect {
            Connect::Ok => "ok",
            Connect::Refused => "refused",
            Connect::Reset => "reset",
            Connect::Timeout => "timeout",
            Connect::Unreachable => "unreachable",
            Connect::NoRoute => "no-route",
            Connect::NotPublic => "not-public",
            Connect::NotTried => "not-tried",
        };
        self.language.message(key::CONNECT_STATE, args!["state" => state])
    }
}

/// Renders names and words with dots between them. Each stays on one line where it can.
fn summary_line(summary: &[SentencePart]) -> Html {
    let parts = summary.iter().enumerate().map(|(at, part)| {
        let shown = match part {
            SentencePart::Text(words) | SentencePart::Time(words) => html! { <span>{words}</span> },
            SentencePart::Value(name) | SentencePart::Link(name, _) => html! { <span translate="no">{name}</span> },
        };
        html! { <>{if at > 0 { " · " } else { "" }}{shown}</> }
    });
    parts.collect()
}
