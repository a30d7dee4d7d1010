//! The rows as documents of `check --format json`. The command line takes them as `--baseline`, and this page as a file
//! to compare with.

use std::rc::Rc;

use checker::judge;
use words::{Language, document};
use yew::Callback;

use super::Runner;
use crate::browser::{self, json};

impl Runner {
    /// Saves all documents in one file. Calls back with the number of finished rows that have none any more.
    pub fn save_documents(self: &Rc<Self>, language: Language, answer: Callback<usize>) {
        let runner = self.clone();
        browser::spawn(async move {
            let (parts, missing) = runner.write_documents(language).await;
            // A browser that cannot save files has no way to report it.
            let _ = json::save_parts("mta-sts-domains.json", &parts);
            answer.emit(missing);
        });
    }

    async fn write_documents(&self, language: Language) -> (Vec<String>, usize) {
        let (mut parts, mut missing) = (vec!["[\n".to_owned()], 0);
        let count = self.run.borrow().rows.len();
        for at in 0..count {
            let Some((domain, key)) = self.finished_row(at) else { continue };
            let text = match self.load_evidence(at, &domain, key).await {
                Some(evidence) => json::to_text(&document::document(&judge(&domain, &evidence), &evidence, language)),
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
