//! The texts in a message (RFC 2045, RFC 3462, RFC 3464): those for people and programs, without the returned message.

use std::borrow::Cow;

use mail_parser::{MessageParser, MimeHeaders, PartType};

use crate::{form::Pattern, html, normal};

/// The maximum depth of nested messages.
const MAX_DEPTH: usize = 3;

/// A message starts with header fields, one of which is `Content-Type`. In `mbox`, a line precedes them.
static MAIL: Pattern =
    Pattern::new(r"(?i)^(?:\s*From [^\n]*\n)?(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?Content-Type[ \t]*:[ \t]*[a-z]");
/// The body of a message whose header is missing.
static PART: Pattern = Pattern::new(r"(?i)^\s*--(?P<boundary>[^\s]{1,70})\r?\nContent-[a-z-]+:");
/// Media subtypes of parts that contain the returned message. Its own text has no meaning here.
static RETURNED: Pattern = Pattern::new(r"(?i)^(?:rfc822|global|rfc822-headers|global-headers|x-dropped)$");
static FAILED: Pattern = Pattern::new(r"(?i)^X-Failed-Recipients$");

/// Returns the texts of the pasted input: the parts of a message, or else the input itself. HTML is converted to text.
pub(crate) fn mime_texts(input: &[u8], depth: usize) -> Vec<String> {
    if let Some(mail) = parsable_mail(input) {
        let texts = parts(&mail, depth);
        if !texts.is_empty() {
            return texts;
        }
    }
    vec![html::strip_html(&normal::decode_text(input)).into_owned()]
}

/// Returns the message in a form that the parser accepts, if the input is a message.
fn parsable_mail(input: &[u8]) -> Option<Cow<'_, [u8]>> {
    let head = normal::decode_text(&input[..input.len().min(16 * 1024)]);
    if MAIL.is_match(&head) {
        let begin =
            head.starts_with("From ").then(|| input.iter().position(|byte| *byte == b'\n').map_or(0, |at| at + 1));
        return Some(hide_nested_messages(&input[begin.unwrap_or(0)..]).into());
    }
    let boundary = &PART.captures(&head)?["boundary"].replace(['"', '\\'], "");
    let header = format!("Content-Type: multipart/report; boundary=\"{boundary}\"\r\n\r\n");
    Some([header.as_bytes(), &hide_nested_messages(input)].concat().into())
}

/// Renames the types of nested messages, so that the parser does not follow them: their number is unlimited.
fn hide_nested_messages(input: &[u8]) -> Vec<u8> {
    let mut mail = input.to_owned();
    for at in memchr::memchr_iter(b'/', input) {
        let before = &input[..at];
        let word = before.trim_ascii_end();
        let is_message = word.len() >= 7 && word[word.len() - 7..].eq_ignore_ascii_case(b"message");
        let is_digest = starts_with(&input[at + 1..], b"digest");
        if is_message && (starts_with(&input[at + 1..], b"rfc822") || is_plain_global(&input[at + 1..])) {
            mail[word.len() - 7..word.len()].copy_from_slice(b"dropped");
        } else if is_digest {
            mail[at] = b'-';
        }
    }
    mail
}

fn starts_with(text: &[u8], word: &[u8]) -> bool {
    let text = text.trim_ascii_start();
    text.len() >= word.len() && text[..word.len()].eq_ignore_ascii_case(word)
}

/// Returns whether the type is `message/global`, but not `message/global-delivery-status` (RFC 6533).
fn is_plain_global(text: &[u8]) -> bool {
    starts_with(text, b"global") && !starts_with(text, b"global-delivery-status")
}

fn parts(mail: &[u8], depth: usize) -> Vec<String> {
    let Some(message) = MessageParser::default().parse(mail) else { return Vec::new() };
    let is_report =
        message.parts.first().and_then(|root| root.content_type()).is_some_and(|kind| kind.subtype() == Some("report"));
    let failed = message
        .headers_raw()
        .filter(|(name, _)| FAILED.is_match(name))
        .map(|(name, value)| format!("{name}: {}", value.trim()));
    let mut texts: Vec<String> = Vec::new();
    for part in &message.parts {
        let subtype = part.content_type().and_then(|kind| kind.subtype()).unwrap_or("plain");
        match &part.body {
            _ if RETURNED.is_match(subtype) => {
                if !is_report && depth < MAX_DEPTH && subtype.eq_ignore_ascii_case("rfc822") {
                    texts.extend(mime_texts(part.contents(), depth + 1));
                }
            }
            PartType::Html(text) => texts.push(html::html_to_text(text)),
            PartType::Text(text) => texts.push(html::strip_html(text).into_owned()),
            PartType::Binary(bytes) if subtype.ends_with("delivery-status") => {
                texts.push(normal::decode_text(bytes).into_owned())
            }
            PartType::Binary(_) | PartType::InlineBinary(_) | PartType::Message(_) | PartType::Multipart(_) => {}
        }
    }
    let failed: Vec<String> = failed.collect();
    if let (Some(first), false) = (texts.first_mut(), failed.is_empty()) {
        first.insert_str(0, &(failed.join("\n") + "\n"));
    }
    texts
}
