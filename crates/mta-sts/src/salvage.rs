//! Salvage of the intended parts of a wrong text, which its correction keeps.
//!
//! A corrected text holds every address, host, mode and unknown field of the original that is valid in itself. Noise is left
//! out.

mod duration;
mod fields_on_line;
mod markup;
mod mode;
mod mx_value;
mod pattern;
mod policy;
mod table;
mod tls_rpt_draft;

pub use self::{
    policy::PolicyDraft,
    tls_rpt_draft::{TlsRptDraft, kept_fields},
};
