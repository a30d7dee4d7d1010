//! Zone files of MaraDNS ("csv2"): strings in apostrophes, TTLs with a plus sign, and a tilde after each record.

use alloc::vec::Vec;

use super::{Content, Excerpt, Kind, Owner, PastedRecord, Style, Unreadable};

/// Parses lines such as `_mta-sts.% +3600 TXT 'text' ~`.
pub(super) fn read(text: &Excerpt, kind: Kind) -> Option<Content> {
    let lines = text.lines().into_iter().filter(|line| text.octets()[line.clone()].contains(&b'\''));
    let lines = lines.map(|line| text.slice(line).trimmed());
    let mut records: Vec<PastedRecord> = lines.filter_map(|line| record(&line)).collect();
    if records.is_empty() {
        return None;
    }
    let is_of_kind = |owner: &Owner| owner.name.starts_with(kind.prefix());
    records.retain(|record| record.owner.as_ref().is_some_and(is_of_kind));
    Some(if records.is_empty() { Content::Unreadable(Unreadable::NoValue) } else { Content::Records(records) })
}

/// Returns the TXT record on a line that has one of the marks of MaraDNS: the zone as `%`, a TTL with its sign, or the tilde.
fn record(line: &Excerpt) -> Option<PastedRecord> {
    let octets = line.octets();
    let opening = octets.iter().position(|octet| *octet == b'\'')?;
    let mut words = octets[..opening].split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let name = words.next()?;
    let word = words.next()?;
    let is_ttl = word.strip_prefix(b"+").is_some_and(|ttl| ttl.iter().all(u8::is_ascii_digit));
    let is_text = |word: &[u8]| word.eq_ignore_ascii_case(b"TXT");
    if !is_text(if is_ttl { words.next()? } else { word }) || words.next().is_some() {
        return None;
    }
    let (text, end) = strings(line, opening)?;
    let rest = octets[end..].trim_ascii();
    let zone = name.strip_suffix(b"%");
    let is_marked = is_ttl || zone.is_some() || rest == b"~";
    let is_ended = rest.is_empty() || rest == b"~" || rest.starts_with(b"#");
    // The zone's name takes the place of the percent sign.
    let relative = zone.map(|zone| zone.strip_suffix(b".").filter(|name| !name.is_empty()).unwrap_or(b"@"));
    let owner = Some(Owner::from_name(relative.unwrap_or(name), false));
    (is_marked && is_ended).then_some(PastedRecord { text, style: Style::Strings, owner, meant: None })
}

/// Joins the strings in apostrophes from a position onwards, and returns their end. Semicolons separate them.
fn strings(line: &Excerpt, opening: usize) -> Option<(Excerpt, usize)> {
    let octets = line.octets();
    let mut joined = line.empty_at(opening + 1);
    let mut start = opening + 1;
    loop {
        let end = start + octets[start..].iter().position(|octet| *octet == b'\'')?;
        joined.append(&line.slice(start..end));
        match octets.get(end + 1..) {
            Some([b';', b'\'', ..]) => start = end + 3,
            _ => return Some((joined, end + 1)),
        }
    }
}
