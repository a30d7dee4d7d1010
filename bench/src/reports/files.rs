//! Generated reports, in the formats of large senders.

use std::io::Write;

use base64::{Engine, engine::general_purpose::STANDARD};
use flate2::{Compression, write::GzEncoder};

/// Reports of one kind.
pub struct Set {
    /// Name of the kind.
    pub name: &'static str,
    /// Names and contents.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Returns every kind, in the order of the tables.
pub fn sets() -> Vec<Set> {
    let small = |number| report(number, 2);
    vec![
        set("JSON of 2 kB", "json", 1000, |number| small(number).into_bytes()),
        set("JSON of 100 kB", "json", 100, |number| report(number, 240).into_bytes()),
        set("gzip", "json.gz", 1000, |number| gzip(small(number).as_bytes())),
        set("mails", "eml", 1000, |number| mail(number, &gzip(small(number).as_bytes()))),
    ]
}

fn set(name: &'static str, ending: &str, count: usize, content: impl Fn(usize) -> Vec<u8>) -> Set {
    let file = |number| (format!("sender.example!d{number}.example!1767571200!1767657599.{ending}"), content(number));
    Set { name, files: (0..count).map(file).collect() }
}

/// Returns a report with this many failure details.
fn report(number: usize, details: usize) -> String {
    let detail = |at: usize| {
        format!(
            "{{\"result-type\":\"certificate-expired\",\"sending-mta-ip\":\"192.0.2.{}\",\"receiving-mx-hostname\":\
             \"mx{}.d{number}.example\",\"receiving-mx-helo\":\"mx{}.d{number}.example\",\"receiving-ip\":\"198.51.100.{}\",\
             \"failed-session-count\":{},\"additional-information\":\"https://sender.example/tls/{number}-{at}\",\
             \"failure-reason-code\":\"certificate has expired: the chain that the server sent ended on 4 January 2026, and the \
             session was closed before a message was handed over\"}}",
            at % 250,
            at % 4,
            at % 4,
            at % 250,
            at + 1
        )
    };
    let failures: Vec<String> = (0..details).map(detail).collect();
    format!(
        "{{\"organization-name\":\"Sender Inc.\",\"date-range\":{{\"start-datetime\":\"2026-01-05T00:00:00Z\",\"end-datetime\":\
         \"2026-01-05T23:59:59Z\"}},\"contact-info\":\"smtp-tls-reporting@sender.example\",\"report-id\":\
         \"2026-01-05T00:00:00Z_d{number}.example\",\"policies\":[{{\"policy\":{{\"policy-type\":\"sts\",\"policy-string\":\
         [\"version: STSv1\",\"mode: enforce\",\"mx: *.d{number}.example\",\"max_age: 604800\"],\"policy-domain\":\
         \"d{number}.example\",\"mx-host\":[\"*.d{number}.example\"]}},\"summary\":{{\"total-successful-session-count\":{},\
         \"total-failure-session-count\":{}}},\"failure-details\":[{}]}}]}}",
        1000 + number,
        details * (details + 1) / 2,
        failures.join(",")
    )
}

fn gzip(json: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(json).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

fn mail(number: usize, attachment: &[u8]) -> Vec<u8> {
    let encoded = STANDARD.encode(attachment);
    let lines: Vec<&str> = encoded.as_bytes().chunks(76).filter_map(|line| str::from_utf8(line).ok()).collect();
    let name = format!("sender.example!d{number}.example!1767571200!1767657599.json.gz");
    let text = format!(
        "From: smtp-tls-reporting@sender.example\r\nTo: tlsrpt@d{number}.example\r\nDate: Tue, 6 Jan 2026 01:02:03 +0000\r\n\
         Subject: Report Domain: d{number}.example Submitter: sender.example Report-ID: \
         <2026-01-05T00:00:00Z_d{number}.example>\r\nMessage-ID: <{number}@sender.example>\r\nTLS-Report-Domain: \
         d{number}.example\r\nTLS-Report-Submitter: sender.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; \
         report-type=\"tlsrpt\"; boundary=\"part\"\r\n\r\n--part\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThis is an \
         aggregate TLS report.\r\n\r\n--part\r\nContent-Type: application/tlsrpt+gzip; name=\"{name}\"\r\nContent-Disposition: \
         attachment; filename=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n--part--\r\n",
        lines.join("\r\n")
    );
    text.into_bytes()
}
