//! What is around a pasted text: prompts and commands, Markdown fences, marks of quotations and diffs, line numbers, HTTP heads,
//! and the line breaks of mail.
//!
//! A mark counts only where every line has it, so that nothing of a text that happens to begin so is lost.

use alloc::vec::Vec;
use core::ops::Range;

use super::{Excerpt, Noise};

mod commands;
mod escape_sequences;
mod http_head;
mod marks;
mod wrapping;

/// Takes one kind of noise away, if it is there.
type Remove = fn(&Excerpt) -> Option<Excerpt>;

/// Heads of HTTP responses that follow each other: redirects, and `100 Continue`.
const HEADS: usize = 6;

/// A text without what is around it.
pub(super) struct Clean {
    /// The rest.
    pub text: Excerpt,
    /// The noise that was cut away.
    pub cut: Vec<Noise>,
    /// The [`super::Format`] that a command in it tells.
    pub tool: Option<&'static str>,
    /// A command was cut away.
    pub has_command: bool,
    /// Where commands begin in the text that was pasted.
    pub commands: Vec<usize>,
    /// A prompt stands after a command: what the command printed is complete.
    pub is_ended: bool,
    /// All of it.
    pub original: Excerpt,
}

/// A text without what is around it, and what that was.
pub(super) fn without(text: &Excerpt) -> Clean {
    let mut cut = Vec::new();
    let mut clean = text.clone();
    let marks: [(Noise, Remove); 8] = [
        (Noise::EscapeSequences, escape_sequences::remove),
        (Noise::MailQuote, marks::mail_quote),
        (Noise::Fence, marks::fence),
        (Noise::Diff, marks::diff),
        (Noise::LineEndMarks, marks::line_end_marks),
        (Noise::LineNumbers, marks::line_numbers),
        (Noise::FrontMatter, marks::front_matter),
        (Noise::LineBreaks, wrapping::unwrapped),
    ];
    for (noise, remove) in marks {
        if let Some(rest) = remove(&clean) {
            clean = rest;
            cut.push(noise);
        }
    }
    let commands = commands::remove(&clean);
    let (tool, is_ended) = commands.as_ref().map_or((None, false), |found| (found.tool, found.is_ended));
    let (has_command, mut commands_at) = (commands.is_some(), Vec::new());
    if let Some(found) = commands {
        clean = found.rest;
        commands_at = found.starts;
        cut.push(Noise::Command);
    }
    for _ in 0..HEADS {
        let Some(rest) = http_head::remove(&clean) else { break };
        clean = rest;
        cut.push(Noise::HttpHead);
    }
    cut.dedup();
    Clean { text: clean, cut, tool, has_command, commands: commands_at, is_ended, original: text.clone() }
}

/// The ranges of a text's lines that are kept, each with its line end.
fn kept(text: &Excerpt, lines: impl IntoIterator<Item = Range<usize>>) -> Excerpt {
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

/// Each line from behind its mark, if every line that is not blank has one.
fn unmarked(text: &Excerpt, mark: impl Fn(&[u8]) -> Option<usize>) -> Option<Excerpt> {
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
    (marked > 0).then(|| kept(text, lines))
}
