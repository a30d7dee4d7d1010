//! IDNA by the `idna` crate (UTS 46, non-transitional).

use alloc::string::String;

use idna::{AsciiDenyList, uts46};

use crate::Idna;

/// UTS 46 processing with the tables of the `idna` crate.
#[derive(Clone, Copy, Debug, Default)]
pub struct Uts46;

impl Idna for Uts46 {
    fn to_ascii(&self, name: &str) -> Option<String> {
        uts46::Uts46::new()
            .to_ascii(name.as_bytes(), AsciiDenyList::EMPTY, uts46::Hyphens::Allow, uts46::DnsLength::Ignore)
            .ok()
            .map(alloc::borrow::Cow::into_owned)
    }

    fn to_unicode(&self, name: &str) -> Option<String> {
        let (text, result) =
            uts46::Uts46::new().to_unicode(name.as_bytes(), AsciiDenyList::EMPTY, uts46::Hyphens::Allow);
        result.ok().map(|()| text.into_owned())
    }
}
