//! The action of a sender that honours MTA-STS, per MX host (RFC 8461 §5).

use mta_sts::Mode;

use super::impact::saved_policy_refuses;
use crate::{
    facts::{
        Facts,
        dane::{dane_matches, tls_state},
        mail::MxHost,
        mail_server::{MailServer, TlsState},
        provider::provider_of,
    },
    report::{Action, Delivery, Verdict},
    rule::{Arg, Effect, Finding, Severity, Stage},
};

/// The policy modes that senders apply.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PolicyModes {
    /// The mode of the policy that every sender applies.
    pub applied: Option<Mode>,
    /// The mode of a policy that only lenient senders apply.
    pub tolerated: Option<Mode>,
}

/// Returns one entry per MX host, in order of preference.
pub(crate) fn deliveries_by_host(
    facts: &Facts<'_>,
    verdict: Verdict,
    modes: PolicyModes,
    findings: &[Finding],
) -> Vec<Delivery> {
    facts.mx_hosts().into_iter().map(|host| to_host(facts, host, verdict, modes, findings)).collect()
}

fn to_host(facts: &Facts<'_>, host: MxHost, verdict: Verdict, modes: PolicyModes, findings: &[Finding]) -> Delivery {
    let covered = facts.coverage.as_ref().map(|coverage| coverage.is_covered(&host.name));
    let server = facts.mail_server(&host.name);
    let tls = server.map_or(TlsState::Unseen, |server| tls_state(facts, server));
    let reachable = !facts.is_unreachable(&host.name);
    let silent = server.is_some_and(MailServer::is_silent);
    let by = |mode: Option<Mode>| match action(verdict, mode, covered, tls) {
        _ if !reachable => Action::Unknown,
        Action::Deliver | Action::DeliverAndReport if silent => Action::Unknown,
        action => action,
    };
    Delivery {
        provider: provider_of(&host.name),
        listed: covered,
        reachable,
        tls,
        tls_everywhere: server.map_or(TlsState::Unseen, MailServer::tls_everywhere),
        action: by(modes.applied),
        lenient: modes.tolerated.map(|mode| by(Some(mode))),
        dane: server.and_then(|server| by_dane(facts, server, findings)).filter(|_| reachable),
        saved_refuses: reachable && saved_policy_refuses(facts, findings, &host.name, fails(tls)),
        because: because(&host.name, findings),
        preference: host.preference,
        mx: host.name,
    }
}

fn action(verdict: Verdict, mode: Option<Mode>, listed: Option<bool>, tls: TlsState) -> Action {
    let fails = listed == Some(false) || fails(tls);
    match mode {
        _ if verdict == Verdict::Unknown => Action::Unknown,
        None | Some(Mode::None) => Action::Deliver,
        Some(Mode::Testing) if fails => Action::DeliverAndReport,
        Some(Mode::Enforce) if fails => Action::Refuse,
        Some(Mode::Testing | Mode::Enforce) => Action::Deliver,
    }
}

const fn fails(tls: TlsState) -> bool {
    matches!(tls, TlsState::Invalid | TlsState::None)
}

/// Returns the action of a sender that verifies DANE. Returns `None` if no TLSA record counts, or the certificate was
/// not seen.
fn by_dane(facts: &Facts<'_>, server: &MailServer<'_>, findings: &[Finding]) -> Option<Action> {
    let shuts_out = |finding: &Finding| finding.rule.effect == Effect::DaneFails && names(finding, &server.name);
    let refuses = findings.iter().any(shuts_out).then_some(Action::Refuse);
    refuses.or_else(|| dane_matches(facts, server).then_some(Action::Deliver))
}

/// Returns whether a finding names a host.
fn names(finding: &Finding, host: &str) -> bool {
    finding.args.0.iter().any(|(_, arg)| match arg {
        Arg::Text(text) => text == host,
        Arg::List(texts) => texts.iter().any(|text| text == host),
        _ => false,
    })
}

/// Returns the ids of the findings about MX and TLS that name this host.
fn because(host: &str, findings: &[Finding]) -> Vec<&'static str> {
    let matter = |finding: &&Finding| {
        let matters = match finding.rule.stage {
            Stage::Mx => true,
            Stage::Tls => finding.rule.severity <= Severity::Warning,
            _ => false,
        };
        matters && names(finding, host)
    };
    let mut ids: Vec<&'static str> = findings.iter().filter(matter).map(|finding| finding.rule.id).collect();
    ids.dedup();
    ids
}
