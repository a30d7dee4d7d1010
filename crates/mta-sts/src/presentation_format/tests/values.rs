//! Tests of bare values, zone file lines and the names in them.

use alloc::string::ToString;

use super::*;

#[test]
fn a_text_in_no_known_format_is_unreadable() {
    for (why, text) in [
        (Unreadable::Unknown, "hello world"),
        (Unreadable::Unknown, "_mta-sts.example.com"),
        (Unreadable::Unknown, "(empty)"),
        (Unreadable::NoValue, "_mta-sts.example.com. IN CNAME sts.provider.example."),
        (Unreadable::Unknown, "Dear all, our record v=STSv1; id=2026-01-01 is wrong."),
        (Unreadable::Unknown, "frobnicate(_mta-sts, v=STSv1, id=1)"),
        (Unreadable::Unknown, "record {\n  v=STSv1 id=1\n"),
        (Unreadable::Unknown, "const record = build(zone, version);"),
        (
            Unreadable::NoValue,
            "HostName  RecordType Type  Timestamp  TimeToLive  RecordData\n--------  ---------- ----  ---------  ----------  ----------\n_mta-sts  TXT        16    0          01:00:00    DnsServerResourceRecordTxt\n",
        ),
        (Unreadable::NoValue, "{\"a\":1}"),
        (Unreadable::NoValue, "resource \"aws_route53_record\" \"spf\" {\n  records = [\"v=spf1 -all\"]\n}\n"),
        (Unreadable::Policy, "version: STSv1\nmode: enforce\nmx: a.example\nmax_age: 86400\n"),
        (Unreadable::Unknown, "https://mta-sts.example.com/.well-known/mta-sts.txt"),
        (Unreadable::Unknown, "<html><body>404</body></html>"),
        (Unreadable::Computed, "TXT(\"_mta-sts\", \"v=STSv1; id=\" + serial + \";\"),"),
        (Unreadable::Computed, "resource \"cloudflare_record\" \"sts\" {\n  content = \"v=STSv1; id=${var.id};\"\n}\n"),
        (Unreadable::Command, "$ dig +short TXT _mta-sts.example.com"),
        (
            Unreadable::CutOff,
            "Name                      Type TTL  Section Strings\n----                      ---- ---  ------- -------\n_mta-sts.contoso.example  TXT  3600 Answer  {v=STSv1; id=2026010...\n",
        ),
    ] {
        assert_eq!(sts(text).content, Content::Unreadable(why), "{text}");
    }
}

#[test]
fn a_bare_value_is_kept_unchanged() {
    for text in [
        "\"v=STSv1; id=1;",
        "v=STSv1; id=1;\"",
        "v=STSv1\\; id=1\\;",
        "\"v=STSv1;\" id=1;",
        "\"v=STSv1\\999\"",
        "v=STSv1; TXT x",
        "v=STSv1 ( id=1",
        " v=STSv1; id=1; ",
        "id=1; v=STSv1;",
        "v=STSv1; id=1; note=\"v=TLSRPTv1\"",
        "v=stsv1,id=1",
        "v=STSv2; id=1",
        "V=STSV1; ID=1",
        "\u{feff}v=STSv1; id=1;",
        "v=spf1 include:_spf.example.com -all",
        "google-site-verification=abc",
        "STSv1",
    ] {
        let pasted = sts(text);
        assert_eq!((pasted.format.id, records(&pasted.content)), ("value", vec![text.to_string()]), "{text}");
    }
    assert_eq!(texts("v=spf1 -all\r\n\r\nv=STSv1; id=1;\n\n"), ["v=spf1 -all", "v=STSv1; id=1;"]);
    assert_eq!(texts(" \n"), [""; 0]);
}

#[test]
fn a_semicolon_outside_of_quotation_marks_begins_a_comment() {
    let pasted = sts("_mta-sts IN TXT v=STSv1; id=1;");
    let Content::Records(found) = pasted.content else { panic!() };
    assert_eq!(
        (found[0].text.octets(), found[0].meant.as_deref()),
        (b"v=STSv1".as_slice(), Some(b"v=STSv1; id=1;".as_slice()))
    );
    let Content::Records(found) =
        read(b"_smtp._tls.a.example. 3600 IN TXT v=TLSRPTv1;rua=mailto:r@a.example\n", Kind::TlsRpt).content
    else {
        panic!()
    };
    assert_eq!(found[0].meant.as_deref(), Some(b"v=TLSRPTv1;rua=mailto:r@a.example".as_slice()));
}

#[test]
fn a_link_in_html_is_part_of_the_record() {
    for (html, expected) in [
        (
            "<p>v=TLSRPTv1; rua=<a href=\"mailto:a@example.com\">mailto:a@example.com</a></p>",
            "v=TLSRPTv1; rua=mailto:a@example.com",
        ),
        (
            "<td>v=TLSRPTv1;<wbr>rua=<a href=\"#\">mailto:a@example.com</a>,<a href=\"#\">mailto:b@example.com</a></td><td>300</td>",
            "v=TLSRPTv1;rua=mailto:a@example.com,mailto:b@example.com",
        ),
        ("<p><b>v=TLSRPTv1; rua=mailto:a@example.com</b> is right</p>", "v=TLSRPTv1; rua=mailto:a@example.com"),
    ] {
        assert_eq!(records(&read(html.as_bytes(), Kind::TlsRpt).content), [expected], "{html}");
    }
}

#[test]
fn a_published_quotation_mark_stays_in_the_record() {
    assert_eq!(texts(r#""\"v=STSv1; id=1;\"""#), ["\"v=STSv1; id=1;\""]);
}

#[test]
fn an_owner_gives_the_domain_of_a_line() {
    let owner = |name: &str| Owner::from_name(name.as_bytes(), false);
    let domain = |name: &str| owner(name).domain().map(|domain| domain.to_string());
    assert_eq!(domain("_mta-sts.Example.com.").as_deref(), Some("example.com"));
    assert_eq!(domain("_smtp._tls.example.com").as_deref(), Some("example.com"));
    for without in ["_mta-sts", "@", "_mta-sts.sub", "\\"] {
        assert_eq!(domain(without), None, "{without}");
    }
    for (name, may) in [
        ("_mta-sts.example.com.", true),
        ("_mta-sts.example.com", true),
        ("_mta-sts", true),
        ("_mta-sts.", false),
        ("_mta-sts.example.net.", false),
        ("_mta", false),
        ("@", false),
    ] {
        assert_eq!(owner(name).may_be("_mta-sts.example.com"), may, "{name}");
    }
}
