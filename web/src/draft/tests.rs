//! Tests of judging texts before they are published.

use checker::PLACEHOLDER_DOMAIN;

use super::*;

/// IDNA that only converts `ü` to its A-label.
struct OneName;

impl Idna for OneName {
    fn to_ascii(&self, name: &str) -> Option<String> {
        (name == "ü.example").then(|| "xn--tda.example".to_owned())
    }

    fn to_unicode(&self, _: &str) -> Option<String> {
        None
    }
}

const POLICY: &str = "version: STSv1\nmode: enforce\nmx: mx1.example.com\nmax_age: 604800\n";

fn judged(draft: &Draft) -> Judged {
    draft.judge(&OneName, Timestamp::default())
}

fn ids(judged: &Judged) -> Vec<&'static str> {
    let findings = judged.findings().iter().filter(|finding| finding.rule.severity != Severity::Pass);
    findings.map(|finding| finding.rule.id).collect()
}

#[test]
fn a_text_is_judged_as_the_recognised_kind_unless_one_is_chosen() {
    let text = b"v=STSv1; id=1;".to_vec();
    let mut draft = Draft { text, ..Draft::default() };
    assert_eq!((judged(&draft).linted.source, judged(&draft).recognised), (Source::Record, Some(Source::Record)));
    assert_eq!(ids(&judged(&draft)), [""; 0]);
    draft.source = Some(Source::Policy);
    assert_eq!((judged(&draft).linted.source, judged(&draft).recognised), (Source::Policy, Some(Source::Record)));
    assert!(!ids(&judged(&draft)).is_empty());
}

#[test]
fn each_line_that_is_not_empty_is_a_record() {
    let text = b"v=spf1 -all\r\n\r\nv=STSv1; id=1;\n\n".to_vec();
    let judged = judged(&Draft { text, ..Draft::default() });
    assert_eq!(
        judged.linted.records.iter().map(|record| record.text.octets()).collect::<Vec<_>>(),
        [b"v=spf1 -all".as_slice(), b"v=STSv1; id=1;"]
    );
    assert_eq!(ids(&judged), ["record-other-txt-present"]);
}

#[test]
fn a_line_of_a_zone_is_read_as_what_it_publishes_for_its_own_domain() {
    let text: &[u8] = b"_mta-sts.example.com. 3600 IN TXT \"v=STSv1; id=2026-01-01;\"";
    let found = judged(&Draft { text: text.into(), ..Draft::default() });
    assert_eq!((found.linted.domain.as_str(), ids(&found)), ("example.com", vec!["record-id-invalid-chars"]));
    let finding = &found.findings()[0];
    let place = finding.place.unwrap();
    assert_eq!((place.span.slice(text), place.line, place.column), (b"2026-01-01".as_slice(), 1, 48));
    assert_eq!(finding.patch.as_ref().unwrap().name(), "_mta-sts.example.com");
    assert_eq!(found.notes(Language::En).len(), 1);
    let typed = Draft { text: text.into(), domain: "example.net".into(), ..Draft::default() };
    let notes = judged(&typed).notes(Language::En);
    assert_eq!((judged(&typed).linted.domain.as_str(), notes.len()), ("example.net", 2));
    let good = judged(&Draft { text: b"\"v=TLSRPTv1; \" \"rua=mailto:a@example.com\"".into(), ..Draft::default() });
    assert_eq!((good.linted.source, ids(&good).len(), good.notes(Language::Ja).len()), (Source::TlsRpt, 0, 1));
    assert!(judged(&Draft { text: b"v=STSv1; id=1;".into(), ..Draft::default() }).notes(Language::En).is_empty());
}

#[test]
fn an_unrecognised_text_gets_samples_instead_of_errors() {
    for text in ["hello world", "{\"a\":1}"] {
        let mut draft = Draft { text: text.into(), hosts: "mx.example.net".into(), ..Draft::default() };
        let found = judged(&draft);
        let samples: Vec<&str> = found.samples().unwrap().iter().map(|patch| patch.text.as_str()).collect();
        assert_eq!((samples.len(), found.findings().len()), (3, 0), "{text}");
        assert!(samples[0].contains("mode: testing\nmx: mx.example.net\n"), "{samples:?}");
        draft.source = Some(Source::Policy);
        let found = judged(&draft);
        assert!(found.samples().is_none() && found.linted.outcome() != "valid", "{text}");
    }
    let blank = Draft { text: b" \r\n\t".into(), ..Draft::default() };
    assert!(blank.is_empty());
    let file = blank.with_file("blank.txt".into(), b" \n".into());
    assert!(!file.is_empty() && ids(&judged(&file)).contains(&"policy-empty"), "{:?}", ids(&judged(&file)));
}

#[test]
fn mx_hosts_come_in_any_number_as_a_zone_has_them_and_in_any_letters() {
    for (typed, names, none) in [
        ("mx1.example.com\n\nMX2.example.com.", &["mx1.example.com", "mx2.example.com"][..], None),
        (
            "mx1.example.com, mx2.example.com;mx3.example.com",
            &["mx1.example.com", "mx2.example.com", "mx3.example.com"],
            None,
        ),
        (" example.com. 3600 IN MX 10 mx1.example.com.", &["mx1.example.com"], None),
        ("10 mx1.example.com 20\tmx2.example.com", &["mx1.example.com", "mx2.example.com"], None),
        ("ü.example\né.example\nè.example", &["xn--tda.example"], Some("é.example")),
        ("!!! mx1.example.com", &["mx1.example.com"], Some("!!!")),
        ("192.0.2.1\n*.example.com", &[], Some("192.0.2.1")),
        (" \n", &[], None),
    ] {
        let draft = Draft { hosts: typed.into(), ..Draft::default() };
        let (found, word) = draft.mx(&OneName);
        assert_eq!(
            (found.iter().map(String::as_str).collect::<Vec<_>>(), word.as_deref()),
            (names.to_vec(), none),
            "{typed}"
        );
    }
    let draft = Draft { text: POLICY.into(), hosts: "mx1.example.com mx2.example.com".into(), ..Draft::default() };
    assert!(ids(&judged(&draft)).contains(&"policy-mx-not-covered"));
    assert!(!draft.has_many_hosts());
    assert!(Draft { hosts: "a.example\n".repeat(MAX_HOSTS + 1), ..draft }.has_many_hosts());
}

#[test]
fn an_invalid_domain_is_reported_and_the_placeholder_is_used() {
    for (typed, domain, is_told) in
        [("", PLACEHOLDER_DOMAIN, false), (" Example.COM. ", "example.com", false), ("a..b", PLACEHOLDER_DOMAIN, true)]
    {
        let judged = judged(&Draft { text: POLICY.into(), domain: typed.into(), ..Draft::default() });
        assert_eq!((judged.linted.domain.as_str(), judged.no_domain.is_some()), (domain, is_told), "{typed}");
    }
}

#[test]
fn a_long_text_is_cut_with_a_message() {
    let text = [POLICY.as_bytes(), &b"x: y\n".repeat(100_000)].concat();
    let long = judged(&Draft { text, ..Draft::default() });
    assert!(long.is_cut && ids(&long).contains(&"policy-http-too-large"));
    assert_eq!(long.text.len(), POLICY_LIMIT);
    assert!(!judged(&Draft { text: POLICY.into(), ..Draft::default() }).is_cut);
}

#[test]
fn a_text_field_has_lf_alone() {
    let draft = Draft::default().with_file("a".into(), b"\xEF\xBB\xBFa\r\nb\rc\xFF".to_vec());
    assert_eq!(draft.as_typed(), "\u{feff}a\nb\nc\u{fffd}");
    assert!(!draft.is_empty() && Draft::default().is_empty());
    assert!(!Draft::default().with_file("empty".into(), Vec::new()).is_empty());
}

#[test]
fn output_of_tools_is_read_and_an_unknown_form_is_reported() {
    let judge = |text: &str| judged(&Draft { text: text.into(), ..Draft::default() });
    let found = judge("  TXT(\"_mta-sts\", \"v=STSv1; id=1;\"),");
    assert_eq!((found.linted.read_as, found.linted.outcome(), ids(&found).len()), ("dnscontrol", "valid", 0));
    assert_eq!(found.notes(Language::En).len(), 1);
    let found = judge("Host _mta-sts.example.com not found: 2(SERVFAIL)");
    assert_eq!((found.linted.outcome(), ids(&found).len()), ("unknown", 0));
    assert!(found.headline(Language::En).to_string().contains("SERVFAIL"));
    let found = judge("frobnicate v=STSv1; id=1");
    assert_eq!((found.linted.outcome(), ids(&found).len()), ("unreadable", 0));
}

#[test]
fn any_octets_are_judged_as_anything() {
    let every: Vec<u8> = (0..=255).collect();
    for text in [Vec::new(), every, b"\xff\xfe\x00v\x00".to_vec(), b"<script>".to_vec(), b"\n".repeat(70_000)] {
        for source in [None, Some(Source::Policy), Some(Source::Record), Some(Source::TlsRpt)] {
            let judged = judged(&Draft { text: text.clone(), source, ..Draft::default() });
            assert!(!judged.headline(Language::Ja).is_empty());
        }
    }
}

#[test]
fn a_tls_report_is_never_judged_as_a_policy_file() {
    let report = br#"{"organization-name": "a", "policies": [{"policy": {"policy-string": ["version: STSv1", "mode: enforce"]}}]}"#;
    for source in [None, Some(Source::Policy)] {
        let judged = judged(&Draft { text: report.to_vec(), source, ..Draft::default() });
        assert!(
            judged.samples().is_some() && judged.findings().is_empty() && judged.recognised.is_none(),
            "{source:?}"
        );
    }
}

#[test]
fn the_domain_is_known_from_the_field_or_from_a_pasted_name() {
    let known = |text: &str, domain: &str| {
        let draft = Draft { text: text.into(), domain: domain.into(), ..Draft::default() };
        judged(&draft).known_domain().map(ToString::to_string)
    };
    let line = "_mta-sts.example.com. 3600 IN TXT \"v=STSv1; id=1;\"";
    for (text, domain, expected) in [
        (POLICY, "", None),
        (POLICY, "ü.example", Some("xn--tda.example")),
        (POLICY, "not a domain", None),
        ("v=STSv1; id=1;", "", None),
        (line, "", Some("example.com")),
        (line, "example.net", Some("example.net")),
    ] {
        assert_eq!(known(text, domain).as_deref(), expected, "{text} {domain}");
    }
}
