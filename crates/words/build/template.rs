//! A pattern as one string, which is evaluated at run time: plain text, and control characters around everything else.
//!
//! | marks | mean |
//! |---|---|
//! | `ARGUMENT name END` | the argument's value |
//! | `LITERAL text END` | a string literal: a name or value that is the same in every language |
//! | `SELECT name END` then cases, then `CLOSE` | the case that fits the argument |
//! | `CASE key END pattern` | one case; the key of the default case begins with `*` |

use std::collections::BTreeSet;

use fluent_syntax::{
    ast::{Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey},
    unicode::unescape_unicode_to_string,
};

use crate::catalogue::{Source, Sources};

include!("../src/marks.rs");

/// The maximum depth of references. Deeper ones are taken for a loop.
const MAX_REFERENCE_DEPTH: usize = 8;

/// A compiled pattern.
pub struct Template {
    pub text: String,
    pub arguments: BTreeSet<String>,
}

/// Compiles a pattern, including the terms and messages that it refers to.
pub fn compile_template(source: &Source, sources: &Sources, line_break: &str) -> Result<Template, String> {
    let mut writer =
        Writer { sources, line_break, template: Template { text: String::new(), arguments: BTreeSet::new() } };
    writer.pattern(&source.pattern, 0)?;
    writer.template.text = writer.template.text.trim().to_owned();
    Ok(writer.template)
}

struct Writer<'a> {
    sources: &'a Sources,
    line_break: &'a str,
    template: Template,
}

impl Writer<'_> {
    fn pattern(&mut self, pattern: &Pattern<String>, depth: usize) -> Result<(), String> {
        if depth > MAX_REFERENCE_DEPTH {
            return Err("refers to itself, or nests too deeply".to_owned());
        }
        if has_empty_line(pattern) {
            return Err("holds an empty line: a message is one paragraph".to_owned());
        }
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.push_text(value)?,
                PatternElement::Placeable { expression } => self.expression(expression, depth)?,
            }
        }
        Ok(())
    }

    fn push_text(&mut self, value: &str) -> Result<(), String> {
        if value.chars().any(|c| c.is_control() && c != '\n') {
            return Err("holds a control character".to_owned());
        }
        self.template.text.push_str(&value.replace('\n', self.line_break));
        Ok(())
    }

    fn expression(&mut self, expression: &Expression<String>, depth: usize) -> Result<(), String> {
        match expression {
            Expression::Select { selector: InlineExpression::VariableReference { id }, variants } => {
                self.select(&id.name, variants, depth)
            }
            Expression::Select { .. } => Err("selects on something that is not an argument".to_owned()),
            Expression::Inline(inline) => self.inline(inline, depth),
        }
    }

    fn select(&mut self, name: &str, variants: &[Variant<String>], depth: usize) -> Result<(), String> {
        self.argument(SELECT, name);
        for variant in variants {
            let (VariantKey::Identifier { name: key } | VariantKey::NumberLiteral { value: key }) = &variant.key;
            let star = if variant.default { "*" } else { "" };
            self.template.text.push_str(&format!("{CASE}{star}{key}{END}"));
            self.pattern(&variant.value, depth + 1)?;
        }
        self.template.text.push(CLOSE);
        Ok(())
    }

    fn inline(&mut self, inline: &InlineExpression<String>, depth: usize) -> Result<(), String> {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.argument(ARGUMENT, &id.name);
                Ok(())
            }
            InlineExpression::StringLiteral { value } => {
                let text = unescape_unicode_to_string(value);
                self.template.text.push_str(&format!("{LITERAL}{text}{END}"));
                Ok(())
            }
            InlineExpression::MessageReference { id, attribute } => {
                let name =
                    attribute.as_ref().map_or_else(|| id.name.clone(), |part| format!("{}.{}", id.name, part.name));
                self.reference(&name, depth)
            }
            InlineExpression::TermReference { id, attribute: None, arguments: None } => {
                self.reference(&format!("-{}", id.name), depth)
            }
            _ => Err("uses Fluent that is not in our subset (see the crate's documentation)".to_owned()),
        }
    }

    fn reference(&mut self, name: &str, depth: usize) -> Result<(), String> {
        match self.sources.get(name) {
            Some(source) => self.pattern(&source.pattern, depth + 1),
            None => Err(format!("refers to `{name}`, which does not exist")),
        }
    }

    fn argument(&mut self, mark: char, name: &str) {
        self.template.text.push_str(&format!("{mark}{name}{END}"));
        self.template.arguments.insert(name.to_owned());
    }
}

/// Returns whether a pattern has an empty line. The parser returns each line as a separate element.
fn has_empty_line(pattern: &Pattern<String>) -> bool {
    use PatternElement::TextElement;
    let empty = |pair: &[PatternElement<String>]| {
        matches!(pair, [TextElement { value: one }, TextElement { value: other }]
            if one.ends_with('\n') && other.starts_with('\n'))
    };
    pattern.elements.windows(2).any(empty)
}
