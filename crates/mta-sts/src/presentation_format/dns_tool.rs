//! The output of command-line DNS tools: `dig`, `kdig`, `drill`, `delv`, `host`, `nslookup`.

use alloc::vec::Vec;
use core::ops::Range;

use crate::Span;

use super::{Content, Excerpt, Kind, Owner, PastedRecord, Style, Unreadable, source, status, zone};

/// Defines a parser for texts that contain one of these words, in lower case.
macro_rules! identified_by {
    ($name:ident: $($mark:literal),+) => {
        pub(super) fn $name(text: &Excerpt, kind: Kind) -> Option<Content> {
            has_any(text, &[$($mark),+]).then(|| answer(text, kind))
        }
    };
}

identified_by!(kdig: "->>header<<- opcode: query; status:", ";; from ", ";; warning: response timeout", ";; warning: failed to query", ";; warning: can't", ";; warning: connection", ";; error: failed to query");
identified_by!(delv: "; fully validated", "; unsigned answer", "; negative response", ";; resolution failed", "; <<>> delv");
identified_by!(dig: "; <<>> dig", "->>header<<-", ";; got answer", ";; question section", ";; answer section", ";; connection timed out", ";; communications error", ";; udp setup with", ";; no servers could be reached", "dig: couldn't", ";; query time");
identified_by!(host: " descriptive text \"", "has no txt record", "using domain server", "descriptive text \"", ": 3(nxdomain)", ": 2(servfail)", ": 5(refused)");
identified_by!(unbound_host: " has txt record \"");
identified_by!(dns_python: "dns.resolver.", "dns.exception.", "\nrcode ");
identified_by!(dnscmd: "returned records:", "command failed: dns_", "command failed:  dns_", "dns server failed to enumerate");

/// Parses `plesk bin dns --info`: a name, a type and a value without quotation marks.
pub(super) fn plesk(text: &Excerpt, kind: Kind) -> Option<Content> {
    let is_list = has_any(text, &["success: "]) || has_any(text, &[" mx (", "\tmx ("]);
    let record = |line: Range<usize>| {
        let octets = &text.octets()[line.clone()];
        let name = octets.iter().take_while(|octet| !octet.is_ascii_whitespace()).count();
        let blanks = octets[name..].len() - octets[name..].trim_ascii_start().len();
        let value = octets[name + blanks..]
            .strip_prefix(b"TXT")
            .filter(|value| value.starts_with(b" ") || value.starts_with(b"\t"))?;
        let value = text.slice(line.end - value.len()..line.end).trimmed();
        let is_meant = octets[..name].ends_with(b".") && source::is_meant(value.octets(), kind);
        let owner = Some(Owner::from_name(&octets[..name], true));
        is_meant.then(|| PastedRecord { owner, ..PastedRecord::value(value) })
    };
    let records: Vec<PastedRecord> = text.lines().into_iter().filter_map(record).collect();
    (is_list && !records.is_empty()).then_some(Content::Records(records))
}

/// Parses the output of Hickory DNS's `resolve`, which writes no quotation marks.
pub(super) fn hickory(text: &Excerpt, kind: Kind) -> Option<Content> {
    if !has_any(text, &["success for query"]) {
        return None;
    }
    let record = |line: Range<usize>| {
        let line = text.slice(line).trimmed();
        let start = line.octets().windows(5).position(|five| five == b" TXT ")? + 5;
        let value = line.slice(start..line.octets().len());
        let name = line.octets().split(u8::is_ascii_whitespace).next()?;
        let owner = Some(Owner::from_name(name, true));
        source::is_meant(value.octets(), kind).then(|| PastedRecord { owner, ..PastedRecord::value(value) })
    };
    let records: Vec<PastedRecord> = text.lines().into_iter().filter_map(record).collect();
    (!records.is_empty()).then_some(Content::Records(records))
}

/// Parses `samba-tool dns query`: `TXT: "…" (flags=…)` below a line with the number of records.
pub(super) fn samba(text: &Excerpt, kind: Kind) -> Option<Content> {
    let is_list = has_any(text, &["records="]) && has_any(text, &["children="]);
    if !is_list && !has_any(text, &["werr_dns_"]) {
        return None;
    }
    let records = source::records_in_literals(text, kind, false);
    Some(if records.is_empty() { status::content(text) } else { Content::Records(records) })
}

/// Parses the `template` plugin of CoreDNS, whose answer is a line of a zone file in a string.
pub(super) fn core_dns(text: &Excerpt, kind: Kind) -> Option<Content> {
    if !has_any(text, &["answer \"", "answer `"]) {
        return None;
    }
    let record = |literal: &Excerpt| {
        let start = literal.octets().windows(5).position(|five| five.eq_ignore_ascii_case(b" TXT "))?;
        let line = literal.slice(start + 1..literal.octets().len());
        zone::records_in_presentation_format(&line, kind).into_iter().next()
    };
    let name = source::owner(text, kind).filter(|owner| owner.domain().is_some());
    let with_owner = |record: PastedRecord| PastedRecord { owner: name.clone(), ..record };
    let records: Vec<_> = source::literal_texts(text).iter().filter_map(record).map(with_owner).collect();
    (!records.is_empty()).then(|| source::content_of_records(records))
}

/// Parses `drill`, which writes the response code as `rcode`.
pub(super) fn drill(text: &Excerpt, kind: Kind) -> Option<Content> {
    let has_header = has_any(text, &["->>header<<-"]) && has_any(text, &["rcode: "]);
    (has_header || has_any(text, &["error: error sending query"])).then(|| answer(text, kind))
}

/// Parses `resolvectl query`, which writes the link after a record.
pub(super) fn resolvectl(text: &Excerpt, kind: Kind) -> Option<Content> {
    let told = ["-- link: ", "-- information acquired via protocol", "resolve call failed"];
    if !has_any(text, &told) {
        return None;
    }
    let record = |line: &[u8]| Some(0..line.windows(4).position(|four| four == b" -- ").unwrap_or(line.len()));
    Some(match zone::records_in_presentation_format(&parts(text, record), kind) {
        records if records.is_empty() => status::content(text),
        records => Content::Records(records),
    })
}

/// Parses `dns.resolveTxt` of Node.js: a list of lists of strings, or an error.
pub(super) fn node(text: &Excerpt, kind: Kind) -> Option<Content> {
    if has_any(text, &["querytxt e"]) {
        return Some(status::content(text));
    }
    has_any(text, &["[ [ '", "[['", "[\n  [ '"]).then(|| source::content(text, kind))
}

/// Parses `doggo`. Its table has a row for each record, or for the start of authority and the status.
pub(super) fn doggo(text: &Excerpt, kind: Kind) -> Option<Content> {
    let is_table = has_any(text, &["nameserver"]) && has_any(text, &["class"]);
    is_table.then(|| match source::content(text, kind) {
        Content::Unreadable(Unreadable::NoValue) => status::content(text),
        found => found,
    })
}

/// Parses `fmt.Println` of the result of Go's `net.LookupTXT`: one text in brackets.
pub(super) fn go(text: &Excerpt, kind: Kind) -> Option<Content> {
    let text = text.trimmed();
    let inner = text.octets().strip_prefix(b"[")?.strip_suffix(b"]")?;
    let is_one = source::is_meant(inner, kind) && !inner.iter().any(|octet| b"[]\"'\n".contains(octet));
    is_one.then(|| source::content(&text.slice(1..inner.len() + 1), kind))
}

/// Parses lines of `dnsx`: the name, the type in brackets or none, and the text in brackets.
pub(super) fn dnsx(text: &Excerpt, kind: Kind) -> Option<Content> {
    let record = |line: Range<usize>| {
        text.octets()[line.clone()].contains(&b'[').then_some(())?;
        let line = text.slice(line).trimmed();
        let start = line.octets().iter().position(|octet| *octet == b' ')?;
        let rest = line.octets()[start..].trim_ascii();
        let rest = rest.strip_prefix(b"[TXT]").unwrap_or(rest).trim_ascii_start();
        let inner = rest.strip_prefix(b"[")?.strip_suffix(b"]").filter(|inner| source::is_meant(inner, kind))?;
        if inner.iter().any(|octet| b"[]\"'".contains(octet)) || line.octets()[..start].ends_with(b":") {
            return None;
        }
        let end = line.octets().len() - 1;
        let text = line.slice(end - inner.len()..end);
        let owner = Some(Owner::from_name(&line.octets()[..start], true));
        Some(PastedRecord { text, style: Style::Line, owner, meant: None })
    };
    let records: Vec<PastedRecord> = text.lines().into_iter().filter_map(record).collect();
    (!records.is_empty()).then_some(Content::Records(records))
}

/// Parses `dns_get_record` of PHP, which shows a text twice: as a whole, and as a list of its strings.
pub(super) fn php(text: &Excerpt, kind: Kind) -> Option<Content> {
    if !has_any(text, &["[txt] =>", "[\"txt\"]=>"]) {
        return None;
    }
    let value = |line: &[u8]| {
        let arrow = line.windows(8).position(|eight| eight == b"[txt] =>")?;
        Some(arrow + 8..line.len())
    };
    let mut records = source::records(&parts(text, value), kind, false);
    if records.is_empty() {
        records = source::records_in_literals(text, kind, false);
        records.truncate(1);
    }
    Some(source::content_of_records(records))
}

/// Parses `knotc zone-read` and `knotc zone-diff`, which write the zone's name in brackets before a record, and the marks of a
/// diff.
pub(super) fn knot(text: &Excerpt, kind: Kind) -> Option<Content> {
    let record = |line: &[u8]| {
        let end = line.windows(3).position(|three| three == b".] ").filter(|_| line.starts_with(b"["))?;
        match line[end + 3..] {
            [b'-', b'_', ..] => None,
            [b'+', ..] => Some(end + 4..line.len()),
            _ => Some(end + 3..line.len()),
        }
    };
    let records = zone::records_in_presentation_format(&parts(text, record), kind);
    (!records.is_empty()).then_some(Content::Records(records))
}

/// Returns the selected part of every line, with its line ending.
fn parts(text: &Excerpt, part: impl Fn(&[u8]) -> Option<Range<usize>>) -> Excerpt {
    let mut parts = text.empty_at(0);
    for line in text.lines() {
        if let Some(range) = part(&text.octets()[line.clone()]) {
            parts.append(&text.slice(line.start + range.start..line.start + range.end));
            parts.push(b'\n', text, Span::new(line.end, line.end + 1));
        }
    }
    parts
}

/// Parses `nslookup` in any language: a server with its address, `text =`, or lines of asterisks.
pub(super) fn nslookup(text: &Excerpt, kind: Kind) -> Option<Content> {
    let told = has_any(text, &["\ttext =", " text = \"", "** server can't find", "non-authoritative answer"]);
    let lines = || text.lines().into_iter().map(|line| text.octets()[line].trim_ascii().to_vec());
    let is_message = lines().any(|line| line.starts_with(b"*** ") || line.starts_with(b"DNS request timed out"));
    (told || is_message || lines().any(|line| is_server_address(&line))).then(|| answer(text, kind))
}

/// Whether a line is `Address:  192.0.2.53`, or the same in another language.
fn is_server_address(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"Address").or_else(|| line.strip_prefix(b"Adres")) else { return false };
    let Some(at) = rest.iter().position(|octet| *octet == b':') else { return false };
    let address = rest[at + 1..].trim_ascii().split(|octet| *octet == b'#').next().unwrap_or_default();
    core::str::from_utf8(address).is_ok_and(|address| address.parse::<core::net::IpAddr>().is_ok())
}

/// Parses `dig +yaml` and `delv +yaml`: zone file records as list items.
pub(super) fn yaml(text: &Excerpt, kind: Kind) -> Option<Content> {
    if !has_any(text, &["response_message_data:", "type: delv_result", "response_message:", "type: dig_error"]) {
        return None;
    }
    let mut items = text.empty_at(0);
    for line in text.lines() {
        let octets = &text.octets()[line.clone()];
        let item = octets.trim_ascii_start();
        if let Some(rest) = item.strip_prefix(b"- ") {
            let blanks = rest.len() - rest.trim_ascii_start().len();
            let mut part = text.slice(line.start + octets.len() - rest.len() + blanks..line.end).trimmed();
            if let Some(inner) = part.octets().strip_prefix(b"'").and_then(|inner| inner.strip_suffix(b"'")) {
                part = part.slice(1..inner.len() + 1);
            }
            items.append(&part);
            items.append(&text.slice(line.end..line.end + 1));
        }
    }
    let records = zone::records_in_presentation_format(&items, kind);
    Some(if records.is_empty() { status::content(text) } else { Content::Records(records) })
}

/// Parses records to add in `nsupdate` input (RFC 2136).
pub(super) fn nsupdate(text: &Excerpt, kind: Kind) -> Option<Content> {
    let mut added = text.empty_at(0);
    for line in text.lines() {
        let octets = text.octets()[line.clone()].to_ascii_lowercase();
        let prefixes = [&b"update add "[..], b"add ", b"prereq nxrrset "];
        let Some(prefix) = prefixes[..2].iter().find(|prefix| octets.starts_with(prefix)) else { continue };
        added.append(&text.slice(line.start + prefix.len()..line.end));
        added.append(&text.slice(line.end..line.end + 1));
    }
    let records: Vec<_> = zone::records_in_presentation_format(&added, kind);
    (!records.is_empty()).then_some(Content::Records(records))
}

fn has_any(text: &Excerpt, marks: &[&str]) -> bool {
    let text = text.lower_case();
    marks.iter().any(|mark| text.contains(mark))
}

/// Returns the records of an answer, or the tool's message in their place.
fn answer(text: &Excerpt, kind: Kind) -> Content {
    let records = zone::records_in_presentation_format(text, kind);
    if records.is_empty() { status::content(text) } else { Content::Records(records) }
}
