//! What happens to the state.

use evidence::Evidence;
use mta_sts::{Domain, DomainError};
use proxy_api::Config;
use words::Language;

use super::{EarlierChecks, EvictedChecks, KeptDomain};
use crate::{
    draft::Edit,
    resolver::{Choice, Trial},
    route::Route,
    shared::Shared,
};

/// What happens to the state.
#[derive(Clone, Debug)]
pub enum Action {
    /// The text in the field changed.
    Typed(String),
    /// What was typed is no domain.
    DomainRejected(DomainError),
    /// A language was chosen.
    LanguageChosen(Language),
    /// The reader went somewhere: whatever is there begins anew.
    Navigated(Route),
    /// The reader came back: what is still there stays.
    Returned(Route),
    /// A check began.
    CheckStarted {
        /// The number of the run.
        run: u64,
        /// The domain.
        domain: Domain,
        /// The empty record.
        evidence: Shared<Evidence>,
    },
    /// One more answer is there.
    CheckAnswered {
        /// The run that it belongs to.
        run: u64,
        /// Everything so far.
        evidence: Shared<Evidence>,
    },
    /// A check ended.
    CheckEnded {
        /// The run.
        run: u64,
        /// How long it took, in milliseconds.
        took_ms: u32,
        /// Resolvers that did not answer.
        failed_resolvers: Vec<String>,
    },
    /// A check that was kept is shown.
    KeptCheckOpened {
        /// The number of the run, so that answers of an older one change nothing.
        run: u64,
        /// What was kept.
        evidence: Shared<Evidence>,
    },
    /// What a link says that a check saw is shown.
    LinkOpened {
        /// The number of the run, so that answers of an older one change nothing.
        run: u64,
        /// What the link holds.
        evidence: Shared<Evidence>,
    },
    /// The server said what it offers.
    ServerConfigLoaded(Config),
    /// No server said what it offers.
    ServerConfigFailed,
    /// A resolver was chosen.
    ResolverChosen(Choice),
    /// Others to compare with were chosen.
    ComparisonChosen(Vec<Choice>),
    /// Trying the resolver that was chosen came to something.
    ResolverTried {
        /// The choice that was tried.
        choice: Choice,
        /// What it came to.
        trial: Trial,
    },
    /// Domains whose checks the browser keeps, those that were checked last first.
    HistoryLoaded(Vec<KeptDomain>),
    /// What the browser keeps of one domain.
    EarlierChecksLoaded(Shared<EarlierChecks>),
    /// Checks had to go so that the latest one could be kept.
    ChecksEvicted(Vec<EvictedChecks>),
    /// Checks are kept from now on, or are not.
    KeepingChanged(bool),
    /// The browser has no network from now on, or has one again.
    NetworkChanged(bool),
    /// The key `/` leads to the field from now on, or does not.
    ShortcutChanged(bool),
    /// The browser refused to keep a check.
    SaveFailed,
    /// The check that the address asks for cannot be shown.
    CheckNotFound(Missing),
    /// Evidence came from a file.
    FileOpened {
        /// The check that is shown.
        evidence: Shared<Evidence>,
        /// Other checks in the same file that could not be read.
        unreadable: usize,
    },
    /// A file came that holds nothing that the page can show.
    FileRejected(FileProblem),
    /// Something in a field of the text that is not published yet is another one now.
    DraftEdited(Edit),
    /// A file came with such a text.
    DraftOpened {
        /// Its name.
        file: String,
        /// Its first bytes.
        text: Vec<u8>,
    },
}

/// Why a file shows nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileProblem {
    /// There is no evidence of a check in it.
    NoEvidence,
    /// It holds a check that this version of the page cannot read.
    Unreadable,
    /// It is a link, and holds nothing that this page can read.
    Link,
    /// It has more bytes than the page reads.
    TooLarge,
    /// It holds a check with more answers than any real one, or more checks than the page reads.
    TooMany,
}

/// Why a check that the address asks for is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// It is not kept in this browser.
    NotKept,
    /// It is kept, but this version of the page cannot read it.
    Unreadable,
}
