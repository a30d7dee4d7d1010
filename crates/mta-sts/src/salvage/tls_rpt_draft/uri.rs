//! One report address: the URI that a word is, or plainly stands for.

use alloc::{borrow::ToOwned, format, string::String, vec::Vec};

use crate::{
    Outcome, TlsRptReading, a_labels::a_labels, policy::levenshtein_distance, print_tls_rpt,
    tls_rpt::is_placeholder_mailbox,
};

/// Returns a word that is a report address by the grammar, with its scheme in lower case. Removes a final dot.
pub(super) fn exact_uri(word: &str) -> Option<String> {
    let word = word.strip_suffix('.').unwrap_or(word);
    let reading = TlsRptReading::read(&[print_tls_rpt(word)]);
    let (scheme, rest) = word.split_once(':')?;
    let is_valid = reading.outcome == Outcome::Valid && reading.problems.is_empty();
    is_valid.then(|| format!("{}:{rest}", scheme.to_ascii_lowercase()))
}

/// Returns the address that a word stands for. Adds or corrects the scheme, and removes marks around it and a size limit.
pub(super) fn uri(word: &str) -> Option<String> {
    if let Some(exact) = exact_uri(word) {
        return Some(exact);
    }
    let word = word.trim_start_matches(OPENING);
    let closed = word.trim_end_matches(|c: char| CLOSING.contains(&c) || !c.is_ascii() && !c.is_alphanumeric());
    // In scripts without blanks, the text continues directly after an address.
    [word, closed, closed.trim_end_matches(|c: char| !c.is_ascii())].into_iter().find_map(repaired)
}

/// Marks before an address.
const OPENING: [char; 7] = ['"', '\'', '`', '<', '(', '[', '{'];

/// Marks after an address. Any other mark may stand for a letter.
const CLOSING: [char; 9] = ['"', '\'', '`', '>', ')', ']', '}', '\\', '.'];

/// Returns an address in ASCII with a correct scheme, if nothing else is wrong with a word.
fn repaired(word: &str) -> Option<String> {
    let word = without_size(word).replace('!', "%21");
    let uri = match scheme(&word) {
        Some((Scheme::Https, rest)) => format!("https://{}", rest.trim_start_matches('/')),
        Some((Scheme::Mailto, rest)) => mail(rest.trim_start_matches('/'))?,
        None if has_scheme_letters(&word) || word.contains([':', '/']) => return None,
        None => mail(&word)?,
    };
    let uri = exact_uri(&in_ascii(uri.trim_end_matches('.'))?)?;
    let (_, host) = uri.split_once(if uri.starts_with("mailto:") { "@" } else { "//" })?;
    host.split(['/', '?', '#', ':'])
        .next()
        .is_some_and(|host| host.contains('.') || host.starts_with('['))
        .then_some(uri)
}

/// Returns a mail address with its scheme.
fn mail(address: &str) -> Option<String> {
    let bare = address.strip_prefix('<').map_or(address, |inner| inner.trim_end_matches('>'));
    // The `@` was percent-encoded with the rest.
    let bare = if bare.contains('@') { bare.to_owned() } else { bare.replacen("%40", "@", 1) };
    let (mailbox, domain) = bare.split_once('@')?;
    // In tinydns data, the time to live follows after a colon.
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|octet| octet.is_ascii_digit());
    let domain = domain.rsplit_once(':').filter(|(_, number)| is_number(number)).map_or(domain, |(domain, _)| domain);
    let domain = domain.trim_end_matches('/');
    (!is_placeholder_mailbox(mailbox) && !domain.contains('@')).then(|| format!("mailto:{mailbox}@{domain}"))
}

/// The two schemes of report addresses.
enum Scheme {
    Mailto,
    Https,
}

/// Words that stand for `mailto` and are not near it.
const MAIL_WORDS: [&str; 4] = ["mail", "email", "e-mail", "mail-to"];

/// Returns the scheme that the text before the first colon is meant as, and the rest.
fn scheme(word: &str) -> Option<(Scheme, &str)> {
    let (name, rest) = word.split_once(':').filter(|(name, _)| (2..10).contains(&name.len()))?;
    let name = name.to_ascii_lowercase();
    let is_mail = MAIL_WORDS.contains(&&*name) || levenshtein_distance(&name, "mailto") < 3;
    let is_web = ["http", "https"].iter().any(|scheme| levenshtein_distance(&name, scheme) < 2);
    let has_host = || {
        let host = rest.trim_start_matches('/').split('/').next();
        host.is_some_and(|host| host.contains('.') && !host.contains('@'))
    };
    if is_web && (rest.starts_with("//") || has_host()) {
        Some((Scheme::Https, rest))
    } else {
        is_mail.then_some((Scheme::Mailto, rest))
    }
}

/// Whether a text begins with a scheme, right or misspelled.
pub(super) fn has_scheme(text: &str) -> bool {
    scheme(text).is_some()
}

/// Whether a mailbox begins with the letters of `mailto`, or nearly so: its colon may be missing.
fn has_scheme_letters(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    (5..8).filter_map(|length| lower.get(..length)).any(|head| levenshtein_distance(head, "mailto") < 2)
}

/// Returns a word without a size limit such as `!10m`, which reports of DMARC had (RFC 7489 §6.2).
fn without_size(word: &str) -> &str {
    let Some((address, size)) = word.rsplit_once('!') else { return word };
    let number = size.trim_end_matches(['k', 'm', 'g', 't', 'K', 'M', 'G', 'T']);
    let is_size =
        size.len() - number.len() < 2 && !number.is_empty() && number.bytes().all(|octet| octet.is_ascii_digit());
    // In a path, an exclamation mark with a digit may be part of it.
    let is_certain = address.contains('@') || number.len() < size.len();
    if is_size && is_certain { address } else { word }
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
