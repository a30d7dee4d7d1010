//! Size limit of observations: [`OBSERVATION_LIMIT`] as JSON, whatever the remote host sends. Omitted bytes are counted
//! and reported.
//!
//! The limits below add up to it: four dialogues, or a policy with its comparisons.
//!
//! [`OBSERVATION_LIMIT`]: proxy_api::OBSERVATION_LIMIT

use evidence::{Certificate, ComparisonFetch, Dialogue, Http, PolicyFetch, SmtpReply, TlsHandshake};

/// Maximum bytes of one dialogue. A probe has up to four.
const MAX_DIALOGUE_BYTES: usize = 60 * 1024;

/// Maximum bytes of one reply in a dialogue.
const MAX_REPLY_BYTES: usize = MAX_DIALOGUE_BYTES / 8;

/// Maximum bytes of the certificates and texts of one handshake.
const MAX_HANDSHAKE_BYTES: usize = MAX_DIALOGUE_BYTES / 2;

/// Maximum certificates of a chain that are kept. Each takes at least a few hundred bytes.
const MAX_CERTIFICATES: usize = 12;

/// Minimum size of a certificate in bytes: digests, dates, and the names of members.
const MIN_CERTIFICATE_BYTES: usize = 900;

/// Maximum bytes of the verifier's message.
const MAX_VERIFIER_TEXT_BYTES: usize = 2 * 1024;

/// Maximum bytes of the head of the main response, and of each other response.
const MAX_HEAD_BYTES: usize = 68 * 1024;
const MAX_COMPARISON_HEAD_BYTES: usize = 4 * 1024;

/// Maximum bytes of the bodies of all comparisons, in base64.
const MAX_COMPARISON_BODY_BYTES: usize = 24 * 1024;

/// Cuts a dialogue to its limit.
pub(crate) fn limit_dialogue(host: &str, seen: &mut Dialogue) {
    // HELO is sent only where the dialogue goes no further, so there are at most four replies.
    let replies = [&mut seen.greeting, &mut seen.ehlo, &mut seen.helo, &mut seen.starttls, &mut seen.ehlo_in_tls];
    let cut: usize = replies.into_iter().flatten().map(limit_reply).sum();
    let cut = cut + seen.tls.as_mut().map_or(0, |tls| limit_handshake(host, tls));
    seen.omitted_bytes += cut as u64;
}

/// Cuts the observation of a policy to its limit.
pub(crate) fn limit_policy(host: &str, seen: &mut PolicyFetch) {
    let mut cut = seen.tls.as_mut().map_or(0, |tls| limit_handshake(host, tls));
    cut += seen.http.as_mut().map_or(0, |http| limit_head(http, MAX_HEAD_BYTES));
    let mut room = MAX_COMPARISON_BODY_BYTES;
    for comparison in &mut seen.comparisons {
        cut += limit_comparison(comparison, &mut room);
    }
    seen.omitted_bytes += cut as u64;
}

fn limit_reply(reply: &mut SmtpReply) -> usize {
    let mut room = MAX_REPLY_BYTES;
    let cut = reply.lines.iter_mut().map(|line| limit_text(line, &mut room)).sum();
    // The first line is the reply itself. Other lines that were cut to nothing are removed.
    let mut is_first = true;
    reply.lines.retain(|line| std::mem::take(&mut is_first) || !line.is_empty() || room > 3);
    cut
}

fn limit_handshake(host: &str, tls: &mut TlsHandshake) -> usize {
    let mut cut = tls.verifier.as_mut().map_or(0, |words| limit_text(words, &mut { MAX_VERIFIER_TEXT_BYTES }));
    cut += tls.chain.split_off(tls.chain.len().min(MAX_CERTIFICATES)).len() * MIN_CERTIFICATE_BYTES;
    let mut room = MAX_HANDSHAKE_BYTES - MAX_CERTIFICATES * MIN_CERTIFICATE_BYTES;
    for certificate in &mut tls.chain {
        cut += limit_certificate(host, certificate, &mut room);
    }
    cut
}

/// Cuts the texts of a certificate to the room that is left. Names that cover the host are kept before others.
fn limit_certificate(host: &str, certificate: &mut Certificate, room: &mut usize) -> usize {
    let mut cut = limit_text(&mut certificate.subject, room) + limit_text(&mut certificate.issuer, room);
    cut += certificate.common_name.as_mut().map_or(0, |name| limit_text(name, room));
    cut += limit_text(&mut certificate.key, room);
    let parent = host.split_once('.').map(|(_, parent)| format!("*.{parent}"));
    let covers = |name: &String| {
        name.eq_ignore_ascii_case(host) || parent.as_ref().is_some_and(|parent| name.eq_ignore_ascii_case(parent))
    };
    let mut first: Vec<bool> = certificate.names.iter().map(covers).collect();
    for (name, keep) in certificate.names.iter().zip(&mut first) {
        *keep = *keep && reserve(room, json_length(name));
    }
    let mut keeps = first.into_iter();
    let mut cut_names = 0;
    certificate.names.retain(|name| {
        let keep = keeps.next().unwrap_or_default() || reserve(room, json_length(name));
        cut_names += if keep { 0 } else { name.len() };
        keep
    });
    cut + cut_names
}

fn limit_head(http: &mut Http, limit: usize) -> usize {
    let mut room = limit;
    let mut cut = 0;
    http.headers.retain_mut(|header| {
        let keep = reserve(&mut room, json_length(&header.name) + 24);
        cut += if keep { limit_text(&mut header.value, &mut room) } else { header.name.len() + header.value.len() };
        keep
    });
    cut
}

/// Cuts a comparison to its limits, and marks a body that was cut.
fn limit_comparison(comparison: &mut ComparisonFetch, room: &mut usize) -> usize {
    let Some(http) = &mut comparison.http else { return 0 };
    let cut = limit_head(http, MAX_COMPARISON_HEAD_BYTES);
    let (length, fits) = (http.body.0.len(), *room / 4 * 3);
    http.body.0.truncate(fits);
    http.truncated |= length > fits;
    *room -= http.body.0.len().div_ceil(3) * 4;
    cut + length.saturating_sub(fits)
}

/// Cuts a text to the room that is left. Returns the number of bytes cut.
fn limit_text(text: &mut String, room: &mut usize) -> usize {
    let mut end = 0;
    let mut left = room.saturating_sub(3);
    for character in text.chars() {
        let Some(rest) = left.checked_sub(escaped_length(character)) else { break };
        left = rest;
        end += character.len_utf8();
    }
    *room = if end == 0 { room.saturating_sub(3) } else { left };
    let cut = text.len() - end;
    text.truncate(end);
    cut
}

fn reserve(room: &mut usize, bytes: usize) -> bool {
    let left = room.checked_sub(bytes);
    *room = left.unwrap_or(*room);
    left.is_some()
}

/// Returns the size of a text in JSON in bytes, with quotes and a comma.
fn json_length(text: &str) -> usize {
    3 + text.chars().map(escaped_length).sum::<usize>()
}

const fn escaped_length(character: char) -> usize {
    match character {
        '"' | '\\' | '\n' | '\r' | '\t' | '\u{8}' | '\u{c}' => 2,
        '\0'..='\u{1f}' => 6,
        _ => character.len_utf8(),
    }
}

#[cfg(test)]
mod tests {
    use evidence::{ComparisonTarget, Connect, Header, MailAttempt, MailProbe};
    use proptest::prelude::*;
    use proxy_api::OBSERVATION_LIMIT;

    use super::*;

    fn certificate(names: Vec<String>, word: &str) -> Certificate {
        let digests =
            evidence::Digests { sha512: "0".repeat(128), key_sha256: "0".repeat(64), key_sha512: "0".repeat(128) };
        Certificate {
            subject: word.repeat(500),
            common_name: Some(word.repeat(500)),
            issuer: word.repeat(500),
            names,
            not_before: i64::MIN,
            not_after: i64::MAX,
            sha256: "0".repeat(64),
            digests: Some(digests),
            key: "EC P-256".into(),
            reached: Some(false),
        }
    }

    fn handshake(word: &str) -> TlsHandshake {
        let names: Vec<String> = (0..2000).map(|number| format!("{number}.{word}.example")).collect();
        TlsHandshake {
            version: None,
            alpn: None,
            chain: vec![certificate(names, word); 40],
            trust: None,
            verifier: Some(word.repeat(10_000)),
            failure: None,
        }
    }

    fn json<T: serde::Serialize>(value: &T) -> usize {
        serde_json::to_vec(value).unwrap().len()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]
        #[test]
        fn no_mail_server_makes_an_observation_large(word in ".{1,8}", lines in 1..200_usize) {
            let reply = SmtpReply { code: 250, lines: vec![word.repeat(2048 / word.len()); lines] };
            let mut seen = Dialogue { greeting: Some(reply.clone()), ehlo: Some(reply.clone()), starttls: Some(reply.clone()), ehlo_in_tls: Some(reply), tls: Some(handshake(&word)), ..Dialogue::default() };
            limit_dialogue("mx.example.com", &mut seen);
            prop_assert!(seen.omitted_bytes > 0);
            let attempt = MailAttempt { address: [192, 0, 2, 1].into(), connect: Connect::Ok, dialogue: Some(seen), elapsed_ms: u64::MAX };
            let probe = MailProbe { host: "mx.example.com".into(), attempts: vec![attempt; 4], interruption: None, elapsed_ms: u64::MAX, seen_at: None, age_s: 0 };
            prop_assert!(json(&probe) <= OBSERVATION_LIMIT, "{}", json(&probe));
        }

        #[test]
        fn no_policy_host_makes_an_observation_large(word in ".{1,8}", headers in 1..100_usize) {
            let header = Header { name: "x".repeat(100), value: word.repeat(600) };
            let http = |body: usize| Http { status: 200, version: "HTTP/1.1".into(), headers: vec![header.clone(); headers], body: vec![0; body].as_slice().into(), length: body as u64, truncated: false };
            let comparison = |number| ComparisonFetch { at: ComparisonTarget::Port(number), http: Some(http(65_536)) };
            let mut seen = PolicyFetch { url: String::new(), attempts: Vec::new(), tls: Some(handshake(&word)), http: Some(http(65_536)), interruption: None, elapsed_ms: 0, stages: Vec::new(), comparisons: (0..6).map(comparison).collect(), seen_at: None, age_s: 0, omitted_bytes: 0 };
            limit_policy("mta-sts.example.com", &mut seen);
            prop_assert!(seen.omitted_bytes > 0 && seen.http.as_ref().unwrap().body.0.len() == 65_536);
            prop_assert!(json(&seen) <= OBSERVATION_LIMIT, "{}", json(&seen));
        }
    }

    #[test]
    fn the_name_that_matters_stays_and_an_ordinary_dialogue_stays_as_it_is() {
        let mut names: Vec<String> = (0..5000).map(|number| format!("{number}.example.net")).collect();
        names.push("mx.example.com".into());
        let mut tls = TlsHandshake { chain: vec![certificate(names, "a")], ..handshake("a") };
        assert!(limit_handshake("mx.example.com", &mut tls) > 0);
        assert!(tls.chain[0].names.contains(&"mx.example.com".to_owned()));

        let reply = SmtpReply { code: 250, lines: vec!["STARTTLS".into(); 30] };
        let mut seen = Dialogue { ehlo: Some(reply), ..Dialogue::default() };
        let before = seen.clone();
        limit_dialogue("mx.example.com", &mut seen);
        assert_eq!(seen, before);
    }
}
