//! The parts of the first view, before the application takes the place of the static shell.

/// Part of the first view, in the order of rendering.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FirstPart {
    /// The header of the page.
    #[default]
    Masthead,
    /// The form, or a page without it.
    Form,
    /// The answer, or the welcome text.
    Answer,
    /// Everything. The application has taken the place of the shell.
    OnShow,
}
