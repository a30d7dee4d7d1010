//! Fetching a policy from real servers on the loopback.
#![expect(clippy::unwrap_used, reason = "what a test needs and does not get ends it")]

mod support;

use std::io::Write;

use evidence::{Attempt, Connect, Interruption, POLICY_LIMIT, PolicyFetch, Stage, TlsFailure, TlsVersion, Trust};
use proxy::Settings;
use rcgen::date_time_ymd;
use support::{authorities::*, mail_hosts::*, names::*, policy_hosts::*, *};

/// Visits a host with this identity; its authority is trusted.
async fn visit_host(authority: &Authority, identity: Identity, act: Act) -> PolicyFetch {
    let names = Names::pointing_at("127.0.0.1").await;
    let host = PolicyHost::serve(identity, act).await;
    visit(&settings(&names, host.port, &[der(authority)])).await
}

/// Visits a host that is in order up to this answer.
async fn visit_answering(octets: Vec<u8>) -> PolicyFetch {
    let authority = authority("Good", "Good Root");
    visit_host(&authority, issue(&authority, &[HOST]), Act::Answer(octets)).await
}

/// Visits a port without a policy host behind it.
async fn visit_port(port: u16) -> PolicyFetch {
    let names = Names::pointing_at("127.0.0.1").await;
    visit(&settings(&names, port, &[])).await
}

fn trust(observation: &PolicyFetch) -> Trust {
    observation.tls.as_ref().unwrap().trust.unwrap()
}

fn verifier(observation: &PolicyFetch) -> &str {
    observation.tls.as_ref().unwrap().verifier.as_deref().unwrap_or_default()
}

fn failure(observation: &PolicyFetch) -> &TlsFailure {
    assert_eq!(observation.interruption, Some(Interruption::NoTls));
    observation.tls.as_ref().unwrap().failure.as_ref().unwrap()
}

#[tokio::test]
async fn a_policy_is_seen_with_everything_on_the_way() {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Good", "Good Root");
    let host = PolicyHost::serve(issue(&authority, &[HOST]), Act::Answer(policy_answer())).await;
    let settings = settings(&names, host.port, &[der(&authority)]);
    let seen = visit(&settings).await;

    assert_eq!(seen.url, "https://mta-sts.example.com/.well-known/mta-sts.txt");
    assert_eq!(seen.attempts, [Attempt { address: "127.0.0.1".parse().unwrap(), connect: Connect::Ok }]);
    assert_eq!(seen.interruption, None);
    let tls = seen.tls.as_ref().unwrap();
    assert_eq!((tls.version, tls.alpn.as_deref()), (Some(TlsVersion::Tls13), Some("http/1.1")));
    assert_eq!((tls.trust, tls.verifier.as_deref(), tls.failure.as_ref()), (Some(Trust::Trusted), None, None));
    assert_eq!(tls.chain[0].names, [HOST]);
    let http = seen.http.as_ref().unwrap();
    assert_eq!(
        (http.status, http.version.as_str(), http.header("content-type")),
        (200, "HTTP/1.1", Some("text/plain"))
    );
    assert!(http.body.0.starts_with(b"version: STSv1\r\n"));
    assert_eq!((http.length, http.truncated), (http.body.0.len() as u64, false));
    let stages: Vec<Stage> = seen.stages.iter().map(|(stage, _)| *stage).collect();
    assert_eq!(stages, [Stage::Resolve, Stage::Connect, Stage::Tls, Stage::Head, Stage::Body]);
}

#[tokio::test]
async fn the_request_says_who_asks_and_what_for() {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Good", "Good Root");
    let host = PolicyHost::serve(issue(&authority, &[HOST]), Act::Answer(policy_answer())).await;
    let contact = Some("https://checker.example/about".to_owned());
    visit(&Settings { contact, ..settings(&names, host.port, &[der(&authority)]) }).await;

    let requests = host.requests();
    let lines: Vec<&str> = requests[0].trim_end().split("\r\n").collect();
    let expected = [
        "GET /.well-known/mta-sts.txt HTTP/1.1".to_owned(),
        format!("Host: {HOST}:{}", host.port),
        format!("User-Agent: mta-sts-checker/{} (+https://checker.example/about)", env!("CARGO_PKG_VERSION")),
        "Accept: text/plain".into(),
        "Accept-Encoding: identity".into(),
        "Connection: close".into(),
    ];
    assert_eq!((requests.len(), lines), (1, expected.iter().map(String::as_str).collect()));
}

#[tokio::test]
async fn tls_1_2_is_good_enough() {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Good", "Good Root");
    let identity = issue(&authority, &[HOST]);
    let host = PolicyHost::speaking(identity, Act::Answer(policy_answer()), &[&rustls::version::TLS12], &[]).await;
    let seen = visit(&settings(&names, host.port, &[der(&authority)])).await;
    assert_eq!(seen.tls.unwrap().version, Some(TlsVersion::Tls12));
    assert_eq!(seen.http.unwrap().status, 200);
}

#[tokio::test]
async fn a_host_without_http_1_1_is_told_with_its_certificates() {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Good", "Good Root");
    let identity = issue(&authority, &[HOST]);
    let host = PolicyHost::speaking(identity, Act::Answer(policy_answer()), rustls::DEFAULT_VERSIONS, &["h2"]).await;
    let seen = visit(&settings(&names, host.port, &[der(&authority)])).await;
    assert_eq!(*failure(&seen), TlsFailure::Alert("no_application_protocol".into()));
    assert_eq!((trust(&seen), seen.tls.as_ref().unwrap().alpn.as_deref()), (Trust::Trusted, Some("h2")));
    assert!(host.requests().is_empty());
}

#[tokio::test]
async fn an_expired_certificate_is_told_and_the_policy_still_seen() {
    let authority = authority("Good", "Good Root");
    let identity = issue_with(&authority, &[HOST], |params| {
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(2020, 4, 1);
    });
    let seen = visit_host(&authority, identity, Act::Answer(policy_answer())).await;
    assert_eq!(trust(&seen), Trust::Trusted);
    assert!(verifier(&seen).contains("expired"), "{}", verifier(&seen));
    assert_eq!(seen.tls.unwrap().chain[0].not_after, 1_585_699_200);
    assert_eq!(seen.http.unwrap().status, 200);
}

#[tokio::test]
async fn a_certificate_of_tomorrow_has_a_trusted_chain() {
    let authority = authority("Good", "Good Root");
    let identity = issue_with(&authority, &[HOST], |params| params.not_before = date_time_ymd(3000, 1, 1));
    let seen = visit_host(&authority, identity, Act::Answer(policy_answer())).await;
    assert_eq!(trust(&seen), Trust::Trusted);
    assert!(verifier(&seen).contains("not valid yet"), "{}", verifier(&seen));
}

#[tokio::test]
async fn a_certificate_for_another_name_is_told_and_the_policy_still_seen() {
    let authority = authority("Good", "Good Root");
    let seen = visit_host(&authority, issue(&authority, &["www.example.com"]), Act::Answer(policy_answer())).await;
    assert_eq!(trust(&seen), Trust::Trusted);
    assert!(verifier(&seen).contains(HOST), "{}", verifier(&seen));
    assert_eq!(seen.tls.unwrap().chain[0].names, ["www.example.com"]);
    assert_eq!(seen.http.unwrap().status, 200);
}

#[tokio::test]
async fn expired_and_for_another_name_are_both_told() {
    let authority = authority("Good", "Good Root");
    let identity = issue_with(&authority, &["www.example.com"], |params| params.not_after = date_time_ymd(2020, 4, 1));
    let seen = visit_host(&authority, identity, Act::Answer(policy_answer())).await;
    assert!(verifier(&seen).contains("expired") && verifier(&seen).contains(HOST), "{}", verifier(&seen));
}

#[tokio::test]
async fn chains_that_end_badly_are_told_apart() {
    let good = authority("Good", "Good Root");
    let bad = authority("Bad", "Bad Root");
    let intermediate = below(&good, "Good", "Good Issuing 1");
    let private = below(&bad, "Bad", "Bad Issuing 1");
    let encrypt = below(&bad, "Let's Encrypt", "R99");
    let namesake = authority("Good", "Good Root");
    let sent = |mut identity: Identity, others: &[&Authority]| {
        identity.0.extend(others.iter().map(|authority| der(authority)));
        identity
    };
    let cases = [
        ("good", sent(issue(&good, &[HOST]), &[]), Trust::Trusted),
        ("good, with an intermediate", sent(issue(&intermediate, &[HOST]), &[&intermediate]), Trust::Trusted),
        (
            "good, with strangers besides",
            sent(issue(&intermediate, &[HOST]), &[&bad, &intermediate, &good]),
            Trust::Trusted,
        ),
        ("signed by itself", self_signed(&[HOST]), Trust::SelfSigned),
        ("intermediate not sent", sent(issue(&intermediate, &[HOST]), &[]), Trust::Incomplete),
        ("public intermediate not sent", sent(issue(&encrypt, &[HOST]), &[]), Trust::Incomplete),
        ("unknown authority, leaf alone", sent(issue(&bad, &[HOST]), &[]), Trust::UntrustedRoot),
        ("unknown authority, with its root", sent(issue(&bad, &[HOST]), &[&bad]), Trust::UntrustedRoot),
        ("unknown authority, intermediate alone", sent(issue(&private, &[HOST]), &[&private]), Trust::UntrustedRoot),
        ("unknown authority, all of it", sent(issue(&private, &[HOST]), &[&private, &bad]), Trust::UntrustedRoot),
        ("a namesake of the authority", sent(issue(&namesake, &[HOST]), &[]), Trust::Other),
    ];
    for (what, identity, expected) in cases {
        let seen = visit_host(&good, identity, Act::Answer(policy_answer())).await;
        assert_eq!(trust(&seen), expected, "{what}: {}", verifier(&seen));
        assert_eq!(verifier(&seen).is_empty(), expected == Trust::Trusted, "{what}");
        assert_eq!(seen.http.as_ref().unwrap().status, 200, "{what}");
    }
}

#[tokio::test]
async fn a_certificate_that_the_verifier_cannot_read_is_told_and_the_policy_still_seen() {
    let (mut chain, key) = self_signed(&[HOST]);
    let mut der = chain[0].to_vec();
    let version = der.windows(5).position(|octets| octets == [0xa0, 3, 2, 1, 2]).unwrap() + 4;
    der[version] = 0; // X.509 version 1 has no extensions, so no names
    chain[0] = der.into();
    for tls in [&rustls::version::TLS12, &rustls::version::TLS13] {
        let names = Names::pointing_at("127.0.0.1").await;
        let identity = (chain.clone(), key.clone_key());
        let host = PolicyHost::speaking(identity, Act::Answer(policy_answer()), &[tls], &[]).await;
        let seen = visit(&settings(&names, host.port, &[])).await;
        assert_ne!(trust(&seen), Trust::Trusted);
        assert!(!verifier(&seen).is_empty());
        assert_eq!(seen.http.unwrap().status, 200);
    }
}

#[tokio::test]
async fn a_server_without_the_key_of_its_certificate_completes_no_handshake() {
    let authority = authority("Good", "Good Root");
    let (chain, _) = issue(&authority, &[HOST]);
    let (_, other_key) = issue(&authority, &[HOST]);
    for tls in [&rustls::version::TLS12, &rustls::version::TLS13] {
        let names = Names::pointing_at("127.0.0.1").await;
        let identity = (chain.clone(), other_key.clone_key());
        let host = PolicyHost::speaking(identity, Act::Answer(policy_answer()), &[tls], &[]).await;
        let seen = visit(&settings(&names, host.port, &[der(&authority)])).await;
        assert!(matches!(failure(&seen), TlsFailure::NotTls(_)), "{:?}", failure(&seen));
        assert!(host.requests().is_empty());
    }
}

#[tokio::test]
async fn a_host_that_demands_a_certificate_of_senders_refuses_the_handshake() {
    let authority = authority("Good", "Good Root");
    for tls in [&rustls::version::TLS12, &rustls::version::TLS13] {
        let names = Names::pointing_at("127.0.0.1").await;
        let host = PolicyHost::demanding(&authority, issue(&authority, &[HOST]), tls).await;
        let seen = visit(&settings(&names, host.port, &[der(&authority)])).await;
        assert_eq!(*failure(&seen), TlsFailure::Alert("certificate_required".into()));
        assert_eq!(trust(&seen), Trust::Trusted);
    }
}

#[tokio::test]
async fn a_redirect_is_reported_and_not_followed() {
    let authority = authority("Good", "Good Root");
    let names = Names::pointing_at("127.0.0.1").await;
    let octets = answer("301 Moved Permanently", "Location: https://www.example.com/\r\n", b"");
    let host = PolicyHost::serve(issue(&authority, &[HOST]), Act::Answer(octets)).await;
    let seen = visit(&settings(&names, host.port, &[der(&authority)])).await;
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
    for (octets, length, truncated) in cases {
        let seen = visit_answering(answer("200 OK", "", &vec![b'x'; octets])).await;
        let http = seen.http.unwrap();
        assert_eq!((http.body.0.len(), http.length, http.truncated), (octets.min(POLICY_LIMIT), length, truncated));
        assert_eq!(seen.interruption, None, "{octets}");
    }
}

#[tokio::test]
async fn chunks_are_joined_and_compression_is_left_alone() {
    let octets = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
    let http = visit_answering(octets.to_vec()).await.http.unwrap();
    assert_eq!((http.body.0.as_slice(), http.header("content-encoding")), (b"abcde".as_slice(), Some("gzip")));
}

#[tokio::test]
async fn a_body_may_end_with_the_connection() {
    let seen = visit_answering(b"HTTP/1.0 200 OK\r\n\r\nversion: STSv1\r\n".to_vec()).await;
    let http = seen.http.unwrap();
    assert_eq!((http.version.as_str(), http.body.0.as_slice()), ("HTTP/1.0", b"version: STSv1\r\n".as_slice()));
    assert_eq!(seen.interruption, None);
}

#[tokio::test]
async fn a_body_of_no_stated_length_may_end_without_a_farewell_in_tls() {
    let authority = authority("Good", "Good Root");
    let act = Act::Vanish(b"HTTP/1.1 200 OK\r\n\r\nversion: STSv1\r\n".to_vec());
    let seen = visit_host(&authority, issue(&authority, &[HOST]), act).await;
    assert_eq!(seen.interruption, None);
    assert_eq!(seen.http.unwrap().body.0, b"version: STSv1\r\n");
}

#[tokio::test]
async fn a_body_that_breaks_off_keeps_what_came() {
    let authority = authority("Good", "Good Root");
    for act in [
        Act::Answer(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nversion".to_vec()),
        Act::Vanish(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nversion".to_vec()),
        Act::Vanish(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\nversion\r\n".to_vec()),
    ] {
        let seen = visit_host(&authority, issue(&authority, &[HOST]), act.clone()).await;
        assert_eq!(seen.interruption, Some(Interruption::Closed { stage: Stage::Body }), "{act:?}");
        assert_eq!(seen.http.unwrap().body.0, b"version", "{act:?}");
    }
}

#[tokio::test]
async fn what_is_not_http_is_told() {
    let bad_chunk = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n";
    for octets in ["SSH-2.0-OpenSSH\r\n", "\0\0\0\0\0\0\0\0\r\n\r\n", bad_chunk] {
        let seen = visit_answering(octets.as_bytes().to_vec()).await;
        let beginning: String = octets.chars().take(60).collect();
        assert!(
            matches!(seen.interruption, Some(Interruption::NotHttp { .. })),
            "{beginning:?}: {:?}",
            seen.interruption
        );
    }
}

#[tokio::test]
async fn a_hundred_headers_are_read_and_a_head_of_60_kib() {
    let seen = visit_answering(format!("HTTP/1.1 200 OK\r\n{}\r\n", "X-A: b\r\n".repeat(100)).into_bytes()).await;
    assert_eq!(seen.http.unwrap().headers.len(), 100);
    let long = "b".repeat(60 * 1024);
    let seen = visit_answering(format!("HTTP/1.1 200 OK\r\nX-A: {long}\r\n\r\n").into_bytes()).await;
    assert_eq!(seen.http.unwrap().header("x-a"), Some(long.as_str()));
}

#[tokio::test]
async fn a_head_beyond_our_limits_is_told_as_such() {
    let too_many = format!("HTTP/1.1 200 OK\r\n{}\r\n", "X-A: b\r\n".repeat(101));
    let too_long = format!("HTTP/1.1 200 OK\r\nX-A: {}\r\n\r\n", "b".repeat(70 * 1024));
    for octets in [too_many, too_long] {
        let seen = visit_answering(octets.into_bytes()).await;
        let Some(Interruption::NotHttp { detail }) = seen.interruption else { panic!("{:?}", seen.interruption) };
        assert!(detail.contains("this checker's own limit"), "{detail}");
    }
}

#[tokio::test]
async fn headers_need_not_be_text() {
    let seen = visit_answering(b"HTTP/1.1 200 OK\r\nX-A: \xff\r\nContent-Length: 0\r\n\r\n".to_vec()).await;
    assert_eq!(seen.http.unwrap().header("x-a"), Some("\u{fffd}"));
}

#[tokio::test]
async fn a_host_that_closes_without_an_answer_is_told() {
    let authority = authority("Good", "Good Root");
    for act in [Act::Answer(Vec::new()), Act::Vanish(Vec::new()), Act::Answer(b"HTTP/1.1 200 OK\r\nA".to_vec())] {
        let seen = visit_host(&authority, issue(&authority, &[HOST]), act.clone()).await;
        assert_eq!(seen.interruption, Some(Interruption::Closed { stage: Stage::Head }), "{act:?}");
        assert_eq!(seen.http, None);
    }
}

#[tokio::test]
async fn a_slow_host_is_left_at_the_deadline_of_its_stage() {
    let authority = authority("Good", "Good Root");
    let head = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n".to_vec();
    let cases = [
        ("body", Act::Dribble(head.clone()), short(|all, limit| all.body = limit), Stage::Body),
        ("head", Act::Stall(b"HTTP/1.1 200".to_vec()), short(|all, limit| all.head = limit), Stage::Head),
        ("nothing", Act::Stall(Vec::new()), short(|all, limit| all.head = limit), Stage::Head),
    ];
    for (what, act, deadlines, stage) in cases {
        let names = Names::pointing_at("127.0.0.1").await;
        let host = PolicyHost::serve(issue(&authority, &[HOST]), act).await;
        let seen = visit(&Settings { deadlines, ..settings(&names, host.port, &[der(&authority)]) }).await;
        assert_eq!(seen.interruption, Some(Interruption::Timeout { stage }), "{what}");
        assert_eq!(seen.http.is_some(), stage == Stage::Body, "{what}");
    }
}

#[tokio::test]
async fn a_closed_port_is_refused() {
    let seen = visit_port(closed_port().await).await;
    assert_eq!(seen.attempts[0].connect, Connect::Refused);
    assert_eq!(seen.interruption, Some(Interruption::NotConnected));
    assert_eq!(seen.tls, None);
}

#[tokio::test]
async fn ports_without_tls_are_told_apart() {
    let alert = |description: &'static [u8]| Some(description);
    let cases = [
        (alert(b"\x15\x03\x01\x00\x02\x02\x46"), TlsFailure::Version),
        (alert(b"\x15\x03\x03\x00\x02\x02\x28"), TlsFailure::Alert("handshake_failure".into())),
        (alert(b"\x15\x03\x03\x00\x02\x02\x70"), TlsFailure::Alert("unrecognized_name".into())),
        (Some(b""), TlsFailure::Closed),
    ];
    for (octets, expected) in cases {
        let seen = visit_port(parrot(octets).await).await;
        assert_eq!(*failure(&seen), expected);
    }
    let seen = visit_port(parrot(Some(b"HTTP/1.1 400 Bad Request\r\n\r\n")).await).await;
    assert!(matches!(failure(&seen), TlsFailure::NotTls(_)), "{seen:?}");
}

#[tokio::test]
async fn a_server_that_answers_with_tls_1_0_is_too_old() {
    let hello = [
        &b"\x16\x03\x01\x00\x2a\x02\x00\x00\x26\x03\x01"[..], // handshake, ServerHello, TLS 1.0
        &[7; 32],                                             // random
        b"\x00\xc0\x13\x00", // no session, ECDHE_RSA_WITH_AES_128_CBC_SHA, no compression
    ];
    let octets: &'static [u8] = Box::leak(hello.concat().into_boxed_slice());
    assert_eq!(*failure(&visit_port(parrot(Some(octets)).await).await), TlsFailure::Version);
}

#[tokio::test]
async fn a_silent_port_times_out_in_the_handshake() {
    let names = Names::pointing_at("127.0.0.1").await;
    let deadlines = short(|all, limit| all.tls = limit);
    let seen = visit(&Settings { deadlines, ..settings(&names, parrot(None).await, &[]) }).await;
    assert_eq!(*failure(&seen), TlsFailure::Timeout);
}

// ---- hostile hosts

/// Visits a host that goes on and on. A deadline that had to end this would show as `Timeout`.
async fn visit_endless(head: &str, rest: &[u8]) -> PolicyFetch {
    let authority = authority("Good", "Good Root");
    let act = Act::Endless(head.as_bytes().to_vec(), rest.to_vec());
    visit_host(&authority, issue(&authority, &[HOST]), act).await
}

#[tokio::test]
async fn headers_without_end_are_read_up_to_our_limit() {
    for line in [b"X-A: b\r\n".as_slice(), b"X"] {
        let seen = visit_endless("HTTP/1.1 200 OK\r\n", &line.repeat(100)).await;
        let Some(Interruption::NotHttp { detail }) = seen.interruption else { panic!("{:?}", seen.interruption) };
        assert!(detail.contains("this checker's own limit"), "{detail}");
    }
}

#[tokio::test]
async fn bodies_without_end_are_read_up_to_the_limit() {
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    let cases: [(&str, &[u8]); 4] = [
        ("HTTP/1.1 200 OK\r\n\r\n", &[b'x'; 1 << 14]),
        ("HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775807\r\n\r\n", &[b'x'; 1 << 14]),
        ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", &[0x1f; 1 << 14]),
        (chunked, &b"8\r\nversion:\r\n".repeat(100)),
    ];
    for (head, rest) in cases {
        let seen = visit_endless(head, rest).await;
        let http = seen.http.unwrap_or_else(|| panic!("{head:?}: {:?}", seen.interruption));
        assert_eq!((http.body.0.len(), http.truncated), (POLICY_LIMIT, true), "{head:?}");
        assert!(http.body.0.iter().zip(rest).all(|(seen, _)| rest.contains(seen)), "left as it came");
    }
}

#[tokio::test]
async fn answers_before_the_answer_are_read_up_to_our_limit_and_not_up_to_the_deadline() {
    let interims = ["HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"];
    for interim in interims.map(str::as_bytes) {
        let seen = visit_endless("", &interim.repeat(100)).await;
        let Some(Interruption::NotHttp { detail }) = seen.interruption else { panic!("{:?}", seen.interruption) };
        assert!(detail.contains("this checker's own limit of 1048576 bytes"), "{detail}");
        assert_eq!(seen.http, None);
    }
}

#[tokio::test]
async fn some_answers_before_the_answer_do_no_harm() {
    let octets = [b"HTTP/1.1 103 Early Hints\r\n\r\n".repeat(1000), policy_answer()].concat();
    let seen = visit_answering(octets).await;
    assert_eq!((seen.interruption, seen.http.unwrap().status), (None, 200));
}

#[tokio::test]
async fn chunks_of_an_octet_are_joined_up_to_the_limit_and_their_frames_do_not_go_on_for_ever() {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    let http = visit_endless(head, &b"1\r\nx\r\n".repeat(1000)).await.http.unwrap();
    assert_eq!((http.body.0.len(), http.truncated), (POLICY_LIMIT, true));
    let padded = format!("{}1\r\nx\r\n", "0".repeat(13)).repeat(1000);
    let seen = visit_endless(head, padded.as_bytes()).await;
    assert!(
        matches!(&seen.interruption, Some(Interruption::NotHttp { detail }) if detail.contains("own limit")),
        "{seen:?}"
    );
    assert!(!seen.http.unwrap().truncated);
}

/// Gzip members (RFC 1952 §2.2) of so many MiB of nothing in all, compressed again: some KiB.
fn bomb(mebibytes: usize) -> Vec<u8> {
    let member = gzip(&vec![0; 1 << 20]);
    gzip(&member.repeat(mebibytes))
}

fn gzip(octets: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(octets).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn a_body_that_would_inflate_to_gigabytes_is_told_as_it_came() {
    let bomb = bomb(4096);
    assert!(bomb.len() < POLICY_LIMIT, "{}", bomb.len());
    let headers = "Content-Type: text/plain\r\nContent-Encoding: gzip, gzip\r\n";
    let seen = visit_answering(answer("200 OK", headers, &bomb)).await;
    assert_eq!(seen.interruption, None);
    let http = seen.http.unwrap();
    assert_eq!((http.status, http.header("content-encoding")), (200, Some("gzip, gzip")));
    assert_eq!((http.length, http.truncated), (bomb.len() as u64, false));
    assert!(http.body.0 == bomb, "not a single octet is inflated");
    #[cfg(target_os = "linux")]
    assert!(most_memory() < 1 << 30, "{} octets", most_memory());
}

/// The most memory that this process had so far, in octets (proc(5), VmHWM).
#[cfg(target_os = "linux")]
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().strip_suffix(" kB").unwrap().parse::<u64>().unwrap() * 1024
}

#[tokio::test]
async fn a_head_of_a_byte_a_second_ends_at_the_deadline() {
    let authority = authority("Good", "Good Root");
    let names = Names::pointing_at("127.0.0.1").await;
    let host = PolicyHost::serve(issue(&authority, &[HOST]), Act::Dribble(b"HTTP/1.1 200 OK\r\nX-A: ".to_vec())).await;
    let deadlines = short(|all, limit| all.head = limit);
    let seen = visit(&Settings { deadlines, ..settings(&names, host.port, &[der(&authority)]) }).await;
    assert_eq!((seen.interruption, seen.http), (Some(Interruption::Timeout { stage: Stage::Head }), None));
}
