//! Messages in a language: as text, and in parts.

use crate::{BuildMismatch, Key, Language, Sentence, SentencePart, Value, sentence_parts::Piece, table, template};

impl Language {
    /// Returns a message as plain text.
    #[must_use]
    pub fn message(self, key: Key, args: &[(&str, Value<'_>)]) -> String {
        let mut text = String::new();
        template::write_pieces(self, self.pattern(key), args, &mut |piece| text.push_str(piece.text()));
        text
    }

    /// Returns a message in parts, so that names and values can be shown differently from the words around them.
    #[must_use]
    pub fn sentence(self, key: Key, args: &[(&str, Value<'_>)]) -> Sentence {
        let mut parts = Vec::new();
        template::write_pieces(self, self.pattern(key), args, &mut |piece| match (piece, parts.last_mut()) {
            (Piece::Words(""), _) => {}
            (Piece::Words(words), Some(SentencePart::Text(text))) => text.push_str(words),
            (Piece::Words(words), _) => parts.push(SentencePart::Text(words.to_owned())),
            (Piece::Time(words), _) => parts.push(SentencePart::Time(words.to_owned())),
            (Piece::Name(name), _) => parts.push(SentencePart::Value(name.to_owned())),
        });
        Sentence(parts)
    }

    /// Loads the messages of this language from the text of [`page_table`](crate::page_table).
    ///
    /// # Errors
    ///
    /// Returns [`BuildMismatch`] if the text has the messages of another build, or no messages.
    pub fn load_messages(self, text: String) -> Result<(), BuildMismatch> {
        table::load_table(self, text)
    }

    /// Loads the messages of this language for the task pages, from the text of [`tasks_table`](crate::tasks_table).
    ///
    /// # Errors
    ///
    /// Returns [`BuildMismatch`] if the text has the messages of another build, or if the language itself is not loaded
    /// yet.
    pub fn load_task_messages(self, text: String) -> Result<(), BuildMismatch> {
        table::load_tasks_table(self, text)
    }

    /// Returns whether the messages of the task pages (reports, bounces, changes) are loaded.
    #[must_use]
    pub fn has_task_messages(self) -> bool {
        table::table_of(self).is_some_and(table::Table::has_tasks)
    }

    /// Returns whether its messages are loaded. With built-in languages, they always are.
    #[must_use]
    pub fn is_loaded(self) -> bool {
        table::table_of(self).is_some()
    }

    /// Returns the pattern of a message, from another language if this one is not loaded.
    fn pattern(self, key: Key) -> &'static str {
        let own = table::table_of(self).and_then(|table| table.pattern(key));
        own.or_else(|| table::any_table(|table| table.pattern(key))).unwrap_or_default()
    }
}
