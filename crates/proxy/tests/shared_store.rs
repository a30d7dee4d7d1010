//! Two servers with one store: they share one limit, whatever the store contains and whatever happens to it.
#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

mod support;

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{Request, StatusCode},
};
use evidence::{DnsQuestion, RecordKind};
use proxy::{Settings, app};
use support::{authorities::*, names::*, policy_hosts::*, stores::Store, *};
use tokio::net::TcpListener;
use tower::ServiceExt;

/// Requests the policy of a domain, each time from another network.
async fn policy(server: &Router, number: usize, domain: &str) -> StatusCode {
    let client: SocketAddr = format!("10.{}.{}.1:1", number / 250 % 250, number % 250).parse().unwrap();
    let request = Request::get(format!("/api/v1/policy/{domain}")).extension(ConnectInfo(client));
    let response = server.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let status = response.status();
    http_body_util::BodyExt::collect(response.into_body()).await.unwrap();
    status
}

/// Returns the checks of one host allowed in this time, with a tolerance of a fifth: twelve in a burst, then one every
/// five seconds.
fn allowed(time: Duration) -> f64 {
    1.2 * (12.0 + time.as_secs_f64() / 5.0)
}

#[tokio::test]
async fn a_burst_at_one_server_counts_at_the_other_when_the_store_comes_back_empty() {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Good", "Good Root");
    let host = PolicyHost::serve(issue(&authority, &[HOST]), HostAction::Answer(policy_answer())).await;
    let store = Store::start();
    let settings = Settings {
        shared_limits: Some(store.url()),
        cache_ttl: Duration::ZERO,
        ..settings(&names, host.port, &[der(&authority)])
    };
    let one = app(&settings).unwrap();
    let store = waited(store, 1).await;
    let other = app(&settings).unwrap();
    let store = waited(store, 2).await;

    let begun = Instant::now();
    let mut served = 0;
    for number in 0..20 {
        served += usize::from(policy(&one, number, "example.com").await == StatusCode::OK);
    }
    assert!(served >= 12, "{served}");
    let port = store.port;
    drop(store);
    let _empty = Store::start_at(port);
    for number in 0..200 {
        served += usize::from(policy(&other, 1000 + number, "example.com").await == StatusCode::OK);
    }
    assert!(served as f64 <= allowed(begun.elapsed()), "{served} in {:?}", begun.elapsed());
}

/// Waits until this many servers have sent a heartbeat to the store.
async fn waited(store: Store, servers: usize) -> Store {
    tokio::task::spawn_blocking(move || {
        store.wait_for_servers(servers);
        store
    })
    .await
    .unwrap()
}

#[tokio::test]
async fn a_server_keeps_its_counts_when_its_store_loses_them() {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Good", "Good Root");
    let host = PolicyHost::serve(issue(&authority, &[HOST]), HostAction::Answer(policy_answer())).await;
    let store = Store::start();
    let settings = Settings { shared_limits: Some(store.url()), ..settings(&names, host.port, &[der(&authority)]) };
    let server = app(&settings).unwrap();
    let port = store.port;
    assert_eq!(policy(&server, 1, "example.com").await, StatusCode::OK);
    drop(store);
    let _empty = Store::start_at(port);
    for number in 2..50 {
        assert_eq!(policy(&server, number, "example.com").await, StatusCode::OK);
    }
    assert_eq!(host.requests().len(), 1);
}

/// Starts a policy host at every loopback address that sends as much as is read, but a policy for the victim's name.
async fn bombs(authority: &Authority) -> PolicyHost {
    let headers: String = (0..90).map(|n| format!("x-{n}: {}\r\n", "\"\\".repeat(300))).collect();
    let bomb = answer("200 OK", &headers, &vec![1; 65_000]);
    let action = HostAction::Choose(vec![("victim", policy_answer()), ("never asked for", bomb)]);
    PolicyHost::at(TcpListener::bind("0.0.0.0:0").await.unwrap(), issue(authority, &[HOST]), action)
}

/// Gives each domain its own address. The victim's network has no other domain.
fn address(question: &DnsQuestion) -> DnsReply {
    let number: u32 = question.name.chars().filter_map(|character| character.to_digit(10)).fold(0, |n, d| 10 * n + d);
    match question.kind {
        RecordKind::A => {
            DnsReply::Addresses(vec![[127, 1 + (number / 40 % 200) as u8, 1, 1 + (number % 40) as u8].into()])
        }
        _ => DnsReply::Addresses(Vec::new()),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn large_observations_and_a_restarted_store_do_not_raise_the_limit_of_one_host() {
    let names = Names::serve(|question: &DnsQuestion, _| address(question)).await;
    let authority = authority("Good", "Good Root");
    let host = bombs(&authority).await;
    let store = Store::start();
    let settings = Settings {
        shared_limits: Some(store.url()),
        // Every observation is written to the store, but none is still there when read.
        cache_ttl: Duration::from_millis(1),
        ..settings(&names, host.port, &[der(&authority)])
    };
    let servers = [app(&settings).unwrap(), app(&settings).unwrap()];
    let (port, mut store) = (store.port, Some(waited(store, 2).await));

    let (stop, next) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(40)));
    let bombers: Vec<_> = (0..4)
        .map(|bomber| {
            let (server, stop, next) = (servers[bomber % 2].clone(), stop.clone(), next.clone());
            tokio::spawn(async move {
                let mut stored = 0;
                while !stop.load(Ordering::Relaxed) {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let status = policy(&server, 10_000 + number, &format!("bomb{number}.com")).await;
                    stored += usize::from(status == StatusCode::OK);
                }
                stored
            })
        })
        .collect();
    let begun = Instant::now();
    for number in 0..300 {
        match number {
            100 => drop(store.take()),
            200 => store = Some(Store::start_at(port)),
            _ => {}
        }
        policy(&servers[number % 2], number, "victim.com").await;
    }
    stop.store(true, Ordering::Relaxed);
    let mut stored = 0;
    for bomber in bombers {
        stored += bomber.await.unwrap();
    }
    let checks = host.requests().iter().filter(|request| request.contains("victim")).count();
    assert!(stored > 20, "{stored} large observations");
    assert!(checks > 0 && checks as f64 <= allowed(begun.elapsed()), "{checks} in {:?}", begun.elapsed());
}
