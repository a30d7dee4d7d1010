//! HTML as text. Only known tags are removed: `<ada@kestrel.test>` is an address.

use std::borrow::Cow;

use crate::form::Pattern;

static IS_HTML: Pattern =
    Pattern::new(r"(?i)<(?:html|head|body|p|br|div|span|table|tr|td|font|pre|b|a)(?:\s[^<>]*)?/?>");
static TAG: Pattern = Pattern::new(
    r"(?is)^(?:<!--.*?-->|<!doctype[^>]*>|<(?:style|script|title)\b.*?</(?:style|script|title)\s*>|</?(?P<name>[a-z][a-z0-9]*(?::[a-z]+)?)(?:\s[^<>]*)?/?>)",
);

/// Tags that end a line.
const LINE_TAGS: [&str; 4] = ["br", "li", "td", "th"];
/// Tags that end a paragraph.
const PARAGRAPH_TAGS: [&str; 15] =
    ["p", "div", "table", "tr", "ul", "ol", "pre", "blockquote", "hr", "h1", "h2", "h3", "h4", "body", "section"];
/// Tags inside a line.
const INLINE_TAGS: [&str; 24] = [
    "html", "head", "meta", "link", "style", "script", "title", "tbody", "thead", "tfoot", "colgroup", "col", "span",
    "font", "b", "i", "u", "a", "em", "strong", "code", "small", "img", "center",
];
/// The largest size of a tag, in bytes.
const MAX_TAG_BYTES: usize = 4096;

/// Returns the text, without tags if it is HTML.
pub(crate) fn strip_html(text: &str) -> Cow<'_, str> {
    if IS_HTML.is_match(&text[..text.floor_char_boundary(64 * 1024)]) { html_to_text(text).into() } else { text.into() }
}

/// Returns the text of HTML.
pub(crate) fn html_to_text(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&without_entities(&rest[..at]));
        rest = &rest[at..];
        let length = tag(rest, &mut text);
        if length == 0 {
            text.push('<');
        }
        rest = &rest[length.max(1)..];
    }
    text.push_str(&without_entities(rest));
    text
}

/// Returns the length of the known tag at the beginning, or 0 if there is none. Writes the line breaks that the tag
/// implies.
fn tag(rest: &str, text: &mut String) -> usize {
    let Some(found) = TAG.captures(&rest[..rest.floor_char_boundary(MAX_TAG_BYTES)]) else { return 0 };
    let length = found.get(0).map_or(0, |whole| whole.end());
    let Some(name) = found.name("name") else { return length };
    let name = name.as_str().to_ascii_lowercase();
    let name = name.as_str();
    if PARAGRAPH_TAGS.contains(&name) {
        text.push_str("\n\n");
    } else if LINE_TAGS.contains(&name) {
        text.push('\n');
        // The source of a page often goes on in the next line, too.
        let line_end = ["\r\n", "\n"].into_iter().find(|end| rest[length..].starts_with(end));
        return length + line_end.map_or(0, str::len);
    } else if !INLINE_TAGS.contains(&name) && !name.contains(':') {
        return 0;
    }
    length
}

fn without_entities(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return text.into();
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.as_bytes().iter().take(12).position(|byte| *byte == b';');
        match end.and_then(|end| Some((entity(&rest[1..end])?, end))) {
            Some((c, end)) => {
                decoded.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                decoded.push('&');
                rest = &rest[1..];
            }
        }
    }
    decoded.push_str(rest);
    decoded.into()
}

fn entity(name: &str) -> Option<char> {
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" | "lsquo" | "rsquo" => Some('\''),
        "nbsp" => Some(' '),
        "ldquo" | "rdquo" => Some('"'),
        "ndash" | "mdash" => Some('-'),
        _ => match name.strip_prefix('#')? {
            hex if hex.starts_with(['x', 'X']) => number(&hex[1..], 16),
            digits => number(digits, 10),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_removed_and_addresses_are_kept() {
        for (html, expected) in [
            ("<p>550&nbsp;5.4.8 <b>MX</b> hosts</p>", "\n\n550 5.4.8 MX hosts\n\n"),
            ("<td>one<br/>two</td><ada@kestrel.test>", "\none\ntwo\n<ada@kestrel.test>"),
            ("<!-- 550 5.4.8 --><span class=\"x\">a &lt;b&gt; &amp;amp; &#39;c&#x27;</span>", "a <b> &amp; 'c'"),
            ("<style>p { x: 1 }</style>a &unknown; & b", "a &unknown; & b"),
            ("<o:p></o:p>a < b", "a < b"),
        ] {
            assert_eq!(html_to_text(html), expected);
        }
        assert_eq!(strip_html("<ada@kestrel.test>: x &lt;"), "<ada@kestrel.test>: x &lt;");
    }
}
