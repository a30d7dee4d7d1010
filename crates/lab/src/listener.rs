//! Listening on the loopback.

use std::{
    future::Future,
    io,
    net::{Ipv4Addr, SocketAddr},
};

use tokio::{
    net::{TcpListener, TcpSocket, TcpStream},
    task::JoinSet,
};

/// Binds a listener to a port that the kernel chooses.
pub(crate) async fn bind_listener() -> io::Result<(TcpListener, SocketAddr)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

/// Serves every connection until this future is dropped.
pub(crate) async fn serve_connections<F>(listener: TcpListener, conversation: impl Fn(TcpStream) -> F)
where
    F: Future<Output = io::Result<()>> + Send + 'static,
{
    let mut open = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => drop(open.spawn(conversation(stream))),
                // The process has no free descriptor. A connection that ends returns one.
                Err(_) => drop(open.join_next().await),
            },
            Some(_) = open.join_next() => {}
        }
    }
}

/// Opens a port that never answers. Its queue holds one connection, which waits forever.
pub(crate) async fn bind_silent_listener(servers: &mut JoinSet<()>) -> io::Result<SocketAddr> {
    let socket = TcpSocket::new_v4()?;
    socket.bind((Ipv4Addr::LOCALHOST, 0).into())?;
    let listener = socket.listen(0)?;
    let address = listener.local_addr()?;
    let waiting = TcpStream::connect(address).await?;
    servers.spawn(async move {
        let _held = (listener, waiting);
        std::future::pending().await
    });
    Ok(address)
}
