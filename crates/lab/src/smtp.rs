//! MX hosts: SMTP (RFC 5321) up to STARTTLS (RFC 3207) and no further. They accept no mail.

use std::{io, net::SocketAddr, sync::Arc};

use checker::world::{SmtpHost, World};
use evidence::Timestamp;
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader},
    net::TcpStream,
    task::JoinSet,
};

use crate::{
    Fault,
    authority::{Authority, PresentedChain},
    host::{self, Table},
    listener,
    tls::TlsServer,
    tlsa::PresentedChains,
};

const PORT: u16 = 25;

/// The length of the longest command line in octets (RFC 5321 §4.5.3.1.4), with room for extensions.
const LINE: u64 = 2048;

/// Starts the MX hosts of a world and adds their addresses. An address with its own entry in the world gets its own
/// server.
pub(crate) async fn start(
    world: &World,
    now: Timestamp,
    authority: &Authority,
    servers: &mut JoinSet<()>,
    table: &mut Table,
) -> Result<PresentedChains, Fault> {
    let mut shown = PresentedChains::new();
    for (name, told) in &world.smtp {
        let host = |told: SmtpHost| Host::new(name, told, world.check_time(now), authority);
        let common = host(told.clone())?;
        shown.extend(common.presented().map(|presented| (name.clone(), presented.clone())));
        let common = open(common, servers).await?;
        for address in host::host_addresses(world, name) {
            let there = told.at_address(address);
            let connect = there.connect.clone();
            let differs = told.per_address.contains_key(&address);
            let server = if differs { open(host(there)?, servers).await? } else { common };
            host::listen_at(table, SocketAddr::new(address, PORT), &connect, server, servers).await?;
        }
    }
    Ok(shown)
}

async fn open(host: Host, servers: &mut JoinSet<()>) -> io::Result<SocketAddr> {
    let host = Arc::new(host);
    let (listener, server) = listener::bind_listener().await?;
    servers.spawn(listener::serve_connections(listener, move |tcp| converse(host.clone(), tcp)));
    Ok(server)
}

struct Host {
    name: String,
    told: SmtpHost,
    greeter: Option<TlsServer>,
}

/// The end of a dialogue.
enum End {
    Quit,
    StartTls,
}

async fn converse(host: Arc<Host>, mut tcp: TcpStream) -> io::Result<()> {
    let greeting = host.greeting();
    if greeting.is_empty() {
        return tcp.shutdown().await;
    }
    send_reply(&mut tcp, &greeting).await?;
    if !greeting.starts_with('2') {
        return tcp.shutdown().await;
    }
    match (host.dialogue(&mut tcp, false).await?, &host.greeter) {
        (End::StartTls, Some(greeter)) => {
            let mut tls = greeter.accept(tcp).await?;
            host.dialogue(&mut tls, true).await?;
            tls.shutdown().await
        }
        _ => tcp.shutdown().await,
    }
}

impl Host {
    fn new(name: &str, told: SmtpHost, now: Timestamp, authority: &Authority) -> Result<Self, Fault> {
        let greeter = told.tls.as_ref().map(|tls| TlsServer::new(tls, now, authority, &[])).transpose()?;
        Ok(Self { name: name.to_owned(), told, greeter })
    }

    fn presented(&self) -> Option<&PresentedChain> {
        self.greeter.as_ref().and_then(TlsServer::presented)
    }

    fn greeting(&self) -> String {
        self.told.greeting.clone().unwrap_or_else(|| format!("220 {} ESMTP", self.name))
    }

    /// Answers commands. Input that a client sends before the handshake is dropped with the reader (RFC 3207 §4.2).
    async fn dialogue(&self, stream: &mut (impl AsyncRead + AsyncWrite + Unpin), secured: bool) -> io::Result<End> {
        let mut stream = BufReader::new(stream);
        loop {
            let Some(command) = command(&mut stream).await? else { return Ok(End::Quit) };
            let reply = self.reply(&command, secured);
            send_reply(&mut stream, &reply).await?;
            match command.as_str() {
                "QUIT" => return Ok(End::Quit),
                "STARTTLS" if !secured && reply.starts_with("220") => return Ok(End::StartTls),
                _ => {}
            }
        }
    }

    fn reply(&self, command: &str, secured: bool) -> String {
        match command {
            "EHLO" => self.ehlo(secured),
            "HELO" => format!("250 {}", self.name),
            "STARTTLS" if secured => "503 5.5.1 TLS is in use".into(),
            "STARTTLS" => self.starttls(),
            "NOOP" | "RSET" => "250 2.0.0 Ok".into(),
            "QUIT" => "221 2.0.0 Bye".into(),
            "MAIL" | "RCPT" | "DATA" => "550 5.7.1 This laboratory takes no mail".into(),
            _ => "502 5.5.2 Unknown command".into(),
        }
    }

    /// Returns name and keywords (RFC 5321 §4.1.1.1). After the handshake, STARTTLS is not offered again (RFC 3207
    /// §4.2).
    fn ehlo(&self, secured: bool) -> String {
        let offered = |keyword: &&String| !(secured && keyword.eq_ignore_ascii_case("STARTTLS"));
        let lines: Vec<&String> = [&self.name].into_iter().chain(self.told.ehlo.iter().filter(offered)).collect();
        let mark = |at: usize| if at + 1 == lines.len() { ' ' } else { '-' };
        let lines: Vec<String> = lines.iter().enumerate().map(|(at, line)| format!("250{}{line}", mark(at))).collect();
        lines.join("\r\n")
    }

    fn starttls(&self) -> String {
        match (&self.told.starttls, &self.greeter) {
            (Some(reply), _) => reply.clone(),
            (None, Some(_)) => "220 2.0.0 Ready to start TLS".into(),
            (None, None) => "502 5.5.1 TLS is not available".into(),
        }
    }
}

/// Returns the verb of the next line in upper case, or `None` at the end of the connection.
async fn command(stream: &mut (impl AsyncBufReadExt + Unpin)) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    stream.take(LINE).read_until(b'\n', &mut line).await?;
    let verb = line.split(|octet| octet.is_ascii_whitespace()).next().unwrap_or_default();
    Ok(line.ends_with(b"\n").then(|| String::from_utf8_lossy(verb).to_ascii_uppercase()))
}

async fn send_reply(stream: &mut (impl AsyncWrite + Unpin), reply: &str) -> io::Result<()> {
    stream.write_all(format!("{reply}\r\n").as_bytes()).await?;
    stream.flush().await
}
