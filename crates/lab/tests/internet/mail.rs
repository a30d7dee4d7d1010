//! MX hosts of the laboratory: SMTP with STARTTLS, certificates, and TLSA records.

use evidence::RecordKind;
use lab::Lab;
use rustls::Error;
use rustls_pki_types::CertificateDer;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};

use super::{ask, dial, handshake, lab, lab_of};

/// The lines of one reply.
pub(super) async fn read_reply(stream: &mut (impl AsyncBufReadExt + Unpin)) -> String {
    let mut text = String::new();
    loop {
        let before = text.len();
        assert_ne!(stream.read_line(&mut text).await.unwrap(), 0, "the server hung up after {text:?}");
        if text.as_bytes().get(before + 3) != Some(&b'-') {
            return text;
        }
    }
}

async fn send_command(stream: &mut (impl AsyncBufReadExt + AsyncWriteExt + Unpin), command: &str) -> String {
    stream.write_all(format!("{command}\r\n").as_bytes()).await.unwrap();
    read_reply(stream).await
}

#[tokio::test]
async fn a_mail_server_offers_starttls_and_presents_the_certificate_of_its_name() {
    let lab = lab().await;
    let mut plain = BufReader::new(dial(&lab, "198.51.100.11:25").await.unwrap());
    assert_eq!(read_reply(&mut plain).await, "220 mx1.good.test ESMTP\r\n");
    let offer = "250-mx1.good.test\r\n250-PIPELINING\r\n250-SIZE 26214400\r\n250-STARTTLS\r\n250 8BITMIME\r\n";
    assert_eq!(send_command(&mut plain, "ehlo client.example").await, offer);
    assert_eq!(send_command(&mut plain, "MAIL FROM:<>").await, "550 5.7.1 This laboratory takes no mail\r\n");
    assert_eq!(send_command(&mut plain, "STARTTLS").await, "220 2.0.0 Ready to start TLS\r\n");
    let mut secure = BufReader::new(handshake(&lab, "mx1.good.test", plain.into_inner()).await.unwrap());
    let offer = "250-mx1.good.test\r\n250-PIPELINING\r\n250-SIZE 26214400\r\n250 8BITMIME\r\n";
    assert_eq!(send_command(&mut secure, "EHLO client.example").await, offer);
    assert_eq!(send_command(&mut secure, "STARTTLS").await, "503 5.5.1 TLS is in use\r\n");
    assert_eq!(send_command(&mut secure, "QUIT").await, "221 2.0.0 Bye\r\n");
    assert_eq!(secure.read(&mut [0]).await.unwrap(), 0);
}

/// The certificates that a mail server shows, from any issuer.
async fn certificates_of(lab: &Lab, host: &str, address: &str) -> Vec<CertificateDer<'static>> {
    let mut plain = BufReader::new(dial(lab, address).await.unwrap());
    read_reply(&mut plain).await;
    send_command(&mut plain, "EHLO client.example").await;
    send_command(&mut plain, "STARTTLS").await;
    let stream = handshake(lab, host, plain.into_inner()).await.unwrap();
    stream.get_ref().1.peer_certificates().unwrap().iter().map(|one| one.clone().into_owned()).collect()
}

#[tokio::test]
async fn a_tlsa_record_matches_the_certificate_created_for_this_lab() {
    let lab = lab_of(
        r#"{"domain": "dane.test",
            "dns": {"mx.dane.test A": {"rrs": ["192.0.2.25"]},
                    "_25._tcp.mx.dane.test TLSA": {"rrs": [[3, 0, 0, "@mx.dane.test"], [3, 1, 1, "@mx.dane.test"], [3, 1, 1, "00"]]}},
            "smtp": {"mx.dane.test": {"ehlo": ["STARTTLS"], "tls": {"names": ["mx.dane.test"]}}}}"#,
    )
    .await;
    let shown = certificates_of(&lab, "mx.dane.test", "192.0.2.25:25").await;
    let answer = ask(&lab, "_25._tcp.mx.dane.test", RecordKind::Tlsa).await;
    let records: Vec<_> = answer.tlsa().collect();
    assert_eq!(records[0].data.0, shown[0].as_ref());
    assert_eq!((records[1].data.0.len(), &records[2].data.0), (32, &vec![0]));
}

/// A handshake in which the client names the server only if it does so by a DNS name (RFC 6066 §3).
#[tokio::test]
async fn a_mail_server_may_require_sni() {
    for (demands, refused) in [(true, true), (false, false)] {
        let lab = lab_of(&format!(
            r#"{{"domain": "sni.test", "dns": {{"mx.sni.test A": {{"rrs": ["192.0.2.25"]}}}},
                "smtp": {{"mx.sni.test": {{"ehlo": ["STARTTLS"], "tls": {{"names": ["mx.sni.test"], "sni_required": {demands}}}}}}}}}"#
        ))
        .await;
        assert_eq!(certificates_of(&lab, "mx.sni.test", "192.0.2.25:25").await.len(), 2);
        let mut plain = BufReader::new(dial(&lab, "192.0.2.25:25").await.unwrap());
        read_reply(&mut plain).await;
        send_command(&mut plain, "STARTTLS").await;
        let error = handshake(&lab, "192.0.2.25", plain.into_inner()).await.unwrap_err();
        let alerted = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>());
        assert_eq!(matches!(alerted, Some(Error::AlertReceived(_))), refused, "{error}");
    }
}

#[tokio::test]
async fn a_mail_server_without_tls_does_not_offer_it() {
    let lab = lab_of(
        r#"{"domain": "plain.test", "dns": {"mx.plain.test A": {"rrs": ["192.0.2.25"]}},
            "smtp": {"mx.plain.test": {"greeting": "220 ready", "ehlo": ["PIPELINING"]}}}"#,
    )
    .await;
    let mut stream = BufReader::new(dial(&lab, "192.0.2.25:25").await.unwrap());
    assert_eq!(read_reply(&mut stream).await, "220 ready\r\n");
    assert_eq!(send_command(&mut stream, "EHLO client.example").await, "250-mx.plain.test\r\n250 PIPELINING\r\n");
    assert_eq!(send_command(&mut stream, "STARTTLS").await, "502 5.5.1 TLS is not available\r\n");
    assert_eq!(send_command(&mut stream, "QUIT").await, "221 2.0.0 Bye\r\n");
}

#[tokio::test]
async fn a_mail_server_that_greets_with_a_refusal_sends_nothing_else() {
    let lab = lab_of(
        r#"{"domain": "no.test", "dns": {"mx.no.test A": {"rrs": ["192.0.2.25"]}},
            "smtp": {"mx.no.test": {"greeting": "554 5.7.1 Go away"}}}"#,
    )
    .await;
    let mut text = String::new();
    dial(&lab, "192.0.2.25:25").await.unwrap().read_to_string(&mut text).await.unwrap();
    assert_eq!(text, "554 5.7.1 Go away\r\n");
}
