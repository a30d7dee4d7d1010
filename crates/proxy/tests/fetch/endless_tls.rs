//! Hosts that send TLS records without end, which limits on responses do not count.

use evidence::{Interruption, TlsFailure};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use crate::{
    fetch_from_host, fetch_from_port,
    support::{authorities::*, names::*, policy_hosts::*, *},
};

/// Opens a port that sends these records again and again once it has received something.
async fn endless(records: Vec<u8>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut hello = [0; 512];
            drop(stream.read(&mut hello).await);
            while stream.write_all(&records).await.is_ok() {}
        }
    });
    port
}

#[tokio::test]
async fn endless_handshakes_end_before_their_deadline() {
    let record = |kind: u8, content: &[u8]| {
        let length = u16::try_from(content.len()).unwrap().to_be_bytes();
        [&[kind, 3, 3], &length[..], content].concat()
    };
    let cases = [
        ("change_cipher_spec", record(20, &[1]).repeat(1000)),
        ("alerts of level warning", record(21, &[1, 90]).repeat(1000)),
        ("handshake records without content", record(22, &[]).repeat(1000)),
        ("HelloRequest", record(22, &[0, 0, 0, 0]).repeat(1000)),
        ("a Certificate of 16 MiB", [record(22, &[11, 255, 255, 255]), record(22, &[7; 16_000])].concat()),
        ("a ServerHello in pieces of a byte", record(22, &[2]).repeat(1000)),
        ("data before the handshake", record(23, &[7; 16_000])),
        ("heartbeats", record(24, &[1, 255, 255])),
        ("records that are longer than allowed", [&[22, 3, 3, 255, 255][..], &[7; 65_535]].concat()),
        ("zeros", vec![0; 16_000]),
    ];
    for (what, records) in cases {
        let seen = fetch_from_port(endless(records).await).await;
        assert_eq!(seen.interruption, Some(Interruption::NoTls), "{what}");
        let failure = seen.tls.unwrap().failure.unwrap();
        assert!(!matches!(failure, TlsFailure::Timeout | TlsFailure::Closed), "{what}: {failure:?}");
    }
}

#[tokio::test]
async fn endless_session_tickets_end_the_fetch() {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Good", "Good Root");
    for (tickets, is_read) in [(2, true), (200, true), (60_000, false)] {
        let host =
            PolicyHost::ticketing(issue(&authority, &[HOST]), tickets, HostAction::Answer(policy_answer())).await;
        let seen = fetch_policy(&settings(&names, host.port, &[der(&authority)])).await;
        let is_not_http = matches!(seen.interruption, Some(Interruption::NotHttp { .. }));
        assert!(seen.http.is_some() == is_read && is_not_http != is_read, "{tickets}: {:?}", seen.interruption);
    }
}

#[tokio::test]
async fn one_byte_tls_records_are_read_up_to_the_limit_of_a_connection() {
    let authority = authority("Good", "Good Root");
    let interim = b"HTTP/1.1 103 Early Hints\r\n\r\n".to_vec();
    let seen = fetch_from_host(&authority, issue(&authority, &[HOST]), HostAction::Bytewise(interim)).await;
    let Some(Interruption::NotHttp { detail }) = seen.interruption else { panic!("{:?}", seen.interruption) };
    assert!(detail.contains("this checker's own limit of 2097152 bytes"), "{detail}");
}
