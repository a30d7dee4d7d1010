//! Observations of the mail servers: the dialogue, the certificates, the TLSA records.

use evidence::{
    Answer, Connect, Dialogue, LegacyTls, MailAttempt, MailProbe, Outcome, Question, Record, RecordKind, SmtpReply,
    Timestamp,
};
use words::{args, key, make_visible};
use yew::prelude::*;

use super::{View, records::record_text};

/// Number of lines of one reply that are shown.
const LINES: usize = 40;

impl View<'_> {
    /// Renders a part for each probed MX host, in order of preference.
    pub(super) fn mail_servers(&self) -> Html {
        let answers = self.evidence.entries.iter().filter_map(|entry| match (&entry.question, &entry.reply.outcome) {
            (Question::Mail { .. }, Outcome::Answer(Answer::Mail(observation))) => Some(&**observation),
            _ => None,
        });
        let mut observations: Vec<&MailProbe> = answers.collect();
        observations.sort_by_key(|observation| self.report.delivery.iter().position(|row| row.mx == observation.host));
        html! { <>{ for observations.into_iter().map(|observation| self.mail_server(observation)) }</> }
    }

    fn mail_server(&self, observation: &MailProbe) -> Html {
        let dialogue = observation.attempts.iter().find_map(|attempt| attempt.dialogue.as_ref());
        let tls = dialogue.and_then(|dialogue| dialogue.tls.as_ref());
        let now = Timestamp::observed_at(observation.seen_at, self.evidence.started);
        let summary = match tls {
            Some(tls) => self.tls_summary(tls, &observation.host, now),
            None => vec![self.unread_state(connection_state(observation))],
        };
        let title = self.language.message(key::PAGE_MAIL, args!["host" => &observation.host]);
        let content = html! {
            <>
                if observation.attempts.is_empty() {
                    <p>{self.message(key::PAGE_MAIL_NOTHING)}</p>
                }
                { for observation.attempts.iter().map(|attempt| self.attempt(attempt)) }
                { for tls.iter().flat_map(|tls| &tls.chain).map(|certificate| self.one_certificate(certificate, now)) }
                {self.tlsa(&observation.host)}
            </>
        };
        self.fold_named(&format!("mail-{}", observation.host), &title, &summary, content)
    }

    fn attempt(&self, attempt: &MailAttempt) -> Html {
        html! {
            <>
                <h4 translate="no">{attempt.address.to_string()}</h4>
                if attempt.connect != Connect::Ok {
                    <p>{self.connect_text(attempt.connect)}</p>
                }
                { for attempt.dialogue.iter().map(|dialogue| self.dialogue(dialogue)) }
            </>
        }
    }

    fn dialogue(&self, dialogue: &Dialogue) -> Html {
        let dialogue_lines = |replies: &[Option<&SmtpReply>]| {
            let lines: Vec<String> = replies.iter().flatten().copied().flat_map(reply_lines).collect();
            let hidden: usize = replies.iter().flatten().map(|reply| reply.lines.len().saturating_sub(LINES)).sum();
            html! {
                <>
                    <pre class="dialogue" tabindex="0" role="group" aria-label={self.message(key::PAGE_MAIL_SAID)} translate="no">{lines.join("\n")}</pre>
                    if hidden > 0 {
                        <p class="cut">{self.language.message(key::PAGE_MAIL_MORE_LINES, args!["count" => hidden])}</p>
                    }
                </>
            }
        };
        let before_tls = [&dialogue.greeting, &dialogue.ehlo, &dialogue.helo, &dialogue.starttls];
        let outcome = dialogue.old_tls.and_then(|old| match old {
            LegacyTls::Accepted(version) => Some(("accepted", version.name())),
            LegacyTls::Refused => Some(("refused", "")),
            LegacyTls::Unseen => None,
        });
        html! {
            <>
                {dialogue_lines(&before_tls.map(Option::as_ref))}
                if let Some(inside) = &dialogue.ehlo_in_tls {
                    <p class="note">{self.message(key::PAGE_MAIL_IN_TLS)}</p>
                    {dialogue_lines(&[Some(inside)])}
                }
                if let Some((outcome, version)) = outcome {
                    <p>{self.language.message(key::PAGE_MAIL_OLD, args!["outcome" => outcome, "version" => version])}</p>
                }
                {self.omitted(dialogue.omitted_bytes)}
            </>
        }
    }

    fn tlsa(&self, host: &str) -> Html {
        let name = format!("_25._tcp.{host}");
        let answer = self.evidence.dns_answer(&name, RecordKind::Tlsa);
        let records: Vec<&Record> = answer.iter().flat_map(|answer| &answer.records).collect();
        if records.is_empty() {
            return html! {};
        }
        html! {
            <>
                <h4>{self.message(key::PAGE_TLSA)}</h4>
                <p class="where" translate="no"><code>{make_visible(&name)}</code></p>
                <pre class="dialogue" tabindex="0" role="group" aria-label={self.message(key::PAGE_TLSA)} translate="no">{records.into_iter().map(record_text).collect::<Vec<_>>().join("\n")}</pre>
            </>
        }
    }
}

/// Formats a reply as `220 mx.example.test ESMTP`, with `250-` for each line but the last (RFC 5321 §4.2.1).
fn reply_lines(reply: &SmtpReply) -> Vec<String> {
    let last = reply.lines.len().saturating_sub(1);
    let line = |(at, text): (usize, &String)| {
        format!("{}{}{}", reply.code, if at < last { "-" } else { " " }, make_visible(text))
    };
    reply.lines.iter().enumerate().take(LINES).map(line).collect()
}

/// Returns how far a connection without TLS got.
fn connection_state(observation: &MailProbe) -> &'static str {
    let all = |state| observation.attempts.iter().all(|attempt| attempt.connect == state);
    let answered = observation.attempts.iter().filter_map(|attempt| attempt.dialogue.as_ref()?.ehlo.as_ref()).count();
    match observation.attempts.is_empty() {
        true => "no-address",
        false if all(Connect::NotPublic) => "not-asked",
        false if answered > 0 => "no-starttls",
        false if observation.attempts.iter().any(|attempt| attempt.connect == Connect::Ok) => "no-answer",
        false => "no-connection",
    }
}
