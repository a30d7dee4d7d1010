//! The policy file as served, with its headers and the connections that led to it.

use checker::Source;
use evidence::{Connect, Http, PolicyFetch};
use words::{Language, SentencePart, args, key, make_visible};
use yew::prelude::*;

use super::View;
use crate::{
    components::{SourceText, source::underlines},
    shared::Shared,
};

impl View<'_> {
    pub(super) fn policy_file(&self) -> Html {
        let Some(observation) = self.evidence.policy_fetch() else { return html! {} };
        let mut summary = vec![SentencePart::Value(self.domain.policy_host())];
        let content = match &observation.http {
            Some(http) => {
                summary.extend(http_summary(http, self.language));
                self.body(observation, http)
            }
            None => {
                summary.push(self.unread_state(policy_unread(observation)));
                html! { <>{self.omitted(observation.omitted_bytes)}{self.connections(observation)}</> }
            }
        };
        self.fold("policy", key::SOURCE_POLICY, &summary, content)
    }

    fn body(&self, observation: &PolicyFetch, http: &Http) -> Html {
        let text = Shared::new(http.body.0.clone());
        let headers = http.headers.iter().map(|header| {
            html! {
                <div><dt>{make_visible(&header.name)}</dt><dd>{make_visible(&header.value)}</dd></div>
            }
        });
        html! {
            <>
                <p class="where" translate="no"><code>{&observation.url}</code></p>
                <SourceText language={self.language} name={self.message(key::SOURCE_POLICY)} {text} underlines={underlines(self.report, Source::Policy, 0)} is_truncated={http.truncated} />
                if http.truncated {
                    <p class="cut">{self.message(key::PAGE_TRUNCATED)}</p>
                }
                {self.omitted(observation.omitted_bytes)}
                {self.connections(observation)}
                <h4>{self.message(key::PAGE_HEADERS)}</h4>
                <dl class="pairs" translate="no"><div><dt>{&http.version}</dt><dd>{http.status}</dd></div>{ for headers }</dl>
            </>
        }
    }

    fn connections(&self, observation: &PolicyFetch) -> Html {
        html! {
            <>
                <h4>{self.message(key::PAGE_ADDRESSES)}</h4>
                <dl class="pairs" translate="no">
                    { for observation.attempts.iter().map(|attempt| html! {
                        <div><dt>{attempt.address.to_string()}</dt><dd translate="yes" class="words">{self.connect_text(attempt.connect)}</dd></div>
                    }) }
                    if observation.attempts.is_empty() {
                        <div><dt>{self.domain.policy_host()}</dt><dd>{"—"}</dd></div>
                    }
                </dl>
            </>
        }
    }
}

fn http_summary(http: &Http, language: Language) -> Vec<SentencePart> {
    let kind = http.header("content-type").map(make_visible).unwrap_or_default();
    let (length, more) = if http.truncated { (http.body.0.len() as u64, "> ") } else { (http.length, "") };
    let octets = language.message(key::PAGE_OCTETS, args!["count" => i64::try_from(length).unwrap_or(i64::MAX)]);
    let octets = [more, &octets].concat();
    let ends = line_ends(&http.body.0).to_owned();
    let parts = [
        SentencePart::Value(http.status.to_string()),
        SentencePart::Value(kind),
        SentencePart::Text(octets),
        SentencePart::Value(ends),
    ];
    parts.into_iter().filter(|part| !matches!(part, SentencePart::Value(text) if text.is_empty())).collect()
}

fn line_ends(body: &[u8]) -> &'static str {
    let lf = body.iter().filter(|octet| **octet == b'\n').count();
    let crlf = body.windows(2).filter(|pair| pair == b"\r\n").count();
    match (lf, crlf) {
        (0, _) => "",
        (lf, crlf) if lf == crlf => "CRLF",
        (_, 0) => "LF",
        _ => "LF + CRLF",
    }
}

/// Returns how far fetching an unread policy got.
fn policy_unread(observation: &PolicyFetch) -> &'static str {
    let all = |state| observation.attempts.iter().all(|attempt| attempt.connect == state);
    let any = |state| observation.attempts.iter().any(|attempt| attempt.connect == state);
    match &observation.tls {
        _ if observation.attempts.is_empty() => "no-address",
        _ if all(Connect::NotPublic) => "not-asked",
        _ if !any(Connect::Ok) => "no-connection",
        Some(tls) if tls.failure.is_some() => "tls",
        _ => "no-answer",
    }
}
