//! Policy hosts: addresses, closed ports, and hosts that an operator runs.

use checker::rules;
use serde_json::{Value, json};

use super::{HOST, finding, report_of_policy_host, report_with, why, words};

#[test]
fn one_internal_address_of_the_policy_host_shuts_out_those_senders_that_try_it_first() {
    let internal = json!({ "rrs": ["10.0.0.5"] });
    let public = json!({ "rrs": ["2001:db8:443::10"] });
    let strong = "They cannot use the policy and deliver without MTA-STS.";
    let some = "Senders that try this one first get the policy late, or give up and deliver without MTA-STS.";
    let unseen = "Those that try it first get the policy late, or give up.";
    for (ipv6, aaaa, proxy_down, verdict, sentence) in [
        ("ok", &Value::Null, false, "ineffective", strong),
        ("ok", &public, false, "enforced", some),
        ("no-route", &public, false, "unknown", unseen),
        ("ok", &public, true, "unknown", unseen),
    ] {
        let report = report_with(&json!({
            "dns": { format!("{HOST} A"): internal, format!("{HOST} AAAA"): aaaa },
            "https": { HOST: { "ipv4": "not-public", "ipv6": ipv6 } },
            "proxy_down": proxy_down,
        }));
        let why = why(&report, "policy-host-private-address");
        assert_eq!(report.verdict.id(), verdict, "{why}");
        assert!(why.contains(sentence), "{verdict}: {why}");
        assert!(sentence == strong || !why.contains(strong), "{verdict}: {why}");
    }
}

#[test]
fn a_closed_public_address_beside_an_internal_one_has_its_own_finding() {
    let report = report_with(&json!({
        "dns": { format!("{HOST} A"): { "rrs": ["10.0.0.5"] }, format!("{HOST} AAAA"): { "rrs": ["2001:db8:443::10"] } },
        "https": { HOST: { "ipv4": "not-public", "ipv6": "refused" } },
    }));
    assert!(why(&report, "policy-host-connect-failed").contains("Tried: 2001:db8:443::10."));
    let fix = words(&report, "policy-host-private-address").fix.map(|fix| fix.to_string());
    assert_eq!(fix.as_deref(), Some("Remove this address from the public DNS, and keep only public ones."));
}

#[test]
fn a_certificate_of_shared_hosting_is_named_with_its_owner_and_another_fix() {
    let report = report_with(&json!({
        "dns": { "good.test MX": { "rrs": [[10, "good.test."]] }, "good.test A": { "rrs": ["198.51.100.12"] } },
        "smtp": { "good.test": {
            "ehlo": ["STARTTLS"],
            "starttls": "220 2.0.0 Ready",
            "tls": { "names": ["*.sakura.ne.jp"], "cn": "*.sakura.ne.jp" },
        } },
        "https": { HOST: { "body": "version: STSv1\r\nmode: enforce\r\nmx: good.test\r\nmax_age: 1209600\r\n" } },
    }));
    let told = why(&report, "mx-cert-name-mismatch");
    assert!(told.contains("for the server's own name at Sakura Internet."), "{told}");
}

#[test]
fn a_delegated_record_without_a_policy_host_tells_the_half_that_is_missing() {
    let cloudflare = "https://mta-sts.mx.cloudflare.net/.well-known/mta-sts.txt";
    for (target, operator, fix, patch) in [
        (
            "mta-sts.tutanota.de",
            "Tuta",
            "Delegate the policy host as well, with the CNAME shown.",
            Some("mta-sts.tutanota.de."),
        ),
        (
            "_mta-sts.mx.cloudflare.net",
            "Cloudflare",
            "Cloudflare does not run policy hosts for others. Set up a web server",
            None,
        ),
        ("records.provider.example", "records.provider.example", "Ask the operator of the record for the target", None),
    ] {
        for (rcode, id) in [("NXDOMAIN", "policy-host-nxdomain"), ("NOERROR", "policy-host-no-address")] {
            let report = report_with(&json!({
                "dns": {
                    "_mta-sts.good.test TXT": { "chain": [format!("{target}.")], "rrs": [["v=STSv1; id=20260601000000Z;"]] },
                    format!("{HOST} A"): { "rcode": rcode, "rrs": [] },
                    format!("{HOST} AAAA"): { "rcode": rcode, "rrs": [] },
                    "mta-sts.tutanota.de A": { "rrs": ["192.0.2.99"] },
                },
                "https": { HOST: null },
            }));
            let why = why(&report, id);
            assert!(why.starts_with(&format!("The record is delegated to {operator}, but ")), "{why}");
            let said = words(&report, id).fix.expect("a fix").to_string();
            assert!(said.starts_with(fix), "{said}");
            assert_eq!(said.contains(cloudflare), operator == "Cloudflare", "{said}");
            assert_eq!(finding(&report, id).patch.as_ref().map(|patch| patch.text.as_str()), patch, "{target}");
        }
    }
    let gone = json!({ "rcode": "NXDOMAIN", "rrs": [] });
    let report = report_with(&json!({
        "dns": { format!("{HOST} A"): gone, format!("{HOST} AAAA"): gone },
        "https": { HOST: null },
    }));
    assert!(why(&report, "policy-host-nxdomain").starts_with("Senders fetch the policy from this host"));
}

#[test]
fn a_set_up_as_cloudflare_documents_it_is_not_sent_to_a_policy_host_that_does_not_exist() {
    let record = json!({ "chain": ["_mta-sts.mx.cloudflare.net."], "rrs": [["v=STSv1; id=20230615T153000;"]] });
    let report = report_with(&json!({ "dns": { "_mta-sts.good.test TXT": record } }));
    let fix = words(&report, "delegation-half").fix.expect("a fix").to_string();
    let passes_on =
        "Have the web server, or a Worker, proxy https://mta-sts.mx.cloudflare.net/.well-known/mta-sts.txt.";
    assert!(fix.starts_with(passes_on) && fix.contains("there is nothing to do"), "{fix}");
    assert!(!fix.contains("CNAME"), "{fix}");
}

#[test]
fn the_step_for_a_cname_says_that_the_proxy_of_cloudflare_must_be_off() {
    let report = report_with(&json!({ "dns": {
        "_mta-sts.good.test TXT": { "rrs": [] },
        format!("{HOST} A"): { "chain": ["mta-sts.tutanota.de."], "rrs": ["192.0.2.10"] },
    } }));
    let fix = words(&report, "record-missing-policy-present").fix.expect("a fix").to_string();
    assert_eq!(
        fix,
        "Delegate the record to Tuta as well, with the CNAME shown. In Cloudflare's DNS, turn off the proxy for that record."
    );
}

#[test]
fn a_fault_that_only_hides_the_policy_is_not_called_a_refusal() {
    let report = report_with(&json!({
        "dns": { "_mta-sts.good.test TXT": { "ttl": 172_800 } },
        "https": { HOST: { "tls": { "not_before": "2026-09-01T00:00:00Z", "not_after": "2026-11-25T00:00:00Z" } } },
    }));
    let expiring = why(&report, "policy-host-tls-expiring");
    assert!(expiring.ends_with("the others deliver without MTA-STS.") && !expiring.contains("refuse"), "{expiring}");
    let slow = why(&report, "record-ttl-long");
    assert!(slow.ends_with("to notice it. Until then they can refuse a new MX host."), "{slow}");
}

#[test]
fn a_closed_address_of_the_policy_host_is_reported_while_another_one_works() {
    for (ipv4, ipv6, verdict, told) in [
        ("ok", "ok", "enforced", None),
        ("refused", "ok", "enforced", Some("policy-host-address-silent")),
        ("ok", "refused", "enforced", Some("policy-host-ipv6-broken")),
        ("no-route", "ok", "enforced", None),
        ("refused", "refused", "ineffective", Some("policy-host-connect-failed")),
    ] {
        let report = report_of_policy_host(&json!({ "ipv4": ipv4, "ipv6": ipv6 }));
        let about =
            [&rules::POLICY_HOST_ADDRESS_SILENT, &rules::POLICY_HOST_IPV6_BROKEN, &rules::POLICY_HOST_CONNECT_FAILED];
        let found: Vec<&str> = about.into_iter().filter(|rule| report.has_finding(rule)).map(|rule| rule.id).collect();
        assert_eq!((report.verdict.id(), found), (verdict, told.into_iter().collect()), "{ipv4}, {ipv6}");
    }
}
