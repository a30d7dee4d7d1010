//! Lines as a mail server wrote them: joins lines that mail programs wrapped, and keeps paragraphs together.
//!
//! A line continues the line before it, unless something shows that it is a new line. These are a blank line before it,
//! the start of a log line, a field of a delivery status notification (RFC 3464 §2), and the recipient address of a
//! bounce.

use crate::{
    form::{FORMS, Pattern},
    json,
    match_budget::MatchBudget,
    normal,
};

/// A paragraph.
#[derive(Clone, Debug, Default)]
pub(crate) struct Block {
    pub(crate) records: Vec<Record>,
    /// Whether it is a JSON object, whose texts concern one event.
    pub(crate) is_object: bool,
}

/// One logical line.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record {
    pub(crate) text: String,
    /// Whether it starts like a log line.
    pub(crate) is_log_line: bool,
}

/// The start of the returned message, whose own text has no meaning here.
static RETURNED: Pattern = Pattern::new(
    r"(?i)^[\s-]*(?:Content-Type: *(?:message/rfc822|message/global|text/rfc822-headers)|This is a copy of (?:the|your) message|Below this line is a copy of the message|The body of the message is|Original message headers?:|Undelivered Message(?: Headers)?$|Original message -{3,}|Message header follows|The header of the original message|元のメッセージ ?ヘッダー|元のメッセージのヘッダー)",
);

static LOG_LINE: Pattern = Pattern::new(
    r"^ *(?:<\d{1,3}>)?(?:[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d |[A-Z][a-z]{2} [A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d |\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d|\d{1,2}/\d{1,2}/\d{4},? \d{1,2}:\d\d|time=\S|l=\w+ m=|(?:postfix[\w/-]*|sm-mta|smtpd|exim\d?|[a-z][\w-]*)\[\d+\]: |warning: |to=<|(?:Untrusted|Trusted|Verified|Anonymous) TLS connection established |[0-9A-F]{8,}: )",
);
static FIELD: Pattern = Pattern::new(
    r"(?i)^(?:Reporting-MTA|Original-Recipient|Final-Recipient|Action|Status|Remote-MTA|Diagnostic-Code|Last-Attempt-Date|Will-Retry-Until|Arrival-Date|Received-From-MTA|Original-Envelope-Id|X-[A-Z-]+|From|To|Cc|Subject|Date|Sender|Return-Path|Reply-To):",
);
static ADDRESSEE: Pattern = Pattern::new(r"^ *<[^\s<>]+@[^\s<>]+>(?::| \()");
static ADDRESS_ONLY: Pattern = Pattern::new(r"^ *<?[^\s<>,;:]+@[^\s<>,;:]+>?:?$");
static QUEUE_ENTRY: Pattern = Pattern::new(r"^[0-9A-Za-z]{6,}[*!]? +\d+ \w{3} \w{3} +\d+ [\d:]{8} ");
static REPLY: Pattern = Pattern::new(r"^ *(?P<code>[245]\d\d[ -]#?[245]\.\d{1,3}\.\d{1,3}) ");

/// Maximum number of bytes on which patterns are tried to decide whether a line continues.
pub(crate) const MATCH_BUDGET_BYTES: usize = 4 << 20;

/// Returns the paragraphs of a text.
pub(crate) fn paragraphs(text: &str, match_budget: &mut MatchBudget) -> Vec<Block> {
    let mut blocks = vec![Block::default()];
    for raw_line in text.split('\n') {
        let line = normal::normalise_line(raw_line);
        if RETURNED.is_match(&line) {
            break;
        }
        if let Some(lines) = json::json_texts(&line) {
            let records = lines.iter().map(|line| Record::new(&normal::normalise_line(line), true)).collect();
            blocks.push(Block { records, is_object: true });
            blocks.push(Block::default());
        } else if line.trim().is_empty() {
            blocks.push(Block::default());
        } else if let Some(block) = blocks.last_mut() {
            block.add(&line, match_budget);
        }
    }
    blocks.retain(|block| !block.records.is_empty());
    for record in blocks.iter_mut().flat_map(|block| &mut block.records) {
        record.text = without_repeated_codes(&record.text);
    }
    blocks
}

impl Block {
    fn add(&mut self, line: &str, match_budget: &mut MatchBudget) {
        let is_log_line = LOG_LINE.is_match(line);
        match self.records.last_mut() {
            Some(record) if !is_log_line && !record.is_ended_by(line, match_budget) => record.append(line),
            _ => self.records.push(Record::new(line, is_log_line)),
        }
    }
}

impl Record {
    fn new(line: &str, is_log_line: bool) -> Self {
        let mut record = Self { text: String::new(), is_log_line };
        record.append(line);
        record
    }

    /// Appends a line, and collapses runs of spaces. Browsers break lines after hyphens, where no space was.
    fn append(&mut self, line: &str) {
        for (at, word) in line.split(' ').filter(|word| !word.is_empty()).enumerate() {
            let is_broken = at == 0
                && {
                    let mut last = self.text.bytes().rev();
                    last.next() == Some(b'-') && last.next().is_some_and(|byte| byte.is_ascii_alphanumeric())
                }
                && word.starts_with(|c: char| c.is_ascii_alphanumeric());
            if !self.text.is_empty() && !is_broken {
                self.text.push(' ');
            }
            self.text.push_str(word);
        }
    }

    /// Returns whether `line` starts a new record.
    fn is_ended_by(&self, line: &str, match_budget: &mut MatchBudget) -> bool {
        if FIELD.is_match(line) || ADDRESSEE.is_match(line) || QUEUE_ENTRY.is_match(line) {
            return true;
        }
        if ADDRESS_ONLY.is_match(line) {
            return !self.is_log_line && !QUEUE_ENTRY.is_match(&self.text);
        }
        if let Some(reply) = REPLY.captures(line) {
            let continues = reply["code"].contains('-') || self.text.contains(&reply["code"].replacen(' ', "-", 1));
            if !continues && self.text.ends_with(['.', ')', ']', '\'', '"']) {
                return true;
            }
        }
        matches_specific_form(&self.text, match_budget) && matches_specific_form(line, match_budget)
    }
}

/// Returns whether a form matches that is not generic.
fn matches_specific_form(text: &str, match_budget: &mut MatchBudget) -> bool {
    if text.len() > MAX_TESTED_LINE_BYTES || !match_budget.spend(text.len()) {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    let mut possible = FORMS.iter().filter(|form| !form.is_generic() && form.is_possible(&lower));
    possible.any(|form| match_budget.spend(text.len()) && form.pattern.is_match(text))
}

/// The largest size of a line that is tested, in bytes.
const MAX_TESTED_LINE_BYTES: usize = 1000;

/// Joins a multiline reply (RFC 5321 §4.2.1): `421-4.7.29 a 421 4.7.29 b` becomes `421-4.7.29 a b`.
fn without_repeated_codes(text: &str) -> String {
    let Some(reply) = REPEATED.captures(text) else { return text.to_owned() };
    let (code, status) = (&reply["code"], &reply["status"]);
    let end = reply.get(0).map_or(0, |whole| whole.end());
    let rest = text[end..].replace(&format!(" {code}-{status} "), " ").replace(&format!(" {code} {status} "), " ");
    [&text[..end], &rest].concat()
}

static REPEATED: Pattern = Pattern::new(r"\b(?P<code>[245]\d\d)-#?(?P<status>[245]\.\d{1,3}\.\d{1,3})\b");

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Vec<String>> {
        let texts = |block: Block| block.records.into_iter().map(|record| record.text).collect();
        paragraphs(text, &mut MatchBudget::with_bytes(MATCH_BUDGET_BYTES)).into_iter().map(texts).collect()
    }

    #[test]
    fn wrapped_lines_are_joined_and_others_are_not() {
        for (text, expected) in [
            ("a\n    b\n\n c", vec![vec!["a b"], vec!["c"]]),
            (
                "> 450 4.4.8 MX hosts of\r\n> 'kestrel.test' failed MTA-\r\n> STS validation.\r\n",
                vec![vec!["450 4.4.8 MX hosts of 'kestrel.test' failed MTA-STS validation."]],
            ),
            (
                "Jan  5 10:00:00 mail a\n b\nJan  5 10:00:01 mail c",
                vec![vec!["Jan 5 10:00:00 mail a b", "Jan 5 10:00:01 mail c"]],
            ),
            (
                "Final-Recipient: rfc822; ada@kestrel.test\nDiagnostic-Code: smtp;\n 550 5.4.8 x",
                vec![vec!["Final-Recipient: rfc822; ada@kestrel.test", "Diagnostic-Code: smtp; 550 5.4.8 x"]],
            ),
            ("421-4.7.29 a\n421-4.7.29 b\n421 4.7.29 c", vec![vec!["421-4.7.29 a b c"]]),
            ("450 4.1.1 a.\n450 4.1.2 b.", vec![vec!["450 4.1.1 a.", "450 4.1.2 b."]]),
            ("a\n\nOriginal message headers:\n\nb", vec![vec!["a"]]),
            (
                "tls error: STARTTLS: got 502, expected 220\ndane: no match between certificate and tlsa records",
                vec![vec![
                    "tls error: STARTTLS: got 502, expected 220",
                    "dane: no match between certificate and tlsa records",
                ]],
            ),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
