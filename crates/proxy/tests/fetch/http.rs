//! HTTP responses of policy hosts, valid and invalid.

use evidence::{Interruption, POLICY_LIMIT, Stage};
use proxy::Settings;

use crate::{
    fetch_answer, fetch_from_host,
    support::{authorities::*, names::*, policy_hosts::*, *},
};

#[tokio::test]
async fn a_redirect_is_reported_and_not_followed() {
    let authority = authority("Good", "Good Root");
    let names = Names::pointing_at("127.0.0.1").await;
    let bytes = answer("301 Moved Permanently", "Location: https://www.example.com/\r\n", b"");
    let host = PolicyHost::serve(issue(&authority, &[HOST]), HostAction::Answer(bytes)).await;
    let seen = fetch_policy(&settings(&names, host.port, &[der(&authority)])).await;
    let http = seen.http.unwrap();
    assert_eq!((http.status, http.header("location")), (301, Some("https://www.example.com/")));
    assert_eq!(host.requests().len(), 1);
    assert!(names.asked().iter().all(|question| question.name == HOST));
}

#[tokio::test]
async fn bodies_are_read_up_to_the_limit() {
    let cases = [
        (0, 0, false),
        (1, 1, false),
        (POLICY_LIMIT, POLICY_LIMIT as u64, false),
        (POLICY_LIMIT + 1, POLICY_LIMIT as u64 + 1, true),
        (70 * 1024, POLICY_LIMIT as u64 + 1, true),
    ];
    for (bytes, length, truncated) in cases {
        let seen = fetch_answer(answer("200 OK", "", &vec![b'x'; bytes])).await;
        let http = seen.http.unwrap();
        assert_eq!((http.body.0.len(), http.length, http.truncated), (bytes.min(POLICY_LIMIT), length, truncated));
        assert_eq!(seen.interruption, None, "{bytes}");
    }
}

#[tokio::test]
async fn chunks_are_joined_and_nothing_is_decompressed() {
    let bytes = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
    let http = fetch_answer(bytes.to_vec()).await.http.unwrap();
    assert_eq!((http.body.0.as_slice(), http.header("content-encoding")), (b"abcde".as_slice(), Some("gzip")));
}

#[tokio::test]
async fn a_body_may_end_with_the_connection() {
    let seen = fetch_answer(b"HTTP/1.0 200 OK\r\n\r\nversion: STSv1\r\n".to_vec()).await;
    let http = seen.http.unwrap();
    assert_eq!((http.version.as_str(), http.body.0.as_slice()), ("HTTP/1.0", b"version: STSv1\r\n".as_slice()));
    assert_eq!(seen.interruption, None);
}

#[tokio::test]
async fn a_body_without_a_length_may_end_without_close_notify() {
    let authority = authority("Good", "Good Root");
    let action = HostAction::Vanish(b"HTTP/1.1 200 OK\r\n\r\nversion: STSv1\r\n".to_vec());
    let seen = fetch_from_host(&authority, issue(&authority, &[HOST]), action).await;
    assert_eq!(seen.interruption, None);
    assert_eq!(seen.http.unwrap().body.0, b"version: STSv1\r\n");
}

#[tokio::test]
async fn a_body_that_ends_early_is_kept_up_to_there() {
    let authority = authority("Good", "Good Root");
    for action in [
        HostAction::Answer(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nversion".to_vec()),
        HostAction::Vanish(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nversion".to_vec()),
        HostAction::Vanish(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\nversion\r\n".to_vec()),
    ] {
        let seen = fetch_from_host(&authority, issue(&authority, &[HOST]), action.clone()).await;
        assert_eq!(seen.interruption, Some(Interruption::Closed { stage: Stage::Body }), "{action:?}");
        assert_eq!(seen.http.unwrap().body.0, b"version", "{action:?}");
    }
}

#[tokio::test]
async fn an_answer_that_is_not_http_is_reported() {
    let bad_chunk = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n";
    for bytes in ["SSH-2.0-OpenSSH\r\n", "\0\0\0\0\0\0\0\0\r\n\r\n", bad_chunk] {
        let seen = fetch_answer(bytes.as_bytes().to_vec()).await;
        let beginning: String = bytes.chars().take(60).collect();
        assert!(
            matches!(seen.interruption, Some(Interruption::NotHttp { .. })),
            "{beginning:?}: {:?}",
            seen.interruption
        );
    }
}

#[tokio::test]
async fn a_hundred_headers_are_read_and_a_head_of_60_kib() {
    let seen = fetch_answer(format!("HTTP/1.1 200 OK\r\n{}\r\n", "X-A: b\r\n".repeat(100)).into_bytes()).await;
    assert_eq!(seen.http.unwrap().headers.len(), 100);
    let long = "b".repeat(60 * 1024);
    let seen = fetch_answer(format!("HTTP/1.1 200 OK\r\nX-A: {long}\r\n\r\n").into_bytes()).await;
    assert_eq!(seen.http.unwrap().header("x-a"), Some(long.as_str()));
}

#[tokio::test]
async fn a_head_beyond_the_limits_is_reported_as_such() {
    let too_many_requests = format!("HTTP/1.1 200 OK\r\n{}\r\n", "X-A: b\r\n".repeat(101));
    let too_long = format!("HTTP/1.1 200 OK\r\nX-A: {}\r\n\r\n", "b".repeat(70 * 1024));
    for bytes in [too_many_requests, too_long] {
        let seen = fetch_answer(bytes.into_bytes()).await;
        let Some(Interruption::NotHttp { detail }) = seen.interruption else { panic!("{:?}", seen.interruption) };
        assert!(detail.contains("this checker's own limit"), "{detail}");
    }
}

#[tokio::test]
async fn headers_need_not_be_text() {
    let seen = fetch_answer(b"HTTP/1.1 200 OK\r\nX-A: \xff\r\nContent-Length: 0\r\n\r\n".to_vec()).await;
    assert_eq!(seen.http.unwrap().header("x-a"), Some("\u{fffd}"));
}

#[tokio::test]
async fn a_host_that_closes_without_an_answer_is_reported() {
    let authority = authority("Good", "Good Root");
    for action in [
        HostAction::Answer(Vec::new()),
        HostAction::Vanish(Vec::new()),
        HostAction::Answer(b"HTTP/1.1 200 OK\r\nA".to_vec()),
    ] {
        let seen = fetch_from_host(&authority, issue(&authority, &[HOST]), action.clone()).await;
        assert_eq!(seen.interruption, Some(Interruption::Closed { stage: Stage::Head }), "{action:?}");
        assert_eq!(seen.http, None);
    }
}

#[tokio::test]
async fn a_slow_host_is_abandoned_at_the_deadline_of_its_stage() {
    let authority = authority("Good", "Good Root");
    let head = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n".to_vec();
    let cases = [
        ("body", HostAction::Dribble(head.clone()), short(|all, limit| all.body = limit), Stage::Body),
        ("head", HostAction::Stall(b"HTTP/1.1 200".to_vec()), short(|all, limit| all.head = limit), Stage::Head),
        ("nothing", HostAction::Stall(Vec::new()), short(|all, limit| all.head = limit), Stage::Head),
    ];
    for (what, action, deadlines, stage) in cases {
        let names = Names::pointing_at("127.0.0.1").await;
        let host = PolicyHost::serve(issue(&authority, &[HOST]), action).await;
        let seen = fetch_policy(&Settings { deadlines, ..settings(&names, host.port, &[der(&authority)]) }).await;
        assert_eq!(seen.interruption, Some(Interruption::Timeout { stage }), "{what}");
        assert_eq!(seen.http.is_some(), stage == Stage::Body, "{what}");
    }
}
