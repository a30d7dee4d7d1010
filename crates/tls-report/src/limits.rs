//! Limits for one file, so that no file exhausts memory or time.

/// Limits of one call of [`read`](crate::read).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one JSON document or one message.
    pub report_bytes: usize,
    /// Bytes that the file may unpack to, over all its members and layers.
    pub total_bytes: usize,
    /// The largest allowed ratio of unpacked to packed size, above [`Limits::ratio_from`]. Valid reports with thousands
    /// of details reach 60.
    pub ratio: usize,
    /// Bytes that may always be unpacked, regardless of the ratio.
    pub ratio_from: usize,
    /// Members of archives and parts of messages, in total.
    pub members: usize,
    /// Nesting depth of archives and compressed files.
    pub layers: usize,
    /// Nesting depth of messages (`message/rfc822`).
    pub mails: usize,
    /// JSON objects in one document. Each failure detail is one object.
    pub objects: usize,
    /// Values in the lists of one JSON document, counted by commas.
    pub values: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            report_bytes: 32 << 20,
            total_bytes: 256 << 20,
            ratio: 200,
            ratio_from: 1 << 20,
            members: 10_000,
            layers: 5,
            mails: 50,
            objects: 100_000,
            values: 2_000_000,
        }
    }
}

/// The limits that remain while one file is read.
#[derive(Debug)]
pub(crate) struct Budget {
    pub limits: Limits,
    pub bytes: usize,
    pub members: usize,
}

impl Budget {
    pub(crate) const fn new(limits: &Limits) -> Self {
        Self { limits: *limits, bytes: limits.total_bytes, members: limits.members }
    }

    /// Takes one member from the budget. Returns whether one was left.
    pub(crate) const fn take_member(&mut self) -> bool {
        let left = self.members > 0;
        self.members = self.members.saturating_sub(1);
        left
    }
}
