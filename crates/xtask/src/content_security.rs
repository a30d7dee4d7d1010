//! Checks that the page works under its Content-Security-Policy, `script-src 'self' 'wasm-unsafe-eval'; style-src
//! 'self'`.

use anyhow::{Result, bail};

const SCRIPT: &str = "<script";

/// Refuses a page with an inline script or inline styles, which the policy would block.
pub fn refuse_inline(html: &str) -> Result<()> {
    let scripts = html.split(SCRIPT).skip(1).map(|rest| rest.split('>').next().unwrap_or_default());
    if let Some(attributes) = scripts.into_iter().find(|attributes| !attributes.contains(" src=")) {
        bail!("index.html has an inline script, which its Content-Security-Policy blocks: {SCRIPT}{attributes}>");
    }
    if html.contains("<style") || html.contains(" style=") {
        bail!("index.html has inline styles, which its Content-Security-Policy blocks: move them to web/styles");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_policy_blocks_is_refused() {
        for page in ["<style>p{}</style>", "<p style=\"color:red\">", "<script>", "<script>x()", "<script type=module>"]
        {
            assert!(refuse_inline(page).is_err(), "{page}");
        }
        refuse_inline("<link rel=\"stylesheet\" href=\"/a.css\"><script src=\"/a.js\"></script>").unwrap();
    }
}
