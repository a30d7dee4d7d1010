//! Tests of TLS reporting records: valid ones, faults, and report addresses.

use super::*;
use TlsRptProblem as P;
use alloc::vec::Vec;
use proptest::prelude::*;

fn read(records: &[&str]) -> TlsRptReading {
    TlsRptReading::read(records)
}

fn assert_valid(text: &str, uris: &[&str]) {
    let reading = read(&[text]);
    assert_eq!(reading.outcome, Outcome::Valid, "{text}: {:?}", reading.problems);
    assert_eq!(reading.rua.iter().map(|rua| rua.uri.as_str()).collect::<Vec<_>>(), uris, "{text}");
}

fn assert_problems(text: &str, outcome: Outcome, kinds: &[P]) {
    let reading = read(&[text]);
    assert_eq!(reading.problems.iter().map(|p| p.kind).collect::<Vec<_>>(), kinds, "{text}");
    assert_eq!(reading.outcome, outcome, "{text}");
}

#[test]
fn valid_records_give_their_addresses() {
    assert_valid("v=TLSRPTv1; rua=mailto:reports@example.com", &["mailto:reports@example.com"]);
    assert_valid(
        "v=TLSRPTv1;rua=mailto:a@example.com , https://r.example/v1?x=1;",
        &["mailto:a@example.com", "https://r.example/v1?x=1"],
    );
    assert_valid("v=TLSRPTv1; rua=mailto:a@b.example; ruf=x", &["mailto:a@b.example"]);
    assert_valid("v=TLSRPTv1; uri=x; rua=mailto:a@b.example", &["mailto:a@b.example"]);
    assert_valid("v=TLSRPTv1; x=y; rua=https://r.example/v1;", &["https://r.example/v1"]);
    assert_valid(&print_tls_rpt("mailto:tlsrpt@example.com"), &["mailto:tlsrpt@example.com"]);
}

#[test]
fn every_fault_has_its_own_problem() {
    assert_problems("v=TLSRPTv1;", Outcome::Invalid, &[P::RuaMissing]);
    assert_problems("v=TLSRPTv1; contact=it;", Outcome::Invalid, &[P::RuaMissing]);
    assert_problems("v=TLSRPTv1; rau=mailto:a@example.com", Outcome::Invalid, &[P::RuaTypo]);
    assert_problems("v=TLSRPTv1; RUA=mailto:a@example.com", Outcome::Invalid, &[P::RuaTypo]);
    assert_problems("v=TLSRPTv1; rua=a@example.com", Outcome::Invalid, &[P::RuaNoScheme]);
    assert_problems("v=TLSRPTv1; rua=http://r.example/", Outcome::Invalid, &[P::RuaSchemeUnsupported]);
    assert_problems("v=TLSRPTv1; rua=mailto://a@example.com", Outcome::Invalid, &[P::RuaSchemeUnsupported]);
    assert_problems("v=TLSRPTv1; rua=mailto:a@b.example; mailto:c@d.example", Outcome::Invalid, &[P::RuaSeparator]);
    assert_problems("v=TLSRPTv1; rua=mailto:a@b.example mailto:c@d.example", Outcome::Invalid, &[P::RuaSeparator]);
    assert_problems("v=TLSRPTv1; rua=mailto: a@example.com", Outcome::Invalid, &[P::RuaSpaces]);
    assert_problems("v=TLSRPTv1; rua = mailto:a@example.com", Outcome::Invalid, &[P::RuaSpaces]);
    assert_problems("v=TLSRPTv1; rua=mailto:a@example.com,", Outcome::Valid, &[P::RuaSeparator]);
    assert_problems("v=TLSRPTv1; rua=mailto:a@example.com,, ,mailto:b@example.com", Outcome::Valid, &[P::RuaSeparator]);
    assert_problems("v=TLSRPTv1; rua=", Outcome::Invalid, &[P::RuaMissing]);
    assert_problems("v=TLSRPTv1; rua:mailto:a@example.com?x=1", Outcome::Invalid, &[P::RuaTypo]);
    assert_problems("v=TLSRPTv1; rua={{ rua }}", Outcome::Invalid, &[P::RuaInvalid]);
    assert_problems("v=TLSRPTv1; rua=mailto:[email protected]", Outcome::Invalid, &[P::RuaInvalid]);
    assert_problems("v=TLSRPTv1; rua=mailto:<your address>", Outcome::Invalid, &[P::RuaInvalid]);
    assert_problems("v=TLSRPTv1; rua=mailto:$MAILBOX@example.com", Outcome::Invalid, &[P::RuaInvalid]);
    assert_problems("v=TLSRPTv1; rua=mailto:YOUR-EMAIL@example.com", Outcome::Invalid, &[P::RuaInvalid]);
    assert_problems("v=TLSRPTv1; rua=mailto:a@example.com!10m", Outcome::Invalid, &[P::RuaUnencoded]);
    assert_problems("v=TLSRPTv1; rua=mailto:", Outcome::Invalid, &[P::RuaInvalid]);
    assert_problems("v=TLSRPTv1; rua=mailto:a@b.example; x=a=b", Outcome::Invalid, &[P::FieldSyntax]);
    assert_problems("v=TLSRPT1; rua=mailto:a@example.com", Outcome::None, &[P::VersionWrong]);
    assert_problems("v=tlsrptv1; rua=mailto:a@example.com", Outcome::None, &[P::VersionWrong]);
    assert_problems("v=TLS-RPTv1; rua=mailto:a@example.com", Outcome::None, &[P::VersionWrong]);
    assert_problems("v=TLSRPTv1 rua=mailto:a@example.com", Outcome::None, &[P::SemicolonMissing]);
    assert_problems("\"v=TLSRPTv1; rua=mailto:a@example.com\"", Outcome::None, &[P::Quoted]);
    assert_problems("ｖ＝ＴＬＳＲＰＴｖ１；ｒｕａ＝ｘ", Outcome::None, &[P::FieldSyntax]);
    assert_problems("“v=TLSRPTv1; rua=mailto:a@b.example”", Outcome::None, &[P::FieldSyntax]);
    assert_problems("v=spf1 -all", Outcome::None, &[]);
    assert_problems("acme-tlsrpt-verification=abc", Outcome::None, &[]);
}

#[test]
fn an_address_is_a_uri_with_one_mail_address_or_a_host() {
    for address in [
        "mailto:a",
        "mailto:a@",
        "mailto:@b.example",
        "mailto:a@b..example",
        "mailto:a@.b.example",
        "mailto:a.@b.example",
        "mailto:a@c.<your_domain.tld>",
        "mailto:a@{domain}",
        "mailto:a@%DOMAIN%",
        "mailto:a@$domain",
        "mailto:a@[domain]",
        "mailto:a@YOUR_DOMAIN.example",
        "mailto:a%4@b.example",
        "mailto:a%zz@b.example",
        "mailto:a@b.example%",
        "mailto:a@b.example@c.example",
        "mailto:a@b.examplemailto:c@d.example",
        "mailto:a@b.example|c",
        "mailto:a@b.example`",
        "mailto:a@b^c.example",
        "mailto:ä@b.example",
        "mailto:a@-b.example",
        "https:r.example",
        "https://",
        "https:///v1",
        "https://r.example:port/v1",
        "https://<host>/v1",
        "https://r_x.example/v1",
        "https://r.example/{id}",
        "https://r.example/%",
        "https://[host]/v1",
        "https://[2001:db8::1/v1",
        "https://[2001:db8::1]x/v1",
        "https://[2001:db8::1]:x/v1",
        "mailto:a@[1x]",
        "mailto:a@[IPv6:host]",
    ] {
        assert_problems(&format!("v=TLSRPTv1; rua={address}"), Outcome::Invalid, &[P::RuaInvalid]);
        assert_problems(&format!("v=TLSRPTv1; rua=mailto:a@b.example,{address}"), Outcome::Valid, &[P::RuaInvalid]);
    }
    for address in [
        "mailto:a%21b@b.example",
        "mailto:a+b=c/d@b.example",
        "mailto:a@b.example?subject=x%20y",
        "mailto:a@[192.0.2.1]",
        "MAILTO:a@b.example",
        "https://u:p@r.example:8443/v1?a=b&c=d#e",
        "https://[2001:db8::1]/v1",
        "https://[2001:db8::1]:8443/v1",
        "mailto:%22a%20b%22@b.example",
        "mailto:a@tld.example",
        "mailto:a@[IPv6:2001:db8::1]",
        "https://r.example",
    ] {
        assert_valid(&format!("v=TLSRPTv1; rua={address}"), &[address]);
    }
    assert_problems("v=TLSRPTv1; rua=mailto:a@b.example; rua=mailto:c@d.example", Outcome::Valid, &[P::RuaRepeated]);
    assert_problems("v=TLSRPTv1; rua=mailto:a@b.example.", Outcome::Valid, &[P::RuaFinalDot]);
    assert_problems("v=TLSRPTv1; rua=mailto:a@yourdomain.com", Outcome::Invalid, &[P::RuaInvalid]);
    for name in ["your-company.example", "Your-Domain-Name.com", "yourorg.example", "mydomain.com"] {
        assert_problems(&alloc::format!("v=TLSRPTv1; rua=mailto:a@{name}"), Outcome::Invalid, &[P::RuaInvalid]);
    }
    for name in ["yourname.example", "yours.example", "my-domains.example"] {
        assert_problems(&alloc::format!("v=TLSRPTv1; rua=mailto:a@{name}"), Outcome::Valid, &[]);
    }
    assert_problems("v=TLSRPTv1; rua=mailto:a@domain.tld", Outcome::Invalid, &[P::RuaInvalid]);
    assert_problems("v=TLSRPTv1; rua=https://r.example./v1", Outcome::Valid, &[P::RuaFinalDot]);
    assert_problems("v=TLSRPTv1; rua=mailto:a@b.example,ftp://r.example", Outcome::Valid, &[P::RuaSchemeUnsupported]);
    assert_problems("v=TLSRPTv1; rua=c@d.example, mailto:a@b.example", Outcome::Valid, &[P::RuaNoScheme]);
}

#[test]
fn several_records_are_not_valid() {
    assert_eq!(
        read(&["v=TLSRPTv1; rua=mailto:a@b.example", "v=TLSRPTv1; rua=mailto:a@b.example"]).outcome,
        Outcome::Multiple
    );
    assert_eq!(read(&[]).outcome, Outcome::None);
}

#[test]
fn the_host_of_an_address_receives_the_reports() {
    let host = |text: &str| String::from(read(&[text]).rua[0].host());
    assert_eq!(host("v=TLSRPTv1; rua=mailto:a@example.com?subject=x"), "example.com");
    assert_eq!(host("v=TLSRPTv1; rua=https://u@r.example:8443/v1"), "r.example");
    assert_eq!(host("v=TLSRPTv1; rua=https://[2001:db8::1]:8443/v1"), "[2001:db8::1]");
}

proptest! {
    #[test]
    fn arbitrary_octets_never_panic_and_every_span_is_inside_the_text(tail in prop::collection::vec(any::<u8>(), 0..80)) {
        let text = [b"v=TLSRPTv1;".as_slice(), &tail].concat();
        let reading = TlsRptReading::read(core::slice::from_ref(&text));
        for problem in &reading.problems {
            prop_assert!(problem.span.start <= problem.span.end && problem.span.end <= text.len());
        }
        let is_valid = reading.problems.iter().all(|problem| problem.kind.is_tolerable());
        prop_assert!((reading.outcome == Outcome::Valid) >= is_valid);
    }

    #[test]
    fn a_printed_record_parses_to_the_same_addresses(
        uris in prop::collection::vec("mailto:[a-z0-9+-]{1,20}@[a-z]{1,10}\\.example|https://[a-z]{1,10}\\.example(/[a-z0-9?=&-]{0,20})?", 1..5),
    ) {
        let reading = read(&[&print_tls_rpt(&uris.join(","))]);
        prop_assert_eq!(reading.outcome, Outcome::Valid);
        prop_assert_eq!(reading.rua.iter().map(|rua| rua.uri.as_str()).collect::<Vec<_>>(), uris);
    }
}
