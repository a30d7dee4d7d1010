//! Lists of domains, and earlier checks to compare them with.

use anyhow::{Context, Result};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use crate::support::Page;

/// Demo domains that are slow on purpose, or not needed in a list of forty.
const LEFT_OUT: [&str; 4] = ["bogus.test", "ipv6-broken.test", "slow.test", "xn--r8jz45g.test"];

/// Returns forty demo domains.
pub(super) fn domains() -> Vec<String> {
    let names = lab::demo_worlds().into_iter().map(|world| world.domain);
    names.filter(|name| !LEFT_OUT.contains(&name.as_str())).collect()
}

/// Domains that get worse: each is compared with a check from when all was well.
pub(super) const WORSE: [&str; 3] = ["expired.test", "mx-not-listed.test", "two-records.test"];

/// Returns a table like a help desk's: customer, address, and the domain in the third column.
pub(super) fn customers() -> String {
    let row = |(at, name): (usize, String)| format!("{at},Customer {at},{name}\n");
    let rows: String = domains().into_iter().enumerate().map(row).collect();
    format!("Number,Customer,Mail domain\n{rows}{}", "90,Lima,GOOD.test\n91,Nothing,n/a\n92,Nobody,\n")
}

/// Returns the checks of a run as they might have been a week before, as JSON Lines. Three domains have the state of a
/// healthy one.
pub(super) async fn a_week_before(page: &Page, documents: &str) -> Result<String> {
    let moment: String =
        page.evaluate("return new Date(Date.now() - 7 * 864e5).toISOString().replace(/\\.\\d+/, '')").await?;
    let mut all: Vec<Value> = serde_json::from_str(documents)?;
    let good =
        all.iter().find(|document| document["domain"] == "good.test").context("good.test")?["evidence"].to_string();
    for document in &mut all {
        let domain = document["domain"].as_str().context("a domain")?.to_owned();
        if WORSE.contains(&domain.as_str()) {
            let mut evidence: Value = serde_json::from_str(&good.replace("good.test", &domain))?;
            rename_in_body(&mut evidence, &domain)?;
            document["evidence"] = evidence;
        }
        document["evidence"]["started"] = json!(moment);
    }
    Ok(all.iter().map(|document| format!("{document}\n")).collect())
}

/// Renames the domain in the policy file, which is base64 in the evidence and so unaffected by replacing text.
fn rename_in_body(evidence: &mut Value, domain: &str) -> Result<()> {
    let entries = evidence["entries"].as_array_mut().context("entries")?;
    for body in entries.iter_mut().filter_map(|entry| entry.pointer_mut("/answer/policy/http/body")) {
        let text = String::from_utf8(STANDARD.decode(body.as_str().context("a body")?)?)?;
        *body = json!(STANDARD.encode(text.replace("good.test", domain)));
    }
    Ok(())
}
