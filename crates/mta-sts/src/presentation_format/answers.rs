//! Selection of one answer from a text: the records of one name, as one DNS server returns them.

use alloc::{collections::BTreeSet, format, string::String, vec::Vec};

use super::{Content, Excerpt, Kind, NoAnswer, Noise, PastedRecord, Unreadable, changes, noise::Clean, source};
use crate::{Domain, Span, TlsRptReading};

/// Largest number of records checked for comments and answer boundaries. Real texts have fewer.
const MAX_RECORDS: usize = 64;

/// One answer, and the rest of the text's content.
pub(super) struct Answer {
    pub content: Content,
    pub cut: Vec<Noise>,
}

/// Gives records without a name, and answers without a record, the name that the command before them asks for.
pub(super) fn name_by_command(content: &mut Content, clean: &Clean) {
    let before = |position: usize| {
        let count = clean.commands.partition_point(|start| *start <= position);
        clean.names[..count].iter().rev().flatten().next().cloned()
    };
    match content {
        Content::Records(records) => {
            for record in records.iter_mut().filter(|record| record.owner.is_none()) {
                record.owner = before(place(record).start);
            }
        }
        Content::NoRecord(name @ None) | Content::NothingKnown(_, name @ None) => *name = before(usize::MAX),
        _ => {}
    }
}

/// Returns the records of one name in the last answer. The name is that of this domain, if given, else the first.
/// `whole` is the text with its noise.
pub(super) fn last_answer(
    content: Content,
    clean: &Clean,
    whole: &Excerpt,
    kind: Kind,
    domain: Option<&Domain>,
) -> Answer {
    let mut cut = Vec::new();
    let content = match content {
        Content::Records(records) if !records.is_empty() && is_all_commented(&records, clean) => {
            Content::Unreadable(Unreadable::Comment)
        }
        Content::Records(mut records) => {
            keep_some(&mut records, Noise::Comments, &mut cut, |record| !is_in_comment(record, clean));
            if let Some(name) = name(&records, kind, domain) {
                keep_some(&mut records, Noise::OtherNames, &mut cut, |record| is_for(record, &name));
            }
            remove_duplicates(&mut records);
            keep_new_values(&mut records, whole, kind, &mut cut);
            let answers = answer_starts(clean);
            let number = |record: &PastedRecord| answers.partition_point(|start| *start <= place(record).start);
            if let Some(last) = records.iter().map(number).max() {
                keep_some(&mut records, Noise::EarlierAnswers, &mut cut, |record| number(record) == last);
            }
            if is_about_another_name(&records, clean, kind) {
                Content::NothingKnown(NoAnswer::OtherName, records.swap_remove(0).owner)
            } else {
                Content::Records(records)
            }
        }
        Content::NoRecord(Some(asked)) if !asked.name.starts_with(kind.prefix()) && is_elsewhere(clean, kind) => {
            Content::NothingKnown(NoAnswer::OtherName, Some(asked))
        }
        other => other,
    };
    Answer { content, cut }
}

/// Keeps the records that meet a condition, if some do and others do not.
fn keep_some(
    records: &mut Vec<PastedRecord>,
    noise: Noise,
    cut: &mut Vec<Noise>,
    keep: impl Fn(&PastedRecord) -> bool,
) {
    if records.len() < 2 || records.len() > MAX_RECORDS {
        return;
    }
    let kept: Vec<bool> = records.iter().map(keep).collect();
    if kept.contains(&true) && kept.contains(&false) {
        let mut kept = kept.into_iter();
        records.retain(|_| kept.next().unwrap_or(true));
        cut.push(noise);
    }
}

/// Removes the old values from a text that shows a change.
fn keep_new_values(records: &mut Vec<PastedRecord>, whole: &Excerpt, kind: Kind, cut: &mut Vec<Noise>) {
    if records.len() < 2 || records.len() > MAX_RECORDS {
        return;
    }
    let replaced = changes::are_replaced(records, whole, kind);
    let replaced: BTreeSet<usize> =
        records.iter().zip(replaced).filter(|(_, is_old)| *is_old).map(|(record, _)| place(record).start).collect();
    keep_some(records, Noise::OldValues, cut, |record| !replaced.contains(&place(record).start));
}

/// Returns the position of a record in the pasted text.
fn place(record: &PastedRecord) -> Span {
    record.text.place(Span::new(0, record.text.octets().len()))
}

/// Removes duplicates: an answer holds no record twice (RFC 2181 §5). The same text in other character-strings is another
/// record.
fn remove_duplicates(records: &mut Vec<PastedRecord>) {
    let mut seen = BTreeSet::new();
    records.retain(|record| {
        let Span { start, end } = place(record);
        seen.insert((record.text.octets().to_vec(), end - start))
    });
}

/// Whether every record is in a comment.
fn is_all_commented(records: &[PastedRecord], clean: &Clean) -> bool {
    records.len() <= MAX_RECORDS && records.iter().all(|record| is_in_comment(record, clean))
}

/// Comment marks of configuration languages.
const COMMENT_MARKS: [&[u8]; 7] = [b"//", b"#", b";", b"-- ", b"/*", b"<!--", b"rem "];

/// Whether a record is on a comment line or inside a multi-line comment.
fn is_in_comment(record: &PastedRecord, clean: &Clean) -> bool {
    // Without the marks of mails, editors and diffs, which stand before those of comments.
    let original = &clean.text;
    let index = original.index_of(place(record).start);
    let before = original.octets().get(..index).unwrap_or_default();
    let line_start = index - before.rsplit(|octet| *octet == b'\n').next().unwrap_or_default().len();
    // The mark may be at the start of the record itself, which has no other form then.
    let line = original.octets()[line_start..].split(|octet| *octet == b'\n').next().unwrap_or_default();
    // `# ` is also a shell prompt.
    let is_command = clean.commands.contains(&original.place(Span::new(line_start, line_start)).start);
    let start = line.trim_ascii_start();
    let begins = |mark: &&[u8]| start.get(..mark.len()).is_some_and(|head| head.eq_ignore_ascii_case(mark));
    // A number sign also numbers the changes of a plan.
    let is_number = start.starts_with(b"#") && start.get(1).is_some_and(u8::is_ascii_digit);
    // `*/*` in the head of a request opens nothing.
    let opens = |at: usize| at == 0 || before[at - 1] != b'*';
    let last = |mark: &[u8]| before.windows(mark.len()).rposition(|window| window == mark).filter(|at| opens(*at));
    let is_open =
        |open: &[u8], close: &[u8]| last(open).is_some_and(|opens| last(close).is_none_or(|closes| closes < opens));
    !is_command && !is_number && COMMENT_MARKS.iter().any(begins) || is_open(b"/*", b"*/") || is_open(b"<!--", b"-->")
}

/// Returns the name whose records count, in lower case.
fn name(records: &[PastedRecord], kind: Kind, domain: Option<&Domain>) -> Option<String> {
    let wanted = domain.map(|domain| format!("{}.{domain}", kind.prefix()));
    let owners = || records.iter().filter_map(|record| record.owner.as_ref());
    let named = wanted.filter(|wanted| owners().any(|owner| owner.may_be(wanted)));
    let complete = owners().find(|owner| owner.name != kind.prefix()).or_else(|| owners().next());
    named.or_else(|| complete.map(|owner| owner.name.clone()))
}

/// Whether a record is for this name, as far as the text shows.
fn is_for(record: &PastedRecord, name: &str) -> bool {
    record.owner.as_ref().is_none_or(|owner| owner.may_be(name) || owner.name == name)
}

/// Returns the starts of answers: commands, headers of `dig` and similar tools, and the server lines of `nslookup`.
fn answer_starts(clean: &Clean) -> Vec<usize> {
    let is_start = |line: &[u8]| {
        let marks: [&[u8]; 4] = [b"; <<>> DiG ", b";; ->>HEADER<<-", b"Server:", b";; Got answer:"];
        marks.iter().any(|mark| line.starts_with(mark))
    };
    let text = &clean.original;
    let headers = text.lines().into_iter().filter(|line| is_start(&text.octets()[line.clone()]));
    let headers = headers.map(|line| text.place(Span::new(line.start, line.start)).start);
    let mut starts: Vec<usize> = headers.chain(clean.commands.iter().copied()).collect();
    starts.sort_unstable();
    starts
}

/// Whether the records belong to another name, queried by mistake.
fn is_about_another_name(records: &[PastedRecord], clean: &Clean, kind: Kind) -> bool {
    let is_other = |record: &PastedRecord| {
        record.owner.as_ref().is_some_and(|owner| owner.is_absolute) && !source::is_meant(record.text.octets(), kind)
    };
    !records.is_empty() && records.iter().all(is_other) && is_elsewhere(clean, kind)
}

/// Whether the name of such a record occurs nowhere in a text.
fn is_elsewhere(clean: &Clean, kind: Kind) -> bool {
    !clean.original.lower_case().contains(kind.prefix())
}

/// Number of octets after a record that may belong to it. A DNS answer has no longer record.
const MAX_FOLLOWING_OCTETS: usize = 4_096;

/// Returns the text from the first reporting record onwards on one line, if the records hold no address. Stops at another
/// record or a labelled line.
pub(super) fn lines_below(content: &Content, clean: &Clean, kind: Kind) -> Option<Vec<u8>> {
    let Content::Records(records) = content else { return None };
    let is_meant = |record: &&PastedRecord| source::is_meant(record.text.octets(), kind);
    let mut meant: Vec<&PastedRecord> = records.iter().filter(is_meant).collect();
    if meant.is_empty() {
        meant = records.iter().collect();
    }
    let texts: Vec<&[u8]> = meant.iter().map(|record| record.text.octets()).collect();
    // A host without a dot is only the start of one.
    let has_address = || TlsRptReading::read(&texts).rua.iter().any(|rua| rua.uri.contains('.'));
    let first = meant.first().filter(|_| kind == Kind::TlsRpt)?;
    let start = place(first).start;
    let lines = clean.text.lines();
    let at = lines.iter().rposition(|line| clean.text.place(Span::new(line.start, line.start)).start <= start)?;
    let next = lines.get(at + 1).map(|line| &clean.text.octets()[line.clone()]);
    if has_address() && !next.is_some_and(is_rest_of_list) {
        return None;
    }
    let mut below = Vec::new();
    for (number, line) in lines[at..].iter().enumerate() {
        let line = clean.text.octets()[line.clone()].trim_ascii();
        if number > 0 && begins_something(line) || below.len() > MAX_FOLLOWING_OCTETS {
            break;
        }
        below.extend_from_slice(line);
    }
    Some(below)
}

/// Whether a line continues a list of addresses. It begins with an address, or with the rest of one followed by others.
fn is_rest_of_list(line: &[u8]) -> bool {
    let word = line.trim_ascii().split(u8::is_ascii_whitespace).next().unwrap_or_default();
    let has = |mark: &[u8]| word.windows(mark.len()).any(|window| window == mark);
    let begins = word.starts_with(b"mailto:") || word.starts_with(b"https:");
    begins || !word.starts_with(b"v=") && (has(b",mailto:") || has(b",https:"))
}

/// Whether a line begins another record, or has a label.
fn begins_something(line: &[u8]) -> bool {
    let lower = line.to_ascii_lowercase();
    let has = |word: &[u8]| lower.windows(word.len()).any(|window| window == word);
    let label = line.windows(2).position(|two| two == b": ").map(|colon| &line[..colon]);
    let is_label = label.is_some_and(|label| label.iter().all(u8::is_ascii_alphabetic) && !label.ends_with(b"mailto"));
    has(b" txt ") || has(b"v=spf1") || has(b"v=dmarc") || is_label
}
