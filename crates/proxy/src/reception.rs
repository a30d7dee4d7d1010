//! Taking connections: no more than so many, and none that keeps the door open without coming in.

use std::{convert::Infallible, io, net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::{Request, Response, body::Incoming, server::conn::http1::Builder, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};
use tower::ServiceExt;

/// Time to wait when no connection can be taken, for lack of file descriptors, say.
const PAUSE: Duration = Duration::from_secs(1);

/// Limits on connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reception {
    /// Connections that are open at once; more wait in the kernel.
    pub connections: usize,
    /// Time for the head of a request to arrive, the first as well as each that follows on the same connection.
    pub head: Duration,
}

impl Default for Reception {
    fn default() -> Self {
        Self { connections: 1024, head: Duration::from_secs(15) }
    }
}

impl Reception {
    /// Serves until `stop` ends; requests under way are still answered.
    pub async fn serve(self, listener: TcpListener, app: Router, stop: impl Future<Output = ()>) {
        let seats = Arc::new(Semaphore::new(self.connections));
        let mut http = Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(self.head);
        let graceful = GracefulShutdown::new();
        let taking = async {
            loop {
                let Ok(seat) = seats.clone().acquire_owned().await else { return };
                let Some((stream, peer)) = taken(listener.accept().await).await else { continue };
                let app = app.clone();
                let service = service_fn(move |request| answer(app.clone(), peer, request));
                let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service));
                tokio::spawn(async move {
                    if let Err(error) = connection.await {
                        tracing::debug!(%peer, %error, "a connection ended early");
                    }
                    drop(seat);
                });
            }
        };
        tokio::select! {
            () = taking => {}
            () = stop => {}
        }
        graceful.shutdown().await;
    }
}

async fn taken(accepted: io::Result<(TcpStream, SocketAddr)>) -> Option<(TcpStream, SocketAddr)> {
    match accepted {
        Ok((stream, peer)) => {
            let sent_at_once = stream.set_nodelay(true);
            tracing::trace!(%peer, ?sent_at_once, "a connection");
            Some((stream, peer))
        }
        Err(error) if is_of_the_client(&error) => None,
        Err(error) => {
            tracing::error!(%error, "no connection can be taken");
            tokio::time::sleep(PAUSE).await;
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
