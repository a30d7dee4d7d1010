//! Short sentences about what went wrong with a file.

use words::{Language, args, key};

use crate::store::FileProblem;

/// Why a file shows nothing.
#[must_use]
pub fn file_problem_text(problem: FileProblem, language: Language) -> String {
    let word = match problem {
        FileProblem::NoEvidence => return language.message(key::PAGE_OPEN_BAD, &[]),
        FileProblem::Link => return language.say(key::SNAPSHOT_UNREADABLE, &[]),
        FileProblem::Unreadable => "unreadable",
        FileProblem::TooLarge => "large",
        FileProblem::TooMany => "many",
    };
    language.message(key::PAGE_OPEN_LIMIT, args!["limit" => word])
}
