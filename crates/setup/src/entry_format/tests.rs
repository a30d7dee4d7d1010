use mta_sts::presentation_format::{self, Content, Kind};

use super::*;
use crate::{DesiredPolicy, Role, Target, Texts, policy_host_entries, setup_entries};
use evidence::Timestamp;

fn domain() -> Domain {
    "example.com".parse().unwrap()
}

fn entries(reports: &[&str], targets: &[&str]) -> Vec<Entry> {
    let reports: Vec<String> = reports.iter().map(|one| (*one).to_owned()).collect();
    let mx = ["mx1.example.com".to_owned()];
    let texts = Texts::new(&DesiredPolicy::first(&mx, &reports, Timestamp::from_unix(1_767_225_600))).unwrap();
    let targets: Vec<Target> = targets.iter().map(|text| Target::parse(text).unwrap()).collect();
    setup_entries(&domain(), &texts, &policy_host_entries(&domain(), &targets).unwrap())
}

/// Returns the records of a kind that the parser finds, and the detected format.
fn read(text: &str, kind: Kind) -> (Vec<String>, &'static str) {
    let pasted = presentation_format::read(text.as_bytes(), kind);
    let Content::Records(records) = pasted.content else { panic!("{:?}\n{text}", pasted.content) };
    let texts = records.iter().map(|record| String::from_utf8(record.text.octets().to_vec()).unwrap());
    (texts.collect(), pasted.format.id)
}

#[test]
fn every_form_is_read_back_octet_for_octet() {
    let long = format!("https://reports.example.net/{}", "a".repeat(300));
    for reports in [["mailto:tls@example.com"], [long.as_str()]] {
        for targets in [&["192.0.2.10", "2001:db8::10"][..], &["user.github.io"][..]] {
            let entries = entries(&reports, targets);
            let value = |role| entries.iter().find(|entry| entry.role == role).unwrap().value();
            for form in EntryFormat::ALL {
                let text = form.write(&domain(), &entries);
                assert_eq!(read(&text, Kind::Sts).0, [value(Role::Record)], "{}\n{text}", form.id());
                assert_eq!(read(&text, Kind::TlsRpt).0, [value(Role::Reports)], "{}\n{text}", form.id());
            }
        }
    }
}

#[test]
fn every_form_is_recognised_by_its_parser() {
    let entries = entries(&["mailto:tls@example.com"], &["192.0.2.10"]);
    for (form, id) in [
        (EntryFormat::Zone, "presentation"),
        (EntryFormat::Nsupdate, "nsupdate"),
        (EntryFormat::TerraformCloudflare, "terraform"),
        (EntryFormat::TerraformRoute53, "terraform"),
        (EntryFormat::OctoDns, "octodns"),
        (EntryFormat::DnsControl, "dnscontrol"),
    ] {
        let text = form.write(&domain(), &entries);
        assert_eq!(read(&text, Kind::Sts).1, id, "{text}");
    }
}

#[test]
fn a_zone_file_has_full_names_and_final_dots() {
    let text = EntryFormat::Zone.write(&domain(), &entries(&[], &["user.github.io"]));
    assert_eq!(
        text,
        "mta-sts.example.com. 3600 IN CNAME user.github.io.\n\
         _mta-sts.example.com. 3600 IN TXT \"v=STSv1; id=20260101000000Z;\"\n"
    );
}

#[test]
fn octodns_gets_sorted_names_and_escaped_semicolons() {
    let text =
        EntryFormat::OctoDns.write(&domain(), &entries(&["mailto:tls@example.com"], &["192.0.2.10", "2001:db8::10"]));
    let names: Vec<&str> = text.lines().filter(|line| line.ends_with(':')).collect();
    assert_eq!(names, ["_mta-sts:", "_smtp._tls:", "mta-sts:"]);
    assert!(text.contains("  value: 'v=STSv1\\; id=20260101000000Z\\;'\n"), "{text}");
}

#[test]
fn nsupdate_replaces_what_is_there() {
    let text = EntryFormat::Nsupdate.write(&domain(), &entries(&[], &["192.0.2.10", "192.0.2.11"]));
    assert_eq!(
        text,
        "zone example.com.\n\
         update delete mta-sts.example.com. A\n\
         update delete mta-sts.example.com. AAAA\n\
         update delete mta-sts.example.com. CNAME\n\
         update delete _mta-sts.example.com. CNAME\n\
         update delete _mta-sts.example.com. TXT\n\
         update add mta-sts.example.com. 3600 A 192.0.2.10\n\
         update add mta-sts.example.com. 3600 A 192.0.2.11\n\
         update add _mta-sts.example.com. 3600 TXT \"v=STSv1; id=20260101000000Z;\"\n\
         send\n"
    );
}

#[test]
fn an_entry_without_a_known_value_is_left_out_of_every_form() {
    let unknown = Data::Unknown { kind: Type::Cname, form: "USER.github.io" };
    let entry = Entry::new("mta-sts.example.com".into(), unknown, Role::PolicyHost);
    for form in EntryFormat::ALL {
        assert!(!form.write(&domain(), std::slice::from_ref(&entry)).contains("USER"), "{}", form.id());
    }
}
