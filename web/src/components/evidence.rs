//! All that was seen, folded; each summary says enough to leave it closed.

mod mail;

use std::collections::BTreeSet;

use checker::{Report, Source, names_host};
use evidence::{
    Answer, Certificate, Connect, DnsAnswer, Entry, Evidence, Http, Outcome, PolicyFetch, Question, Record, RecordKind,
    Timestamp, TlsHandshake, Trust, Via,
};
use mta_sts::Domain;
use words::{Key, Language, Part, Said, Value, args, key, visible};
use yew::prelude::*;

use super::{Clock, SourceText, render_sentence, source::underlines, translate};
use crate::Shared;

/// All that was seen.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The language.
    pub language: Language,
    /// What was seen.
    pub evidence: Shared<Evidence>,
    /// What it amounts to.
    pub report: Shared<Report>,
    /// Resolvers that were asked first and did not answer.
    pub failed_resolvers: Vec<String>,
    /// Writes moments.
    pub clock: Clock,
}

/// All that was seen.
#[component]
pub fn EvidenceView(Props { language, evidence, report, failed_resolvers, clock }: &Props) -> Html {
    let view = View { language: *language, evidence, report, domain: &report.domain, failed_resolvers, clock: *clock };
    html! {
        <section class="evidence" aria-labelledby="evidence">
            <h2 id="evidence">{view.say(key::PAGE_EVIDENCE)}</h2>
            {view.policy_file()}
            {view.records(Source::Record, &view.domain.sts_name(), key::SOURCE_RECORD)}
            {view.mx_records()}
            {view.certificate()}
            {view.mail_servers()}
            {view.records(Source::TlsRpt, &view.domain.tls_rpt_name(), key::SOURCE_TLSRPT)}
            {view.every_question()}
        </section>
    }
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

impl View<'_> {
    fn say(&self, key: Key) -> String {
        self.language.say(key, &[])
    }

    /// The id is the summary's, so that whoever follows a link to it goes on there.
    fn fold(&self, id: &str, title: Key, summary: &[Part], content: Html) -> Html {
        self.fold_named(id, &self.say(title), summary, content)
    }

    fn fold_named(&self, id: &str, title: &str, summary: &[Part], content: Html) -> Html {
        html! {
            <details data-evidence={id.to_owned()} key={id.to_owned()}>
                <summary id={format!("evidence-{id}")}><h3>{title}</h3><span class="gist">{gist(summary)}</span></summary>
                <div class="content">{content}</div>
            </details>
        }
    }

    fn policy_file(&self) -> Html {
        let Some(observation) = self.evidence.policy() else { return html! {} };
        let mut summary = vec![Part::Value(self.domain.policy_host())];
        let content = match &observation.http {
            Some(http) => {
                summary.extend(http_summary(http, self.language));
                self.body(observation, http)
            }
            None => {
                summary.push(self.unread(policy_unread(observation)));
                self.connections(observation)
            }
        };
        self.fold("policy", key::SOURCE_POLICY, &summary, content)
    }

    /// How far whoever looked came, where there is nothing to show.
    fn unread(&self, state: &'static str) -> Part {
        Part::Text(self.language.say(key::PAGE_UNREAD, args!["state" => state]))
    }

    fn body(&self, observation: &PolicyFetch, http: &Http) -> Html {
        let text = Shared::new(http.body.0.clone());
        let headers = http.headers.iter().map(|header| {
            html! {
                <div><dt>{visible(&header.name)}</dt><dd>{visible(&header.value)}</dd></div>
            }
        });
        html! {
            <>
                <p class="where" translate="no"><code>{&observation.url}</code></p>
                <SourceText language={self.language} name={self.say(key::SOURCE_POLICY)} {text} underlines={underlines(self.report, Source::Policy, 0)} cut={http.truncated} />
                if http.truncated {
                    <p class="cut">{self.say(key::PAGE_TRUNCATED)}</p>
                }
                {self.connections(observation)}
                <h4>{self.say(key::PAGE_HEADERS)}</h4>
                <dl class="pairs" translate="no"><div><dt>{&http.version}</dt><dd>{http.status}</dd></div>{ for headers }</dl>
            </>
        }
    }

    fn connections(&self, observation: &PolicyFetch) -> Html {
        html! {
            <>
                <h4>{self.say(key::PAGE_ADDRESSES)}</h4>
                <dl class="pairs" translate="no">
                    { for observation.attempts.iter().map(|attempt| html! {
                        <div><dt>{attempt.address.to_string()}</dt><dd translate="yes" class="words">{self.connect(attempt.connect)}</dd></div>
                    }) }
                    if observation.attempts.is_empty() {
                        <div><dt>{self.domain.policy_host()}</dt><dd>{"—"}</dd></div>
                    }
                </dl>
            </>
        }
    }

    /// The text records at a name.
    fn records(&self, source: Source, name: &str, title: Key) -> Html {
        let Some(answer) = self.evidence.dns(name, RecordKind::Txt) else { return html! {} };
        let mut summary = vec![Part::Value(name.to_owned()), self.count(answer)];
        summary.extend(self.dns_summary(answer));
        let records = answer.texts().enumerate().map(|(record, strings)| {
            let text = Shared::new(strings.iter().flat_map(|string| string.0.iter().copied()).collect::<Vec<u8>>());
            html! { <SourceText language={self.language} name={self.say(title)} {text} underlines={underlines(self.report, source, record)} /> }
        });
        let content = html! {
            <>
                {aliases(answer)}
                { for records }
                {self.no_records(answer)}
            </>
        };
        self.fold(source.id(), title, &summary, content)
    }

    fn mx_records(&self) -> Html {
        let Some(answer) = self.evidence.dns(self.domain.as_str(), RecordKind::Mx) else { return html! {} };
        let mut summary = vec![self.count(answer)];
        summary.extend(self.dns_summary(answer));
        let mut hosts: Vec<(u16, &str)> = answer.exchanges().collect();
        hosts.sort_unstable();
        let content = html! {
            <>
                {aliases(answer)}
                <dl class="pairs" translate="no">
                    { for hosts.iter().map(|(preference, host)| html! {
                        <div><dt>{format!("{preference} {}", visible(host))}</dt><dd>{self.addresses(host)}</dd></div>
                    }) }
                </dl>
                {self.no_records(answer)}
            </>
        };
        self.fold("mx", key::PAGE_MX_RECORDS, &summary, content)
    }

    /// An answer that means nothing does not say that there is no record.
    fn no_records(&self, answer: &DnsAnswer) -> Html {
        match (answer.records.is_empty(), answer.is_conclusive()) {
            (true, true) => html! { <p>{self.say(key::PAGE_NO_RECORDS)}</p> },
            (true, false) => html! { <p>{self.say(key::PAGE_UNREAD_RECORDS)}</p> },
            (false, _) => html! {},
        }
    }

    fn count(&self, answer: &DnsAnswer) -> Part {
        if !answer.is_conclusive() {
            return self.unread("name");
        }
        Part::Text(self.language.say(key::PAGE_RECORDS, args!["count" => answer.records.len()]))
    }

    fn dns_summary(&self, answer: &DnsAnswer) -> Vec<Part> {
        let code = (answer.records.is_empty()).then(|| answer.rcode.name());
        let time = |ttl: u32| self.language.say(key::PAGE_TTL, args!["time" => Value::Duration(ttl.into())]);
        let dnssec = answer.is_conclusive().then(|| self.say(self.dnssec(answer)));
        code.into_iter().chain(answer.ttl.map(time)).chain(dnssec).map(Part::Text).collect()
    }

    /// What the absence of the AD bit means depends on whether the resolver looks at signatures at all (RFC 4035 §3.2.3).
    fn dnssec(&self, answer: &DnsAnswer) -> Key {
        let gave = |entry: &&Entry| matches!(&entry.reply.outcome, Outcome::Answer(Answer::Dns(given)) if std::ptr::eq(given, answer));
        let validates = |entry: &Entry| matches!(&entry.reply.via, Via::Resolver(name) if doh::RESOLVERS.iter().any(|known| known.name == name));
        if answer.authenticated {
            key::PAGE_DNSSEC
        } else if self.evidence.entries.iter().find(gave).is_some_and(validates) {
            key::PAGE_DNSSEC_NOT
        } else {
            key::PAGE_DNSSEC_UNKNOWN
        }
    }

    fn addresses(&self, host: &str) -> String {
        let kinds = [RecordKind::A, RecordKind::Aaaa];
        let answers = kinds.iter().filter_map(|kind| self.evidence.dns(host, *kind));
        let addresses: Vec<String> =
            answers.flat_map(|answer| answer.addresses().map(|address| address.to_string())).collect();
        if addresses.is_empty() { "—".into() } else { addresses.join(", ") }
    }

    fn certificate(&self) -> Html {
        let seen =
            self.evidence.policy().and_then(|observation| Some((observation.tls.as_ref()?, observation.seen_at)));
        let Some((tls, seen_at)) = seen else { return html! {} };
        let now = Timestamp::observed_at(seen_at, self.evidence.started);
        let content = html! {
            <>
                { for tls.chain.iter().map(|certificate| self.one_certificate(certificate, now)) }
                if let Some(verifier) = &tls.verifier {
                    <p class="where" translate="no"><code>{visible(verifier)}</code></p>
                }
                if tls.chain.is_empty() {
                    <p>{self.say(key::PAGE_NO_CERTIFICATE)}</p>
                }
            </>
        };
        self.fold(
            "certificate",
            key::PAGE_CERTIFICATE,
            &self.tls_summary(tls, &self.domain.policy_host(), now),
            content,
        )
    }

    fn one_certificate(&self, certificate: &Certificate, now: Timestamp) -> Html {
        let from = Timestamp::from_unix(certificate.not_before);
        let until = Timestamp::from_unix(certificate.not_after);
        let row = |title: Key, value: String| html! { <div><dt>{self.say(title)}</dt><dd translate="no">{visible(&value)}</dd></div> };
        html! {
            <dl class="pairs certificate">
                {row(key::PAGE_CERT_SUBJECT, certificate.subject.clone())}
                if !certificate.names.is_empty() {
                    {row(key::PAGE_CERT_NAMES, certificate.names.join(", "))}
                }
                {row(key::PAGE_CERT_ISSUER, certificate.issuer.clone())}
                <div><dt>{self.say(key::PAGE_CERT_VALID)}</dt><dd>
                    {self.language.say(key::PAGE_CERT_SPAN, args!["from" => from, "until" => until])}
                    {self.lifetime(certificate, now.unix())}
                </dd></div>
                if !certificate.key.is_empty() {
                    {row(key::PAGE_CERT_KEY, certificate.key.clone())}
                }
                if !certificate.sha256.is_empty() {
                    {row(key::PAGE_CERT_SHA256, certificate.sha256.clone())}
                }
            </dl>
        }
    }

    /// How much of a certificate's time has passed, as a bar with the words beside it.
    fn lifetime(&self, certificate: &Certificate, now: i64) -> Html {
        let (whole, passed) = (certificate.not_after - certificate.not_before, now - certificate.not_before);
        let share = if whole > 0 { (passed.saturating_mul(100) / whole).clamp(0, 100) } else { 100 };
        let days = (certificate.not_after - now).div_euclid(evidence::DAY);
        let (tone, said) = match days {
            _ if passed < 0 => ("soon", self.say(key::PAGE_CERT_EARLY)),
            ..0 => ("over", self.say(key::PAGE_CERT_OVER)),
            0..14 => ("soon", self.language.say(key::PAGE_CERT_DAYS, args!["count" => days])),
            _ => ("good", self.language.say(key::PAGE_CERT_DAYS, args!["count" => days])),
        };
        html! {
            <span class={classes!("lifetime", tone)}>
                <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                    <rect class="whole" width="100" height="6" rx="3" /><rect class="passed" width={share.to_string()} height="6" rx="3" />
                </svg>
                {said}
            </span>
        }
    }

    /// What matters most of a certificate for this host, and until when it is valid.
    fn tls_summary(&self, tls: &TlsHandshake, host: &str, now: Timestamp) -> Vec<Part> {
        let Some(leaf) = tls.chain.first() else { return vec![self.unread("tls")] };
        let (from, until) = (Timestamp::from_unix(leaf.not_before), Timestamp::from_unix(leaf.not_after));
        let dates = match () {
            () if until < now => self.language.say(key::PAGE_CERT_EXPIRED, args!["until" => until]),
            () if now < from => self.language.say(key::PAGE_CERT_FROM, args!["from" => from]),
            () => self.language.say(key::PAGE_CERT_UNTIL, args!["until" => until]),
        };
        let is_current = (from..=until).contains(&now);
        let name = (!names_host(leaf, host)).then(|| self.say(key::PAGE_CERT_OTHER));
        let word = tls.trust.map(|trust| match trust {
            Trust::Trusted if is_current && name.is_none() => "trusted",
            Trust::Trusted => "issuer",
            Trust::SelfSigned => "self-signed",
            Trust::Incomplete => "incomplete",
            Trust::UntrustedRoot => "untrusted-root",
            Trust::Other => "other",
        });
        let trust = word.map(|word| self.language.say(key::PAGE_CERT_TRUST, args!["trust" => word]));
        let (first, last) = if is_current { (None, Some(dates)) } else { (Some(dates), None) };
        let version = tls.version.map(|version| Part::Value(version.name().to_owned()));
        let words = first.into_iter().chain(name).chain(trust).chain(last);
        words.map(Part::Text).chain(version).collect()
    }

    fn connect(&self, connect: Connect) -> String {
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
        self.language.say(key::CONNECT_STATE, args!["state" => state])
    }

    fn every_question(&self) -> Html {
        let entries = &self.evidence.entries;
        let heads = [key::PAGE_ASKED, key::PAGE_ANSWERED, key::PAGE_TTL_LEFT, key::PAGE_SEEN_BY, key::PAGE_SEEN_AT]
            .map(|key| self.say(key));
        let content = html! {
            <>
                { for self.parties() }
                <table role="table" class="questions">
                    <thead role="rowgroup"><tr role="row">{ for heads.iter().map(|head| html! { <th scope="col" role="columnheader">{head}</th> }) }</tr></thead>
                    <tbody role="rowgroup">{ for entries.iter().map(|entry| self.question(entry, &heads)) }</tbody>
                </table>
            </>
        };
        self.fold("questions", key::PAGE_EVERY_QUESTION, &[Part::Text(entries.len().to_string())], content)
    }

    /// Who saw which name: resolvers see every name that is looked up, the proxy the domain. Of whom no answer came, nobody
    /// here can tell what he saw.
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
        let told = parties.iter().map(|(via, names, arrived)| match arrived {
            true => self.party(via, names.len()),
            false => self.silent_party(via_word(via), via_name(via)),
        });
        failed_resolvers.chain(told).collect()
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
            Outcome::Blind(blind) => (self.blind(&entry.question, blind), "unseen"),
        };
        html! {
            <tr role="row" data-question={question_word(&entry.question)}>
                <th scope="row" role="rowheader">{render_sentence(&words::report::question(&entry.question, self.language))}</th>
                <td role="cell" {class} data-label={heads[1].clone()}>{outcome}</td>
                <td role="cell" data-cell="ttl" data-label={heads[2].clone()}>{self.ttl(entry)}</td>
                <td role="cell" data-label={heads[3].clone()}>{via_name(&entry.reply.via)}</td>
                <td role="cell" data-cell="at" data-label={heads[4].clone()}>{(self.clock.time)(entry.reply.at, self.language)}</td>
            </tr>
        }
    }

    /// For how much longer caches may keep an answer of DNS.
    fn ttl(&self, entry: &Entry) -> String {
        match &entry.reply.outcome {
            Outcome::Answer(Answer::Dns(DnsAnswer { ttl: Some(ttl), .. })) => {
                Value::Duration((*ttl).into()).text(self.language)
            }
            _ => "—".into(),
        }
    }

    fn blind(&self, question: &Question, blind: &evidence::Blind) -> Html {
        let unseen = checker::Unseen { question: question.clone(), why: blind.clone() };
        let why: Said = words::report::unseen(&unseen, self.language).why;
        let detail = match blind {
            evidence::Blind::Unreachable { detail }
            | evidence::Blind::Malformed { detail }
            | evidence::Blind::Refused { detail } => detail.as_str(),
            _ => "",
        };
        html! {
            <>{render_sentence(&why)}if !detail.is_empty() { <br /><code translate="no">{visible(detail)}</code> }</>
        }
    }
}

/// Names and words, a dot between any two. Each stays on one line where it can.
fn gist(summary: &[Part]) -> Html {
    let parts = summary.iter().enumerate().map(|(at, part)| {
        let shown = match part {
            Part::Text(words) | Part::Time(words) => html! { <span>{words}</span> },
            Part::Value(name) | Part::Link(name, _) => html! { <span translate="no">{name}</span> },
        };
        html! { <>{if at > 0 { " · " } else { "" }}{shown}</> }
    });
    parts.collect()
}

/// The name that whoever is asked learns.
fn name_of(question: &Question) -> &str {
    match question {
        Question::Dns(dns) => &dns.name,
        Question::Policy { domain } => domain,
        Question::Mail { host, .. } => host,
    }
}

/// A question that nobody was asked was seen by nobody.
fn was_sent(entry: &Entry) -> bool {
    !matches!(entry.reply.outcome, Outcome::Blind(evidence::Blind::NotOffered))
}

/// Whether whoever was asked said anything at all.
fn has_arrived(entry: &Entry) -> bool {
    !matches!(entry.reply.outcome, Outcome::Blind(evidence::Blind::Timeout | evidence::Blind::Unreachable { .. }))
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
        Question::Dns(dns) => format!("{} {}", dns.name, dns.kind.name()),
        Question::Policy { domain } => format!("{domain} policy"),
        Question::Mail { host, .. } => format!("{host} mail"),
    }
}

/// Records a row shows; the sections above have all of those that matter.
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
        Answer::Dns(answer) if answer.records.is_empty() => answer.rcode.name(),
        Answer::Dns(answer) => {
            let more = if answer.records.len() > SHOWN { ", …" } else { "" };
            answer.records.iter().take(SHOWN).map(record_text).collect::<Vec<_>>().join(", ") + more
        }
    }
}

fn record_text(record: &Record) -> String {
    match record {
        Record::A(address) => address.to_string(),
        Record::Aaaa(address) => address.to_string(),
        Record::Mx { preference, exchange } => format!("{preference} {}", visible(exchange)),
        Record::Tlsa(tlsa) => {
            let data: String = tlsa.data.0.iter().map(|octet| format!("{octet:02x}")).collect();
            format!("{} {} {} {data}", tlsa.usage, tlsa.selector, tlsa.matching)
        }
        Record::Txt(strings) => {
            let octets: Vec<u8> = strings.iter().flat_map(|string| string.0.iter().copied()).take(300).collect();
            format!("\"{}\"", visible(&String::from_utf8_lossy(&octets)))
        }
    }
}

fn aliases(answer: &DnsAnswer) -> Html {
    if answer.chain.is_empty() {
        return html! {};
    }
    html! { <p class="where" translate="no"><code>{"CNAME → "}{visible(&answer.chain.join(" → "))}</code></p> }
}

fn http_summary(http: &Http, language: Language) -> Vec<Part> {
    let kind = http.header("content-type").map(visible).unwrap_or_default();
    let (length, more) = if http.truncated { (http.body.0.len() as u64, "> ") } else { (http.length, "") };
    let octets = language.say(key::PAGE_OCTETS, args!["count" => i64::try_from(length).unwrap_or(i64::MAX)]);
    let octets = [more, &octets].concat();
    let ends = line_ends(&http.body.0).to_owned();
    let parts = [Part::Value(http.status.to_string()), Part::Value(kind), Part::Text(octets), Part::Value(ends)];
    parts.into_iter().filter(|part| !matches!(part, Part::Value(text) if text.is_empty())).collect()
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

/// How far fetching a policy came that was not read.
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
