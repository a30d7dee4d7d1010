//! Mailboxes (RFC 4155): messages after lines that start with `From `. Their quoting inside messages is undone.

use std::io::{self, BufRead, Read};

use super::{Context, Reader, sniff};
use crate::SkipReason;

impl Reader<'_> {
    pub(super) fn mailbox(&mut self, bytes: &[u8], context: &Context) {
        let (before, mut quiet) = (self.found(), context.clone());
        quiet.is_report_expected = false;
        let (mut mails, mut mail) = (Mails::new(bytes, self.budget.limits.report_bytes), Vec::new());
        // Reading from memory causes no errors.
        while let Ok(Some(number)) = mails.read_next(&mut mail) {
            if !self.budget.take_member() {
                return self.skip(SkipReason::MemberLimit, context);
            }
            self.mail(&mail, &quiet.member(&member_name(number)));
        }
        if context.is_report_expected {
            self.skip_if_nothing_found(before, SkipReason::NoReportInMail, context);
        }
    }
}

/// Returns the name of a message, by its number from 1.
pub(super) fn member_name(number: usize) -> String {
    format!("mail {number}")
}

/// The start of a line before a message.
const SEPARATOR: &[u8] = b"From ";

/// The messages of a mailbox, one at a time.
pub(super) struct Mails<R> {
    reader: R,
    /// The most bytes of one message that are read into memory.
    max_bytes: usize,
    /// The number of the message that comes next.
    next: usize,
    /// Whether the separator of the next message has been read.
    is_begun: bool,
    /// The next line, if it has been read.
    ahead: Vec<u8>,
}

impl<R: BufRead> Mails<R> {
    /// Reads messages of up to `max_bytes`. One more byte of longer ones is read, by which they can be recognised.
    pub(super) const fn new(reader: R, max_bytes: usize) -> Self {
        Self { reader, max_bytes: max_bytes.saturating_add(1), next: 1, is_begun: false, ahead: Vec::new() }
    }

    /// Reads the next message in place of the previous one. Returns its number, or `None` at the end.
    pub(super) fn read_next(&mut self, mail: &mut Vec<u8>) -> io::Result<Option<usize>> {
        mail.clear();
        while !self.is_begun {
            if !self.read_line(mail)? {
                return Ok(None);
            }
            let line = mail.strip_prefix(b"\xef\xbb\xbf").unwrap_or(mail);
            self.is_begun = line.trim_ascii_start().starts_with(SEPARATOR);
            mail.clear();
        }
        self.is_begun = false;
        loop {
            let start = mail.len();
            if !self.read_line(mail)? {
                break;
            }
            if mail[start..].starts_with(SEPARATOR) && self.is_before_message()? {
                mail.truncate(start);
                self.is_begun = true;
                break;
            }
            let quotes = mail[start..].iter().take_while(|byte| **byte == b'>').count();
            if quotes > 0 && mail[start + quotes..].starts_with(SEPARATOR) {
                mail.remove(start);
            }
            mail.truncate(self.max_bytes);
        }
        let number = self.next;
        self.next += 1;
        Ok(Some(number))
    }

    /// Returns whether the next line can begin a message, or is the end. Some programs do not quote lines of text that
    /// start with `From `.
    fn is_before_message(&mut self) -> io::Result<bool> {
        if self.ahead.is_empty() {
            append_line(&mut self.reader, &mut self.ahead, self.max_bytes)?;
        }
        let is_quoted = self.ahead.strip_prefix(b">").is_some_and(|rest| rest.starts_with(SEPARATOR));
        Ok(self.ahead.is_empty()
            || is_quoted
            || self.ahead.starts_with(SEPARATOR)
            || sniff::starts_with_field_name(&self.ahead))
    }

    /// Appends the next line, or so much of it as the message may have. Returns whether there was one.
    fn read_line(&mut self, mail: &mut Vec<u8>) -> io::Result<bool> {
        if self.ahead.is_empty() {
            return append_line(&mut self.reader, mail, self.max_bytes.saturating_sub(mail.len()));
        }
        mail.append(&mut self.ahead);
        Ok(true)
    }
}

/// Appends the next line, up to a size, but enough to recognise a separator. Returns whether there was one.
fn append_line(reader: &mut impl BufRead, line: &mut Vec<u8>, max_bytes: usize) -> io::Result<bool> {
    let start = line.len();
    reader.by_ref().take(max_bytes.max(SEPARATOR.len()) as u64).read_until(b'\n', line)?;
    if line.len() == start {
        return Ok(false);
    }
    if line.last() != Some(&b'\n') {
        reader.skip_until(b'\n')?;
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, repeat};

    use super::*;

    fn mails(reader: impl BufRead, max_bytes: usize) -> Vec<String> {
        let (mut mails, mut mail, mut found) = (Mails::new(reader, max_bytes), Vec::new(), Vec::new());
        while let Some(number) = mails.read_next(&mut mail).expect("memory causes no errors") {
            found.push(format!("{number} {}", String::from_utf8_lossy(&mail)));
        }
        found
    }

    #[test]
    fn separators_part_messages_and_quoting_is_undone_once() {
        for (mailbox, expected) in [
            (&b""[..], &[][..]),
            (b"From - x\n", &["1 "]),
            (b"\xef\xbb\xbf\r\nFrom - x\r\nTo: a\r\n\r\nb", &["1 To: a\r\n\r\nb"]),
            (b"To: a\nFrom a\nTo: b\nFrom b\nFrom c\nTo: c\n", &["1 To: b\n", "2 ", "3 To: c\n"]),
            (b"From a\n>From b\n>>From c\n> From d\n>\nFrom: e\n", &["1 From b\n>From c\n> From d\n>\nFrom: e\n"]),
            (b"From a\nTo: a\n\nFrom us:\n\nFrom b\nTo: b\n", &["1 To: a\n\nFrom us:\n\n", "2 To: b\n"]),
            (b"From a\nTo: a\nFrom b\n>From c\nTo: b\nFrom d\n", &["1 To: a\n", "2 From c\nTo: b\n", "3 "]),
        ] {
            assert_eq!(mails(mailbox, 100), expected, "{:?}", String::from_utf8_lossy(mailbox));
        }
    }

    #[test]
    fn a_message_takes_no_more_memory_than_allowed_and_the_next_one_is_read() {
        let mailbox = b"From a\n12345678\n12345678\nFrom b\nTo: 56789From c\nFrom d\nTo:\n";
        assert_eq!(mails(&mailbox[..], 4), ["1 12345", "2 To: 5", "3 To:\n"]);
        let endless_line = repeat(b'x').take(8 << 20);
        let mailbox = b"From a\n".chain(endless_line).chain(&b"\nFrom b\nTo: b\n"[..]);
        let (mut mails, mut mail) = (Mails::new(BufReader::new(mailbox), 1000), Vec::new());
        assert_eq!(mails.read_next(&mut mail).expect("no error"), Some(1));
        assert!(mail.len() == 1001 && mail.capacity() < 4000, "{} bytes", mail.capacity());
        assert_eq!(mails.read_next(&mut mail).expect("no error"), Some(2));
        assert_eq!(mail, b"To: b\n");
    }
}
