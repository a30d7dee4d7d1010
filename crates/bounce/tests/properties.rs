//! Hostile texts, and wrapped or quoted texts.

use bounce::{FORMS, Message, explain};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Data {
    forms: Vec<Entry>,
}

#[derive(Clone, Debug, Deserialize)]
struct Entry {
    sample: String,
}

fn samples() -> Vec<Entry> {
    serde_json::from_str::<Data>(include_str!("../forms.json")).map(|data| data.forms).unwrap_or_default()
}

/// Wraps a text at spaces into lines of at most `width` characters, as mail programs do.
fn wrapped(text: &str, width: usize, before: &str, end: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().filter(|line| line.is_empty() || line.len() + word.len() < width);
        match line {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) => *line = format!("{line} {word}"),
            None => lines.push(word.to_owned()),
        }
    }
    lines.iter().map(|line| format!("{before}{line}{end}")).collect()
}

fn explained(text: &str) -> Vec<Message> {
    let mut messages = explain(text.as_bytes()).messages;
    for message in &mut messages {
        message.count = 1;
    }
    messages
}

fn decoded_names(messages: &[Message]) -> String {
    messages
        .iter()
        .map(|one| format!("{:?}\n", (one.form.id, &one.domain, &one.mx, &one.ip, &one.code, &one.reason)))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn arbitrary_bytes_do_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        let _ = explain(&bytes);
    }

    #[test]
    fn arbitrary_text_around_pieces_of_forms_does_not_panic(
        pieces in prop::collection::vec((prop::sample::select(samples()), 0_usize..200, "\\PC{0,20}|[\n\r> <&;\"{}=-]{0,6}"), 0..8),
    ) {
        let mut text = String::new();
        for (entry, cut, noise) in pieces {
            text.extend(entry.sample.chars().skip(cut / 4).take(cut));
            text.push_str(&noise);
        }
        let explanation = explain(text.as_bytes());
        for message in explanation.messages {
            prop_assert!(FORMS.iter().any(|form| form.id == message.form.id));
            prop_assert!(message.count > 0);
        }
    }

    #[test]
    fn wrapping_quotation_and_line_ends_change_nothing(
        entry in prop::sample::select(samples()),
        width in 24_usize..100,
        before in prop::sample::select(vec!["", "> ", "> > ", "    ", "|  "]),
        end in prop::sample::select(vec!["\n", "\r\n"]),
    ) {
        let plain = explained(&entry.sample);
        let text = wrapped(&entry.sample, width, before, end);
        prop_assert_eq!(decoded_names(&explained(&text)), decoded_names(&plain), "{}", text);
    }
}
