//! Mailboxes (RFC 4155): messages after lines that start with `From `. Their quoting inside messages is undone.

use std::io::{self, BufRead};

use mail_parser::mailbox::mbox::MessageIterator;

use super::{Context, Reader};
use crate::SkipReason;

impl Reader<'_> {
    pub(super) fn mailbox(&mut self, bytes: &[u8], context: &Context) {
        let (before, mut quiet) = (self.found(), context.clone());
        quiet.is_report_expected = false;
        let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
        for (index, mail) in mails(start).enumerate() {
            if !self.budget.take_member() {
                return self.skip(SkipReason::MemberLimit, context);
            }
            // Reading from memory causes no errors.
            let Ok(mail) = mail else { break };
            self.mail(&mail, &quiet.member(&format!("mail {}", index + 1)));
        }
        if context.is_report_expected {
            self.skip_if_nothing_found(before, SkipReason::NoReportInMail, context);
        }
    }
}

/// Returns the messages of a mailbox, one at a time.
pub(super) fn mails(reader: impl BufRead) -> impl Iterator<Item = io::Result<Vec<u8>>> {
    MessageIterator::new(reader).map(|mail| mail.map(mail_parser::mailbox::mbox::Message::unwrap_contents))
}
