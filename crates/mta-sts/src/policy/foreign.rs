//! Detection of other texts in place of a policy file. It reports one cause instead of a problem for every line.

use super::Key;
use crate::fields::contains_ignoring_case;

/// Another kind of text in place of a policy file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Foreign {
    /// JSON.
    Json,
    /// XML.
    Xml,
    /// YAML, with `mx` as a list.
    Yaml,
    /// A URL of a file.
    Url,
    /// An SPF record (RFC 7208).
    Spf,
    /// A DMARC record (RFC 7489).
    Dmarc,
    /// A TLS reporting record (RFC 8460 §3).
    TlsRpt,
    /// A DKIM key (RFC 6376).
    Dkim,
    /// A BIMI record.
    Bimi,
    /// Zone file records (RFC 1035 §5).
    Zone,
    /// The output of a DNS tool.
    DnsTool,
    /// TOML, or an INI file.
    Toml,
    /// A Markdown table or list, or lines with the marks of Markdown.
    Markdown,
    /// A CSV table, or cells separated by tabs.
    Csv,
    /// A table with columns, or labels with values below them.
    Table,
    /// A dictionary in Python.
    Python,
    /// An array in PHP.
    Php,
    /// A hash in Ruby.
    Ruby,
    /// A map in Elixir.
    Elixir,
    /// An object in JavaScript.
    JavaScript,
    /// A block of Terraform, or of another language with the same syntax.
    Terraform,
    /// Attributes in Nix.
    Nix,
    /// Lines that end with HTML tags.
    Tags,
    /// Full-width and other characters that only resemble ASCII.
    LookAlikes,
    /// A template, or instructions, with placeholders that nobody filled in.
    Template,
    /// A text without any word of a policy.
    Text,
}

impl Foreign {
    /// Every kind.
    pub const ALL: [Self; 26] = [
        Self::Json,
        Self::Xml,
        Self::Yaml,
        Self::Url,
        Self::Spf,
        Self::Dmarc,
        Self::TlsRpt,
        Self::Dkim,
        Self::Bimi,
        Self::Zone,
        Self::DnsTool,
        Self::Toml,
        Self::Markdown,
        Self::Csv,
        Self::Table,
        Self::Python,
        Self::Php,
        Self::Ruby,
        Self::Elixir,
        Self::JavaScript,
        Self::Terraform,
        Self::Nix,
        Self::Tags,
        Self::LookAlikes,
        Self::Template,
        Self::Text,
    ];

    /// Returns the id used by scripts.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Xml => "xml",
            Self::Yaml => "yaml",
            Self::Url => "url",
            Self::Spf => "spf",
            Self::Dmarc => "dmarc",
            Self::TlsRpt => "tlsrpt",
            Self::Dkim => "dkim",
            Self::Bimi => "bimi",
            Self::Zone => "zone",
            Self::DnsTool => "dns-tool",
            Self::Toml => "toml",
            Self::Markdown => "markdown",
            Self::Csv => "csv",
            Self::Table => "table",
            Self::Python => "python",
            Self::Php => "php",
            Self::Ruby => "ruby",
            Self::Elixir => "elixir",
            Self::JavaScript => "javascript",
            Self::Terraform => "terraform",
            Self::Nix => "nix",
            Self::Tags => "html-tags",
            Self::LookAlikes => "look-alikes",
            Self::Template => "template",
            Self::Text => "text",
        }
    }
}

impl Foreign {
    /// Recognises a text that is clearly not a policy, ignoring leading white space.
    pub(super) fn recognise(body: &[u8]) -> Option<Self> {
        // A TXT record may have the quotation marks of a zone file.
        let value = body.strip_prefix(b"\"").unwrap_or(body);
        let begins = |word: &[u8]| value.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
        let body_end = body.trim_ascii_end();
        match body.first()? {
            b'{' | b'[' if is_json(body_end) => Some(Self::Json),
            b'<' if body_end.ends_with(b">") => Some(Self::Xml),
            _ if is_url(body_end) => Some(Self::Url),
            // Nearly every policy begins like this, so no other format is tried.
            b'v' if begins(b"version:") => has_list(body).then_some(Self::Yaml),
            b'v' | b'V' | b'"' if begins(b"v=spf1") => Some(Self::Spf),
            b'v' | b'V' | b'"' if begins(b"v=dmarc1") => Some(Self::Dmarc),
            b'v' | b'V' | b'"' if begins(b"v=tlsrpt") => Some(Self::TlsRpt),
            b'$' if begins(b"$origin") || begins(b"$ttl") => Some(Self::Zone),
            b'v' | b'V' | b'"' if begins(b"v=dkim1") => Some(Self::Dkim),
            b'v' | b'V' | b'"' if begins(b"v=bimi1") => Some(Self::Bimi),
            _ if is_dns_tool_output(body) || is_list_of_hosts(body) => Some(Self::DnsTool),
            _ if is_record(first_line(body)) || is_directive(first_line(body)) => Some(Self::Zone),
            b'[' if is_toml(body) => Some(Self::Toml),
            _ if is_markdown_table(body) => Some(Self::Markdown),
            _ if every_line(body, is_bullet) => Some(Self::Markdown),
            _ if every_line(body, is_row_of_cells) => Some(Self::Csv),
            b'-' if every_line(body, is_marked_item) => Some(Self::Markdown),
            b'-' if every_line(body, |line| line.starts_with(b"- ")) => Some(Self::Yaml),
            _ if has_list(body) => Some(Self::Yaml),
            _ => (is_host(body_end) || is_other_text(body)).then_some(Self::Text),
        }
    }
}

fn first_line(body: &[u8]) -> &[u8] {
    let mut lines = body.split(|octet| *octet == b'\n').map(<[u8]>::trim_ascii);
    lines.find(|line| !line.is_empty() && !line.starts_with(b";")).unwrap_or_default()
}

fn is_json(body: &[u8]) -> bool {
    matches!(body.last(), Some(b'}' | b']')) && body.contains(&b'"')
}

fn is_url(body: &[u8]) -> bool {
    let begins = |scheme: &[u8]| body.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
    let is_address = begins(b"https://") || begins(b"http://") || body.ends_with(b"/.well-known/mta-sts.txt");
    is_address && !body.iter().any(u8::is_ascii_whitespace)
}

/// Whether a text is DNS tool output: a header of `dig` or a similar tool. Also recognises the messages of `host` and
/// `nslookup` for a name without a record.
fn is_dns_tool_output(body: &[u8]) -> bool {
    let marks: [&[u8]; 6] = [
        b"; <<>> dig",
        b"->>header<<-",
        b"** server can't find",
        b"descriptive text \"",
        b"not found: 3(",
        b"\ttext = \"",
    ];
    body.len() < SEARCH_LIMIT_OCTETS && marks.iter().any(|mark| contains_ignoring_case(body, mark))
}

/// Texts with this many octets or more are not searched for words. A policy is far shorter.
const SEARCH_LIMIT_OCTETS: usize = 16_384;

/// Whether a text is one word with a dot: a host rather than a field.
fn is_host(body: &[u8]) -> bool {
    let is_name_octet = |octet: &u8| octet.is_ascii_alphanumeric() || b"-.".contains(octet);
    body.contains(&b'.') && body.iter().all(is_name_octet)
}

/// Whether a text has a table header in brackets, followed by names with values.
fn is_toml(body: &[u8]) -> bool {
    let is_table = |line: &[u8]| line.starts_with(b"[") && line.ends_with(b"]") && !line.contains(&b',');
    is_table(first_line(body)) && body.split(|octet| *octet == b'\n').any(|line| line.contains(&b'='))
}

/// Whether a text is a Markdown table. Each line has a bar at both ends, or a rule of hyphens and bars follows the first.
fn is_markdown_table(body: &[u8]) -> bool {
    let mut lines = body.trim_ascii_end().split(|octet| *octet == b'\n').map(<[u8]>::trim_ascii);
    let mut rows = lines.clone();
    let is_row = |line: &[u8]| line.len() > 2 && line.starts_with(b"|") && line.ends_with(b"|");
    let is_rule =
        |line: &[u8]| line.contains(&b'|') && line.contains(&b'-') && line.iter().all(|octet| b"|-: ".contains(octet));
    let has_rule = lines.next().is_some_and(|head| head.contains(&b'|')) && lines.next().is_some_and(is_rule);
    has_rule || rows.all(is_row)
}

/// Whether a condition holds for every line that is not blank.
fn every_line(body: &[u8], is_true: impl Fn(&[u8]) -> bool) -> bool {
    let mut lines = body.split(|octet| *octet == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    lines.all(is_true)
}

/// Whether a line is a list item: with a Markdown bullet other than a hyphen, or a word processor's bullet.
fn is_bullet(line: &[u8]) -> bool {
    BULLETS.iter().any(|mark| line.starts_with(mark.as_bytes()))
}

/// Whether a line is a list item that begins with emphasis or code.
fn is_marked_item(line: &[u8]) -> bool {
    line.starts_with(b"- `") || line.starts_with(b"- **")
}

/// Bullets of lists in Markdown and word processors, other than the hyphen.
pub(crate) const BULLETS: [&str; 6] = ["* ", "+ ", "• ", "・", "‣ ", "◦ "];

/// Whether a line has cells separated by commas or tabs, the first of which names a field.
fn is_row_of_cells(line: &[u8]) -> bool {
    let cell = line.split(|octet| matches!(octet, b',' | b'\t')).next().unwrap_or_default();
    let name = cell.trim_ascii().to_ascii_lowercase();
    let name = name.strip_prefix(b"\"").and_then(|name| name.strip_suffix(b"\"")).unwrap_or(&name);
    let mut names = Key::ALL.map(Key::id).into_iter().chain(HEADINGS);
    cell.len() < line.len() && names.any(|known| known.as_bytes() == name)
}

/// Headings of a column of keys.
const HEADINGS: [&str; 4] = ["key", "field", "name", "setting"];

/// Whether a text contains none of the words of a policy, spelled correctly or not.
fn is_other_text(body: &[u8]) -> bool {
    let mut words = Key::ALL.map(Key::id).into_iter().chain(["max-age", "maxage", "stsv", "enforce", "testing"]);
    body.is_ascii()
        && body.len() < SEARCH_LIMIT_OCTETS
        && !words.any(|word| contains_ignoring_case(body, word.as_bytes()))
}

/// Whether a line is `$ORIGIN` or `$TTL` (RFC 1035 §5.1, RFC 2308 §4).
fn is_directive(line: &[u8]) -> bool {
    line.starts_with(b"$ORIGIN ") || line.starts_with(b"$TTL ")
}

/// Whether a text is output of `dig +short MX`: a number and a name with a final dot on each line.
fn is_list_of_hosts(body: &[u8]) -> bool {
    let is_host = |line: &[u8]| {
        let mut words = line.split(|octet| *octet == b' ');
        let is_number = words.next().is_some_and(|word| !word.is_empty() && word.iter().all(u8::is_ascii_digit));
        is_number && words.next().is_some_and(|name| name.ends_with(b".")) && words.next().is_none()
    };
    body.trim_ascii_end().split(|octet| *octet == b'\n').map(<[u8]>::trim_ascii).all(is_host)
}

/// Whether a line matches `owner [TTL] IN type data`.
fn is_record(line: &[u8]) -> bool {
    let mut words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let class = (0..3).find_map(|at| words.next().filter(|word| at > 0 && word.eq_ignore_ascii_case(b"IN")));
    let kinds: [&[u8]; 8] = [b"TXT", b"A", b"AAAA", b"CNAME", b"MX", b"NS", b"SOA", b"TLSA"];
    class.is_some() && words.next().is_some_and(|kind| kinds.iter().any(|known| known.eq_ignore_ascii_case(kind)))
}

/// Whether the value of `mx` is a list: in brackets, or as items on the next lines. Comments may stand between.
fn has_list(body: &[u8]) -> bool {
    let mut open = false;
    for line in body.split(|octet| *octet == b'\n').map(<[u8]>::trim_ascii) {
        if open && line.starts_with(b"- ") {
            return true;
        }
        let value = line.strip_prefix(b"mx:").or_else(|| line.strip_prefix(b"- mx:")).map(<[u8]>::trim_ascii);
        if value.is_some_and(|value| value.starts_with(b"[")) {
            return true;
        }
        let is_no_value = |value: &[u8]| value.is_empty() || value.starts_with(b"#");
        open = value.is_some_and(is_no_value) || (open && is_no_value(line));
    }
    false
}
