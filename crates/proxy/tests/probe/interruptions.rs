//! Dialogues that end early, each with its stage.

use evidence::{Dialogue, DialogueEnd, LegacyTls, MailStage, TlsFailure};
use proxy::Settings;

use super::{dialogue, good, probe_host};
use crate::support::{authorities::*, mail_hosts::*, names::*, *};

fn end(seen: &Dialogue) -> &DialogueEnd {
    seen.interruption.as_ref().unwrap_or_else(|| panic!("{seen:?}"))
}

#[tokio::test]
async fn an_answer_that_is_not_smtp_is_reported_with_its_stage() {
    let (authority, good) = good();
    let megabytes = || SmtpAction::Endless(vec![b'x'; 1 << 16]);
    let cases = [
        (
            "HTTP",
            SmtpScript { greeting: says("HTTP/1.1 400 Bad Request\r\n\r\n"), ..good.clone() },
            MailStage::Greeting,
        ),
        ("SSH", SmtpScript { greeting: says("SSH-2.0-OpenSSH_9.9\r\n"), ..good.clone() }, MailStage::Greeting),
        (
            "bytes",
            SmtpScript { greeting: SmtpAction::Send(vec![0; 64].into_iter().chain(*b"\n").collect()), ..good.clone() },
            MailStage::Greeting,
        ),
        ("megabytes", SmtpScript { greeting: megabytes(), ..good.clone() }, MailStage::Greeting),
        (
            "endless lines",
            SmtpScript { greeting: SmtpAction::Endless(b"220-hello\r\n".to_vec()), ..good.clone() },
            MailStage::Greeting,
        ),
        (
            "endless keywords",
            SmtpScript { ehlo: SmtpAction::Endless(b"250-SIZE\r\n".to_vec()), ..good.clone() },
            MailStage::Ehlo,
        ),
        ("a long line", SmtpScript { ehlo: megabytes(), ..good.clone() }, MailStage::Ehlo),
        ("two codes", SmtpScript { ehlo: says("250-a\r\n550 b\r\n"), ..good.clone() }, MailStage::Ehlo),
        ("two greetings", SmtpScript { greeting: says("220 a\r\n220 b\r\n"), ..good.clone() }, MailStage::Ehlo),
        (
            "the reply to EHLO before EHLO",
            SmtpScript { greeting: says("220 a\r\n250-a\r\n250 STARTTLS\r\n"), ..good.clone() },
            MailStage::Ehlo,
        ),
        (
            "a line after the keywords",
            SmtpScript { ehlo: says("250-a\r\n250 STARTTLS\r\n250 b\r\n"), ..good.clone() },
            MailStage::Starttls,
        ),
        ("injection", SmtpScript { starttls: says("220 go\r\n250 injected\r\n"), ..good.clone() }, MailStage::Starttls),
        (
            "endless in TLS",
            SmtpScript { ehlo_in_tls: SmtpAction::Endless(b"250-A\r\n".to_vec()), ..good.clone() },
            MailStage::EhloInTls,
        ),
    ];
    for (what, script, expected) in cases {
        let (observation, _) = probe_host(&authority, script).await;
        let DialogueEnd::NotSmtp { stage, .. } = end(dialogue(&observation)) else { panic!("{what}: {observation:?}") };
        assert_eq!(*stage, expected, "{what}");
    }
}

#[tokio::test]
async fn a_connection_that_closes_is_reported_with_its_stage() {
    let (authority, good) = good();
    let close = || SmtpAction::Close(Vec::new());
    let cases = [
        (SmtpScript { greeting: close(), ..good.clone() }, MailStage::Greeting, Some(0)),
        (
            SmtpScript { greeting: SmtpAction::Close(b"220-half a greet".to_vec()), ..good.clone() },
            MailStage::Greeting,
            Some(16),
        ),
        (
            SmtpScript { greeting: SmtpAction::Close(b"220-mx\r\n220-ca".to_vec()), ..good.clone() },
            MailStage::Greeting,
            Some(14),
        ),
        (
            SmtpScript { greeting: SmtpAction::Close(b"220-mx\r\n".to_vec()), ..good.clone() },
            MailStage::Greeting,
            Some(8),
        ),
        (SmtpScript { greeting: SmtpAction::Close(b"220 mx\r\n".to_vec()), ..good.clone() }, MailStage::Ehlo, Some(0)),
        (SmtpScript { ehlo: close(), ..good.clone() }, MailStage::Ehlo, Some(0)),
        (SmtpScript { starttls: close(), ..good.clone() }, MailStage::Starttls, Some(0)),
        (good.clone().with_instead_of_tls(close()), MailStage::Tls, None),
        (SmtpScript { ehlo_in_tls: close(), ..good.clone() }, MailStage::EhloInTls, Some(0)),
    ];
    for (script, stage, incomplete) in cases {
        let (observation, _) = probe_host(&authority, script).await;
        let seen = dialogue(&observation);
        assert_eq!((end(seen), seen.incomplete_reply_bytes), (&DialogueEnd::Closed { stage }, incomplete));
    }
}

#[tokio::test]
async fn a_tarpit_is_abandoned_at_the_deadline_of_its_stage() {
    let (authority, good) = good();
    let (stall, dribble) = (|| SmtpAction::Stall(Vec::new()), || SmtpAction::Dribble(b"220 ".to_vec()));
    let cases = [
        (SmtpScript { greeting: stall(), ..good.clone() }, MailStage::Greeting),
        (SmtpScript { greeting: dribble(), ..good.clone() }, MailStage::Greeting),
        (SmtpScript { ehlo: says("500 What?\r\n"), helo: stall(), ..good.clone() }, MailStage::Helo),
        (SmtpScript { ehlo: stall(), ..good.clone() }, MailStage::Ehlo),
        (SmtpScript { starttls: stall(), ..good.clone() }, MailStage::Starttls),
        (good.clone().with_instead_of_tls(stall()), MailStage::Tls),
        (SmtpScript { ehlo_in_tls: SmtpAction::Dribble(b"250-".to_vec()), ..good.clone() }, MailStage::EhloInTls),
    ];
    for (script, stage) in cases {
        let dns = Names::pointing_at("127.0.0.1").await;
        let host = MailHost::serve(script.clone()).await;
        let deadlines = short(|all, limit| (all.reply, all.tls) = (limit, limit));
        let observation = probe(&Settings { deadlines, ..mail_settings(&dns, host.port, &[der(&authority)]) }).await;
        let seen = dialogue(&observation);
        assert_eq!(*end(seen), DialogueEnd::Timeout { stage });
        let has_begun = seen.incomplete_reply_bytes.is_some_and(|bytes| bytes > 0);
        let dribbles =
            matches!(script.greeting, SmtpAction::Dribble(_)) || matches!(script.ehlo_in_tls, SmtpAction::Dribble(_));
        assert_eq!(has_begun, dribbles, "{stage:?}");
    }
}

#[tokio::test]
async fn a_dialogue_ends_at_its_overall_deadline() {
    let (authority, good) = good();
    let dns = Names::pointing_at("127.0.0.1").await;
    let host = MailHost::serve(SmtpScript { greeting: SmtpAction::Dribble(b"220 ".to_vec()), ..good }).await;
    let deadlines = short(|all, limit| all.overall = limit);
    let observation = probe(&Settings { deadlines, ..mail_settings(&dns, host.port, &[der(&authority)]) }).await;
    assert_eq!(*end(dialogue(&observation)), DialogueEnd::Timeout { stage: MailStage::Greeting });
}

#[tokio::test]
async fn an_answer_to_starttls_that_is_not_tls_is_reported() {
    let (authority, good) = good();
    let cases: [(&[u8], TlsFailure); 3] = [
        (b"\x15\x03\x03\x00\x02\x02\x28", TlsFailure::Alert("handshake_failure".into())),
        (b"\x15\x03\x01\x00\x02\x02\x46", TlsFailure::Version),
        (b"", TlsFailure::Closed),
    ];
    for (bytes, failure) in cases {
        let (observation, log) =
            probe_host(&authority, good.clone().with_instead_of_tls(SmtpAction::Close(bytes.to_vec()))).await;
        let seen = dialogue(&observation);
        assert_eq!(seen.tls.as_ref().unwrap().failure, Some(failure.clone()));
        assert_eq!((seen.ehlo_in_tls.as_ref(), seen.without_sni), (None, None));
        // Only a server with too old a version gets a second handshake to find out which.
        let expected = (failure == TlsFailure::Version).then_some(LegacyTls::Refused);
        assert_eq!((seen.old_tls, log.connections), (expected, if expected.is_some() { 2 } else { 1 }));
    }
    let garbage = SmtpAction::Close(b"250 still in clear\r\n".to_vec());
    let (observation, _) = probe_host(&authority, good.with_instead_of_tls(garbage)).await;
    assert!(
        matches!(dialogue(&observation).tls.as_ref().unwrap().failure, Some(TlsFailure::NotTls(_))),
        "{observation:?}"
    );
}

// ---- further handshakes
