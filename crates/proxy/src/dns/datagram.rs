//! DNS over UDP, and over TCP where the answer does not fit (RFC 1035 §4.2, RFC 7766 §5).

use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
};

use doh::Malformed;
use evidence::{DnsQuestion, Unobserved};
use ring::rand::{SecureRandom, SystemRandom};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpStream, UdpSocket},
    time::timeout,
};

use super::{Exchange, unreachable_error};
use crate::deadlines::DATAGRAM_RESEND_AFTER;

/// Maximum size of a DNS message in bytes.
const MAX_MESSAGE_BYTES: usize = 65_535;

/// Asks over UDP, then over TCP if the answer was truncated. Has no time limit of its own.
pub(super) async fn exchange(server: SocketAddr, question: &DnsQuestion) -> Result<Exchange, Unobserved> {
    match ask_over_udp(server, question).await? {
        Some(exchange) => Ok(exchange),
        None => ask_over_tcp(server, question).await,
    }
}

/// Asks over UDP. Returns `None` if the answer was truncated.
async fn ask_over_udp(server: SocketAddr, question: &DnsQuestion) -> Result<Option<Exchange>, Unobserved> {
    let query = Query::new(question)?;
    let socket = open_socket(server).await.map_err(|error| unreachable_error(&error))?;
    let mut buffer = vec![0; MAX_MESSAGE_BYTES];
    loop {
        socket.send(&query.message).await.map_err(|error| unreachable_error(&error))?;
        if let Ok(outcome) = timeout(DATAGRAM_RESEND_AFTER, receive(&socket, &query, question, &mut buffer)).await {
            return outcome;
        }
    }
}

/// Opens a UDP socket that receives from this server only, on a port that the kernel chooses.
async fn open_socket(server: SocketAddr) -> io::Result<UdpSocket> {
    let any: IpAddr = if server.is_ipv4() { Ipv4Addr::UNSPECIFIED.into() } else { Ipv6Addr::UNSPECIFIED.into() };
    let socket = UdpSocket::bind((any, 0)).await?;
    socket.connect(server).await?;
    Ok(socket)
}

/// Returns the first datagram that answers the query. Late or forged ones are skipped.
async fn receive(
    socket: &UdpSocket,
    query: &Query,
    question: &DnsQuestion,
    buffer: &mut [u8],
) -> Result<Option<Exchange>, Unobserved> {
    loop {
        let length = socket.recv(buffer).await.map_err(|error| unreachable_error(&error))?;
        let Some(response) = query.response(&buffer[..length]) else { continue };
        match doh::read_answer(question, &response) {
            Ok(answer) => return Ok(Some((response, answer))),
            Err(Malformed::Truncated) => return Ok(None),
            Err(Malformed::NotAResponse | Malformed::OtherQuestion(_)) => {}
            Err(malformed) => return Err(malformed.into()),
        }
    }
}

async fn ask_over_tcp(server: SocketAddr, question: &DnsQuestion) -> Result<Exchange, Unobserved> {
    let query = Query::new(question)?;
    let message = exchange_over_tcp(server, &query.message).await.map_err(|error| unreachable_error(&error))?;
    let response = query
        .response(&message)
        .ok_or_else(|| Unobserved::Malformed { detail: "another id than the query's".into() })?;
    let answer = doh::read_answer(question, &response)?;
    Ok((response, answer))
}

/// Exchanges messages over TCP, where a length precedes each (RFC 1035 §4.2.2).
async fn exchange_over_tcp(server: SocketAddr, message: &[u8]) -> io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(server).await?;
    let length = u16::try_from(message.len()).map_err(io::Error::other)?;
    stream.write_all(&[&length.to_be_bytes(), message].concat()).await?;
    let length = stream.read_u16().await?;
    let mut response = vec![0; length.into()];
    stream.read_exact(&mut response).await?;
    Ok(response)
}

/// Query with a random id (RFC 5452 §9.2).
struct Query {
    id: [u8; 2],
    message: Vec<u8>,
}

impl Query {
    fn new(question: &DnsQuestion) -> Result<Self, Unobserved> {
        let mut message = doh::encode_query(question)?;
        let mut id = [0; 2];
        SystemRandom::new()
            .fill(&mut id)
            .map_err(|_| Unobserved::Unreachable { detail: "no random numbers".into() })?;
        message[..2].copy_from_slice(&id);
        Ok(Self { id, message })
    }

    /// Returns the message with id 0 if its id is that of the query.
    fn response(&self, message: &[u8]) -> Option<Vec<u8>> {
        let rest = message.strip_prefix(&self.id)?;
        Some([&[0, 0], rest].concat())
    }
}
