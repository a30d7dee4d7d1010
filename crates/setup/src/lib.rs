//! MTA-STS set-up for a domain: texts, hosting recipes, DNS entries in every format, and the pre-flight check.
//!
//! [`Texts`] writes policy file, record and TLS reporting record. The project's own parsers verify each before it is returned.
//! [`recipe()`] fills in the files of a web server or platform. [`panel()`] describes how to type an entry into a DNS panel.
//! [`EntryFormat`] writes the entries for zone files and configuration languages. [`preflight()`] judges planned texts against the
//! live state. The crate has no I/O, no clock and no language: sentences are ids, and the crate `words` has their text.

mod caa;
mod entry;
mod entry_format;
mod fill;
mod panel;
mod preflight;
mod recipe;
mod service;
mod set_up;
mod texts;
mod trap;

pub use caa::{CaaVerdict, Issuance, look_up_caa};
pub use entry::{Data, Entry, Role, Target, Type, policy_host_entries, setup_entries};
pub use entry_format::EntryFormat;
pub use panel::{
    ANY_PANEL, Basis, Dot, Labels, NameField, PANELS, Panel, PanelFields, PanelNote, Quotes, panel,
    panel_by_name_servers,
};
pub use preflight::{Cause, Check, Effect, Next, Outcome, Part, Planned, Preflight, Reference, TextChange, preflight};
pub use recipe::{
    Certificate, Extent, File, FilledRecipe, Placement, Proof, ProofTime, RECIPES, Recipe, RecipeInput, Step, Topic,
    recipe,
};
pub use service::{SERVICES, Service, ServiceNote, ServiceTarget, service};
pub use set_up::SetUp;
pub use texts::{
    DesiredPolicy, EnforceBlock, Texts, TextsError, default_report_address, enforce_block, enforce_blocks,
    observed_mx_hosts, uncovered_blocks,
};
pub use trap::{AppliesIf, TRAPS, Trap, trap};
