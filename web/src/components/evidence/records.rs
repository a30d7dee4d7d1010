//! DNS records: texts, MX hosts, and properties of the answers.

use checker::Source;
use evidence::{Answer, DnsAnswer, Entry, Outcome, Record, RecordKind, Via};
use words::{Key, SentencePart, Value, args, key, make_visible};
use yew::prelude::*;

use super::View;
use crate::{
    components::{SourceText, source::underlines},
    shared::Shared,
};

impl View<'_> {
    /// Renders the TXT records at a name.
    pub(super) fn records(&self, source: Source, name: &str, title: Key) -> Html {
        let Some(answer) = self.evidence.dns_answer(name, RecordKind::Txt) else { return html! {} };
        let mut summary = vec![SentencePart::Value(name.to_owned()), self.count(answer)];
        summary.extend(self.dns_summary(answer));
        let records = answer.texts().enumerate().map(|(record, strings)| {
            let text = Shared::new(strings.iter().flat_map(|string| string.0.iter().copied()).collect::<Vec<u8>>());
            html! { <SourceText language={self.language} name={self.message(title)} {text} underlines={underlines(self.report, source, record)} /> }
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

    pub(super) fn mx_records(&self) -> Html {
        let Some(answer) = self.evidence.dns_answer(self.domain.as_str(), RecordKind::Mx) else { return html! {} };
        let mut summary = vec![self.count(answer)];
        summary.extend(self.dns_summary(answer));
        let mut hosts: Vec<(u16, &str)> = answer.exchanges().collect();
        hosts.sort_unstable();
        let content = html! {
            <>
                {aliases(answer)}
                <dl class="pairs" translate="no">
                    { for hosts.iter().map(|(preference, host)| html! {
                        <div><dt>{format!("{preference} {}", make_visible(host))}</dt><dd>{self.addresses(host)}</dd></div>
                    }) }
                </dl>
                {self.no_records(answer)}
            </>
        };
        self.fold("mx", key::PAGE_MX_RECORDS, &summary, content)
    }

    /// Renders an answer without records. An inconclusive answer does not prove that there is none.
    fn no_records(&self, answer: &DnsAnswer) -> Html {
        match (answer.records.is_empty(), answer.is_conclusive()) {
            (true, true) => html! { <p>{self.message(key::PAGE_NO_RECORDS)}</p> },
            (true, false) => html! { <p>{self.message(key::PAGE_UNREAD_RECORDS)}</p> },
            (false, _) => html! {},
        }
    }

    fn count(&self, answer: &DnsAnswer) -> SentencePart {
        if !answer.is_conclusive() {
            return self.unread_state("name");
        }
        SentencePart::Text(self.language.message(key::PAGE_RECORDS, args!["count" => answer.records.len()]))
    }

    fn dns_summary(&self, answer: &DnsAnswer) -> Vec<SentencePart> {
        let code = (answer.records.is_empty()).then(|| answer.rcode.mnemonic());
        let time = |ttl: u32| self.language.message(key::PAGE_TTL, args!["time" => Value::Duration(ttl.into())]);
        let dnssec = answer.is_conclusive().then(|| self.message(self.dnssec(answer)));
        code.into_iter().chain(answer.ttl.map(time)).chain(dnssec).map(SentencePart::Text).collect()
    }

    /// Returns the DNSSEC status of an answer. A missing AD bit means something only if the resolver validates (RFC
    /// 4035 §3.2.3).
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
        let answers = kinds.iter().filter_map(|kind| self.evidence.dns_answer(host, *kind));
        let addresses: Vec<String> =
            answers.flat_map(|answer| answer.addresses().map(|address| address.to_string())).collect();
        if addresses.is_empty() { "—".into() } else { addresses.join(", ") }
    }
}

pub(super) fn record_text(record: &Record) -> String {
    match record {
        Record::A(address) => address.to_string(),
        Record::Aaaa(address) => address.to_string(),
        Record::Caa { flags, tag, value } => {
            format!("{flags} {} \"{}\"", make_visible(tag), make_visible(&String::from_utf8_lossy(value.as_ref())))
        }
        Record::Mx { preference, exchange } => format!("{preference} {}", make_visible(exchange)),
        Record::Ns(server) => make_visible(server),
        Record::Tlsa(tlsa) => {
            let data: String = tlsa.data.0.iter().map(|octet| format!("{octet:02x}")).collect();
            format!("{} {} {} {data}", tlsa.usage, tlsa.selector, tlsa.matching)
        }
        Record::Txt(strings) => {
            let octets: Vec<u8> = strings.iter().flat_map(|string| string.0.iter().copied()).take(300).collect();
            format!("\"{}\"", make_visible(&String::from_utf8_lossy(&octets)))
        }
    }
}

fn aliases(answer: &DnsAnswer) -> Html {
    if answer.chain.is_empty() {
        return html! {};
    }
    html! { <p class="where" translate="no"><code>{"CNAME → "}{make_visible(&answer.chain.join(" → "))}</code></p> }
}
