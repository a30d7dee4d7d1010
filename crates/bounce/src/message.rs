//! The parts of an explanation.

use crate::{Act, CodeMeaning, Form, LooksLike};

/// The result of explaining a text.
#[derive(Clone, Debug, Default)]
pub struct Explanation {
    /// One for each recipient or log line that was decoded, the decisive one first. Empty where nothing is recognised.
    pub messages: Vec<Message>,
    /// The kind of the text, if it is not a bounce.
    pub looks_like: Option<LooksLike>,
    /// Status codes that stand in a text of which no form is known, each once.
    pub codes: Vec<(String, CodeMeaning)>,
    /// Whether something was left out: the text is longer than [`crate::INPUT_LIMIT`], or holds too much to decode.
    pub truncated: bool,
}

impl Explanation {
    /// Whether at least one form fits.
    #[must_use]
    pub fn is_recognised(&self) -> bool {
        !self.messages.is_empty()
    }
}

/// One decoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The form that fits.
    pub form: &'static Form,
    /// Who has to act: the form's, unless the text itself says otherwise.
    pub act: Act,
    /// Id of its words: the form's, unless the text itself says more.
    pub words: &'static str,
    /// The mail address that it was sent to.
    pub recipient: Option<String>,
    /// The domain of the recipient, in lower case.
    pub domain: Option<String>,
    /// The MX host, in lower case.
    pub mx: Option<String>,
    /// The address that was talked to.
    pub ip: Option<String>,
    /// The enhanced status code (RFC 3463).
    pub code: Option<String>,
    /// The program's own words for the reason.
    pub reason: Option<String>,
    /// How often the same text stands there; at least 1.
    pub count: usize,
    /// The domain of the envelope sender, where it stands beside.
    pub(crate) sender_domain: Option<String>,
    /// Whether it is a line of a log, and not of a mail.
    pub(crate) is_log_line: bool,
}

impl PartialEq for Form {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Form {}
