//! Parser of the names in a request for a probe, `{domain}/{host}`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use proxy::probe::parse_names;

fuzz_target!(|text: &str| {
    let Some((domain, host)) = text.split_once('/') else { return };
    let Ok((domain, host)) = parse_names(domain, host) else { return };
    let plain = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte));
    for name in [domain.as_str(), host.as_str()] {
        assert!(plain(name) && name.len() <= 253 && !name.ends_with('.'), "{name:?}");
        assert!(name.parse::<std::net::IpAddr>().is_err(), "{name:?}");
        assert_eq!(name, name.to_ascii_lowercase());
    }
    assert_eq!(parse_names(domain.as_str(), host.as_str()), Ok((domain, host)));
});
