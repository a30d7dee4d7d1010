//! Policy hosts: HTTP/1.1 over TLS, with the responses that their world describes (RFC 8461 §3.3).

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use checker::world::{HttpsHost, World};
use evidence::Timestamp;
use http_body_util::Full;
use hyper::{Request, Response, StatusCode, body::Bytes, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{net::TcpStream, task::JoinSet};

use crate::{
    Fault,
    authority::Authority,
    host::{self, Table},
    listener,
    tls::TlsServer,
};

const PORT: u16 = 443;

/// The path of the policy (RFC 8461 §3.2).
const PATH: &str = "/.well-known/mta-sts.txt";

/// Starts the policy hosts of a world and adds their addresses to the table.
pub(crate) async fn start(
    world: &World,
    now: Timestamp,
    authority: &Authority,
    servers: &mut JoinSet<()>,
    table: &mut Table,
) -> Result<(), Fault> {
    for (name, told) in &world.https {
        let host = Arc::new(Host {
            greeter: TlsServer::new(&told.tls, world.check_time(now), authority, &["http/1.1"])?,
            conduct: conduct(name, told)?,
            delay: Duration::from_millis(told.elapsed_ms),
        });
        let (listener, server) = listener::bind_listener().await?;
        servers.spawn(listener::serve_connections(listener, move |tcp| converse(host.clone(), tcp)));
        for address in host::host_addresses(world, name) {
            let connect = if address.is_ipv4() { &told.ipv4 } else { &told.ipv6 };
            host::listen_at(table, SocketAddr::new(address, PORT), connect, server, servers).await?;
        }
    }
    Ok(())
}

struct Host {
    greeter: TlsServer,
    conduct: Conduct,
    delay: Duration,
}

/// A host's response to a request.
enum Conduct {
    Answers(Response<Full<Bytes>>),
    Closes,
    IsSilent,
}

fn conduct(name: &str, host: &HttpsHost) -> Result<Conduct, Fault> {
    match (host.error.as_deref(), host.status) {
        (Some("timeout"), _) => Ok(Conduct::IsSilent),
        (_, 0) => Ok(Conduct::Closes),
        _ => answer(host).map(Conduct::Answers).map_err(|why| Fault::Http { host: name.into(), why: why.to_string() }),
    }
}

fn answer(host: &HttpsHost) -> Result<Response<Full<Bytes>>, hyper::http::Error> {
    let mut answer = Response::builder().status(host.status);
    for (name, value) in &host.headers {
        if let Some(value) = value {
            answer = answer.header(name, value);
        }
    }
    answer.body(Full::from(host.body_octets()))
}

async fn converse(host: Arc<Host>, tcp: TcpStream) -> io::Result<()> {
    let tls = host.greeter.accept(tcp).await?;
    let service = service_fn(move |request| respond(host.clone(), request));
    let mut http = http1::Builder::new();
    http.auto_date_header(false).timer(TokioTimer::new());
    http.serve_connection(TokioIo::new(tls), service).await.map_err(io::Error::other)
}

async fn respond(host: Arc<Host>, request: Request<Incoming>) -> io::Result<Response<Full<Bytes>>> {
    tokio::time::sleep(host.delay).await;
    match &host.conduct {
        _ if request.uri().path() != PATH => Ok(nothing_here()),
        Conduct::Answers(answer) => Ok(answer.clone()),
        Conduct::Closes => Err(io::ErrorKind::ConnectionAborted.into()),
        Conduct::IsSilent => std::future::pending().await,
    }
}

fn nothing_here() -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::default());
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}
