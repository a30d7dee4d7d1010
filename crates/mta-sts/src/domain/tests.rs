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

fn good(input: &str, domain: &str) {
    assert_eq!(Domain::parse_typed(input, &Tables).unwrap().domain.as_str(), domain, "{input}");
}

fn bad(input: &str, id: &str) {
    assert_eq!(Domain::parse_typed(input, &Tables).unwrap_err().id(), id, "{input}");
}

#[test]
fn a_name_is_under_itself_and_under_what_follows_a_dot_of_it() {
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
fn many_spellings_lead_to_the_same_domain() {
    good("example.com", "example.com");
    good("  Example.COM. ", "example.com");
    good("user@example.com", "example.com");
    good("<user@example.com>", "example.com");
    good("a/b@example.com", "example.com");
    good("example.com/path", "example.com");
    good("mailto:user@example.com", "example.com");
    good("https://example.com:8443/path?x=1", "example.com");
    good("https://user:pass@example.com/", "example.com");
    good("https://mta-sts.example.com/.well-known/mta-sts.txt", "example.com");
    good("_mta-sts.example.com", "example.com");
    good("_smtp._tls.example.com", "example.com");
    good("mta-sts.org", "mta-sts.org");
    good("例え.jp", "xn--r8jz45g.jp");
    good("ｅｘａｍｐｌｅ。ｃｏｍ", "example.com");
    good("user＠例え.jp", "xn--r8jz45g.jp");
}

#[test]
fn an_invalid_domain_is_reported_with_its_reason() {
    bad("", "empty");
    bad("   ", "empty");
    bad("user@", "empty");
    bad("192.0.2.1", "ip-address");
    bad("[192.0.2.1]", "ip-address");
    bad("2001:db8::1", "ip-address");
    bad("1.2.3.4.5", "ip-address");
    bad("1.2.3", "ip-address");
    bad("256.1.1.1", "ip-address");
    bad("exa_mple.com", "character");
    bad("n/a", "character");
    bad("example..com", "empty-label");
    bad(".example.com", "empty-label");
    bad("-example.com", "hyphen");
    bad(&"a".repeat(64), "label-too-long");
    bad(&["a".repeat(60).as_str(); 5].join("."), "too-long");
    bad("xn--\u{202e}.example", "not-idna");
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
        bad(input, "several");
    }
    good("Doe, John <john@example.com>", "example.com");
    good("\"John Doe\"@example.com", "example.com");
}

#[test]
fn both_spellings_of_an_internationalised_name_are_known() {
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
    fn no_input_panics_and_a_domain_reads_as_itself(input in ".{0,80}") {
        if let Ok(typed) = Domain::parse_typed(&input, &Tables) {
            let again: Domain = typed.domain.as_str().parse().unwrap();
            prop_assert_eq!(again, typed.domain);
        }
    }
}
