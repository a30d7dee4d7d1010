//! Lists of domains: how they are read, one row for each checked domain, and what changed since an earlier run.
//!
//! Pure: text and reports in, values out. The command line and the page read lists and show rows alike.

mod changes;
mod domain_list;
mod row;

pub use changes::{Changes, What, compare_checks};
pub use domain_list::{Column, DomainList, Entry, NoSuchColumn, Rejected};
pub use row::Row;
