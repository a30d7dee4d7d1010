//! Detection of servers that still accept TLS 1.0 or 1.1 (RFC 2246, RFC 4346; deprecated by RFC 8996).
//!
//! rustls speaks neither, for good reasons. No complete handshake is needed: a ClientHello that offers nothing newer is
//! answered with a ServerHello of the chosen version, or with an alert. `tls-parser` writes the former and parses the
//! latter.

use std::io;

use cookie_factory::{gen_simple, multi::many_ref};
use evidence::{LegacyTls, TlsVersion};
use ring::rand::{SecureRandom, SystemRandom};
use tls_parser::{
    NamedGroup, SNIType, Serialize, TlsAlertSeverity, TlsCipherSuiteID, TlsClientHelloContents, TlsCompressionID,
    TlsExtension, TlsMessage, TlsMessageHandshake, TlsPlaintext, TlsRecordHeader, TlsRecordType, gen_tls_extension,
    parse_tls_message_alert, parse_tls_message_handshake, parse_tls_record_header,
};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// Cipher suites of those versions that a server may have (RFC 4346 §A.5, RFC 4492 §6): key exchange over ECDHE, DHE
/// and RSA, with AES and 3DES.
const CIPHER_SUITES: [u16; 12] =
    [0xc00a, 0xc014, 0xc009, 0xc013, 0x0039, 0x0033, 0x0035, 0x002f, 0xc008, 0xc012, 0x0016, 0x000a];

/// Groups that every server of that time has (RFC 4492 §5.1.1): P-256, P-384, P-521; and X25519.
const GROUPS: [u16; 4] = [23, 24, 25, 29];

/// Maximum warning alerts before the ServerHello, such as the one about an unknown name (RFC 6066 §3).
const MAX_WARNINGS: usize = 4;

/// Offers TLS 1.1 and older, with the host as SNI, and then closes the connection.
pub(crate) async fn probe_old_versions(host: &str, mut stream: impl AsyncRead + AsyncWrite + Unpin) -> LegacyTls {
    let Some(hello) = client_hello(host) else { return LegacyTls::Unseen };
    match exchange(&hello, &mut stream).await {
        Ok(outcome) => outcome,
        // A connection closed here is a refusal without an alert.
        Err(_) => LegacyTls::Refused,
    }
}

async fn exchange(hello: &[u8], stream: &mut (impl AsyncRead + AsyncWrite + Unpin)) -> io::Result<LegacyTls> {
    stream.write_all(hello).await?;
    stream.flush().await?;
    for _ in 0..=MAX_WARNINGS {
        let Some((kind, content)) = read_record(stream).await? else { return Ok(LegacyTls::Unseen) };
        match read(kind, &content) {
            Reading::Warning => {}
            Reading::Outcome(outcome) => return Ok(outcome),
        }
    }
    Ok(LegacyTls::Unseen)
}

/// Reads the next record. Returns `None` if the input is not one.
async fn read_record(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Option<(TlsRecordType, Vec<u8>)>> {
    /// Maximum content of a plaintext record in bytes (RFC 4346 §6.2.1).
    const MAX_CONTENT_BYTES: u16 = 1 << 14;
    let mut header = [0; 5];
    stream.read_exact(&mut header).await?;
    let Ok((_, header)) = parse_tls_record_header(&header) else { return Ok(None) };
    if header.len > MAX_CONTENT_BYTES || header.version.0 >> 8 != 3 {
        return Ok(None);
    }
    let mut content = vec![0; header.len.into()];
    stream.read_exact(&mut content).await?;
    Ok(Some((header.record_type, content)))
}

enum Reading {
    Warning,
    Outcome(LegacyTls),
}

fn read(kind: TlsRecordType, content: &[u8]) -> Reading {
    let outcome = match kind {
        TlsRecordType::Alert => match parse_tls_message_alert(content) {
            Ok((_, TlsMessage::Alert(alert))) if alert.severity == TlsAlertSeverity::Warning => {
                return Reading::Warning;
            }
            Ok(_) => LegacyTls::Refused,
            Err(_) => LegacyTls::Unseen,
        },
        TlsRecordType::Handshake => match parse_tls_message_handshake(content) {
            Ok((_, TlsMessage::Handshake(TlsMessageHandshake::ServerHello(hello)))) => accepted_version(hello.version),
            _ => LegacyTls::Unseen,
        },
        _ => LegacyTls::Unseen,
    };
    Reading::Outcome(outcome)
}

/// Returns the version that a server accepted. One that was not offered breaks the protocol and proves nothing.
const fn accepted_version(version: tls_parser::TlsVersion) -> LegacyTls {
    match version {
        tls_parser::TlsVersion::Tls10 => LegacyTls::Accepted(TlsVersion::Tls10),
        tls_parser::TlsVersion::Tls11 => LegacyTls::Accepted(TlsVersion::Tls11),
        _ => LegacyTls::Unseen,
    }
}

/// Returns one record with a ClientHello for TLS 1.1.
fn client_hello(host: &str) -> Option<Vec<u8>> {
    let mut random = [0; 32];
    SystemRandom::new().fill(&mut random).ok()?;
    let extensions = extensions(host)?;
    let hello = TlsClientHelloContents::new(
        tls_parser::TlsVersion::Tls11.into(),
        &random,
        None,
        CIPHER_SUITES.map(TlsCipherSuiteID).to_vec(),
        vec![TlsCompressionID(0)],
        Some(&extensions),
    );
    let header =
        TlsRecordHeader { record_type: TlsRecordType::Handshake, version: tls_parser::TlsVersion::Tls10, len: 0 };
    let message = TlsMessage::Handshake(TlsMessageHandshake::ClientHello(hello));
    TlsPlaintext { hdr: header, msg: vec![message] }.serialize().ok()
}

/// Returns the extensions: SNI (RFC 6066 §3), and the groups for ECDHE (RFC 4492 §5.1.1).
fn extensions(host: &str) -> Option<Vec<u8>> {
    let sni = TlsExtension::SNI(vec![(SNIType::HostName, host.as_bytes())]);
    let groups = TlsExtension::EllipticCurves(GROUPS.map(NamedGroup).to_vec());
    gen_simple(many_ref(&[sni, groups], gen_tls_extension), Vec::new()).ok()
}
