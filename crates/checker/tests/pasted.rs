//! Texts that people pasted and that were once judged wrongly, each with what has to be said of it.

use checker::{LintInput, Linted, Source, Target, lint};
use evidence::Timestamp;
use mta_sts::PolicyReading;

fn linted(source: Source, text: &str, mx: &[&str]) -> Linted {
    let mx: Vec<String> = mx.iter().map(|host| (*host).to_owned()).collect();
    let texts = [text.as_bytes().to_vec()];
    let now = Timestamp::from_unix(1_800_000_000);
    lint(&LintInput { source, texts: &texts, exact: false, domain: None, mx: &mx, now })
}

fn problems(linted: &Linted) -> Vec<&'static str> {
    linted.problems().map(|finding| finding.rule.id).collect()
}

/// The whole texts that are offered, each once.
fn offered(linted: &Linted) -> Vec<String> {
    let patches = linted.findings().iter().filter_map(|finding| finding.patch.as_ref());
    let mut texts: Vec<String> =
        patches.map(|patch| patch.whole.clone().unwrap_or_else(|| patch.text.clone())).collect();
    texts.dedup();
    texts
}

#[test]
fn a_zone_line_without_quotation_marks_keeps_the_address_of_the_reader() {
    let text = "_smtp._tls.kaisha.example. 3600 IN TXT v=TLSRPTv1;rua=mailto:reports@kaisha.example\n";
    let linted = linted(Source::TlsRpt, text, &[]);
    assert_eq!((linted.read_as, linted.domain.as_str()), ("presentation", "kaisha.example"));
    assert!(problems(&linted).contains(&"tlsrpt-semicolon-missing"), "{:?}", problems(&linted));
    assert_eq!(offered(&linted), ["v=TLSRPTv1; rua=mailto:reports@kaisha.example;"]);
}

#[test]
fn a_table_of_power_shell_holds_a_valid_record() {
    let text = "\r\nName                                     Type   TTL   Section    Strings\r\n----                                     ----   ---   -------    -------\r\n_mta-sts.contoso.example                 TXT    3600  Answer     {v=STSv1; id=20240308T104700;}\r\n\r\n";
    let linted = linted(Source::Record, text, &[]);
    assert_eq!((linted.read_as, linted.outcome(), problems(&linted)), ("powershell", "valid", vec![]));
    assert_eq!(linted.records[0].text.octets(), b"v=STSv1; id=20240308T104700;");
}

#[test]
fn an_answer_in_the_line_of_its_command_is_the_value_in_quotation_marks() {
    let text = "[root@localhost ~]# dig +short _smtp._tls.hosted.example TXT \"v=TLSRPTv1;rua=https://tlsrpt.hosted.example/report\"\n";
    let linted = linted(Source::TlsRpt, text, &[]);
    assert_eq!((linted.read_as, linted.outcome(), problems(&linted)), ("dig", "valid", vec![]));
    assert_eq!(linted.records[0].text.octets(), b"v=TLSRPTv1;rua=https://tlsrpt.hosted.example/report");
}

#[test]
fn a_line_of_dnscontrol_holds_a_valid_record() {
    let linted = linted(Source::Record, "  TXT(\"_mta-sts\", \"v=STSv1; id=202001291805Z\"),\n", &[]);
    assert_eq!((linted.read_as, linted.outcome(), problems(&linted)), ("dnscontrol", "valid", vec![]));
}

#[test]
fn an_answer_of_dig_without_a_record_is_no_record() {
    let text = "\n; <<>> DiG 9.18.24 <<>> TXT _mta-sts.example.com\n;; global options: +cmd\n;; Got answer:\n;; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 41870\n;; flags: qr rd ra; QUERY: 1, ANSWER: 0, AUTHORITY: 1, ADDITIONAL: 1\n\n;; QUESTION SECTION:\n;_mta-sts.example.com.\t\tIN\tTXT\n\n;; AUTHORITY SECTION:\nexample.com.\t\t3600\tIN\tSOA\tns.example.net. noc.example.net. 2024 7200 3600 1209600 3600\n\n;; Query time: 12 msec\n;; SERVER: 192.0.2.53#53(192.0.2.53) (UDP)\n;; MSG SIZE  rcvd: 104\n";
    let linted = linted(Source::Record, text, &[]);
    assert_eq!((linted.read_as, linted.outcome(), problems(&linted)), ("dig", "none", vec!["record-missing"]));
    assert_eq!(linted.domain.as_str(), "example.com");
}

#[test]
fn json_in_place_of_a_policy_is_one_cause_and_gives_the_file() {
    let text = "{ \"mode\": \"enforce\", \"mx\": [\"mx.example.com\"], \"include_subdomains\": true, \"sts_records\": { \"_mta-sts\": \"STSRecord\" } }\n";
    let linted = linted(Source::Policy, text, &[]);
    assert_eq!((linted.read_as, linted.outcome()), ("json", "invalid"));
    assert_eq!(problems(&linted), ["policy-other-format"]);
    assert_eq!(offered(&linted), ["version: STSv1\nmode: enforce\nmx: mx.example.com\nmax_age: 604800\n"]);
}

#[test]
fn hosts_that_a_policy_does_not_cover_get_lines_and_no_line_twice() {
    let text = "version: STSv1\nmode: testing\nmx: aspmx.l.google.com\nmx: alt1.aspmx.l.google.com\nmx: alt2.aspmx.l.google.com\nmx: aspmx2.googlemail.com\nmx: aspmx3.googlemail.com\nmax_age: 86400";
    let hosts = ["", "alt1.", "alt2.", "alt3.", "alt4."].map(|label| format!("{label}aspmx.l.google.com"));
    let linted = linted(Source::Policy, text, &hosts.each_ref().map(String::as_str));
    let uncovered = match &linted.reading {
        checker::Reading::Policy(policy) => policy.uncovered.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(uncovered, hosts[3..]);
    let patches = linted.findings().iter().filter_map(|finding| finding.patch.as_ref());
    let of_lines: Vec<_> = patches.filter(|patch| patch.target == Target::PolicyLines).collect();
    assert!(!of_lines.is_empty(), "{:?}", problems(&linted));
    for patch in of_lines {
        let whole = patch.whole.as_deref().expect("the file with the lines");
        let mut lines: Vec<&str> = whole.lines().collect();
        lines.sort_unstable();
        lines.dedup();
        assert_eq!(lines.len(), whole.lines().count(), "a line stands twice in {whole}");
        let reading = PolicyReading::read(whole.as_bytes());
        let covers = |host: &String| reading.policy.mx.iter().any(|line| line.pattern.matches(host));
        assert!(hosts.iter().all(covers), "{whole}");
    }
}

#[test]
fn a_placeholder_in_the_address_makes_the_record_useless() {
    let text = "_smtp._tls 3600 TXT \"v=TLSRPTv1; rua=mailto:tls-rua@mailcheck.<your_domain.tld>\"\n";
    let linted = linted(Source::TlsRpt, text, &[]);
    assert_eq!(
        (linted.read_as, linted.outcome(), problems(&linted)),
        ("presentation", "invalid", vec!["tlsrpt-rua-invalid"])
    );
}

#[test]
fn full_width_letters_are_a_fault_and_what_is_meant_is_offered() {
    for (source, text, problem, expected) in [
        (Source::Record, "ｖ＝ＳＴＳｖ１；　ｉｄ＝２０２６", "record-non-ascii", "v=STSv1; id="),
        (
            Source::TlsRpt,
            "ｖ＝ＴＬＳＲＰＴｖ１；　ｒｕａ＝ｍａｉｌｔｏ：ａ＠ｋａｉｓｈａ．ｅｘａｍｐｌｅ",
            "tlsrpt-field-syntax",
            "v=TLSRPTv1; rua=mailto:a@kaisha.example;",
        ),
        (Source::Record, "“v=STSv1; id=2026”", "record-non-ascii", "v=STSv1; id="),
        (
            Source::TlsRpt,
            "v=TLSRPTv1; rua=mailto:a@kaisha.example\u{200b}",
            "tlsrpt-rua-invalid",
            "v=TLSRPTv1; rua=mailto:a@kaisha.example;",
        ),
    ] {
        let linted = linted(source, text, &[]);
        assert!(problems(&linted).contains(&problem), "{text}: {:?}", problems(&linted));
        assert!(linted.outcome() != "valid", "{text}");
        let offered = offered(&linted);
        assert!(offered.iter().any(|offer| offer.starts_with(expected)), "{text}: {offered:?}");
    }
    let policy = "ｖｅｒｓｉｏｎ：　ＳＴＳｖ１\nｍｏｄｅ：　ｅｎｆｏｒｃｅ\nｍｘ：　ｍｘ１．ｋａｉｓｈａ．ｅｘａｍｐｌｅ\nｍａｘ＿ａｇｅ：　６０４８００\n";
    let offered = offered(&linted(Source::Policy, policy, &[]));
    assert_eq!(offered, ["version: STSv1\nmode: enforce\nmx: mx1.kaisha.example\nmax_age: 604800\n"]);
}

#[test]
fn of_two_fields_with_addresses_all_addresses_are_offered_in_one() {
    let linted = linted(Source::TlsRpt, "v=TLSRPTv1; rua=mailto:a@kaisha.example; rua=mailto:b@kaisha.example", &[]);
    assert_eq!((linted.outcome(), problems(&linted)), ("valid", vec!["tlsrpt-rua-repeated"]));
    assert_eq!(offered(&linted), ["v=TLSRPTv1; rua=mailto:a@kaisha.example,mailto:b@kaisha.example;"]);
}

#[test]
fn hosts_that_are_not_in_the_policy_stay_out_of_the_file_that_is_offered() {
    let file = "version: STSv1\nmode: enforce\nmx: mx1.kaisha.example\nmax_age: 604800\n";
    for text in [
        format!("<!DOCTYPE html><html><body><a href=\"/\">docs.noise.example</a><code>{file}</code></body></html>"),
        "<sts><version>STSv1</version><mode>enforce</mode><mx><host>mx1.kaisha.example</host></mx><max_age>604800</max_age></sts>".into(),
        "{\"mode\":\"enforce\",\"mx\":[{\"host\":\"mx1.kaisha.example\"}],\"max_age\":604800,\"host\":\"www.noise.example\"}".into(),
        "{\"policy-string\":[\"version: STSv1\",\"mode: enforce\",\"mx: mx1.kaisha.example\",\"max_age: 604800\"]}".into(),
        file.replace("mx:", "max:"),
    ] {
        assert_eq!(offered(&linted(Source::Policy, &text, &[])), [file], "{text}");
    }
    for text in [
        "<?xml version=\"1.0\"?>\n<Error><Code>AccessDenied</Code><HostId>aws.noise.example</HostId></Error>\n",
        "mta-sts.kaisha.example\n",
    ] {
        assert_eq!(offered(&linted(Source::Policy, text, &[])), [""; 0], "{text}");
    }
}

#[test]
fn a_colon_that_ends_the_text_of_tinydns_does_not_take_the_address_away() {
    let text = "'_smtp._tls.kaisha.example:v=TLSRPTv1; rua=mailto:reports@kaisha.example:300\n";
    let linted = linted(Source::TlsRpt, text, &[]);
    assert_eq!((linted.read_as, linted.outcome()), ("tinydns", "invalid"));
    assert_eq!(offered(&linted), ["v=TLSRPTv1; rua=mailto:reports@kaisha.example;"]);
}

const POLICY: &str = "version: STSv1\nmode: enforce\nmx: mx1.kaisha.example\nmx: mx2.kaisha.example\nmax_age: 604800\n";

#[test]
fn a_policy_in_a_table_or_list_is_one_cause_and_gives_the_file() {
    for (form, text) in [
        (
            "markdown",
            "| version | STSv1 |\n|---|---|\n| mode | enforce |\n| mx | mx1.kaisha.example |\n| mx | mx2.kaisha.example |\n| max_age | 604800 |\n",
        ),
        (
            "markdown",
            "| Key | Value | Meaning |\n|---|---|---|\n| `version` | `STSv1` | see docs.noise.example |\n| `mode` | **enforce** | |\n| `mx` | `mx1.kaisha.example`<br>`mx2.kaisha.example` | |\n| `max_age` | `604800` | a week |\n",
        ),
        (
            "markdown",
            "Key | Value\n--- | ---\nversion | STSv1\nmode | enforce\nmx | mx1.kaisha.example\nmx | mx2.kaisha.example\nmax_age | 604800\n",
        ),
        (
            "markdown",
            "| version | mode | mx | max_age |\n|---|---|---|---|\n| STSv1 | enforce | mx1.kaisha.example mx2.kaisha.example | 604800 |\n",
        ),
        (
            "markdown",
            "• version: STSv1\n• mode: enforce\n• mx: mx1.kaisha.example\n• mx: mx2.kaisha.example\n• max_age: 604800\n",
        ),
        (
            "yaml",
            "- version: STSv1\n- mode: enforce\n- mx: mx1.kaisha.example\n- mx: mx2.kaisha.example\n- max_age: 604800\n",
        ),
        ("csv", "version,STSv1\nmode,enforce\nmx,mx1.kaisha.example\nmx,mx2.kaisha.example\nmax_age,604800\n"),
        (
            "csv",
            "Key\tValue\nversion\tSTSv1\nmode\tenforce\nmx\tmx1.kaisha.example\nmx\tmx2.kaisha.example\nmax_age\t604800\n",
        ),
        ("csv", "version,STSv1\nmode,enforce\nmx, mx1.kaisha.example, mx2.kaisha.example\nmax_age,604,800\n"),
        (
            "html",
            "<table><tr><td><code>version</code></td><td>STSv1</td></tr><tr><td><b>mode</b></td><td>enforce</td></tr><tr><td><code>mx</code></td><td><code>mx1.kaisha.example</code><br><code>mx2.kaisha.example</code></td></tr><tr><td>max_age</td><td>604800</td></tr></table>",
        ),
        (
            "html",
            "<table><tr><td>version</td><td>STSv1</td></tr><tr><td>mode</td><td>enforce</td></tr><tr><td>mx</td><td>mx1.kaisha.example</td></tr><tr><td>mx</td><td>mx2.kaisha.example</td></tr><tr><td>max_age</td><td>604800</td></tr></table>",
        ),
    ] {
        let linted = linted(Source::Policy, text, &[]);
        assert_eq!((linted.read_as, problems(&linted).len()), (form, 1), "{text}: {:?}", problems(&linted));
        assert_eq!(offered(&linted), [POLICY], "{text}");
    }
}

#[test]
fn a_policy_is_judged_without_what_tools_and_chats_put_around_it() {
    let quoted = POLICY.replacen("version", ">version", 1);
    let half: String =
        POLICY.lines().zip(0..).map(|(line, at)| format!("{}{line}\n", if at < 2 { "> " } else { "" })).collect();
    for text in [
        quoted,
        half,
        format!("Our file:\n```{}```\n", POLICY.trim_end()),
        format!("```\n{}```", POLICY.trim_end()),
        format!(
            "--2026-11-30 12:00:00--  https://mta-sts.kaisha.example/.well-known/mta-sts.txt\nLength: 77 [text/plain]\nSaving to: 'STDOUT'\n\n{POLICY}\n2026-11-30 12:00:01 (1.00 MB/s) - written to stdout [77/77]\n"
        ),
        format!("resource \"aws_s3_object\" \"policy\" {{\n  content = <<EOF\n{POLICY}EOF\n}}\n"),
        format!("locals {{\n  file = <<~EOT\n    {}\n  EOT\n}}\n", indented(POLICY)),
        format!("printf '{}' > mta-sts.txt\n", POLICY.replace('\n', "\\r\\n")),
        format!("PS C:\\> (iwr https://mta-sts.kaisha.example/.well-known/mta-sts.txt).Content\n{POLICY}\nPS C:\\>"),
    ] {
        let linted = linted(Source::Policy, &text, &[]);
        assert_eq!((linted.outcome(), problems(&linted)), ("valid", vec![]), "{text}");
    }
}

#[test]
fn an_indented_here_document_may_have_blank_lines() {
    let text = format!("locals {{\n  file = <<-EOT\n    {}\n  EOT\n}}\n", indented(POLICY).replacen('\n', "\n\n", 1));
    assert_eq!(problems(&linted(Source::Policy, &text, &[])), ["policy-blank-line"]);
}

fn indented(policy: &str) -> String {
    policy.trim_end().replace('\n', "\n    ")
}

#[test]
fn a_message_of_a_tool_says_nothing_about_a_policy() {
    let linted = linted(Source::Policy, "curl: (6) Could not resolve host: mta-sts.kaisha.example\n", &[]);
    assert_eq!((linted.read_as, linted.outcome(), problems(&linted)), ("text", "unreadable", vec![]));
}

#[test]
fn colons_in_place_of_equals_signs_are_a_wrong_version_and_keep_the_addresses() {
    for text in [
        "v:TLSRPTv1; rua:mailto:tls@kaisha.example",
        "v: TLSRPTv1; rua: mailto:tls@kaisha.example",
        "_smtp._tls.kaisha.example. 300 IN TXT \"v:TLSRPTv1; rua:mailto:tls@kaisha.example\"",
    ] {
        let linted = linted(Source::TlsRpt, text, &[]);
        assert_eq!(problems(&linted), ["tlsrpt-version-wrong"], "{text}");
        assert_eq!(offered(&linted), ["v=TLSRPTv1; rua=mailto:tls@kaisha.example;"], "{text}");
    }
    for text in ["v:STSv1; id:20260101", "v: STSv1; id: 20260101"] {
        let linted = linted(Source::Record, text, &[]);
        assert_eq!((linted.read_as, problems(&linted)), ("value", vec!["record-version-wrong"]), "{text}");
    }
}

#[test]
fn an_internationalised_domain_is_offered_in_a_labels() {
    for (text, expected) in [
        ("v=TLSRPTv1; rua=mailto:tls@例え.jp", "v=TLSRPTv1; rua=mailto:tls@xn--r8jz45g.jp;"),
        ("v=TLSRPTv1; rua=mailto:tls@例え。jp", "v=TLSRPTv1; rua=mailto:tls@xn--r8jz45g.jp;"),
        ("v=TLSRPTv1; rua=mailto:tls@%E4%BE%8B%E3%81%88.jp", "v=TLSRPTv1; rua=mailto:tls@xn--r8jz45g.jp;"),
        (
            "v=TLSRPTv1; rua=https://例え.jp/v1,mailto:tls@kaisha.example",
            "v=TLSRPTv1; rua=https://xn--r8jz45g.jp/v1,mailto:tls@kaisha.example;",
        ),
    ] {
        let linted = linted(Source::TlsRpt, text, &[]);
        assert_eq!(problems(&linted), ["tlsrpt-rua-invalid"], "{text}");
        assert_eq!(offered(&linted), [expected], "{text}");
    }
    let policy = POLICY.replace("mx1.kaisha", "mx1.例え");
    assert_eq!(
        offered(&linted(Source::Policy, &policy, &[])),
        [POLICY.replace("mx1.kaisha", "mx1.xn--r8jz45g")],
        "{policy}"
    );
    let zone = "\u{feff}_smtp._tls.例え.jp. 300 IN TXT \"v=TLSRPTv1; rua=mailto:tls@xn--r8jz45g.jp\"\r\n";
    let linted = linted(Source::TlsRpt, zone, &[]);
    assert_eq!((linted.domain.as_str(), problems(&linted)), ("xn--r8jz45g.jp", vec![]));
}

#[test]
fn what_is_no_line_of_a_zone_is_not_judged_as_one() {
    let row = "_smtp._tls.kaisha.example TXT    300   Answer     {v=TLSRPTv1; rua=mailto:tls@kaisha.example}\n";
    let sentence = "The TXT record for _mta-sts.kaisha.example is: v=STSv1; id=20260101000000Z;\n";
    let linted_row = linted(Source::TlsRpt, row, &[]);
    assert_eq!((linted_row.read_as, problems(&linted_row)), ("powershell", vec![]));
    let linted_sentence = linted(Source::Record, sentence, &[]);
    assert_eq!(problems(&linted_sentence), [""; 0], "{}", linted_sentence.outcome());
}

#[test]
fn a_field_behind_the_quotation_marks_is_kept() {
    for (source, text, fields) in [
        (Source::Record, "\"v=STSv1; id=1;\" owner=it", " owner=it;"),
        (Source::TlsRpt, "\"v=TLSRPTv1; rua=mailto:tls@kaisha.example\" owner=it", "example; owner=it;"),
    ] {
        let offered = offered(&linted(source, text, &[]));
        assert!(!offered.is_empty() && offered.iter().all(|offer| offer.ends_with(fields)), "{text}: {offered:?}");
    }
}

#[test]
fn a_field_that_was_broken_off_behind_a_command_is_joined() {
    let text = "$ dig +short TXT _smtp._tls.kaisha.example\nr\nua=\"https://kaisha.example/v1?a=0\"\n";
    let linted = linted(Source::TlsRpt, text, &[]);
    assert_eq!(offered(&linted), ["v=TLSRPTv1; rua=https://kaisha.example/v1?a=0;"]);
    let old = "v=TLSRPTv1; rua=mailto:tls@kaisha.example\rv=spf1 -all\r";
    assert_eq!(linted_outcome(old), "valid");
}

fn linted_outcome(text: &str) -> &'static str {
    linted(Source::TlsRpt, text, &[]).outcome()
}
