//! Tests of typed domain names and the limits of DNS.

use super::*;
use proptest::prelude::*;

struct Tables;

impl Idna for Tables {
    fn to_ascii(&self, name: &str) -> Option<String> {
        idna::domain_to_ascii(name).ok()
    }

    fn to_unicode(&self, name: &str) -> Option<String> {
        Some(idna::domain_to_unicode(name).0)
    }
}

fn assert_valid(input: &str, domain: &str) {
    assert_eq!(Domain::parse_typed(input, &Tables).unwrap().domain.as_str(), domain, "{input}");
}

fn assert_error(input: &str, id: &str) {
    assert_eq!(Domain::parse_typed(input, &Tables).unwrap_err().id(), id, "{input}");
}

#[test]
fn a_name_is_under_itself_and_under_its_parent_domains() {
    for (name, ancestor, under) in [
        ("example.com", "example.com", true),
        ("mx1.example.com", "example.com", true),
        ("_mta-sts.example.com", "example.com", true),
        ("a.b.example.com", "example.com", true),
        ("notexample.com", "example.com", false),
        ("example.com", "mx1.example.com", false),
        ("example.com.example.net", "example.com", false),
        ("", "example.com", false),
    ] {
        assert_eq!(Domain::is_under(name, ancestor), under, "{name} under {ancestor}");
    }
}

#[test]
fn many_spellings_give_the_same_domain() {
    assert_valid("example.com", "example.com");
    assert_valid("  Example.COM. ", "example.com");
    assert_valid("user@example.com", "example.com");
    assert_valid("<user@example.com>", "example.com");
    assert_valid("a/b@example.com", "example.com");
    assert_valid("example.com/path", "example.com");
    assert_valid("mailto:user@example.com", "example.com");
    assert_valid("https://example.com:8443/path?x=1", "example.com");
    assert_valid("https://user:pass@example.com/", "example.com");
    assert_valid("https://mta-sts.example.com/.well-known/mta-sts.txt", "example.com");
    assert_valid("_mta-sts.example.com", "example.com");
    assert_valid("_smtp._tls.example.com", "example.com");
    assert_valid("mta-sts.org", "mta-sts.org");
    assert_valid("例え.jp", "xn--r8jz45g.jp");
    assert_valid("ｅｘａｍｐｌｅ。ｃｏｍ", "example.com");
    assert_valid("user＠例え.jp", "xn--r8jz45g.jp");
}

#[test]
fn an_invalid_domain_is_reported_with_its_reason() {
    assert_error("", "empty");
    assert_error("   ", "empty");
    assert_error("user@", "empty");
    assert_error("192.0.2.1", "ip-address");
    assert_error("[192.0.2.1]", "ip-address");
    assert_error("2001:db8::1", "ip-address");
    assert_error("1.2.3.4.5", "ip-address");
    assert_error("1.2.3", "ip-address");
    assert_error("256.1.1.1", "ip-address");
    assert_error("exa_mple.com", "character");
    assert_error("n/a", "character");
    assert_error("example..com", "empty-label");
    assert_error(".example.com", "empty-label");
    assert_error("-example.com", "hyphen");
    assert_error(&"a".repeat(64), "label-too-long");
    assert_error(&["a".repeat(60).as_str(); 5].join("."), "too-long");
    assert_error("xn--\u{202e}.example", "not-idna");
}

#[test]
fn several_domains_are_reported_as_several() {
    for input in [
        "good.test, absent.test",
        "good.test;absent.test",
        "good.test absent.test",
        "good.test\nabsent.test",
        "例え.jp、good.test",
        "good.test\u{3000}例え.jp",
        "a@good.test, b@absent.test",
        "good.test, b@absent.test",
        "<a@good.test>; <b@absent.test>",
        "192.0.2.1, 192.0.2.2",
    ] {
        assert_error(input, "several");
    }
    assert_valid("Doe, John <john@example.com>", "example.com");
    assert_valid("\"John Doe\"@example.com", "example.com");
}

#[test]
fn an_internationalised_name_has_a_labels_and_u_labels() {
    let typed = Domain::parse_typed("例え.jp", &Tables).unwrap();
    assert!(typed.converted && !typed.extracted);
    assert_eq!(typed.domain.to_unicode(&Tables).as_deref(), Some("例え.jp"));
    assert_eq!("example.com".parse::<Domain>().unwrap().to_unicode(&Tables), None);
}

#[test]
fn a_parent_has_at_least_two_labels() {
    let parent = |name: &str| name.parse::<Domain>().unwrap().parent().map(|domain| domain.to_string());
    assert_eq!(parent("a.b.example").as_deref(), Some("b.example"));
    assert_eq!(parent("b.example"), None);
}

proptest! {
    #[test]
    fn no_input_panics_and_a_domain_parses_to_itself(input in ".{0,80}") {
        if let Ok(typed) = Domain::parse_typed(&input, &Tables) {
            let again: Domain = typed.domain.as_str().parse().unwrap();
            prop_assert_eq!(again, typed.domain);
        }
    }
}
