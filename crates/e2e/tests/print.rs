//! Printing of the answer.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::support::{Page, flow};

/// Paper sizes in inches.
const SHEETS: [(&str, f64, f64); 2] = [("A4", 8.27, 11.69), ("Letter", 8.5, 11.0)];

/// Returns the number of printed pages.
async fn pages(page: &Page, (_, width, height): (&str, f64, f64)) -> Result<usize> {
    let sheet = json!({ "paperWidth": width, "paperHeight": height });
    let printed: Value = page.devtools("Page.printToPDF", sheet).await?;
    let bytes: String = page.evaluate_with("return atob(given)", json!(printed["data"])).await?;
    Ok(bytes.matches("/Type /Page").count() - bytes.matches("/Type /Pages").count())
}

#[test]
fn what_is_wrong_with_a_domain_fits_on_one_sheet() -> Result<()> {
    flow(async |page| {
        let mut long = Vec::new();
        for domain in ["expired.test", "mx-not-listed.test", "bad-id.test", "policy-404.test"] {
            for language in ["en", "ja"] {
                page.open(&format!("/?domain={domain}&lang={language}")).await?;
                page.answered(domain).await?;
                for sheet in SHEETS {
                    let count = pages(page, sheet).await?;
                    if count != 1 {
                        long.push(format!("{domain} in {language} takes {count} sheets of {}", sheet.0));
                    }
                }
            }
        }
        ensure!(long.is_empty(), "{long:#?}");
        Ok(())
    })
}
