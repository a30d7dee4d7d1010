//! The mode that a word stands for.

use alloc::string::String;

use crate::{Mode, placeholder::has_placeholder, policy::levenshtein_distance};

/// Returns the mode that a value stands for.
pub(super) fn intended_mode(value: &str) -> Option<Mode> {
    let value = without_comment(value);
    let lower = value.to_ascii_lowercase();
    let word: String = lower.chars().filter(char::is_ascii_alphabetic).collect();
    match word.as_str() {
        "report" | "reporting" | "monitor" | "test" => return Some(Mode::Testing),
        "off" | "disabled" | "disable" | "no" | "null" => return Some(Mode::None),
        _ => {}
    }
    let begins = [("enforc", Mode::Enforce), ("testing", Mode::Testing), ("tested", Mode::Testing)];
    if let Some((_, mode)) = begins.iter().find(|(beginning, _)| word.starts_with(beginning)) {
        return Some(*mode);
    }
    let near = |mode: &Mode| levenshtein_distance(&word, mode.id()) <= if *mode == Mode::None { 1 } else { 2 };
    Mode::ALL.into_iter().find(near)
}

/// Whether a value names several modes, or a placeholder for one.
pub(super) fn is_undecided_mode(value: &str) -> bool {
    let value = without_comment(value);
    let names = |mode: &Mode| {
        let mut words = value.split(|c: char| !c.is_ascii_alphabetic());
        words.any(|word| word.eq_ignore_ascii_case(mode.id()))
    };
    has_placeholder(value) || Mode::ALL.iter().filter(|mode| names(mode)).count() > 1
}

/// Returns a value without the comment or note after it.
fn without_comment(value: &str) -> &str {
    let at = [" #", "\t#", "//", " ;", " -", "("].iter().filter_map(|mark| value.find(mark)).filter(|at| *at > 0).min();
    &value[..at.unwrap_or(value.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_after_a_mode_is_not_part_of_it() {
        for (value, mode) in [
            ("testing # enforce later", Some(Mode::Testing)),
            ("enforce (was testing)", Some(Mode::Enforce)),
            ("enforced", Some(Mode::Enforce)),
            ("no", Some(Mode::None)),
            ("strict", None),
        ] {
            assert_eq!((intended_mode(value), is_undecided_mode(value)), (mode, false), "{value}");
        }
        for value in ["testing|enforce", "enforce or testing", "<enforce or testing>", "{{ mode }}", "none/testing"] {
            assert!(is_undecided_mode(value), "{value}");
        }
    }
}
