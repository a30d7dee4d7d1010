//! How much is tried on a text: what bounds the time for hostile ones.

/// Bytes on which patterns may still be tried, all forms together.
#[derive(Debug)]
pub(crate) struct Work {
    left: usize,
    is_exceeded: bool,
}

impl Work {
    pub(crate) const fn with_bytes(bytes: usize) -> Self {
        Self { left: bytes, is_exceeded: false }
    }

    /// Whether a pattern may be tried on so many bytes, which are spent then.
    pub(crate) const fn spend(&mut self, bytes: usize) -> bool {
        self.is_exceeded |= self.left < bytes;
        self.left = self.left.saturating_sub(bytes);
        !self.is_exceeded
    }

    /// Whether something was not tried.
    pub(crate) const fn is_exceeded(&self) -> bool {
        self.is_exceeded
    }
}
