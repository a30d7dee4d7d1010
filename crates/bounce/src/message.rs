//! The parts of an explanation.

use crate::{CodeMeaning, Form, LooksLike, Responsible};

/// The result of explaining a text.
#[derive(Clone, Debug, Default)]
pub struct Explanation {
    /// One message for each decoded recipient or log line, the decisive one first. Empty if nothing is recognised.
    pub messages: Vec<Message>,
    /// The kind of the text, if it is not a bounce.
    pub looks_like: Option<LooksLike>,
    /// Status codes in a text that matches no form, each once.
    pub codes: Vec<(String, CodeMeaning)>,
    /// Whether something was left out: the text is longer than [`crate::INPUT_LIMIT`], or has too much to decode.
    pub truncated: bool,
}

impl Explanation {
    /// Returns whether at least one form matches.
    #[must_use]
    pub fn is_recognised(&self) -> bool {
        !self.messages.is_empty()
    }
}

/// One decoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The form that matches.
    pub form: &'static Form,
    /// The party that has to act: that of the form, unless the text states another.
    pub responsible: Responsible,
    /// The id of its texts: that of the form, unless the text gives more detail.
    pub text_id: &'static str,
    /// The recipient's mail address.
    pub recipient: Option<String>,
    /// The domain of the recipient, in lower case.
    pub domain: Option<String>,
    /// The MX host, in lower case.
    pub mx: Option<String>,
    /// The IP address that the sender connected to.
    pub ip: Option<String>,
    /// The enhanced status code (RFC 3463).
    pub code: Option<String>,
    /// The program's own words for the reason.
    pub reason: Option<String>,
    /// How often the same text occurs; at least 1.
    pub count: usize,
    /// The domain of the envelope sender, if the text names it.
    pub(crate) sender_domain: Option<String>,
    /// Whether it is a log line, not a part of a message.
    pub(crate) is_log_line: bool,
}

impl PartialEq for Form {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Form {}
