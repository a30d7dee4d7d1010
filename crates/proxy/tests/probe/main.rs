//! Probes of real mail servers on the loopback.
#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

mod dialogue;
mod interruptions;
mod targets;

#[path = "../support/mod.rs"]
mod support;

use evidence::{Connect, Dialogue, MailProbe};
use support::{authorities::*, mail_hosts::*, names::*, *};

fn good() -> (Authority, SmtpScript) {
    let authority = authority("Good", "Good Root");
    let script = SmtpScript::good(issue(&authority, &[MX]));
    (authority, script)
}

/// Probes a server that behaves as given, trusting the authority.
async fn probe_host(authority: &Authority, script: SmtpScript) -> (MailProbe, SmtpLog) {
    let names = Names::pointing_at("127.0.0.1").await;
    let host = MailHost::serve(script).await;
    (probe(&mail_settings(&names, host.port, &[der(authority)])).await, host.log())
}

fn dialogue(observation: &MailProbe) -> &Dialogue {
    assert_eq!((observation.attempts.len(), observation.interruption.as_ref()), (1, None), "{observation:?}");
    assert_eq!(observation.attempts[0].connect, Connect::Ok);
    observation.attempts[0].dialogue.as_ref().unwrap()
}
