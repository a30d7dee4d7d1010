//! Findings that the page shows.

use anyhow::{Context, Result};
use serde::Deserialize;

use super::Page;

/// Finding as the page shows it.
#[derive(Clone, Debug, Deserialize)]
pub struct ShownFinding {
    /// Id of the rule.
    pub id: String,
    /// `error`, `warning`, `notice` or `pass`.
    pub severity: String,
    /// Its headline.
    pub headline: String,
    /// Sentences that explain the cause and the fix.
    pub sentences: Vec<String>,
    /// Sentence that explains the fix.
    pub fix: Option<String>,
    /// Targets of its links.
    pub links: Vec<String>,
}

impl Page {
    /// Returns all findings in the order of the page, including collapsed ones.
    pub async fn findings(&self) -> Result<Vec<ShownFinding>> {
        self.evaluate(
            "return all('[data-verdict] [data-finding]').map((card) => ({
                id: card.dataset.finding,
                severity: card.dataset.severity,
                headline: heading(card.querySelector('h3, h4, h5')),
                sentences: [...card.querySelectorAll('p:not(.meta)')].map((p) => squeezed(p.textContent)),
                fix: squeezed(card.querySelector('.fix')?.textContent) || null,
                links: [...card.querySelectorAll('a')].map((a) => a.href),
            }))",
        )
        .await
    }

    /// Returns the finding with this id.
    pub async fn finding(&self, id: &str) -> Result<ShownFinding> {
        let findings = self.findings().await?;
        let ids: Vec<&str> = findings.iter().map(|seen| seen.id.as_str()).collect();
        let found = findings.iter().find(|seen| seen.id == id);
        found.cloned().with_context(|| format!("the page shows no finding {id}, but {ids:?}"))
    }

    /// Returns the ids of all findings of this severity.
    pub async fn of_severity(&self, severity: &str) -> Result<Vec<String>> {
        let findings = self.findings().await?;
        Ok(findings.into_iter().filter(|seen| seen.severity == severity).map(|seen| seen.id).collect())
    }
}
