//! One SMTP dialogue with a mail server, and what a sender that demands verified TLS objects to in it (RFC 3207 §4, RFC 8461 §4.2).

use evidence::{Dialogue, MailStage, SmtpReply, Timestamp, TlsHandshake};

use super::{
    certificate::{ChainFault, DateFault, NameFault, chain_fault, date_fault, is_old_tls, name_fault},
    texts::shortened,
};

/// What one address showed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ProbeResult<'a> {
    /// Nothing that tells of the server.
    Nothing,
    /// It takes no connection.
    NoConnection,
    /// It turned the proxy away before STARTTLS could be tried: a sender with another reputation may see something else.
    Rejected(&'a SmtpReply),
    /// What a sender objects to; nothing if verified TLS comes about.
    Tls(Vec<TlsFault>),
}

/// What a sender objects to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TlsFault {
    /// EHLO does not list STARTTLS.
    NotOffered,
    /// STARTTLS is answered with anything but 220 (RFC 3207 §4).
    Refused,
    /// The handshake fails, and neither version nor certificate is why.
    Handshake,
    /// Nothing newer than TLS 1.1.
    Old,
    Date(DateFault),
    Name(NameFault),
    Chain(ChainFault),
}

/// What a dialogue with a host of this policy domain showed; `now` is the moment of the handshake.
pub(crate) fn probe_result<'a>(dialogue: &'a Dialogue, host: &str, domain: &str, now: Timestamp) -> ProbeResult<'a> {
    let (Some(greeting), ehlo) = (&dialogue.greeting, &dialogue.ehlo) else { return ProbeResult::Nothing };
    if !greeting.is_positive() {
        return ProbeResult::Rejected(greeting);
    }
    let Some(ehlo) = ehlo else { return ProbeResult::Nothing };
    if !ehlo.is_positive() {
        return ProbeResult::Rejected(ehlo);
    }
    if !ehlo.offers("STARTTLS") {
        return ProbeResult::Tls(vec![TlsFault::NotOffered]);
    }
    match (&dialogue.starttls, &dialogue.tls) {
        (Some(reply), _) if reply.code != 220 => ProbeResult::Tls(vec![TlsFault::Refused]),
        (Some(_), Some(tls)) => ProbeResult::Tls(faults(tls, host, domain, now)),
        (Some(_), None) if is_broken_off(dialogue) => ProbeResult::Tls(vec![TlsFault::Handshake]),
        _ => ProbeResult::Nothing,
    }
}

/// The server said 220 and then closed the connection, or sent what is no TLS.
fn is_broken_off(dialogue: &Dialogue) -> bool {
    use evidence::DialogueEnd::{Closed, NotSmtp, Timeout};
    let stage = dialogue.interruption.as_ref().map(|end| match end {
        Timeout { stage } | Closed { stage } | NotSmtp { stage, .. } => *stage,
    });
    stage == Some(MailStage::Tls)
}

/// What a sender objects to in a handshake.
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

/// A reply as one line.
pub(crate) fn reply_line(reply: &SmtpReply) -> String {
    let text = reply.lines.first().map(String::as_str).unwrap_or_default();
    shortened(format!("{} {text}", reply.code).trim_end().as_bytes())
}
