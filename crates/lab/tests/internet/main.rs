//! The laboratory from outside: real questions, handshakes and dialogues.
#![expect(clippy::unwrap_used, reason = "a missing value fails the test")]

mod mail;

use std::{io, net::SocketAddr, sync::Arc};

use checker::world::{World, WorldTransport};
use evidence::{DnsAnswer, DnsQuestion, RawBytes, Rcode, RecordKind, Timestamp};
use lab::{Fault, Lab};
use mail::read_reply;
use rustls::{AlertDescription, CertificateError, ClientConfig, Error, RootCertStore};
use rustls_pki_types::ServerName;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpStream, UdpSocket},
};
use tokio_rustls::{TlsConnector, client::TlsStream};

/// The verifier of the tests has a clock of its own, so the laboratory's has to be the same.
fn now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    Timestamp::from_unix(since.as_secs().try_into().unwrap())
}

async fn lab() -> Lab {
    Lab::start(&lab::demo_worlds(), now()).await.unwrap()
}

async fn lab_of(text: &str) -> Lab {
    Lab::start(&[serde_json::from_str(text).unwrap()], now()).await.unwrap()
}

fn question(name: &str, kind: RecordKind) -> DnsQuestion {
    DnsQuestion { name: name.into(), kind }
}

async fn over_udp(lab: &Lab, query: &[u8]) -> Vec<u8> {
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    socket.send_to(query, lab.dns_addr()).await.unwrap();
    let mut buffer = vec![0; 65_535];
    let length = socket.recv(&mut buffer).await.unwrap();
    buffer[..length].to_vec()
}

async fn over_tcp(lab: &Lab, query: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(lab.dns_addr()).await.unwrap();
    stream.write_u16(query.len().try_into().unwrap()).await.unwrap();
    stream.write_all(query).await.unwrap();
    let mut response = vec![0; stream.read_u16().await.unwrap().into()];
    stream.read_exact(&mut response).await.unwrap();
    response
}

async fn ask(lab: &Lab, name: &str, kind: RecordKind) -> DnsAnswer {
    let question = question(name, kind);
    doh::read_answer(&question, &over_udp(lab, &doh::encode_query(&question).unwrap()).await).unwrap()
}

#[tokio::test]
async fn dns_answers_as_the_world_describes() {
    let lab = lab().await;
    for world in lab::demo_worlds() {
        let played = WorldTransport { world: &world, now: now() };
        for key in played.world.dns.keys() {
            let (name, kind) = key.split_once(' ').unwrap();
            let kind = RecordKind::ALL.into_iter().find(|it| it.mnemonic() == kind).unwrap();
            if kind == RecordKind::Tlsa {
                continue;
            }
            let question = question(&evidence::canonical_name(name), kind);
            let (given, promised) = (ask(&lab, &question.name, kind).await, world.dns_answer(&question));
            assert_eq!(DnsAnswer { ttl: promised.ttl, ..given }, promised, "{key}");
        }
    }
}

#[tokio::test]
async fn a_name_of_no_world_does_not_exist_and_has_a_negative_ttl() {
    let answer = ask(&lab().await, "nowhere.test", RecordKind::Mx).await;
    assert_eq!((answer.rcode, answer.ttl), (Rcode::NXDOMAIN, Some(300)));
}

#[tokio::test]
async fn a_failure_is_explained_and_validation_is_reported() {
    let lab = lab().await;
    let bogus = ask(&lab, "_mta-sts.bogus.test", RecordKind::Txt).await;
    assert_eq!(bogus.rcode, Rcode::SERVFAIL);
    assert!(bogus.has_extended_error(&[6]));
    assert!(ask(&lab, "_mta-sts.dnssec.test", RecordKind::Txt).await.authenticated);
    assert!(!ask(&lab, "_mta-sts.good.test", RecordKind::Txt).await.authenticated);
}

#[tokio::test]
async fn aliases_are_in_the_answer() {
    let answer = ask(&lab().await, "mta-sts.delegated.test", RecordKind::A).await;
    assert_eq!(answer.chain, ["policies.provider.test", "edge.policies.provider.test"]);
    assert_eq!(answer.addresses().count(), 1);
}

#[tokio::test]
async fn a_long_answer_is_truncated_over_udp_and_complete_over_tcp() {
    let long = "a".repeat(300);
    let records = vec![format!("[\"{long}\"]"); 9].join(",");
    let lab =
        lab_of(&format!(r#"{{"domain": "long.test", "dns": {{"long.test TXT": {{"rrs": [{records}]}}}}}}"#)).await;
    let question = question("long.test", RecordKind::Txt);
    let query = doh::encode_query(&question).unwrap();
    assert_eq!(doh::read_answer(&question, &over_udp(&lab, &query).await), Err(doh::Malformed::Truncated));
    let whole = doh::read_answer(&question, &over_tcp(&lab, &query).await).unwrap();
    let texts: Vec<&[RawBytes]> = whole.texts().collect();
    assert_eq!(texts.len(), 9);
    assert_eq!(texts[0].iter().map(|octets| octets.0.len()).collect::<Vec<_>>(), [255, 45]);
}

#[tokio::test]
async fn a_malformed_query_gets_no_answer_and_other_types_are_not_implemented() {
    let lab = lab().await;
    let question = question("good.test", RecordKind::A);
    let mut query = doh::encode_query(&question).unwrap();
    let type_at = query.len() - 11 - 4;
    query[type_at + 1] = 6;
    let response = over_udp(&lab, &query).await;
    assert_eq!(response[3] & 0x0f, 4);
    query[2] |= 0x80;
    let mut stream = TcpStream::connect(lab.dns_addr()).await.unwrap();
    stream.write_u16(query.len().try_into().unwrap()).await.unwrap();
    stream.write_all(&query).await.unwrap();
    assert_eq!(stream.read(&mut [0]).await.unwrap(), 0);
}

/// Dials as the laboratory's users must: through its table.
async fn dial(lab: &Lab, address: &str) -> Option<TcpStream> {
    let target = lab.address_map().get(&address.parse::<SocketAddr>().unwrap())?;
    Some(TcpStream::connect(target).await.unwrap())
}

async fn policy_host_of(lab: &Lab, domain: &str) -> TcpStream {
    let answer = ask(lab, &format!("mta-sts.{domain}"), RecordKind::A).await;
    let address = answer.addresses().next().unwrap();
    dial(lab, &format!("{address}:443")).await.unwrap()
}

async fn handshake(lab: &Lab, host: &str, tcp: TcpStream) -> io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(lab.root_certificates());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    TlsConnector::from(Arc::new(config)).connect(ServerName::try_from(host.to_owned()).unwrap(), tcp).await
}

async fn refusal(lab: &Lab, domain: &str) -> Error {
    let tcp = policy_host_of(lab, domain).await;
    let error = handshake(lab, &format!("mta-sts.{domain}"), tcp).await.unwrap_err();
    error.into_inner().unwrap().downcast_ref::<Error>().unwrap().clone()
}

#[tokio::test]
async fn a_valid_certificate_is_trusted_only_with_the_root_of_the_lab() {
    let lab = lab().await;
    let stream = handshake(&lab, "mta-sts.good.test", policy_host_of(&lab, "good.test").await).await.unwrap();
    let chain = stream.get_ref().1.peer_certificates().unwrap();
    assert_eq!(chain.len(), 2);
    assert!(lab.roots_pem().starts_with("-----BEGIN CERTIFICATE-----"));
}

#[tokio::test]
async fn every_kind_of_invalid_certificate_has_its_own_error() {
    use CertificateError as C;
    let lab = lab().await;
    let bad = async |domain: &str| match refusal(&lab, domain).await {
        Error::InvalidCertificate(error) => error,
        other => panic!("{domain}: {other}"),
    };
    assert!(matches!(bad("expired.test").await, C::Expired | C::ExpiredContext { .. }));
    assert!(matches!(bad("not-yet-valid.test").await, C::NotValidYet | C::NotValidYetContext { .. }));
    assert!(matches!(bad("wrong-name.test").await, C::NotValidForName | C::NotValidForNameContext { .. }));
    assert!(matches!(bad("cn-only.test").await, C::NotValidForName | C::NotValidForNameContext { .. }));
    for unknown in ["self-signed.test", "unknown-ca.test", "incomplete-chain.test"] {
        assert!(matches!(bad(unknown).await, C::UnknownIssuer), "{unknown}");
    }
}

#[tokio::test]
async fn a_host_without_a_handshake_sends_its_alert() {
    let lab = lab().await;
    assert_eq!(refusal(&lab, "handshake.test").await, Error::AlertReceived(AlertDescription::HandshakeFailure));
    assert_eq!(refusal(&lab, "old-tls.test").await, Error::AlertReceived(AlertDescription::ProtocolVersion));
}

async fn get(lab: &Lab, domain: &str, path: &str) -> String {
    let host = format!("mta-sts.{domain}");
    let mut stream = handshake(lab, &host, policy_host_of(lab, domain).await).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8(answer).unwrap()
}

#[tokio::test]
async fn a_policy_is_served_octet_for_octet_at_its_path_alone() {
    let lab = lab().await;
    let answer = get(&lab, "blank-line.test", "/.well-known/mta-sts.txt").await;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
    assert!(head.contains("content-type: text/plain; charset=utf-8"), "{head}");
    assert!(!head.contains("date:"), "{head}");
    assert_eq!(body, "version: STSv1\r\nmode: enforce\r\n\r\nmx: mx1.blank-line.test\r\nmax_age: 1209600\r\n");
    assert!(get(&lab, "blank-line.test", "/").await.starts_with("HTTP/1.1 404 "));
}

#[tokio::test]
async fn a_redirect_names_its_target() {
    let answer = get(&lab().await, "redirect.test", "/.well-known/mta-sts.txt").await;
    assert!(answer.starts_with("HTTP/1.1 301 "), "{answer}");
    assert!(answer.contains("location: https://www.redirect.test/"), "{answer}");
}

#[tokio::test]
async fn refusing_and_unknown_addresses_cannot_be_reached() {
    let lab = lab().await;
    for host in ["mta-sts.refused.test", "mta-sts.private-address.test"] {
        let address = ask(&lab, host, RecordKind::A).await.addresses().next().unwrap();
        assert!(!lab.address_map().contains_key(&SocketAddr::new(address, 443)), "{host}");
    }
    let nets = lab::documentation_networks();
    let inside = |address: &SocketAddr| nets.iter().any(|net| net.contains(&address.ip()));
    assert!(lab.address_map().keys().all(inside));
    assert!(lab.address_map().values().all(|target| target.ip().is_loopback()));
}

#[tokio::test]
async fn a_silent_address_never_connects() {
    let lab = lab_of(
        r#"{"domain": "silent.test", "dns": {"mta-sts.silent.test A": {"rrs": ["192.0.2.80"]}},
            "https": {"mta-sts.silent.test": {"ipv4": "timeout", "tls": {}}}}"#,
    )
    .await;
    tokio::select! {
        biased;
        _ = dial(&lab, "192.0.2.80:443") => panic!("the address answered"),
        answer = ask(&lab, "mta-sts.silent.test", RecordKind::A) => assert_eq!(answer.addresses().count(), 1),
    }
}

#[tokio::test]
async fn two_hosts_cannot_share_an_address() {
    let host = r#"{"tls": {}, "status": 200}"#;
    let text = format!(
        r#"{{"domain": "two.test",
             "dns": {{"a.test A": {{"rrs": ["192.0.2.1"]}}, "b.test A": {{"rrs": ["192.0.2.1"]}}}},
             "https": {{"a.test": {host}, "b.test": {host}}}}}"#
    );
    let world: World = serde_json::from_str(&text).unwrap();
    assert!(matches!(Lab::start(&[world], now()).await, Err(Fault::Address(_))));
}

#[tokio::test]
async fn a_dropped_lab_stops_its_servers() {
    let lab = lab().await;
    let mut stream = BufReader::new(dial(&lab, "198.51.100.11:25").await.unwrap());
    read_reply(&mut stream).await;
    drop(lab);
    let mut rest = Vec::new();
    let end = stream.read_to_end(&mut rest).await;
    assert!(end.is_err() || rest.is_empty());
}
