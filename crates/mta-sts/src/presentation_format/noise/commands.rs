//! Shell prompts and commands.

use alloc::vec::Vec;
use core::ops::Range;

use super::keep_ranges;
use crate::{
    Span,
    presentation_format::{Excerpt, Owner},
};

/// Commands whose output people paste, and the [`Format`](crate::presentation_format::Format) of that output.
const COMMANDS: [(&str, &str); 24] = [
    ("dig", "dig"),
    ("kdig", "kdig"),
    ("drill", "drill"),
    ("delv", "delv"),
    ("host", "host"),
    ("nslookup", "nslookup"),
    ("resolve-dnsname", "powershell"),
    ("doggo", "doggo"),
    ("dog", "doggo"),
    ("q", ""),
    ("curl", ""),
    ("wget", ""),
    ("http", ""),
    ("https", ""),
    ("cat", ""),
    ("type", ""),
    ("sudo", ""),
    ("invoke-webrequest", ""),
    ("iwr", ""),
    ("gc", ""),
    ("get-content", ""),
    ("gsutil", ""),
    ("bat", ""),
    ("ssh", ""),
];

/// A text without its commands.
pub(super) struct Commands {
    pub rest: Excerpt,
    pub tool: Option<&'static str>,
    pub is_ended: bool,
    /// The positions of commands or prompts in the pasted text.
    pub starts: Vec<usize>,
    /// The name that each of them asks for.
    pub names: Vec<Option<Owner>>,
}

/// Returns the text without command lines, and the tool that they name. Keeps an answer on the same line as its command.
pub(super) fn remove(text: &Excerpt) -> Option<Commands> {
    let (mut tool, mut found, mut is_ended, mut end_word) = (None, false, false, Vec::new());
    let (all, mut lines, mut starts, mut names) = (text.lines(), Vec::new(), Vec::new(), Vec::new());
    if !all.iter().any(|line| command(&text.octets()[line.clone()]).is_some_and(|command| !command.is_prompt)) {
        return None;
    }
    for line in all {
        let octets = &text.octets()[line.clone()];
        if !end_word.is_empty() && octets.trim_ascii() == end_word {
            continue;
        }
        let Some(command) = command(octets) else {
            lines.push(line);
            continue;
        };
        // The Windows command prompt prints a blank line before each prompt. PowerShell prints one after output that ends with
        // a line ending.
        let is_windows = octets.get(1..3) == Some(b":\\") || octets.starts_with(b"PS ");
        if found && is_windows && lines.last().is_some_and(|last| is_blank(text, last)) {
            lines.pop();
        }
        is_ended |= found;
        found = true;
        starts.push(text.place(Span::new(line.start, line.start)).start);
        names.push(command.tool.and_then(|_| asked_name(octets)));
        tool = tool.or(command.tool);
        if let Some(word) = here_document(octets) {
            end_word = word;
        }
        if let Some(answer) = command.answer {
            lines.push(line.start + answer..line.end);
        }
    }
    found.then(|| Commands { rest: keep_ranges(text, lines), tool, is_ended, starts, names })
}

fn is_blank(text: &Excerpt, line: &Range<usize>) -> bool {
    text.octets()[line.clone()].trim_ascii().is_empty()
}

/// A command line.
struct Command {
    tool: Option<&'static str>,
    /// The start of an answer on the same line.
    answer: Option<usize>,
    /// Whether it is only a prompt.
    is_prompt: bool,
}

/// Parses a prompt alone, or a command with or without a prompt.
fn command(line: &[u8]) -> Option<Command> {
    let start = prompt(line);
    let rest = &line[start..];
    if rest.trim_ascii().is_empty() {
        return (start > 0).then_some(Command { tool: None, answer: None, is_prompt: true });
    }
    let word = rest.split(|octet| octet.is_ascii_whitespace()).next().unwrap_or_default().to_ascii_lowercase();
    let word = word.strip_suffix(b".exe").unwrap_or(&word);
    let word = word.strip_prefix(b"(").unwrap_or(word);
    let known = COMMANDS.iter().find(|(name, _)| name.as_bytes() == word && rest.contains(&b' '));
    let is_label = rest.get(word.len() + 1).is_some_and(|octet| matches!(octet, b'=' | b':'));
    let (_, tool) = known.filter(|_| !is_label)?;
    let is_unprompted = start == 0 && !has_arguments_of_command(rest);
    if is_unprompted || carries_record(rest) {
        return None;
    }
    let answer = rest.windows(3).position(|three| three.eq_ignore_ascii_case(b"\"v=")).map(|at| start + at);
    Some(Command { tool: Some(*tool).filter(|tool| !tool.is_empty()), answer, is_prompt: false })
}

/// Returns the name that the command of a DNS tool asks for: its first argument that is neither an option, a server nor a type.
fn asked_name(line: &[u8]) -> Option<Owner> {
    let line = &line[prompt(line)..];
    let mut words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).skip(1).peekable();
    while let Some(word) = words.next() {
        let word = word.strip_prefix(b"\"").and_then(|word| word.strip_suffix(b"\"")).unwrap_or(word);
        if word.eq_ignore_ascii_case(b"-server") {
            words.next();
            continue;
        }
        let is_name = word.iter().all(|octet| octet.is_ascii_alphanumeric() || b"._-".contains(octet));
        let is_address = core::str::from_utf8(word).is_ok_and(|word| word.parse::<core::net::IpAddr>().is_ok());
        let is_domain = word.contains(&b'.') && !word.starts_with(b"-") && !word.starts_with(b".");
        if is_name && is_domain && !is_address {
            return Some(Owner::from_name(word, true));
        }
    }
    None
}

/// Whether a request sends a record, as JSON or form data. The record is in the command itself.
fn carries_record(line: &[u8]) -> bool {
    let line = line.to_ascii_lowercase();
    let has = |word: &[u8]| line.windows(word.len()).any(|window| window == word);
    let sends = [&b" -d "[..], b" -d'", b"--data", b"--json", b" -f ", b"-body"].iter().any(|word| has(word));
    sends && (has(b"v=sts") || has(b"v=tls"))
}

/// Whether a line has words that only a command has. Without a prompt, `host` and `type` also begin other lines.
fn has_arguments_of_command(line: &[u8]) -> bool {
    let line = line.to_ascii_lowercase();
    let has = |word: &[u8]| line.windows(word.len()).any(|window| window == word);
    let names = has(b"_mta-sts") || has(b"_smtp._tls") || has(b"https://") || has(b"mta-sts.") || has(b"<<");
    let prints = [&b"descriptive"[..], b" text ", b"not found", b"has no", b"\tin\t", b" in txt"];
    names && !prints.iter().any(|word| has(word))
}

/// Returns the length of a line's prompt: `$ `, `# `, `% `, `> `, `PS C:\> `, `[root@host ~]# `, `user@host:~$ `, `❯ `.
pub(super) fn prompt(line: &[u8]) -> usize {
    if let Some(length) = themed_prompt(line) {
        return length;
    }
    let Some(at) = line.iter().position(|octet| matches!(octet, b'$' | b'#' | b'%' | b'>')) else { return 0 };
    let before = &line[..at];
    let is_blank = line.get(at + 1).is_none_or(|octet| *octet == b' ');
    let names_shell = before.is_empty()
        || before.contains(&b'@')
        || before.starts_with(b"PS ")
        || before.get(1..3) == Some(b":\\")
        || before.starts_with(b"[")
        || before.ends_with(b"~");
    let blanks = line[at + 1..].iter().take_while(|octet| **octet == b' ').count();
    // `C:\>dig` has no blank.
    let windows = before.get(1..3) == Some(b":\\");
    if names_shell && before.len() < 80 && !before.contains(&b'"') && (is_blank || windows) {
        at + 1 + blanks
    } else {
        0
    }
}

/// Prompt signs of shell themes.
const SIGNS: [&str; 6] = ["❯", "➜", "➤", "▶", "›", "λ"];

/// Largest number of words between such a sign and a command: the folder, and the state of a repository.
const MAX_PROMPT_WORDS: usize = 6;

/// Returns the length of a prompt with a theme's sign: everything before a known command, or a whole short line.
fn themed_prompt(line: &[u8]) -> Option<usize> {
    let sign = SIGNS.iter().find(|sign| line.starts_with(sign.as_bytes()))?;
    let mut at = sign.len();
    for _ in 0..MAX_PROMPT_WORDS {
        at += line[at..].iter().take_while(|octet| **octet == b' ').count();
        let word = line[at..].split(|octet| *octet == b' ').next().unwrap_or_default();
        let is_command = COMMANDS.iter().any(|(name, _)| word.eq_ignore_ascii_case(name.as_bytes()));
        if word.is_empty() || is_command {
            return Some(at);
        }
        at += word.len();
    }
    None
}

/// Returns the delimiter of a here-document that a command begins.
pub(in crate::presentation_format) fn here_document(line: &[u8]) -> Option<Vec<u8>> {
    let at = line.windows(2).position(|two| two == b"<<")?;
    let is_mark = |octet: &&u8| matches!(octet, b'<' | b'-' | b'~' | b'\'' | b'"' | b' ');
    let start = at + line[at..].iter().take_while(is_mark).count();
    let word = line[start..].iter().take_while(|octet| octet.is_ascii_alphanumeric() || **octet == b'_');
    Some(word.copied().collect()).filter(|word: &Vec<u8>| !word.is_empty())
}
