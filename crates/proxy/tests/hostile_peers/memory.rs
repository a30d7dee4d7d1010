//! Hosts that send as much as they can.

use axum::http::StatusCode;
use evidence::{DnsQuestion, MailProbe, PolicyFetch, RecordKind};
use proxy::app;
use proxy_api::OBSERVATION_LIMIT;
use tokio::net::TcpListener;

use crate::{
    get,
    support::{authorities::*, mail_hosts::*, names::*, policy_hosts::*, *},
};

/// Reply of the maximum length that is read, of characters that grow sixfold in JSON.
fn bomb(code: &str) -> SmtpAction {
    let line = "\u{1}".repeat(2000);
    let mut text = format!("{code}-mx.example.com\r\n").repeat(1);
    (0..125).for_each(|_| text += &format!("{code}-{line}\r\n"));
    says(&(text + &format!("{code} STARTTLS\r\n")))
}

#[tokio::test]
async fn a_mail_server_that_sends_endless_replies_fills_no_memory_and_omitted_bytes_are_counted() {
    let names = Names::serve(|question: &DnsQuestion, _| match question.kind {
        RecordKind::A => DnsReply::Addresses((1..=4).map(|n| [127, 0, 0, n].into()).collect()),
        RecordKind::Mx => DnsReply::Exchanges(vec![MX]),
        _ => DnsReply::Addresses(Vec::new()),
    })
    .await;
    let authority = authority("Good", "Good Root");
    let script = SmtpScript {
        greeting: bomb("220"),
        ehlo: bomb("250"),
        ehlo_in_tls: bomb("250"),
        ..SmtpScript::good(issue(&authority, &[MX]))
    };
    let listener = TcpListener::bind("0.0.0.0:0").await.unwrap();
    let host = MailHost::listening(listener, script);
    let app = app(&mail_settings(&names, host.port, &[der(&authority)])).unwrap();
    let (status, body) = get(&app, "192.0.2.1", "/api/v1/mx/example.com/mx.example.com").await;
    assert!(status == StatusCode::OK && body.len() <= OBSERVATION_LIMIT, "{status} {}", body.len());
    let probe: MailProbe = serde_json::from_slice(&body).unwrap();
    let omitted: Vec<u64> =
        probe.attempts.iter().map(|attempt| attempt.dialogue.as_ref().unwrap().omitted_bytes).collect();
    assert!(omitted.len() == 4 && omitted.iter().all(|bytes| *bytes > 300_000), "{omitted:?}");
}

#[tokio::test]
async fn a_policy_host_that_sends_endless_data_fills_no_memory_and_omitted_bytes_are_counted() {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Good", "Good Root");
    let headers: String = (0..90).map(|n| format!("x-{n}: {}\r\n", "\"\\".repeat(300))).collect();
    let action = HostAction::Answer(answer("404 Not Found", &headers, &vec![1; 65_000]));
    let host = PolicyHost::serve(issue(&authority, &[HOST, "example.com", "www.example.com"]), action).await;
    let app = app(&settings(&names, host.port, &[der(&authority)])).unwrap();
    let (status, body) = get(&app, "192.0.2.1", "/api/v1/policy/example.com").await;
    assert!(status == StatusCode::OK && body.len() <= OBSERVATION_LIMIT, "{status} {}", body.len());
    let fetch: PolicyFetch = serde_json::from_slice(&body).unwrap();
    assert!(fetch.omitted_bytes > 10_000 && fetch.http.unwrap().body.0.len() == 65_000);
}
