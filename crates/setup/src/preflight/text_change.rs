//! What a plan does to a published text.

/// What a plan does to a published text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextChange<'a> {
    /// Leaves it as it is.
    #[default]
    Keep,
    /// Publishes this text.
    Publish(&'a [u8]),
    /// Deletes it.
    Delete,
}

impl<'a> TextChange<'a> {
    /// Returns the text to publish.
    #[must_use]
    pub const fn text(self) -> Option<&'a [u8]> {
        match self {
            Self::Publish(text) => Some(text),
            Self::Keep | Self::Delete => None,
        }
    }
}

impl<'a> From<Option<&'a [u8]>> for TextChange<'a> {
    /// Keeps the present text if there is no other.
    fn from(text: Option<&'a [u8]>) -> Self {
        text.map_or(Self::Keep, Self::Publish)
    }
}
