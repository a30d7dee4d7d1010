//! Ports without a policy host behind them.

use evidence::{Connect, Interruption, TlsFailure};
use proxy::Settings;

use crate::{
    failure, fetch_from_port,
    support::{mail_hosts::*, names::*, *},
};

#[tokio::test]
async fn a_closed_port_is_refused() {
    let seen = fetch_from_port(closed_port().await).await;
    assert_eq!(seen.attempts[0].connect, Connect::Refused);
    assert_eq!(seen.interruption, Some(Interruption::NotConnected));
    assert_eq!(seen.tls, None);
}

#[tokio::test]
async fn ports_without_tls_are_distinguished() {
    let alert = |description: &'static [u8]| Some(description);
    let cases = [
        (alert(b"\x15\x03\x01\x00\x02\x02\x46"), TlsFailure::Version),
        (alert(b"\x15\x03\x03\x00\x02\x02\x28"), TlsFailure::Alert("handshake_failure".into())),
        (alert(b"\x15\x03\x03\x00\x02\x02\x70"), TlsFailure::Alert("unrecognized_name".into())),
        (Some(b""), TlsFailure::Closed),
    ];
    for (bytes, expected) in cases {
        let seen = fetch_from_port(fixed_response_port(bytes).await).await;
        assert_eq!(*failure(&seen), expected);
    }
    let seen = fetch_from_port(fixed_response_port(Some(b"HTTP/1.1 400 Bad Request\r\n\r\n")).await).await;
    assert!(matches!(failure(&seen), TlsFailure::NotTls(_)), "{seen:?}");
}

#[tokio::test]
async fn a_server_that_answers_with_tls_1_0_is_too_old() {
    let hello = [
        &b"\x16\x03\x01\x00\x2a\x02\x00\x00\x26\x03\x01"[..], // handshake, ServerHello, TLS 1.0
        &[7; 32],                                             // random
        b"\x00\xc0\x13\x00", // no session, ECDHE_RSA_WITH_AES_128_CBC_SHA, no compression
    ];
    let bytes: &'static [u8] = Box::leak(hello.concat().into_boxed_slice());
    assert_eq!(*failure(&fetch_from_port(fixed_response_port(Some(bytes)).await).await), TlsFailure::Version);
}

#[tokio::test]
async fn a_silent_port_times_out_in_the_handshake() {
    let names = Names::pointing_at("127.0.0.1").await;
    let deadlines = short(|all, limit| all.tls = limit);
    let seen = fetch_policy(&Settings { deadlines, ..settings(&names, fixed_response_port(None).await, &[]) }).await;
    assert_eq!(*failure(&seen), TlsFailure::Timeout);
}
