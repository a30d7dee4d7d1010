//! Salvage of report addresses and further fields from invalid TXT records.

mod blanks;

use alloc::{borrow::ToOwned, collections::BTreeSet, format, string::String, vec::Vec};

use blanks::{has_broken_address, joined};

use crate::{
    Outcome, TlsRptReading, a_labels::a_labels, fields, plain_text, print_tls_rpt, tls_rpt::is_placeholder_mailbox,
};

/// Largest number of a record's words read as addresses. Real records have fewer.
const MAX_ADDRESSES: usize = 40;

/// Returns the addresses for TLS reports found in records, without duplicates. Adds a missing scheme, and removes blanks, size
/// limits and a final dot.
#[must_use]
pub fn salvaged_addresses(texts: &[impl AsRef<[u8]>]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for text in texts {
        let text = plain_text(text.as_ref());
        let text = String::from_utf8_lossy(&text);
        for uri in joined(&text).split(is_between).flat_map(at_schemes).filter_map(address).take(MAX_ADDRESSES) {
            if !found.iter().any(|other| is_same_address(other, &uri)) {
                found.push(uri);
            }
        }
    }
    found
}

/// Whether a blank cuts an address in these records, and the whole cannot be told. What is left of it is another address.
#[must_use]
pub fn has_unclear_address(texts: &[impl AsRef<[u8]>]) -> bool {
    texts.iter().any(|text| has_broken_address(&String::from_utf8_lossy(&plain_text(text.as_ref()))))
}

/// Whether two URIs are the same address. The letter case of a mail domain does not matter.
fn is_same_address(one: &str, other: &str) -> bool {
    match (one.rsplit_once('@'), other.rsplit_once('@')) {
        (Some((one, domain)), Some((other, other_domain))) => one == other && domain.eq_ignore_ascii_case(other_domain),
        _ => one == other,
    }
}

fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, ';' | ',' | '"' | '\\' | '`')
}

/// Splits a word before each scheme. Two addresses without a separator are still two.
fn at_schemes(word: &str) -> Vec<&str> {
    let lower = word.to_ascii_lowercase();
    let schemes = ["mailto:", "https://", "http://"];
    let starts = |at: &usize| schemes.iter().any(|scheme| lower[*at..].starts_with(scheme));
    let mut cuts: Vec<usize> = lower.char_indices().map(|(at, _)| at).filter(starts).collect();
    // An address in the query of another is part of it.
    if let Some(query) = word.find('?') {
        cuts.retain(|cut| *cut < query || !word[..*cut].ends_with(['=', '/', '?', '&']));
    }
    if cuts.is_empty() {
        return Vec::from([word]);
    }
    // Any separator before another address splits the two.
    let parts_from_next = |c: char| !c.is_alphanumeric() && c != '/';
    let ends = cuts.iter().skip(1).map(|cut| word[..*cut].trim_end_matches(parts_from_next).len()).chain([word.len()]);
    cuts.iter().zip(ends).map(|(start, end)| &word[*start..end.max(*start)]).collect()
}

/// Returns a word as a report address, if it is one, with or without its trailing marks.
fn address(word: &str) -> Option<String> {
    let is_mark = |c: char| !c.is_alphanumeric();
    let ends = [
        word,
        word.trim_end_matches(|c| is_mark(c) && c != '/'),
        word.trim_end_matches(is_mark),
        // In scripts without blanks, the text continues directly after an address.
        word.trim_end_matches(|c: char| !c.is_ascii()),
    ];
    ends.into_iter().find_map(uri)
}

/// Returns a word without a size limit such as `!10m`, which reports of DMARC had.
fn without_size(word: &str) -> &str {
    let Some((address, size)) = word.split_once('!') else { return word };
    let number = size.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = &size[number.len()..];
    let has_number = size.is_empty() || !number.is_empty() || !size.contains(char::is_alphanumeric);
    let is_size = unit.len() < 3 && has_number && number.bytes().all(|octet| octet.is_ascii_digit());
    if is_size { address } else { word }
}

/// Returns a word as a report address, if it is one.
fn uri(word: &str) -> Option<String> {
    let word = without_size(word).replace('!', "%21");
    let word = word.trim_matches(['\'', '(', ')', '[', ']']);
    let word = word.trim_start_matches('<');
    let word = if word.contains('<') { word } else { word.trim_end_matches('>') };
    let after = |scheme: &str| {
        let head = word.get(..scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then(|| &word[scheme.len()..])
    };
    let uri = if let Some(rest) = after("https://").or_else(|| after("http://")).or_else(|| after_lone_scheme(word)) {
        format!("https://{rest}")
    } else {
        // Without a scheme, other letters before an address are surrounding text.
        let last = || word.rsplit(['=', ':']).next().filter(|last| last.split('@').next().is_some_and(str::is_ascii));
        let bare = after("mailto:").or_else(last).unwrap_or_default();
        let bare = bare.trim_start_matches('/');
        let bare = bare.strip_prefix('<').map_or(bare, |inner| inner.trim_end_matches('>'));
        // The `@` was percent-encoded with the rest.
        let bare = if bare.contains('@') { bare.to_owned() } else { bare.replacen("%40", "@", 1) };
        let mailbox = bare.split('@').next().filter(|mailbox| !is_placeholder_mailbox(mailbox))?;
        (mailbox.len() < bare.len()).then(|| format!("mailto:{bare}"))?
    };
    let uri = in_ascii(uri.trim_end_matches('.'))?;
    let reading = TlsRptReading::read(&[print_tls_rpt(&uri)]);
    (reading.outcome == Outcome::Valid && reading.problems.is_empty()).then_some(uri)
}

/// Returns the rest of a web address after `https:`, if its slashes are missing.
fn after_lone_scheme(word: &str) -> Option<&str> {
    let start = word.find("https:").filter(|at| *at == 0 || word[..*at].ends_with('='))?;
    let rest = word[start + "https:".len()..].trim_start_matches('/');
    rest.split('/').next().is_some_and(|host| host.contains('.') && !host.contains('@')).then_some(rest)
}

/// Returns an address as a URI. Its host is in A-labels, and all other non-ASCII text is percent-encoded (RFC 3987 §3.1, RFC
/// 6068 §2).
fn in_ascii(address: &str) -> Option<String> {
    let is_mail = address.starts_with("mailto:");
    let start =
        address.find(if is_mail { "@" } else { "//" }).map_or(address.len(), |at| at + 2 - usize::from(is_mail));
    let (before, rest) = address.split_at(start);
    let end = rest.find(['/', '?', '#', ':']).unwrap_or(rest.len());
    let (host, after) = rest.split_at(end);
    let host = decoded(host).unwrap_or_else(|| host.to_owned());
    // Letters of other scripts after a name are surrounding text: no top-level domain mixes them with ASCII.
    let last = host.rsplit('.').next().unwrap_or_default();
    let is_mixed = last.contains(|c: char| c.is_ascii_alphanumeric()) && last.contains(|c: char| c > '\u{2fff}');
    let is_whole = !is_mixed && !after.ends_with(|c: char| !c.is_ascii());
    let host = Some(host).filter(|_| is_whole).and_then(|host| a_labels(&host))?;
    Some([percent_encoded(before), host, percent_encoded(after)].concat())
}

/// Returns a host without its percent-encoding, if that encodes letters outside ASCII.
fn decoded(host: &str) -> Option<String> {
    let mut octets = Vec::new();
    let mut rest = host.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        let digits = others.get(..2).filter(|_| *first == b'%').and_then(|digits| core::str::from_utf8(digits).ok());
        // A sign is no digit, though the parser of numbers takes it.
        let digits = digits.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let octet = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        octets.push(octet.unwrap_or(*first));
        rest = octet.map_or(others, |_| &others[2..]);
    }
    String::from_utf8(octets).ok().filter(|host| !host.is_ascii())
}

/// Returns a text with its non-ASCII characters percent-encoded, and each percent sign without two digits.
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let digits = || text.as_bytes().get(at + 1..at + 3);
        if c == '%' && !digits().is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)) {
            encoded.push_str("%25");
        } else if c.is_ascii() {
            encoded.push(c);
        } else {
            let mut octets = [0; 4];
            c.encode_utf8(&mut octets).bytes().for_each(|octet| encoded.push_str(&format!("%{octet:02X}")));
        }
    }
    encoded
}

/// Returns the fields of a record that are neither its version nor the field of this name. Keeps those that the grammar of
/// extensions allows (RFC 8461 §3.1, RFC 8460 §3).
#[must_use]
pub fn kept_fields(text: &[u8], own: &str) -> Vec<String> {
    let text = &*plain_text(text);
    let others = [own, "v", "rua", "id", "ruf", "rau", "mode", "mx", "max_age"];
    let fields = fields::split_fields(text, 0).filter(|field| field.is_grammatical(text));
    let named =
        fields.map(|field| (fields::ascii_text(field.name.slice(text)), fields::ascii_text(field.whole.slice(text))));
    // Before the semicolon that ends a field, a backslash would look like an escape.
    let named = named.map(|(name, whole)| (name, whole.trim_end_matches('\\').to_owned()));
    let (mut kept, mut names) = (Vec::new(), BTreeSet::new());
    for (name, whole) in named {
        let value = whole.get(name.len() + 1..).unwrap_or_default().to_ascii_lowercase();
        // A field with an address is intended as the list of addresses.
        let is_list = value.contains("mailto:") || value.starts_with("https:");
        let is_other = others.iter().any(|other| name.eq_ignore_ascii_case(other)) || is_list || value.is_empty();
        // The first of repeated fields counts (RFC 8461 §3.2).
        kept.extend((!is_other && names.insert(name)).then_some(whole));
    }
    kept
}

#[cfg(test)]
mod tests;
