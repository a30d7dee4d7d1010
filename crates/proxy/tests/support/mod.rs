//! Real servers on the loopback: names, policy hosts and authorities, for one test each.
#![expect(dead_code, reason = "no test file uses everything")]
#![expect(clippy::unwrap_used, reason = "a server that cannot start ends its test")]

use std::{
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex},
    time::Duration,
};

use checker::{DnsQuestion, RecordKind};
use domain::{
    base::{
        MessageBuilder, Name,
        iana::{Rcode, Rtype},
        message_builder::AnswerBuilder,
    },
    rdata::{A, Aaaa, Mx},
};
use proxy::{Settings, fetch::Deadlines};
use proxy_api::{MailSighting, PolicySighting};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use rustls::{
    RootCertStore, ServerConfig, SupportedProtocolVersion,
    server::WebPkiClientVerifier,
    sign::{CertifiedKey, SingleCertAndKey},
};
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpSocket, TcpStream, UdpSocket},
};
use tokio_rustls::TlsAcceptor;

/// The policy host of every test.
pub const HOST: &str = "mta-sts.example.com";

/// The MX host of every test.
pub const MX: &str = "mx.example.com";

// ---- names

/// What a DNS server says to one question.
#[derive(Clone, Debug)]
pub enum Say {
    Addresses(Vec<IpAddr>),
    /// MX hosts, all of one preference.
    Exchanges(Vec<&'static str>),
    NoSuchName,
    Failure,
    /// This code and nothing else.
    Code(Rcode),
    /// A truncated answer over UDP, these addresses over TCP.
    ByTcp(Vec<IpAddr>),
    /// An answer with another id, then one to another question, then these addresses.
    AfterForgeries(Vec<IpAddr>),
    Nothing,
}

/// A DNS server, and what it was asked.
#[derive(Clone)]
pub struct Names {
    pub address: SocketAddr,
    asked: Arc<Mutex<Vec<DnsQuestion>>>,
}

impl Names {
    /// A server that answers by this function, which is told how many times this question was asked before.
    pub async fn serve(say: impl Fn(&DnsQuestion, usize) -> Say + Clone + Send + Sync + 'static) -> Self {
        let (udp, tcp) = same_port().await;
        let names = Self { address: udp.local_addr().unwrap(), asked: Arc::default() };
        tokio::spawn(by_udp(udp, names.clone(), say.clone()));
        tokio::spawn(by_tcp(tcp, say));
        names
    }

    /// A server that gives every name this IPv4 address, and every domain [`MX`] as its MX host.
    pub async fn pointing_at(address: &'static str) -> Self {
        Self::serve(move |question, _| match question.kind {
            RecordKind::A => Say::Addresses(vec![address.parse().unwrap()]),
            RecordKind::Mx => Say::Exchanges(vec![MX]),
            _ => Say::Addresses(Vec::new()),
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

/// UDP and TCP sockets of one number; the kernel chooses the first, somebody else may have the second.
async fn same_port() -> (UdpSocket, TcpListener) {
    loop {
        let udp = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        if let Ok(tcp) = TcpListener::bind(udp.local_addr().unwrap()).await {
            return (udp, tcp);
        }
    }
}

async fn by_udp(socket: UdpSocket, names: Names, say: impl Fn(&DnsQuestion, usize) -> Say) {
    let mut buffer = [0; 4096];
    loop {
        let (length, from) = socket.recv_from(&mut buffer).await.unwrap();
        let query = &buffer[..length];
        let question = doh::decode_query(query).unwrap();
        let answer = say(&question, names.note(&question));
        for message in datagrams(query, &question, &answer) {
            socket.send_to(&message, from).await.unwrap();
        }
    }
}

fn datagrams(query: &[u8], question: &DnsQuestion, answer: &Say) -> Vec<Vec<u8>> {
    let good = |addresses: &[IpAddr]| response(query, question, Rcode::NOERROR, addresses);
    match answer {
        Say::Addresses(addresses) => vec![good(addresses)],
        Say::Exchanges(hosts) => vec![mx_response(query, question, hosts)],
        Say::NoSuchName => vec![response(query, question, Rcode::NXDOMAIN, &[])],
        Say::Failure => vec![response(query, question, Rcode::SERVFAIL, &[])],
        Say::Code(rcode) => vec![response(query, question, *rcode, &[])],
        Say::ByTcp(_) => {
            let mut cut = good(&[]);
            cut[2] |= 2;
            vec![cut]
        }
        Say::AfterForgeries(addresses) => {
            let forged: Vec<IpAddr> = vec!["192.0.2.66".parse().unwrap()];
            let mut other_id = good(&forged);
            other_id[0] ^= 0xff;
            let other = DnsQuestion { name: "forged.example".into(), kind: question.kind };
            vec![other_id, response(query, &other, Rcode::NOERROR, &forged), good(addresses)]
        }
        Say::Nothing => Vec::new(),
    }
}

async fn by_tcp(listener: TcpListener, say: impl Fn(&DnsQuestion, usize) -> Say) {
    loop {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut query = vec![0; stream.read_u16().await.unwrap().into()];
        stream.read_exact(&mut query).await.unwrap();
        let question = doh::decode_query(&query).unwrap();
        let (Say::Addresses(addresses) | Say::ByTcp(addresses)) = say(&question, 0) else { continue };
        let message = response(&query, &question, Rcode::NOERROR, &addresses);
        stream.write_u16(message.len().try_into().unwrap()).await.unwrap();
        stream.write_all(&message).await.unwrap();
    }
}

fn mx_response(query: &[u8], question: &DnsQuestion, hosts: &[&str]) -> Vec<u8> {
    let mut builder = answering(query, question, Rcode::NOERROR);
    for host in hosts {
        let host = Name::vec_from_str(host).unwrap();
        builder.push((Name::vec_from_str(&question.name).unwrap(), 60, Mx::new(10, host))).unwrap();
    }
    builder.finish()
}

/// A response with the id of the query.
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
        RecordKind::Mx => 15,
        RecordKind::Txt => 16,
        RecordKind::Aaaa => 28,
        RecordKind::Tlsa => 52,
    });
    builder.push((Name::vec_from_str(&question.name).unwrap(), rtype)).unwrap();
    builder.answer()
}

// ---- authorities

pub type Authority = CertifiedIssuer<'static, KeyPair>;

/// A certificate authority that signs itself.
pub fn authority(organization: &str, name: &str) -> Authority {
    CertifiedIssuer::self_signed(authority_params(organization, name), KeyPair::generate().unwrap()).unwrap()
}

/// An authority below another.
pub fn below(authority: &Authority, organization: &str, name: &str) -> Authority {
    CertifiedIssuer::signed_by(authority_params(organization, name), KeyPair::generate().unwrap(), authority).unwrap()
}

fn authority_params(organization: &str, name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(DnType::OrganizationName, organization);
    params.distinguished_name.push(DnType::CommonName, name);
    params
}

pub fn der(authority: &Authority) -> CertificateDer<'static> {
    authority.as_ref().der().clone()
}

/// A chain as a server sends it, with the key of its first certificate.
pub type Identity = (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>);

/// A certificate for these names, by this authority.
pub fn issue(authority: &Authority, names: &[&str]) -> Identity {
    issue_with(authority, names, |_| {})
}

/// The same, with something changed.
pub fn issue_with(authority: &Authority, names: &[&str], change: impl FnOnce(&mut CertificateParams)) -> Identity {
    let key = KeyPair::generate().unwrap();
    let mut params = leaf_params(names);
    change(&mut params);
    let certificate = params.signed_by(&key, authority).unwrap();
    (vec![certificate.der().clone()], PrivateKeyDer::try_from(key.serialize_der()).unwrap())
}

/// A certificate that signs itself.
pub fn self_signed(names: &[&str]) -> Identity {
    let key = KeyPair::generate().unwrap();
    let certificate = leaf_params(names).self_signed(&key).unwrap();
    (vec![certificate.der().clone()], PrivateKeyDer::try_from(key.serialize_der()).unwrap())
}

fn leaf_params(names: &[&str]) -> CertificateParams {
    let names: Vec<String> = names.iter().map(ToString::to_string).collect();
    let mut params = CertificateParams::new(names).unwrap();
    params.distinguished_name.push(DnType::CommonName, "a policy host");
    params
}

// ---- policy hosts

/// What a policy host does with a connection after the handshake.
#[derive(Clone, Debug)]
pub enum Act {
    /// Answers with these octets and closes.
    Answer(Vec<u8>),
    /// Answers with these octets and then one more each second.
    Dribble(Vec<u8>),
    /// Answers with these octets and then with nothing, keeping the connection.
    Stall(Vec<u8>),
    /// Closes without a word and without saying so in TLS.
    Vanish(Vec<u8>),
    /// Answers with these octets and then again and again with those.
    Endless(Vec<u8>, Vec<u8>),
    /// Answers by what is asked for: the first of these whose text stands in the request's head, or the last.
    Choose(Vec<(&'static str, Vec<u8>)>),
}

/// A policy host, and the heads of the requests that it was sent.
pub struct PolicyHost {
    pub port: u16,
    requests: Arc<Mutex<Vec<String>>>,
}

impl PolicyHost {
    /// A host that would rather speak HTTP/2, were it offered.
    pub async fn serve(identity: Identity, act: Act) -> Self {
        Self::speaking(identity, act, rustls::DEFAULT_VERSIONS, &["h2", "http/1.1"]).await
    }

    /// A host that speaks these versions of TLS and, by ALPN, these of HTTP. What it says is HTTP/1 in any case.
    pub async fn speaking(
        identity: Identity,
        act: Act,
        tls: &[&'static SupportedProtocolVersion],
        http: &[&str],
    ) -> Self {
        let mut config = server_config(identity, tls);
        config.alpn_protocols = http.iter().map(|name| name.as_bytes().to_vec()).collect();
        Self::configured(config, act).await
    }

    /// A host that demands a certificate of its clients, too.
    pub async fn demanding(authority: &Authority, identity: Identity, tls: &'static SupportedProtocolVersion) -> Self {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut roots = RootCertStore::empty();
        roots.add(der(authority)).unwrap();
        let clients = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider.clone()).build().unwrap();
        let builder = ServerConfig::builder_with_provider(provider).with_protocol_versions(&[tls]).unwrap();
        let config = builder.with_client_cert_verifier(clients).with_cert_resolver(resolver(identity));
        Self::configured(config, Act::Answer(policy_answer())).await
    }

    async fn configured(config: ServerConfig, act: Act) -> Self {
        Self::listening(TcpListener::bind("127.0.0.1:0").await.unwrap(), config, act)
    }

    /// The same host, at an address and port of its own.
    pub fn at(listener: TcpListener, identity: Identity, act: Act) -> Self {
        Self::listening(listener, server_config(identity, rustls::DEFAULT_VERSIONS), act)
    }

    fn listening(listener: TcpListener, config: ServerConfig, act: Act) -> Self {
        let host = Self { port: listener.local_addr().unwrap().port(), requests: Arc::default() };
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let requests = host.requests.clone();
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(converse(acceptor.clone(), stream, act.clone(), requests.clone()));
            }
        });
        host
    }

    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

fn server_config(identity: Identity, versions: &[&'static SupportedProtocolVersion]) -> ServerConfig {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ServerConfig::builder_with_provider(provider).with_protocol_versions(versions).unwrap();
    builder.with_no_client_auth().with_cert_resolver(resolver(identity))
}

/// Not `with_single_cert`, which would refuse certificates that are worth a test.
fn resolver((chain, key): Identity) -> Arc<SingleCertAndKey> {
    let key = rustls::crypto::ring::sign::any_supported_type(&key).unwrap();
    Arc::new(SingleCertAndKey::from(CertifiedKey::new(chain, key)))
}

async fn converse(
    acceptor: TlsAcceptor,
    stream: TcpStream,
    act: Act,
    requests: Arc<Mutex<Vec<String>>>,
) -> std::io::Result<()> {
    let mut stream = match acceptor.accept(stream).into_fallible().await {
        Ok(stream) => stream,
        Err((error, mut stream)) => {
            // As below: an alert must not be lost to a reset.
            tokio::io::copy(&mut stream, &mut tokio::io::sink()).await?;
            return Err(error);
        }
    };
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        request.push(stream.read_u8().await?);
    }
    let request = String::from_utf8(request).unwrap();
    let act = match act {
        Act::Choose(answers) => {
            let chosen = answers.iter().find(|(text, _)| request.contains(text)).or(answers.last());
            Act::Answer(chosen.unwrap().1.clone())
        }
        act => act,
    };
    requests.lock().unwrap().push(request);
    match act {
        Act::Choose(_) => unreachable!("chosen above"),
        Act::Endless(head, rest) => {
            stream.write_all(&head).await?;
            loop {
                stream.write_all(&rest).await?;
            }
        }
        Act::Answer(octets) => {
            stream.write_all(&octets).await?;
            stream.shutdown().await?;
            // Waiting for the other side keeps the kernel from resetting what was not read yet.
            tokio::io::copy(&mut stream, &mut tokio::io::sink()).await?;
        }
        Act::Dribble(octets) => {
            stream.write_all(&octets).await?;
            let mut seconds = tokio::time::interval(Duration::from_secs(1));
            loop {
                seconds.tick().await;
                stream.write_all(b"x").await?;
                stream.flush().await?;
            }
        }
        Act::Stall(octets) => {
            stream.write_all(&octets).await?;
            stream.flush().await?;
            std::future::pending::<()>().await;
        }
        Act::Vanish(octets) => {
            stream.write_all(&octets).await?;
            stream.flush().await?;
            stream.get_mut().0.shutdown().await?;
        }
    }
    Ok(())
}

// ---- MX hosts

/// What a mail server does at a point of the conversation.
#[derive(Clone, Debug)]
pub enum Turn {
    /// Says this and goes on.
    Say(Vec<u8>),
    /// Says this again and again.
    Endless(Vec<u8>),
    /// Says this, and then a letter a second.
    Dribble(Vec<u8>),
    /// Says this and then nothing, keeping the connection.
    Stall(Vec<u8>),
    /// Says this and closes.
    Close(Vec<u8>),
}

pub fn says(text: &str) -> Turn {
    Turn::Say(text.as_bytes().to_vec())
}

/// The turns of a mail server, one after another.
#[derive(Clone)]
pub struct Manners {
    pub greeting: Turn,
    pub ehlo: Turn,
    pub starttls: Turn,
    /// What answers a ClientHello instead of a handshake.
    pub instead_of_tls: Option<Turn>,
    pub tls: Option<Arc<ServerConfig>>,
    pub ehlo_in_tls: Turn,
}

impl Manners {
    /// A server that does everything right.
    pub fn good(identity: Identity) -> Self {
        Self {
            greeting: says("220 mx.example.com ESMTP\r\n"),
            ehlo: says("250-mx.example.com\r\n250-SIZE 1000\r\n250 STARTTLS\r\n"),
            starttls: says("220 2.0.0 Go ahead\r\n"),
            instead_of_tls: None,
            tls: Some(Arc::new(server_config(identity, rustls::DEFAULT_VERSIONS))),
            ehlo_in_tls: says("250-mx.example.com\r\n250 REQUIRETLS\r\n"),
        }
    }

    /// The same, with this in place of a handshake.
    pub fn with_instead_of_tls(self, turn: Turn) -> Self {
        Self { instead_of_tls: Some(turn), ..self }
    }
}

/// A mail server, and what it heard.
pub struct MailHost {
    pub port: u16,
    heard: Arc<Mutex<Heard>>,
}

/// What a mail server heard.
#[derive(Clone, Debug, Default)]
pub struct Heard {
    /// The commands of all connections.
    pub commands: Vec<String>,
    /// Connections that are open now, and the most that ever were.
    pub open: usize,
    pub most: usize,
    pub connections: usize,
}

impl MailHost {
    pub async fn serve(manners: Manners) -> Self {
        Self::listening(TcpListener::bind("127.0.0.1:0").await.unwrap(), manners)
    }

    pub fn listening(listener: TcpListener, manners: Manners) -> Self {
        let host = Self { port: listener.local_addr().unwrap().port(), heard: Arc::default() };
        let heard = host.heard.clone();
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(attend(stream, manners.clone(), heard.clone()));
            }
        });
        host
    }

    pub fn heard(&self) -> Heard {
        self.heard.lock().unwrap().clone()
    }
}

async fn attend(stream: TcpStream, manners: Manners, heard: Arc<Mutex<Heard>>) {
    {
        let mut heard = heard.lock().unwrap();
        heard.connections += 1;
        heard.open += 1;
        heard.most = heard.most.max(heard.open);
    }
    drop(mail_conversation(stream, &manners, &heard).await);
    heard.lock().unwrap().open -= 1;
}

async fn mail_conversation(stream: TcpStream, manners: &Manners, heard: &Mutex<Heard>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    take(&manners.greeting, &mut stream).await?;
    let ended = commands(&mut stream, &manners.ehlo, Some(&manners.starttls), heard).await?;
    if !ended {
        if let Some(turn) = &manners.instead_of_tls {
            stream.fill_buf().await?;
            return take(turn, &mut stream).await;
        }
        let config = manners.tls.clone().expect("a server that begins TLS has a certificate");
        let stream = TlsAcceptor::from(config).accept(stream.into_inner()).await?;
        commands(&mut BufReader::new(stream), &manners.ehlo_in_tls, None, heard).await?;
    }
    Ok(())
}

/// Answers commands up to the end, or to where TLS is to begin.
async fn commands<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut BufReader<S>,
    ehlo: &Turn,
    starttls: Option<&Turn>,
    heard: &Mutex<Heard>,
) -> std::io::Result<bool> {
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(true);
        }
        heard.lock().unwrap().commands.push(line.trim_end().to_owned());
        match (line.split_ascii_whitespace().next(), starttls) {
            (Some("EHLO"), _) => take(ehlo, stream).await?,
            (Some("STARTTLS"), Some(starttls)) => {
                take(starttls, stream).await?;
                if matches!(starttls, Turn::Say(octets) if octets.starts_with(b"220")) {
                    return Ok(false);
                }
            }
            (Some("QUIT"), _) => {
                stream.write_all(b"221 Bye\r\n").await?;
                stream.shutdown().await?;
                return Ok(true);
            }
            _ => stream.write_all(b"502 What?\r\n").await?,
        }
    }
}

/// Takes its turn. An error ends the conversation.
async fn take(turn: &Turn, stream: &mut (impl AsyncRead + AsyncWrite + Unpin)) -> std::io::Result<()> {
    let (Turn::Say(octets) | Turn::Endless(octets) | Turn::Dribble(octets) | Turn::Stall(octets) | Turn::Close(octets)) =
        turn;
    stream.write_all(octets).await?;
    stream.flush().await?;
    match turn {
        Turn::Say(_) => Ok(()),
        Turn::Endless(octets) => loop {
            stream.write_all(octets).await?;
        },
        Turn::Dribble(_) => {
            let mut seconds = tokio::time::interval(Duration::from_secs(1));
            loop {
                seconds.tick().await;
                stream.write_all(b"x").await?;
                stream.flush().await?;
            }
        }
        Turn::Stall(_) => std::future::pending().await,
        Turn::Close(_) => {
            stream.shutdown().await?;
            // As above: what was said must not be lost to a reset.
            tokio::io::copy(stream, &mut tokio::io::sink()).await?;
            Err(std::io::ErrorKind::UnexpectedEof.into())
        }
    }
}

/// A port where these octets come back, whatever is said, before the connection is closed; `None` keeps silent instead.
pub async fn parrot(octets: Option<&'static [u8]>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            tokio::spawn(async move {
                let mut hello = [0; 1024];
                let _ = stream.read(&mut hello).await;
                match octets {
                    Some(octets) => drop(stream.write_all(octets).await),
                    None => std::future::pending().await,
                }
            });
        }
    });
    port
}

/// One port at two addresses of the loopback.
pub async fn two_addresses(one: [u8; 4], other: [u8; 4]) -> (TcpListener, TcpListener) {
    loop {
        let one = TcpListener::bind((IpAddr::from(one), 0)).await.unwrap();
        let port = one.local_addr().unwrap().port();
        if let Ok(other) = TcpListener::bind((IpAddr::from(other), port)).await {
            return (one, other);
        }
    }
}

/// Fills the queue of a listener, so that its port answers nobody any more. Both are to be kept.
pub async fn silent(address: [u8; 4], port: u16) -> (TcpListener, TcpStream) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind((IpAddr::from(address), port).into()).unwrap();
    let listener = socket.listen(0).unwrap();
    let waiting = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
    (listener, waiting)
}

/// A port where nobody listens.
pub async fn closed_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port()
}

/// The answer of a policy host that does everything right.
pub fn policy_answer() -> Vec<u8> {
    answer(
        "200 OK",
        "Content-Type: text/plain\r\n",
        b"version: STSv1\r\nmode: enforce\r\nmx: mx.example.com\r\nmax_age: 604800\r\n",
    )
}

pub fn answer(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

// ---- a visit

/// Limits that let no test wait; generous where an answer is expected.
pub fn deadlines() -> Deadlines {
    let long = Duration::from_secs(30);
    Deadlines { resolve: long, connect: long, tls: long, reply: long, head: long, body: long, overall: long }
}

/// Limits that end what never comes.
pub fn short(change: impl FnOnce(&mut Deadlines, Duration)) -> Deadlines {
    let mut deadlines = deadlines();
    change(&mut deadlines, Duration::from_millis(300));
    deadlines
}

/// Settings with which the loopback is a public network.
pub fn settings(names: &Names, port: u16, roots: &[CertificateDer<'static>]) -> Settings {
    Settings {
        resolvers: vec![names.address.to_string()],
        allow_net: vec!["127.0.0.0/8".parse().unwrap()],
        roots: roots.to_vec(),
        https_port: port,
        deadlines: deadlines(),
        ..Settings::default()
    }
}

/// The same for an MX host.
pub fn mail_settings(names: &Names, port: u16, roots: &[CertificateDer<'static>]) -> Settings {
    Settings { smtp_port: port, reference_mail_hosts: Vec::new(), ..settings(names, 443, roots) }
}

pub async fn probe(settings: &Settings) -> MailSighting {
    let (domain, host) = proxy::probe::names("example.com", MX).unwrap();
    settings.prober().unwrap().mail(&domain, &host).await.unwrap()
}

pub async fn visit(settings: &Settings) -> PolicySighting {
    settings.fetcher().unwrap().policy(&"example.com".parse().unwrap()).await
}
