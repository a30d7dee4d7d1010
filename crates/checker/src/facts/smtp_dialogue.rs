//! One SMTP dialogue with a mail server, and the objections of a sender that requires verified TLS (RFC 3207 §4,
//! RFC 8461 §4.2).

use evidence::{Dialogue, DialogueEnd, MailStage, SmtpReply, Timestamp, TlsHandshake};

use super::{
    certificate::{ChainFault, DateFault, NameFault, chain_fault, date_fault, is_old_tls, name_fault},
    texts::shorten_text,
};

/// The result of probing one address.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ProbeResult<'a> {
    /// Nothing that says anything about the server.
    Nothing,
    /// The address accepts no connection.
    NoConnection,
    /// The server rejected the proxy before STARTTLS. A sender with another reputation may get another reply.
    Rejected(&'a SmtpReply),
    /// The dialogue ended before TLS, and no reply says why.
    BrokenOff(&'a DialogueEnd),
    /// A sender's objections; empty if verified TLS succeeds.
    Tls(Vec<TlsFault>),
}

/// A sender's objection to the TLS of a mail server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TlsFault {
    /// EHLO does not list STARTTLS, or the server does not know EHLO (RFC 5321 §3.2).
    NotOffered,
    /// The reply to STARTTLS is not 220 (RFC 3207 §4).
    Refused,
    /// The handshake fails for a reason other than version or certificate.
    Handshake,
    /// The server supports nothing newer than TLS 1.1.
    Old,
    Date(DateFault),
    Name(NameFault),
    Chain(ChainFault),
}

impl TlsFault {
    /// Returns whether the certificate is at fault.
    pub const fn is_of_certificate(self) -> bool {
        matches!(self, Self::Date(_) | Self::Name(_) | Self::Chain(_))
    }
}

/// Judges an SMTP dialogue with a host of this policy domain. `now` is the time of the handshake.
pub(crate) fn probe_result<'a>(dialogue: &'a Dialogue, host: &str, domain: &str, now: Timestamp) -> ProbeResult<'a> {
    if let Some(reply) = rejection(dialogue) {
        return ProbeResult::Rejected(reply);
    }
    match (&dialogue.ehlo, &dialogue.starttls, &dialogue.tls) {
        _ if let Some(end) = helo_end(dialogue) => ProbeResult::BrokenOff(end),
        (Some(ehlo), ..) if !ehlo.is_positive() || !ehlo.offers_extension("STARTTLS") => {
            ProbeResult::Tls(vec![TlsFault::NotOffered])
        }
        (_, Some(reply), _) if reply.code != 220 => ProbeResult::Tls(vec![TlsFault::Refused]),
        (_, Some(_), Some(tls)) => ProbeResult::Tls(faults(tls, host, domain, now)),
        (_, Some(_), None) if is_broken_off(dialogue) => ProbeResult::Tls(vec![TlsFault::Handshake]),
        _ => dialogue.interruption.as_ref().map_or(ProbeResult::Nothing, ProbeResult::BrokenOff),
    }
}

/// Returns the reply that rejects this client, and so says nothing about other clients.
fn rejection(dialogue: &Dialogue) -> Option<&SmtpReply> {
    let greeting = dialogue.greeting.as_ref()?;
    if !greeting.is_positive() {
        return Some(greeting);
    }
    let ehlo = dialogue.ehlo.as_ref()?;
    if !ehlo.is_positive() {
        return if is_without_esmtp(ehlo) { helo_rejection(dialogue) } else { Some(ehlo) };
    }
    if !ehlo.offers_extension("STARTTLS") {
        return [ehlo, greeting].into_iter().find(|reply| is_tarpit(reply));
    }
    let is_of_client = |reply: &SmtpReply| reply.code == 421 || names_reputation(reply) && !names_tls(reply);
    dialogue.starttls.as_ref().filter(|reply| !reply.is_positive() && is_of_client(reply))
}

/// Status codes about TLS instead of the client: not possible, not supported, failed (RFC 3463 §3.8).
const OF_TLS: [&str; 6] = ["5.7.3", "5.7.4", "5.7.5", "4.7.3", "4.7.4", "4.7.5"];

/// Returns whether a line of a reply starts with such a code, and the reply is not a tarpit's.
fn names_tls(reply: &SmtpReply) -> bool {
    let code = |line: &String| line.split_ascii_whitespace().next().is_some_and(|code| OF_TLS.contains(&code));
    reply.lines.iter().any(code) && !is_tarpit(reply)
}

/// Returns the reply to HELO, if it rejects the client. 501 objects to our name, so the server knows the command.
fn helo_rejection(dialogue: &Dialogue) -> Option<&SmtpReply> {
    let is_accepted = |helo: &SmtpReply| (helo.is_positive() || helo.code == 501) && !names_reputation(helo);
    dialogue.helo.as_ref().filter(|helo| !is_accepted(helo))
}

/// Returns how the dialogue ended, if it ended instead of an answer to HELO.
fn helo_end(dialogue: &Dialogue) -> Option<&DialogueEnd> {
    dialogue.interruption.as_ref().filter(|end| stage_of(end) == MailStage::Helo)
}

/// Returns whether the server does not know EHLO, and so no extension (RFC 5321 §3.2, §4.2.4). A reply whose text
/// rejects the client does not count.
pub(crate) fn is_without_esmtp(ehlo: &SmtpReply) -> bool {
    ehlo.is_unknown_command() && !names_reputation(ehlo) && !is_tarpit(ehlo)
}

/// Words in a server's reply to a client that it blocks, throttles or defers.
const REPUTATION: [&str; 22] = [
    "5.7.",
    "4.7.1",
    "abuse",
    "banned",
    "black list",
    "block list",
    "blocked",
    "denied",
    "dnsbl",
    "listed at",
    "listed by",
    "listed in",
    "rate limit",
    "reputation",
    "reverse dns",
    "reverse hostname",
    "spam",
    "throttl",
    "too many",
    "too much",
    "try again",
    "your ip",
];

/// Texts of middleboxes that pretend to be a mail server to unwanted clients.
const TARPIT: [&str; 18] = [
    "banned",
    "black-list",
    "blacklist",
    "block-list",
    "blocklist",
    "denylist",
    "go away",
    "gray-list",
    "graylist",
    "grey-list",
    "greylist",
    "honeypot",
    "spam sender",
    "spamd ip-based",
    "tar pit",
    "tarpit",
    "teergrube",
    "wasting your time",
];

fn names_reputation(reply: &SmtpReply) -> bool {
    says_any(reply, &REPUTATION) || is_tarpit(reply)
}

fn is_tarpit(reply: &SmtpReply) -> bool {
    says_any(reply, &TARPIT)
}

/// Returns whether a reply contains one of these words, ignoring case. Host names, which have dots inside, do not
/// count.
fn says_any(reply: &SmtpReply, words: &[&str]) -> bool {
    reply.lines.iter().any(|line| {
        let is_host =
            |word: &&str| word.trim_end_matches('.').contains('.') && word.bytes().any(|at| at.is_ascii_alphabetic());
        let said: Vec<&str> = line.split_ascii_whitespace().filter(|word| !is_host(word)).collect();
        let said = said.join(" ").to_ascii_lowercase();
        words.iter().any(|word| said.contains(word))
    })
}

/// Returns the stage in which a dialogue ended.
pub(crate) const fn stage_of(end: &DialogueEnd) -> MailStage {
    match end {
        DialogueEnd::Timeout { stage } | DialogueEnd::Closed { stage } | DialogueEnd::NotSmtp { stage, .. } => *stage,
    }
}

/// How much of the greeting arrived (RFC 5321 §3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GreetingProgress {
    /// Nothing arrived.
    None,
    /// Part of it arrived.
    Part,
    /// Old evidence does not say how much arrived.
    Unknown,
}

/// Returns how much of the greeting arrived before a dialogue ended early.
pub(crate) fn greeting_progress(dialogue: &Dialogue) -> GreetingProgress {
    match dialogue.incomplete_reply_bytes {
        Some(0) => GreetingProgress::None,
        Some(_) => GreetingProgress::Part,
        None => GreetingProgress::Unknown,
    }
}

/// Returns how a dialogue ended, as one line for the evidence.
pub(crate) fn end_line(dialogue: &Dialogue, end: &DialogueEnd) -> String {
    let before = match stage_of(end) {
        MailStage::Greeting => match greeting_progress(dialogue) {
            GreetingProgress::None => "before its greeting",
            GreetingProgress::Part => "in the middle of its greeting",
            GreetingProgress::Unknown => "before its greeting was complete",
        },
        MailStage::Ehlo => "instead of answering EHLO",
        MailStage::Helo => "instead of answering HELO",
        MailStage::Starttls => "instead of answering STARTTLS",
        MailStage::Tls | MailStage::EhloInTls => "in TLS",
    };
    match end {
        DialogueEnd::Closed { .. } => ["the server closed the connection ", before].concat(),
        DialogueEnd::Timeout { .. } => ["the server let the time pass ", before].concat(),
        DialogueEnd::NotSmtp { detail, .. } => detail.clone(),
    }
}

/// Returns whether the dialogue ended in the TLS handshake that follows 220. The server closed the connection, let the
/// time pass, or sent bytes that are not TLS.
fn is_broken_off(dialogue: &Dialogue) -> bool {
    dialogue.interruption.as_ref().map(stage_of) == Some(MailStage::Tls)
}

/// Returns a sender's objections to a handshake.
fn faults(tls: &TlsHandshake, host: &str, domain: &str, now: Timestamp) -> Vec<TlsFault> {
    if is_old_tls(tls) {
        return vec![TlsFault::Old];
    }
    if tls.failure.is_some() {
        return vec![TlsFault::Handshake];
    }
    let Some(leaf) = tls.chain.first() else { return vec![TlsFault::Handshake] };
    let date = date_fault(tls, now).map(TlsFault::Date);
    let name = name_fault(leaf, host, &[domain]).map(TlsFault::Name);
    let chain = chain_fault(tls).map(TlsFault::Chain);
    [date, name, chain].into_iter().flatten().collect()
}

/// Returns a reply as one line.
pub(crate) fn reply_line(reply: &SmtpReply) -> String {
    let text = reply.lines.first().map(String::as_str).unwrap_or_default();
    shorten_text(format!("{} {text}", reply.code).trim_end().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(line: &str) -> SmtpReply {
        let (code, text) = line.split_once(' ').unwrap();
        SmtpReply { code: code.parse().unwrap(), lines: text.split('|').map(str::to_owned).collect() }
    }

    fn result(greeting: &str, ehlo: Option<&str>, starttls: Option<&str>) -> &'static str {
        let dialogue = Dialogue {
            greeting: Some(reply(greeting)),
            ehlo: ehlo.map(reply),
            starttls: starttls.map(reply),
            ..Dialogue::default()
        };
        match probe_result(&dialogue, "mx1.example.com", "example.com", Timestamp::from_unix(0)) {
            ProbeResult::Rejected(_) => "turned away",
            ProbeResult::Tls(faults) if faults == [TlsFault::NotOffered] => "not offered",
            ProbeResult::Tls(faults) if faults == [TlsFault::Refused] => "refused",
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_answer_to_this_client_tells_nothing_of_others() {
        for greeting in [
            "554 5.7.1 blocked",
            "421 too many connections",
            "450 4.7.1 greylisted",
            "550 no",
            "220 mx1 ESMTP spamd IP-based SPAM blocker",
            "220 mx1 ESMTP this is a tar pit",
            "220 mx1 ESMTP you are banned",
            "421 4.3.2 Service not available",
            "450 4.7.1 Client host rejected: cannot find your reverse hostname",
            "521 5.3.2 mx1 does not accept mail from you",
            "554 mx1.example.com|Your access to this mail system has been rejected due to the sending MTA's poor reputation",
        ] {
            let ehlo = greeting.starts_with("220").then_some("250 Hello, welcome");
            assert_eq!(result(greeting, ehlo, None), "turned away", "{greeting}");
        }
        for ehlo in [
            "550 5.7.1 Client host blocked using zen.example",
            "451 4.7.1 Greylisting in action",
            "421 later",
            "501 5.5.4 Invalid name",
            "500 5.7.1 You are on a block list",
            "502 Access denied, bad reputation",
            "502 5.5.2 Your IP is listed in dnsbl.example",
            "500 Connection throttled",
            "504 5.5.2 <probe>: Helo command rejected: need fully-qualified hostname",
            "521 5.5.1 Protocol error",
            "550 5.7.25 No reverse DNS for your address",
            "250 Hello, spam sender. Pleased to be wasting your time.",
            "250 mx1.example.com you are blacklisted|SIZE 100",
        ] {
            assert_eq!(result("220 mx1 ESMTP", Some(ehlo), None), "turned away", "{ehlo}");
        }
        for starttls in ["421 4.7.0 closing", "554 5.7.1 Client host blocked", "451 4.7.1 Greylisted, try again later"]
        {
            assert_eq!(result("220 mx1", Some("250 mx1|STARTTLS"), Some(starttls)), "turned away", "{starttls}");
        }
    }

    #[test]
    fn a_reply_that_every_client_gets_shows_that_there_is_no_tls() {
        for ehlo in [
            "500 unrecognized command",
            "500 5.5.1 Command unrecognized: \"EHLO\"",
            "502 5.5.2 Error: command not recognized",
            "502 Not implemented",
            "250 mx1.example.com",
            "250 tarpit.example.com greets you|SIZE 100",
            "250 STARTTLS|mx1.example.com|SIZE 100",
            "250 mx1.example.com NO UCE, no spam|SIZE 100",
        ] {
            assert_eq!(result("220 mx1 SMTP with spam filter", Some(ehlo), None), "not offered", "{ehlo}");
        }
        for starttls in [
            "454 4.7.0 TLS not available due to a temporary reason",
            "554 5.7.3 Unable to initialize security subsystem",
            "554 5.7.4 Security features not supported",
            "454 4.7.5 Certificate could not be loaded",
            "502 5.5.1 no",
            "250 ok",
        ] {
            assert_eq!(result("220 mx1", Some("250 mx1|STARTTLS"), Some(starttls)), "refused", "{starttls}");
        }
    }
}
