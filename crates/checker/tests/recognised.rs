//! The page, which recognises the kind of a text, and the command line, which is told the kind, judge the same texts.

use checker::{LintInput, Source, lint, recognise_source};
use evidence::Timestamp;
use mta_sts::presentation_format::examples;

const RECORD: &str = "v=STSv1; id=20260101000000Z;";
const TLS_RPT: &str = "v=TLSRPTv1; rua=mailto:a@example.com";
const POLICY: &str = "version: STSv1\nmode: enforce\nmx: mx1.kaisha.example\nmax_age: 604800\n";

fn outcome(source: Source, text: &[u8]) -> &'static str {
    let texts = [text.to_vec()];
    lint(&LintInput { source, texts: &texts, exact: false, domain: None, mx: &[], now: Timestamp::default() }).outcome()
}

/// Further texts with the record, each below a line with the id of its format.
const VARIANTS: &str = include_str!("../../mta-sts/src/presentation_format/tests/variants.txt");

#[test]
fn every_form_of_a_record_is_recognised() {
    let variants = VARIANTS.split("=== ").skip(1).filter_map(|variant| variant.split_once('\n'));
    let mut wrong = Vec::new();
    for text in examples().chain(variants.map(|(_, text)| text.as_bytes())) {
        let recognised = recognise_source(text);
        let shown = String::from_utf8_lossy(text);
        // Of two records, either may be meant.
        if shown.contains("v=TLSRPTv1") {
            continue;
        }
        if outcome(Source::Record, text) != "valid" || recognised != Some(Source::Record) {
            wrong.push(format!("{recognised:?}: {shown}"));
        }
        let tls_rpt =
            shown.replace("_mta-sts", "_smtp._tls").replace("_MTA-STS", "_SMTP._TLS").replace(RECORD, TLS_RPT);
        let recognised = recognise_source(tls_rpt.as_bytes());
        if outcome(Source::TlsRpt, tls_rpt.as_bytes()) == "valid" && recognised != Some(Source::TlsRpt) {
            wrong.push(format!("{recognised:?}: {tls_rpt}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_form_of_a_policy_is_recognised() {
    let lines = |line: &dyn Fn(&str) -> String| POLICY.lines().map(line).collect::<String>();
    for text in [
        POLICY.to_owned(),
        "dmVyc2lvbjogU1RTdjEKbW9kZTogZW5mb3JjZQpteDogbXgxLmthaXNoYS5leGFtcGxlCm1heF9hZ2U6IDYwNDgwMAo=".to_owned(),
        POLICY.bytes().map(|octet| format!("{octet:02x}")).collect(),
        lines(&|line| format!("echo {line}>> mta-sts.txt\n")),
        lines(&|line| format!("> {line}\n")),
        format!("```\n{POLICY}```\n"),
        format!("<syntaxhighlight lang=\"text\">\n{POLICY}</syntaxhighlight>\n"),
        format!("{{\\rtf1\\ansi {}}}", lines(&|line| format!("{line}\\par\n"))),
        format!("location = / {{ return 200 \"{}\"; }}", POLICY.replace('\n', "\\n")),
        format!("$ curl -i https://mta-sts.kaisha.example/.well-known/mta-sts.txt\nHTTP/2 200\n\n{POLICY}"),
        POLICY.replace('\n', "=0D=0A=\n").replace("v", "=76"),
    ] {
        assert_eq!(outcome(Source::Policy, text.as_bytes()), "valid", "{text}");
        assert_eq!(recognise_source(text.as_bytes()), Some(Source::Policy), "{text}");
    }
}
