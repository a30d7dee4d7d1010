//! Names around the decisive text: the recipient, the MX host, and the status code.

use std::net::IpAddr;

use regex_lite::Captures;

use crate::form::{CONTEXTS, Pattern};

/// Names that a text states.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    pub(crate) recipient: Option<String>,
    pub(crate) domain: Option<String>,
    pub(crate) mx: Option<String>,
    pub(crate) ip: Option<String>,
    pub(crate) code: Option<String>,
    pub(crate) sender_domain: Option<String>,
}

static SENDER: Pattern = Pattern::new(r"\bfrom=<?[^\s<>,;@]*@(?P<domain>[A-Za-z0-9._-]+)");
/// Words before an address that is not the recipient's.
static NOT_RECIPIENT: Pattern = Pattern::new(
    r"(?i)(?:\b(?:from|sender|return-path|reply-to|to|cc|orig_to|delivered-to|mail_from|envelope|message-id|in-reply-to|references|contact|postmaster)\b[:= <]*|差出人:? *|送信者:? *)$",
);
/// Mailboxes of systems (RFC 2142).
const SYSTEM_MAILBOXES: [&str; 4] = ["mailer-daemon", "postmaster", "abuse", "noreply"];
/// The context that is tried last.
const LAST_RESORT: &str = "bare-address";
/// The largest size of a text that is searched, in bytes.
const MAX_TEXT_BYTES: usize = 4096;

impl Names {
    /// Finds names in a text by their contexts. The weakest context is tried last.
    pub(crate) fn from_text(text: &str) -> Self {
        let text = &text[..text.floor_char_boundary(MAX_TEXT_BYTES)];
        let mut names = Self::default();
        for context in &CONTEXTS {
            if context.id == LAST_RESORT {
                names.take_bare_address(&context.pattern, text);
            } else if let Some(found) = context.pattern.captures(text) {
                names.fill_from(&Self::from_captures(&found));
            }
        }
        names.sender_domain = SENDER.captures(text).and_then(|found| valid_domain(&found["domain"]));
        names
    }

    /// Returns the names in the named groups of a match.
    pub(crate) fn from_captures(found: &Captures<'_>) -> Self {
        let group = |name: &str| found.name(name).map(|group| group.as_str());
        Self {
            recipient: group("address").map(str::to_owned),
            domain: group("domain").and_then(valid_domain),
            mx: group("mx").or_else(|| group("mx2")).and_then(valid_domain),
            ip: group("ip").and_then(address),
            code: group("code").map(str::to_owned),
            sender_domain: None,
        }
    }

    /// Fills missing names from others. A recipient is taken only if its domain fits.
    pub(crate) fn fill_from(&mut self, others: &Self) {
        fn fill(one: &mut Option<String>, other: &Option<String>) {
            if one.is_none() {
                one.clone_from(other);
            }
        }
        if self.recipient.is_none() && (self.domain.is_none() || self.domain == others.domain) {
            self.recipient.clone_from(&others.recipient);
        }
        fill(&mut self.domain, &others.domain);
        if self.ip.is_none() && (self.mx.is_none() || others.mx.is_none() || self.mx == others.mx) {
            self.ip.clone_from(&others.ip);
        }
        fill(&mut self.mx, &others.mx);
        fill(&mut self.code, &others.code);
        fill(&mut self.sender_domain, &others.sender_domain);
    }

    /// Takes the first address that belongs to no other context.
    fn take_bare_address(&mut self, pattern: &Pattern, text: &str) {
        if self.domain.is_some() {
            return;
        }
        for found in pattern.captures_iter(text).take(20) {
            let (Some(address), Some(domain)) =
                (found.name("address"), found.name("domain").and_then(|name| valid_domain(name.as_str())))
            else {
                continue;
            };
            // In `sender=bob@example.com`, the address follows its key.
            let key = address.as_str().rfind('=').map_or(0, |at| at + 1);
            let before = &text[..address.start() + key];
            let address = &address.as_str()[key..];
            let before = &before[before.floor_char_boundary(before.len().saturating_sub(40))..];
            let mailbox = address.split('@').next().unwrap_or_default().to_ascii_lowercase();
            if !NOT_RECIPIENT.is_match(before) && !SYSTEM_MAILBOXES.contains(&mailbox.as_str()) {
                self.recipient = Some(address.to_owned());
                self.domain = Some(domain);
                return;
            }
        }
    }
}

/// Returns a domain or host in lower case. Rejects single labels and names that DNS does not allow (RFC 1035 §2.3.4).
pub(crate) fn valid_domain(name: &str) -> Option<String> {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let is_label = |label: &str| !label.is_empty() && label.len() <= 63;
    let is_address = name.parse::<IpAddr>().is_ok();
    let is_name = name.len() <= 253 && name.contains('.') && name.split('.').all(is_label);
    (is_name && !is_address).then_some(name)
}

/// Returns an IP address, or `None` if it is unspecified or the text is not an address.
fn address(text: &str) -> Option<String> {
    let address: IpAddr = text.parse().ok()?;
    (!address.is_unspecified()).then(|| address.to_string())
}
