//! Cases from public questions, with our own inputs.

use mta_sts::Mode;
use tls_report::{Cause, Collection, Enforce, Limits, NoteId, Owner, read};

use crate::read_fixture;

fn collection(file: &str) -> Collection {
    read_fixture("cases", file).reports.into_iter().collect()
}

fn reasons(collection: &Collection) -> (Enforce, Vec<&'static str>) {
    let answer = collection.answer("rcpt.example", None);
    (answer.enforce, answer.reasons.iter().map(|given| given.reason.id).collect())
}

#[test]
fn a_host_that_the_policy_does_not_list_has_to_be_added_before_enforcing() {
    let collection = collection("two-reasons.json");
    let groups = collection.groups();
    assert!(groups.iter().all(|group| (group.cause, group.owner) == (Cause::MxNotInPolicy, Owner::Web)), "{groups:?}");
    assert!(groups.iter().any(|group| group.receiving_mx.as_deref() == Some("mail.rcpt.example")));
    let totals = collection.totals();
    assert_eq!((totals.successful, totals.failed), (0, 2));
    assert_eq!(collection.answer("rcpt.example", None).mode, Some(Mode::Testing), "the mail was delivered");
    let notes: Vec<_> = collection.reports().flat_map(|report| &report.notes).collect();
    assert!(!notes.iter().any(|note| note.place.contains("sending-mta-ip")), "{notes:?}");
    let (enforce, reasons) = reasons(&collection);
    assert_eq!(enforce, Enforce::NotYet);
    assert!(reasons.contains(&"recent-failures"));
}

#[test]
fn fetch_failures_are_reported_as_such() {
    let collection = collection("empty-policy-string.json");
    assert_eq!(collection.totals().by_result_type["sts-policy-fetch-error"], 142);
    let (enforce, reasons) = reasons(&collection);
    assert_eq!(enforce, Enforce::NotYet);
    assert!(reasons.contains(&"policy-not-fetched") && !reasons.contains(&"recent-failures"), "{reasons:?}");
}

#[test]
fn information_that_is_an_object_is_noted_and_the_failures_count() {
    let collection = collection("additional-information-object.json");
    let report = collection.reports().next().unwrap();
    assert!(report.notes.iter().any(|note| note.id == NoteId::InformationNotText));
    let group = &collection.groups()[0];
    assert_eq!((group.cause, group.sessions), (Cause::CertificateExpired, 42));
    let (_, reasons) = reasons(&collection);
    assert!(reasons.contains(&"mail-refused"), "the policy is enforced: {reasons:?}");
}

#[test]
fn an_unused_policy_is_neither_a_failure_nor_evidence() {
    let collection = collection("two-policies-of-one-mail.json");
    assert_eq!(collection.totals().by_policy_type["tlsa"].successful, 5);
    let (enforce, reasons) = reasons(&collection);
    assert_eq!(enforce, Enforce::Unknown);
    assert!(reasons.contains(&"names-not-checked"));
}

#[test]
fn folded_headers_are_read() {
    let totals = collection("mail-folded-headers.eml").totals();
    assert_eq!((totals.successful, totals.failed), (2, 0));
}

#[test]
fn two_mails_with_one_report_count_once() {
    let reading = read_fixture("cases", "mailbox.mbox");
    assert_eq!(reading.read_counts.mails, 2);
    let collection: Collection = reading.reports.into_iter().collect();
    assert_eq!(collection.counted().map(|counted| counted.copies).collect::<Vec<_>>(), [2]);
    assert_eq!(collection.totals().successful, 2);
}

/// The notes of a report in a mail from this address, signed for these domains.
fn notes_about_the_sender(from: &str, signers: &[&str], contact: &str) -> Vec<NoteId> {
    let signatures: String = signers
        .iter()
        .map(|domain| format!("DKIM-Signature: v=1; a=rsa-sha256;\r\n d={domain}; s=tlsrpt; b=x\r\n"))
        .collect();
    let mail = format!(
        "{signatures}From: TLS reports <{from}>\r\nSubject: Report\r\nContent-Type: application/tlsrpt+json\r\n\r\n\
         {{\"organization-name\":\"Larkspur Ltd.\",\"contact-info\":\"{contact}\",\"report-id\":\"1\",\"policies\":[]}}\r\n"
    );
    let reading = read("report.eml", mail.as_bytes(), &Limits::default());
    let notes = reading.reports.iter().flat_map(|report| &report.notes).map(|note| note.id);
    notes.filter(|id| matches!(id, NoteId::FromDiffers | NoteId::DkimDiffers)).collect()
}

#[test]
fn a_mail_of_another_organisation_than_its_report_is_noted_and_read() {
    let contact = "tls@larkspur.example";
    for (from, signers, contact, notes) in [
        ("noreply@larkspur.example", &["larkspur.example"][..], contact, &[][..]),
        ("noreply@out.larkspur.example", &["esp.example.net", "mail.larkspur.example"], contact, &[]),
        ("noreply@larkspur.example", &[], contact, &[]),
        ("ada@kestrel.test", &["larkspur.example"], contact, &[NoteId::FromDiffers]),
        ("noreply@larkspur.example", &["kestrel.test"], contact, &[NoteId::DkimDiffers]),
        ("ada@kestrel.test", &["kestrel.test"], contact, &[NoteId::FromDiffers, NoteId::DkimDiffers]),
        ("ada@kestrel.test", &["kestrel.test"], "https://larkspur.example/", &[]),
    ] {
        assert_eq!(notes_about_the_sender(from, signers, contact), notes, "{from} {signers:?} {contact}");
    }
}
