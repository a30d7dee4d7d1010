//! Reading of files of every kind. Their first bytes identify them, never their names.

mod archive;
mod mail;
mod mailbox;
mod sniff;
mod unpack;

use serde::Serialize;

use crate::{
    Limits, NoteId, Place, Report, SkipReason, Skipped, file_name,
    json::{self, Origin},
    limits::Budget,
};
use sniff::Kind;

/// The result of reading one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Reports, in order.
    pub reports: Vec<Report>,
    /// Files and members that could not be read, with reasons.
    pub skipped: Vec<Skipped>,
    /// Counts of other content in the file.
    pub met: ReadCounts,
}

/// Counts of other content in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ReadCounts {
    /// Files and members that clearly contain something else, such as a README in an archive or folders of macOS.
    pub ignored: u64,
    /// Messages.
    pub mails: u64,
    /// Messages without a report.
    pub mails_without_report: u64,
}

/// Reads a file that the user chose. Content without a report is [`Skipped`] with a reason.
#[must_use]
pub fn read(name: &str, bytes: &[u8], limits: &Limits) -> Reading {
    Reader::new(name, limits, true).finish(bytes)
}

/// Reads a file that was found in a folder. Clearly unrelated content (a README, an index of the mail server, a message
/// without a report) is counted in [`ReadCounts`], not skipped.
#[must_use]
pub fn read_found(name: &str, bytes: &[u8], limits: &Limits) -> Reading {
    Reader::new(name, limits, false).finish(bytes)
}

/// Reads a mailbox (RFC 4155) of any size, one message at a time. `each` receives the result of every message.
///
/// # Errors
/// Returns the errors of the reader.
pub fn read_mailbox(
    name: &str,
    mails: impl std::io::BufRead,
    limits: &Limits,
    mut each: impl FnMut(Reading),
) -> std::io::Result<()> {
    for (index, mail) in mailbox::mails(mails).enumerate() {
        let mut reader = Reader::new(name, limits, false);
        reader.mail(&mail?, &reader.root().member(&format!("mail {}", index + 1)));
        each(reader.reading);
    }
    Ok(())
}

/// Returns whether the bytes start a mailbox, which [`read_mailbox`] reads without loading all of it.
#[must_use]
pub fn is_mailbox(first_bytes: &[u8]) -> bool {
    sniff::kind(first_bytes) == Kind::Mailbox
}

/// The reader of one file.
struct Reader {
    reading: Reading,
    budget: Budget,
    file: String,
    /// Whether the user chose the file.
    chosen: bool,
}

/// The current place of the reader, and what is known about the content there.
#[derive(Clone, Debug)]
struct Here {
    /// Members, outermost first.
    members: Vec<String>,
    /// The number of compressed layers around it.
    layers: usize,
    /// The number of messages around it.
    mails: usize,
    /// Whether it should contain a report: because of its name or media type, or because the user chose the file.
    expected: bool,
    /// Hints from outside the content.
    origin: Origin,
}

impl Here {
    /// Returns the place of a member.
    fn member(&self, name: &str) -> Self {
        let mut here = self.clone();
        here.members.push(name.to_owned());
        here.named(name)
    }

    /// Returns the same place, with the hints of a further name.
    fn named(mut self, name: &str) -> Self {
        let named = file_name::read(name);
        self.origin.domain = named.domain.or(self.origin.domain);
        self.origin.submitter = named.submitter.or(self.origin.submitter);
        self
    }

    fn layer(&self) -> Self {
        Self { layers: self.layers + 1, ..self.clone() }
    }

    fn name(&self) -> &str {
        self.members.last().map_or("", String::as_str)
    }
}

impl Reader {
    fn new(name: &str, limits: &Limits, chosen: bool) -> Self {
        Self { reading: Reading::default(), budget: Budget::new(limits), file: name.to_owned(), chosen }
    }

    fn root(&self) -> Here {
        let expected = self.chosen || sniff::is_named_like_a_report(&self.file);
        let here = Here { members: Vec::new(), layers: 0, mails: 0, expected, origin: Origin::default() };
        here.named(&self.file)
    }

    fn finish(mut self, bytes: &[u8]) -> Reading {
        self.content(bytes, &self.root());
        self.reading
    }

    /// Reads content of any kind.
    fn content(&mut self, bytes: &[u8], here: &Here) {
        match sniff::kind(bytes) {
            Kind::Json => self.json(bytes, here),
            Kind::Gzip => self.within(here, |reader| reader.gzip(bytes, here)),
            Kind::Zip => self.within(here, |reader| reader.zip(bytes, here)),
            Kind::Tar => self.within(here, |reader| reader.tar(bytes, here)),
            Kind::Mailbox => self.mailbox(bytes, here),
            Kind::Mail => self.mail(bytes, here),
            Kind::AppleMail(mail) => self.mail(&bytes[mail], here),
            Kind::Not(SkipReason::UnknownContent | SkipReason::Empty) if !here.expected => {
                self.reading.met.ignored += 1
            }
            Kind::Not(why) => self.skip(why, here),
        }
    }

    /// Reads one layer deeper, if the limits allow it.
    fn within(&mut self, here: &Here, inner: impl FnOnce(&mut Self)) {
        if here.layers >= self.budget.limits.layers { self.skip(SkipReason::DepthLimit, here) } else { inner(self) }
    }

    fn json(&mut self, bytes: &[u8], here: &Here) {
        let mut origin = here.origin.clone();
        origin.place = self.place(here);
        let name = if here.members.is_empty() { &self.file } else { here.name() };
        if here.layers == 0 && sniff::promises_archive(name) {
            origin.notes.push(NoteId::WrongName);
        }
        let documents = json::read(bytes, &origin, &self.budget.limits);
        self.reading.reports.extend(documents.reports);
        for why in documents.skipped {
            let foreign =
                matches!(why, SkipReason::NotAReport | SkipReason::BrokenJson | SkipReason::CutJson) && !here.expected;
            if foreign { self.reading.met.ignored += 1 } else { self.skip(why, here) }
        }
    }

    fn skip(&mut self, why: SkipReason, here: &Here) {
        let Place { file, member } = self.place(here);
        self.reading.skipped.push(Skipped { file, member, why });
    }

    fn place(&self, here: &Here) -> Place {
        let member = (!here.members.is_empty()).then(|| here.members.join(" > "));
        Place { file: self.file.clone(), member }
    }

    /// Returns the number of reports and skipped parts so far. A larger number later shows that something was found
    /// since.
    fn found(&self) -> usize {
        self.reading.reports.len() + self.reading.skipped.len()
    }
}
