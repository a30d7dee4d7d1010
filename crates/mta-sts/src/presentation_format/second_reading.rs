//! Second readings of a text whose first reading found no record: without HTML, typographic characters, indentation, list marks,
//! or the text around JSON.
//!
//! Each of these may belong to a record, so they count as noise only if a record appears without them.

use alloc::vec::Vec;

use super::{
    Content, Excerpt, Format, Kind, Noise, PRESENTATION, Pasted, Unreadable, VALUE, formats, html, noise,
    record_noise::RecordNoise, status,
};
use crate::{Outcome, RecordReading, Span, TlsRptReading, typography};

/// Size limit in octets of a text that is read again.
const MAX_OCTETS: usize = 65_536;

/// The noise in the order of removal. Each is removed from the result of those before.
pub(super) static DOUBTFUL_NOISE: [RecordNoise; 5] = [
    RecordNoise {
        noise: Noise::Html,
        example: "<pre>;; ANSWER SECTION:<br>\n_mta-sts.example.com. 300 IN TXT &quot;v=STSv1; id=20260101000000Z;&quot;<br>\n</pre>\n",
        remove: html::plain_text,
    },
    RecordNoise {
        noise: Noise::Typography,
        example: ";; ANSWER SECTION:\n_mta-sts.example.com. 300 IN TXT “v=STSv1; id=20260101000000Z;”\n",
        remove: without_look_alikes,
    },
    RecordNoise {
        noise: Noise::Indentation,
        example: "    Name                  Type TTL  Section Strings\n    ----                  ---- ---  ------- -------\n    _mta-sts.example.com  TXT  3600 Answer  {v=STSv1; id=20260101000000Z;}\n",
        remove: without_indentation,
    },
    RecordNoise {
        noise: Noise::ListMarks,
        example: "Answer of host:\n- _mta-sts.example.com descriptive text \"v=STSv1; id=20260101000000Z;\"\n",
        remove: noise::without_list_marks,
    },
    RecordNoise {
        noise: Noise::SurroundingText,
        example: "bob  10:23 AM\n{\"before\":{\"content\":\"v=STSv1; id=20250101000000Z;\"},\n\"after\":{\"content\":\"v=STSv1; id=20260101000000Z;\"}}\n",
        remove: json_alone,
    },
];

/// Returns a better reading of a text than the first one; `None` if there is none.
pub(super) fn read(
    text: &Excerpt,
    first: &Pasted,
    kind: Kind,
    read_once: impl Fn(&Excerpt) -> Pasted,
) -> Option<Pasted> {
    let is_missed = is_missed(text, first, kind);
    if text.octets().len() > MAX_OCTETS || !is_missed && !is_doubtful(text, first, kind) {
        return None;
    }
    let (mut plain, mut cut) = (text.clone(), Vec::new());
    for noise in &DOUBTFUL_NOISE {
        let Some(rest) = (noise.remove)(&plain) else { continue };
        plain = rest;
        cut.push(noise.noise);
        let second = read_once(&plain);
        if is_better(&second, first, kind, text, noise.noise) {
            return Some(Pasted { cut: [cut, second.cut].concat(), ..second });
        }
    }
    let content = Content::Unreadable(Unreadable::Unknown);
    is_missed.then(|| Pasted { content, format: &VALUE, ..first.clone() })
}

/// Whether a text has the version of a record, although its first reading says that there is no record.
fn is_missed(text: &Excerpt, first: &Pasted, kind: Kind) -> bool {
    let is_none = match &first.content {
        Content::NoRecord(_) => !status::is_negative(text),
        Content::Records(records) => records.is_empty(),
        _ => false,
    };
    is_none && text.lower_case().contains(version(kind))
}

const fn version(kind: Kind) -> &'static str {
    match kind {
        Kind::Sts => "v=stsv1",
        Kind::TlsRpt => "v=tlsrptv1",
    }
}

/// Whether a first reading found no valid record in a text that may have one, or read JSON or HTML line by line.
fn is_doubtful(text: &Excerpt, first: &Pasted, kind: Kind) -> bool {
    match &first.content {
        Content::Unreadable(Unreadable::Unknown | Unreadable::NoValue) => true,
        Content::NothingKnown(..) => text.lower_case().contains(version(kind)),
        Content::Records(records) => {
            let is_of_lines = [VALUE.id, "fields", "csv"].contains(&first.format.id);
            let is_markup = || json_alone(text).is_some() || html::plain_text(text).is_some();
            records.len() < 3 && !has_valid_record(&first.content, kind) || is_of_lines && is_markup()
        }
        _ => false,
    }
}

fn has_valid_record(content: &Content, kind: Kind) -> bool {
    let Content::Records(records) = content else { return false };
    let texts: Vec<&[u8]> = records.iter().map(|record| record.text.octets()).collect();
    match kind {
        Kind::Sts => RecordReading::read(&texts).outcome == Outcome::Valid,
        Kind::TlsRpt => TlsRptReading::read(&texts).outcome == Outcome::Valid,
    }
}

/// Whether a second reading is better: it has a valid record. A fault that a person may have typed into a record stays.
fn is_better(second: &Pasted, first: &Pasted, kind: Kind, text: &Excerpt, noise: Noise) -> bool {
    let is_program = is_of_program(second.format);
    match (&first.content, &second.content) {
        (Content::Records(found), Content::Records(_)) if !found.is_empty() => {
            let is_markup = noise == Noise::Html && first.format != &VALUE;
            has_valid_record(&second.content, kind) && (is_program || is_markup || is_quoted_in(&second.content, text))
        }
        (_, Content::Records(_)) => has_valid_record(&second.content, kind) || is_program,
        (Content::Records(_), _) | (_, Content::Unreadable(_)) => false,
        _ => formats::is_dns_tool(second.format),
    }
}

/// Whether a program writes this format, rather than a person.
fn is_of_program(format: &Format) -> bool {
    ![VALUE.id, PRESENTATION.id, "table", "fields", "message", "html"].contains(&format.id)
}

/// Whether the first record is in a text as it is, in quotation marks. Only characters outside it have changed then.
fn is_quoted_in(content: &Content, text: &Excerpt) -> bool {
    let Content::Records(records) = content else { return false };
    let quoted = records.first().map(|record| [b"\"", record.text.octets(), b"\""].concat());
    quoted.is_some_and(|quoted| text.octets().windows(quoted.len()).any(|window| window == quoted))
}

/// Returns a text with ASCII in place of typographic quotation marks, blanks and dashes, and without invisible characters.
fn without_look_alikes(text: &Excerpt) -> Option<Excerpt> {
    let octets = text.octets();
    if octets.is_ascii() {
        return None;
    }
    let whole = core::str::from_utf8(octets).ok()?;
    let (mut plain, mut is_changed) = (text.empty_at(0), false);
    for (at, c) in whole.char_indices() {
        let span = Span::new(at, at + c.len_utf8());
        match typography::plain(c) {
            Some(same) if same == c => plain.append(&text.slice(span.start..span.end)),
            other => {
                is_changed = true;
                let mut encoded = [0; 4];
                let octets = other.map(|other| other.encode_utf8(&mut encoded).as_bytes());
                octets.unwrap_or_default().iter().for_each(|octet| plain.push(*octet, text, span));
            }
        }
    }
    is_changed.then_some(plain)
}

/// Returns a text without the blanks that all of its lines begin with.
fn without_indentation(text: &Excerpt) -> Option<Excerpt> {
    let octets = text.octets();
    let lines = text.lines();
    let filled = || lines.iter().filter(|line| !octets[(*line).clone()].trim_ascii().is_empty());
    let indent = |line: &[u8]| line.iter().take_while(|octet| matches!(octet, b' ' | b'\t')).count();
    let shared = filled().map(|line| indent(&octets[line.clone()])).min().filter(|shared| *shared > 0)?;
    let mut plain = text.empty_at(0);
    for line in &lines {
        plain.append(&text.slice((line.start + shared).min(line.end)..line.end));
        plain.push(b'\n', text, Span::new(line.end, line.end + 1));
    }
    Some(plain)
}

/// Returns the lines from the first that begins a JSON value to the last that ends one, if there are others around them.
fn json_alone(text: &Excerpt) -> Option<Excerpt> {
    let octets = text.octets();
    let lines = text.lines();
    let line = |at: usize| octets[lines[at].clone()].trim_ascii();
    let begins = |at: &usize| match line(*at) {
        [b'{' | b'[', rest @ ..] => matches!(rest.trim_ascii_start().first(), None | Some(b'"' | b'{' | b'[' | b'}')),
        _ => false,
    };
    let start = (0..lines.len()).find(begins)?;
    let end = (start..lines.len()).rfind(|at| matches!(line(*at).last(), Some(b'}' | b']')))?;
    (start > 0 || end + 1 < lines.len()).then(|| text.slice(lines[start].start..lines[end].end))
}
