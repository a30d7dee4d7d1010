//! Files to read: those that the arguments name, and those in their folders.

use std::{
    fs::{self, ReadDir},
    path::{Path, PathBuf},
    vec,
};

use crate::input::STANDARD_INPUT;

/// A file to read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// Standard input.
    StandardInput,
    /// A file that the user named.
    Named(PathBuf),
    /// A file in a folder.
    Found(PathBuf),
    /// A folder that cannot be listed.
    UnreadableFolder(PathBuf),
}

/// Iterator over all files. It keeps only the folders that are still to be listed.
#[derive(Debug)]
pub(super) struct Walk {
    paths: vec::IntoIter<PathBuf>,
    folders: Vec<PathBuf>,
    entries: Option<ReadDir>,
}

impl Walk {
    pub(super) fn new(paths: Vec<PathBuf>) -> Self {
        Self { paths: paths.into_iter(), folders: Vec::new(), entries: None }
    }

    /// Returns the next file of the open folder. Links to other folders are skipped, because they may form cycles.
    fn next_entry(&mut self) -> Option<Source> {
        for entry in self.entries.as_mut()?.flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => self.folders.push(entry.path()),
                Ok(kind) if kind.is_file() || entry.path().is_file() => return Some(Source::Found(entry.path())),
                _ => {}
            }
        }
        self.entries = None;
        None
    }

    fn open_folder(&mut self, folder: PathBuf) -> Option<Source> {
        match fs::read_dir(&folder) {
            Ok(entries) => {
                self.entries = Some(entries);
                None
            }
            Err(_) => Some(Source::UnreadableFolder(folder)),
        }
    }

    fn next_path(&mut self, path: PathBuf) -> Option<Source> {
        if path == Path::new(STANDARD_INPUT) {
            Some(Source::StandardInput)
        } else if path.is_dir() {
            self.folders.push(path);
            None
        } else {
            Some(Source::Named(path))
        }
    }
}

impl Iterator for Walk {
    type Item = Source;

    fn next(&mut self) -> Option<Source> {
        loop {
            let source = if self.entries.is_some() {
                self.next_entry()
            } else if let Some(folder) = self.folders.pop() {
                self.open_folder(folder)
            } else {
                let path = self.paths.next()?;
                self.next_path(path)
            };
            if source.is_some() {
                return source;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_found_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("cur/inner")).expect("folders");
        for name in ["a", "cur/b", "cur/inner/c"] {
            fs::write(at(name), "x").expect("a file");
        }
        let paths = vec![at("a"), folder.path().to_owned(), PathBuf::from(STANDARD_INPUT), at("missing")];
        let mut found: Vec<String> = Walk::new(paths).map(|source| format!("{source:?}")).collect();
        found.sort();
        let mut expected = [
            Source::Named(at("a")),
            Source::Found(at("a")),
            Source::Found(at("cur/b")),
            Source::Found(at("cur/inner/c")),
            Source::StandardInput,
            Source::Named(at("missing")),
        ]
        .map(|source| format!("{source:?}"));
        expected.sort();
        assert_eq!(found, expected);
    }
}
