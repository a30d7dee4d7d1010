//! Tests of texts that show a record only without HTML, typographic characters, indentation, list marks, or the text around JSON.

use super::*;

const ANSWER: &str = ";; ANSWER SECTION:\n_mta-sts.example.com. 300 IN TXT \"v=STSv1; id=20260101000000Z;\"\n";

#[test]
fn what_stands_around_a_record_is_no_fault_of_it() {
    let shell = "_mta-sts.example.com descriptive text \"v=STSv1; id=20260101000000Z;\"\n";
    let power_shell = "Name      : _mta-sts.example.com\nQueryType : TXT\nStrings   : {v=STSv1; id=20260101000000Z;}\n";
    let old_and_new = "{\"before\":{\"content\":\"v=STSv1; id=20250101000000Z;\"},\n\"after\":{\"content\":\"v=STSv1; id=20260101000000Z;\"}}";
    for text in [
        format!("<pre>{}</pre>", ANSWER.replace('"', "&quot;")),
        format!("<div class=\"log\"><p>{}</p></div>", ANSWER.replace('\n', "<br>\n")),
        format!("\u{feff}{ANSWER}"),
        ANSWER.replace('\n', "\u{200b}\n"),
        "_mta-sts.example.com. 300 IN TXT \"v=STSv1; id=20260101000000Z;\"\u{200b}\n".to_owned(),
        ANSWER.replace("300 IN", "300\u{a0}IN"),
        format!("Result:\n- {shell}"),
        format!("root@host:~# {shell}"),
        format!("{power_shell}\n\nIs that right?\n\nBest regards,\nAlice"),
        format!("{power_shell}\n\n以上、よろしくお願いいたします。\n田中"),
        format!("bob  10:23 AM\n{old_and_new}\n"),
        format!("お世話になっております。\n\n{old_and_new}\n\n以上です。\n"),
        "    Strings\n    -------\n    {v=STSv1; id=20260101000000Z;}\n".to_owned(),
        "_mta-sts.example.com IN TXT \"v=STSv1; id=20260101000000Z;\" -- link: eth0\r\n\r\n-- Information acquired via protocol DNS in 25.1ms.\r\n".to_owned(),
        "Hi,\n\nthis is our change:\n\ndiff --git a/zone b/zone\n--- a/zone\n+++ b/zone\n@@ -1 +1 @@\n-_mta-sts IN TXT \"v=STSv1; id=20250101000000Z;\"\n+_mta-sts IN TXT \"v=STSv1; id=20260101000000Z;\"\n\nIs that right?\nBob\n".to_owned(),
        "Our export:\n\nName,Type,TTL,Value\n_mta-sts.example.com,TXT,300,\"v=STSv1; id=20260101000000Z;\"\n_mta-sts.other.example,TXT,300,\"v=STSv1; id=20250101000000Z;\"\n".to_owned(),
        "> resource \"cloudflare_record\" \"sts\" {\n>   # content = \"v=STSv1; id=20250101000000Z;\"\n>   content = \"v=STSv1; id=20260101000000Z;\"\n> }\n".to_owned(),
    ] {
        let pasted = sts(&text);
        assert_eq!(records(&pasted.content), [VALUE], "{} in {text}", pasted.format.id);
    }
}

#[test]
fn what_a_person_may_have_typed_stays_a_fault() {
    for text in [
        "\u{feff}v=STSv1; id=1;",
        "“v=STSv1; id=1;”",
        "v=STSv1; id=1;<br>",
        "_mta-sts.example.com. 300 IN TXT “v=STSv1; id=1”",
        "_mta-sts.example.com. 300 IN TXT \"v=STSv1;\u{200b} id=1\"",
    ] {
        let pasted = sts(text);
        assert!(!pasted.cut.contains(&Noise::Typography) && !pasted.cut.contains(&Noise::Html), "{text}");
    }
}

/// A record that no reader finds is not missing.
#[test]
fn an_unread_record_is_never_missing() {
    for text in ["```\n```\nv=STSv1; id=1\n```", "Server:  a\nAddress:  192.0.2.1\n\n*** v=STSv1; id=1 ***\n"] {
        let content = sts(text).content;
        assert!(!matches!(content, Content::NoRecord(_)) && content != Content::Records(Vec::new()), "{text}");
    }
    let negative = "; want v=STSv1; id=1\n; <<>> DiG 9.18 <<>> _mta-sts.example.com TXT\n;; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 1\n";
    assert!(matches!(sts(negative).content, Content::NoRecord(_)));
}

#[test]
fn what_a_copy_broke_or_doubled_is_mended() {
    assert_eq!(texts("v=STSv1; id=2026010100\n0000Z;\n"), [VALUE]);
    assert_eq!(texts("v=STSv1; id=1;\n0000Z;\n"), ["v=STSv1; id=1;", "0000Z;"]);
    let of_outlook = "v=TLSRPTv1; rua=mailto:a@example.com<mailto:a@example.com>";
    assert_eq!(records(&read(of_outlook.as_bytes(), Kind::TlsRpt).content), [RUA]);
    let of_plesk =
        "example.com.  MX (10)  mail.example.com.\n_mta-sts.example.com.\tTXT\tv=STSv1; id=20260101000000Z;\n";
    assert_eq!((sts(of_plesk).format.id, texts(of_plesk)), ("plesk", vec![VALUE.to_owned()]));
}

#[test]
fn a_policy_in_the_base64_of_a_mail_names_the_head() {
    let mail = "From: a@example.com\nSubject: policy\nContent-Transfer-Encoding: base64\n\ndmVyc2lvbjogU1RTdjEKbW9kZTogZW5mb3JjZQpteDogbWFpbC5leGFtcGxlLmNvbQptYXhfYWdl\nOiA2MDQ4MDAK\n";
    let pasted = read_policy(mail.as_bytes());
    assert!(pasted.cut.contains(&Noise::MailHead) && pasted.body.octets().starts_with(b"version: STSv1\n"));
}

/// Reading takes no time that grows with the square of the length: otherwise, this test does not end.
#[test]
fn a_mebibyte_of_link_marks_is_read() {
    for mark in ["<", "[a]("] {
        let text = mark.repeat((1 << 20) / mark.len());
        assert!(matches!(sts(&text).content, Content::Unreadable(_)), "{mark}");
    }
}
