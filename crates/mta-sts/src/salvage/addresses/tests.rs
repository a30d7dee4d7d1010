//! Tests of salvaged report addresses.

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
        ("v=TLSRPTv1; rua=mailto:a@exa mple.com", &["mailto:a@example.com"]),
        ("v=TLSRPTv1; rua=mailto:a@b.example/mailto:c@d.example", &["mailto:a@b.example", "mailto:c@d.example"]),
        ("v=TLSRPTv1; rua=mailto:a@c.<your_domain.tld>", &[]),
        ("v=TLSRPTv1; rua=mailto:a%40b.example", &["mailto:a@b.example"]),
        ("v=TLSRPTv1; rua=mailto:a", &[]),
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
        ("宛先a@b.example", &[]),
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
        ("v=TLSRPTv1; rua=https:/b.example/v1", &["https://b.example/v1"]),
        ("v=TLSRPTv1; rua=mailto:tls[at]b[dot]example", &["mailto:tls@b.example"]),
        ("v=TLSRPTv1; rua=hxxps[:]//b[.]example/v1", &["https://b.example/v1"]),
        ("v=TLSRPTv1; rua=https://b.example/a!b", &["https://b.example/a%21b"]),
        ("v=TLSRPTv1; rua=mailto:a@b.exam!ple", &[]),
        ("v=TLSRPTv1; rua:mailto:a@b.example", &["mailto:a@b.example"]),
        ("v=TLSRPTv1; rua=mailto:$MAILBOX@b.example", &[]),
        ("v=TLSRPTv1; rua=%MAIL%@b.example", &[]),
    ] {
        assert_eq!(salvaged_addresses(&[text]), expected, "{text}");
    }
}

#[test]
fn unknown_fields_are_kept_where_the_grammar_allows_them() {
    assert_eq!(kept_fields(b"v=TLSRPTv1; rua=mailto:a@b.example; owner=it; x=a=b; y", "rua"), ["owner=it"]);
    assert_eq!(kept_fields(b"v=STSv1; id=1; a.b=c;", "id"), ["a.b=c"]);
    assert_eq!(kept_fields(b"v=TLSRPTv1; rxa=ttps://b.example,mailto:a@b.example; owner=it", "rua"), ["owner=it"]);
    assert_eq!(kept_fields(b"v=STSv1", "id"), [""; 0]);
    assert_eq!(kept_fields(b"v=STSv1; id=1; a=b\\; c=\\", "id"), ["a=b"]);
}

#[test]
fn an_address_that_a_blank_cuts_is_unclear() {
    for address in [
        "mailto:a\"b@c.example",
        "mailto:a\\b@c.example",
        "https://b.exa mple/v1?x=1",
        "mailto:a@b.example x",
        "mailto:a@b.exa mple",
        "mailto:a b",
        "https://b.exa mple/v1",
    ] {
        assert!(has_unclear_address(&[format!("v=TLSRPTv1; rua={address}; owner=it")]), "{address}");
    }
    for address in [
        "mailto:a@b.example",
        "mailto: a@b.example",
        "mailto:a @b.example",
        "mailto:tls reports@b.example",
        "mailto:a@b.example mailto:c@b.example",
        "mailto:a@b.example c@b.example",
        "mailto:a@b.example owner=it",
        "mailto:a@b.example (old.noise.example)",
        "https://b.example/a b",
        "none at all",
    ] {
        assert!(!has_unclear_address(&[format!("v=TLSRPTv1; rua={address}")]), "{address}");
    }
}
