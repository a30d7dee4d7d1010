//! What is offered in place of a text that is wrong holds every address, host and mode that the text holds and that is itself valid.

use checker::{LintInput, Linted, Source, Target, lint};
use evidence::Timestamp;
use mta_sts::{Outcome, PolicyReading, TlsRptReading};
use proptest::{prelude::*, test_runner::RngSeed};

fn linted(source: Source, text: &str) -> Linted {
    let texts = [text.as_bytes().to_vec()];
    lint(&LintInput { source, texts: &texts, exact: false, domain: None, mx: &[], now: Timestamp::default() })
}

/// The whole texts that are offered.
fn offered(linted: &Linted) -> Vec<String> {
    let patches = linted.findings().iter().filter_map(|finding| finding.patch.as_ref());
    patches.map(|patch| patch.whole.clone().unwrap_or_else(|| patch.text.clone())).collect()
}

fn hosts() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec("(\\*\\.)?[a-z]{3,8}[0-9]\\.[a-z]{4,8}\\.example", 1..4)
}

fn addresses() -> impl Strategy<Value = Vec<String>> {
    let address =
        "mailto:[a-z]{1,6}[+.]?[a-z]{1,6}@[a-z]{3,8}\\.example|https://[a-z]{3,8}\\.example/v1(\\?[a-z]=[0-9])?";
    prop::collection::vec(address, 1..4)
}

/// What people do to the lines of a file.
#[derive(Clone, Copy, Debug)]
enum Mutation {
    Equals,
    NoColon,
    BlankBeforeColon,
    Quotes,
    Semicolons,
    Capitals,
    OneLine,
    LiteralLineEnds,
    BlankLines,
    Indented,
    NoVersion,
    YamlList,
    Json,
    Xml,
    Preference,
    FinalDot,
    Url,
    CommaList,
    KeyTypo,
    MaxAgeWords,
    Cr,
    Twice,
    MailQuote,
    Fence,
    Html,
    Bom,
}

const MUTATIONS: [Mutation; 26] = {
    use Mutation as M;
    [
        M::Equals,
        M::NoColon,
        M::BlankBeforeColon,
        M::Quotes,
        M::Semicolons,
        M::Capitals,
        M::OneLine,
        M::LiteralLineEnds,
        M::BlankLines,
        M::Indented,
        M::NoVersion,
        M::YamlList,
        M::Json,
        M::Xml,
        M::Preference,
        M::FinalDot,
        M::Url,
        M::CommaList,
        M::KeyTypo,
        M::MaxAgeWords,
        M::Cr,
        M::Twice,
        M::MailQuote,
        M::Fence,
        M::Html,
        M::Bom,
    ]
};

/// A field that the RFC does not define.
const OWNER: &str = "owner: it-team";

fn file(mode: &str, mx: &[String], mutation: Mutation) -> String {
    use Mutation as M;
    let lines: Vec<(&str, &str)> = [("version", "STSv1"), ("mode", mode)]
        .into_iter()
        .chain(mx.iter().map(|host| ("mx", host.as_str())))
        .chain([("max_age", "604800")])
        .chain(OWNER.split_once(": "))
        .collect();
    let with =
        |line: &dyn Fn(&str, &str) -> String| lines.iter().map(|(key, value)| line(key, value)).collect::<String>();
    let plain = with(&|key, value| format!("{key}: {value}\n"));
    let of_mx = |change: &dyn Fn(&str) -> String| {
        with(&|key, value| format!("{key}: {}\n", if key == "mx" { change(value) } else { value.to_owned() }))
    };
    match mutation {
        M::Equals => with(&|key, value| format!("{key}={value}\n")),
        M::NoColon => with(&|key, value| format!("{key} {value}\n")),
        M::BlankBeforeColon => with(&|key, value| format!("{key} : {value}\n")),
        M::Quotes => with(&|key, value| format!("{key}: \"{value}\"\n")),
        M::Semicolons => with(&|key, value| format!("{key}: {value};\n")),
        M::Capitals => with(&|key, value| format!("{}: {value}\n", key.to_uppercase())),
        M::OneLine => with(&|key, value| format!("{key}: {value} ")),
        M::LiteralLineEnds => with(&|key, value| format!("{key}: {value}\\n")),
        M::BlankLines => with(&|key, value| format!("{key}: {value}\n\n")),
        M::Indented => with(&|key, value| format!("  {key}: {value}\n")),
        M::NoVersion => plain.lines().skip(1).map(|line| format!("{line}\n")).collect(),
        M::YamlList => {
            let items: String = mx.iter().map(|host| format!("  - {host}\n")).collect();
            format!("version: STSv1\nmode: {mode}\nmx:\n{items}max_age: 604800\n")
        }
        M::Json => format!("{{\"version\": \"STSv1\", \"mode\": \"{mode}\", \"mx\": {mx:?}, \"max_age\": 604800}}"),
        M::Xml => format!("<policy>{}</policy>", with(&|key, value| format!("<{key}>{value}</{key}>"))),
        M::Preference => of_mx(&|host| format!("10 {host}")),
        M::FinalDot => of_mx(&|host| format!("{host}.")),
        M::Url => of_mx(&|host| format!("https://{host}/")),
        M::CommaList => format!("version: STSv1\nmode: {mode}\nmx: {}\nmax_age: 604800\n", mx.join(", ")),
        M::KeyTypo => plain.replace("mx:", "mxs:").replace("mode:", "mdoe:"),
        M::MaxAgeWords => plain.replace("604800", "7 days"),
        M::Cr => plain.replace('\n', "\r"),
        M::Twice => format!("{plain}{plain}"),
        M::MailQuote => plain.lines().map(|line| format!("> {line}\n")).collect::<String>() + "> oops\n",
        M::Fence => format!("```\n{plain}oops\n```\n"),
        M::Html => format!("<!doctype html><html><body><pre>{plain}</pre></body></html>"),
        M::Bom => format!("\u{feff}{plain}"),
    }
}

/// Whether a word is a host or pattern by RFC 5321 §4.1.2 and RFC 8461 §3.2, with a domain.
fn is_pattern(word: &str) -> bool {
    let is_label = |label: &str| {
        let is_end = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let is_inner = label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        is_inner && is_end(label.chars().next()) && is_end(label.chars().last()) && label.len() < 64
    };
    let host = word.strip_prefix("*.").unwrap_or(word);
    host.contains('.') && host.split('.').all(is_label) && !host.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// The values of the lines with this key, exactly as the RFC writes them.
fn values<'a>(text: &'a str, key: &str) -> Vec<&'a str> {
    let value = |line: &'a str| line.strip_prefix(key)?.strip_prefix(':').map(|value| value.trim_matches([' ', '\t']));
    text.lines().filter_map(value).collect()
}

/// The fields of an offered text, read without the parser under test.
struct Offered<'a> {
    mode: &'a str,
    max_age: &'a str,
    mx: Vec<&'a str>,
    others: Vec<&'a str>,
}

impl<'a> Offered<'a> {
    /// Reads a text that has to be a policy, with each line once.
    fn read(text: &'a str) -> Result<Self, TestCaseError> {
        let known = ["version:", "mode:", "mx:", "max_age:"];
        let others: Vec<&str> = text.lines().filter(|line| !known.iter().any(|key| line.starts_with(key))).collect();
        let (mode, max_age, mx) = (values(text, "mode"), values(text, "max_age"), values(text, "mx"));
        let mut once: Vec<&str> = text.lines().collect();
        once.sort_unstable();
        once.dedup();
        prop_assert_eq!(once.len(), text.lines().count(), "a line is repeated in {}", text);
        prop_assert!(values(text, "version") == ["STSv1"] && mode.len() == 1 && max_age.len() == 1, "{text}");
        prop_assert!(!mx.is_empty() && mx.iter().all(|host| is_pattern(host)), "{text}");
        prop_assert!(max_age[0].len() < 9 && max_age[0].bytes().all(|octet| octet.is_ascii_digit()), "{text}");
        prop_assert!(["enforce", "testing", "none"].contains(&mode[0]), "{text}");
        Ok(Self { mode: mode[0], max_age: max_age[0], mx, others })
    }
}

fn holds_all(text: &str, mode: &str, mx: &[String], pasted: &str) -> Result<(), TestCaseError> {
    prop_assert!(PolicyReading::read(text.as_bytes()).is_valid(), "{text}");
    let offered = Offered::read(text)?;
    prop_assert_eq!((offered.mode, offered.max_age), (mode, "604800"), "{}", text);
    let mut hosts = offered.mx.clone();
    hosts.sort_unstable();
    prop_assert_eq!(hosts, mx.iter().map(String::as_str).collect::<Vec<_>>(), "{}", text);
    // An unknown element of HTML or XML is markup rather than a field.
    let is_one_line = pasted.contains("mode: enforce mx: ") || pasted.contains("mode: testing mx: ");
    let has_owner = (pasted.lines().any(|line| line == OWNER) || is_one_line) && !pasted.contains('<');
    prop_assert!(offered.others.iter().all(|line| line.replace('"', "").eq_ignore_ascii_case(OWNER)), "{text}");
    prop_assert!(!has_owner || offered.others.len() == 1, "{text}");
    Ok(())
}

/// Whether a host stands in a text, apart from blanks, capitals and dots too many. A leading `*.` may stand for a dot.
fn is_written(host: &str, text: &str) -> bool {
    let plain: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\\').collect::<String>().to_lowercase();
    let plain = plain.replace("..", ".");
    plain.contains(host) || host.strip_prefix('*').is_some_and(|rest| plain.contains(rest))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, rng_seed: RngSeed::Fixed(8461), ..ProptestConfig::default() })]

    #[test]
    fn a_file_that_is_written_otherwise_keeps_its_mode_and_hosts(
        mode in prop::sample::select(vec!["enforce", "testing"]),
        mut mx in hosts(),
        mutation in prop::sample::select(MUTATIONS.to_vec()),
    ) {
        mx.sort_unstable();
        mx.dedup();
        let text = file(mode, &mx, mutation);
        let linted = linted(Source::Policy, &text);
        let offered: Vec<String> = offered(&linted).into_iter().filter(|text| text.contains("version")).collect();
        prop_assert!(linted.policy().is_some() || !offered.is_empty(), "{mutation:?}: nothing offered for {text}");
        for offer in offered {
            holds_all(&offer, mode, &mx, &text)?;
        }
    }

    #[test]
    fn a_letter_that_is_changed_loses_nothing_and_invents_nothing(
        mx in hosts(),
        at in any::<prop::sample::Index>(),
        letter in "[ -~]",
        how in 0..3,
    ) {
        let plain = file("enforce", &mx, Mutation::Bom).replace('\u{feff}', "");
        let at = at.index(plain.len());
        let end = if how == 0 { at } else { at + 1 };
        let text = format!("{}{}{}", &plain[..at], if how == 1 { "" } else { &letter }, &plain[end..]);
        // These stand for line ends.
        prop_assume!(!["\\n", "\\r", "`n", "`r"].iter().any(|escape| text.contains(escape)));
        for whole in offered(&linted(Source::Policy, &text)).into_iter().filter(|text| text.contains("version")) {
            let offered = Offered::read(&whole)?;
            for host in values(&text, "mx").into_iter().filter(|host| is_pattern(host)) {
                prop_assert!(offered.mx.contains(&&*host.to_lowercase()), "{host} of {text} in {whole}");
            }
            for host in &offered.mx {
                prop_assert!(is_written(host, &text), "{host} of {whole} not in {text}");
            }
            prop_assert!(values(&text, "mode") != ["enforce"] || offered.mode == "enforce", "{text} {whole}");
            prop_assert!(values(&text, "max_age") != ["604800"] || offered.max_age == "604800", "{text} {whole}");
            prop_assert!(!text.lines().any(|line| line == OWNER) || offered.others.contains(&OWNER), "{text} {whole}");
            prop_assert!(offered.others.iter().all(|line| text.contains(line)), "{text} {whole}");
        }
    }

    #[test]
    fn a_record_that_is_written_otherwise_keeps_its_addresses(
        mut uris in addresses(),
        how in 0..12_usize,
    ) {
        uris.sort_unstable();
        uris.dedup();
        let list = uris.join(",");
        let text = match how {
            0 => format!("v=TLSRPTv1;rua={}", uris.join(" ")),
            1 => format!("v=TLSRPTv1; rua={}", uris.join(";")),
            2 => format!("v=TLSRPT1; rua={list}"),
            3 => format!("v=tlsrptv1; RUA={list}"),
            4 => format!("v=TLSRPTv1 rua={list}"),
            5 => format!("v=TLSRPTv1; rua = {list}"),
            6 => format!("v=TLSRPTv1; rau={list}; owner=it"),
            7 => format!("v=TLSRPTv1; rua={}", list.replace("mailto:", "")),
            8 => format!("v=TLSRPTv1; rua={}", list.replace("mailto:", "mailto: ")),
            9 => format!("_smtp._tls IN TXT v=TLSRPTv1; rua={list}"),
            10 => format!("v=TLSRPTv1\\; rua={list}"),
            _ => format!("v=TLSRPTv1; rua={list}; x=a=b"),
        };
        let linted = linted(Source::TlsRpt, &text);
        for patch in linted.findings().iter().filter_map(|finding| finding.patch.as_ref()) {
            if matches!(patch.target, Target::Txt { .. }) {
                let reading = TlsRptReading::read(&[&patch.text]);
                prop_assert_eq!(reading.outcome, Outcome::Valid);
                for uri in &uris {
                    prop_assert!(reading.rua.iter().any(|rua| rua.uri == *uri), "{} of {} in {}", uri, text, patch.text);
                }
                prop_assert!(!text.contains("owner=it") || patch.text.contains("owner=it"));
            }
        }
        prop_assert!(linted.outcome() == "valid" || linted.findings().iter().any(|finding| finding.patch.is_some()), "{text}");
    }
}

#[test]
fn what_is_plainly_meant_is_what_is_offered() {
    for (line, mode) in [
        ("mode: enforced", "enforce"),
        ("mode: Enforce", "enforce"),
        ("mode: enforcing", "enforce"),
        ("mode: enfroce", "enforce"),
        ("mode: test", "testing"),
        ("mode: tesing", "testing"),
        ("mode: report", "testing"),
        ("mode: off", "none"),
        ("mode: strict", "testing"),
    ] {
        let text = format!("version: STSv1\n{line}\nmx: mx1.domain.example\nmax_age: 604800\nowner: it\n");
        let linted = linted(Source::Policy, &text);
        let offered = offered(&linted);
        let expected = format!("mode: {mode}\n");
        assert!(!offered.is_empty() && offered.iter().all(|text| text.contains(&expected)), "{line}: {offered:?}");
        assert!(
            offered.iter().all(|text| text.contains("owner: it") && text.contains("mx: mx1.domain.example")),
            "{offered:?}"
        );
    }
}
