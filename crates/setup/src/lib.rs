//! How a domain gets its MTA-STS set-up: texts, hosting recipes, DNS entries in every form, and the pre-flight check.
//!
//! [`Texts`] writes policy file, record and TLS reporting record; our own parsers read each again before it is given out.
//! [`recipe()`] fills in the files of a web server or platform, [`panel()`] says how a DNS panel wants an entry typed, [`Form`]
//! writes the entries for zone files and configuration languages, and [`preflight()`] judges planned texts together with what is
//! live. No I/O, no clock and no language here: sentences are ids, and the crate `words` has them.

mod caa;
mod entry;
mod fill;
mod form;
mod panel;
mod preflight;
mod recipe;
mod service;
mod set_up;
mod texts;
mod trap;

pub use caa::{CaaVerdict, Issuance, look_up_caa};
pub use entry::{Data, Entry, Role, Target, Type, policy_host_entries, setup_entries};
pub use form::Form;
pub use panel::{ANY_PANEL, Dot, NameField, PANELS, Panel, PanelFields, PanelNote, Quotes, panel, panel_of};
pub use preflight::{Cause, Check, Effect, Next, Outcome, Part, Planned, Preflight, preflight};
pub use recipe::{Certificate, File, Filled, Place, Placement, RECIPES, Recipe, Step, Topic, recipe};
pub use service::{SERVICES, Service, ServiceNote, ServiceTarget, service};
pub use set_up::SetUp;
pub use texts::{
    DesiredPolicy, EnforceBlock, Texts, TextsError, customary_reports, enforce_block, enforce_blocks, hosts_of,
    uncovered_blocks,
};
pub use trap::{AppliesIf, TRAPS, Trap, trap};
