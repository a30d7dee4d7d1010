//! Tests of the panels: recognition, fields, and values read back.

use super::*;
use crate::Role;

fn zone() -> Domain {
    "example.com".parse().unwrap()
}

fn record(text: &str) -> Entry {
    Entry::new("_mta-sts.example.com".into(), Data::Txt(text.into()), Role::Record)
}

#[test]
fn name_servers_identify_their_panel() {
    let of = |names: &[&str]| panel_by_name_servers(names).map(|panel| panel.id);
    assert_eq!(of(&["ada.ns.cloudflare.com.", "bob.ns.cloudflare.com"]), Some("cloudflare"));
    assert_eq!(of(&["ns-1.awsdns-00.com", "NS-2.awsdns-63.co.uk"]), Some("route53"));
    assert_eq!(of(&["ns1.dns.ne.jp", "ns2.dns.ne.jp"]), Some("sakura"));
    assert_eq!(of(&["ada.ns.cloudflare.com", "ns-1.awsdns-00.com"]), None, "two operators");
    assert_eq!(of(&["ns-cloud-a1.googledomains.com"]), None, "Google Cloud DNS and Squarespace share these");
    assert_eq!(of(&["ns.cloudflare.com.example"]), None);
    assert_eq!(of(&[]), None);
}

#[test]
fn no_name_server_belongs_to_two_panels() {
    for panel in PANELS {
        for suffix in panel.name_servers {
            let name = format!("ns1.{}", suffix.replace('*', "7"));
            assert_eq!(panel_by_name_servers(&[&name]).map(|found| found.id), Some(panel.id), "{name}");
        }
    }
}

#[test]
fn a_text_is_typed_as_the_panel_wants_it_and_reads_as_the_same_record() {
    use mta_sts::presentation_format::{self, Content, Kind};
    let text = "v=STSv1; id=20260101000000Z;";
    for panel in PANELS {
        let fields = panel.fields(&zone(), &record(text));
        assert_eq!(fields.value.starts_with('"'), panel.quotes == Quotes::Double, "{}", panel.id);
        let text = if panel.mangles_blanks() { "v=STSv1;id=20260101000000Z" } else { text };
        let Content::Records(records) = presentation_format::read(fields.value.as_bytes(), Kind::Sts).content else {
            panic!("{}: {}", panel.id, fields.value)
        };
        assert_eq!(records.len(), 1, "{}", panel.id);
        assert_eq!(records[0].text.octets(), text.as_bytes(), "{}", panel.id);
    }
}

#[test]
fn a_panel_that_adds_the_domain_gets_the_short_name_only() {
    let fields = panel("godaddy").unwrap().fields(&zone(), &record("v=STSv1; id=1;"));
    assert_eq!((fields.name.as_str(), fields.full_name), ("_mta-sts", None));
    let unknown = panel("conoha").unwrap().fields(&zone(), &record("v=STSv1; id=1;"));
    assert_eq!(unknown.full_name.as_deref(), Some("_mta-sts.example.com"));
}

#[test]
fn an_alias_has_its_final_dot_where_the_panel_wants_it() {
    let alias = Entry::new("mta-sts.example.com".into(), Data::Cname("user.github.io".into()), Role::PolicyHost);
    assert_eq!(panel("desec").unwrap().fields(&zone(), &alias).value, "user.github.io.");
    assert_eq!(panel("onamae").unwrap().fields(&zone(), &alias).value, "user.github.io");
}

fn alias(name: &str, target: &str, role: Role) -> Entry {
    Entry::new(name.into(), Data::Cname(target.into()), role)
}

#[test]
fn dns_only_is_said_at_aliases_and_not_at_texts_or_cloudflares_own_pages() {
    let cloudflare = panel("cloudflare").unwrap();
    let notes = |entry: &Entry| cloudflare.entry_notes(entry).collect::<Vec<_>>();
    for (name, role) in [
        ("_mta-sts.example.com", Role::Record),
        ("_smtp._tls.example.com", Role::Reports),
        ("mta-sts.example.com", Role::PolicyHost),
    ] {
        assert_eq!(notes(&alias(name, "a.service.example", role)), [PanelNote::DnsOnly], "{name}");
    }
    assert!(notes(&alias("mta-sts.example.com", "a.pages.dev", Role::PolicyHost)).is_empty());
    assert!(notes(&record("v=STSv1; id=1;")).is_empty());
    assert_eq!(cloudflare.general_notes().count(), 0);
}

#[test]
fn a_refused_underscore_is_said_at_the_target_that_has_one() {
    let gabia = panel("gabia").unwrap();
    let notes = |target| gabia.entry_notes(&alias("mta-sts.example.com", target, Role::PolicyHost)).count();
    assert_eq!((notes("a_b.example"), notes("user.github.io")), (1, 0));
}

/// The panels whose fields the reference knows by hearsay alone.
const NOT_CHECKED: [&str; 18] = [
    "route53",
    "azure-dns",
    "google-cloud-dns",
    "godaddy",
    "namecheap",
    "gandi",
    "ionos",
    "hetzner",
    "digitalocean",
    "squarespace",
    "porkbun",
    "desec",
    "cpanel",
    "plesk",
    "windows-dns",
    "value-domain",
    "conoha",
    "gabia",
];

#[test]
fn what_was_not_tried_tells_its_source_or_is_left_out() {
    for panel in PANELS {
        let says_nothing = panel.name_field == NameField::Unknown
            && panel.quotes == Quotes::Unknown
            && panel.dot == Dot::Unknown
            && panel.ttl.is_none()
            && panel.notes.is_empty()
            && panel.labels == Labels::default();
        assert_eq!(panel.basis == Basis::Nothing, says_nothing, "{}", panel.id);
        assert!(panel.basis != Basis::Standard || !NOT_CHECKED.contains(&panel.id), "{}", panel.id);
    }
    assert!(NOT_CHECKED.iter().all(|id| panel(id).is_some()));
    assert_eq!(PANELS.iter().filter(|panel| panel.basis == Basis::Nothing).count(), 13);
}

#[test]
fn fields_have_the_words_of_the_panel() {
    let labels = |id: &str| {
        let Labels { name, kind, value } = panel(id).unwrap().labels;
        [name, kind, value]
    };
    assert_eq!(labels("onamae"), [Some("ホスト名"), Some("TYPE"), Some("VALUE")]);
    assert_eq!(labels("muumuu"), [Some("サブドメイン"), Some("種別"), Some("内容")]);
    assert_eq!(labels("sakura"), [Some("エントリ名"), None, None]);
    assert_eq!(panel("cloudflare").unwrap().labels, Labels::default());
}

/// Every text of a set-up, in the fields of every panel and in every form, is read back as the record that was planned.
#[test]
fn every_panel_and_every_form_is_read_back() {
    use crate::{DesiredPolicy, EntryFormat, Texts, setup_entries};
    use mta_sts::presentation_format::{self, Content, Kind};
    let long = format!("https://reports.example.net/{}", "a".repeat(300));
    let read = |text: &str, kind| {
        let Content::Records(records) = presentation_format::read(text.as_bytes(), kind).content else {
            panic!("{text}")
        };
        assert_eq!(records.len(), 1, "{text}");
        String::from_utf8(records[0].text.octets().to_vec()).unwrap()
    };
    let mut count = 0;
    for reports in ["mailto:tls@example.com", long.as_str()] {
        let (mx, reports) = (["mx1.example.com".to_owned()], [reports.to_owned()]);
        let desired = DesiredPolicy::first(&mx, &reports, evidence::Timestamp::from_unix(1_767_225_600));
        let entries = setup_entries(&zone(), &Texts::new(&desired).unwrap(), &[]);
        for panel in PANELS {
            for (kind, entry) in [(Kind::TlsRpt, &entries[0]), (Kind::Sts, &entries[1])] {
                let planned = if panel.mangles_blanks() { without_blanks(&entry.value()) } else { entry.value() };
                assert_eq!(read(&panel.fields(&zone(), entry).value, kind), planned, "{}", panel.id);
                count += 1;
            }
        }
        for form in EntryFormat::ALL {
            for (kind, entry) in [(Kind::TlsRpt, &entries[0]), (Kind::Sts, &entries[1])] {
                assert_eq!(read(&form.write(&zone(), &entries), kind), entry.value(), "{}", form.id());
                count += 1;
            }
        }
    }
    assert_eq!(count, 2 * 2 * (PANELS.len() + EntryFormat::ALL.len()), "132 texts of 27 panels and 6 forms");
}
