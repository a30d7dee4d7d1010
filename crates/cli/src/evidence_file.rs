//! Stored evidence: by itself, or as a member of what `check --format json` printed.

use std::path::Path;

use evidence::Evidence;
use mta_sts::Domain;
use serde::Deserialize;

use crate::{failure::Failure, input};

/// What a file may hold.
#[derive(Deserialize)]
#[serde(untagged, expecting = "neither evidence nor what `check --format json` prints")]
enum Stored {
    Document { evidence: Evidence },
    Documents(Vec<Stored>),
    Bare(Evidence),
}

/// All evidence in a file, with the domains that it is about.
pub(crate) fn stored(path: &Path) -> Result<Vec<(Domain, Evidence)>, Failure> {
    let not_evidence = |why: String| Failure::NotEvidence { path: path.to_owned(), why };
    let stored: Stored =
        serde_json::from_slice(&input::read(path)?).map_err(|error| not_evidence(error.to_string()))?;
    let about = |evidence: Evidence| Ok((evidence.domain.parse()?, evidence));
    let all: Result<Vec<_>, mta_sts::DomainError> = stored.flat().into_iter().map(about).collect();
    match all.map_err(|error| not_evidence(error.to_string()))? {
        none if none.is_empty() => Err(not_evidence("[]".into())),
        some => Ok(some),
    }
}

impl Stored {
    fn flat(self) -> Vec<Evidence> {
        match self {
            Self::Document { evidence } | Self::Bare(evidence) => vec![evidence],
            Self::Documents(documents) => documents.into_iter().flat_map(Self::flat).collect(),
        }
    }
}
