//! Messages (RFC 8460 §5.3): every part whose content is a report, including parts of nested messages.

use std::borrow::Cow;

use mail_parser::{Encoding, Header, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use memchr::memmem;

use super::{Context, Reader, sniff};
use crate::{
    NoteId, SkipReason,
    file_name::domain_name,
    organization::{MailSender, domain_of, signer},
};

/// The maximum number of parts that contain messages or parts. Real messages have a handful.
const MAX_CONTAINERS: usize = 1000;

/// The parser's allocation limit for base64 parts: for each of them, it reserves the rest of the message.
const MAX_RESERVED_BYTES: usize = 256 << 20;

/// Bytes that the parser may scan while it searches for boundaries.
const MAX_SEARCHED_BYTES: usize = 1 << 30;

impl Reader<'_> {
    /// Reads a message. One without a report is counted, and is skipped only if a report was expected.
    pub(super) fn mail(&mut self, bytes: &[u8], context: &Context) {
        self.reading.read_counts.mails += 1;
        let before = self.found();
        if bytes.len() > self.budget.limits.report_bytes {
            self.skip(SkipReason::ReportLimit, context);
        } else if is_excessive(bytes) {
            self.skip(SkipReason::MemberLimit, context);
        } else if let Some(message) = MessageParser::default().parse(bytes) {
            self.message(&message, context);
        }
        if self.found() == before {
            self.reading.read_counts.mails_without_report += 1;
            if context.is_report_expected {
                self.skip(SkipReason::NoReportInMail, context);
            }
        }
    }

    fn message(&mut self, message: &Message<'_>, context: &Context) {
        if context.mails >= self.budget.limits.mails {
            return self.skip(SkipReason::DepthLimit, context);
        }
        let mut context = with_header_hints(message, context);
        context.mails += 1;
        for part in &message.parts {
            if !self.budget.take_member() {
                return self.skip(SkipReason::MemberLimit, &context);
            }
            self.part(part, message, &context);
        }
    }

    fn part(&mut self, part: &MessagePart<'_>, message: &Message<'_>, context: &Context) {
        let media_type = media_type(part);
        let context = part_context(part, &media_type, message, context);
        match &part.body {
            PartType::Multipart(_) => {}
            PartType::Message(inner) => self.message(inner, &context),
            body => {
                let content = content(part, body, message);
                if may_contain_report(&content, &media_type, part.attachment_name(), context.is_report_expected) {
                    self.content(&content, &context);
                }
            }
        }
    }
}

/// Returns whether the parser would need far more time or memory than for any real message.
fn is_excessive(mail: &[u8]) -> bool {
    // A short message cannot contain the words often enough.
    if mail.len() <= MAX_CONTAINERS * b"message/".len() {
        return false;
    }
    let lower = mail.to_ascii_lowercase();
    let count = |word: &[u8]| memmem::find_iter(&lower, word).count();
    let (encoded, boundaries) = (count(b"base64"), count(b"boundary"));
    count(b"message/") > MAX_CONTAINERS
        || encoded > 1 && encoded.saturating_mul(mail.len()) > MAX_RESERVED_BYTES
        || boundaries.saturating_mul(mail.len()) > MAX_SEARCHED_BYTES
}

/// Returns the place with the hints from the headers of a message.
fn with_header_hints(message: &Message<'_>, context: &Context) -> Context {
    let mut context = context.clone();
    let header = |name: &str| message.header(name.to_owned()).and_then(|value| value.as_text()).and_then(domain_name);
    context.origin.domain = header("TLS-Report-Domain").or(context.origin.domain);
    context.origin.submitter = header("TLS-Report-Submitter").or(context.origin.submitter);
    let has_type = message.content_type().and_then(|of| of.attribute("report-type"));
    if context.members.len() <= 1 && has_type.is_none() {
        context.origin.notes.push(NoteId::ReportTypeMissing);
    }
    context.origin.subject_id = message.subject().and_then(subject_id);
    context.origin.mail_sender = mail_sender(message);
    context
}

fn mail_sender(message: &Message<'_>) -> MailSender {
    let from = message.from().and_then(|from| from.first()).and_then(|from| from.address());
    let signatures =
        message.headers().iter().filter(|header| header.name.as_str().eq_ignore_ascii_case("DKIM-Signature"));
    let value = |header: &Header<'_>| {
        let raw = message.raw_message.get(header.offset_start as usize..header.offset_end as usize)?;
        signer(str::from_utf8(raw).ok()?)
    };
    MailSender { from: from.and_then(domain_of), signers: signatures.filter_map(value).collect() }
}

/// Returns the report id of a Subject (RFC 8460 §5.3), without its brackets.
fn subject_id(subject: &str) -> Option<String> {
    let (_, id) = subject.split_once("Report-ID:")?;
    let id = id.trim().trim_start_matches('<').trim_end_matches('>');
    (!id.is_empty()).then(|| id.to_owned())
}

/// Returns the place of a part, named after its file if it has a name.
fn part_context(part: &MessagePart<'_>, media_type: &str, message: &Message<'_>, context: &Context) -> Context {
    let name = part.attachment_name();
    let mut context = match name {
        Some(name) => context.member(name),
        None if message.parts.len() > 1 => context.member(media_type),
        None => context.clone(),
    };
    let is_report_type = media_type.starts_with("application/tlsrpt");
    context.is_report_expected = is_report_type || name.is_some_and(sniff::is_named_like_a_report);
    if !is_report_type {
        context.origin.notes.push(NoteId::WrongMediaType);
    }
    context
}

/// Returns whether a part may contain a report. Signatures, banners and text bodies do not, but a body may quote JSON.
fn may_contain_report(content: &[u8], media_type: &str, name: Option<&str>, is_report_expected: bool) -> bool {
    let is_text = media_type.starts_with("text/") && name.is_none();
    let found = match sniff::kind(content) {
        sniff::Kind::Gzip | sniff::Kind::Zip | sniff::Kind::Tar | sniff::Kind::Json => true,
        sniff::Kind::Not(SkipReason::Outlook | SkipReason::Dmarc) => true,
        sniff::Kind::Mail | sniff::Kind::Mailbox | sniff::Kind::AppleMail(_) => !is_text,
        sniff::Kind::Not(_) => false,
    };
    found || is_report_expected
}

fn media_type(part: &MessagePart<'_>) -> String {
    let of = part.content_type();
    let words = of.map(|of| format!("{}/{}", of.ctype(), of.subtype().unwrap_or_default()));
    words.map_or_else(|| "text/plain".to_owned(), |words| words.to_ascii_lowercase())
}

/// Returns the decoded content. Base64 that the parser rejects is decoded without the characters that do not belong to
/// it.
fn content<'a>(part: &MessagePart<'_>, body: &'a PartType<'_>, message: &Message<'_>) -> Cow<'a, [u8]> {
    let decoded = match body {
        PartType::Text(text) | PartType::Html(text) => text.as_bytes(),
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => bytes,
        PartType::Message(_) | PartType::Multipart(_) => &[],
    };
    let undecoded = part.is_encoding_problem && part.encoding == Encoding::None;
    if undecoded && is_declared_base64(part) {
        lenient_base64(raw(part, message).unwrap_or(decoded)).into()
    } else {
        decoded.into()
    }
}

fn raw<'a>(part: &MessagePart<'_>, message: &'a Message<'_>) -> Option<&'a [u8]> {
    message.raw_message.get(part.offset_body as usize..part.offset_end as usize)
}

fn is_declared_base64(part: &MessagePart<'_>) -> bool {
    part.content_transfer_encoding().is_some_and(|encoding| encoding.trim().eq_ignore_ascii_case("base64"))
}

fn lenient_base64(written: &[u8]) -> Vec<u8> {
    use base64::{
        Engine, alphabet,
        engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
    };
    const CONFIG: GeneralPurposeConfig = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let of_alphabet = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let mut clean: Vec<u8> = written.iter().take_while(|byte| **byte != b'=').filter(of_alphabet).copied().collect();
    if clean.len() % 4 == 1 {
        clean.pop();
    }
    GeneralPurpose::new(&alphabet::STANDARD, CONFIG).decode(clean).unwrap_or_default()
}
