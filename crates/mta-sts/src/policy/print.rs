//! Printing of a policy as text that parses to the same policy.

use core::fmt;

use super::Policy;

impl fmt::Display for Policy {
    /// Prints the fields in the order of the RFC's example, each line ended by LF. Omits missing fields.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.version.is_some() {
            writeln!(f, "version: STSv1")?;
        }
        if let Some(mode) = self.mode {
            writeln!(f, "mode: {}", mode.value.id())?;
        }
        for line in &self.mx {
            writeln!(f, "mx: {}", line.pattern)?;
        }
        if let Some(max_age) = self.max_age {
            writeln!(f, "max_age: {}", max_age.value)?;
        }
        for extension in &self.extensions {
            writeln!(f, "{}: {}", extension.name, extension.value)?;
        }
        Ok(())
    }
}
