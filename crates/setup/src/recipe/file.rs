//! Files of recipes: whole files, and additions to a file that the server has already.

/// A file of a recipe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The file's destination: a path on the server, or within the site.
    pub path: String,
    /// The file's text.
    pub text: String,
    /// Whether the text is the whole file.
    pub extent: Extent,
}

/// The part of a file that a recipe's text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// The whole file.
    Whole,
    /// A block to add to the server's present file.
    Block,
    /// Lines to add to a present section of the server's file: HAProxy's HTTPS frontend.
    Lines,
}

impl Extent {
    /// Every extent.
    pub const ALL: [Self; 3] = [Self::Whole, Self::Block, Self::Lines];

    /// The name used in identifiers.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Block => "block",
            Self::Lines => "lines",
        }
    }
}

impl File {
    /// Returns the path below a folder: relative, with slashes, and without `..`. An addition has a name of its own, so that
    /// it cannot overwrite the server's file.
    #[must_use]
    pub fn path_below(&self) -> String {
        let path = self.path.replace('\\', "/");
        let path = path.split_once(":/").map_or(path.as_str(), |(_, rest)| rest);
        let parts: Vec<&str> = path.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
        let addition = if self.extent == Extent::Whole { "" } else { ".add" };
        parts.join("/") + addition
    }
}

/// A file with placeholders.
#[derive(Debug)]
pub(super) struct FileTemplate {
    pub(super) path: &'static str,
    pub(super) text: &'static str,
    pub(super) extent: Extent,
}

pub(super) const fn whole(path: &'static str, text: &'static str) -> FileTemplate {
    FileTemplate { path, text, extent: Extent::Whole }
}

pub(super) const fn block(path: &'static str, text: &'static str) -> FileTemplate {
    FileTemplate { path, text, extent: Extent::Block }
}

pub(super) const fn lines(path: &'static str, text: &'static str) -> FileTemplate {
    FileTemplate { path, text, extent: Extent::Lines }
}
