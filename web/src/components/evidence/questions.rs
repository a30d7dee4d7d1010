//! Every question and answer, and which party saw which name.

use std::collections::BTreeSet;

use evidence::{Answer, DnsAnswer, Entry, Outcome, Question, Via};
use words::{Sentence, SentencePart, Value, args, key, make_visible};
use yew::prelude::*;

use super::{View, records::record_text};
use crate::components::{render_sentence, translate};

impl View<'_> {
    pub(super) fn every_question(&self) -> Html {
        let entries = &self.evidence.entries;
        let heads = [key::PAGE_ASKED, key::PAGE_ANSWERED, key::PAGE_TTL_LEFT, key::PAGE_SEEN_BY, key::PAGE_SEEN_AT]
            .map(|key| self.message(key));
        let content = html! {
            <>
                { for self.parties() }
                <table role="table" class="questions">
                    <thead role="rowgroup"><tr role="row">{ for heads.iter().map(|head| html! { <th scope="col" role="columnheader">{head}</th> }) }</tr></thead>
                    <tbody role="rowgroup">{ for entries.iter().map(|entry| self.question(entry, &heads)) }</tbody>
                </table>
            </>
        };
        self.fold("questions", key::PAGE_EVERY_QUESTION, &[SentencePart::Text(entries.len().to_string())], content)
    }

    /// Lists which party saw which names: resolvers see every name that is looked up, the proxy sees the domain. For a
    /// party that did not answer, this is unknown.
    fn parties(&self) -> Vec<Html> {
        let mut parties: Vec<(&Via, BTreeSet<&str>, bool)> = Vec::new();
        for entry in self.evidence.entries.iter().filter(|entry| was_sent(entry)) {
            let (name, arrived) = (name_of(&entry.question), has_arrived(entry));
            match parties.iter_mut().find(|(via, ..)| *via == &entry.reply.via) {
                Some((_, names, any)) => {
                    names.insert(name);
                    *any |= arrived;
                }
                None => parties.push((&entry.reply.via, BTreeSet::from([name]), arrived)),
            }
        }
        let listed = |name: &str| parties.iter().any(|(via, ..)| via_name(via) == name);
        let failed_resolvers =
            self.failed_resolvers.iter().filter(|name| !listed(name)).map(|name| self.silent_party("resolver", name));
        let asked_parties = parties.iter().map(|(via, names, arrived)| match arrived {
            true => self.party(via, names.len()),
            false => self.silent_party(via_word(via), via_name(via)),
        });
        failed_resolvers.chain(asked_parties).collect()
    }

    fn silent_party(&self, word: &'static str, name: &str) -> Html {
        let sentence = translate(self.language, key::PAGE_PARTY_SILENT, args!["party" => name]);
        html! { <p class="party" data-party={word} data-silent="true">{sentence}</p> }
    }

    fn party(&self, via: &Via, count: usize) -> Html {
        let domain = self.domain.as_str();
        let sentence = match via {
            Via::Resolver(name) => {
                translate(self.language, key::PAGE_PARTY_RESOLVER, args!["resolver" => name, "count" => count])
            }
            Via::Proxy(name) => translate(
                self.language,
                key::PAGE_PARTY_PROXY,
                args!["proxy" => name, "domain" => domain, "count" => count],
            ),
            Via::Here | Via::World => return html! {},
        };
        html! { <p class="party" data-party={via_word(via)}>{sentence}</p> }
    }

    fn question(&self, entry: &Entry, heads: &[String; 5]) -> Html {
        let (outcome, class) = match &entry.reply.outcome {
            Outcome::Answer(answer) => (html! { <span translate="no">{answer_text(answer)}</span> }, ""),
            Outcome::Unobserved(unobserved) => (self.blind_view(&entry.question, unobserved), "unseen"),
        };
        html! {
            <tr role="row" data-question={question_word(&entry.question)}>
                <th scope="row" role="rowheader">{render_sentence(&words::report::question_sentence(&entry.question, self.language))}</th>
                <td role="cell" {class} data-label={heads[1].clone()}>{outcome}</td>
                <td role="cell" data-cell="ttl" data-label={heads[2].clone()}>{self.ttl(entry)}</td>
                <td role="cell" data-label={heads[3].clone()}>{via_name(&entry.reply.via)}</td>
                <td role="cell" data-cell="at" data-label={heads[4].clone()}>{(self.clock.time)(entry.reply.at, self.language)}</td>
            </tr>
        }
    }

    /// Returns how much longer caches may keep a DNS answer.
    fn ttl(&self, entry: &Entry) -> String {
        match &entry.reply.outcome {
            Outcome::Answer(Answer::Dns(DnsAnswer { ttl: Some(ttl), .. })) => {
                Value::Duration((*ttl).into()).text(self.language)
            }
            _ => "—".into(),
        }
    }

    fn blind_view(&self, question: &Question, unobserved: &evidence::Unobserved) -> Html {
        let unseen = checker::Unseen::new(question.clone(), unobserved.clone());
        let why: Sentence = words::report::unseen_words(&unseen, self.language).why;
        let detail = match unobserved {
            evidence::Unobserved::Unreachable { detail }
            | evidence::Unobserved::Malformed { detail }
            | evidence::Unobserved::Refused { detail } => detail.as_str(),
            _ => "",
        };
        html! {
            <>{render_sentence(&why)}if !detail.is_empty() { <br /><code translate="no">{make_visible(detail)}</code> }</>
        }
    }
}

/// Returns the name that the question reveals.
fn name_of(question: &Question) -> &str {
    match question {
        Question::Dns(dns) => &dns.name,
        Question::Policy { domain } => domain,
        Question::Mail { host, .. } => host,
    }
}

/// Returns whether the question left the browser.
fn was_sent(entry: &Entry) -> bool {
    !matches!(entry.reply.outcome, Outcome::Unobserved(evidence::Unobserved::NotOffered))
}

/// Returns whether any answer arrived.
fn has_arrived(entry: &Entry) -> bool {
    !matches!(
        entry.reply.outcome,
        Outcome::Unobserved(evidence::Unobserved::Timeout | evidence::Unobserved::Unreachable { .. })
    )
}

fn via_name(via: &Via) -> &str {
    match via {
        Via::Resolver(name) | Via::Proxy(name) => name,
        Via::Here | Via::World => "—",
    }
}

const fn via_word(via: &Via) -> &'static str {
    match via {
        Via::Resolver(_) => "resolver",
        Via::Proxy(_) => "proxy",
        Via::Here => "here",
        Via::World => "world",
    }
}

fn question_word(question: &Question) -> String {
    match question {
        Question::Dns(dns) => format!("{} {}", dns.name, dns.kind.mnemonic()),
        Question::Policy { domain } => format!("{domain} policy"),
        Question::Mail { host, .. } => format!("{host} mail"),
    }
}

/// Number of records per row. The sections above have all that matter.
const SHOWN: usize = 12;

fn answer_text(answer: &Answer) -> String {
    match answer {
        Answer::Policy(observation) => match &observation.http {
            Some(http) => format!("{} {}", http.version, http.status),
            None => "—".into(),
        },
        Answer::Mail(observation) => {
            let tls = observation
                .attempts
                .iter()
                .filter_map(|attempt| attempt.dialogue.as_ref()?.tls.as_ref()?.version)
                .next();
            tls.map_or_else(|| "—".into(), |version| version.name().to_owned())
        }
        Answer::Dns(answer) if answer.records.is_empty() => answer.rcode.mnemonic(),
        Answer::Dns(answer) => {
            let more = if answer.records.len() > SHOWN { ", …" } else { "" };
            answer.records.iter().take(SHOWN).map(record_text).collect::<Vec<_>>().join(", ") + more
        }
    }
}
