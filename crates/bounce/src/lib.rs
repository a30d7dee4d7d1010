//! Bounces and log lines about TLS, MTA-STS (RFC 8461) and DANE (RFC 7672): explains what happened and who has to act.
//!
//! The forms are data (`forms.json`). A form has a pattern with named groups, the program that writes the text, and the
//! failed mechanism. It also has the party that has to act, and the checks to make. [`explain`] finds the text in the
//! pasted input: a delivery status notification as a MIME message, HTML, a wrapped or quoted message, JSON, or syslog
//! lines. It joins lines that mail programs wrapped, and decodes each line with the highest-ranking form. Nothing here
//! does I/O, reads the clock or contains texts for users; the texts are in crate `words`.
//!
//! ```
//! let explanation = bounce::explain(b"450 4.4.8 MX hosts of 'example.com' failed MTA-STS validation.");
//! let message = &explanation.messages[0];
//! assert_eq!((message.form.id, message.domain.as_deref()), ("exo-sts-mx", Some("example.com")));
//! ```

mod codes;
mod decode;
mod form;
mod html;
mod json;
mod looks_like;
mod match_budget;
mod merge;
mod message;
mod mime;
mod names;
mod normal;
mod plain;
mod records;
mod returned_report;

pub use codes::{CodeMeaning, code_meaning};
pub use form::{Basis, Check, FORMS, Form, Kind, Responsible, Side};
pub use looks_like::LooksLike;
pub use message::{Explanation, Message};
pub use plain::PlainExplanation;
pub use returned_report::RETURNED_REPORT;

use match_budget::MatchBudget;

/// Maximum number of bytes read. The rest is ignored, and [`Explanation::truncated`] is set.
pub const INPUT_LIMIT: usize = 1 << 20;

/// Explains a pasted text: a bounce, a delivery status notification, or log lines.
///
/// Any bytes may be given. If no form matches, the explanation has no messages, and nothing is guessed.
#[must_use]
pub fn explain(input: &[u8]) -> Explanation {
    let read = &input[..input.len().min(INPUT_LIMIT)];
    let texts = mime::mime_texts(read, 0);
    let returned = returned_report::ReturnedReport::find(read);
    if returned.is_none()
        && let Some(looks_like) = looks_like::recognise_report(read, &texts)
    {
        return Explanation {
            looks_like: Some(looks_like),
            truncated: read.len() < input.len(),
            ..Explanation::default()
        };
    }
    let mut match_budget = MatchBudget::with_bytes(records::MATCH_BUDGET_BYTES);
    let blocks: Vec<_> = texts.iter().flat_map(|text| records::paragraphs(text, &mut match_budget)).collect();
    let decoded = decode::decode_blocks(&blocks);
    let mut messages = merge::merge_messages(decoded.messages);
    messages.extend(returned.map(|returned| returned.message(&blocks)));
    messages.sort_by_key(|message| std::cmp::Reverse(message.form.rank));
    let looks_like = messages.is_empty().then(|| looks_like::recognise_published(&texts)).flatten();
    let codes = if messages.is_empty() { codes::codes_in(&blocks) } else { Vec::new() };
    let truncated = decoded.truncated || match_budget.is_exceeded() || read.len() < input.len();
    Explanation { messages, looks_like, codes, truncated }
}
