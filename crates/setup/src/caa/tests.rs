use evidence::{DnsAnswer, RawBytes, Rcode, Record, Timestamp, Via};

use super::*;

fn domain() -> Domain {
    "shop.example.com".parse().unwrap()
}

fn answer(records: &[(u8, &str, &str)]) -> DnsAnswer {
    let record =
        |&(flags, tag, value): &(u8, &str, &str)| Record::Caa { flags, tag: tag.into(), value: RawBytes::from(value) };
    DnsAnswer { records: records.iter().map(record).collect(), ..DnsAnswer::default() }
}

fn reply(answer: DnsAnswer) -> Reply {
    Reply { outcome: Outcome::Answer(Answer::Dns(answer)), via: Via::World, at: Timestamp::default() }
}

fn issuance(answers: &[(&str, DnsAnswer)]) -> Issuance {
    let mut seen = Evidence::new(&domain(), "", Timestamp::default());
    for (name, answer) in answers {
        seen.push(Question::dns(name, RecordKind::Caa), reply(answer.clone()));
    }
    Issuance::from_evidence(&domain(), &seen)
}

/// Returns the issuance for these records at the policy host.
fn of_host(records: &[(u8, &str, &str)]) -> Issuance {
    let above = ["shop.example.com", "example.com"].map(|name| (name, answer(&[])));
    issuance(&[&[("mta-sts.shop.example.com", answer(records))], above.as_slice()].concat())
}

fn only(names: &[&str]) -> Issuance {
    Issuance::Only(names.iter().map(|name| (*name).to_owned()).collect())
}

#[test]
fn records_are_read_as_issuers_read_them() {
    for (records, expected) in [
        (&[][..], Issuance::Anyone),
        (&[(0, "issue", "letsencrypt.org")], only(&["letsencrypt.org"])),
        (&[(0, "Issue", " LetsEncrypt.org ; validationmethods=dns-01")], only(&["letsencrypt.org"])),
        (&[(0, "issue", "b.example"), (0, "issue", "a.example")], only(&["a.example", "b.example"])),
        (&[(0, "issue", ";")], only(&[])),
        (&[(0, "issue", ";"), (0, "issue", "a.example")], only(&["a.example"])),
        (&[(0, "issuewild", "a.example"), (0, "iodef", "mailto:a@example.com")], Issuance::Anyone),
        (&[(128, "issue", "a.example")], only(&["a.example"])),
        (&[(128, "tbs", "x"), (0, "issue", "a.example")], only(&[])),
        (&[(0, "tbs", "x")], Issuance::Anyone),
    ] {
        assert_eq!(of_host(records), expected, "{records:?}");
    }
}

#[test]
fn the_nearest_name_with_records_counts() {
    let (host, shop, parent) = ("mta-sts.shop.example.com", "shop.example.com", "example.com");
    let of = |name: &'static str| answer(&[(0, "issue", name)]);
    assert_eq!(issuance(&[(host, answer(&[])), (shop, answer(&[])), (parent, of("p.example"))]), only(&["p.example"]));
    assert_eq!(
        issuance(&[(host, answer(&[])), (shop, of("s.example")), (parent, of("p.example"))]),
        only(&["s.example"])
    );
    assert_eq!(issuance(&[(host, of("h.example")), (shop, of("s.example"))]), only(&["h.example"]));
}

#[test]
fn unobserved_records_say_nothing() {
    let failed = DnsAnswer { rcode: Rcode::SERVFAIL, ..DnsAnswer::default() };
    assert_eq!(issuance(&[]), Issuance::Unseen);
    assert_eq!(issuance(&[("mta-sts.shop.example.com", answer(&[]))]), Issuance::Unseen);
    assert_eq!(issuance(&[("mta-sts.shop.example.com", failed)]), Issuance::Unseen);
}

#[test]
fn a_verdict_needs_the_authorities_of_the_host() {
    let limited = only(&["letsencrypt.org", "pki.goog"]);
    for (issuance, authorities, verdict) in [
        (&limited, &["letsencrypt.org"][..], CaaVerdict::Allowed),
        (&limited, &["amazon.com", "pki.goog"], CaaVerdict::Allowed),
        (&limited, &["amazon.com"], CaaVerdict::Forbidden),
        (&limited, &[], CaaVerdict::Limited),
        (&only(&[]), &["amazon.com"], CaaVerdict::Nobody),
        (&only(&[]), &[], CaaVerdict::Nobody),
        (&Issuance::Anyone, &["amazon.com"], CaaVerdict::Open),
        (&Issuance::Unseen, &["amazon.com"], CaaVerdict::Unseen),
    ] {
        assert_eq!(issuance.verdict(authorities), verdict, "{issuance:?} {authorities:?}");
    }
}

/// A transport that answers names from a list and fails for all others.
struct Zone(Vec<(&'static str, DnsAnswer)>);

impl Transport for Zone {
    async fn ask(&self, question: &Question) -> Reply {
        let found = self.0.iter().find(|(name, _)| Question::dns(name, RecordKind::Caa) == *question);
        reply(found.map_or(DnsAnswer { rcode: Rcode::SERVFAIL, ..DnsAnswer::default() }, |(_, found)| found.clone()))
    }
}

#[test]
fn the_look_up_goes_up_until_there_are_records_or_a_failure() {
    let asked = |zone: Vec<(&'static str, DnsAnswer)>| {
        let answers = futures_executor::block_on(look_up_caa(&domain(), &Zone(zone)));
        let name = |(question, _): (Question, Reply)| match question {
            Question::Dns(dns) => dns.name,
            other => panic!("{other:?}"),
        };
        answers.into_iter().map(name).collect::<Vec<_>>()
    };
    let (host, shop, parent) = ("mta-sts.shop.example.com", "shop.example.com", "example.com");
    let none = || answer(&[]);
    assert_eq!(asked(vec![(host, none()), (shop, none()), (parent, none())]), [host, shop, parent]);
    assert_eq!(asked(vec![(host, none()), (shop, answer(&[(0, "iodef", "mailto:a@example.com")]))]), [host, shop]);
    assert_eq!(asked(vec![(host, none())]), [host], "the domain's servers fail");
    assert_eq!(asked(Vec::new()), [""; 0]);
}
