//! The DNS server: one port, UDP and TCP (RFC 1035 §4.2, RFC 7766).

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream, UdpSocket},
    task::JoinSet,
    time::sleep,
};

use crate::{listener, message, zones::DnsData};

/// The number of ports to try until one is free for both UDP and TCP.
const MAX_PORT_ATTEMPTS: usize = 32;

/// Starts the server on a port that the kernel chooses, without delay.
pub(crate) async fn start(names: Arc<impl DnsData>, servers: &mut JoinSet<()>) -> io::Result<SocketAddr> {
    start_at((Ipv4Addr::LOCALHOST, 0).into(), names, Duration::ZERO, servers).await
}

/// Starts the server at this address. Every answer is sent after `delay`.
pub(crate) async fn start_at(
    address: SocketAddr,
    names: Arc<impl DnsData>,
    delay: Duration,
    servers: &mut JoinSet<()>,
) -> io::Result<SocketAddr> {
    let (udp, tcp, address) = bind(address).await?;
    servers.spawn(serve_datagrams(udp, names.clone(), delay));
    servers.spawn(listener::serve_connections(tcp, move |stream| serve_connection(names.clone(), delay, stream)));
    Ok(address)
}

/// Binds UDP and TCP to the same port. The port that the kernel chooses for TCP may be in use for UDP.
async fn bind(address: SocketAddr) -> io::Result<(UdpSocket, TcpListener, SocketAddr)> {
    let mut last = io::ErrorKind::AddrInUse.into();
    for _ in 0..MAX_PORT_ATTEMPTS {
        let tcp = TcpListener::bind(address).await?;
        let address = tcp.local_addr()?;
        match UdpSocket::bind(address).await {
            Ok(udp) => return Ok((udp, tcp, address)),
            Err(error) => last = error,
        }
    }
    Err(last)
}

async fn serve_datagrams(socket: UdpSocket, names: Arc<impl DnsData>, delay: Duration) {
    let (socket, mut buffer, mut delayed) = (Arc::new(socket), vec![0; usize::from(u16::MAX)], JoinSet::new());
    loop {
        // An error here concerns an earlier answer whose client is gone.
        let Ok((length, client)) = socket.recv_from(&mut buffer).await else { continue };
        let Some(response) = message::udp_response(&*names, &buffer[..length]) else { continue };
        if delay.is_zero() {
            drop(socket.send_to(&response, client).await);
            continue;
        }
        let socket = socket.clone();
        delayed.spawn(async move {
            sleep(delay).await;
            drop(socket.send_to(&response, client).await);
        });
        while delayed.try_join_next().is_some() {}
    }
}

/// Serves one stream. Each message follows its length.
async fn serve_connection(names: Arc<impl DnsData>, delay: Duration, mut stream: TcpStream) -> io::Result<()> {
    loop {
        let mut query = vec![0; stream.read_u16().await?.into()];
        stream.read_exact(&mut query).await?;
        let Some(response) = message::tcp_response(&*names, &query) else { return Ok(()) };
        sleep(delay).await;
        let length = u16::try_from(response.len()).map_err(io::Error::other)?;
        stream.write_all(&[&length.to_be_bytes(), response.as_slice()].concat()).await?;
    }
}
