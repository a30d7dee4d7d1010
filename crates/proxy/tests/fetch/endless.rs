//! Policy hosts that send HTTP without end, and a body that would decompress without end.

use std::io::Write;

use evidence::{Interruption, POLICY_LIMIT, PolicyFetch, Stage};
use proxy::Settings;

use crate::{
    fetch_answer, fetch_from_host,
    support::{authorities::*, names::*, policy_hosts::*, *},
};

/// Fetches from a host that sends without end. If only a deadline ended this, it would show as `Timeout`.
async fn fetch_endless(head: &str, rest: &[u8]) -> PolicyFetch {
    let authority = authority("Good", "Good Root");
    let action = HostAction::Endless(head.as_bytes().to_vec(), rest.to_vec());
    fetch_from_host(&authority, issue(&authority, &[HOST]), action).await
}

#[tokio::test]
async fn endless_headers_are_read_up_to_the_limit() {
    for line in [b"X-A: b\r\n".as_slice(), b"X"] {
        let seen = fetch_endless("HTTP/1.1 200 OK\r\n", &line.repeat(100)).await;
        let Some(Interruption::NotHttp { detail }) = seen.interruption else { panic!("{:?}", seen.interruption) };
        assert!(detail.contains("this checker's own limit"), "{detail}");
    }
}

#[tokio::test]
async fn endless_bodies_are_read_up_to_the_limit() {
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    let cases: [(&str, &[u8]); 4] = [
        ("HTTP/1.1 200 OK\r\n\r\n", &[b'x'; 1 << 14]),
        ("HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775807\r\n\r\n", &[b'x'; 1 << 14]),
        ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", &[0x1f; 1 << 14]),
        (chunked, &b"8\r\nversion:\r\n".repeat(100)),
    ];
    for (head, rest) in cases {
        let seen = fetch_endless(head, rest).await;
        let http = seen.http.unwrap_or_else(|| panic!("{head:?}: {:?}", seen.interruption));
        assert_eq!((http.body.0.len(), http.truncated), (POLICY_LIMIT, true), "{head:?}");
        assert!(http.body.0.iter().zip(rest).all(|(seen, _)| rest.contains(seen)), "left as it came");
    }
}

#[tokio::test]
async fn interim_responses_are_read_up_to_the_limit() {
    let interims = ["HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"];
    for interim in interims.map(str::as_bytes) {
        let seen = fetch_endless("", &interim.repeat(100)).await;
        let Some(Interruption::NotHttp { detail }) = seen.interruption else { panic!("{:?}", seen.interruption) };
        assert!(detail.contains("this checker's own limit of 1048576 bytes"), "{detail}");
        assert_eq!(seen.http, None);
    }
}

#[tokio::test]
async fn a_few_interim_responses_are_accepted() {
    let bytes = [b"HTTP/1.1 103 Early Hints\r\n\r\n".repeat(1000), policy_answer()].concat();
    let seen = fetch_answer(bytes).await;
    assert_eq!((seen.interruption, seen.http.unwrap().status), (None, 200));
}

#[tokio::test]
async fn one_byte_chunks_are_read_up_to_the_limit() {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    let http = fetch_endless(head, &b"1\r\nx\r\n".repeat(1000)).await.http.unwrap();
    assert_eq!((http.body.0.len(), http.truncated), (POLICY_LIMIT, true));
    let padded = format!("{}1\r\nx\r\n", "0".repeat(13)).repeat(1000);
    let seen = fetch_endless(head, padded.as_bytes()).await;
    assert!(
        matches!(&seen.interruption, Some(Interruption::NotHttp { detail }) if detail.contains("own limit")),
        "{seen:?}"
    );
    assert!(!seen.http.unwrap().truncated);
}

#[tokio::test]
async fn endless_trailers_are_read_up_to_a_limit() {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n";
    for trailer in [b"X-A: b\r\n".as_slice(), b"X"] {
        let seen = fetch_endless(head, &trailer.repeat(100)).await;
        assert!(matches!(seen.interruption, Some(Interruption::NotHttp { .. })), "{:?}", seen.interruption);
        assert_eq!(seen.http.unwrap().body.0, b"abcde");
    }
}

/// Returns gzip members (RFC 1952 §2.2) with this many MiB of zeros, compressed again to a few KiB.
fn bomb(mebibytes: usize) -> Vec<u8> {
    let member = gzip(&vec![0; 1 << 20]);
    gzip(&member.repeat(mebibytes))
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn a_compressed_body_is_reported_without_decompression() {
    let bomb = bomb(4096);
    assert!(bomb.len() < POLICY_LIMIT, "{}", bomb.len());
    let headers = "Content-Type: text/plain\r\nContent-Encoding: gzip, gzip\r\n";
    let seen = fetch_answer(answer("200 OK", headers, &bomb)).await;
    assert_eq!(seen.interruption, None);
    let http = seen.http.unwrap();
    assert_eq!((http.status, http.header("content-encoding")), (200, Some("gzip, gzip")));
    assert_eq!((http.length, http.truncated), (bomb.len() as u64, false));
    assert!(http.body.0 == bomb, "not a single byte is inflated");
    #[cfg(target_os = "linux")]
    assert!(most_memory() < 1 << 30, "{} bytes", most_memory());
}

/// Returns the peak memory of this process in bytes (proc(5), VmHWM).
#[cfg(target_os = "linux")]
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().strip_suffix(" kB").unwrap().parse::<u64>().unwrap() * 1024
}

#[tokio::test]
async fn a_slow_head_ends_at_the_deadline() {
    let authority = authority("Good", "Good Root");
    let names = Names::pointing_at("127.0.0.1").await;
    let host =
        PolicyHost::serve(issue(&authority, &[HOST]), HostAction::Dribble(b"HTTP/1.1 200 OK\r\nX-A: ".to_vec())).await;
    let deadlines = short(|all, limit| all.head = limit);
    let seen = fetch_policy(&Settings { deadlines, ..settings(&names, host.port, &[der(&authority)]) }).await;
    assert_eq!((seen.interruption, seen.http), (Some(Interruption::Timeout { stage: Stage::Head }), None));
}
