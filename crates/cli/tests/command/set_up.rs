//! `mta-sts generate` and `mta-sts preflight`: from stored evidence and from the laboratory, in every format.

use std::fs;

use serde_json::{Value, json};

use crate::support::{Run, ids, run, run_with_input};

/// Evidence of a domain of the laboratory, as a file.
fn evidence(folder: &tempfile::TempDir, domain: &str) -> String {
    let path = folder.path().join(format!("{domain}.json"));
    let checked = run(&["check", domain, "--lab", "--format", "json"]);
    assert!(checked.status < 2, "{checked:?}");
    fs::write(&path, checked.out).unwrap();
    path.to_str().unwrap().to_owned()
}

const WITHOUT_NETWORK: [&str; 8] = [
    "generate",
    "example.com",
    "--mx",
    "mx1.example.com",
    "--reports",
    "mailto:tls@example.com",
    "--resolver",
    "127.0.0.1:1",
];

fn generate(more: &[&str]) -> Run {
    run(&[&WITHOUT_NETWORK, more].concat())
}

#[test]
fn a_set_up_with_named_mail_servers_needs_no_network() {
    let made = generate(&["--host", "nginx", "--panel", "cloudflare", "--target", "192.0.2.10", "--format", "json"]);
    assert_eq!(made.status, 0, "{made:?}");
    let document = made.json();
    assert_eq!(document["policy"], json!("version: STSv1\nmode: testing\nmx: mx1.example.com\nmax_age: 86400\n"));
    assert_eq!(document["tlsrpt"], json!("v=TLSRPTv1; rua=mailto:tls@example.com;"));
    let roles: Vec<&Value> = document["entries"].as_array().unwrap().iter().map(|entry| &entry["role"]).collect();
    assert_eq!(roles, ["reports", "policy-host", "record"]);
    assert_eq!(document["entries"][1]["panel"]["name"], json!("mta-sts"));
    let files = document["files"].as_array().unwrap();
    let config = files.iter().find(|file| file["path"] == "/etc/nginx/conf.d/mta-sts.example.com.conf").unwrap();
    assert!(config["text"].as_str().unwrap().contains("server_name mta-sts.example.com;"));
    assert!(document["proof"][0].as_str().unwrap().contains("--resolve 'mta-sts.example.com:443:192.0.2.10'"));
    assert_eq!(document["proofs"][0]["moment"], "before-ipv4");
    assert_eq!(document["proofs"][0]["command"], document["proof"][0]);
}

#[test]
fn the_text_for_people_has_questions_steps_and_the_proof() {
    for (language, question) in
        [("en", "Does your nginx deny paths that begin with a dot?"), ("ja", "ドットで始まるパス")]
    {
        let made = generate(&["--host", "nginx", "--lang", language]);
        assert_eq!(made.status, 0, "{made:?}");
        for wanted in [question, "certbot certonly", "max_age: 86400", "curl -sSi https://mta-sts.example.com/"] {
            assert!(made.out.contains(wanted), "{wanted}: {}", made.out);
        }
    }
}

#[test]
fn dns_entries_come_in_every_form_and_lint_reads_them_back() {
    for form in ["zone", "nsupdate", "terraform-cloudflare", "terraform-route53", "octodns", "dnscontrol"] {
        let made = generate(&["--host", "caddy", "--target", "192.0.2.10", "--format", form]);
        assert_eq!(made.status, 0, "{made:?}");
        for (kind, key) in [("record", "id"), ("tlsrpt", "rua")] {
            let read = run_with_input(
                &["lint", kind, "-", "--domain", "example.com", "--format", "json"],
                made.out.as_bytes(),
            );
            let document = read.json();
            assert_eq!(document["outcome"], "valid", "{form} {kind}: {}\n{document}", made.out);
            assert!(!document[key].is_null(), "{form} {kind}: {document}");
        }
    }
}

#[test]
fn files_are_written_below_the_folder_and_never_over_others() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let made = generate(&["--host", "caddy", "--out", out.to_str().unwrap()]);
    assert_eq!(made.status, 0, "{made:?}");
    let policy = fs::read_to_string(out.join("var/www/mta-sts.example.com/.well-known/mta-sts.txt")).unwrap();
    assert_eq!(policy, fs::read_to_string(out.join("mta-sts.txt")).unwrap());
    assert!(out.join("etc/caddy/Caddyfile.add").is_file() && out.join("steps.txt").is_file());
    assert!(!out.join("etc/caddy/Caddyfile").exists(), "copied over, it would replace the owner's file");
    fs::write(out.join("etc/caddy/Caddyfile.add"), "mine").unwrap();
    let again = generate(&["--host", "caddy", "--out", out.to_str().unwrap()]);
    assert_eq!(again.status, 64, "{again:?}");
    assert!(again.err.contains("Caddyfile.add already exists"), "{again:?}");
    assert_eq!(fs::read_to_string(out.join("etc/caddy/Caddyfile.add")).unwrap(), "mine");
}

#[test]
fn live_mail_servers_fill_the_policy_and_valid_certificates_allow_enforce() {
    let folder = tempfile::tempdir().unwrap();
    let good = evidence(&folder, "good.test");
    let made = run(&[
        "generate",
        "good.test",
        "--host",
        "nginx",
        "--mode",
        "enforce",
        "--evidence",
        &good,
        "--format",
        "json",
    ]);
    assert_eq!(made.status, 0, "{made:?}");
    assert_eq!((&made.json()["mode"], &made.json()["mode_reason"]), (&json!("enforce"), &Value::Null));
    assert!(made.json()["policy"].as_str().unwrap().contains("mx: mx1.good.test\n"));
    let expired = evidence(&folder, "mx-expired.test");
    let arguments = ["generate", "mx-expired.test", "--host", "nginx", "--mode", "enforce", "--evidence", &expired];
    let refused = run(&[&arguments[..], &["--format", "json"]].concat());
    assert_eq!(refused.status, 1, "{refused:?}");
    assert_eq!(refused.json()["mode"], "testing");
    assert!(refused.json()["mode_reason"].as_str().unwrap().contains("mx-expired.test"), "{refused:?}");
}

#[test]
fn enforce_for_an_unchecked_host_stays_testing() {
    let folder = tempfile::tempdir().unwrap();
    let good = evidence(&folder, "good.test");
    let arguments = ["generate", "good.test", "--host", "nginx", "--mode", "enforce", "--evidence", &good];
    let made = run(&[&arguments[..], &["--mx", "mx1.good.test", "--mx", "mx9.good.test", "--format", "json"]].concat());
    assert_eq!(made.status, 2, "{made:?}");
    assert!(made.json()["mode_reason"].as_str().unwrap().contains("mx9.good.test"), "{made:?}");
}

#[test]
fn enforce_for_patterns_that_leave_out_a_live_host_stays_testing() {
    let folder = tempfile::tempdir().unwrap();
    let good = evidence(&folder, "good.test");
    let arguments = ["generate", "good.test", "--host", "nginx", "--mode", "enforce", "--evidence", &good];
    let made = run(&[&arguments[..], &["--mx", "mx2.good.test", "--format", "json"]].concat());
    assert_eq!((made.status, &made.json()["mode"]), (1, &json!("testing")), "{made:?}");
    assert!(made.json()["mode_reason"].as_str().unwrap().contains("does not cover mx1.good.test"), "{made:?}");
}

#[test]
fn unknown_hosts_panels_and_addresses_are_wrong_usage() {
    for wrong in [
        &["--host", "gopher"][..],
        &["--host", "nginx", "--panel", "gopher"],
        &["--host", "nginx", "--target", "$(id)"],
        &["--host", "nginx", "--target", "192.0.2.300"],
        &["--host", "nginx", "--target", "192.0.2.10", "--target", "www.example.net"],
        &["--host", "nginx", "--target", "mta-sts.example.com"],
        &["--host", "nginx", "--reports", "tls@example.com"],
        &["--host", "nginx", "--mx", "192.0.2.1"],
        &["--host", "nginx", "--max-age", "0"],
        &[],
    ] {
        let run = generate(wrong);
        assert_eq!((run.status, run.out.as_str()), (64, ""), "{wrong:?} {run:?}");
    }
}

#[test]
fn without_mx_records_the_answer_says_so() {
    let run = run(&["generate", "example.com", "--host", "nginx", "--resolver", "127.0.0.1:1"]);
    assert_eq!((run.status, run.out.as_str()), (2, ""), "{run:?}");
    assert!(run.err.contains("--mx"), "{run:?}");
}

fn preflight(evidence: &str, more: &[&str]) -> Run {
    run(&[&["preflight", "--evidence", evidence, "--format", "json"], more].concat())
}

#[test]
fn a_first_set_up_is_ready_for_its_first_entry() {
    let folder = tempfile::tempdir().unwrap();
    let absent = evidence(&folder, "absent.test");
    let policy = folder.path().join("mta-sts.txt");
    fs::write(&policy, "version: STSv1\nmode: testing\nmx: mx1.absent.test\nmax_age: 86400\n").unwrap();
    let planned = [
        "--policy",
        policy.to_str().unwrap(),
        "--record",
        "v=STSv1; id=20261101000000Z;",
        "--tlsrpt",
        "v=TLSRPTv1; rua=mailto:a@absent.test",
    ];
    let judged = preflight(&absent, &planned);
    assert_eq!(judged.status, 0, "{judged:?}");
    let document = judged.json();
    assert_eq!((&document["outcome"], &document["next"]), (&json!("ready"), &json!("tlsrpt")), "{document:#}");
    assert!(ids(&document["checks"]).contains(&"record-absent"), "{document:#}");
    let output = run(&[&["preflight", "--evidence", &absent], &planned[..]].concat());
    assert!(output.out.contains("Ready to publish: the TLSRPT record"), "{output:?}");
}

#[test]
fn published_texts_are_reported_and_a_used_id_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let good = evidence(&folder, "good.test");
    let stored: Value = serde_json::from_str(&fs::read_to_string(&good).unwrap()).unwrap();
    let id = stored["policy"]["id"].as_str().unwrap();
    let record = format!("v=STSv1; id={id};");
    let judged = preflight(&good, &["--record", &record]);
    assert_eq!((judged.status, &judged.json()["outcome"]), (0, &json!("already-published")), "{judged:?}");
    let policy = folder.path().join("other.txt");
    fs::write(&policy, "version: STSv1\nmode: enforce\nmx: mx1.good.test\nmax_age: 31557600\n").unwrap();
    let reused = preflight(&good, &["--policy", policy.to_str().unwrap(), "--record", &record]);
    assert_eq!(reused.status, 1, "{reused:?}");
    assert_eq!(reused.json()["causes"], json!(["id-used"]));
}

#[test]
fn a_removal_is_planned_before_it_is_published() {
    let folder = tempfile::tempdir().unwrap();
    let good = evidence(&folder, "good.test");
    let policy = folder.path().join("none.txt");
    fs::write(&policy, "version: STSv1\nmode: none\nmx: mx1.good.test\nmax_age: 86400\n").unwrap();
    let planned = ["--policy", policy.to_str().unwrap()];
    let judged = preflight(&good, &planned);
    let document = judged.json();
    assert_eq!((judged.status, &document["outcome"]), (1, &json!("not-ready")), "{document:#}");
    assert_eq!(document["headline"], "Not ready: plan the removal first");
    let first = json!({ "id": "mode-none", "reason": "plan the removal first", "see": "plan" });
    assert_eq!(document["first_cause"], first, "{document:#}");
    let check = document["checks"].as_array().unwrap().iter().find(|check| check["id"] == "mode-none").unwrap();
    assert_eq!(check["see"], "plan");
}

#[test]
fn a_deletion_while_senders_enforce_is_refused_with_the_dates_of_its_plan() {
    let folder = tempfile::tempdir().unwrap();
    let good = evidence(&folder, "good.test");
    for deletion in [&["--delete-record", "--delete-policy"][..], &["--delete-record"], &["--delete-policy"]] {
        let judged = preflight(&good, deletion);
        let document = judged.json();
        assert_eq!((judged.status, &document["causes"]), (1, &json!(["removal-early"])), "{document:#}");
        assert!(document["checks"][0]["until"].is_string(), "{document:#}");
        assert_eq!((&document["checks"][0]["see"], &document["plan"]["goal"]), (&json!("plan"), &json!("remove")));
        let plan = folder.path().join("plan.json");
        fs::write(&plan, document["plan"].to_string()).unwrap();
        let resumed = run(&["plan", "--resume", plan.to_str().unwrap(), "--evidence", &good]);
        assert!([0, 1].contains(&resumed.status), "{resumed:?}");
    }
    let text = run(&["preflight", "--evidence", &good, "--delete-record"]);
    assert!(text.out.contains("mta-sts plan good.test --goal remove"), "{text:?}");
    let both = run(&["preflight", "good.test", "--delete-record", "--record", "v=STSv1; id=1;"]);
    assert_eq!((both.status, both.out.as_str()), (64, ""), "{both:?}");
}

#[test]
fn a_pre_flight_without_a_plan_is_wrong_usage() {
    let run = run(&["preflight", "example.com"]);
    assert_eq!((run.status, run.out.as_str()), (64, ""), "{run:?}");
}

#[test]
fn a_pre_flight_without_a_dns_answer_has_no_result() {
    let arguments = ["preflight", "example.com", "--record", "v=STSv1; id=1;", "--resolver", "127.0.0.1:1"];
    let run = run(&arguments);
    assert_eq!(run.status, 2, "{run:?}");
}

const FIRST_POLICY: &str = "version: STSv1\nmode: testing\nmx: mx1.absent.test\nmax_age: 86400\n";

#[test]
fn caa_records_are_looked_up_and_compared_with_the_host() {
    let folder = tempfile::tempdir().unwrap();
    let policy = folder.path().join("mta-sts.txt");
    fs::write(&policy, FIRST_POLICY).unwrap();
    for (host, verdict) in [("nginx", "allowed"), ("aws-s3-cloudfront", "forbidden")] {
        let planned = ["--policy", policy.to_str().unwrap(), "--host", host, "--format", "json"];
        let judged = run(&[&["preflight", "absent.test", "--lab"], &planned[..]].concat());
        assert_eq!((judged.status, &judged.json()["causes"]), (0, &json!([])), "{judged:?}");
        let warns = ids(&judged.json()["checks"]).contains(&"caa-forbids");
        assert_eq!(warns, verdict == "forbidden", "another authority can be used: {judged:?}");
        let generate = |format| run(&["generate", "absent.test", "--lab", "--host", host, "--format", format]);
        let made = generate("json");
        assert_eq!(made.json()["caa"]["id"], verdict, "{made:?}");
        assert_eq!(made.json()["caa"]["allowed"], json!(["letsencrypt.org"]));
        let text = generate("text");
        assert!(text.out.contains("CAA records in DNS allow"), "{text:?}");
        assert!(!text.out.contains("Does a CAA record"), "what was looked up is not asked: {text:?}");
    }
    let named = generate(&["--host", "nginx", "--format", "json"]);
    assert_eq!(named.json()["caa"], Value::Null, "nothing was looked up");
}

#[test]
fn a_planned_address_is_compared_with_what_answers() {
    let folder = tempfile::tempdir().unwrap();
    let policy = folder.path().join("mta-sts.txt");
    fs::write(&policy, "version: STSv1\nmode: testing\nmx: mx1.wrong-name.test\nmax_age: 86400\n").unwrap();
    let planned = ["--lab", "--policy", policy.to_str().unwrap(), "--target", "203.0.113.9", "--format", "json"];
    let judged = run(&[&["preflight", "wrong-name.test"], &planned[..]].concat());
    assert_eq!(judged.json()["next"], "policy-host", "{judged:?}");
    assert!(ids(&judged.json()["checks"]).contains(&"host-elsewhere"), "{judged:?}");
}
