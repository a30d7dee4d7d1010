//! Line wrapping at 80 columns, between words in English and between characters in Japanese.

/// The width of a standard terminal, in columns.
const MAX_COLUMNS: usize = 80;

/// Characters that must not start a line in Japanese (a common subset of JIS X 4051).
const NOT_FIRST: &str = "、。，．・：；？！）」』】〕〉》ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ…";

/// Characters that must not end a line in Japanese.
const NOT_LAST: &str = "（「『【〔〈《";

/// Wraps text into lines of at most 80 columns, indented by `indent`. Every line ends with a line ending. A part that
/// cannot be broken, such as a long name, may exceed the width. Further lines of a list item align with its text.
#[must_use]
pub fn wrap_lines(words: &str, indent: usize) -> String {
    let hanging = if words.starts_with("- ") { 2 } else { 0 };
    let mut lines = Lines { indent, hanging, column: 0, text: String::new() };
    for unit in units(words) {
        lines.push_unit(unit);
    }
    if lines.column > 0 {
        lines.text.push('\n');
    }
    lines.text
}

/// Returns the display width of a text in columns. East Asian wide characters take two.
#[must_use]
pub fn display_width(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

struct Lines {
    indent: usize,
    /// Additional indent from the second line on.
    hanging: usize,
    column: usize,
    text: String,
}

impl Lines {
    fn push_unit(&mut self, unit: &str) {
        let visible = unit.trim_end();
        if self.column > self.indent && self.column + display_width(visible) > MAX_COLUMNS {
            self.text.truncate(self.text.trim_end_matches(' ').len());
            self.text.push('\n');
            self.column = 0;
            self.indent += std::mem::take(&mut self.hanging);
        }
        if self.column == 0 {
            if visible.is_empty() {
                return;
            }
            self.text.push_str(&" ".repeat(self.indent));
            self.column = self.indent;
        }
        self.text.push_str(unit);
        self.column += display_width(unit);
    }
}

/// Returns the units between which a line may break: words with the spaces after them, and single wide characters with
/// the marks that must stay with them.
fn units(words: &str) -> Vec<&str> {
    let mut units = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, c) in words.char_indices() {
        if before.is_some_and(|before| may_break(before, c)) {
            units.push(&words[start..at]);
            start = at;
        }
        before = Some(c);
    }
    units.push(&words[start..]);
    units
}

fn may_break(before: char, after: char) -> bool {
    if before == ' ' {
        return after != ' ';
    }
    let wide = is_wide(before) || is_wide(after);
    wide && after != ' ' && !NOT_FIRST.contains(after) && !NOT_LAST.contains(before) && !"(,.:)".contains(after)
}

/// Returns whether a character has East Asian Width W or F (UAX #11), as far as the texts need it.
const fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{303e}' | '\u{3041}'..='\u{33ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{a000}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kept_whole_and_lines_short() {
        let words = "Senders that follow MTA-STS deliver to mx1.example.test, but must not use mx2.example.test.";
        let lines = wrap_lines(words, 4);
        assert_eq!(
            lines,
            "    Senders that follow MTA-STS deliver to mx1.example.test, but must not use\n    mx2.example.test.\n"
        );
    }

    #[test]
    fn a_name_too_long_for_a_line_exceeds_it() {
        let name = "a".repeat(100);
        assert_eq!(wrap_lines(&format!("see {name} now"), 2), format!("  see\n  {name}\n  now\n"));
    }

    #[test]
    fn japanese_breaks_between_characters_but_not_before_a_full_stop() {
        let lines = wrap_lines(&("あ".repeat(40) + "。"), 0);
        assert_eq!(lines, format!("{}\nあ。\n", "あ".repeat(39)));
        assert!(lines.lines().all(|line| display_width(line) <= 80));
    }

    #[test]
    fn list_items_have_a_hanging_indent() {
        let lines = wrap_lines(&["- ", &"word ".repeat(20)].concat(), 4);
        let starts: Vec<&str> = lines.lines().map(|line| &line[..7]).collect();
        assert_eq!(starts, ["    - w", "      w"]);
    }

    #[test]
    fn an_empty_text_gives_no_line() {
        assert_eq!(wrap_lines("", 4), "");
    }
}
