//! Tests of salvaged report addresses and fields.

use alloc::format;

use super::*;

#[test]
fn every_intended_address_is_kept() {
    for (text, expected) in [
        ("v=TLSRPTv1;rua=mailto:a@b.example", &["mailto:a@b.example"][..]),
        ("v=TLSRPTv1; rua=a@b.example", &["mailto:a@b.example"]),
        ("v=TLSRPTv1; rua=mailto: a@b.example", &["mailto:a@b.example"]),
        ("v=TLSRPTv1; rua = mailto:a@b.example; mailto:c@d.example", &["mailto:a@b.example", "mailto:c@d.example"]),
        ("v=TLSRPTv1; rua=mailto:a@b.examplemailto:c@d.example", &["mailto:a@b.example", "mailto:c@d.example"]),
        ("v=TLSRPTv1; rua=https://r.example/v1?x=1", &["https://r.example/v1?x=1"]),
        ("v=TLSRPT1; rua=http://r.example/v1", &["https://r.example/v1"]),
        ("v=TLSRPTv1; rua=mailto://a@b.example!10m", &["mailto:a@b.example"]),
        ("v=TLSRPTv1; rua=<mailto:a@b.example>", &["mailto:a@b.example"]),
        ("v=TLSRPTv1; rua=mailto:a@b.example.", &["mailto:a@b.example"]),
        ("v=TLSRPTv1; rua=MAILTO:a@b.example", &["mailto:a@b.example"]),
        ("v=TLSRPTv1; rua=mailto:a@b.example,mailto:a@b.example", &["mailto:a@b.example"]),
        ("v=TLSRPTv1; rua=mailto:<a@b.example>", &["mailto:a@b.example"]),
        ("v=TLSRPTv1; rua=mailto:a@b.example/mailto:c@d.example", &["mailto:a@b.example", "mailto:c@d.example"]),
        ("v=TLSRPTv1; rua=mailto:a%40b.example", &["mailto:a@b.example"]),
        ("ｖ＝ＴＬＳＲＰＴｖ１；　ｒｕａ＝ｍａｉｌｔｏ：ａ＠ｂ．ｅｘａｍｐｌｅ", &["mailto:a@b.example"]),
        ("v=TLSRPTv1; rua=“mailto:a@b.example”", &["mailto:a@b.example"]),
        ("v=TLSRPTv1; rua=mailto:a@b.example\u{200b}", &["mailto:a@b.example"]),
        ("v=TLSRPTv1; rua=mailto:tls@例え.jp", &["mailto:tls@xn--r8jz45g.jp"]),
        (
            "v=TLSRPTv1; rua=mailto:tls@例え。jp, tls@bücher.example",
            &["mailto:tls@xn--r8jz45g.jp", "mailto:tls@xn--bcher-kva.example"],
        ),
        ("v=TLSRPTv1; rua=mailto:tls@%E4%BE%8B%E3%81%88.jp", &["mailto:tls@xn--r8jz45g.jp"]),
        ("v=TLSRPTv1; rua=https://例え.jp:8443/レポ?a=1", &["https://xn--r8jz45g.jp:8443/%E3%83%AC%E3%83%9D?a=1"]),
        ("v=TLSRPTv1; rua=mailto:müller@b.example", &["mailto:m%C3%BCller@b.example"]),
        ("v=TLSRPTv1; rua=mailto:a@b.exampleです", &["mailto:a@b.example"]),
        ("v=TLSRPTv1; rua=https://r.example/v1へ", &["https://r.example/v1"]),
        ("v=TLSRPTv1; rua=mailto:tls reports@b.example", &["mailto:%22tls%20reports%22@b.example"]),
        ("v=TLSRPTv1; rua=mailto:\"tls reports\"@b.example", &["mailto:%22tls%20reports%22@b.example"]),
        ("v=TLSRPTv1; rua=https://b.example/a b", &["https://b.example/a%20b"]),
        ("v=TLSRPTv1; rua=https://b.example/a?x=y z=1; p=q", &["https://b.example/a?x=y%20z=1"]),
        (
            "v=TLSRPTv1; rua=mailto:a@b.example?subject=TLS report,mailto:c@b.example",
            &["mailto:a@b.example?subject=TLS%20report", "mailto:c@b.example"],
        ),
        ("v=TLSRPTv1; rua=mailto:a@b.example c@b.example", &["mailto:a@b.example", "mailto:c@b.example"]),
        ("v=TLSRPTv1; rua=mailto:a@b.example,mailto:a@B.example", &["mailto:a@b.example"]),
        ("v=TLSRPTv1; rua=mailto:a%zz@b.example", &["mailto:a%25zz@b.example"]),
        ("v=TLSRPTv1; rua=https:b.example/v1", &["https://b.example/v1"]),
        ("v=TLSRPTv1; rua=https://b.example/v1?a=", &["https://b.example/v1?a="]),
        ("v=TLSRPTv1; rua=milto:a@b.example", &["mailto:a@b.example"]),
        ("v=TLSRPTv1; rua=htts://b.example/v1", &["https://b.example/v1"]),
        ("v=TLSRPTv1; rua=mailto:a@b. example, mailto:c@d .example", &["mailto:a@b.example", "mailto:c@d.example"]),
        ("v=TLSRPTv1; rua=mailto:a@b.example (old.noise.example)", &["mailto:a@b.example"]),
        ("\"v=TLSRPTv1; rua=mailto:a@b.exa\" \"mple\"", &["mailto:a@b.example"]),
        ("v=TLSRPTv1; rua=; owner=it", &[]),
        ("none at all", &[]),
        ("v=TLSRPTv1; rua=https:/b.example/v1", &["https://b.example/v1"]),
        ("v=TLSRPTv1; rua=mailto:tls[at]b[dot]example", &["mailto:tls@b.example"]),
        ("v=TLSRPTv1; rua=hxxps[:]//b[.]example/v1", &["https://b.example/v1"]),
        ("v=TLSRPTv1; rua=https://b.example/a!b", &["https://b.example/a%21b"]),
        ("v=TLSRPTv1; rua:mailto:a@b.example", &["mailto:a@b.example"]),
    ] {
        let draft = TlsRptDraft::salvaged(&[text]);
        assert_eq!((draft.addresses.as_slice(), draft.is_unclear), (&*owned(expected), false), "{text}");
    }
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn unknown_fields_are_kept_where_the_grammar_allows_them() {
    for (text, fields) in [
        ("v=TLSRPTv1; rua=mailto:a@b.example; owner=it; x=a=b; y", &["owner=it"][..]),
        ("v=TLSRPTv1; rxa=ttps://b.example,mailto:a@b.example; owner=it", &["owner=it"]),
        ("v=TLSRPTv1; ua=htts://b.example,https://c.example", &[]),
        ("v=TLSRPTv1; rua=mailto:a@b.example; info=https://b.example/", &["info=https://b.example/"]),
        ("v=TLSRPTv1; rua=mailto:a@b.example; owner=it; owner=is", &["owner=it"]),
        ("\"v=TLSRPTv1; rua=mailto:a@b.example\" owner=it", &["owner=it"]),
        ("v=TLSRPTv1; rua=mailto:a@b.example owner=it", &["owner=it"]),
        ("token=abc", &[]),
    ] {
        let draft = TlsRptDraft::salvaged(&[text]);
        assert_eq!((draft.fields, draft.is_unclear), (owned(fields), false), "{text}");
    }
    for (text, fields) in [
        ("v=STSv1; id=1; a.b=c;", &["a.b=c"][..]),
        ("v=STSv1", &[]),
        ("v=STSv1; id=1; a=b\\; c=\\", &["a=b"]),
        ("\"v=STSv1; id=1;\" owner=it", &["owner=it"]),
        ("v=STSv1, id=1, owner=it, x=y", &["owner=it", "x=y"]),
        ("v=STSv1 id=1 owner=it", &["owner=it"]),
        ("v=STSv1 ; id=1 ; owner=it", &["owner=it"]),
    ] {
        assert_eq!(kept_fields(text.as_bytes()), owned(fields), "{text}");
    }
}

#[test]
fn a_part_that_an_address_before_it_ends_with_is_closed_by_its_own_semicolon() {
    let draft = TlsRptDraft::salvaged(&["v=TLSRPTv1; rua=mailto:ab@c.example;b@c.example; note"]);
    assert_eq!(draft.addresses, ["mailto:ab@c.example", "mailto:b@c.example"]);
    assert!(!draft.is_unclear);
}

#[test]
fn what_is_left_of_a_damaged_address_is_unclear() {
    for address in [
        "mailto:a\"b@c.example",
        "mailto:a\\b@c.example",
        "https://b.exa mple/v1?x=1",
        "mailto:a@b.example x",
        "mailto:a@b.exa mple",
        "mailto:a@exa mple.com",
        "mailto:a@exa mple.com,mailto:c@d.example",
        "mailto:a b",
        "mailto:a",
        "mailto:a@b.exam!ple",
        "mailto:a@b.exampl*",
        "mailto:a@c.<your_domain.tld>",
        "mailto:$MAILBOX@b.example",
        "%MAIL%@b.example",
        "https://b.exa mple/v1",
        "https://b.example/v1 f=1",
        "https://b.example/v1,f=1",
        "https://b.exam,ple/v1",
        "mailto:ab;cd@b.example",
        "mailto:ab,cd@b.example",
        "milto:a@b\".example",
        "https://p kxy.example",
        "mailtoa@b.example",
        "sip:a@b.example",
        "ftp://b.example/v1",
        "mailto:a@b.example,htp//c.example",
        "see the wiki",
    ] {
        let text = format!("v=TLSRPTv1; rua={address}; owner=it");
        assert!(TlsRptDraft::salvaged(&[&text]).is_unclear, "{text}");
    }
}
