//! One language: every message and attribute of its files, compiled, with its location.

use std::{collections::BTreeMap, fs, path::Path};

use fluent_syntax::{
    ast::{Entry, Pattern},
    parser,
};

use crate::template::{self, Template};

/// The messages of one language.
pub struct Catalogue {
    /// By id; an attribute is `message.attribute`.
    pub messages: BTreeMap<String, Message>,
}

/// One sentence and its location.
pub struct Message {
    pub template: Template,
    /// The file's name without folder and extension.
    pub file: String,
    /// `locales/en/findings.ftl:12`.
    pub location: String,
}

/// A pattern as read, before references are resolved.
pub struct Source {
    pub pattern: Pattern<String>,
    file: String,
    pub location: String,
}

/// Patterns by name: `message`, `message.attribute` or `-term`.
pub type Sources = BTreeMap<String, Source>;

impl Catalogue {
    /// Reads a folder. `line_break` replaces a line break inside a sentence.
    pub fn read_folder(folder: &Path, line_break: &str, faults: &mut Vec<String>) -> Self {
        let mut sources = Sources::new();
        for path in files(folder, faults) {
            match fs::read_to_string(&path) {
                Ok(text) => read_file(&path, &text, &mut sources, faults),
                Err(error) => faults.push(format!("{}: {error}", path.display())),
            }
        }
        Self { messages: compile(&sources, line_break, faults) }
    }
}

/// Reports differences between the two languages.
pub fn compare_catalogues(one: &Catalogue, other: &Catalogue, faults: &mut Vec<String>) {
    for (id, message) in &one.messages {
        match other.messages.get(id) {
            None => faults.push(format!("{}: `{id}` is in this language only", message.location)),
            Some(counterpart) if counterpart.template.arguments != message.template.arguments => faults.push(format!(
                "{}: `{id}` uses {:?}, and {} uses {:?}",
                message.location, message.template.arguments, counterpart.location, counterpart.template.arguments
            )),
            Some(counterpart) if counterpart.file != message.file => {
                faults.push(format!(
                    "{}: `{id}` stands in another file than in {}",
                    message.location, counterpart.location
                ));
            }
            Some(_) => {}
        }
    }
    for (id, message) in &other.messages {
        if !one.messages.contains_key(id) {
            faults.push(format!("{}: `{id}` is in this language only", message.location));
        }
    }
}

fn files(folder: &Path, faults: &mut Vec<String>) -> Vec<std::path::PathBuf> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            faults.push(format!("{}: {error}", folder.display()));
            return Vec::new();
        }
    };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "ftl"));
    paths.sort();
    paths
}

fn read_file(path: &Path, text: &str, sources: &mut Sources, faults: &mut Vec<String>) {
    let resource = match parser::parse(text.to_owned()) {
        Ok(resource) => resource,
        Err((resource, errors)) => {
            for error in errors {
                faults.push(format!("{}:{}: {error}", path.display(), line_at(text, error.pos.start)));
            }
            resource
        }
    };
    let file = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let mut add = |name: String, pattern: Pattern<String>, line: usize| {
        let location = format!("{}:{line}", path.display());
        if let Some(earlier) = sources.get(&name) {
            faults.push(format!("{location}: `{name}` was said before, at {}", earlier.location));
        }
        sources.insert(name, Source { pattern, file: file.clone(), location });
    };
    for entry in resource.body {
        match entry {
            Entry::Message(message) => {
                let id = message.id.name;
                let line = line_of(text, &id);
                if let Some(pattern) = message.value {
                    add(id.clone(), pattern, line);
                }
                for attribute in message.attributes {
                    let line = line_of_attribute(text, line, &attribute.id.name);
                    add(format!("{id}.{}", attribute.id.name), attribute.value, line);
                }
            }
            Entry::Term(term) => {
                let name = format!("-{}", term.id.name);
                let line = line_of(text, &name);
                add(name, term.value, line);
            }
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) | Entry::Junk { .. } => {}
        }
    }
}

fn compile(sources: &Sources, line_break: &str, faults: &mut Vec<String>) -> BTreeMap<String, Message> {
    let mut messages = BTreeMap::new();
    for (id, source) in sources.iter().filter(|(id, _)| !id.starts_with('-')) {
        match template::compile_template(source, sources, line_break) {
            Ok(template) => {
                let (file, location) = (source.file.clone(), source.location.clone());
                messages.insert(id.clone(), Message { template, file, location });
            }
            Err(fault) => faults.push(format!("{}: `{id}`: {fault}", source.location)),
        }
    }
    messages
}

/// Returns the line of a message, which begins with its name. The syntax tree has no line numbers.
fn line_of(text: &str, name: &str) -> usize {
    let begins = |line: &str| line.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with('='));
    text.lines().position(begins).map_or(1, |index| index + 1)
}

fn line_of_attribute(text: &str, message: usize, name: &str) -> usize {
    let begins = |line: &str| {
        let rest = line.trim_start().strip_prefix('.').and_then(|rest| rest.strip_prefix(name));
        rest.is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    text.lines().skip(message).position(begins).map_or(message, |index| message + index + 1)
}

fn line_at(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}
