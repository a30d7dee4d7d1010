//! Tests of noise around a text.

use alloc::string::ToString;

use super::*;

#[test]
fn removed_noise_is_reported() {
    for (cut, text) in [
        (&[Noise::MailQuote][..], "> v=STSv1; id=1;"),
        (&[Noise::Fence], "```\nv=STSv1; id=1;\n```"),
        (&[Noise::MailQuote, Noise::Fence], "> ```\n> v=STSv1; id=1;\n> ```"),
        (&[Noise::Diff], "+v=STSv1; id=1;"),
        (&[Noise::LineNumbers], "1 v=STSv1; id=1;"),
        (&[Noise::Command], "$ dig +short txt _mta-sts.a.example\n\"v=STSv1; id=1;\""),
        (&[], "v=STSv1; id=1;"),
    ] {
        let pasted = sts(text);
        assert_eq!(
            (pasted.cut.as_slice(), records(&pasted.content)),
            (cut, vec!["v=STSv1; id=1;".to_string()]),
            "{text}"
        );
    }
}

#[test]
fn the_head_of_a_mail_is_removed_if_the_record_is_below() {
    let head = "From: taro@a.example\nTo: hanako@a.example\nSubject: v=STS\n";
    for (cut, text) in [
        (&[Noise::MailHead][..], format!("{head}\nv=STSv1; id=1;\n")),
        (&[Noise::MailHead], format!("v=STSv1; id=1;\n\n{}\nWhat is it?\n", head.replace("v=STS", "STS"))),
        (&[Noise::MailHead, Noise::Fence], format!("{head}\n```\nv=STSv1; id=1;\n```\n")),
        (
            &[Noise::MailQuote, Noise::MailHead],
            format!("{head}\nv=STSv1; id=1;").lines().map(|line| format!("> {line}\n")).collect(),
        ),
    ] {
        let pasted = sts(&text);
        assert_eq!(
            (pasted.cut.as_slice(), records(&pasted.content)),
            (cut, vec!["v=STSv1; id=1;".to_string()]),
            "{text}"
        );
    }
}

#[test]
fn links_of_chats_are_replaced_by_what_was_typed() {
    for (text, plain, is_cut) in [
        ("rua=mailto:<mailto:a@a.example|a@a.example>", "rua=mailto:a@a.example", true),
        ("rua=<mailto:a@a.example|a@a.example>", "rua=mailto:a@a.example", true),
        (
            "rua=<mailto:a@a.example|mailto:a@a.example>,<https://a.example/v1>",
            "rua=mailto:a@a.example,https://a.example/v1",
            true,
        ),
        ("rua=[mailto:a@a.example](mailto:a@a.example)", "rua=mailto:a@a.example", true),
        ("rua=mailto:[a@a.example](mailto:a@a.example)", "rua=mailto:a@a.example", true),
        ("rua=[https://a.example/v1](https://a.example/v1)", "rua=https://a.example/v1", true),
        ("_smtp._tls.<http://a.example|a.example> TXT \"rua=mailto:a@a.example\"", "rua=mailto:a@a.example", true),
        // Without a text beside the address, the brackets may be in the record.
        ("rua=mailto:<a@a.example>", "rua=mailto:<a@a.example>", false),
        ("rua=<https://a.example/v1>", "rua=<https://a.example/v1>", false),
        ("rua=<mailto:a@a.example|a@a.example", "rua=<mailto:a@a.example|a@a.example", false),
    ] {
        let text = text.replace("rua=", "v=TLSRPTv1; rua=");
        let pasted = read(text.as_bytes(), Kind::TlsRpt);
        assert_eq!(records(&pasted.content), [format!("v=TLSRPTv1; {plain}")], "{text}");
        assert_eq!(pasted.cut.contains(&Noise::Links), is_cut, "{text}");
    }
}

#[test]
fn only_lines_broken_within_a_record_are_joined() {
    let joined = |text: &str| records(&read(text.as_bytes(), Kind::TlsRpt).content);
    for (text, expected) in [
        (
            "v=TLSRPTv1; rua=mailto:a@a.\nexample,mailto:b@b.example",
            "v=TLSRPTv1; rua=mailto:a@a.example,mailto:b@b.example",
        ),
        (
            "v=TLSRPTv1; rua=mailto:a@a.exam\nple,mailto:b@b.example",
            "v=TLSRPTv1; rua=mailto:a@a.example,mailto:b@b.example",
        ),
        ("v=TLSRPTv1; rua=mailto:a\nb@a.example", "v=TLSRPTv1; rua=mailto:ab@a.example"),
        (
            "v=TLSRPTv1; rua=https://a.example/v1?\nv=1,mailto:b@b.example",
            "v=TLSRPTv1; rua=https://a.example/v1?v=1,mailto:b@b.example",
        ),
        (
            "v=TLSRPTv1; rua=mailto:a@a.exa\nm\nple,mailto:b@b.example",
            "v=TLSRPTv1; rua=mailto:a@a.example,mailto:b@b.example",
        ),
        ("v=TLSRPTv1; rua=mailto:a@a.exam\n\nple; owner=it", "v=TLSRPTv1; rua=mailto:a@a.example; owner=it"),
        ("v=TLSRPTv1;\n  rua=mailto:a@a.example", "v=TLSRPTv1; rua=mailto:a@a.example"),
    ] {
        assert_eq!(joined(text), [expected], "{text}");
    }
    let rows = "Name,Type,Value\n_smtp._tls,TXT,v=TLSRPTv1; rua=mailto:a@a.example\n_mta-sts,TXT,v=STSv1; id=1;\n";
    assert_eq!(joined(rows), ["v=TLSRPTv1; rua=mailto:a@a.example"]);
    assert_eq!(texts("v=STSv1; id=1;\nv=STSv1; id=2;"), ["v=STSv1; id=1;", "v=STSv1; id=2;"]);
}
