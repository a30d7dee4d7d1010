//! Files that are odd or hostile in one place. The result names the place and the reason, and the rest is read.

use std::io::{Cursor, Write};

use tls_report::{Collection, NoteId, Reading, SkipReason};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::bombs::{base64, gzip, read_default, skip_reasons, zip};

const REPORT: &str = r#"{"organization-name":"A","report-id":"1","policies":[{"policy":{"policy-type":"sts","policy-domain":"d.example"},
    "summary":{"total-successful-session-count":7,"total-failure-session-count":1},
    "failure-details":[{"result-type":"certificate-expired","failed-session-count":1,"receiving-mx-helo":"hello"}]}]}"#;

/// Returns the report under another id.
fn other(id: &str) -> String {
    REPORT.replace("\"1\"", &format!("\"{id}\""))
}

fn outcome(reading: &Reading) -> (Vec<&str>, Vec<SkipReason>) {
    (reading.reports.iter().filter_map(|report| report.report_id.as_deref()).collect(), skip_reasons(reading))
}

fn notes(reading: &Reading) -> Vec<NoteId> {
    reading.reports.iter().flat_map(|report| report.notes.iter().map(|note| note.id)).collect()
}

#[test]
fn a_count_that_is_none_is_noted_and_its_entry_left_out() {
    for count in ["1e308", "1e400", "-1", "1.5", "18446744073709551616", "\"7 000\"", "\"+7\"", "true", "[7]", "{}"] {
        let reading = read_default("a.json", REPORT.replace(":7,", &format!(":{count},")).as_bytes());
        assert_eq!(outcome(&reading), (vec!["1"], vec![]), "{count}");
        assert!(notes(&reading).contains(&NoteId::CountInvalid), "{count}");
        assert!(reading.reports[0].policies.is_empty(), "{count}");
    }
    for (count, means) in [("\" 7 \"", 7), ("7e2", 700), ("-0", 0), ("null", 0)] {
        let reading = read_default("a.json", REPORT.replace(":7,", &format!(":{count},")).as_bytes());
        assert_eq!(reading.reports[0].policies[0].successful, means, "{count}");
    }
}

#[test]
fn half_a_character_does_not_hide_the_report() {
    for (written, read) in [(r"\ud800", "\u{fffd}"), (r"a\udc00b", "a\u{fffd}b"), (r"\ud83d\ude00", "\u{1f600}")] {
        let reading = read_default("a.json", REPORT.replace("hello", written).as_bytes());
        assert_eq!(outcome(&reading), (vec!["1"], vec![]), "{written}");
        assert_eq!(reading.reports[0].policies[0].failures[0].helo.as_deref(), Some(read));
        assert_eq!(notes(&reading).contains(&NoteId::ValueReplaced), read.contains('\u{fffd}'), "{written}");
    }
}

#[test]
fn reports_before_damage_in_a_gzip_file_are_read() {
    let (first, second) = (gzip([REPORT.into()]), gzip([other("2").into()]));
    for (rest, ids, skipped) in [
        (second.clone(), vec!["1", "2"], vec![]),
        (second[..second.len() / 2].to_vec(), vec!["1"], vec![SkipReason::Truncated]),
        ([&second[..12], &[0xff; 40]].concat(), vec!["1"], vec![SkipReason::Damaged]),
        (b"no gzip".to_vec(), vec!["1"], vec![]),
        (gzip([]).repeat(20_000), vec!["1"], vec![SkipReason::MemberLimit]),
    ] {
        assert_eq!(outcome(&read_default("a.json.gz", &[first.clone(), rest].concat())), (ids, skipped));
    }
}

#[test]
fn no_member_of_a_zip_archive_is_lost_in_silence() {
    let one = zip(&[("a.json", REPORT.into())]);
    let mut same_name = zip(&[("a.json", REPORT.into()), ("b.json", other("2").into())]);
    let names: Vec<usize> = memchr::memmem::find_iter(&same_name, b"b.json").collect();
    names.iter().for_each(|at| same_name[*at] = b'a');
    let odd_names =
        [("/etc/a.json", REPORT.into()), (r"C:\b.json", other("2").into()), ("../../c.json", other("3").into())];
    for (archive, ids, skipped) in [
        (same_name, vec!["2"], vec![SkipReason::RepeatedName]),
        ([one.clone(), zip(&[("b.json", other("2").into())])].concat(), vec!["2", "1"], vec![]),
        (
            [&one[..one.len() - 1], &zip(&[("b.json", other("2").into())])].concat(),
            vec!["2"],
            vec![SkipReason::Damaged],
        ),
        (zip(&[("inner.zip", one)]), vec!["1"], vec![]),
        (zip(&odd_names), vec!["1", "2", "3"], vec![]),
        (with_link(), vec!["1"], vec![]),
    ] {
        assert_eq!(outcome(&read_default("a.zip", &archive)), (ids, skipped));
    }
}

/// Returns a zip archive in the long form (zip64), with a folder and a symbolic link.
fn with_link() -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().large_file(true);
    writer.add_directory("folder/", options).unwrap();
    writer.add_symlink("link.json", "folder/a.json", options).unwrap();
    writer.start_file("folder/a.json", options).unwrap();
    writer.write_all(REPORT.as_bytes()).unwrap();
    writer.finish().unwrap().into_inner()
}

/// Returns a member of a tar archive. The fields of sparse files (GNU) mean one part that is the whole content.
fn tar_member(name: &str, kind: u8, content: &str) -> Vec<u8> {
    let mut header = [0; 512];
    let size = format!("{:011o}", content.len());
    header[..name.len()].copy_from_slice(name.as_bytes());
    header[124..135].copy_from_slice(size.as_bytes());
    header[156] = kind;
    header[257..265].copy_from_slice(b"ustar  \0");
    if kind == b'S' {
        header[386..397].copy_from_slice(b"00000000000");
        header[398..409].copy_from_slice(size.as_bytes());
        header[483..494].copy_from_slice(size.as_bytes());
    }
    header[148..156].copy_from_slice(b"        ");
    let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
    header[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
    let mut member = [&header[..], content.as_bytes()].concat();
    member.resize(member.len().div_ceil(512) * 512, 0);
    member
}

#[test]
fn a_tar_archive_is_read_whatever_its_members_are() {
    let end = vec![0; 1024];
    let second = tar_member("b.json", b'0', &other("2"));
    let members = |first: Vec<u8>| [first, second.clone(), end.clone()].concat();
    for kind in [b'0', b'7', b'S'] {
        let archive = members(tar_member("a.json", kind, REPORT));
        assert_eq!(outcome(&read_default("a.tar", &archive)), (vec!["1", "2"], vec![]), "{}", char::from(kind));
    }
    let long_name = "folder/".repeat(40) + "c.json";
    let long = [tar_member("././@LongLink", b'L', &long_name), tar_member("c", b'0', &other("3"))].concat();
    let reading = read_default("a.tar", &members(long));
    assert_eq!(outcome(&reading), (vec!["3", "2"], vec![]));
    assert_eq!(reading.reports[0].source.member, Some(long_name));
    let links = [tar_member("l.json", b'1', ""), tar_member("m.json", b'2', "")].concat();
    assert_eq!(outcome(&read_default("a.tar", &members(links))), (vec!["2"], vec![]));
    let whole = [tar_member("a.json", b'0', REPORT), second.clone()].concat();
    for (cut, ids, skipped) in [
        (0, vec!["1", "2"], vec![]),
        (2, vec!["1", "2"], vec![SkipReason::Truncated]),
        (second.len() - 600, vec!["1"], vec![SkipReason::CutJson, SkipReason::Truncated]),
        (second.len() - 100, vec!["1"], vec![SkipReason::Truncated]),
    ] {
        assert_eq!(outcome(&read_default("a.tar", &whole[..whole.len() - cut])), (ids, skipped), "{cut}");
    }
}

/// Returns a message whose text has a line that starts with `From `, and a part with these headers and content.
fn mail(headers: &str, content: &str) -> String {
    format!(
        "From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=tlsrpt; boundary=x\r\n\r\n--x\r\n\
         Content-Type: text/plain\r\n\r\nHello\r\n\r\nFrom the team\r\nof b.example\r\n--x\r\n{headers}\r\n\r\n{content}\r\n--x--\r\n"
    )
}

#[test]
fn a_line_of_text_that_starts_with_from_does_not_part_a_mail() {
    let json = mail("Content-Type: application/tlsrpt+json; name=r.json", REPORT);
    let mailbox =
        format!("From a@b.example Mon\r\n{json}\r\nFrom c@d.example Tue\r\n{}", json.replace("\"1\"", "\"2\""));
    let reading = read_default("a.mbox", mailbox.as_bytes());
    assert_eq!(outcome(&reading), (vec!["1", "2"], vec![]));
    assert_eq!((reading.read_counts.mails, reading.read_counts.mails_without_report), (2, 0));
}

#[test]
fn a_name_or_type_that_lies_hides_no_report() {
    let packed = base64(&gzip([REPORT.into()]));
    let blanks: String = packed.chars().flat_map(|letter| [letter, ' ']).collect();
    let as_base64 = |of: &str| format!("Content-Type: {of}\r\nContent-Transfer-Encoding: base64");
    let inner = mail("Content-Type: application/tlsrpt+json", REPORT).replace("=x", "=y").replace("--x", "--y");
    let zipped = base64(&zip(&[("r.json", REPORT.into())]));
    for (headers, content) in [
        (as_base64("image/png; name=cat.png"), packed.clone()),
        (as_base64("application/tlsrpt+gzip"), blanks),
        (as_base64("application/tlsrpt+gzip; name=\"../../\x1b[31m\u{202e}.gz\""), packed.replace("\r\n", "")),
        ("Content-Type: text/plain; name=r.txt".to_owned(), REPORT.to_owned()),
        ("Content-Type: message/rfc822".to_owned(), inner.clone()),
        (as_base64("message/rfc822"), base64(inner.as_bytes())),
        (as_base64("application/octet-stream"), base64(inner.as_bytes())),
        (as_base64("application/octet-stream; name=r.bin"), zipped),
    ] {
        let message = mail(&headers, &content);
        assert_eq!(outcome(&read_default("a.eml", message.as_bytes())), (vec!["1"], vec![]), "{headers}");
        let archive = zip(&[("a.eml", message.into_bytes())]);
        assert_eq!(outcome(&read_default("a.zip", &archive)), (vec!["1"], vec![]), "{headers}");
    }
    let reading = read_default("a.eml", mail(&as_base64("image/png; name=r.json"), &base64(b"\x89PNG")).as_bytes());
    assert_eq!(outcome(&reading), (vec![], vec![SkipReason::UnknownContent]));
    assert_eq!(reading.skipped[0].member.as_deref(), Some("r.json"));
}

#[test]
fn many_entries_take_time_in_proportion() {
    // With time that grows with the square, this would take minutes.
    for kind in ["sts", "tlsa"] {
        let entry = |number: usize| {
            format!(
                r#"{{"policy":{{"policy-type":"{kind}","policy-domain":"d{number}.example"}},"summary":{{"total-failure-session-count":2}}}}"#
            )
        };
        let entries: Vec<String> = (0..20_000).map(entry).collect();
        let json = format!(r#"{{"organization-name":"A","report-id":"1","policies":[{}]}}"#, entries.join(","));
        let collection: Collection = read_default("a.json", json.as_bytes()).reports.into_iter().collect();
        let domains = if kind == "sts" { 20_000 } else { 0 };
        assert_eq!((collection.totals().failed, collection.answers(&|_| None).len()), (40_000, domains));
    }
}
