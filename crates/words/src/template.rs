//! Evaluates compiled sentences.

use crate::{Language, Value, sentence_parts::Piece, value};

include!("marks.rs");

/// Passes the pieces of a sentence to `out`, in order.
pub(crate) fn write_pieces(
    language: Language,
    pattern: &str,
    args: &[(&str, Value<'_>)],
    out: &mut dyn FnMut(Piece<'_>),
) {
    let mut rest = pattern;
    while let Some(at) = rest.find(|c: char| c <= END) {
        let (words, marked) = rest.split_at(at);
        out(Piece::Words(words));
        rest = write_mark(language, marked, args, out);
    }
    out(Piece::Words(rest));
}

/// Evaluates the mark at the start of the text, and returns the rest.
fn write_mark<'p>(
    language: Language,
    text: &'p str,
    args: &[(&str, Value<'_>)],
    out: &mut dyn FnMut(Piece<'_>),
) -> &'p str {
    let (name, rest) = text[1..].split_once(END).unwrap_or((&text[1..], ""));
    match text.chars().next() {
        Some(LITERAL) => out(Piece::Name(name)),
        Some(ARGUMENT) => match find_arg(args, name) {
            Some(value) => value::write_value(language, value, out),
            None => out(Piece::Name(&["{$", name, "}"].concat())),
        },
        Some(SELECT) => {
            let (cases, after) = rest.split_at(select_end(rest));
            if let Some(pattern) = matching_pattern(language, cases, find_arg(args, name)) {
                write_pieces(language, pattern, args, out);
            }
            return &after[CLOSE.len_utf8()..];
        }
        _ => {}
    }
    rest
}

fn find_arg<'v, 'a>(args: &'v [(&str, Value<'a>)], name: &str) -> Option<&'v Value<'a>> {
    args.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// Returns the end of the select that these cases belong to.
fn select_end(cases: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in cases.char_indices() {
        match c {
            SELECT => depth += 1,
            CLOSE if depth == 0 => return at,
            CLOSE => depth -= 1,
            _ => {}
        }
    }
    unreachable!("the build closes every select")
}

/// Returns the pattern of the first case that matches, or of the default case.
fn matching_pattern<'p>(language: Language, cases: &'p str, value: Option<&Value<'_>>) -> Option<&'p str> {
    let mut otherwise = None;
    for (key, pattern) in Cases(cases) {
        let (key, default) = key.strip_prefix('*').map_or((key, false), |key| (key, true));
        if value.is_some_and(|value| value::matches_case(language, value, key)) {
            return Some(pattern);
        }
        if default {
            otherwise = Some(pattern);
        }
    }
    otherwise
}

/// The cases of one select, each with key and pattern.
struct Cases<'p>(&'p str);

impl<'p> Iterator for Cases<'p> {
    type Item = (&'p str, &'p str);

    fn next(&mut self) -> Option<Self::Item> {
        let (key, rest) = self.0.strip_prefix(CASE)?.split_once(END)?;
        let (pattern, next) = rest.split_at(next_case(rest));
        self.0 = next;
        Some((key, pattern))
    }
}

fn next_case(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            SELECT => depth += 1,
            CLOSE => depth -= 1,
            CASE if depth == 0 => return at,
            _ => {}
        }
    }
    text.len()
}
