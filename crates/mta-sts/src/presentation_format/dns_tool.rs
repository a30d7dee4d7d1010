//! The output of DNS tools for terminals: `dig`, `kdig`, `drill`, `delv`, `host`, `nslookup`.

use alloc::vec::Vec;

use super::{Content, Excerpt, Kind, status, zone};

/// A text that has one of these words, in lower case, is read by this function.
macro_rules! told_by {
    ($name:ident: $($mark:literal),+) => {
        pub(super) fn $name(text: &Excerpt, kind: Kind) -> Option<Content> {
            has_any(text, &[$($mark),+]).then(|| answer(text, kind))
        }
    };
}

told_by!(kdig: "->>header<<- opcode: query; status:", ";; from ");
told_by!(delv: "; fully validated", "; unsigned answer", "; negative response", ";; resolution failed", "; <<>> delv");
told_by!(dig: "; <<>> dig", "->>header<<-", ";; got answer", ";; question section", ";; answer section", ";; connection timed out", ";; communications error", "dig: couldn't", ";; query time");
told_by!(host: " descriptive text \"", "has no txt record", "using domain server", ": 3(nxdomain)", ": 2(servfail)", ": 5(refused)");

/// `drill` writes the response code as `rcode`.
pub(super) fn drill(text: &Excerpt, kind: Kind) -> Option<Content> {
    (has_any(text, &["->>header<<-"]) && has_any(text, &["rcode: "])).then(|| answer(text, kind))
}

/// `nslookup`, in whatever language: a server with its address, `text =`, or lines of asterisks.
pub(super) fn nslookup(text: &Excerpt, kind: Kind) -> Option<Content> {
    let told = has_any(text, &["\ttext =", " text = \"", "** server can't find", "non-authoritative answer"]);
    let lines = || text.lines().into_iter().map(|line| text.octets()[line].trim_ascii().to_vec());
    let is_message = lines().any(|line| line.starts_with(b"*** ") || line.starts_with(b"DNS request timed out"));
    (told || is_message || lines().any(|line| is_server_address(&line))).then(|| answer(text, kind))
}

/// `Address:  192.0.2.53`, or the same word in another language.
fn is_server_address(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"Address").or_else(|| line.strip_prefix(b"Adres")) else { return false };
    let Some(at) = rest.iter().position(|octet| *octet == b':') else { return false };
    let address = rest[at + 1..].trim_ascii().split(|octet| *octet == b'#').next().unwrap_or_default();
    core::str::from_utf8(address).is_ok_and(|address| address.parse::<core::net::IpAddr>().is_ok())
}

/// `dig +yaml` and `delv +yaml`: records of a zone as items of a list.
pub(super) fn yaml(text: &Excerpt, kind: Kind) -> Option<Content> {
    if !has_any(text, &["response_message_data:", "type: delv_result", "response_message:"]) {
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
    let records = zone::presented(&items, kind);
    Some(if records.is_empty() { status::content(text) } else { Content::Records(records) })
}

/// Records to add, as `nsupdate` reads them (RFC 2136).
pub(super) fn nsupdate(text: &Excerpt, kind: Kind) -> Option<Content> {
    let mut added = text.empty_at(0);
    for line in text.lines() {
        let octets = text.octets()[line.clone()].to_ascii_lowercase();
        let prefixes = [&b"update add "[..], b"add ", b"prereq nxrrset "];
        let Some(prefix) = prefixes[..2].iter().find(|prefix| octets.starts_with(prefix)) else { continue };
        added.append(&text.slice(line.start + prefix.len()..line.end));
        added.append(&text.slice(line.end..line.end + 1));
    }
    let records: Vec<_> = zone::presented(&added, kind);
    (!records.is_empty()).then_some(Content::Records(records))
}

fn has_any(text: &Excerpt, marks: &[&str]) -> bool {
    let text = text.lower_case();
    marks.iter().any(|mark| text.contains(mark))
}

/// The records of an answer, or what the tool says instead.
fn answer(text: &Excerpt, kind: Kind) -> Content {
    let records = zone::presented(text, kind);
    if records.is_empty() { status::content(text) } else { Content::Records(records) }
}
