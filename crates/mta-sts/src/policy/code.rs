//! Names and values in the source of a program or configuration: a dictionary, an object, a block of settings.
//!
//! One reader serves every language, since all of them write `name`, a separator and a value in quotation marks or brackets.

use alloc::{borrow::ToOwned, string::String, vec::Vec};

/// A value with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    /// The name around this one, if its value is in brackets.
    pub parent: String,
    pub name: String,
    pub value: String,
    /// Whether the value is in quotation marks or brackets.
    pub is_marked: bool,
}

#[derive(Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Quoted(String),
    /// `:`, `=` or `=>`.
    Separator,
    Open,
    Close,
}

/// Limit of nested brackets.
const MAX_DEPTH: usize = 16;

/// The values within one pair of brackets.
#[derive(Debug, Default)]
struct Frame {
    /// The name of the brackets.
    inherited: String,
    /// The name whose value follows.
    current: Option<String>,
    is_taken: bool,
}

/// Returns the named values of a source.
pub(crate) fn pairs(text: &str) -> Vec<Pair> {
    let tokens = tokens(text);
    let mut frames = Vec::from([Frame::default()]);
    let mut pairs = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let depth = frames.len();
        let Some(frame) = frames.last_mut() else { break };
        match token {
            Token::Word(text) | Token::Quoted(text) if tokens.get(at + 1) == Some(&Token::Separator) => {
                frame.current = Some(text.clone());
                frame.is_taken = false;
            }
            Token::Word(text) | Token::Quoted(text) => {
                let is_marked = depth > 1 || matches!(token, Token::Quoted(_));
                pairs.extend(frame.take(text, is_marked));
            }
            Token::Open if depth < MAX_DEPTH => {
                let inherited = frame.current.clone().unwrap_or_else(|| frame.inherited.clone());
                frame.is_taken = true;
                frames.push(Frame { inherited, ..Frame::default() });
            }
            Token::Close if depth > 1 => {
                frames.pop();
            }
            Token::Open | Token::Close | Token::Separator => {}
        }
    }
    pairs
}

impl Frame {
    /// Returns a value under the name that waits for one, or under the name of the brackets.
    fn take(&mut self, value: &str, is_marked: bool) -> Option<Pair> {
        let (parent, value) = (self.inherited.clone(), value.to_owned());
        match &self.current {
            Some(name) if !self.is_taken => {
                self.is_taken = true;
                Some(Pair { parent, name: name.clone(), value, is_marked })
            }
            None if !parent.is_empty() => Some(Pair { name: parent.clone(), parent, value, is_marked }),
            _ => None,
        }
    }
}

/// Splits a source into tokens. Comments, commas and other signs only separate them.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    let mut is_after_blank = true;
    while let Some(first) = rest.chars().next() {
        let (token, length) = if is_after_blank && is_comment(rest) {
            (None, rest.find('\n').unwrap_or(rest.len()))
        } else if let Some(comment) = rest.strip_prefix("/*") {
            (None, comment.find("*/").map_or(rest.len(), |at| at + 4))
        } else {
            token(rest, first)
        };
        tokens.extend(token);
        is_after_blank = first.is_whitespace() || matches!(first, ',' | ';' | '[' | '{' | '(');
        rest = &rest[length.max(first.len_utf8())..];
    }
    tokens
}

fn is_comment(rest: &str) -> bool {
    rest.starts_with('#') || rest.starts_with("//") || rest.starts_with("-- ")
}

/// Returns the token at the start of a text, and its length.
fn token(rest: &str, first: char) -> (Option<Token>, usize) {
    match first {
        '"' | '\'' | '`' => {
            let (text, length) = quoted(rest, first);
            (Some(Token::Quoted(text)), length)
        }
        ':' | '=' => (Some(Token::Separator), if rest.starts_with("=>") || rest.starts_with(":=") { 2 } else { 1 }),
        '{' | '[' | '(' => (Some(Token::Open), 1),
        '}' | ']' | ')' => (Some(Token::Close), 1),
        _ if is_word_character(first) => {
            let length = rest.find(|c| !is_word_character(c)).unwrap_or(rest.len());
            // The name of a function or constructor.
            let is_call = rest[length..].starts_with(['(', '[']);
            ((!is_call).then(|| Token::Word(rest[..length].to_owned())), length)
        }
        _ => (None, first.len_utf8()),
    }
}

fn is_word_character(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '*' | '@' | '/' | '$')
}

/// Returns the text of a string literal, and the length of the literal. A line end closes it.
fn quoted(rest: &str, mark: char) -> (String, usize) {
    let mut text = String::new();
    let mut characters = rest.char_indices().skip(1);
    while let Some((at, c)) = characters.next() {
        match c {
            _ if c == mark => return (text, at + 1),
            '\n' => return (text, at),
            '\\' => text.extend(characters.next().map(|(_, c)| c)),
            _ => text.push(c),
        }
    }
    (text, rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pairs_of_every_language_are_the_same() {
        for text in [
            "policy = {'mode': 'enforce', 'mx': ['a.example', 'b.example'], 'max_age': 604800}",
            "$p = [\n  'mode' => 'enforce', // now\n  'mx' => array('a.example', 'b.example'),\n  'max_age' => 604800,\n];",
            "%{mode: :enforce, mx: [\"a.example\", \"b.example\"], max_age: 604800}",
            "{ :mode => 'enforce', mx: %w[a.example b.example], max_age: 604800 }",
            "mode = \"enforce\"\nmx = [\n  \"a.example\", # first\n  \"b.example\",\n]\nmax_age = 604800\n",
            "mode = \"enforce\"; mx = [ \"a.example\" \"b.example\" ]; max_age = 604800;",
            "policy {\n  mode = \"enforce\"\n  mx = [\"a.example\", \"b.example\"]\n  max_age = 604800\n}",
        ] {
            let found: Vec<(String, String)> = pairs(text).into_iter().map(|pair| (pair.name, pair.value)).collect();
            let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
            let expected =
                [pair("mode", "enforce"), pair("mx", "a.example"), pair("mx", "b.example"), pair("max_age", "604800")];
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn nested_names_and_open_brackets_do_no_harm() {
        let nested = pairs("{mx: [{host: 'a.example', priority: 10}], url: 'https://b.example'}");
        assert_eq!((nested[0].parent.as_str(), nested[0].name.as_str()), ("mx", "host"));
        assert_eq!((nested[2].parent.as_str(), nested[2].name.as_str()), ("", "url"));
        for text in ["[[[[[[[[[[[[[[[[[[[[", "]]]}", "'", "a: 'b", "/*", "é: \"ü\""] {
            assert!(pairs(text).len() < 2, "{text}");
        }
    }
}
