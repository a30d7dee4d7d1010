//! The server's door: connections that say nothing, and many at once.
#![expect(clippy::unwrap_used, reason = "what a test needs and does not get ends it")]

use std::{
    future::pending,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{Router, extract::ConnectInfo, routing::get};
use proxy::Reception;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

const LONG: Duration = Duration::from_secs(30);

async fn listening(reception: Reception, app: Router, stop: impl Future<Output = ()> + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(reception.serve(listener, app, stop));
    address
}

/// What comes back until the server closes the connection.
async fn said(address: SocketAddr, octets: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(octets.as_bytes()).await.unwrap();
    let mut answer = String::new();
    // A server that never closes would be waited for without end.
    tokio::time::timeout(LONG, stream.read_to_string(&mut answer)).await.expect("the connection is closed").unwrap();
    answer
}

const CLOSING: &str = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
const KEEPING: &str = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

#[tokio::test]
async fn a_connection_without_a_whole_request_is_closed() {
    let app = Router::new().route("/", get(|| async { "here" }));
    let reception = Reception { head: Duration::from_millis(50), ..Reception::default() };
    let address = listening(reception, app, pending()).await;
    for octets in ["", "GET / HTTP/1.1\r\nHost: "] {
        assert!(!said(address, octets).await.contains("200 OK"), "{octets:?}");
    }
    let kept = said(address, KEEPING).await;
    assert!(kept.ends_with("here"), "{kept}");
}

#[tokio::test]
async fn a_request_brings_its_clients_address() {
    let app = Router::new()
        .route("/", get(|ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { peer.ip().to_string() }));
    let address = listening(Reception::default(), app, pending()).await;
    assert!(said(address, CLOSING).await.ends_with("127.0.0.1"));
}

#[tokio::test]
async fn no_more_connections_than_wanted_are_served_at_once() {
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let counters = (now, most.clone());
    let counting = move || {
        let (now, most) = counters.clone();
        async move {
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            for _ in 0..100 {
                tokio::task::yield_now().await;
            }
            now.fetch_sub(1, Ordering::SeqCst);
            "done"
        }
    };
    let app = Router::new().route("/", get(counting));
    let reception = Reception { connections: 2, head: LONG };
    let address = listening(reception, app, pending()).await;
    let answers = futures_util::future::join_all((0..10).map(|_| said(address, CLOSING))).await;
    assert!(answers.iter().all(|answer| answer.ends_with("done")));
    assert!(most.load(Ordering::SeqCst) <= 2, "{most:?}");
}

#[tokio::test]
async fn a_request_under_way_is_answered_when_the_server_is_told_to_stop() {
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let stop = Arc::new(std::sync::Mutex::new(Some(stop)));
    let stopping = move || {
        let stop = stop.clone();
        async move {
            drop(stop.lock().unwrap().take());
            for _ in 0..100 {
                tokio::task::yield_now().await;
            }
            "done"
        }
    };
    let app = Router::new().route("/", get(stopping));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let reception = Reception { head: LONG, ..Reception::default() };
    let serving = tokio::spawn(reception.serve(listener, app, async move { drop(stopped.await) }));
    let answer = said(address, KEEPING).await;
    assert!(answer.ends_with("done"), "{answer}");
    serving.await.unwrap();
}
