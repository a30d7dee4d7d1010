//! Decoding: finds the form that ranks highest for each logical line, and the names around it.

use std::cell::OnceCell;

use crate::{
    form::{FORMS, Form, Pattern},
    message::Message,
    names::{self, Names},
    records::{Block, Record},
};

/// The decoded messages.
pub(crate) struct Decoded {
    pub(crate) messages: Vec<Message>,
    /// Whether some lines were left out.
    pub(crate) truncated: bool,
}

/// Maximum number of reported messages.
const MAX_MESSAGES: usize = 1000;
/// Maximum number of bytes on which patterns are tried, over all forms. It bounds the time for hostile texts.
const MATCH_BUDGET_BYTES: usize = 16 << 20;
/// Size in bytes of the windows around needles that replace a longer line.
const WINDOW_BYTES: usize = 4096;
/// The number of preceding paragraphs that are searched for the recipient.
const MAX_PARAGRAPHS_BEFORE: usize = 20;
/// The number of following paragraphs that are searched for the recipient.
const MAX_PARAGRAPHS_AFTER: usize = 2;

/// Topics that may mention MTA-STS or DANE without a failure of them. A refusal for such a reason has nothing to do
/// with TLS.
static OTHER_TOPIC: Pattern = Pattern::new(
    r"(?i)\b(?:spam|SPF|DKIM|DMARC|ARC|phish\w*|virus|malware|gr[ea]ylist\w*|blacklist\w*|blocklist\w*|block list|RBL|DNSBL|reputation|mailbox (?:is )?full|over ?quota|quota|user unknown|unknown user|no such user|does not exist|relay(?:ing)? (?:access )?denied|rate ?limit\w*)\b",
);

/// Decodes paragraphs.
pub(crate) fn decode_blocks(blocks: &[Block]) -> Decoded {
    let forms = candidate_forms(blocks);
    let block_names: Vec<OnceCell<Names>> = blocks.iter().map(|_| OnceCell::new()).collect();
    let mut decoder = Decoder {
        blocks,
        forms,
        block_names,
        match_budget: MATCH_BUDGET_BYTES,
        decoded: Decoded { messages: Vec::new(), truncated: false },
    };
    for (at, block) in blocks.iter().enumerate() {
        for record in &block.records {
            decoder.decode_record(at, record);
        }
    }
    decoder.decoded
}

/// Returns the forms with at least one needle in the text.
fn candidate_forms(blocks: &[Block]) -> Vec<&'static Form> {
    let mut all = String::new();
    for record in blocks.iter().flat_map(|block| &block.records) {
        all.push_str(&record.text);
        all.push('\n');
    }
    all.make_ascii_lowercase();
    let is_present = |needle: &&str| memchr::memmem::find(all.as_bytes(), needle.as_bytes()).is_some();
    FORMS.iter().filter(|form| form.needles.iter().any(is_present)).collect()
}

struct Decoder<'a> {
    blocks: &'a [Block],
    forms: Vec<&'static Form>,
    /// Names in each paragraph, found when first needed.
    block_names: Vec<OnceCell<Names>>,
    match_budget: usize,
    decoded: Decoded,
}

impl Decoder<'_> {
    fn decode_record(&mut self, at: usize, record: &Record) {
        let lower = record.text.to_ascii_lowercase();
        for window in windows(&record.text, &lower, &self.forms) {
            if self.match_budget < window.len() || self.decoded.messages.len() >= MAX_MESSAGES {
                self.decoded.truncated = true;
                return;
            }
            if let Some(mut message) = self.decode_window(window) {
                message.is_log_line = record.is_log_line;
                self.decoded.messages.push(self.with_nearby_names(at, message));
            }
        }
    }

    /// Decodes a window with the matching form that ranks highest, and adds the names in the window.
    fn decode_window(&mut self, text: &str) -> Option<Message> {
        let lower = text.to_ascii_lowercase();
        let mut best: Option<(&'static Form, regex_lite::Captures<'_>)> = None;
        for form in &self.forms {
            if best.as_ref().is_some_and(|(best, _)| best.rank >= form.rank) {
                continue;
            }
            if form.needles.iter().any(|needle| lower.contains(needle)) {
                self.match_budget = self.match_budget.saturating_sub(text.len());
                best = form.find_in(text, &lower).map(|found| (*form, found)).or(best);
            }
        }
        let (form, found) = best?;
        if form.is_generic() && OTHER_TOPIC.is_match(text) {
            return None;
        }
        let mut names = Names::from_captures(&found);
        let reason = found.name("reason").map(|group| reason(group.as_str())).filter(|reason| !reason.is_empty());
        if let Some(host) = found.name("host").and_then(|host| names::valid_domain(host.as_str())) {
            let is_domain = reason.as_deref().is_some_and(|reason| reason.contains("MX"));
            if is_domain { names.domain = Some(host) } else { names.mx = Some(host) }
        }
        names.fill_from(&Names::from_text(text));
        Some(message(form, names, reason))
    }

    /// Fills in names from its own and nearby paragraphs. A log line does not take names from other lines. The texts of
    /// a JSON object belong together.
    fn with_nearby_names(&self, at: usize, mut message: Message) -> Message {
        if message.is_log_line && !self.blocks[at].is_object {
            return message;
        }
        fill_in_names(&mut message, self.names_in_block(at));
        if message.domain.is_none() {
            let near = (at.saturating_sub(MAX_PARAGRAPHS_BEFORE)..at)
                .rev()
                .chain(at + 1..(at + 1 + MAX_PARAGRAPHS_AFTER).min(self.blocks.len()));
            if let Some(names) = near.map(|block| self.names_in_block(block)).find(|names| names.domain.is_some()) {
                let recipient =
                    Names { recipient: names.recipient.clone(), domain: names.domain.clone(), ..Names::default() };
                fill_in_names(&mut message, &recipient);
            }
        }
        message
    }

    fn names_in_block(&self, at: usize) -> &Names {
        self.block_names[at].get_or_init(|| {
            let mut names = Names::default();
            let mut length = 0;
            for record in &self.blocks[at].records {
                if length < WINDOW_BYTES {
                    names.fill_from(&Names::from_text(&record.text));
                }
                length += record.text.len();
            }
            names
        })
    }
}

fn message(form: &'static Form, names: Names, reason: Option<String>) -> Message {
    let Names { recipient, domain, mx, ip, code, sender_domain } = names;
    Message {
        form,
        responsible: form.responsible,
        text_id: form.text_id,
        recipient,
        domain,
        mx,
        ip,
        code,
        reason,
        count: 1,
        sender_domain,
        is_log_line: false,
    }
}

/// Fills in missing names.
fn fill_in_names(message: &mut Message, names: &Names) {
    let mut own = Names {
        recipient: message.recipient.take(),
        domain: message.domain.take(),
        mx: message.mx.take(),
        ip: message.ip.take(),
        code: message.code.take(),
        sender_domain: message.sender_domain.take(),
    };
    own.fill_from(names);
    let Names { recipient, domain, mx, ip, code, sender_domain } = own;
    *message = Message { recipient, domain, mx, ip, code, sender_domain, ..message.clone() };
}

/// Returns the parts of a line to examine: the whole line, or for a long line the text around each needle.
fn windows<'t>(text: &'t str, lower: &str, forms: &[&'static Form]) -> Vec<&'t str> {
    if text.len() <= WINDOW_BYTES {
        return vec![text];
    }
    let needles = forms.iter().flat_map(|form| form.needles);
    let mut places: Vec<usize> =
        needles.flat_map(|needle| lower.match_indices(needle).take(MAX_MESSAGES).map(|(at, _)| at)).collect();
    places.sort_unstable();
    let mut windows = Vec::new();
    let mut end = 0;
    for place in places {
        if place >= end {
            let begin = text.floor_char_boundary(place.saturating_sub(WINDOW_BYTES / 4).max(end));
            end = text.floor_char_boundary(place + WINDOW_BYTES * 3 / 4);
            windows.push(&text[begin..end]);
        }
    }
    windows
}

/// Strips a closing bracket or quote that has no opening one.
fn reason(text: &str) -> String {
    let mut text = text.trim();
    for (open, close) in [('(', ')'), ('[', ']'), ('"', '"'), ('\'', '\'')] {
        let count = |c| text.matches(c).count();
        let is_unbalanced = if open == close { count(open) % 2 == 1 } else { count(close) > count(open) };
        if is_unbalanced {
            text = text.strip_suffix(close).or_else(|| text.strip_suffix([close, '.'])).unwrap_or(text).trim_end();
        }
    }
    text.to_owned()
}
