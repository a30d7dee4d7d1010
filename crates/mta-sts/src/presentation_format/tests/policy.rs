//! Tests of pasted policy files.

use alloc::string::ToString;

use super::*;

const POLICY: &str = "version: STSv1\nmode: enforce\nmx: mx1.example.com\nmax_age: 604800\n";

#[test]
fn a_policy_is_read_without_the_noise_around_it() {
    let quoted: String = POLICY.lines().map(|line| format!("> {line}\n")).collect();
    let added: String = POLICY.lines().map(|line| format!("+{line}\n")).collect();
    let numbered: String = POLICY.lines().zip(1..).map(|(line, number)| format!("{number}  {line}\n")).collect();
    let framed: String = POLICY.lines().zip(1..).map(|(line, number)| format!("{number:>4}   │ {line}\n")).collect();
    let framed = format!(
        "───────┬──────────────\n       │ File: mta-sts.txt\n───────┼──────────────\n{framed}───────┴──────────────\n"
    );
    let rich: String = POLICY.lines().map(|line| format!("{}\\par\n", line.replace('_', "\\_"))).collect();
    let rich = format!("{{\\rtf1\\ansi{{\\fonttbl\\f0 Calibri;}}\\f0\\fs22 {}}}", rich.replace("\\_", "\\'5f"));
    let coloured: String = POLICY.lines().map(|line| format!("\x1b[0;32m{line}\x1b[K\x1b[0m\n")).collect();
    for (text, cut) in [
        (POLICY.to_string(), &[][..]),
        (format!("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n{POLICY}"), &[Noise::HttpHead]),
        (
            format!("HTTP/1.1 301 Moved\r\nLocation: /\r\n\r\nHTTP/2 200 \r\ncontent-type: text/plain\r\n\r\n{POLICY}"),
            &[Noise::HttpHead],
        ),
        (
            format!(
                "$ curl -i https://mta-sts.example.com/.well-known/mta-sts.txt\nHTTP/2 200\ncontent-type: text/plain\n\n{POLICY}"
            ),
            &[Noise::Command, Noise::HttpHead],
        ),
        (
            format!(
                "* Connected to mta-sts.example.com\n> GET /.well-known/mta-sts.txt HTTP/2\n> \n< HTTP/2 200 \n< content-type: text/plain\n< \n{{ [84 bytes data]\n{POLICY}* Connection #0 left intact\n"
            ),
            &[Noise::HttpHead],
        ),
        (format!("```\n{POLICY}```\n"), &[Noise::Fence]),
        (format!("```txt title=\"policy\"\n{POLICY}```\n"), &[Noise::Fence]),
        (format!("````\n{POLICY}````\n"), &[Noise::Fence]),
        (format!("```{{.txt}}\n{POLICY}```\n"), &[Noise::Fence]),
        (format!("```\n{POLICY}```\n").replace('\n', "\r"), &[Noise::Fence]),
        (format!("$ cat mta-sts.txt\n{POLICY}$ ").replace('\n', "\r"), &[Noise::Command]),
        (coloured, &[Noise::EscapeSequences]),
        (quoted, &[Noise::MailQuote]),
        (added, &[Noise::Diff]),
        (numbered, &[Noise::LineNumbers]),
        (framed, &[Noise::LineNumbers]),
        (format!("<syntaxhighlight lang=\"text\">\n{POLICY}</syntaxhighlight>\n"), &[Noise::Fence]),
        (format!("[code]\n{POLICY}[/code]\n"), &[Noise::Fence]),
        (rich, &[Noise::Encoding(Encoding::RichText)]),
        (format!("---\nlayout: none\n---\n{POLICY}"), &[Noise::FrontMatter]),
        (format!("$ cat .well-known/mta-sts.txt\n{POLICY}$ "), &[Noise::Command]),
        (format!("cat > mta-sts.txt <<'EOF'\n{POLICY}EOF\n"), &[Noise::Command]),
    ] {
        let pasted = read_policy(text.as_bytes());
        assert_eq!(
            (String::from_utf8_lossy(pasted.body.octets()).into_owned(), pasted.cut.as_slice()),
            (POLICY.to_string(), cut),
            "{text}"
        );
        assert_eq!(pasted.format, PolicyFormat::Value, "{text}");
    }
    let served = format!("location = /x {{ return 200 \"{}\"; }}", POLICY.replace('\n', "\\n"));
    let pasted = read_policy(served.as_bytes());
    assert_eq!((pasted.format, pasted.body.octets()), (PolicyFormat::Source, POLICY.as_bytes()));
    let served = format!("location = /x {{ return 200 \"{}\"; }}", POLICY.replace('\n', "\\r\\n"));
    assert_eq!(read_policy(served.as_bytes()).body.octets(), POLICY.replace('\n', "\r\n").as_bytes());
    let bare = POLICY.replace('\n', "\r");
    assert_eq!(read_policy(bare.as_bytes()), PastedPolicy::exactly(bare.as_bytes()));
}

#[test]
fn lines_that_commands_print_are_a_file() {
    for text in [
        POLICY.lines().map(|line| format!("echo {line}>> mta-sts.txt\n")).collect::<String>(),
        POLICY.lines().map(|line| format!("C:\\>@echo {line} >> C:\\www\\mta-sts.txt\r\n")).collect(),
        POLICY.lines().map(|line| format!("$ echo '{line}' >> mta-sts.txt\n")).collect(),
        "\"policy-string\": [\"version: STSv1\",\"mode: enforce\",\"mx: mx1.example.com\",\"max_age: 604800\"],"
            .to_string(),
    ] {
        let pasted = read_policy(text.as_bytes());
        assert_eq!((pasted.format, pasted.body.octets()), (PolicyFormat::Source, POLICY.as_bytes()), "{text}");
    }
}

#[test]
fn a_policy_only_in_comments_is_not_read() {
    for mark in ["# ", "#", "// ", "; "] {
        let text: String = POLICY.lines().map(|line| format!("{mark}{line}\n")).collect();
        assert_eq!(read_policy(text.as_bytes()).unreadable, Some(Unreadable::Comment), "{text}");
    }
}

#[test]
fn ids_of_policy_formats_are_unique() {
    let mut ids = POLICY_FORMATS.map(PolicyFormat::id);
    ids.sort_unstable();
    assert!(ids.windows(2).all(|two| two[0] != two[1]), "{ids:?}");
}

#[test]
fn the_format_of_a_text_that_is_not_a_policy_is_reported() {
    for (id, text) in [
        ("json", "{ \"mode\": \"enforce\", \"mx\": [\"mx.example.com\"] }"),
        ("xml", "<policy><version>STSv1</version><mode>enforce</mode><mx>mx.example.com</mx></policy>"),
        ("xml", "<?xml version=\"1.0\"?>\n<sts>\n  <mode>testing</mode>\n</sts>\n"),
        ("yaml", "version: STSv1\nmode: enforce\nmx:\n  - mx1.example.com\n  - mx2.example.com\nmax_age: 86400\n"),
        ("yaml", "version: STSv1\nmode: enforce\nmx: [mx1.example.com, mx2.example.com]\nmax_age: 86400\n"),
        ("url", "https://mta-sts.example.com/.well-known/mta-sts.txt\n"),
        ("spf", "v=spf1 mx -all"),
        ("dmarc", "v=DMARC1; p=none; rua=mailto:a@example.com"),
        ("tlsrpt", "v=TLSRPTv1; rua=mailto:a@example.com"),
        ("record", "v=STSv1; id=1;"),
        ("zone", "$ORIGIN example.com.\n@ IN MX 10 mx1\n"),
        ("zone", "; our zone\n$TTL 3600\n@ IN SOA ns1 noc 1 2 3 4 5\n"),
        ("dns-tool", "10 mx1.example.com.\n20 mx2.example.com.\n"),
        ("spf", "\"v=spf1 mx -all\""),
        ("record", "\"v=STSv1; id=1;\""),
        ("text", "mta-sts.example.com\n"),
        ("zone", "_mta-sts.example.com. 3600 IN TXT \"v=STSv1; id=1;\"\n"),
        ("html", "<!DOCTYPE html><html><body>Not found</body></html>"),
        ("value", "version: STSv1\nmode: strict\nmx: a.example\nmax_age: 86400\n"),
        ("dkim", "v=DKIM1; k=rsa; p=MIGf"),
        ("bimi", "v=BIMI1; l=https://example.com/logo.svg"),
        ("dns-tool", "; <<>> DiG 9.18 <<>> TXT a.example\n;; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 1\n"),
        ("dns-tool", "Host _mta-sts.example.com not found: 3(NXDOMAIN)\n"),
        ("toml", "[policy]\nversion = \"STSv1\"\nmode = \"enforce\"\n"),
        ("text", "404 page not found\n"),
        ("text", "curl: (60) SSL certificate problem: unable to get local issuer certificate"),
        ("source", "return new Response(`version: STSv1\nmode: enforced\nmx: a.example\n`)"),
        ("text", "hello"),
        ("value", ""),
    ] {
        assert_eq!(read_policy(text.as_bytes()).format.id(), id, "{text}");
    }
}

/// Returns texts around the policy's lines, each indented by this many blanks.
fn in_block(before: &str, blanks: usize, after: &str) -> String {
    let blanks = " ".repeat(blanks);
    let lines: String = POLICY.lines().map(|line| format!("{blanks}{line}\n")).collect();
    format!("{before}{lines}{after}")
}

#[test]
fn a_policy_within_another_text_is_found() {
    let list = POLICY.lines().map(|line| format!("\"{line}\"")).collect::<Vec<_>>().join(", ");
    let lines = in_block("", 20, "");
    let object = format!(
        "StatusCode        : 200\nContent           : {}\nRawContent        : HTTP/1.1 200 OK\n                    Server: nginx\n\n{lines}\nRawContentLength  : 74\n",
        lines.trim_start()
    );
    for text in [
        in_block("kind: ConfigMap\ndata:\n  mta-sts.txt: |\n", 4, ""),
        in_block("kind: ConfigMap\ndata:\n  mta-sts.txt: |\n", 4, "").replace('\n', "\r"),
        in_block("a.example {\n  respond /.well-known/mta-sts.txt <<TXT\n", 4, "    TXT\n}\n"),
        in_block("resource \"aws_s3_object\" \"policy\" {\n  content = <<-EOT\n", 4, "  EOT\n}\n"),
        format!("a.example {{\n\trespond \"{POLICY}\"\n}}\n"),
        format!("const lines = [{list}];\nreturn new Response(lines.join(\"\\n\"));\n"),
        format!("\"policy-string\": [{list}],\n"),
        object,
    ] {
        let pasted = read_policy(text.as_bytes());
        let body = String::from_utf8_lossy(pasted.body.octets()).into_owned();
        assert_eq!((body.as_str(), pasted.format), (POLICY, PolicyFormat::Source), "{text}");
    }
}

#[test]
fn indented_lines_without_other_text_are_the_whole_file() {
    for text in [
        in_block("", 4, ""),
        in_block("mx: mx2.example.com\n", 4, ""),
        in_block("sts:\n", 2, "").replace("mx: mx1.example.com", "mx:\n    - mx1.example.com"),
    ] {
        assert_ne!(read_policy(text.as_bytes()).format, PolicyFormat::Source, "{text}");
    }
    let cut = "StatusCode        : 200\nContent           : version: STSv1\n                    mode: enforce\n                    ...\n";
    assert_ne!(read_policy(cut.as_bytes()).format, PolicyFormat::Source);
}

#[test]
fn http_heads_line_end_marks_and_commit_messages_are_removed() {
    let head = "content-type: text/plain\ncontent-length: 74\nserver: nginx\n\n";
    let unchanged: String = POLICY.lines().map(|line| format!(" {line}\n")).collect();
    let diff = format!(
        "commit 0123\nAuthor: Taro <taro@example.com>\n\n    Enforce\n\ndiff --git a/mta-sts.txt b/mta-sts.txt\n--- a/mta-sts.txt\n+++ b/mta-sts.txt\n@@ -1,4 +1,4 @@\n{}",
        unchanged.replace(" mode: enforce", "-mode: testing\n+mode: enforce")
    );
    for (text, cut) in [
        (format!("{head}{POLICY}"), &[Noise::HttpHead][..]),
        (
            format!(
                "$ wget -qSO- https://mta-sts.example.com/.well-known/mta-sts.txt\n  HTTP/1.1 200 OK\n  Server: nginx\n\n{POLICY}"
            ),
            &[Noise::Command, Noise::HttpHead],
        ),
        (POLICY.replace('\n', "$\n"), &[Noise::LineEndMarks]),
        (POLICY.replace('\n', "^M$\n"), &[Noise::LineEndMarks]),
        (diff, &[Noise::Diff]),
        (format!("C:\\www>type mta-sts.txt\n{POLICY}\nC:\\www>"), &[Noise::Command]),
    ] {
        let pasted = read_policy(text.as_bytes());
        let body = String::from_utf8_lossy(pasted.body.octets()).into_owned();
        assert_eq!((body.as_str(), pasted.cut.as_slice()), (POLICY, cut), "{text}");
    }
}
