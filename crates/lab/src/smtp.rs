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
const MAX_LINE_OCTETS: u64 = 2048;

/// Starts the MX hosts of a world and adds their addresses. An address with its own entry in the world gets its own
/// server.
pub(crate) async fn start(
    world: &World,
    now: Timestamp,
    authority: &Authority,
    servers: &mut JoinSet<()>,
    table: &mut Table,
) -> Result<PresentedChains, Fault> {
    let mut presented_chains = PresentedChains::new();
    for (name, described) in &world.smtp {
        let host = |described: SmtpHost| Host::new(name, described, world.check_time(now), authority);
        let common = host(described.clone())?;
        presented_chains.extend(common.presented().map(|presented| (name.clone(), presented.clone())));
        let common = start_server(common, servers).await?;
        for address in host::host_addresses(world, name) {
            let for_address = described.at_address(address);
            let connect = for_address.connect.clone();
            let differs = described.per_address.contains_key(&address);
            let server = if differs { start_server(host(for_address)?, servers).await? } else { common };
            host::listen_at(table, SocketAddr::new(address, PORT), &connect, server, servers).await?;
        }
    }
    Ok(presented_chains)
}

async fn start_server(host: Host, servers: &mut JoinSet<()>) -> io::Result<SocketAddr> {
    let host = Arc::new(host);
    let (listener, server) = listener::bind_listener().await?;
    servers.spawn(listener::serve_connections(listener, move |tcp| serve_connection(host.clone(), tcp)));
    Ok(server)
}

struct Host {
    name: String,
    described: SmtpHost,
    tls_server: Option<TlsServer>,
}

/// The end of a dialogue.
enum End {
    Quit,
    StartTls,
}

async fn serve_connection(host: Arc<Host>, mut tcp: TcpStream) -> io::Result<()> {
    let greeting = host.greeting();
    if greeting.is_empty() {
        return tcp.shutdown().await;
    }
    send_reply(&mut tcp, &greeting).await?;
    if !greeting.starts_with('2') {
        return tcp.shutdown().await;
    }
    match (host.dialogue(&mut tcp, false).await?, &host.tls_server) {
        (End::StartTls, Some(tls_server)) => {
            let mut tls = tls_server.accept(tcp).await?;
            host.dialogue(&mut tls, true).await?;
            tls.shutdown().await
        }
        _ => tcp.shutdown().await,
    }
}

impl Host {
    fn new(name: &str, described: SmtpHost, now: Timestamp, authority: &Authority) -> Result<Self, Fault> {
        let tls_server = described.tls.as_ref().map(|tls| TlsServer::new(tls, now, authority, &[])).transpose()?;
        Ok(Self { name: name.to_owned(), described, tls_server })
    }

    fn presented(&self) -> Option<&PresentedChain> {
        self.tls_server.as_ref().and_then(TlsServer::presented)
    }

    fn greeting(&self) -> String {
        self.described.greeting.clone().unwrap_or_else(|| format!("220 {} ESMTP", self.name))
    }

    /// Answers commands. Input that a client sends before the handshake is dropped with the reader (RFC 3207 §4.2).
    async fn dialogue(&self, stream: &mut (impl AsyncRead + AsyncWrite + Unpin), is_in_tls: bool) -> io::Result<End> {
        let mut stream = BufReader::new(stream);
        loop {
            let Some(command) = read_command(&mut stream).await? else { return Ok(End::Quit) };
            let reply = self.reply(&command, is_in_tls);
            send_reply(&mut stream, &reply).await?;
            match command.as_str() {
                "QUIT" => return Ok(End::Quit),
                "STARTTLS" if !is_in_tls && reply.starts_with("220") => return Ok(End::StartTls),
                _ => {}
            }
        }
    }

    fn reply(&self, command: &str, is_in_tls: bool) -> String {
        match command {
            "EHLO" => self.ehlo(is_in_tls),
            "HELO" => format!("250 {}", self.name),
            "STARTTLS" if is_in_tls => "503 5.5.1 TLS is in use".into(),
            "STARTTLS" => self.starttls(),
            "NOOP" | "RSET" => "250 2.0.0 Ok".into(),
            "QUIT" => "221 2.0.0 Bye".into(),
            "MAIL" | "RCPT" | "DATA" => "550 5.7.1 This laboratory takes no mail".into(),
            _ => "502 5.5.2 Unknown command".into(),
        }
    }

    /// Returns name and keywords (RFC 5321 §4.1.1.1). After the handshake, STARTTLS is not offered again (RFC 3207
    /// §4.2).
    fn ehlo(&self, is_in_tls: bool) -> String {
        let offered = |keyword: &&String| !(is_in_tls && keyword.eq_ignore_ascii_case("STARTTLS"));
        let lines: Vec<&String> = [&self.name].into_iter().chain(self.described.ehlo.iter().filter(offered)).collect();
        let mark = |at: usize| if at + 1 == lines.len() { ' ' } else { '-' };
        let lines: Vec<String> = lines.iter().enumerate().map(|(at, line)| format!("250{}{line}", mark(at))).collect();
        lines.join("\r\n")
    }

    fn starttls(&self) -> String {
        match (&self.described.starttls, &self.tls_server) {
            (Some(reply), _) => reply.clone(),
            (None, Some(_)) => "220 2.0.0 Ready to start TLS".into(),
            (None, None) => "502 5.5.1 TLS is not available".into(),
        }
    }
}

/// Returns the verb of the next line in upper case, or `None` at the end of the connection.
async fn read_command(stream: &mut (impl AsyncBufReadExt + Unpin)) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    stream.take(MAX_LINE_OCTETS).read_until(b'\n', &mut line).await?;
    let verb = line.split(|octet| octet.is_ascii_whitespace()).next().unwrap_or_default();
    Ok(line.ends_with(b"\n").then(|| String::from_utf8_lossy(verb).to_ascii_uppercase()))
}

async fn send_reply(stream: &mut (impl AsyncWrite + Unpin), reply: &str) -> io::Result<()> {
    stream.write_all(format!("{reply}\r\n").as_bytes()).await?;
    stream.flush().await
}
