//! Enhanced status codes (RFC 3463) in texts that match no form. A code alone supports no conclusion.

use crate::{form::Pattern, records::Block};

/// The meaning of a status code, if it has a single one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeMeaning {
    /// Bad address (X.1.x).
    Address,
    /// The mailbox: full, disabled (X.2.x).
    Mailbox,
    /// The mail system (X.3.x).
    System,
    /// Network and routing (X.4.x).
    Network,
    /// The protocol (X.5.x).
    Protocol,
    /// The content (X.6.x).
    Content,
    /// Refused by a rule, usually against spam (X.7.1).
    Refused,
    /// SPF, DKIM, DMARC or reverse DNS.
    Authentication,
    /// Another rule or security reason (X.7.x): greylisting, block lists, TLS.
    Security,
}

impl CodeMeaning {
    /// Returns its name.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Mailbox => "mailbox",
            Self::System => "system",
            Self::Network => "network",
            Self::Protocol => "protocol",
            Self::Content => "content",
            Self::Refused => "refused",
            Self::Authentication => "authentication",
            Self::Security => "security",
        }
    }
}

/// Returns the meaning of a code such as `5.7.1`, or `None` if RFC 3463 has no such class.
#[must_use]
pub fn code_meaning(code: &str) -> Option<CodeMeaning> {
    let mut fields = code.split('.').skip(1).map(|field| field.parse().ok());
    let (subject, detail): (u16, u16) = (fields.next()??, fields.next()??);
    Some(match (subject, detail) {
        (1, _) => CodeMeaning::Address,
        (2, _) => CodeMeaning::Mailbox,
        (3, _) => CodeMeaning::System,
        (4, _) => CodeMeaning::Network,
        (5, _) => CodeMeaning::Protocol,
        (6, _) => CodeMeaning::Content,
        (7, 1) => CodeMeaning::Refused,
        (7, 20..=28 | 509 | 515) => CodeMeaning::Authentication,
        (7, _) => CodeMeaning::Security,
        _ => return None,
    })
}

static CODE: Pattern = Pattern::new(r"(?:^|[^\d.])[45]\d\d[ -]#?(?P<code>[45]\.\d{1,3}\.\d{1,3})\b");
/// Maximum number of reported codes.
const MAX_CODES: usize = 10;
/// Maximum number of bytes that are searched for codes.
const MAX_SEARCHED_BYTES: usize = 64 * 1024;

/// Returns the codes of a text, each once.
pub(crate) fn codes_in(blocks: &[Block]) -> Vec<(String, CodeMeaning)> {
    let mut codes: Vec<(String, CodeMeaning)> = Vec::new();
    let mut read = 0;
    for record in blocks.iter().flat_map(|block| &block.records) {
        read += record.text.len();
        if read > MAX_SEARCHED_BYTES || codes.len() >= MAX_CODES {
            break;
        }
        for found in CODE.captures_iter(&record.text).take(MAX_CODES) {
            let code = &found["code"];
            if let Some(meaning) = code_meaning(code).filter(|_| codes.iter().all(|(known, _)| known != code)) {
                codes.push((code.to_owned(), meaning));
            }
        }
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_the_meaning_of_its_class() {
        for (code, meaning) in [
            ("5.1.1", Some(CodeMeaning::Address)),
            ("4.2.2", Some(CodeMeaning::Mailbox)),
            ("5.7.1", Some(CodeMeaning::Refused)),
            ("5.7.26", Some(CodeMeaning::Authentication)),
            ("4.7.0", Some(CodeMeaning::Security)),
            ("5.9.0", None),
            ("5.1", None),
            ("", None),
            ("5.99999999.1", None),
        ] {
            assert_eq!(code_meaning(code), meaning, "{code}");
        }
    }
}
