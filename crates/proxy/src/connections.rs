//! Connection handling: a limit on connections, eviction of idle ones, and graceful shutdown.

use std::{
    convert::Infallible,
    io,
    net::SocketAddr,
    pin::{Pin, pin},
    time::Duration,
};

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{StatusCode, Version, header},
    response::IntoResponse,
};
use hyper::{
    Request, Response,
    body::{Body as _, Incoming},
    server::conn::http1::Builder,
    service::service_fn,
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulConnection,
};
use proxy_api::deadlines::ANSWER_DEADLINE;
use tokio::{
    net::{TcpListener, TcpStream},
    time::{sleep, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::ServiceExt;

use crate::{body::Guarded, client_identity::TrustedProxies, metrics::Metrics};

mod admission;
mod idle;
mod paced_writer;

use admission::ConnectionAdmission;
use idle::{BusyGuard, ConnectionHandle};
use paced_writer::PacedWriter;

/// Pause after accepting a connection fails, for example for lack of file descriptors.
const ACCEPT_RETRY_DELAY: Duration = Duration::from_secs(1);

/// Maximum header fields of a request; browsers send about twenty. More are answered with 431.
const MAX_HEADERS: usize = 64;

/// Maximum size of a request head in bytes, several times what browsers send. A larger one is answered with 431.
const MAX_HEAD_BYTES: usize = 16 * 1024;

/// Send buffer size in bytes: data the kernel holds that the client has not yet received. Linux doubles it for its own
/// bookkeeping.
const SEND_BUFFER_BYTES: usize = 64 * 1024;

/// Limits on connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConnectionLimits {
    /// Maximum open connections. At the limit, the connection that has waited longest for a request is closed for a new
    /// one. If none has waited long enough, the new connection is answered with 503.
    pub connections: usize,
    /// Maximum open connections per client; networks of clients have a multiple. More are closed. Connections from this
    /// machine and from trusted proxies are not counted.
    pub connections_each: usize,
    /// Time a connection may wait for its first request before it can be evicted. Clients send that request right after
    /// connecting. In a flood, this time determines how fast slots are reused.
    pub first_grace: Duration,
    /// Time a connection may wait for a further request before it can be evicted.
    pub idle_grace: Duration,
    /// Time limit for a request head to arrive, for the first and for each further request on a connection.
    pub head: Duration,
    /// Time limit for a client to receive 16 KiB of a response, or its last part.
    pub write: Duration,
    /// Age at which a connection accepts no more requests.
    pub lifetime: Duration,
    /// Time left for the request under way at that age: at least as long as the page waits for an answer.
    pub last_answer: Duration,
    /// Time between the request to stop and the end of listening. Meanwhile `/readyz` reports it, so that load
    /// balancers use other servers.
    pub drain: Duration,
    /// Time left for requests under way when listening ends.
    pub stop_within: Duration,
}

impl Default for ConnectionLimits {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self {
            connections: 4096,
            connections_each: 128,
            first_grace: Duration::from_millis(50),
            idle_grace: seconds(1),
            head: seconds(15),
            write: seconds(30),
            lifetime: seconds(300),
            last_answer: ANSWER_DEADLINE,
            drain: Duration::ZERO,
            stop_within: seconds(30),
        }
    }
}

/// Configuration of a listener.
#[derive(Clone, Debug, Default)]
pub struct ListenerConfig {
    /// Trusted reverse proxies, which bring many clients from few addresses.
    pub proxies: TrustedProxies,
    /// Metrics in which refusals are counted.
    pub metrics: Metrics,
    /// Cancelled when the server begins to stop.
    pub stopping: CancellationToken,
}

impl ConnectionLimits {
    /// Serves until `stop` ends and requests under way are answered, or the time for that has passed.
    pub async fn serve(
        self,
        listener: TcpListener,
        app: Router,
        config: ListenerConfig,
        stop: impl Future<Output = ()>,
    ) {
        let (closing, tasks) = (CancellationToken::new(), TaskTracker::new());
        let stopped = async {
            stop.await;
            config.stopping.cancel();
            sleep(self.drain).await;
        };
        tokio::select! {
            () = self.accept(listener, app, &config, &closing, &tasks) => {}
            () = stopped => {}
        }
        closing.cancel();
        tasks.close();
        if timeout(self.stop_within, tasks.wait()).await.is_err() {
            tracing::warn!(connections = tasks.len(), "some answers were not finished in time");
        }
    }

    async fn accept(
        self,
        listener: TcpListener,
        app: Router,
        config: &ListenerConfig,
        closing: &CancellationToken,
        tasks: &TaskTracker,
    ) {
        let admission = ConnectionAdmission::new(self);
        loop {
            let Some((stream, peer)) = accepted(listener.accept().await).await else { continue };
            match admission.admit(peer, &config.proxies).await {
                Ok(mut admitted) => {
                    let (expected, app, closing) = (admission.idle.register_pending(), app.clone(), closing.clone());
                    tasks.spawn(async move {
                        admitted.ready().await;
                        // The time that a connection may wait for its request begins when it is served.
                        let idle = expected.register();
                        self.serve_connection(stream, peer, app, idle, closing).await;
                        drop(admitted);
                    });
                }
                Err(overload) => {
                    config.metrics.record_refusal(overload.kind());
                    admission.reject(stream, overload, tasks);
                }
            }
        }
    }

    /// Serves one connection to its end.
    async fn serve_connection(
        self,
        stream: TcpStream,
        peer: SocketAddr,
        app: Router,
        idle: ConnectionHandle,
        closing: CancellationToken,
    ) {
        let mut http = Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(self.head);
        http.max_headers(MAX_HEADERS).max_buf_size(MAX_HEAD_BYTES);
        let evicted = idle.eviction_token();
        let service = service_fn(move |request| answer(app.clone(), peer, idle.clone(), request));
        let stream = TokioIo::new(PacedWriter::new(stream, self.write));
        let mut connection = pin!(http.serve_connection(stream, service));
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            () = evicted.cancelled() => Ok(()),
            () = closing.cancelled() => finish(connection).await,
            () = sleep(self.lifetime) => timeout(self.last_answer, finish(connection)).await.unwrap_or(Ok(())),
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "a connection ended early");
        }
    }
}

/// Shuts a connection down gracefully: it takes no more requests, and the last one is answered.
async fn finish<C: GracefulConnection>(mut connection: Pin<&mut C>) -> Result<(), C::Error> {
    connection.as_mut().graceful_shutdown();
    connection.await
}

async fn accepted(accepted: io::Result<(TcpStream, SocketAddr)>) -> Option<(TcpStream, SocketAddr)> {
    match accepted {
        Ok((stream, peer)) => {
            let no_delay = stream.set_nodelay(true);
            let buffer = socket2::SockRef::from(&stream).set_send_buffer_size(SEND_BUFFER_BYTES);
            tracing::trace!(?no_delay, ?buffer, "a connection");
            Some((stream, peer))
        }
        Err(error) if is_client_fault(&error) => None,
        Err(error) => {
            tracing::error!(%error, "no connection can be taken");
            sleep(ACCEPT_RETRY_DELAY).await;
            None
        }
    }
}

fn is_client_fault(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionRefused | ConnectionAborted | ConnectionReset)
}

/// Answers a request. The connection counts as busy until the last byte of the response is sent.
async fn answer(
    app: Router,
    peer: SocketAddr,
    idle: ConnectionHandle,
    request: Request<Incoming>,
) -> Result<Response<Guarded<Body, BusyGuard>>, Infallible> {
    let busy = idle.mark_busy();
    let mut request = request.map(|content| if content.is_end_stream() { Body::empty() } else { Body::new(content) });
    let response = if has_one_host(&request) {
        request.extensions_mut().insert(ConnectInfo(peer));
        app.oneshot(request).await?
    } else {
        (StatusCode::BAD_REQUEST, [(header::CONNECTION, "close")]).into_response()
    };
    Ok(response.map(|content| Guarded::new(content, busy)))
}

/// Returns whether a request names exactly one host (RFC 9112 §3.2). Before HTTP/1.1, it need not name any.
fn has_one_host<B>(request: &Request<B>) -> bool {
    let hosts = request.headers().get_all(header::HOST).iter().count();
    hosts == 1 || (hosts == 0 && request.version() < Version::HTTP_11)
}
