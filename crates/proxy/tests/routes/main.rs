//! Routes of the server, as clients see them.
#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

mod dns;
mod limits;
mod mail;
mod operation;
mod page;
mod policy;
#[path = "../support/mod.rs"]
mod support;

use std::{collections::BTreeMap, net::SocketAddr};

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{HeaderMap, Request, StatusCode, header},
};
use evidence::{DnsQuestion, RecordKind};
use http_body_util::BodyExt;
use proptest::prelude::*;
use proxy::{Lab, Settings, app};
use proxy_api::{Demo, Problem, ProblemKind};
use support::{authorities::*, mail_hosts::*, names::*, policy_hosts::*, *};
use tower::ServiceExt;

/// Response with its whole body.
struct Seen {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Seen {
    fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn json<T: serde::de::DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }

    fn problem(&self) -> ProblemKind {
        assert_eq!(self.header(header::CONTENT_TYPE), "application/problem+json");
        let problem: Problem = self.json();
        assert_eq!(problem.status, self.status.as_u16());
        problem.kind
    }
}

async fn send(app: &Router, request: Request<Body>) -> Seen {
    let (head, body) = app.clone().oneshot(request).await.unwrap().into_parts();
    Seen { status: head.status, headers: head.headers, body: body.collect().await.unwrap().to_bytes().to_vec() }
}

async fn get(app: &Router, path: &str) -> Seen {
    send(app, Request::get(path).body(Body::empty()).unwrap()).await
}

/// Settings with an unreachable resolver: a response proves that it was not asked.
async fn offline() -> Settings {
    Settings {
        resolvers: vec![format!("127.0.0.1:{}", closed_port().await)],
        deadlines: deadlines(),
        ..Settings::default()
    }
}

fn dist() -> tempfile::TempDir {
    let dist = tempfile::tempdir().unwrap();
    std::fs::write(dist.path().join("index.html"), "<!doctype html><title>page</title>").unwrap();
    std::fs::write(dist.path().join("web-0123456789abcdef.js"), "start()").unwrap();
    std::fs::write(dist.path().join("web-0123456789abcdef_bg.wasm"), b"\0asm").unwrap();
    dist
}

fn lab(resolver: &str, https_port: u16, demos: Vec<Demo>) -> Lab {
    let resolvers = vec![resolver.to_owned()];
    Lab {
        suffix: "test".into(),
        resolvers,
        allow_net: vec!["127.0.0.0/8".parse().unwrap()],
        roots: Vec::new(),
        https_port,
        smtp_port: 25,
        dial: BTreeMap::from([(([127, 0, 0, 1], https_port).into(), ([127, 0, 0, 1], https_port).into())]),
        demos,
    }
}

/// Starts a policy host and a server that resolves it.
async fn good(change: impl FnOnce(&mut Settings)) -> (PolicyHost, Router) {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Good", "Good Root");
    let host = PolicyHost::serve(issue(&authority, &[HOST]), HostAction::Answer(policy_answer())).await;
    let mut settings = settings(&names, host.port, &[der(&authority)]);
    change(&mut settings);
    (host, app(&settings).unwrap())
}

/// Sends a GET from a client at this address.
async fn get_from(app: &Router, client: &str, path: &str) -> Seen {
    let peer: SocketAddr = client.parse().unwrap();
    send(app, Request::get(path).extension(ConnectInfo(peer)).body(Body::empty()).unwrap()).await
}

fn question(name: &str, kind: RecordKind) -> DnsQuestion {
    DnsQuestion { name: name.into(), kind }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_client_input_causes_a_server_error(path in "(/|/api/v1/policy/|/api/v1/mx/a.example/|/api/v1/mx/|/dns-query\\?dns=|/api/)[!-~]{0,40}", method in "GET|POST|HEAD|OPTIONS|BREW") {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let seen = runtime.block_on(async {
            let dist = dist();
            let app = app(&Settings { dist: Some(dist.path().into()), ..offline().await }).unwrap();
            let request = Request::builder().method(method.as_str()).uri(&path).body(Body::empty());
            match request {
                Ok(request) => send(&app, request).await.status,
                Err(_) => StatusCode::OK,
            }
        });
        prop_assert!(seen.as_u16() < 500 || seen == StatusCode::SERVICE_UNAVAILABLE, "{}", seen);
    }
}
