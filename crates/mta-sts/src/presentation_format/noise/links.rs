//! Links that chats and Markdown make of the addresses in a record.

use core::ops::Range;

use crate::presentation_format::Excerpt;

/// A link: its place, its address and the text shown.
struct Link {
    whole: Range<usize>,
    address: Range<usize>,
    label: Range<usize>,
}

/// Replaces links by their addresses, if one of them has a text beside its address: `<mailto:a|a>` of Slack,
/// `[a](mailto:a)` of Markdown, `a<mailto:a>` of Outlook. Other angle brackets may be part of a record.
pub(in crate::presentation_format) fn remove(text: &Excerpt) -> Option<Excerpt> {
    let octets = text.octets();
    let is_told = |link: Link| !link.label.is_empty() || is_repeated(octets, &link);
    let has_label = (0..octets.len()).any(|at| link(octets, at).is_some_and(is_told));
    if !has_label {
        return None;
    }
    let mut plain = text.empty_at(0);
    let mut at = 0;
    while at < octets.len() {
        match link(octets, at) {
            Some(link) if is_repeated(octets, &link) => at = link.whole.end,
            Some(link) => {
                plain.append(&text.slice(meant(octets, &link, plain.octets())));
                at = link.whole.end;
            }
            None => {
                plain.append(&text.slice(at..at + 1));
                at += 1;
            }
        }
    }
    Some(plain)
}

/// Whether the address of a link without text stands before it, with or without its scheme.
fn is_repeated(octets: &[u8], link: &Link) -> bool {
    let address = &octets[link.address.clone()];
    let bare = address.strip_prefix(MAIL).unwrap_or(address);
    link.label.is_empty() && !bare.is_empty() && octets[..link.whole.start].ends_with(bare)
}

/// Returns the part of a link that belongs to the text before it. Chats add the scheme of web addresses.
fn meant(octets: &[u8], link: &Link, before: &[u8]) -> Range<usize> {
    let is_mail = octets[link.address.clone()].starts_with(MAIL);
    let ends_with_scheme = before.last_chunk().is_some_and(|end: &[u8; MAIL.len()]| end.eq_ignore_ascii_case(MAIL));
    if is_mail && ends_with_scheme {
        link.address.start + MAIL.len()..link.address.end
    } else if is_mail || link.label.is_empty() {
        link.address.clone()
    } else {
        link.label.clone()
    }
}

const MAIL: &[u8] = b"mailto:";

fn is_address(text: &[u8]) -> bool {
    let has_scheme = [MAIL, b"https://", b"http://"].iter().any(|scheme| text.starts_with(scheme));
    has_scheme && !text.iter().any(|octet| octet.is_ascii_whitespace() || b"<>[]()|".contains(octet))
}

/// Returns the link at a position.
fn link(octets: &[u8], at: usize) -> Option<Link> {
    let found = match octets[at] {
        b'<' => chat_link(octets, at),
        b'[' => markdown_link(octets, at),
        _ => None,
    }?;
    is_address(&octets[found.address.clone()]).then_some(found)
}

/// Returns the link `<address|text>` or `<address>`.
fn chat_link(octets: &[u8], at: usize) -> Option<Link> {
    let end = position(octets, at + 1, b'>')?;
    let bar = position(octets, at + 1, b'|').filter(|bar| *bar < end).unwrap_or(end);
    Some(Link { whole: at..end + 1, address: at + 1..bar, label: (bar + 1).min(end)..end })
}

/// Returns the link `[text](address)`, whose text is the address, with or without its scheme.
fn markdown_link(octets: &[u8], at: usize) -> Option<Link> {
    let middle = position(octets, at + 1, b']').filter(|at| octets.get(at + 1) == Some(&b'('))?;
    let end = position(octets, middle + 2, b')')?;
    let (label, address) = (at + 1..middle, middle + 2..end);
    let bare = octets[address.clone()].strip_prefix(MAIL).unwrap_or(&octets[address.clone()]);
    let is_same = octets[label.clone()] == *bare || octets[label.clone()] == octets[address.clone()];
    is_same.then_some(Link { whole: at..end + 1, address, label })
}

/// Returns the position of an octet on the same line, before another link begins. So reading stays linear.
fn position(octets: &[u8], from: usize, octet: u8) -> Option<usize> {
    let rest = octets.get(from..)?;
    let is_end = |other: &u8| *other == octet || b"\n<[".contains(other);
    let at = rest.iter().position(is_end).map(|at| from + at)?;
    (octets[at] == octet).then_some(at)
}
