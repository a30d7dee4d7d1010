//! Changes of texts, and what stands around them.

use proptest::prelude::*;

/// One change of a text that consists of parts: lines of a policy, fields of a record.
#[derive(Clone, Debug)]
pub(crate) enum Mutation {
    Drop(usize),
    Duplicate(usize),
    /// Another letter, one too many, or one too few.
    Typo {
        part: usize,
        at: usize,
        letter: char,
        how: u8,
    },
    Upper(usize),
    Blank {
        part: usize,
        how: u8,
    },
    Quote(usize),
    Wrap {
        part: usize,
        at: usize,
    },
    Comment(usize),
}

pub(crate) fn mutation() -> impl Strategy<Value = Mutation> {
    use Mutation as M;
    prop_oneof![
        any::<usize>().prop_map(M::Drop),
        any::<usize>().prop_map(M::Duplicate),
        (any::<usize>(), any::<usize>(), prop::char::range('!', '~'), 0..3_u8)
            .prop_map(|(part, at, letter, how)| M::Typo { part, at, letter, how }),
        any::<usize>().prop_map(M::Upper),
        (any::<usize>(), 0..5_u8).prop_map(|(part, how)| M::Blank { part, how }),
        any::<usize>().prop_map(M::Quote),
        (any::<usize>(), any::<usize>()).prop_map(|(part, at)| M::Wrap { part, at }),
        any::<usize>().prop_map(M::Comment),
    ]
}

/// What the parts of a text are, and how a change is written in it.
pub(crate) struct Shape {
    /// What parts a name from its value.
    separator: char,
    /// What a line that is no part of the text looks like.
    pub comment: &'static str,
}

pub(crate) const POLICY: Shape = Shape { separator: ':', comment: "# mx: old.noise.example" };
pub(crate) const RECORD: Shape = Shape { separator: '=', comment: "(old.noise.example)" };

pub(crate) fn changed(parts: &mut Vec<String>, mutation: &Mutation, shape: &Shape) {
    use Mutation as M;
    let (M::Drop(part)
    | M::Duplicate(part)
    | M::Typo { part, .. }
    | M::Upper(part)
    | M::Blank { part, .. }
    | M::Quote(part)
    | M::Wrap { part, .. }
    | M::Comment(part)) = *mutation;
    if parts.is_empty() {
        return;
    }
    let part = part % parts.len();
    let text = parts[part].clone();
    let (name, value) = text.split_once(shape.separator).unwrap_or((&text, ""));
    match *mutation {
        M::Drop(_) => drop(parts.remove(part)),
        M::Duplicate(_) => parts.insert(part, text),
        M::Typo { at, letter, how, .. } => {
            let letters: Vec<char> = text.chars().collect();
            let at = at % letters.len().max(1);
            let (before, after) = letters.split_at(at);
            let new = if how == 1 { Vec::new() } else { vec![letter] };
            let rest = if how == 2 { after } else { after.get(1..).unwrap_or_default() };
            parts[part] = before.iter().chain(&new).chain(rest).collect();
        }
        M::Upper(_) => parts[part] = format!("{}{}{value}", name.to_uppercase(), shape.separator),
        M::Blank { how, .. } => {
            let separator = shape.separator;
            parts[part] = match how {
                0 => format!("{name} {separator}{value}"),
                1 => format!("{name}{separator}  {value}"),
                2 => format!("{text} "),
                3 => format!(" {text}"),
                _ => format!("{name}\u{a0}{separator}{value}"),
            };
        }
        M::Quote(_) => parts[part] = format!("{name}{}\"{}\"", shape.separator, value.trim()),
        M::Wrap { at, .. } => {
            let blank = text.char_indices().map(|(at, _)| at).filter(|at| *at > 0).collect::<Vec<_>>();
            if let Some(at) = blank.get(at % blank.len().max(1)) {
                parts[part] = format!("{}\n{}", &text[..*at], &text[*at..]);
            }
        }
        M::Comment(_) => parts.insert(part + 1, shape.comment.to_owned()),
    }
}

/// What stands around a policy file.
pub(crate) fn policy_noise(text: &str, kind: u8) -> String {
    let lines = |mark: &dyn Fn(usize) -> String| -> String {
        text.lines().enumerate().map(|(at, line)| format!("{}{line}\n", mark(at))).collect()
    };
    match kind {
        0 => lines(&|_| "> ".into()),
        1 => format!("HTTP/1.1 200 OK\r\nServer: noise.example\r\nX-Mx: mx.noise.example\r\n\r\n{text}"),
        2 => format!("```\n{text}```\n"),
        3 => format!("$ curl https://mta-sts.noise.example/.well-known/mta-sts.txt\n{text}"),
        4 => lines(&|at| format!("{}: ", at + 1)),
        5 => format!("-mx: gone.noise.example\n{}", lines(&|_| "+".into())),
        6 => format!("\u{feff}{text}"),
        _ => text.to_owned(),
    }
}

/// What stands around a record.
pub(crate) fn record_noise(text: &str, name: &str, kind: u8) -> String {
    match kind {
        0 => text.lines().map(|line| format!("> {line}\n")).collect(),
        1 => format!("$ dig +short TXT {name}.kaisha.example\n{text}\n"),
        2 => format!("```\n{text}\n```\n"),
        3 => format!("`{text}`"),
        4 => format!("{name}.kaisha.example. 300 IN TXT \"{text}\""),
        5 => format!("Host: {name}.kaisha.example\nType: TXT\nValue: {text}\n"),
        6 => format!("TXT {name}.kaisha.example {text}\n"),
        _ => text.to_owned(),
    }
}
