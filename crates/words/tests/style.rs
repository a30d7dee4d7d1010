//! The style of the English sentences: plain words, one name for each thing, short sentences.

use std::{fs, path::PathBuf};

/// Words and phrases that plain English avoids, and what to write.
const AVOIDED: [(&str, &str); 13] = [
    ("whoever", "name the person: your DNS provider, the operator of the record"),
    ("that which", "name the thing"),
    ("octet", "bytes"),
    ("passing fault", "a temporary failure"),
    ("waits with", "mail queues at the sender"),
    ("waits and finally", "queues and finally bounces"),
    ("remember", "save: a sender with a saved policy"),
    ("leads to", "points to"),
    ("mta-sts record", "STS record"),
    ("record for tls reports", "TLSRPT record"),
    ("dns record for", "STS record"),
    ("turned away", "rejected"),
    ("talks to", "connects to"),
];

/// The maximum number of words in one sentence. A name or value counts as one.
const MAX_WORDS: usize = 24;

/// A sentence that breaks a rule of this file for a reason.
struct Exception {
    id: &'static str,
    reason: &'static str,
}

const EXCEPTIONS: [Exception; 1] = [Exception {
    id: "remembering",
    reason: "the condition, what the sender must not do, and until when are one thought",
}];

/// One line of a message. An entry with variants has several lines, which are checked separately.
struct Line {
    id: String,
    place: String,
    text: String,
}

fn english() -> Vec<Line> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("locales/en");
    let mut lines = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder of English sentences") {
        let path = entry.expect("a file of sentences").path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let source = fs::read_to_string(&path).expect("a file of sentences");
        let mut id = String::new();
        for (index, line) in source.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            if let Some((key, _)) = line.split_once(" = ").filter(|_| !line.starts_with(' ')) {
                id = key.to_owned();
            }
            lines.push(Line { id: id.clone(), place: format!("{name}:{}", index + 1), text: text_without_key(line) });
        }
    }
    lines
}

/// Returns the text of a line without its key, with one word for every placeable.
fn text_without_key(line: &str) -> String {
    let line = line.trim_start();
    let text = match line.split_once(" = ") {
        Some((key, text)) if !key.contains(' ') => text,
        _ if line.starts_with(['[', '*']) => line.split_once("] ").map_or("", |(_, text)| text),
        _ => line,
    };
    let mut result = String::new();
    let mut rest = text;
    while let Some((before, placeable)) = rest.split_once('{') {
        result += before;
        result.push('x');
        rest = placeable.split_once('}').map_or("", |(_, after)| after);
    }
    result + rest
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['.', '?', '!']).filter(|sentence| !sentence.trim().is_empty())
}

/// Returns whether the sentence denies with "is no": "x is no host name" instead of "x is not a host name".
fn denies_with_no(sentence: &str) -> bool {
    let words: Vec<String> = sentence.split_whitespace().map(str::to_lowercase).collect();
    words.windows(4).any(|words| {
        let [subject, verb, no, noun] = words else { return false };
        matches!(verb.as_str(), "is" | "are" | "was" | "were")
            && no == "no"
            && subject != "there"
            && !matches!(noun.as_str(), "longer" | "more")
    })
}

/// Returns the style faults of one line.
fn faults(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let avoided = AVOIDED.iter().filter(|(phrase, _)| lower.contains(phrase));
    let mut faults: Vec<String> = avoided.map(|(phrase, instead)| format!("\"{phrase}\": {instead}")).collect();
    for sentence in sentences(text) {
        let words = sentence.split_whitespace().count();
        if words > MAX_WORDS {
            faults.push(format!("{words} words in one sentence"));
        }
        if denies_with_no(sentence) {
            faults.push("\"is no\": is not a".to_owned());
        }
    }
    faults
}

fn is_excepted(id: &str) -> bool {
    EXCEPTIONS.iter().any(|exception| exception.id == id)
}

#[test]
fn english_sentences_are_plain_and_short() {
    let lines = english();
    let faults: Vec<String> = lines
        .iter()
        .filter(|line| !is_excepted(&line.id))
        .flat_map(|line| {
            faults(&line.text).into_iter().map(move |fault| format!("{}: {fault}: {}", line.place, line.text))
        })
        .collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_exception_is_still_needed_and_has_a_reason() {
    let lines = english();
    for exception in &EXCEPTIONS {
        let needed = lines.iter().any(|line| line.id == exception.id && !faults(&line.text).is_empty());
        assert!(needed && !exception.reason.is_empty(), "{} needs no exception", exception.id);
    }
}

#[test]
fn wordy_sentences_are_found() {
    for (text, faulty) in [
        ("x is no host name.", true),
        ("x is not a valid host name.", false),
        ("There is no file at x.", false),
        ("The id is no longer x.", false),
        ("Ask whoever keeps the record.", true),
        ("The body has 12 octets.", true),
        ("Mail queues at the sender.", false),
    ] {
        assert_eq!(!faults(text).is_empty(), faulty, "{text}");
    }
    assert_eq!(faults(&"word ".repeat(MAX_WORDS)).len(), 0);
    assert_eq!(faults(&"word ".repeat(MAX_WORDS + 1)).len(), 1);
}
