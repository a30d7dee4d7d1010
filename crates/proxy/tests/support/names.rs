//! Name server for tests.

use std::{
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex},
};

use domain::{
    base::{
        MessageBuilder, Name,
        iana::{Rcode, Rtype},
        message_builder::AnswerBuilder,
    },
    rdata::{A, Aaaa, Cname, Mx, Txt},
};
use evidence::{DnsQuestion, RecordKind};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, UdpSocket},
};

use super::MX;

/// Response of a DNS server to one question.
#[derive(Clone, Debug)]
pub enum DnsReply {
    Addresses(Vec<IpAddr>),
    /// MX hosts, all with the same preference.
    Exchanges(Vec<&'static str>),
    /// One TXT record with this many bytes of text and this time to live, over TCP if it does not fit.
    Text(usize, u32),
    /// Two names that are aliases of each other.
    Circle,
    /// An alias of this name, which has the address 9.9.9.9, the text `secret` and itself as MX host.
    Alias(&'static str),
    /// An alias of this name, which does not exist.
    NoSuchAlias(&'static str),
    NoSuchName,
    Failure,
    /// This response code and nothing else.
    Code(Rcode),
    /// A truncated response over UDP, these addresses over TCP.
    ByTcp(Vec<IpAddr>),
    /// A response with another id, then one to another question, then these addresses.
    AfterForgeries(Vec<IpAddr>),
    Nothing,
}

/// DNS server that records its questions.
#[derive(Clone)]
pub struct Names {
    pub address: SocketAddr,
    asked: Arc<Mutex<Vec<DnsQuestion>>>,
}

impl Names {
    /// Starts a server that answers by this function. Its second argument is how often the question was asked before.
    pub async fn serve(reply: impl Fn(&DnsQuestion, usize) -> DnsReply + Clone + Send + Sync + 'static) -> Self {
        let (udp, tcp) = same_port().await;
        let names = Self { address: udp.local_addr().unwrap(), asked: Arc::default() };
        tokio::spawn(by_udp(udp, names.clone(), reply.clone()));
        tokio::spawn(by_tcp(tcp, reply));
        names
    }

    /// Starts a server that gives every name this IPv4 address, and every domain [`MX`] as its MX host.
    pub async fn pointing_at(address: &'static str) -> Self {
        Self::serve(move |question, _| match question.kind {
            RecordKind::A => DnsReply::Addresses(vec![address.parse().unwrap()]),
            RecordKind::Mx => DnsReply::Exchanges(vec![MX]),
            _ => DnsReply::Addresses(Vec::new()),
        })
        .await
    }

    pub fn asked(&self) -> Vec<DnsQuestion> {
        self.asked.lock().unwrap().clone()
    }

    fn note(&self, question: &DnsQuestion) -> usize {
        let mut asked = self.asked.lock().unwrap();
        asked.push(question.clone());
        asked.iter().filter(|earlier| *earlier == question).count() - 1
    }
}

/// Binds UDP and TCP sockets with the same port. The kernel chooses the first. If the second is taken,
/// tries again.
async fn same_port() -> (UdpSocket, TcpListener) {
    loop {
        let udp = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        if let Ok(tcp) = TcpListener::bind(udp.local_addr().unwrap()).await {
            return (udp, tcp);
        }
    }
}

async fn by_udp(socket: UdpSocket, names: Names, reply: impl Fn(&DnsQuestion, usize) -> DnsReply) {
    let mut buffer = [0; 4096];
    loop {
        let (length, from) = socket.recv_from(&mut buffer).await.unwrap();
        let query = &buffer[..length];
        let question = doh::decode_query(query).unwrap();
        let answer = reply(&question, names.note(&question));
        for message in datagrams(query, &question, &answer) {
            socket.send_to(&message, from).await.unwrap();
        }
    }
}

fn datagrams(query: &[u8], question: &DnsQuestion, answer: &DnsReply) -> Vec<Vec<u8>> {
    let good = |addresses: &[IpAddr]| response(query, question, Rcode::NOERROR, addresses);
    match answer {
        DnsReply::Addresses(addresses) => vec![good(addresses)],
        DnsReply::Exchanges(hosts) => vec![mx_response(query, question, hosts)],
        DnsReply::Text(bytes, ttl) => match txt_response(query, question, *bytes, *ttl) {
            message if message.len() > 1232 => vec![truncated(query, question)],
            message => vec![message],
        },
        DnsReply::Circle => vec![circle(query, question)],
        DnsReply::Alias(target) => vec![alias(query, question, target)],
        DnsReply::NoSuchAlias(target) => vec![no_such_alias(query, question, target)],
        DnsReply::NoSuchName => vec![response(query, question, Rcode::NXDOMAIN, &[])],
        DnsReply::Failure => vec![response(query, question, Rcode::SERVFAIL, &[])],
        DnsReply::Code(rcode) => vec![response(query, question, *rcode, &[])],
        DnsReply::ByTcp(_) => vec![truncated(query, question)],
        DnsReply::AfterForgeries(addresses) => {
            let forged: Vec<IpAddr> = vec!["192.0.2.66".parse().unwrap()];
            let mut other_id = good(&forged);
            other_id[0] ^= 0xff;
            let other = DnsQuestion { name: "forged.example".into(), kind: question.kind };
            vec![other_id, response(query, &other, Rcode::NOERROR, &forged), good(addresses)]
        }
        DnsReply::Nothing => Vec::new(),
    }
}

async fn by_tcp(listener: TcpListener, reply: impl Fn(&DnsQuestion, usize) -> DnsReply) {
    loop {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut query = vec![0; stream.read_u16().await.unwrap().into()];
        stream.read_exact(&mut query).await.unwrap();
        let question = doh::decode_query(&query).unwrap();
        let message = match reply(&question, 0) {
            DnsReply::Addresses(addresses) | DnsReply::ByTcp(addresses) => {
                response(&query, &question, Rcode::NOERROR, &addresses)
            }
            DnsReply::Text(bytes, ttl) => txt_response(&query, &question, bytes, ttl),
            _ => continue,
        };
        stream.write_u16(message.len().try_into().unwrap()).await.unwrap();
        stream.write_all(&message).await.unwrap();
    }
}

fn truncated(query: &[u8], question: &DnsQuestion) -> Vec<u8> {
    let mut cut = response(query, question, Rcode::NOERROR, &[]);
    cut[2] |= 2;
    cut
}

fn txt_response(query: &[u8], question: &DnsQuestion, bytes: usize, ttl: u32) -> Vec<u8> {
    let mut builder = answering(query, question, Rcode::NOERROR);
    let text: Txt<Vec<u8>> = Txt::build_from_slice(&vec![b'x'; bytes]).unwrap();
    builder.push((Name::vec_from_str(&question.name).unwrap(), ttl, text)).unwrap();
    builder.finish()
}

fn circle(query: &[u8], question: &DnsQuestion) -> Vec<u8> {
    let [one, other] = [&question.name, "other.example"].map(|name| Name::vec_from_str(name).unwrap());
    let mut builder = answering(query, question, Rcode::NOERROR);
    builder.push((&one, 60, Cname::new(other.clone()))).unwrap();
    builder.push((&other, 60, Cname::new(one))).unwrap();
    builder.finish()
}

fn alias(query: &[u8], question: &DnsQuestion, target: &str) -> Vec<u8> {
    let [name, target] = [&question.name, target].map(|name| Name::vec_from_str(name).unwrap());
    let mut builder = answering(query, question, Rcode::NOERROR);
    builder.push((&name, 60, Cname::new(target.clone()))).unwrap();
    match question.kind {
        RecordKind::A => builder.push((&target, 60, A::new([9, 9, 9, 9].into()))).unwrap(),
        RecordKind::Txt => {
            builder.push((&target, 60, Txt::<Vec<u8>>::build_from_slice(b"secret").unwrap())).unwrap();
        }
        RecordKind::Mx => builder.push((&target, 60, Mx::new(10, target.clone()))).unwrap(),
        _ => {}
    }
    builder.finish()
}

fn no_such_alias(query: &[u8], question: &DnsQuestion, target: &str) -> Vec<u8> {
    let [name, target] = [&question.name, target].map(|name| Name::vec_from_str(name).unwrap());
    let mut builder = answering(query, question, Rcode::NXDOMAIN);
    builder.push((&name, 60, Cname::new(target))).unwrap();
    builder.finish()
}

fn mx_response(query: &[u8], question: &DnsQuestion, hosts: &[&str]) -> Vec<u8> {
    let mut builder = answering(query, question, Rcode::NOERROR);
    for host in hosts {
        let host = Name::vec_from_str(host).unwrap();
        builder.push((Name::vec_from_str(&question.name).unwrap(), 60, Mx::new(10, host))).unwrap();
    }
    builder.finish()
}

/// Returns a response with the id of the query.
pub fn response(query: &[u8], question: &DnsQuestion, rcode: Rcode, addresses: &[IpAddr]) -> Vec<u8> {
    let name = Name::vec_from_str(&question.name).unwrap();
    let mut builder = answering(query, question, rcode);
    for address in addresses {
        match address {
            IpAddr::V4(address) => builder.push((&name, 60, A::new(*address))).unwrap(),
            IpAddr::V6(address) => builder.push((&name, 60, Aaaa::new(*address))).unwrap(),
        }
    }
    builder.finish()
}

fn answering(query: &[u8], question: &DnsQuestion, rcode: Rcode) -> AnswerBuilder<Vec<u8>> {
    let mut builder = MessageBuilder::new_vec();
    builder.header_mut().set_id(u16::from_be_bytes([query[0], query[1]]));
    builder.header_mut().set_qr(true);
    builder.header_mut().set_rcode(rcode);
    let mut builder = builder.question();
    let rtype = Rtype::from_int(match question.kind {
        RecordKind::A => 1,
        RecordKind::Ns => 2,
        RecordKind::Mx => 15,
        RecordKind::Txt => 16,
        RecordKind::Aaaa => 28,
        RecordKind::Tlsa => 52,
        RecordKind::Caa => 257,
    });
    builder.push((Name::vec_from_str(&question.name).unwrap(), rtype)).unwrap();
    builder.answer()
}
