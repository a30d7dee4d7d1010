//! Connections that send nothing, receive nothing, send too much, or are too many; and shutdown.
#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use std::{
    future::pending,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{Router, body::Body, extract::ConnectInfo, routing::get};
use proxy::{ConnectionLimits, ListenerConfig};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

const LONG: Duration = Duration::from_secs(30);

async fn listening(
    connection_limits: ConnectionLimits,
    app: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(connection_limits.serve(listener, app, ListenerConfig::default(), stop));
    address
}

/// Sends bytes and returns the response, up to the end of the connection.
async fn exchange(address: SocketAddr, bytes: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes.as_bytes()).await.unwrap();
    let mut answer = String::new();
    // A server that never closes would make this wait forever.
    tokio::time::timeout(LONG, stream.read_to_string(&mut answer)).await.expect("the connection is closed").unwrap();
    answer
}

const CLOSING: &str = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
const KEEPING: &str = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

#[tokio::test]
async fn a_connection_without_a_whole_request_is_closed() {
    let app = Router::new().route("/", get(|| async { "here" }));
    let connection_limits = ConnectionLimits { head: Duration::from_millis(50), ..ConnectionLimits::default() };
    let address = listening(connection_limits, app, pending()).await;
    for bytes in ["", "GET / HTTP/1.1\r\nHost: "] {
        assert!(!exchange(address, bytes).await.contains("200 OK"), "{bytes:?}");
    }
    let kept = exchange(address, KEEPING).await;
    assert!(kept.ends_with("here"), "{kept}");
}

#[tokio::test]
async fn a_request_has_its_clients_address() {
    let app = Router::new()
        .route("/", get(|ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { peer.ip().to_string() }));
    let address = listening(ConnectionLimits::default(), app, pending()).await;
    assert!(exchange(address, CLOSING).await.ends_with("127.0.0.1"));
}

#[tokio::test]
async fn connections_served_at_once_are_limited() {
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
    let connection_limits = ConnectionLimits { connections: 2, head: LONG, ..ConnectionLimits::default() };
    let address = listening(connection_limits, app, pending()).await;
    let answers = futures_util::future::join_all((0..10).map(|_| exchange(address, CLOSING))).await;
    let (done, away): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.ends_with("done"));
    assert!(done.len() >= 2 && most.load(Ordering::SeqCst) <= 2, "{most:?} {done:?}");
    let is_refusal = |answer: &&String| answer.starts_with("HTTP/1.1 503 ") && answer.contains("Retry-After: ");
    assert!(away.iter().all(is_refusal), "{away:?}");
}

/// Opens a connection that is served and stays open.
async fn staying(address: SocketAddr) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(KEEPING.as_bytes()).await.unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200");
    stream
}

#[tokio::test]
async fn a_connection_beyond_the_limit_gets_503_at_once_and_is_served_when_one_is_free() {
    let app = Router::new().route("/", get(|| async { "here" }));
    let connection_limits = ConnectionLimits { connections: 1, head: LONG, ..ConnectionLimits::default() };
    let address = listening(connection_limits, app, pending()).await;
    let idle = staying(address).await;
    assert!(exchange(address, CLOSING).await.starts_with("HTTP/1.1 503 "));
    drop(idle);
    while !exchange(address, CLOSING).await.ends_with("here") {
        tokio::task::yield_now().await;
    }
}

/// Returns the number of these connections that the server has not closed.
fn open_connections(streams: &[TcpStream]) -> usize {
    let is_open = |stream: &&TcpStream| {
        stream.try_read(&mut [0; 1]).is_err_and(|error| error.kind() == std::io::ErrorKind::WouldBlock)
    };
    streams.iter().filter(is_open).count()
}

#[tokio::test]
async fn connections_that_take_the_place_of_others_are_counted_too() {
    let app = Router::new().route("/", get(|| async { "here" }));
    let connection_limits = ConnectionLimits {
        connections: 4,
        first_grace: Duration::ZERO,
        head: LONG * 10,
        ..ConnectionLimits::default()
    };
    let address = listening(connection_limits, app, pending()).await;
    let mut streams = Vec::new();
    for _ in 0..64 {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\n").await.unwrap();
        streams.push(stream);
        tokio::task::yield_now().await;
    }
    // The server accepts connections in order, so it has seen all of them once it answers another.
    assert!(exchange(address, CLOSING).await.ends_with("here"), "a visitor is answered in a flood");
    let few = async {
        while open_connections(&streams) > 4 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(LONG, few).await.expect("no more than the limit stay open");
}

#[tokio::test]
async fn a_head_that_is_too_large_is_refused_and_an_unexpected_body_is_not_read() {
    let app = Router::new().route("/", get(|| async { "here" }));
    let connection_limits = ConnectionLimits { head: LONG, ..ConnectionLimits::default() };
    let address = listening(connection_limits, app, pending()).await;
    let many: String = (0..100).map(|number| format!("x-{number}: a\r\n")).collect();
    let long = format!("x: {}\r\n", "a".repeat(64 * 1024));
    for header in [many, long] {
        let answer = exchange(address, &format!("GET / HTTP/1.1\r\nHost: a\r\n{header}\r\n")).await;
        assert!(answer.starts_with("HTTP/1.1 431 "), "{answer}");
    }
    let answer = exchange(address, "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\nx").await;
    assert!(answer.ends_with("here"), "{answer}");
}

/// Router with an endless response, and a signal for when it is dropped.
fn endless() -> (Router, tokio::sync::oneshot::Receiver<()>) {
    let (dropped, signal) = tokio::sync::oneshot::channel();
    let dropped = Arc::new(std::sync::Mutex::new(Some(DropSignal(Some(dropped)))));
    let app = Router::new().route(
        "/",
        get(move || {
            let drop_signal = dropped.lock().unwrap().take();
            let piece =
                move |drop_signal| async move { Some((Ok::<_, std::io::Error>(vec![b'x'; 64 * 1024]), drop_signal)) };
            async move { Body::from_stream(futures_util::stream::unfold(drop_signal, piece)) }
        }),
    );
    (app, signal)
}

struct DropSignal(Option<tokio::sync::oneshot::Sender<()>>);

impl Drop for DropSignal {
    fn drop(&mut self) {
        let signal = self.0.take().map(|signal| signal.send(()));
        assert_ne!(signal, None, "it is dropped only once");
    }
}

async fn in_time(signal: tokio::sync::oneshot::Receiver<()>) {
    tokio::time::timeout(LONG, signal).await.expect("the answer is dropped").unwrap();
}

#[tokio::test]
async fn a_client_that_does_not_read_its_answer_is_closed() {
    let (app, dropped) = endless();
    let connection_limits =
        ConnectionLimits { write: Duration::from_millis(50), head: LONG, ..ConnectionLimits::default() };
    let address = listening(connection_limits, app, pending()).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(KEEPING.as_bytes()).await.unwrap();
    in_time(dropped).await;
}

#[tokio::test]
async fn a_client_that_reads_too_slowly_is_closed_at_its_deadline() {
    let (app, dropped) = endless();
    let moment = Duration::from_millis(50);
    let connection_limits =
        ConnectionLimits { lifetime: moment, last_answer: moment, head: LONG, ..ConnectionLimits::default() };
    let address = listening(connection_limits, app, pending()).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(KEEPING.as_bytes()).await.unwrap();
    let reading = async {
        let mut drops = [0; 16];
        while stream.read(&mut drops).await.is_ok_and(|count| count > 0) {}
    };
    tokio::join!(reading, in_time(dropped));
}

#[tokio::test]
async fn an_answer_without_end_does_not_keep_the_server_from_stopping() {
    let (app, dropped) = endless();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let connection_limits =
        ConnectionLimits { stop_within: Duration::from_millis(50), head: LONG, ..ConnectionLimits::default() };
    let listener_config = ListenerConfig::default();
    let serving = tokio::spawn(
        connection_limits.serve(listener, app, listener_config.clone(), async move { drop(stopped.await) }),
    );
    let _stream = staying(address).await;
    assert!(!listener_config.stopping.is_cancelled());
    stop.send(()).unwrap();
    tokio::time::timeout(LONG, serving).await.expect("the server stops").unwrap();
    assert!(listener_config.stopping.is_cancelled());
    drop(dropped);
}

#[tokio::test]
async fn an_open_request_is_answered_while_the_server_stops() {
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
    let connection_limits = ConnectionLimits { head: LONG, ..ConnectionLimits::default() };
    let serving = tokio::spawn(
        connection_limits.serve(listener, app, ListenerConfig::default(), async move { drop(stopped.await) }),
    );
    let answer = exchange(address, KEEPING).await;
    assert!(answer.ends_with("done"), "{answer}");
    serving.await.unwrap();
}
