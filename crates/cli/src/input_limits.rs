//! Size limits of input, by the kind of its content.

const MIB: u64 = 1 << 20;

/// The kind of input, which decides its size limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Stored evidence, or output of `check --format json`: 8 MiB.
    Evidence,
    /// Policy files, records, certificates, options: 1 MiB.
    Text,
    /// Lists of domains: 64 MiB, enough for about three million names.
    List,
    /// Results of an earlier run over a list: 1 GiB.
    Results,
}

impl Kind {
    /// Returns the limit in bytes that applies without `--max-input`.
    pub(crate) const fn default_limit(self) -> u64 {
        match self {
            Self::Evidence => 8 * MIB,
            Self::Text => MIB,
            Self::List => 64 * MIB,
            Self::Results => 1024 * MIB,
        }
    }
}

/// Formats a number of bytes in the largest unit that divides it.
pub(crate) fn format_size(bytes: u64) -> String {
    match bytes {
        bytes if bytes.is_multiple_of(MIB) => format!("{} MiB", bytes / MIB),
        bytes if bytes.is_multiple_of(1024) => format!("{} KiB", bytes / 1024),
        bytes => format!("{bytes} B"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_exact_in_its_unit() {
        for (bytes, text) in [(1, "1 B"), (1025, "1025 B"), (3 * 1024, "3 KiB"), (MIB, "1 MiB"), (8 * MIB, "8 MiB")] {
            assert_eq!(format_size(bytes), text);
        }
    }
}
