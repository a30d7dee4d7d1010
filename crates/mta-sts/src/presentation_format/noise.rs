//! Noise around a pasted text: prompts and commands, Markdown fences, quote and diff marks, line numbers, HTTP heads, and the
//! line breaks of mail.
//!
//! A mark counts only if every line has it, so that no text that merely begins like one is lost.

use alloc::vec::Vec;
use core::ops::Range;

use super::{Excerpt, Owner};

mod commands;
mod diff;
mod escape_sequences;
mod frames;
mod http_head;
mod kinds;
pub(super) mod links;
mod mail;
mod marks;
mod wrapping;

pub(super) use commands::here_document;
pub use kinds::Noise;
pub(super) use mail::has_head as has_mail_head;
pub(super) use marks::without_list_marks;

/// Function that removes one kind of noise, if present.
type Remove = fn(&Excerpt) -> Option<Excerpt>;

/// Largest number of consecutive HTTP response heads: redirects, and `100 Continue`.
const MAX_HTTP_HEADS: usize = 6;

/// A text without the noise around it.
pub(super) struct Clean {
    /// The remaining text.
    pub text: Excerpt,
    /// The noise that was removed.
    pub cut: Vec<Noise>,
    /// The id of the [`super::Format`] that a removed command indicates.
    pub tool: Option<&'static str>,
    /// Whether a command was removed.
    pub has_command: bool,
    /// The positions of commands in the pasted text.
    pub commands: Vec<usize>,
    /// The names that the commands ask for.
    pub names: Vec<Option<Owner>>,
    /// Whether a prompt follows a command, so that the command's output is complete.
    pub is_ended: bool,
    /// The original text.
    pub original: Excerpt,
}

/// Removes the noise around a text, and lists what was removed.
pub(super) fn remove_noise(text: &Excerpt) -> Clean {
    let mut cut = Vec::new();
    let mut clean = text.clone();
    let marks: [(Noise, Remove); 11] = [
        (Noise::EscapeSequences, escape_sequences::remove),
        (Noise::MailQuote, marks::mail_quote),
        (Noise::MailHead, mail::remove),
        (Noise::Fence, marks::fence),
        (Noise::Diff, diff::remove),
        (Noise::LineEndMarks, marks::line_end_marks),
        (Noise::LineNumbers, frames::remove),
        (Noise::LineNumbers, frames::numbers_on_lines),
        (Noise::LineNumbers, marks::line_numbers),
        (Noise::FrontMatter, marks::front_matter),
        (Noise::LineBreaks, wrapping::join_broken_records),
    ];
    for (noise, remove) in marks {
        if let Some(rest) = remove(&clean) {
            clean = rest;
            cut.push(noise);
        }
    }
    let commands = commands::remove(&clean);
    let (tool, is_ended) = commands.as_ref().map_or((None, false), |found| (found.tool, found.is_ended));
    let (has_command, mut commands_at, mut names) = (commands.is_some(), Vec::new(), Vec::new());
    if let Some(found) = commands {
        clean = found.rest;
        (commands_at, names) = (found.starts, found.names);
        cut.push(Noise::Command);
    }
    for _ in 0..MAX_HTTP_HEADS {
        let Some(rest) = http_head::remove(&clean) else { break };
        clean = rest;
        cut.push(Noise::HttpHead);
    }
    cut.dedup();
    Clean { text: clean, cut, tool, has_command, commands: commands_at, names, is_ended, original: text.clone() }
}

/// Whether a text has the version of a record or a policy.
fn has_value(text: &Excerpt) -> bool {
    let lower = text.lower_case();
    ["v=sts", "v=tls", "version: sts"].iter().any(|version| lower.contains(version))
}

/// Returns the kept ranges of a text's lines, each with its line ending.
fn keep_ranges(text: &Excerpt, lines: impl IntoIterator<Item = Range<usize>>) -> Excerpt {
    let mut rest = text.empty_at(0);
    for line in lines {
        let end = match text.octets().get(line.end..) {
            Some([b'\r', b'\n', ..]) => line.end + 2,
            Some([b'\n', ..]) => line.end + 1,
            _ => line.end,
        };
        rest.append(&text.slice(line.start..end));
    }
    rest
}

/// Returns the lines without their marks, if every line that is not blank has one.
fn strip_line_marks(text: &Excerpt, mark: impl Fn(&[u8]) -> Option<usize>) -> Option<Excerpt> {
    let mut lines = text.lines();
    let mut marked = 0;
    for line in &mut lines {
        let octets = &text.octets()[line.clone()];
        if octets.trim_ascii().is_empty() {
            continue;
        }
        line.start += mark(octets)?;
        marked += 1;
    }
    (marked > 0).then(|| keep_ranges(text, lines))
}
