//! What a sender that honours MTA-STS does, per MX host (RFC 8461 §5).

use mta_sts::Mode;

use crate::{
    Case, Severity, Stage,
    mail_server::MailServer,
    provider_of,
    report::{Action, Delivery, Finding, TlsState, Verdict},
};

/// One entry per MX host, in order of preference.
pub(crate) fn delivery(case: &Case<'_>, verdict: Verdict, mode: Option<Mode>, findings: &[Finding]) -> Vec<Delivery> {
    case.mx_hosts()
        .into_iter()
        .map(|host| {
            let listed =
                case.coverage.as_ref().filter(|_| mode.is_some()).map(|coverage| coverage.is_covered(&host.name));
            let because = because(&host.name, findings);
            let server = case.server(&host.name);
            let tls = server.map_or(TlsState::Unseen, MailServer::state);
            let silent = server.is_some_and(MailServer::is_silent);
            let action = match action(verdict, mode, listed, tls) {
                _ if case.is_unreachable(&host.name) => Action::Unknown,
                Action::Deliver | Action::DeliverAndReport if silent => Action::Unknown,
                action => action,
            };
            let provider = provider_of(&host.name);
            Delivery { mx: host.name, preference: host.preference, provider, listed, tls, action, because }
        })
        .collect()
}

fn action(verdict: Verdict, mode: Option<Mode>, listed: Option<bool>, tls: TlsState) -> Action {
    let fails = listed == Some(false) || matches!(tls, TlsState::Invalid | TlsState::None);
    match mode {
        _ if verdict == Verdict::Unknown => Action::Unknown,
        None | Some(Mode::None) => Action::Deliver,
        Some(Mode::Testing) if fails => Action::DeliverAndReport,
        Some(Mode::Enforce) if fails => Action::Refuse,
        Some(Mode::Testing | Mode::Enforce) => Action::Deliver,
    }
}

/// The findings that name this host.
fn because(host: &str, findings: &[Finding]) -> Vec<&'static str> {
    let names = |finding: &&Finding| {
        let is_host = |arg: &crate::Arg| match arg {
            crate::Arg::Text(text) => text == host,
            crate::Arg::List(texts) => texts.iter().any(|text| text == host),
            _ => false,
        };
        let matters = match finding.rule.stage {
            Stage::Mx => true,
            Stage::Tls => finding.rule.severity <= Severity::Warning,
            _ => false,
        };
        matters && finding.args.0.iter().any(|(_, arg)| is_host(arg))
    };
    let mut ids: Vec<&'static str> = findings.iter().filter(names).map(|finding| finding.rule.id).collect();
    ids.dedup();
    ids
}
