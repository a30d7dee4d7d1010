//! The kinds of noise, and their ids.

use crate::presentation_format::Encoding;

/// Noise around a text, which is removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Noise {
    /// A shell's prompt and command.
    Command,
    /// Escape sequences of a terminal, such as colours.
    EscapeSequences,
    /// The fence of a Markdown code block, or backticks around the text.
    Fence,
    /// Quote marks of a mail.
    MailQuote,
    /// The head of a mail, and its other parts.
    MailHead,
    /// The marks of a diff, and its removed lines.
    Diff,
    /// Line numbers.
    LineNumbers,
    /// The head of an HTTP response.
    HttpHead,
    /// The front matter of a static-site generator.
    FrontMatter,
    /// HTML around the text.
    Html,
    /// Links that a chat or Markdown made of addresses.
    Links,
    /// Line breaks within a record.
    LineBreaks,
    /// Marks that make line ends visible.
    LineEndMarks,
    /// Records that are commented out in a source.
    Comments,
    /// Records of other names.
    OtherNames,
    /// Answers before the last one.
    EarlierAnswers,
    /// The old values in a text that shows changes.
    OldValues,
    /// An encoding of the text.
    Encoding(Encoding),
    /// What a log or `grep` puts before each line.
    LogPrefix,
    /// The signature of a mail.
    Signature,
    /// Sentences before and after a text.
    SurroundingText,
    /// Typographic quotation marks, blanks and invisible characters.
    Typography,
    /// Blanks at the start of every line.
    Indentation,
    /// List marks and prompts at the start of lines.
    ListMarks,
}

impl Noise {
    /// Returns the id that selects the message.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Command => "command",
            Self::EscapeSequences => "escape-sequences",
            Self::Fence => "fence",
            Self::MailQuote => "mail-quote",
            Self::MailHead => "mail-head",
            Self::Links => "links",
            Self::Diff => "diff",
            Self::LineNumbers => "line-numbers",
            Self::HttpHead => "http-head",
            Self::FrontMatter => "front-matter",
            Self::Html => "html",
            Self::LineBreaks => "line-breaks",
            Self::LineEndMarks => "line-end-marks",
            Self::Comments => "comments",
            Self::OtherNames => "other-names",
            Self::EarlierAnswers => "earlier-answers",
            Self::OldValues => "old-values",
            Self::Encoding(encoding) => encoding.id(),
            Self::LogPrefix => "log-prefix",
            Self::Signature => "signature",
            Self::SurroundingText => "surrounding-text",
            Self::Typography => "typography",
            Self::Indentation => "indentation",
            Self::ListMarks => "list-marks",
        }
    }
}
