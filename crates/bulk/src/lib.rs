//! Lists of domains: how they are read, one row for each checked domain, and what changed since an earlier run.
//!
//! Pure: text and reports in, values out. The command line and the page read lists and show rows alike.

mod changes;
mod compared;
mod domain_list;
mod record;
mod row;

pub use changes::{ChangedValue, Changes, compare_checks};
pub use compared::{Compared, Trend};
pub use domain_list::{Column, Columns, DomainList, Entry, NoSuchColumn, Rejected};
pub use record::{HEADER, Record, csv_line, markdown_row, markdown_text};
pub use row::Row;
