//! MX hosts as people type or paste them: names, lines of a zone, or preferences with names.

/// Returns the words of a text that should be host names. Skips the beginning of a zone-file line, and a preference before a
/// name.
pub fn host_words(text: &str) -> impl Iterator<Item = &str> {
    text.lines().flat_map(line_words)
}

fn line_words(line: &str) -> Vec<&str> {
    let words: Vec<&str> = line.split([',', ';', '、', ' ', '\t']).filter(|word| !word.is_empty()).collect();
    let zone = words.iter().rposition(|word| word.eq_ignore_ascii_case("MX")).map_or(0, |at| at + 1);
    let words = &words[zone..];
    let is_number = |word: &str| word.bytes().all(|octet| octet.is_ascii_digit());
    let is_preference = |at: usize| is_number(words[at]) && words.get(at + 1).is_some_and(|next| !is_number(next));
    (0..words.len()).filter(|at| !is_preference(*at)).map(|at| words[at]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preference_is_skipped_only_before_a_name() {
        for (typed, words) in [
            ("10 mx1.example.com. 20 mx2.example.com", &["mx1.example.com.", "mx2.example.com"][..]),
            ("example.com. 3600 IN MX 10 mx1.example.com.", &["mx1.example.com."]),
            ("mx1.example.com、mx2.example.com\n10", &["mx1.example.com", "mx2.example.com", "10"]),
            ("10 20", &["10", "20"]),
        ] {
            assert_eq!(host_words(typed).collect::<Vec<_>>(), words, "{typed}");
        }
    }
}
