//! Lists of domains: reading them, one row for each checked domain, and the changes since an earlier run.
//!
//! All functions are pure: text and reports in, values out. The command line and the page share them.

mod changes;
mod compared;
mod domain_list;
mod record;
mod result_table;
mod row;

pub use changes::{ChangedValue, Changes, ComparedValue, ValueChange, compare_checks};
pub use compared::{Compared, Trend};
pub use domain_list::{Column, Columns, DomainList, Entry, NoSuchColumn, Rejected, Unnamed, decode_list};
pub use record::{HEADER, Record, csv_line, markdown_row, markdown_text};
pub use result_table::read_result_table;
pub use row::Row;
