//! Short messages about problems with files.

use words::{Language, args, key};

use crate::store::FileProblem;

/// Returns the message for a file that shows nothing.
#[must_use]
pub fn file_problem_text(problem: FileProblem, language: Language) -> String {
    let word = match problem {
        FileProblem::NoEvidence => return language.message(key::PAGE_OPEN_BAD, &[]),
        FileProblem::Link => return language.message(key::SNAPSHOT_UNREADABLE, &[]),
        FileProblem::Unreadable => "unreadable",
        FileProblem::TooLarge => "large",
        FileProblem::TooMany => "many",
    };
    language.message(key::PAGE_OPEN_LIMIT, args!["limit" => word])
}
