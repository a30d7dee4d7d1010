//! The budget for matching one text, which bounds the time for hostile texts.

/// The bytes on which patterns may still be tried, over all forms.
#[derive(Debug)]
pub(crate) struct MatchBudget {
    left: usize,
    is_exceeded: bool,
}

impl MatchBudget {
    pub(crate) const fn with_bytes(bytes: usize) -> Self {
        Self { left: bytes, is_exceeded: false }
    }

    /// Spends bytes of the budget. Returns whether a pattern may be tried on them.
    pub(crate) const fn spend(&mut self, bytes: usize) -> bool {
        self.is_exceeded |= self.left < bytes;
        self.left = self.left.saturating_sub(bytes);
        !self.is_exceeded
    }

    /// Returns whether something was not tried.
    pub(crate) const fn is_exceeded(&self) -> bool {
        self.is_exceeded
    }
}
