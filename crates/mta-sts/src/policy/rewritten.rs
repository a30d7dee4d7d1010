//! Policies in other notations: look-alike characters, Markdown, HTML line breaks, columns, source code.
//!
//! Each notation has a function that rewrites a text into lines of `name: value`. A text has the notation if that makes it a
//! policy with all its fields.

use alloc::{
    borrow::ToOwned,
    format,
    string::{String, ToString},
    vec::Vec,
};

use super::{Foreign, Key, PolicyReading, code, intended_key::intended_key, line::Origin, whole::read_fields};
use crate::plain_text;

/// Texts with this many octets or more are not rewritten. A policy is far shorter.
const MAX_OCTETS: usize = 16_384;

/// A notation of single lines.
struct Notation {
    foreign: Foreign,
    /// Whether a text has a sign of the notation.
    is_possible: fn(&str) -> bool,
    /// Rewrites a text from the notation.
    rewrite: fn(&str) -> String,
}

/// The notations of single lines, most specific first.
const NOTATIONS: [Notation; 5] = [
    Notation { foreign: Foreign::LookAlikes, is_possible: has_look_alikes, rewrite: without_look_alikes },
    Notation { foreign: Foreign::Tags, is_possible: has_tags, rewrite: without_line_tags },
    Notation { foreign: Foreign::Markdown, is_possible: has_markdown, rewrite: without_markdown },
    Notation { foreign: Foreign::Table, is_possible: has_few_colons, rewrite: from_columns },
    Notation { foreign: Foreign::Table, is_possible: has_few_colons, rewrite: from_labels },
];

/// Returns the notation of a text that is not a valid policy, and the text in lines of `name: value`.
pub(crate) fn rewritten(text: &str) -> Option<(Foreign, String)> {
    if text.len() >= MAX_OCTETS {
        return None;
    }
    if let Some(found) = from_code(text) {
        return Some(found);
    }
    let problems = read_fields(text, Origin::Pasted).problems.len();
    let is_clearer = |text: &String| {
        let PolicyReading { policy, problems: left, .. } = read_fields(text, Origin::Pasted);
        let seen = [policy.version.is_some(), policy.mode.is_some(), policy.max_age.is_some(), !policy.mx.is_empty()];
        seen.into_iter().filter(|is_seen| *is_seen).count() > 2 && left.len() * 2 <= problems
    };
    let mut notations = NOTATIONS.iter().filter(|notation| problems > 1 && (notation.is_possible)(text));
    notations.find_map(|notation| Some((notation.foreign, Some((notation.rewrite)(text)).filter(is_clearer)?)))
}

fn has_look_alikes(text: &str) -> bool {
    !text.trim_start_matches('\u{feff}').is_ascii()
}

fn has_tags(text: &str) -> bool {
    text.contains('<') && text.contains('>')
}

fn has_markdown(text: &str) -> bool {
    ["**", "__", "`", "\\_", "\\*", "\\."].iter().any(|mark| text.contains(mark))
}

/// Whether fewer than half of the lines have a colon.
fn has_few_colons(text: &str) -> bool {
    let is_field = |line: &&str| line.contains(':') && !line.trim_end().ends_with(':');
    text.lines().filter(is_field).count() * 2 < text.lines().filter(|line| !line.trim().is_empty()).count()
}

fn without_look_alikes(text: &str) -> String {
    String::from_utf8_lossy(&plain_text(text.as_bytes())).into_owned()
}

/// Returns a text with a line end in place of each `<br>`, and without other tags.
fn without_line_tags(text: &str) -> String {
    let mut lines = String::new();
    let mut rest = text;
    while let Some((before, tag)) = rest.split_once('<') {
        lines.push_str(before);
        let Some((name, after)) = tag.split_once('>') else {
            rest = "";
            break;
        };
        if name.trim_end_matches(['/', ' ']).eq_ignore_ascii_case("br") {
            lines.push('\n');
        }
        rest = after;
    }
    lines.push_str(rest);
    filled_lines(&lines)
}

/// Returns the lines of a text that are not blank, without the blanks around them.
fn filled_lines(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.fold(String::new(), |text, line| text + line + "\n")
}

/// Returns a text without the marks of Markdown: emphasis, code, escapes, list items.
fn without_markdown(text: &str) -> String {
    let mut plain = String::new();
    for line in text.lines() {
        let line = without_emphasis(without_item_mark(line.trim()));
        plain.push_str(line.trim().trim_end_matches('\\').trim_end());
        plain.push('\n');
    }
    filled_lines(&plain)
}

fn without_item_mark(line: &str) -> &str {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let marks = ["- ", "* ", "+ ", "• "];
    let rest = marks.iter().find_map(|mark| line.strip_prefix(mark));
    rest.or_else(|| line[digits..].strip_prefix(". ").filter(|_| digits > 0)).unwrap_or(line).trim_start()
}

/// Returns a line without emphasis and escapes. An asterisk before a dot is part of a pattern.
fn without_emphasis(line: &str) -> String {
    let mut line = line.replace("**", "").replace("__", "");
    // Code stands between two marks. A mark alone is a mistake within a word.
    if line.matches('`').count().is_multiple_of(2) {
        line = line.replace('`', "");
    }
    let mut plain = String::new();
    let mut characters = line.chars().peekable();
    while let Some(c) = characters.next() {
        match (c, characters.peek()) {
            ('\\', Some(next)) if next.is_ascii_punctuation() => {}
            ('*', Some('.')) => plain.push(c),
            ('*', _) => {}
            _ => plain.push(c),
        }
    }
    plain
}

/// Returns the rows of a table with columns of blanks, tabs or box characters as fields.
fn from_columns(text: &str) -> String {
    let is_rule = |line: &str| !line.contains(char::is_alphanumeric);
    let rows: Vec<Vec<String>> = text.lines().filter(|line| !is_rule(line)).map(columns).collect();
    let Some(head) = rows.first() else { return String::new() };
    let keys: Vec<Option<Key>> = head.iter().map(|cell| intended_key(cell)).collect();
    let mut fields = Vec::new();
    if keys.len() > 2 && keys.iter().flatten().count() == keys.len() {
        for row in &rows[1..] {
            fields.extend(keys.iter().flatten().zip(row).map(|(key, cell)| (*key, cell.clone())));
        }
    } else {
        for row in &rows {
            let [name, value, ..] = row.as_slice() else { continue };
            fields.extend(intended_key(name.trim_end_matches(':')).map(|key| (key, value.clone())));
        }
    }
    print(&fields)
}

/// Returns the cells of a row. One blank divides a key from its value, several divide other cells.
fn columns(line: &str) -> Vec<String> {
    let bars = line.replace(['│', '┃', '║', '\t'], "|");
    let line = bars.trim().trim_matches('|').trim();
    let cells: Vec<String> =
        line.split('|').flat_map(|cell| cell.split("  ")).map(|cell| cell.trim().to_owned()).collect();
    let cells: Vec<String> = cells.into_iter().filter(|cell| !cell.is_empty()).collect();
    match cells.as_slice() {
        [single] if !single.contains([':', '=']) => single.split(' ').map(ToOwned::to_owned).collect(),
        _ => cells,
    }
}

/// Returns labels and the values on the lines below them as fields.
fn from_labels(text: &str) -> String {
    let mut fields = Vec::new();
    let mut label = None;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match (label_key(line), label) {
            (Some(key), _) => label = Some(key),
            (None, Some(key)) if key == Key::Mx || !fields.iter().any(|(known, _)| *known == key) => {
                fields.push((key, line.to_owned()));
            }
            _ => {}
        }
    }
    print(&fields)
}

/// Returns the key that a whole line names.
fn label_key(line: &str) -> Option<Key> {
    let name = line.trim_end_matches([':', '：']).trim();
    let plain = name.to_lowercase().replace([' ', '-'], "_");
    let known = Key::ALL.into_iter().find(|key| key.id() == plain);
    known.or_else(|| matches!(&*plain, "mx_hosts" | "mx_records" | "mx_host" | "mx_record").then_some(Key::Mx))
}

/// Prints fields, with a version if there is none, since a table may leave it out.
fn print(fields: &[(Key, String)]) -> String {
    let has_version = fields.iter().any(|(key, _)| *key == Key::Version);
    let version = if has_version { "" } else { "version: STSv1\n" };
    let lines = fields.iter().map(|(key, value)| match key {
        Key::Mx => {
            value.split([' ', ',']).filter(|host| !host.is_empty()).map(|host| format!("mx: {host}\n")).collect()
        }
        _ => format!("{}: {value}\n", key.id()),
    });
    version.to_string() + &lines.collect::<String>()
}

/// Returns the language of a source with the fields of a policy, and these fields.
fn from_code(text: &str) -> Option<(Foreign, String)> {
    let pairs = code::pairs(text);
    let mut fields: Vec<(Key, String)> = Vec::new();
    let mut is_marked = false;
    for pair in pairs {
        let of_parent = intended_key(&pair.parent).filter(|key| *key == Key::Mx && HOST_MEMBERS.contains(&&*pair.name));
        let Some(key) = of_parent.or_else(|| intended_key(&pair.name)) else { continue };
        is_marked |= pair.is_marked;
        fields.push((key, pair.value));
    }
    let has = |key: Key| fields.iter().any(|(known, _)| *known == key);
    let is_policy = Key::ALL.into_iter().filter(|key| has(*key)).count() > 1 && (has(Key::Mode) || has(Key::Mx));
    let language = language(text).filter(|_| is_policy && is_marked)?;
    Some((language, print(&fields)))
}

/// Members that name a host within a list of MX hosts.
pub(crate) const HOST_MEMBERS: [&str; 5] = ["host", "name", "hostname", "value", "pattern"];

/// Returns the language of a source by its typical signs.
fn language(text: &str) -> Option<Foreign> {
    let has = |sign: &str| text.contains(sign);
    let is_line = |line: &str| {
        let name = line.split('=').next().unwrap_or_default();
        name.len() < line.len() && !name.trim().is_empty() && !name.contains(['"', '\'', '{', '(', '$', ':'])
    };
    let mut lines = text.lines().map(str::trim);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with(['#', '/'])).unwrap_or_default();
    let has_braces = has("{") && has("}");
    if has("%{") {
        Some(Foreign::Elixir)
    } else if has("=>") {
        Some(if has("$") || has("array(") || has("<?php") || !has_braces { Foreign::Php } else { Foreign::Ruby })
    } else if has("%w[") || has(": :") {
        Some(Foreign::Ruby)
    } else if has_braces && (has("const ") || has("let ") || has("var ") || has("export ")) {
        Some(Foreign::JavaScript)
    } else if has("dict(") || has_braces && (has("': ") || has("':")) {
        Some(Foreign::Python)
    } else if first.ends_with('{') && !first.starts_with('{') && has(" = ") {
        Some(Foreign::Terraform)
    } else if has_braces && has(";") && has(" = ") {
        Some(Foreign::Nix)
    } else if first.starts_with('{') && has(": ") {
        Some(if has("'") || has("\"") { Foreign::JavaScript } else { Foreign::Yaml })
    } else if is_line(first) {
        Some(Foreign::Toml)
    } else {
        None
    }
}
