//! The DNS server: one port, UDP and TCP (RFC 1035 §4.2, RFC 7766).

use std::{io, net::SocketAddr, sync::Arc};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream, UdpSocket},
    task::JoinSet,
};

use crate::{listener, message, zones::Zones};

/// Ports that are tried until one is free for both.
const ATTEMPTS: usize = 32;

pub(crate) async fn start(zones: Arc<Zones>, servers: &mut JoinSet<()>) -> io::Result<SocketAddr> {
    let (udp, tcp, address) = bind().await?;
    servers.spawn(datagrams(udp, zones.clone()));
    servers.spawn(listener::serve_connections(tcp, move |stream| converse(zones.clone(), stream)));
    Ok(address)
}

/// The kernel chooses a port for TCP; the same may be taken for UDP.
async fn bind() -> io::Result<(UdpSocket, TcpListener, SocketAddr)> {
    let mut last = io::ErrorKind::AddrInUse.into();
    for _ in 0..ATTEMPTS {
        let (tcp, address) = listener::bind_listener().await?;
        match UdpSocket::bind(address).await {
            Ok(udp) => return Ok((udp, tcp, address)),
            Err(error) => last = error,
        }
    }
    Err(last)
}

async fn datagrams(socket: UdpSocket, zones: Arc<Zones>) {
    let mut buffer = vec![0; usize::from(u16::MAX)];
    loop {
        // An error here belongs to an earlier answer whose asker is gone.
        let Ok((length, asker)) = socket.recv_from(&mut buffer).await else { continue };
        if let Some(response) = message::by_udp(&zones, &buffer[..length]) {
            drop(socket.send_to(&response, asker).await);
        }
    }
}

/// Messages on a stream come after their length.
async fn converse(zones: Arc<Zones>, mut stream: TcpStream) -> io::Result<()> {
    loop {
        let mut query = vec![0; stream.read_u16().await?.into()];
        stream.read_exact(&mut query).await?;
        let Some(response) = message::by_tcp(&zones, &query) else { return Ok(()) };
        let length = u16::try_from(response.len()).map_err(io::Error::other)?;
        stream.write_all(&[&length.to_be_bytes(), response.as_slice()].concat()).await?;
    }
}
