//! Messages in a language: as text, and in parts.

use crate::{Key, Language, OtherBuild, Sentence, SentencePart, Value, sentence_parts::Piece, table, template};

impl Language {
    /// A sentence as plain text.
    #[must_use]
    pub fn message(self, key: Key, args: &[(&str, Value<'_>)]) -> String {
        let mut text = String::new();
        template::write_pieces(self, self.pattern(key), args, &mut |piece| text.push_str(piece.text()));
        text
    }

    /// A sentence in parts, so that names and values can be set off from the words around them.
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
    /// The text holds the sentences of another build, or no sentences.
    pub fn load_messages(self, text: String) -> Result<(), OtherBuild> {
        table::load_table(self, text)
    }

    /// Loads the sentences of this language on the pages beside the check, as [`tasks_table`](crate::tasks_table) has them.
    ///
    /// # Errors
    ///
    /// The text holds the sentences of another build, or the language itself is not known yet.
    pub fn load_task_messages(self, text: String) -> Result<(), OtherBuild> {
        table::load_tasks_table(self, text)
    }

    /// Whether it has the sentences of the pages beside the check: reports, bounces, changes.
    #[must_use]
    pub fn knows_tasks(self) -> bool {
        table::table_of(self).is_some_and(table::Table::has_tasks)
    }

    /// Whether its messages are loaded. Where the languages are built in, all are.
    #[must_use]
    pub fn is_known(self) -> bool {
        table::table_of(self).is_some()
    }

    /// The pattern of a message; of another language if this one is not loaded.
    fn pattern(self, key: Key) -> &'static str {
        let own = table::table_of(self).and_then(|table| table.pattern(key));
        own.or_else(|| table::any_table(|table| table.pattern(key))).unwrap_or_default()
    }
}
