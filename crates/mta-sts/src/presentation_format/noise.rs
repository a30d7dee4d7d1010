//! What is around a pasted text: prompts and commands, Markdown fences, marks of quotations and diffs, line numbers, HTTP heads.
//!
//! A mark counts only where every line has it, so that nothing of a text that happens to begin so is lost.

use alloc::vec::Vec;
use core::ops::Range;

use super::{Excerpt, Noise};

/// Commands whose output people paste, and the [`super::Format`] of it.
const COMMANDS: [(&str, &str); 20] = [
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
];

/// Takes one kind of noise away, if it is there.
type Remove = fn(&Excerpt) -> Option<Excerpt>;

/// Heads of HTTP responses that follow each other: redirects, and `100 Continue`.
const HEADS: usize = 6;

/// A text without what is around it.
pub(super) struct Clean {
    /// The rest.
    pub text: Excerpt,
    /// What was cut away.
    pub cut: Vec<Noise>,
    /// The [`super::Format`] that a command in it tells.
    pub tool: Option<&'static str>,
    /// A command was cut away.
    pub has_command: bool,
    /// A prompt stands after a command: what the command printed is complete.
    pub is_ended: bool,
    /// All of it.
    pub original: Excerpt,
}

/// A text without what is around it, and what that was.
pub(super) fn without(text: &Excerpt) -> Clean {
    let mut cut = Vec::new();
    let mut clean = text.clone();
    let marks: [(Noise, Remove); 5] = [
        (Noise::MailQuote, mail_quote),
        (Noise::Fence, fence),
        (Noise::Diff, diff),
        (Noise::LineNumbers, line_numbers),
        (Noise::FrontMatter, front_matter),
    ];
    for (noise, remove) in marks {
        if let Some(rest) = remove(&clean) {
            clean = rest;
            cut.push(noise);
        }
    }
    let commands = commands(&clean);
    let (tool, is_ended) = commands.as_ref().map_or((None, false), |found| (found.tool, found.is_ended));
    let has_command = commands.is_some();
    if let Some(found) = commands {
        clean = found.rest;
        cut.push(Noise::Command);
    }
    for _ in 0..HEADS {
        let Some(rest) = http_head(&clean) else { break };
        clean = rest;
        cut.push(Noise::HttpHead);
    }
    cut.dedup();
    Clean { text: clean, cut, tool, has_command, is_ended, original: text.clone() }
}

/// What comes after the head of an HTTP response (RFC 9112 §2.1), also where `curl -v` marks its lines.
fn http_head(text: &Excerpt) -> Option<Excerpt> {
    let lines = text.lines();
    let octets = |at: usize| &text.octets()[lines[at].clone()];
    let unmarked = |at: usize| octets(at).strip_prefix(b"< ").unwrap_or(octets(at));
    let first = (0..lines.len()).find(|at| unmarked(*at).starts_with(b"HTTP/"))?;
    let is_verbose = |at: usize| matches!(octets(at), [b'*' | b'>' | b'<' | b'{' | b'}', b' ', ..] | [b'>' | b'<']);
    if !(0..first).all(|at| is_verbose(at) || octets(at).trim_ascii().is_empty()) {
        return None;
    }
    let blank = (first..lines.len()).find(|at| unmarked(*at).trim_ascii().is_empty() || octets(*at) == b"<")?;
    let body = (blank + 1..lines.len()).filter(|at| !is_verbose(*at)).map(|at| lines[at].clone());
    Some(kept(text, body))
}

/// What comes after the front matter of a static-site generator.
fn front_matter(text: &Excerpt) -> Option<Excerpt> {
    let lines = text.lines();
    let is_rule = |at: &usize| text.octets()[lines[*at].clone()].trim_ascii_end() == b"---";
    let end = (1..lines.len().min(40)).find(is_rule).filter(|_| is_rule(&0))?;
    let rest = kept(text, lines[end + 1..].iter().cloned());
    (!rest.octets().trim_ascii().is_empty()).then_some(rest)
}

/// A text without its commands.
struct Commands {
    rest: Excerpt,
    tool: Option<&'static str>,
    is_ended: bool,
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

/// `> ` once or several times. In a mail of which only part is quoted, that part is it if it alone has what a record has.
fn mail_quote(text: &Excerpt) -> Option<Excerpt> {
    let marks = |line: &[u8]| {
        let marks = line.iter().take_while(|octet| matches!(octet, b'>' | b' ')).count();
        (line.first() == Some(&b'>')).then_some(marks)
    };
    unmarked(text, marks).or_else(|| {
        let is_quoted = |line: &Range<usize>| text.octets()[line.start..].starts_with(b">");
        let (quoted, others): (Vec<_>, Vec<_>) = text.lines().into_iter().partition(is_quoted);
        let (quoted, others) = (kept(text, quoted), kept(text, others));
        let tells = |part: &Excerpt| {
            let told = part.lower_case();
            ["v=sts", "v=tls", "version: sts", "status: "].iter().any(|word| told.contains(word))
        };
        (tells(&quoted) && !tells(&others)).then(|| unmarked(&quoted, marks)).flatten()
    })
}

/// What stands between the first two fences of Markdown, or between backticks.
fn fence(text: &Excerpt) -> Option<Excerpt> {
    let is_fence = |line: &Range<usize>| {
        let octets = text.octets()[line.clone()].trim_ascii();
        octets.starts_with(b"```") || octets.starts_with(b"~~~")
    };
    let lines = text.lines();
    let mut fences = (0..lines.len()).filter(|at| is_fence(&lines[*at]));
    let Some(first) = fences.next() else { return backticks(text) };
    match fences.next() {
        Some(second) => Some(kept(text, lines[first + 1..second].iter().cloned())),
        // Only one of the two was copied.
        None if first == 0 => Some(kept(text, lines[1..].iter().cloned())),
        None => Some(kept(text, lines[..first].iter().cloned())),
    }
}

fn backticks(text: &Excerpt) -> Option<Excerpt> {
    let trimmed = text.trimmed();
    let inner = trimmed.octets().strip_prefix(b"`")?.strip_suffix(b"`")?;
    (!inner.is_empty() && !inner.contains(&b'`')).then(|| trimmed.slice(1..trimmed.octets().len() - 1))
}

/// The lines that a diff adds or leaves as they are.
fn diff(text: &Excerpt) -> Option<Excerpt> {
    let lines = text.lines();
    let of_diff = |line: &[u8]| {
        line.trim_ascii().is_empty()
            || matches!(line.first(), Some(b'+' | b'-' | b' ' | b'\\'))
            || [&b"@@"[..], b"diff ", b"index "].iter().any(|head| line.starts_with(head))
    };
    let octets = |line: &Range<usize>| &text.octets()[line.clone()];
    let adds = lines.iter().any(|line| octets(line).starts_with(b"+"));
    if !adds || !lines.iter().all(|line| of_diff(octets(line))) {
        return None;
    }
    let stays = |line: &Range<usize>| {
        let octets = octets(line);
        matches!(octets.first(), Some(b'+' | b' ')) && !octets.starts_with(b"+++")
    };
    let unmarked = |line: Range<usize>| line.start + 1..line.end;
    Some(kept(text, lines.into_iter().filter(stays).map(unmarked)))
}

/// Numbers that follow each other at the beginning of the lines.
fn line_numbers(text: &Excerpt) -> Option<Excerpt> {
    let mut last = None;
    let number = |line: &[u8]| {
        let blanks = line.len() - line.trim_ascii_start().len();
        let digits = line[blanks..].iter().take_while(|octet| octet.is_ascii_digit()).count();
        let number: u32 = core::str::from_utf8(&line[blanks..blanks + digits]).ok()?.parse().ok()?;
        let rest = &line[blanks + digits..];
        let mark = rest.iter().take_while(|octet| matches!(octet, b':' | b'.' | b')' | b'|' | b'\t' | b' ')).count();
        (mark > 0 || rest.is_empty()).then_some((number, blanks + digits + mark))
    };
    let lines = text.lines();
    let mut kept_lines = Vec::new();
    for line in lines {
        let octets = &text.octets()[line.clone()];
        if octets.trim_ascii().is_empty() {
            continue;
        }
        let (number, mark) = number(octets)?;
        if last.is_some_and(|last: u32| last.checked_add(1) != Some(number)) {
            return None;
        }
        last = Some(number);
        kept_lines.push(line.start + mark..line.end);
    }
    let is_value = |line: &Range<usize>| text.octets()[line.clone()].trim_ascii_start().starts_with(b"v=");
    let counts = kept_lines.len() > 1 || kept_lines.iter().any(is_value);
    (counts && last.is_some()).then(|| kept(text, kept_lines))
}

/// The text without lines that are commands, and the tool that they name. Of a command with an answer in the same line, the
/// answer stays.
fn commands(text: &Excerpt) -> Option<Commands> {
    let (mut tool, mut found, mut is_ended, mut end_word) = (None, false, false, Vec::new());
    let (all, mut lines) = (text.lines(), Vec::new());
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
        is_ended |= found;
        found = true;
        tool = tool.or(command.tool);
        if let Some(word) = here_document(octets) {
            end_word = word;
        }
        if let Some(answer) = command.answer {
            lines.push(line.start + answer..line.end);
        }
    }
    found.then(|| Commands { rest: kept(text, lines), tool, is_ended })
}

/// A line that is a command.
struct Command {
    tool: Option<&'static str>,
    /// Where an answer begins in the same line.
    answer: Option<usize>,
    /// It is a prompt alone.
    is_prompt: bool,
}

/// A prompt alone, or a command with or without a prompt.
fn command(line: &[u8]) -> Option<Command> {
    let start = prompt(line);
    let rest = &line[start..];
    if rest.trim_ascii().is_empty() {
        return (start > 0).then_some(Command { tool: None, answer: None, is_prompt: true });
    }
    let word = rest.split(|octet| octet.is_ascii_whitespace()).next().unwrap_or_default().to_ascii_lowercase();
    let word = word.strip_suffix(b".exe").unwrap_or(&word);
    let known = COMMANDS.iter().find(|(name, _)| name.as_bytes() == word && rest.contains(&b' '));
    let is_label = rest.get(word.len() + 1).is_some_and(|octet| matches!(octet, b'=' | b':'));
    let (_, tool) = known.filter(|_| !is_label)?;
    let unprompted = start == 0 && !has_arguments_of_command(rest);
    if unprompted {
        return None;
    }
    let answer = rest.windows(3).position(|three| three.eq_ignore_ascii_case(b"\"v=")).map(|at| start + at);
    Some(Command { tool: Some(*tool).filter(|tool| !tool.is_empty()), answer, is_prompt: false })
}

/// Words that only a command has: without a prompt, `host` and `type` begin other lines too.
fn has_arguments_of_command(line: &[u8]) -> bool {
    let line = line.to_ascii_lowercase();
    let has = |word: &[u8]| line.windows(word.len()).any(|window| window == word);
    let names = has(b"_mta-sts") || has(b"_smtp._tls") || has(b"https://") || has(b"mta-sts.") || has(b"<<");
    let prints = [&b"descriptive"[..], b" text ", b"not found", b"has no", b"\tin\t", b" in txt"];
    names && !prints.iter().any(|word| has(word))
}

/// How much of a line is a prompt: `$ `, `# `, `% `, `> `, `PS C:\> `, `[root@host ~]# `, `user@host:~$ `.
fn prompt(line: &[u8]) -> usize {
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

/// The word that ends a here-document which a command begins.
fn here_document(line: &[u8]) -> Option<Vec<u8>> {
    let at = line.windows(2).position(|two| two == b"<<")?;
    let is_mark = |octet: &&u8| matches!(octet, b'<' | b'-' | b'\'' | b'"' | b' ');
    let start = at + line[at..].iter().take_while(is_mark).count();
    let word = line[start..].iter().take_while(|octet| octet.is_ascii_alphanumeric() || **octet == b'_');
    Some(word.copied().collect()).filter(|word: &Vec<u8>| !word.is_empty())
}
