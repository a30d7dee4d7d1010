//! Mail servers up to STARTTLS (RFC 5321 §3.1, RFC 3207 §4), across all of their addresses.

use evidence::{Dialogue, DialogueEnd, MailInterruption, MailStage, SmtpReply};

use super::{at_most_one, prelude::*};
use crate::facts::{
    mail_server::{AddressProbe, MailServer, TlsState},
    smtp_dialogue::{
        GreetingProgress, ProbeResult, TlsFault, greeting_progress, is_without_esmtp, reply_line, stage_of,
    },
};

rules! {
    static MAIL_SMTP_RULES of Stage::Tls;

    /// The MX host offers STARTTLS and completes TLS ≥ 1.2 with a trusted, unexpired certificate whose SAN dNSName
    /// matches the MX host name.
    MX_TLS_OK {
        id: "mx-tls-ok",
        severity: Pass,
        effect: Nothing,
        owner: Nobody,
        citations: [rfc(8461, "4.2")],
        args: ["host"],
        check: mx_tls_ok,
    }
    /// The proxy reports that its own network blocks outgoing port 25.
    MX_PROBE_BLOCKED {
        id: "mx-probe-blocked",
        severity: Notice,
        effect: Unknown,
        owner: Nobody,
        citations: [rfc(8461, "4.2")],
        args: ["host"],
        check: mx_probe_blocked,
        shown_by: MailServer,
    }
    /// TCP connection to port 25 of every address of an MX host fails although the prober can reach other hosts.
    MX_CONNECT_FAILED {
        id: "mx-connect-failed",
        severity: Warning,
        effect: Own,
        owner: MailHost,
        citations: [rfc(5321, "4.5.4.1"), rfc(8461, "B")],
        args: ["host", "addresses"],
        check: mx_connect_failed,
    }
    /// A reply before TLS rejects the client: 4xx or 5xx (greylisting, blocklist, connection limit), or a tarpit's
    /// text. A reply that EHLO is unknown (500, 502) does not count.
    MX_GREETING_REJECTED {
        id: "mx-greeting-rejected",
        severity: Notice,
        effect: Unknown,
        owner: MailHost,
        citations: [rfc(5321, "3.1")],
        args: ["host", "reply"],
        check: mx_greeting_rejected,
        shown_by: MailServer,
    }
    /// The dialogue with every address ends before a reply to STARTTLS, and no reply says why. The connection closes,
    /// times out, or carries something other than SMTP.
    MX_DIALOGUE_BROKEN_OFF {
        id: "mx-dialogue-broken-off",
        severity: Notice,
        effect: Unknown,
        owner: MailHost,
        citations: [rfc(5321, "3.1"), rfc(5321, "3.8")],
        args: ["host", "how", "step", "detail"],
        check: mx_dialogue_broken_off,
        shown_by: MailServer,
    }
    /// The EHLO reply does not list STARTTLS after its first line, or says that EHLO is unknown (500, 502).
    MX_STARTTLS_MISSING {
        id: "mx-starttls-missing",
        severity: Error,
        effect: SkipHost,
        owner: MailHost,
        citations: [rfc(8461, "4"), rfc(3207, "4"), rfc(5321, "4.1.1.1")],
        args: ["host", "hidden", "reply"],
        check: mx_starttls_missing,
        tls_report: "starttls-not-supported",
    }
    /// STARTTLS is listed, but the reply to the command is not 220.
    MX_STARTTLS_REFUSED {
        id: "mx-starttls-refused",
        severity: Error,
        effect: SkipHost,
        owner: MailHost,
        citations: [rfc(3207, "4"), rfc(8461, "4")],
        args: ["host", "reply"],
        check: mx_starttls_refused,
        tls_report: "starttls-not-supported",
    }
    /// The addresses of one MX host give different results (certificate, STARTTLS or version).
    MX_ADDRESSES_DIFFER {
        id: "mx-addresses-differ",
        severity: Warning,
        effect: Own,
        owner: MailHost,
        citations: [rfc(8461, "4.2"), rfc(5321, "5.1")],
        args: ["host", "bad", "good", "some"],
        check: mx_addresses_differ,
        shown_by: MailServerAtFirstBad,
    }
    /// The EHLO reply after TLS lists REQUIRETLS.
    MX_REQUIRETLS_OFFERED {
        id: "mx-requiretls-offered",
        severity: Pass,
        effect: Nothing,
        owner: Nobody,
        citations: [rfc(8689, "2")],
        args: ["host"],
        check: mx_requiretls_offered,
    }
}

/// Returns the findings that `finding` makes for mail servers.
fn servers(facts: &Facts<'_>, finding: impl Fn(&MailServer<'_>) -> Option<Finding>) -> Vec<Finding> {
    facts.servers.iter().filter_map(finding).collect()
}

fn at(server: &MailServer<'_>, rule: &'static Rule) -> Finding {
    Finding::new(rule).with_arg("host", server.name.clone())
}

fn mx_tls_ok(facts: &Facts<'_>) -> Vec<Finding> {
    servers(facts, |server| (server.tls_state() == TlsState::Valid).then(|| at(server, &MX_TLS_OK)))
}

/// Reports the blocked port once, because nothing is known about any mail server.
fn mx_probe_blocked(facts: &Facts<'_>) -> Vec<Finding> {
    let is_blocked = |server: &&MailServer<'_>| server.interruption == Some(&MailInterruption::PortBlocked);
    let blocked = facts.servers.iter().find(is_blocked);
    at_most_one(blocked.map(|server| at(server, &MX_PROBE_BLOCKED)))
}

fn mx_connect_failed(facts: &Facts<'_>) -> Vec<Finding> {
    servers(facts, |server| {
        let silent = server.probes.iter().filter(|probe| probe.result == ProbeResult::NoConnection);
        server.is_silent().then(|| at(server, &MX_CONNECT_FAILED).with_arg("addresses", addresses(silent)))
    })
}

fn addresses<'a>(probes: impl Iterator<Item = &'a AddressProbe<'a>>) -> Vec<String> {
    probes.map(|probe| probe.address.to_string()).collect()
}

fn mx_greeting_rejected(facts: &Facts<'_>) -> Vec<Finding> {
    servers(facts, |server| {
        let reply = reply_line(server.rejection()?);
        Some(at(server, &MX_GREETING_REJECTED).with_arg("reply", reply))
    })
}

fn mx_dialogue_broken_off(facts: &Facts<'_>) -> Vec<Finding> {
    servers(facts, |server| {
        let (dialogue, end) = server.early_end()?;
        let (how, detail) = match end {
            DialogueEnd::Closed { .. } => ("closed", ""),
            DialogueEnd::Timeout { .. } => ("timeout", ""),
            DialogueEnd::NotSmtp { detail, .. } => ("not-smtp", detail.as_str()),
        };
        let finding = at(server, &MX_DIALOGUE_BROKEN_OFF).with_arg("how", how).with_arg("step", step(dialogue, end));
        Some(finding.with_arg("detail", shorten_text(detail.as_bytes())))
    })
}

/// Returns the step that was pending: `before-greeting` if nothing of the greeting arrived, `in-greeting` if part of it
/// did.
fn step(dialogue: &Dialogue, end: &DialogueEnd) -> &'static str {
    match stage_of(end) {
        MailStage::Greeting => match greeting_progress(dialogue) {
            GreetingProgress::None => "before-greeting",
            GreetingProgress::Part => "in-greeting",
            GreetingProgress::Unknown => "greeting",
        },
        MailStage::Ehlo => "ehlo",
        MailStage::Helo => "helo",
        MailStage::Starttls | MailStage::Tls | MailStage::EhloInTls => "starttls",
    }
}

fn mx_starttls_missing(facts: &Facts<'_>) -> Vec<Finding> {
    servers(facts, |server| {
        let probe = server.probe_with_fault(|fault| fault == TlsFault::NotOffered)?;
        let dialogue = probe.dialogue?;
        let ehlo = dialogue.ehlo.as_ref()?;
        Some(
            at(server, &MX_STARTTLS_MISSING)
                .with_arg("hidden", hidden(dialogue, ehlo))
                .with_arg("reply", reply_line(ehlo)),
        )
    })
}

/// Returns the reason why the keyword is not where it belongs (RFC 5321 §4.1.1.1). It is `firewall`, `first-line`,
/// `no-esmtp`, or `helo-only` if HELO was accepted and EHLO was not. Without a visible reason, it is `no`.
fn hidden(dialogue: &Dialogue, ehlo: &SmtpReply) -> &'static str {
    let names_it = |line: &String| line.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("STARTTLS"));
    if is_without_esmtp(ehlo) && dialogue.helo.is_some() {
        "helo-only"
    } else if is_without_esmtp(ehlo) {
        "no-esmtp"
    } else if ehlo.lines.first().is_some_and(names_it) {
        "first-line"
    } else if ehlo.lines.iter().skip(1).any(|line| is_overwritten(line)) {
        "firewall"
    } else {
        "no"
    }
}

/// Returns whether a firewall overwrote the keyword with a row of `X`, as Cisco's SMTP inspection does.
fn is_overwritten(line: &str) -> bool {
    line.len() >= 4 && line.trim_end_matches('A').bytes().all(|octet| octet == b'X')
}

fn mx_starttls_refused(facts: &Facts<'_>) -> Vec<Finding> {
    servers(facts, |server| {
        let probe = server.probe_with_fault(|fault| fault == TlsFault::Refused)?;
        let reply = probe.dialogue?.starttls.as_ref()?;
        Some(at(server, &MX_STARTTLS_REFUSED).with_arg("reply", reply_line(reply)))
    })
}

fn mx_addresses_differ(facts: &Facts<'_>) -> Vec<Finding> {
    let told = |server: &MailServer<'_>| {
        let of = |good: bool| server.tls_results().filter(move |(_, faults)| faults.is_empty() == good);
        let texts = |good: bool| addresses(of(good).map(|(probe, _)| probe));
        let (good, bad) = (texts(true), texts(false));
        let some = if good.is_empty() { "none" } else { "some" };
        at(server, &MX_ADDRESSES_DIFFER).with_arg("bad", bad).with_arg("good", good).with_arg("some", some)
    };
    servers(facts, |server| server.addresses_differ().then(|| told(server)))
}

fn mx_requiretls_offered(facts: &Facts<'_>) -> Vec<Finding> {
    let offers = |probe: &AddressProbe<'_>| {
        probe
            .dialogue
            .and_then(|dialogue| dialogue.ehlo_in_tls.as_ref())
            .is_some_and(|ehlo| ehlo.offers_extension("REQUIRETLS"))
    };
    servers(facts, |server| server.probes.iter().any(offers).then(|| at(server, &MX_REQUIRETLS_OFFERED)))
}
