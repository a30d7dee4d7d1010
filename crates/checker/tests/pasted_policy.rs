//! Policy files as people paste them: with slips in their values, in other notations, with noise, and texts that are none.
//!
//! The page recognises each notation and each file with noise, which the command line is told.

use checker::{LintInput, Linted, Source, lint, recognise_source};
use evidence::Timestamp;

const POLICY: &str = "version: STSv1\nmode: enforce\nmx: mx1.kaisha.example\nmx: mx2.kaisha.example\nmax_age: 604800\n";

fn linted(text: &[u8]) -> Linted {
    let (texts, now) = ([text.to_vec()], Timestamp::from_unix(1_800_000_000));
    lint(&LintInput { source: Source::Policy, texts: &texts, exact: false, domain: None, mx: &[], now })
}

fn problems(linted: &Linted) -> Vec<&'static str> {
    linted.problems().map(|finding| finding.rule.id).collect()
}

fn offered(linted: &Linted) -> Vec<String> {
    let mut texts: Vec<String> =
        linted.findings().iter().filter_map(|finding| Some(finding.patch.as_ref()?.text.clone())).collect();
    texts.dedup();
    texts
}

/// Expects a notation as the only problem, and the file that it stands for.
fn assert_notation(read_as: &str, text: &str) {
    let linted = linted(text.as_bytes());
    assert_eq!((linted.read_as, linted.outcome(), problems(&linted).len()), (read_as, "invalid", 1), "{text}");
    assert_eq!(offered(&linted), [POLICY], "{text}");
    assert_eq!(recognise_source(text.as_bytes()), Some(Source::Policy), "{text}");
}

/// Expects the file to be read and judged without the noise.
fn assert_noise(noise: &str, text: impl AsRef<[u8]>) {
    let linted = linted(text.as_ref());
    let cut: Vec<&str> = linted.cut.iter().map(|noise| noise.id()).collect();
    let text = String::from_utf8_lossy(text.as_ref()).into_owned();
    assert_eq!((linted.outcome(), problems(&linted)), ("valid", vec![]), "{text}");
    assert!(cut.contains(&noise), "{cut:?} {text}");
    assert_eq!(recognise_source(text.as_bytes()), Some(Source::Policy), "{text}");
}

fn lines(mark: impl Fn(usize, &str) -> String) -> String {
    POLICY.lines().enumerate().map(|(at, line)| mark(at + 1, line)).collect()
}

#[test]
fn a_host_is_offered_as_it_is_plainly_meant_or_no_file_is_offered() {
    let with = |value: &str| POLICY.replace("mx2.kaisha.example", value);
    for value in [
        "postmaster@mx2.kaisha.example",
        "mx2.kaisha.example # see wiki.noise.example",
        "mx2.kaisha.example (10)",
        "10 mx2.kaisha.example",
        "mx2.kaisha.example:25",
        "[mx2.kaisha.example](http://mx2.kaisha.example)",
    ] {
        assert_eq!(offered(&linted(with(value).as_bytes())), [POLICY], "{value}");
    }
    for value in ["mail.*.kaisha.example", "*mx.kaisha.example", "mx_2.kaisha.example", "mx2@kaisha.example"] {
        let linted = linted(with(value).as_bytes());
        assert_eq!((linted.outcome(), offered(&linted).len()), ("invalid", 0), "{value}");
        assert!(problems(&linted)[0].starts_with("policy-mx-"), "{value}");
    }
}

#[test]
fn a_comment_after_a_host_is_not_a_second_host() {
    for value in ["mx2.kaisha.example # backup", "mx2.kaisha.example (10)", "mx2.kaisha.example 10"] {
        let text = POLICY.replace("mx2.kaisha.example", value);
        assert_eq!(problems(&linted(text.as_bytes())), ["policy-mx-bad-hostname"], "{value}");
    }
}

#[test]
fn a_duration_is_offered_in_seconds_as_it_was_written() {
    for (value, seconds) in [
        ("86400 # x", "86400"),
        ("6h", "21600"),
        ("2h", "7200"),
        ("1 day", "86400"),
        ("604800s", "604800"),
        ("P7D", "604800"),
        ("24*3600", "86400"),
        ("2 years", "31557600"),
    ] {
        let text = POLICY.replace("604800", value);
        assert_eq!(offered(&linted(text.as_bytes())), [POLICY.replace("604800", seconds)], "{value}");
    }
}

#[test]
fn a_file_in_a_response_with_another_status_is_not_applied() {
    for (status, problem) in [
        ("404 Not Found", "policy-http-not-found"),
        ("301 Moved\r\nLocation: https://www.kaisha.example/", "policy-http-redirect"),
        ("500 Internal Server Error", "policy-http-server-error"),
        ("206 Partial Content", "policy-http-status-not-200"),
    ] {
        for head in [format!("HTTP/1.1 {status}\r\n\r\n"), format!("$ curl -i https://x.example/\nHTTP/2 {status}\n\n")]
        {
            let linted = linted((head + POLICY).as_bytes());
            assert_eq!((linted.outcome(), problems(&linted), offered(&linted).len()), ("invalid", vec![problem], 0));
            assert!(linted.policy().is_none());
        }
    }
    let redirected = format!("HTTP/1.1 301 Moved\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{POLICY}");
    assert_eq!(linted(redirected.as_bytes()).outcome(), "valid");
    let head = linted(b"HTTP/2 200 \r\ncontent-type: text/plain\r\ncontent-length: 80\r\n\r\n");
    assert_eq!((head.outcome(), head.read_as), ("unreadable", "http-head"));
}

#[test]
fn screens_and_logs_around_a_file_are_left_out() {
    let numbered: String = POLICY.lines().zip(1..).map(|(line, number)| format!("{number}\n{line}\n")).collect();
    for text in [
        numbered,
        format!(
            "--2026-11-30 12:00:00--  https://mta-sts.kaisha.example/.well-known/mta-sts.txt\nHTTP request sent, awaiting response... \n  HTTP/1.1 200 OK\n  Content-Type: text/plain\nLength: 97 [text/plain]\nSaving to: 'STDOUT'\n\n{POLICY}\n2026-11-30 12:00:01 (1.00 MB/s) - written to stdout [97/97]\n"
        ),
        format!("Content-Type: text/plain\nContent-Transfer-Encoding: 7bit\n\nOur file:\n\n{POLICY}"),
        format!("Taro Yamada  10:32 AM\n{POLICY}\nHanako  10:35 AM\nlooks good\n"),
        format!("==> mta-sts.txt <==\n{POLICY}"),
        format!("  GNU nano 7.2        mta-sts.txt\n{POLICY}\n^G Help   ^O Write Out\n^X Exit   ^R Read File\n"),
        format!("{POLICY}~\n~\n\"mta-sts.txt\" 5L, 97B\n"),
        format!("{POLICY}mta-sts.txt (END)\n"),
        format!("$ gsutil cat gs://mta-sts.kaisha.example/.well-known/mta-sts.txt\n{POLICY}"),
        "Content-Transfer-Encoding: base64\n\ndmVyc2lvbjogU1RTdjEKbW9kZTogZW5mb3JjZQpteDogbXgxLmthaXNoYS5leGFtcGxlCm14OiBt\neDIua2Fpc2hhLmV4YW1wbGUKbWF4X2FnZTogNjA0ODAwCg==\n".to_owned(),
    ] {
        let linted = linted(text.as_bytes());
        assert_eq!((linted.outcome(), problems(&linted)), ("valid", vec![]), "{text}");
        assert_eq!(recognise_source(text.as_bytes()), Some(Source::Policy), "{text}");
    }
}

#[test]
fn a_notation_is_one_cause_and_gives_the_file() {
    let hosts = "mx1.kaisha.example', 'mx2.kaisha.example";
    let double = hosts.replace('\'', "\"");
    for (read_as, text) in [
        ("html-tags", POLICY.replace('\n', "<br>\n")),
        ("html-tags", POLICY.replace('\n', "<br />")),
        ("markdown", lines(|_, line| format!("**{}\n", line.replacen(':', ":**", 1)))),
        ("markdown", lines(|_, line| format!("`{line}`  \n"))),
        ("markdown", lines(|_, line| format!("- **{}\n", line.replacen(':', "**:", 1)))),
        ("look-alikes", POLICY.replace(": ", "：")),
        ("look-alikes", POLICY.replace(": ", ":\u{a0}")),
        ("table", lines(|_, line| line.replacen(": ", "    ", 1) + "\n")),
        ("table", lines(|_, line| line.replacen(": ", "\n", 1) + "\n")),
        (
            "table",
            lines(|_, line| line.replacen(": ", " | ", 1) + " |\n").replace("version", "+---+---+\n| version"),
        ),
        ("toml", format!("version = \"STSv1\"\nmode = \"enforce\"\nmx = [\n  \"{double}\", # both\n]\nmax_age = 604_800\n")),
        ("python", format!("p = {{'version': 'STSv1', 'mode': 'enforce', 'mx': ['{hosts}'], 'max_age': 604800}}")),
        ("php", format!("$p = ['version' => 'STSv1', 'mode' => 'enforce', 'mx' => ['{hosts}'], 'max_age' => 604800];")),
        ("elixir", format!("%{{version: \"STSv1\", mode: :enforce, mx: [\"{double}\"], max_age: 604_800}}")),
        ("ruby", format!("{{ version: 'STSv1', mode: :enforce, mx: ['{hosts}'], max_age: 604800 }}")),
        ("javascript", format!("const p = {{ mode: \"enforce\", mx: [\"{double}\"], maxAge: 604800 }};")),
        ("terraform", format!("policy {{\n  mode = \"enforce\"\n  mx = [\"{double}\"]\n  max_age = 604800\n}}\n")),
        (
            "yaml",
            "version: STSv1\nmode: enforce\nmx: # hosts\n  # first\n  - mx1.kaisha.example # main\n  - mx2.kaisha.example\nmax_age: 604800\n"
                .into(),
        ),
    ] {
        assert_notation(read_as, &text);
    }
}

#[test]
fn prefixes_marks_and_encodings_are_left_out() {
    for (noise, text) in [
        ("log-prefix", lines(|_, line| format!("web-1  | {line}\n"))),
        ("log-prefix", lines(|at, line| format!("2026-01-01T00:00:0{at}.{at}Z {line}\n"))),
        ("log-prefix", lines(|_, line| format!("Nov 30 12:00:00 host nginx[123]: {line}\n"))),
        ("log-prefix", lines(|_, line| format!("mta-sts.txt:{line}\n"))),
        ("log-prefix", lines(|at, line| format!("     {at}^I{line}$\n"))),
        ("line-numbers", lines(|at, line| format!("mta-sts.txt:{at}:{line}\n"))),
        ("line-end-marks", POLICY.replace('\n', "^M\n")),
        ("line-end-marks", POLICY.replace('\n', "\\\n")),
        ("line-end-marks", POLICY.replace('\n', "\\n\n")),
        ("quoted-printable", POLICY.replace('\n', "=0D=0A=\n")),
        ("quoted-printable", POLICY.replace('\n', "=0D=0A")),
        ("percent-encoding", POLICY.replace('\n', "%0A").replace(": ", "%3A+")),
        ("character-references", POLICY.replace('\n', "&#13;&#10;")),
        ("character-references", POLICY.replace('\n', "&#xA;")),
        ("surrounding-text", format!("Hi all,\n\nthis is our file:\n{POLICY}\nWhat is wrong with it?\n\nBob\n")),
        ("mail-head", format!("From: Taro <taro@noise.example>\nTo: hanako@noise.example\nSubject: File\n\n{POLICY}")),
        ("mail-head", {
            let part = |kind: &str, text: &str| format!("--b\nContent-Type: text/{kind}\n\n{text}\n");
            let parts = part("plain", &format!("Hello,\n\n{POLICY}")) + &part("html", &POLICY.replace('\n', "<br>"));
            format!(
                "From: taro@noise.example\nSubject: File\nContent-Type: multipart/alternative; boundary=b\n\n{parts}--b--\n"
            )
        }),
        ("surrounding-text", format!("{POLICY}-- \nHans\nhttps://www.noise.example\nPhone: +49 30 1\n")),
        (
            "base64",
            "dmVyc2lvbjogU1RTdjEKbW9kZTogZW5mb3JjZQpteDogbXgxLmthaXNoYS5leGFtcGxlCm1h\neF9hZ2U6IDYwNDgwMAo=\n".into(),
        ),
    ] {
        assert_noise(noise, text);
    }
    let digits: Vec<String> = POLICY.bytes().map(|octet| format!("{octet:02x}")).collect();
    let offset = |at: usize| format!("{:08x}", at * 16);
    let dump = |line: &dyn Fn(usize, &[String]) -> String| -> String {
        digits.chunks(16).enumerate().map(|(at, octets)| line(at, octets) + "\n").collect()
    };
    assert_noise("hex-dump", dump(&|at, octets| format!("{}: {}  ver: ad.", offset(at), octets.join(" "))));
    assert_noise("hex-dump", dump(&|at, octets| format!("{}  {}  |beef|", offset(at), octets.join(" "))));
    assert_noise("hex-dump", dump(&|_, octets| octets.concat()));
}

#[test]
fn a_field_that_is_not_defined_is_not_taken_for_a_sentence() {
    let text = format!("{POLICY}\nowner: it\n\nThanks, Bob\n");
    let linted = linted(text.as_bytes());
    assert_eq!(offered(&linted), [format!("{POLICY}owner: it\n")]);
}

#[test]
fn utf_16_is_named_and_gives_the_file() {
    let little: Vec<u8> = POLICY.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for text in [little.clone(), [&[0xff, 0xfe], &*little].concat()] {
        let linted = linted(&text);
        assert_eq!((linted.read_as, problems(&linted)), ("utf-16", vec!["policy-encoding-not-utf8"]));
        assert_eq!(offered(&linted), [POLICY]);
    }
}

#[test]
fn placeholders_are_named_and_nothing_is_offered_for_them() {
    for lines in [
        "mx: {{ mx }}",
        "mx: ${var.mx}",
        "mx: <your-mx>",
        "mx: mx1.kaisha.example\nmx: {{ mx2 }}",
        "mx: [your mail server]",
        "{% for host in hosts %}\nmx: {{ host }}\n{% endfor %}",
    ] {
        let text = format!("version: STSv1\nmode: enforce\n{lines}\nmax_age: 604800\n");
        let linted = linted(text.as_bytes());
        assert_eq!((linted.read_as, problems(&linted)), ("template", vec!["policy-other-format"]), "{text}");
        assert_eq!(offered(&linted), [""; 0], "{text}");
    }
    for text in [POLICY.replace("enforce", "{{ mode }}"), POLICY.replace("enforce", "testing|enforce")] {
        assert_eq!(offered(&linted(text.as_bytes())), [""; 0], "{text}");
    }
}

#[test]
fn a_text_without_a_trace_of_a_policy_is_unreadable() {
    for (read_as, text) in [
        ("text", &b"You should enforce TLS, with a mode of testing first. See RFC 8461.\n"[..]),
        ("text", "MTA-STSは、メールの通信を暗号化する仕組みです。\n".as_bytes()),
        ("text", b"mx1.kaisha.example\nmx2.kaisha.example\n"),
        ("text", b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"),
        ("binary", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("binary", b"%PDF-1.7\n1 0 obj\n"),
    ] {
        let linted = linted(text);
        assert_eq!((linted.read_as, linted.outcome(), problems(&linted)), (read_as, "unreadable", vec![]));
    }
    for (read_as, text) in [
        ("spf", "v=spf1 mx -all\n"),
        ("url", "https://mta-sts.kaisha.example/.well-known/mta-sts.txt\n"),
        ("html", "<!DOCTYPE html><html><body>Hello</body></html>"),
        ("zone", "$ORIGIN kaisha.example.\n@ IN MX 10 mx1\n"),
    ] {
        let linted = linted(text.as_bytes());
        assert_eq!((linted.read_as, linted.outcome(), offered(&linted).len()), (read_as, "invalid", 0));
    }
}
