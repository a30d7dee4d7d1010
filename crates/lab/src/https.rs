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
    for (name, described) in &world.https {
        let host = Arc::new(Host {
            tls_server: TlsServer::new(&described.tls, world.check_time(now), authority, &["http/1.1"])?,
            behaviour: behaviour(name, described)?,
            delay: Duration::from_millis(described.elapsed_ms),
        });
        let (listener, server) = listener::bind_listener().await?;
        servers.spawn(listener::serve_connections(listener, move |tcp| serve_connection(host.clone(), tcp)));
        for address in host::host_addresses(world, name) {
            let connect = if address.is_ipv4() { &described.ipv4 } else { &described.ipv6 };
            host::listen_at(table, SocketAddr::new(address, PORT), connect, server, servers).await?;
        }
    }
    Ok(())
}

struct Host {
    tls_server: TlsServer,
    behaviour: Behaviour,
    delay: Duration,
}

/// A host's response to a request.
enum Behaviour {
    Answers(Response<Full<Bytes>>),
    Closes,
    NeverAnswers,
}

fn behaviour(name: &str, host: &HttpsHost) -> Result<Behaviour, Fault> {
    match (host.error.as_deref(), host.status) {
        (Some("timeout"), _) => Ok(Behaviour::NeverAnswers),
        (_, 0) => Ok(Behaviour::Closes),
        _ => {
            answer(host).map(Behaviour::Answers).map_err(|why| Fault::Http { host: name.into(), why: why.to_string() })
        }
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

async fn serve_connection(host: Arc<Host>, tcp: TcpStream) -> io::Result<()> {
    let tls = host.tls_server.accept(tcp).await?;
    let service = service_fn(move |request| respond(host.clone(), request));
    let mut http = http1::Builder::new();
    http.auto_date_header(false).timer(TokioTimer::new());
    http.serve_connection(TokioIo::new(tls), service).await.map_err(io::Error::other)
}

async fn respond(host: Arc<Host>, request: Request<Incoming>) -> io::Result<Response<Full<Bytes>>> {
    tokio::time::sleep(host.delay).await;
    match &host.behaviour {
        _ if request.uri().path() != PATH => Ok(not_found()),
        Behaviour::Answers(answer) => Ok(answer.clone()),
        Behaviour::Closes => Err(io::ErrorKind::ConnectionAborted.into()),
        Behaviour::NeverAnswers => std::future::pending().await,
    }
}

fn not_found() -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::default());
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}
