//! Limits for one file, so that no file exhausts its reader's memory or time.

/// Limits of one call of [`read`](crate::read).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one JSON document or one mail.
    pub report_bytes: usize,
    /// Bytes that the file may unpack to, all its members and layers together.
    pub total_bytes: usize,
    /// How many times its packed size something may unpack to, where that is more than [`Limits::ratio_from`].
    /// Honest reports of thousands of details reach 60.
    pub ratio: usize,
    /// Bytes that may always be unpacked, regardless of the ratio.
    pub ratio_from: usize,
    /// Members of archives and parts of mails, all together.
    pub members: usize,
    /// Archives and compressed files within each other.
    pub layers: usize,
    /// Mails within each other (`message/rfc822`).
    pub mails: usize,
    /// JSON objects in one document: each failure detail is one.
    pub objects: usize,
    /// Values in the lists of one JSON document, which separate with commas.
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

/// The remaining limits while one file is read.
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

    /// Takes one member, if one is left.
    pub(crate) const fn take_member(&mut self) -> bool {
        let left = self.members > 0;
        self.members = self.members.saturating_sub(1);
        left
    }
}
