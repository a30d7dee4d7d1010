//! Actions that change the state.

use evidence::Evidence;
use mta_sts::{Domain, DomainError};
use proxy_api::Config;
use words::Language;

use super::{EarlierChecks, EvictedChecks, KeptDomain};
use crate::{
    draft::Edit,
    resolver::{ResolverChoice, ResolverTrial},
    route::Route,
    shared::Shared,
};

/// Action that changes the state.
#[derive(Clone, Debug)]
pub enum Action {
    /// The text in the field changed.
    FieldTyped(String),
    /// The typed text is not a domain.
    DomainRejected(DomainError),
    /// A language was chosen.
    LanguageChosen(Language),
    /// The reader went to a page, by a link or by a form: everything starts anew.
    Navigated(Route),
    /// The reader went back: whatever still fits stays.
    NavigatedBack(Route),
    /// A check started.
    CheckStarted {
        /// The number of the run.
        run: u64,
        /// The domain.
        domain: Domain,
        /// Evidence without any answer.
        evidence: Shared<Evidence>,
    },
    /// Another answer arrived.
    CheckAnswered {
        /// Run of the check.
        run: u64,
        /// All evidence so far.
        evidence: Shared<Evidence>,
    },
    /// A check ended.
    CheckEnded {
        /// Run of the check.
        run: u64,
        /// Duration in milliseconds.
        took_ms: u32,
        /// Resolvers that did not answer.
        failed_resolvers: Vec<String>,
    },
    /// A kept check was opened.
    KeptCheckOpened {
        /// Number of the run, so that answers of older runs are ignored.
        run: u64,
        /// Evidence of the kept check.
        evidence: Shared<Evidence>,
    },
    /// The evidence in a link was opened.
    LinkOpened {
        /// Number of the run, so that answers of older runs are ignored.
        run: u64,
        /// Evidence in the link.
        evidence: Shared<Evidence>,
    },
    /// The server's configuration was loaded.
    ServerConfigLoaded(Config),
    /// The server's configuration could not be loaded.
    ServerConfigFailed,
    /// A resolver was chosen.
    ResolverChosen(ResolverChoice),
    /// Resolvers to compare with were chosen.
    ComparisonChosen(Vec<ResolverChoice>),
    /// The trial of the chosen resolver ended.
    ResolverTried {
        /// The choice that was tried.
        choice: ResolverChoice,
        /// Result of the trial.
        trial: ResolverTrial,
    },
    /// The list of domains with kept checks was loaded, the most recently checked first.
    HistoryLoaded(Vec<KeptDomain>),
    /// The kept checks of one domain were loaded.
    EarlierChecksLoaded(Shared<EarlierChecks>),
    /// Checks were deleted to make room for the latest one.
    ChecksEvicted(Vec<EvictedChecks>),
    /// Keeping checks was turned on or off.
    KeepHistoryChanged(bool),
    /// The network went or returned: whether the browser is offline.
    NetworkChanged(bool),
    /// The shortcut key `/` was turned on or off.
    ShortcutChanged(bool),
    /// The browser refused to store a check.
    SaveFailed,
    /// The check that the address names cannot be shown.
    CheckNotFound(MissingCheck),
    /// Evidence was read from a file.
    FileOpened {
        /// Check to show.
        evidence: Shared<Evidence>,
        /// Number of unreadable checks in the same file.
        unreadable: usize,
    },
    /// A file holds nothing that the page can show.
    FileRejected(FileProblem),
    /// A field of the draft was edited.
    DraftEdited(Edit),
    /// A file with a draft was opened.
    DraftOpened {
        /// Name of the file.
        file: String,
        /// First bytes of the file.
        text: Vec<u8>,
    },
}

/// Reason why a file shows nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileProblem {
    /// It holds no evidence of a check.
    NoEvidence,
    /// It holds a check that this version of the page cannot read.
    Unreadable,
    /// It is a link without anything that this page can read.
    Link,
    /// It is larger than the page reads.
    TooLarge,
    /// It holds a check with more answers than any real one, or more checks than the page reads.
    TooMany,
}

/// Reason why the check that the address names is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingCheck {
    /// It is not kept in this browser.
    NotKept,
    /// It is kept, but this version of the page cannot read it.
    Unreadable,
}
