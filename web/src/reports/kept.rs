//! Reports kept in this browser. They are stored and loaded where reports are read, so that the page stays responsive.
//! Stored texts are untrusted input, and may have any size.

use std::cell::RefCell;

use serde::{Deserialize, Serialize};

use super::{engine::Engine, view::Problem};
use crate::browser::text_store::REPORTS;

/// Largest size of all kept reports together, in bytes of UTF-8.
const MAX_KEPT_BYTES: usize = 64 << 20;

/// Command about the kept reports. Reports that another tab kept, and texts that cannot be read, stay.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum KeptCommand {
    /// Keeps all reports of this visit together with the kept ones.
    Store,
    /// Adds the kept reports to those of this visit.
    Load,
    /// Deletes the kept reports.
    Delete,
    /// Deletes the text with this identifier, which cannot be read.
    DeleteUnreadable(u64),
}

/// Runs a command. Returns the problem that the page has to show.
pub async fn run(engine: &RefCell<Engine>, command: KeptCommand) -> Option<Problem> {
    match command {
        KeptCommand::Store => store(engine, None).await,
        KeptCommand::Load => (!load(engine).await).then_some(Problem::KeptInPart),
        KeptCommand::Delete => {
            REPORTS.clear().await;
            None
        }
        KeptCommand::DeleteUnreadable(id) => store(engine, Some(id)).await,
    }
}

/// Adds the kept reports to those of this visit. Returns whether these are all.
async fn load(engine: &RefCell<Engine>) -> bool {
    REPORTS.read_up_to(MAX_KEPT_BYTES, |text| engine.borrow_mut().add_stored(&text)).await
}

/// Stores all reports of this visit and all kept texts but the one with an identifier. Without all of them in memory,
/// nothing is stored, as the rest would be lost.
async fn store(engine: &RefCell<Engine>, deleted: Option<u64>) -> Option<Problem> {
    let is_complete = load(engine).await;
    if let Some(id) = deleted {
        engine.borrow_mut().delete_unreadable(id);
    }
    let texts = engine.borrow().stored_texts(MAX_KEPT_BYTES).filter(|_| is_complete);
    match texts {
        None => Some(Problem::TooManyToKeep),
        Some(texts) => (!REPORTS.replace(&texts).await).then_some(Problem::NotKept),
    }
}
