//! Writes files into a folder, never outside it and never over a file with other content.

use std::{
    fs,
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};

use crate::failure::Failure;

/// Writes every file, or none if one of them cannot be written. Names are relative, with slashes.
///
/// # Errors
/// Returns an error if a file exists with other content, a folder is a link, or the system refuses.
pub(super) fn write(folder: &Path, files: &[(String, String)]) -> Result<(), Failure> {
    let wanted: Vec<(PathBuf, &str)> = files.iter().map(|(name, text)| (folder.join(name), text.as_str())).collect();
    for ((name, _), (path, text)) in files.iter().zip(&wanted) {
        check_parent_folders(folder, name)
            .and_then(|()| check_absent_or_same(path, text))
            .map_err(|error| write_failure(path, error))?;
    }
    for (path, text) in &wanted {
        write_file(path, text).map_err(|error| write_failure(path, error))?;
    }
    Ok(())
}

fn write_failure(path: &Path, error: io::Error) -> Failure {
    match error.kind() {
        ErrorKind::AlreadyExists => Failure::Occupied { path: path.to_owned() },
        _ => Failure::WriteFile { path: path.to_owned(), error },
    }
}

/// Checks that every folder on the path is a real folder or does not exist yet. A link could lead elsewhere.
fn check_parent_folders(folder: &Path, name: &str) -> io::Result<()> {
    let mut parent = folder.to_owned();
    let parents: Vec<&str> = name.split('/').collect();
    for part in &parents[..parents.len().saturating_sub(1)] {
        parent.push(part);
        match fs::symlink_metadata(&parent) {
            Ok(found) if found.is_dir() => {}
            Ok(_) => return Err(ErrorKind::AlreadyExists.into()),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Checks that no file exists, or only one with the same text.
fn check_absent_or_same(path: &Path, text: &str) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(found) if found.is_file() && fs::read(path)? == text.as_bytes() => Ok(()),
        Ok(_) => Err(ErrorKind::AlreadyExists.into()),
    }
}

fn write_file(path: &Path, text: &str) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    match fs::OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(mut file) => file.write_all(text.as_bytes()),
        // The file exists. The earlier check found it with the same text.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => check_absent_or_same(path, text),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(text: &str) -> Vec<(String, String)> {
        vec![("a/one.txt".into(), text.into()), ("two.txt".into(), text.into())]
    }

    #[test]
    fn files_are_written_once_and_the_same_text_is_left_unchanged() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("new");
        write(&out, &files("x")).unwrap();
        write(&out, &files("x")).unwrap();
        assert_eq!(fs::read_to_string(out.join("a/one.txt")).unwrap(), "x");
    }

    #[test]
    fn a_file_with_another_text_is_never_changed_and_nothing_is_written_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("two.txt"), "mine").unwrap();
        assert!(matches!(write(folder.path(), &files("x")), Err(Failure::Occupied { .. })));
        assert_eq!(fs::read_to_string(folder.path().join("two.txt")).unwrap(), "mine");
        assert!(!folder.path().join("a").exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_followed_out_of_the_folder() {
        let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::os::unix::fs::symlink(elsewhere.path(), folder.path().join("a")).unwrap();
        assert!(matches!(write(folder.path(), &files("x")), Err(Failure::Occupied { .. })));
        std::os::unix::fs::symlink(elsewhere.path().join("two"), folder.path().join("b")).unwrap();
        let linked = vec![("b".to_owned(), "x".to_owned())];
        assert!(matches!(write(folder.path(), &linked), Err(Failure::Occupied { .. })));
        assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    }
}
