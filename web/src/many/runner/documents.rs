//! The rows as documents of `check --format json`. The command line takes them as `--baseline`, and this page as a file
//! to compare with.

use std::rc::Rc;

use checker::judge;
use serde::Serialize;
use words::{
    Language,
    document::{self, Document},
};
use yew::Callback;

use super::Runner;
use crate::browser::{self, json};

/// A document with what the list says about its domain.
#[derive(Serialize)]
struct ListedDocument<'a> {
    #[serde(flatten)]
    document: Document<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    customers: Vec<String>,
}

impl Runner {
    /// Saves all documents in a file of this name. Calls back with the number of finished rows that have none any more.
    pub fn save_documents(self: &Rc<Self>, name: String, language: Language, answer: Callback<usize>) {
        let runner = self.clone();
        browser::spawn(async move {
            let (parts, missing) = runner.write_documents(language).await;
            // A browser that cannot save files has no way to report it.
            let _ = json::save_parts(&name, &parts);
            answer.emit(missing);
        });
    }

    fn customers(&self, at: usize) -> Vec<String> {
        self.run.borrow().rows.get(at).map(|row| row.customers.clone()).unwrap_or_default()
    }

    async fn write_documents(&self, language: Language) -> (Vec<String>, usize) {
        let (mut parts, mut missing) = (vec!["[\n".to_owned()], 0);
        let count = self.run.borrow().rows.len();
        for at in 0..count {
            let Some((domain, key)) = self.finished_row(at) else { continue };
            let text = match self.load_evidence(at, &domain, key).await {
                Some(evidence) => {
                    let report = judge(&domain, &evidence);
                    let document = document::document(&report, &evidence, language);
                    json::to_text(&ListedDocument { document, customers: self.customers(at) })
                }
                None => None,
            };
            match text {
                Some(text) => {
                    let separator = if parts.len() > 1 { ",\n" } else { "" };
                    parts.push([separator, text.trim_end()].concat());
                }
                None => missing += 1,
            }
            browser::next_task().await;
        }
        parts.push("\n]\n".to_owned());
        (parts, missing)
    }
}
