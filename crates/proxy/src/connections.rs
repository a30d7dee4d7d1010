//! Taking connections: no more than so many, none that keeps the listener_config open without coming in or going out, and an orderly end.

use std::{
    convert::Infallible,
    io,
    net::SocketAddr,
    pin::{Pin, pin},
    sync::Arc,
    time::Duration,
};

use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::{Request, Response, body::Incoming, server::conn::http1::Builder, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulConnection,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{sleep, timeout},
};
use tokio_io_timeout::TimeoutWriter;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::ServiceExt;

use crate::{
    client_identity::TrustedProxies,
    clients::{ClientPermit, ConcurrencyLimiter, client},
    metrics::Metrics,
};

/// Time to wait when no connection can be taken, for lack of file descriptors, say.
const PAUSE: Duration = Duration::from_secs(1);

/// Header fields of a request that are read; browsers send some twenty. More are answered with 431.
const HEADERS: usize = 64;

/// Octets of a request's head that are read, several times what browsers send. More are answered with 431.
const HEAD_OCTETS: usize = 16 * 1024;

/// Connections beyond the limit that are told so at once; still more are closed without a word.
const MAX_REJECTED: usize = 256;

/// Time to take leave of a connection that is turned away.
const REJECT_TIME: Duration = Duration::from_secs(1);

/// What a client reads for whom there is no room.
const OVERLOADED_RESPONSE: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: 5\r\nConnection: close\r\n\r\n";

/// Limits on connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConnectionLimits {
    /// Connections that are open at once; more are answered with 503.
    pub connections: usize,
    /// Connections that each client may have open at once; more are closed. Those from this machine and from trusted proxies are
    /// not counted.
    pub connections_each: usize,
    /// Time for the head of a request to arrive, the first as well as each that follows on the same connection.
    pub head: Duration,
    /// Time for a client to take any octet at all of an answer.
    pub write: Duration,
    /// Time after which a connection takes no more requests.
    pub lifetime: Duration,
    /// Time for what is under way then: as long as the longest look takes, and a little for the way.
    pub last_answer: Duration,
    /// Time between the word to stop and the listener_config's closing. Meanwhile `/readyz` says so, and a load balancer looks elsewhere.
    pub drain: Duration,
    /// Time for what is under way when the listener_config is closed.
    pub stop_within: Duration,
}

impl Default for ConnectionLimits {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self {
            connections: 4096,
            connections_each: 128,
            head: seconds(15),
            write: seconds(30),
            lifetime: seconds(300),
            last_answer: seconds(90),
            drain: Duration::ZERO,
            stop_within: seconds(30),
        }
    }
}

/// Who comes in and what is noted about it.
#[derive(Clone, Debug, Default)]
pub struct ListenerConfig {
    /// Proxies that bring many clients through few connections' addresses.
    pub proxies: TrustedProxies,
    /// Where refusals are counted.
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
        listener_config: ListenerConfig,
        stop: impl Future<Output = ()>,
    ) {
        let (closing, tasks) = (CancellationToken::new(), TaskTracker::new());
        let stopped = async {
            stop.await;
            listener_config.stopping.cancel();
            sleep(self.drain).await;
        };
        tokio::select! {
            () = self.take(listener, app, &listener_config, &closing, &tasks) => {}
            () = stopped => {}
        }
        closing.cancel();
        tasks.close();
        if timeout(self.stop_within, tasks.wait()).await.is_err() {
            tracing::warn!(connections = tasks.len(), "some answers were not finished in time");
        }
    }

    async fn take(
        self,
        listener: TcpListener,
        app: Router,
        listener_config: &ListenerConfig,
        closing: &CancellationToken,
        tasks: &TaskTracker,
    ) {
        let permits = Admission::new(self);
        loop {
            let Some((stream, peer)) = taken(listener.accept().await).await else { continue };
            match permits.permit(peer, &listener_config.proxies) {
                Ok(permit) => {
                    let conversation = self.serve_connection(stream, peer, app.clone(), closing.clone());
                    tasks.spawn(async move {
                        conversation.await;
                        drop(permit);
                    });
                }
                Err(full) => {
                    listener_config.metrics.refused(full.kind());
                    permits.reject(stream, full, tasks);
                }
            }
        }
    }

    /// One connection, to its end.
    async fn serve_connection(self, stream: TcpStream, peer: SocketAddr, app: Router, closing: CancellationToken) {
        let mut http = Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(self.head);
        http.max_headers(HEADERS).max_buf_size(HEAD_OCTETS);
        let service = service_fn(move |request| answer(app.clone(), peer, request));
        let mut connection = pin!(http.serve_connection(TokioIo::new(patient(stream, self.write)), service));
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            () = closing.cancelled() => finish(connection).await,
            () = sleep(self.lifetime) => timeout(self.last_answer, finish(connection)).await.unwrap_or(Ok(())),
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "a connection ended early");
        }
    }
}

/// A connection that takes no more requests, until the last one is answered.
async fn finish<C: GracefulConnection>(mut connection: Pin<&mut C>) -> Result<(), C::Error> {
    connection.as_mut().graceful_shutdown();
    connection.await
}

/// A client that takes nothing for so long is let go.
fn patient(stream: TcpStream, limit: Duration) -> impl AsyncRead + AsyncWrite + Unpin {
    let mut stream = TimeoutWriter::new(stream);
    stream.set_timeout(Some(limit));
    Box::pin(stream)
}

/// Room for connections.
struct Admission {
    free: Arc<Semaphore>,
    rejecting: Arc<Semaphore>,
    present: ConcurrencyLimiter,
}

/// The place of one connection.
type ConnectionGuard = (OwnedSemaphorePermit, Option<ClientPermit>);

/// For whom there is no room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Overload {
    ForAll,
    ForClient,
}

impl Overload {
    const fn kind(self) -> &'static str {
        match self {
            Self::ForAll => "connections",
            Self::ForClient => "client-connections",
        }
    }
}

impl Admission {
    fn new(limits: ConnectionLimits) -> Self {
        let semaphore = |permits| Arc::new(Semaphore::new(permits));
        Self {
            free: semaphore(limits.connections),
            rejecting: semaphore(MAX_REJECTED),
            present: ConcurrencyLimiter::new(limits.connections_each),
        }
    }

    fn permit(&self, peer: SocketAddr, proxies: &TrustedProxies) -> Result<ConnectionGuard, Overload> {
        let brings_many = peer.ip().to_canonical().is_loopback() || proxies.includes(peer.ip());
        let client = match brings_many {
            true => None,
            false => Some(self.present.enter(client(peer.ip())).ok_or(Overload::ForClient)?),
        };
        let permit = self.free.clone().try_acquire_owned().map_err(|_| Overload::ForAll)?;
        Ok((permit, client))
    }

    /// Says at once that there is no room. Who has many connections already hears nothing.
    fn reject(&self, mut stream: TcpStream, full: Overload, tasks: &TaskTracker) {
        let Ok(rejecting) = self.rejecting.clone().try_acquire_owned() else { return };
        if full == Overload::ForClient {
            return;
        }
        tasks.spawn(async move {
            let goodbye = async {
                stream.write_all(OVERLOADED_RESPONSE).await?;
                stream.shutdown().await?;
                // What the client still says is read, or the kernel would take the answer back.
                tokio::io::copy(&mut stream, &mut tokio::io::sink()).await
            };
            let said = timeout(REJECT_TIME, goodbye).await.is_ok_and(|said| said.is_ok());
            tracing::trace!(said, "a connection was turned away");
            drop(rejecting);
        });
    }
}

async fn taken(accepted: io::Result<(TcpStream, SocketAddr)>) -> Option<(TcpStream, SocketAddr)> {
    match accepted {
        Ok((stream, peer)) => {
            let sent_at_once = stream.set_nodelay(true);
            tracing::trace!(?sent_at_once, "a connection");
            Some((stream, peer))
        }
        Err(error) if is_of_the_client(&error) => None,
        Err(error) => {
            tracing::error!(%error, "no connection can be taken");
            sleep(PAUSE).await;
            None
        }
    }
}

fn is_of_the_client(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionRefused | ConnectionAborted | ConnectionReset)
}

async fn answer(app: Router, peer: SocketAddr, request: Request<Incoming>) -> Result<Response<Body>, Infallible> {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(ConnectInfo(peer));
    app.oneshot(request).await
}
