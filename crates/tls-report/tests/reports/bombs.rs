//! Files that unpack to far too much. Each stops at a limit that the result names, and the other content is read.

use std::io::{Cursor, Write};

use flate2::{Compression, write::GzEncoder};
use tls_report::{Limits, Reading, SkipReason, read};
use zip::{ZipWriter, write::SimpleFileOptions};

const MIB: usize = 1 << 20;

const REPORT: &str = r#"{"organization-name":"Bomb","report-id":"bomb","policies":[]}"#;

pub(crate) fn gzip(parts: impl IntoIterator<Item = Vec<u8>>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    for part in parts {
        encoder.write_all(&part).unwrap();
    }
    encoder.finish().unwrap()
}

/// Blanks before a valid report: valid JSON, a thousand to one.
fn blanks(mib: usize) -> Vec<u8> {
    gzip((0..mib).map(|_| vec![b' '; MIB]).chain([REPORT.into()]))
}

pub(crate) fn zip(members: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub(crate) fn read_default(name: &str, bytes: &[u8]) -> Reading {
    read(name, bytes, &Limits::default())
}

pub(crate) fn skip_reasons(reading: &Reading) -> Vec<SkipReason> {
    reading.skipped.iter().map(|skipped| skipped.why).collect()
}

#[test]
fn blanks_before_a_report_are_stopped() {
    for (mib, why) in [(40, SkipReason::RatioLimit), (200, SkipReason::ReportLimit)] {
        let reading = read_default("blanks.json.gz", &blanks(mib));
        assert_eq!((reading.reports.len(), skip_reasons(&reading)), (0, vec![why]), "{mib} MiB");
    }
}

#[test]
fn a_bomb_that_is_packed_twice_is_stopped() {
    let reading = read_default("twice.json.gz", &gzip([blanks(200)]));
    assert_eq!(skip_reasons(&reading), [SkipReason::ReportLimit]);
}

#[test]
fn one_bad_member_does_not_hide_the_others() {
    let members = [
        ("a.json", REPORT.into()),
        ("bomb.json", vec![b'['; 40 * MIB]),
        ("z.json", REPORT.replace("bomb", "z").into()),
    ];
    let reading = read_default("members.zip", &zip(&members));
    assert_eq!((reading.reports.len(), skip_reasons(&reading)), (2, vec![SkipReason::RatioLimit]));
    assert_eq!(reading.skipped[0].member.as_deref(), Some("bomb.json"));
}

#[test]
fn members_count_together() {
    let limits = Limits { total_bytes: 3 * MIB, ..Limits::default() };
    let names = ["1.json", "2.json", "3.json", "4.json", "5.json"];
    let members: Vec<_> = names.iter().map(|name| (*name, [vec![b' '; MIB - 100], REPORT.into()].concat())).collect();
    let reading = read("many.zip", &zip(&members), &limits);
    assert_eq!(reading.reports.len(), 3);
    assert_eq!(skip_reasons(&reading), [SkipReason::TotalLimit, SkipReason::TotalLimit]);
}

#[test]
fn members_are_counted() {
    let limits = Limits { members: 2, ..Limits::default() };
    let members: Vec<_> = ["1.json", "2.json", "3.json"].map(|name| (name, REPORT.into())).into();
    let reading = read("many.zip", &zip(&members), &limits);
    assert_eq!((reading.reports.len(), skip_reasons(&reading)), (2, vec![SkipReason::MemberLimit]));
}

#[test]
fn nesting_is_limited() {
    let nested = (0..9).fold(REPORT.as_bytes().to_vec(), |inner, _| gzip([inner]));
    assert_eq!(skip_reasons(&read_default("nested.gz", &nested)), [SkipReason::DepthLimit]);
}

#[test]
fn a_mail_with_a_bomb_says_so() {
    let packed = base64(&blanks(40));
    let mail = format!(
        "From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=tlsrpt; boundary=x\r\n\r\n\
         --x\r\nContent-Type: application/tlsrpt+gzip\r\nContent-Transfer-Encoding: base64\r\n\r\n{packed}\r\n--x--\r\n"
    );
    assert_eq!(skip_reasons(&read_default("mail.eml", mail.as_bytes())), [SkipReason::RatioLimit]);
}

pub(crate) fn base64(bytes: &[u8]) -> String {
    use base64::{Engine, prelude::BASE64_STANDARD};
    let encoded = BASE64_STANDARD.encode(bytes);
    encoded.as_bytes().chunks(76).map(|line| String::from_utf8_lossy(line) + "\r\n").collect()
}

#[test]
fn base64_with_foreign_characters_and_without_padding_is_read() {
    let packed = base64(&gzip([REPORT.into()])).replace("=", "").replacen("\r\n", "!\r\n", 1);
    let mail = format!(
        "Content-Type: application/tlsrpt+gzip\r\nContent-Transfer-Encoding: base64\r\nSubject: x\r\n\r\n{packed}\r\n"
    );
    let reading = read_default("odd.eml", mail.as_bytes());
    assert_eq!((reading.reports.len(), skip_reasons(&reading)), (1, Vec::new()));
}

#[test]
fn a_mail_of_mails_without_end_is_refused() {
    let mail = "Content-Type: message/rfc822\r\n\r\n".repeat(100_000);
    assert_eq!(skip_reasons(&read_default("deep.eml", mail.as_bytes())), [SkipReason::MemberLimit]);
    let mail = "Content-Type: message/rfc822\r\n\r\n".repeat(900);
    assert_eq!(skip_reasons(&read_default("deep.eml", mail.as_bytes())), [SkipReason::DepthLimit]);
}

#[test]
fn damage_is_reported_by_kind() {
    let whole = gzip([REPORT.into()]);
    let mut checksum = whole.clone();
    let at = checksum.len() - 8;
    checksum[at] ^= 1;
    let mut locked = zip(&[("a.json", REPORT.into())]);
    // The general purpose flag, in the local header and in the directory (APPNOTE 4.4.4).
    locked[6] |= 1;
    let directory = memchr::memmem::find(&locked, b"PK\x01\x02").unwrap();
    locked[directory + 8] |= 1;
    let cut_zip = zip(&[("a.json", REPORT.into())]);
    for (bytes, why) in [
        (whole[..whole.len() / 2].to_vec(), SkipReason::Truncated),
        (checksum, SkipReason::Checksum),
        ([&whole[..12], &[0xff; 40][..]].concat(), SkipReason::Damaged),
        (locked, SkipReason::Password),
        (cut_zip[..cut_zip.len() / 2].to_vec(), SkipReason::Truncated),
        (Vec::new(), SkipReason::Empty),
        (b"hello".to_vec(), SkipReason::UnknownContent),
        (b"\xfd7zXZ\0\0\x04".to_vec(), SkipReason::Xz),
        (zip(&[("a.7z", b"7z\xbc\xaf\x27\x1c\0\x04".to_vec())]), SkipReason::SevenZip),
        (b"<?xml version=\"1.0\"?>\n<feedback></feedback>".to_vec(), SkipReason::Dmarc),
        (zip(&[("README.txt", b"hello".to_vec())]), SkipReason::NoReportInArchive),
        (b"From: a@b.example\r\n\r\nhello".to_vec(), SkipReason::NoReportInMail),
    ] {
        assert_eq!(skip_reasons(&read_default("file", &bytes)), [why]);
    }
}

#[test]
fn items_that_are_no_objects_do_not_hide_a_policy() {
    let policy = r#"{"policy":{"policy-type":"sts","policy-domain":"d.example"},"summary":{"total-successful-session-count":7}}"#;
    for item in ["0,", "null,", "[0],", "[[],[]],"] {
        let json =
            format!(r#"{{"organization-name":"A","report-id":"1","policies":[{}{policy}]}}"#, item.repeat(200_000));
        let reading = read_default("a.json", json.as_bytes());
        let [report] = reading.reports.as_slice() else { panic!("{item}: {:?}", reading.skipped) };
        assert_eq!(report.policies.iter().map(|entry| entry.successful).collect::<Vec<_>>(), [7], "{item}");
        assert_eq!(report.notes.len(), 501, "{item}");
    }
}
