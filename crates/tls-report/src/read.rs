//! Reading of files of every kind. Their first bytes identify them, never their names.

mod archive;
mod mail;
mod mailbox;
mod sniff;
mod unpack;

use serde::Serialize;

use crate::{
    FileMember, Limits, NoteId, Report, SkipReason, Skipped, file_name,
    json::{self, Origin, Refusal},
    limits::Budget,
};
use mailbox::Mails;
use sniff::Kind;

/// The result of reading one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Reports, in order.
    pub reports: Vec<Report>,
    /// Files and members that could not be read, with reasons.
    pub skipped: Vec<Skipped>,
    /// Counts of other content in the file.
    pub read_counts: ReadCounts,
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

/// Reads a mailbox (RFC 4155) of any size, one message at a time, in constant memory. `each` receives the result of every
/// message, and then, if the user chose the file and it contains no report, the reason.
///
/// # Errors
/// Returns the errors of the reader.
pub fn read_mailbox(
    name: &str,
    is_chosen: bool,
    mails: impl std::io::BufRead,
    limits: &Limits,
    mut each: impl FnMut(Reading),
) -> std::io::Result<()> {
    let mut found = 0;
    let (mut mails, mut mail) = (Mails::new(mails, limits.report_bytes), Vec::new());
    while let Some(number) = mails.read_next(&mut mail)? {
        let mut reader = Reader::new(name, limits, false);
        let context = Context { is_report_expected: false, ..reader.root() };
        reader.mail(&mail, &context.member(&mailbox::member_name(number)));
        found += reader.found();
        each(reader.reading);
    }
    let mut reader = Reader::new(name, limits, is_chosen);
    let whole = reader.root();
    if found == 0 && whole.is_report_expected {
        reader.skip(SkipReason::NoReportInMail, &whole);
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
struct Reader<'a> {
    reading: Reading,
    budget: Budget,
    file: &'a str,
    /// Whether the user chose the file.
    is_chosen: bool,
}

/// The current place of the reader, and what is known about the content there.
#[derive(Clone, Debug)]
struct Context {
    /// Members, outermost first.
    members: Vec<String>,
    /// The number of compressed layers around it.
    layers: usize,
    /// The number of messages around it.
    mails: usize,
    /// Whether it should contain a report: because of its name or media type, or because the user chose the file.
    is_report_expected: bool,
    /// Hints from outside the content.
    origin: Origin,
}

impl Context {
    /// Returns the place of a member.
    fn member(&self, name: &str) -> Self {
        let mut context = self.clone();
        context.members.push(name.to_owned());
        context.with_hints_of(name)
    }

    /// Returns the same place, with the hints of a further name.
    fn with_hints_of(mut self, name: &str) -> Self {
        let named = file_name::read_hints(name);
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

impl<'a> Reader<'a> {
    fn new(name: &'a str, limits: &Limits, is_chosen: bool) -> Self {
        Self { reading: Reading::default(), budget: Budget::new(limits), file: name, is_chosen }
    }

    fn root(&self) -> Context {
        let is_report_expected = self.is_chosen || sniff::is_named_like_a_report(self.file);
        let context =
            Context { members: Vec::new(), layers: 0, mails: 0, is_report_expected, origin: Origin::default() };
        context.with_hints_of(self.file)
    }

    fn finish(mut self, bytes: &[u8]) -> Reading {
        self.content(bytes, &self.root());
        self.reading
    }

    /// Reads content of any kind.
    fn content(&mut self, bytes: &[u8], context: &Context) {
        match sniff::kind(bytes) {
            Kind::Json => self.json(bytes, context),
            Kind::Gzip => self.within(context, |reader| reader.gzip(bytes, context)),
            Kind::Zip => self.within(context, |reader| reader.zip(bytes, context)),
            Kind::Tar => self.within(context, |reader| reader.tar(bytes, context)),
            Kind::Mailbox => self.mailbox(bytes, context),
            Kind::Mail => self.mail(bytes, context),
            Kind::AppleMail(mail) => self.mail(&bytes[mail], context),
            Kind::Not(SkipReason::UnknownContent | SkipReason::Empty) if !context.is_report_expected => {
                self.reading.read_counts.ignored += 1
            }
            Kind::Not(why) => self.skip(why, context),
        }
    }

    /// Reads one layer deeper, if the limits allow it.
    fn within(&mut self, context: &Context, inner: impl FnOnce(&mut Self)) {
        if context.layers >= self.budget.limits.layers {
            self.skip(SkipReason::DepthLimit, context)
        } else {
            inner(self)
        }
    }

    fn json(&mut self, bytes: &[u8], context: &Context) {
        let name = if context.members.is_empty() { self.file } else { context.name() };
        let is_misnamed = context.layers == 0 && sniff::is_named_like_an_archive(name);
        let wrong_name = is_misnamed.then_some(NoteId::WrongName);
        let mut documents = json::read(bytes, &context.origin, &self.budget.limits);
        for report in &mut documents.reports {
            report.add_notes(wrong_name.into_iter());
            report.source = self.place(context);
        }
        if self.reading.reports.is_empty() {
            self.reading.reports = documents.reports;
        } else {
            self.reading.reports.append(&mut documents.reports);
        }
        for refusal in documents.skipped {
            let foreign = matches!(refusal.why, SkipReason::NotAReport | SkipReason::BrokenJson | SkipReason::CutJson)
                && !context.is_report_expected;
            if foreign { self.reading.read_counts.ignored += 1 } else { self.skip(refusal, context) }
        }
    }

    fn skip(&mut self, refusal: impl Into<Refusal>, context: &Context) {
        let (FileMember { file, member }, Refusal { why, fault }) = (self.place(context), refusal.into());
        self.reading.skipped.push(Skipped { file: file.to_string(), member, why, fault });
    }

    fn place(&self, context: &Context) -> FileMember {
        let member = (!context.members.is_empty()).then(|| context.members.join(" > "));
        FileMember { file: self.file.into(), member }
    }

    /// Returns the number of reports and skipped parts so far. A larger number later shows that something was found
    /// since.
    fn found(&self) -> usize {
        self.reading.reports.len() + self.reading.skipped.len()
    }
}
