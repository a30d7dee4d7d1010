//! The SMTP dialogue with one MX host: greeting, EHLO (or HELO where EHLO is unknown), STARTTLS, TLS, EHLO again, QUIT.

use std::{io, time::Duration};

use evidence::{Dialogue, DialogueEnd, LegacyTls, MailAttempt, MailStage, SmtpReply, TlsFailure, WithoutSni};
use tokio::{
    io::{AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    time::{Instant, timeout},
};

use super::{
    Ehlo, MxHost,
    ehlo::EhloCommands,
    reply::{self, NoReply, Received},
};
use crate::{
    deadlines::{Deadlines, QUIT_TIMEOUT},
    dialer::{Connection, Dialer},
    guard::CheckedAddress,
    network::Network,
    size_limit,
    tls::{self, Sni, legacy},
};

/// Reply code by which a server agrees to begin TLS (RFC 3207 §4).
const READY_CODE: u16 = 220;

/// Session with one MX host, and the time it has left.
pub(super) struct Session<'v> {
    host: &'v MxHost,
    network: &'v Network,
    dialer: &'v Dialer,
    ehlo: &'v Ehlo,
    deadlines: Deadlines,
    deadline: Instant,
}

/// Reason why a dialogue ended early.
enum EarlyEnd {
    /// The server does not go on, as it may. Its reply tells why.
    Declined,
    /// The dialogue was interrupted.
    Broken(DialogueEnd),
}

impl From<DialogueEnd> for EarlyEnd {
    fn from(end: DialogueEnd) -> Self {
        Self::Broken(end)
    }
}

impl<'v> Session<'v> {
    /// Starts the session and its time limit.
    pub(super) fn begin(
        host: &'v MxHost,
        network: &'v Network,
        dialer: &'v Dialer,
        ehlo: &'v Ehlo,
        deadlines: Deadlines,
    ) -> Self {
        Self { host, network, dialer, ehlo, deadlines, deadline: Instant::now() + deadlines.overall }
    }

    /// Returns whether half of the time is left. Every address that is tried has at least that much.
    pub(super) fn has_time(&self) -> bool {
        self.time_left() >= self.deadlines.overall / 2
    }

    fn time_left(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }

    pub(super) async fn connect(&self, address: CheckedAddress, limit: Duration) -> io::Result<Connection> {
        self.dialer.connect(&self.network.connector, address, self.network.smtp_port, limit.min(self.time_left())).await
    }

    /// Runs the whole dialogue on one connection.
    pub(super) async fn dialogue(&self, tcp: Connection) -> Dialogue {
        let mut seen = Dialogue::default();
        if let Err(EarlyEnd::Broken(end)) = self.run_dialogue(tcp, &mut seen).await {
            seen.interruption = Some(end);
        }
        size_limit::limit_dialogue(self.host.as_str(), &mut seen);
        seen
    }

    async fn run_dialogue(&self, tcp: Connection, seen: &mut Dialogue) -> Result<(), EarlyEnd> {
        let introduction = self.ehlo.commands(tcp.local_addr());
        let tcp = self.negotiate_starttls(tcp, &introduction, seen).await?;
        let limit = self.deadlines.tls.min(self.time_left());
        let (shown, stream) = self.network.handshaker.starttls(self.host.as_str(), Sni::Host, tcp, limit).await;
        let failure = seen.tls.insert(shown).failure.clone();
        let stream = stream.ok_or_else(|| broken_handshake(failure.as_ref()))?;
        let mut stream = BufReader::new(*stream);
        seen.ehlo_in_tls =
            Some(self.send_and_read_reply(&mut stream, MailStage::EhloInTls, &introduction.ehlo, seen).await?);
        self.quit(&mut stream).await;
        Ok(())
    }

    /// Runs greeting, EHLO and STARTTLS. Returns the connection on which to begin TLS.
    async fn negotiate_starttls(
        &self,
        tcp: Connection,
        introduction: &EhloCommands,
        seen: &mut Dialogue,
    ) -> Result<Connection, EarlyEnd> {
        let mut stream = BufReader::new(tcp);
        let greeting = self.read_reply(&mut stream, MailStage::Greeting, seen).await?;
        if !seen.greeting.insert(greeting).is_positive() {
            return self.decline(stream).await;
        }
        let keywords = self.send_and_read_reply(&mut stream, MailStage::Ehlo, &introduction.ehlo, seen).await?;
        let keywords = seen.ehlo.insert(keywords);
        if keywords.is_unknown_command() {
            seen.helo = Some(self.send_and_read_reply(&mut stream, MailStage::Helo, &introduction.helo, seen).await?);
            return self.decline(stream).await;
        }
        if !keywords.is_positive() || !keywords.offers_extension("STARTTLS") {
            return self.decline(stream).await;
        }
        let ready = self.send_and_read_reply(&mut stream, MailStage::Starttls, "STARTTLS", seen).await?;
        if seen.starttls.insert(ready).code != READY_CODE {
            return self.decline(stream).await;
        }
        into_connection(stream).map_err(EarlyEnd::Broken)
    }

    async fn decline<T>(&self, mut stream: BufReader<Connection>) -> Result<T, EarlyEnd> {
        self.quit(&mut stream).await;
        Err(EarlyEnd::Declined)
    }

    async fn send_and_read_reply<S: AsyncRead + AsyncWrite + Unpin>(
        &self,
        stream: &mut BufReader<S>,
        stage: MailStage,
        command: &str,
        seen: &mut Dialogue,
    ) -> Result<SmtpReply, DialogueEnd> {
        reject_early_bytes(stream, stage)?;
        match timeout(self.deadlines.reply.min(self.time_left()), send_command(stream, command)).await {
            Ok(Ok(())) => self.read_reply(stream, stage, seen).await,
            Ok(Err(error)) => Err(end_without_reply(stage, NoReply::Closed(error), &Received::default(), seen)),
            Err(_) => Err(timed_out(stage, &Received::default(), seen)),
        }
    }

    async fn read_reply<S: AsyncRead + AsyncWrite + Unpin>(
        &self,
        stream: &mut BufReader<S>,
        stage: MailStage,
        seen: &mut Dialogue,
    ) -> Result<SmtpReply, DialogueEnd> {
        let mut received = Received::default();
        let limit = self.deadlines.reply.min(self.time_left());
        let read = timeout(limit, reply::read_limited(stream, &mut received)).await;
        seen.omitted_bytes += received.omitted;
        match read {
            Ok(reply) => reply.map_err(|none| end_without_reply(stage, none, &received, seen)),
            Err(_) => Err(timed_out(stage, &received, seen)),
        }
    }

    /// Sends QUIT (RFC 5321 §4.1.1.10). Errors are ignored.
    async fn quit<S: AsyncRead + AsyncWrite + Unpin>(&self, stream: &mut BufReader<S>) {
        let quit = async {
            send_command(stream, "QUIT").await.ok()?;
            reply::read(stream).await.ok()?;
            stream.shutdown().await.ok()
        };
        if timeout(QUIT_TIMEOUT.min(self.time_left()), quit).await.is_err() {
            tracing::debug!(host = %self.host, "no answer to QUIT");
        }
    }

    /// Makes further handshakes with the first address where TLS began: without SNI if the first was completed, and
    /// with old versions only. One address is enough, since a host's addresses are expected to behave alike, and it
    /// limits the load on the host.
    pub(super) async fn compare_handshakes(&self, tried: &[CheckedAddress], attempts: &mut [MailAttempt]) {
        let dialogues = attempts.iter_mut().filter_map(|attempt| Some((attempt.address, attempt.dialogue.as_mut()?)));
        let mut begun = dialogues.filter(|(_, seen)| seen.tls.is_some());
        let Some((address, seen)) = begun.next() else { return };
        let Some(address) = tried.iter().copied().find(|checked| checked.address() == address) else { return };
        match seen.tls.as_ref().and_then(|tls| tls.failure.as_ref()) {
            None => {
                seen.without_sni = Some(self.probe_without_sni(address).await);
                seen.old_tls = Some(self.probe_old_tls(address).await);
            }
            Some(TlsFailure::Version) => seen.old_tls = Some(self.probe_old_tls(address).await),
            Some(_) => {}
        }
    }

    async fn probe_without_sni(&self, address: CheckedAddress) -> WithoutSni {
        let Some(tcp) = self.reconnect(address).await else { return WithoutSni::Unseen };
        let limit = self.deadlines.tls.min(self.time_left());
        let (shown, stream) = self.network.handshaker.starttls(self.host.as_str(), Sni::Absent, tcp, limit).await;
        match (stream, shown.failure) {
            (Some(stream), _) => {
                self.quit(&mut BufReader::new(*stream)).await;
                WithoutSni::Completed
            }
            (None, Some(TlsFailure::Timeout)) => WithoutSni::Unseen,
            (None, _) => WithoutSni::Refused,
        }
    }

    async fn probe_old_tls(&self, address: CheckedAddress) -> LegacyTls {
        let Some(tcp) = self.reconnect(address).await else { return LegacyTls::Unseen };
        timeout(self.deadlines.tls.min(self.time_left()), legacy::probe_old_versions(self.host.as_str(), tcp))
            .await
            .unwrap_or(LegacyTls::Unseen)
    }

    /// Opens a further connection, up to the point where TLS begins.
    async fn reconnect(&self, address: CheckedAddress) -> Option<Connection> {
        let tcp = self.connect(address, self.deadlines.connect).await.ok()?;
        let introduction = self.ehlo.commands(tcp.local_addr());
        self.negotiate_starttls(tcp, &introduction, &mut Dialogue::default()).await.ok()
    }
}

async fn send_command<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut BufReader<S>, command: &str) -> io::Result<()> {
    stream.write_all(format!("{command}\r\n").as_bytes()).await?;
    stream.flush().await
}

/// Returns an error if the server has sent more than its reply. It would be taken for the reply to the next command.
fn reject_early_bytes<S: AsyncRead>(stream: &BufReader<S>, stage: MailStage) -> Result<(), DialogueEnd> {
    match stream.buffer().len() {
        0 => Ok(()),
        bytes => {
            let detail = format!("{bytes} bytes follow a reply, before the next command");
            Err(DialogueEnd::NotSmtp { stage, detail })
        }
    }
}

/// Returns the bare connection. Data received with the reply to STARTTLS was not encrypted, so it must not be read as
/// part of the TLS session (CVE-2011-0411).
fn into_connection(stream: BufReader<Connection>) -> Result<Connection, DialogueEnd> {
    match stream.buffer().len() {
        0 => Ok(stream.into_inner()),
        bytes => Err(DialogueEnd::NotSmtp {
            stage: MailStage::Starttls,
            detail: format!("{bytes} unencrypted bytes follow the reply to STARTTLS"),
        }),
    }
}

/// Returns how a dialogue ended. With TLS 1.3 a server can refuse the handshake after the client considers it complete
/// (RFC 8446 §4.4.2.4). That counts as part of the handshake.
fn end_without_reply(stage: MailStage, none: NoReply, received: &Received, seen: &mut Dialogue) -> DialogueEnd {
    match none {
        NoReply::NotSmtp(detail) => DialogueEnd::NotSmtp { stage, detail },
        NoReply::Closed(error) => {
            if let (Some(tls), Some(alert)) = (seen.tls.as_mut(), tls::received_alert(&error)) {
                tls.failure = Some(alert);
                return DialogueEnd::Closed { stage: MailStage::Tls };
            }
            seen.incomplete_reply_bytes = Some(received.bytes());
            DialogueEnd::Closed { stage }
        }
    }
}

/// Returns the end of a dialogue whose stage timed out while waiting for a reply.
fn timed_out(stage: MailStage, received: &Received, seen: &mut Dialogue) -> DialogueEnd {
    seen.incomplete_reply_bytes = Some(received.bytes());
    DialogueEnd::Timeout { stage }
}

/// Returns the end of a dialogue by a failed handshake. A handshake that was refused explains itself.
fn broken_handshake(failure: Option<&TlsFailure>) -> EarlyEnd {
    let stage = MailStage::Tls;
    match failure {
        Some(TlsFailure::Timeout) => DialogueEnd::Timeout { stage }.into(),
        Some(TlsFailure::Closed) => DialogueEnd::Closed { stage }.into(),
        _ => EarlyEnd::Declined,
    }
}
