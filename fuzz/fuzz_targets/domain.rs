//! Parser of domains that people type into the field.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mta_sts::{Domain, Uts46};

fuzz_target!(|text: &str| {
    let Ok(typed) = Domain::parse_typed(text, &Uts46) else { return };
    let again: Domain = typed.domain.as_str().parse().expect("a domain reads as itself");
    assert_eq!(again, typed.domain);
    // `mta-sts.` is removed once. A name that has it twice keeps one.
    let named_twice = typed.domain.as_str().starts_with("mta-sts.");
    if let Some(unicode) = typed.domain.to_unicode(&Uts46).filter(|_| !named_twice) {
        assert_eq!(Domain::parse_typed(&unicode, &Uts46).map(|typed| typed.domain).as_ref(), Ok(&typed.domain));
    }
});
