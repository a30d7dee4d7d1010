//! Detection of a text's format after noise removal: a value, a known format, or neither.

use alloc::{string::String, vec::Vec};

use super::{
    Content, Excerpt, Format, Kind, PRESENTATION, PastedRecord, Unreadable, VALUE, blank_table, formats,
    formats::ANSWER, noise::Clean, source, status, zone,
};
use crate::plain_text;

/// Returns the format and content of a text without noise.
pub(super) fn content(clean: &Clean, kind: Kind) -> (&'static Format, Content) {
    let text = &clean.text;
    let tool = clean
        .tool
        .and_then(|tool| formats().find(|format| format.id == tool && format.name.eq_ignore_ascii_case(tool)));
    if text.octets().trim_ascii().is_empty() {
        let format = tool.unwrap_or(&VALUE);
        return match (clean.has_command, clean.is_ended) {
            (false, _) => (format, Content::Records(Vec::new())),
            (true, false) => (format, Content::Unreadable(Unreadable::Command)),
            (true, true) => (format, status::content(&clean.original)),
        };
    }
    // A text that begins with a version is a value, whatever follows.
    if let Some(values) = values(text, kind).filter(|_| tool.is_none() && begins_with_value(text, kind)) {
        return (&VALUE, content_of_values(values, kind));
    }
    if let Some((format, content)) = formats().find_map(|form| Some((form, (form.read)(text, kind)?))) {
        return (format, content);
    }
    if let Some(content) = (PRESENTATION.read)(text, kind) {
        return (tool.unwrap_or(&PRESENTATION), content);
    }
    if let Some(content) = single_word_content(text).filter(|_| tool.is_none()) {
        return (if matches!(content, Content::Unreadable(_)) { &VALUE } else { &ANSWER }, content);
    }
    if let Some(content) = status::message(text).filter(|_| tool.is_none()) {
        return (&ANSWER, content);
    }
    match values(text, kind) {
        Some(values) if tool.is_none() || has_only_versions(text) || is_any_meant(&values, kind) => {
            (tool.unwrap_or(&VALUE), Content::Records(values))
        }
        _ if tool.is_some() => {
            let meant = meant_lines(text, kind);
            let content = if meant.is_empty() { status::content(text) } else { Content::Records(meant) };
            (tool.unwrap_or(&VALUE), content)
        }
        _ => (&VALUE, Content::Unreadable(unreadable_reason(text))),
    }
}

/// Returns bare values as records. An `id` that a template computes is not known.
fn content_of_values(values: Vec<PastedRecord>, kind: Kind) -> Content {
    let is_computed = kind == Kind::Sts && values.iter().any(source::is_computed);
    if is_computed { Content::Unreadable(Unreadable::Computed) } else { Content::Records(values) }
}

fn is_any_meant(values: &[PastedRecord], kind: Kind) -> bool {
    values.iter().any(|value| source::is_meant(value.text.octets(), kind) || has_own_field(value.text.octets(), kind))
}

/// Returns the lines that look like such a record, beside others that are not values.
fn meant_lines(text: &Excerpt, kind: Kind) -> Vec<PastedRecord> {
    let lines = text.lines().into_iter().map(|line| text.slice(line));
    let is_meant = |line: &Excerpt| source::is_meant(line.octets(), kind) || has_own_field(line.octets(), kind);
    lines.filter(is_meant).map(PastedRecord::value).collect()
}

/// Whether a line has the field that only such a record has in an answer at its name: addresses anywhere, or the `id` first.
fn has_own_field(line: &[u8], kind: Kind) -> bool {
    let line: Vec<u8> = plain_text(line).to_ascii_lowercase();
    let line: Vec<u8> = line.into_iter().filter(|octet| *octet != b' ').collect();
    let fields: [&[u8]; 3] = [b"rua=", b"mailto:", b"=https:"];
    match kind {
        Kind::Sts => line.starts_with(b"id="),
        Kind::TlsRpt => fields.iter().any(|field| line.windows(field.len()).any(|window| window == *field)),
    }
}

/// Whether every line begins with a version, and no other cells of a table follow.
fn begins_with_value(text: &Excerpt, kind: Kind) -> bool {
    has_only_versions(text) && !blank_table::begins_with_value(text, kind)
}

/// Whether every line begins with a version, without quotation marks.
fn has_only_versions(text: &Excerpt) -> bool {
    let lines = text.lines();
    let mut octets = lines.iter().map(|line| text.octets()[line.clone()].trim_ascii()).filter(|line| !line.is_empty());
    octets.all(|line| plain_text(line).trim_ascii().get(..2).is_some_and(|head| head.eq_ignore_ascii_case(b"v=")))
}

fn unreadable_reason(text: &Excerpt) -> Unreadable {
    if source::is_policy_like(text.octets()) {
        Unreadable::Policy
    } else if zone::has_other_records(text) {
        Unreadable::NoValue
    } else {
        Unreadable::Unknown
    }
}

/// Interprets a single word that is not a value: the status of an answer, or a name.
fn single_word_content(text: &Excerpt) -> Option<Content> {
    let word = text.lower_case();
    let word = word.trim().trim_end_matches('.');
    let is_value = word.contains(['=', ' ', '\t', '\n', '"']) || word.contains("sts") && !word.starts_with('_');
    if is_value || word.is_empty() {
        return None;
    }
    let is_token = word.len() > 15 && word.bytes().all(|octet| octet.is_ascii_alphanumeric() || b"-_".contains(&octet));
    match word {
        "nxdomain" | "nodata" => Some(Content::NoRecord(None)),
        "servfail" | "refused" | "timeout" => {
            status::failure_for_status(word).map(|why| Content::NothingKnown(why, None))
        }
        _ if is_token && !word.starts_with('_') || word.contains("tlsrpt") => None,
        _ => Some(Content::Unreadable(unreadable_reason(text))),
    }
}

/// Returns each line as a value, if all of them may be values of TXT records.
fn values(text: &Excerpt, kind: Kind) -> Option<Vec<PastedRecord>> {
    let lines: Vec<Excerpt> = text.lines().into_iter().map(|line| text.slice(line)).collect();
    let lines: Vec<Excerpt> = lines.into_iter().filter(|line| !line.octets().trim_ascii().is_empty()).collect();
    let plausible = lines.iter().all(|line| may_be_value(line.octets(), kind));
    (plausible && !source::is_policy_like(text.octets())).then(|| lines.into_iter().map(PastedRecord::value).collect())
}

/// Whether a line may be a value. The version of such a record is where a record, valid or not, has it, or nowhere. The line is
/// neither prose nor source code.
fn may_be_value(line: &[u8], kind: Kind) -> bool {
    let line = &*plain_text(line);
    let lower = line.to_ascii_lowercase();
    let versions: [&[u8]; 3] =
        if kind == Kind::Sts { [b"v=sts", b"v:sts", b"v: sts"] } else { [b"v=tls", b"v:tls", b"v: tls"] };
    let at = |version: &&[u8]| lower.windows(version.len()).position(|window| window == *version);
    match versions.iter().find_map(at) {
        Some(at) => {
            let before = String::from_utf8_lossy(line[..at].trim_ascii());
            before.ends_with(';') || !before.contains(char::is_alphanumeric)
        }
        None => {
            let is_source = matches!(line.trim_ascii().first(), Some(b'{' | b'[' | b'<' | b'#' | b'/'));
            // Japanese has no blanks between words.
            let has_words = line.trim_ascii().contains(&b' ') || !line.is_ascii();
            let is_prose = has_words && !line.contains(&b'=');
            let is_rule = line.len() > 3 && line.trim_ascii().iter().all(|octet| b"-=_*".contains(octet));
            let is_row = line.windows(3).any(|three| three == b"\",\"");
            let is_statement = line.contains(&b'(') && line.trim_ascii().ends_with(b");");
            let is_url = lower.starts_with(b"https://") || lower.starts_with(b"http://");
            !is_source && !is_statement && !is_prose && !is_rule && !is_row && !is_url
        }
    }
}
