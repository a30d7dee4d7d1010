//! TLS reports (RFC 8460): what senders report about mail to a domain.
//!
//! All functions are pure: bytes in, values out. Nothing here opens a file, uses the network or reads the clock, and
//! everything compiles for Wasm.
//!
//! * [`read`] reads a file in any of its forms (JSON, gzip, zip, tar, message, mailbox, nested in each other), within
//!   [`Limits`]. A deviation from the RFC becomes a [`Note`]. An unreadable part becomes [`Skipped`], and the rest is
//!   read.
//! * [`Collection`] merges reports: copies count once, and corrected reports are recorded.
//! * [`Answer`] says whether it is safe to enforce a policy, with its reasons, which are declared in [`REASONS`].
//!
//! ```
//! use tls_report::{Collection, Limits, read};
//!
//! let json = br#"{"organization-name": "Sender", "report-id": "1", "policies": [
//!     {"policy": {"policy-type": "sts", "policy-domain": "example.com"},
//!      "summary": {"total-successful-session-count": 7, "total-failure-session-count": 0}}]}"#;
//! let reading = read("report.json", json, &Limits::default());
//! let collection: Collection = reading.reports.into_iter().collect();
//! assert_eq!(collection.totals().successful, 7);
//! ```

pub mod address;
mod answer;
mod cause;
mod collection;
mod document;
mod encoding;
mod enforce;
mod facts;
mod file_name;
mod groups;
mod held;
mod json;
mod limits;
mod live;
mod note;
mod organization;
mod periods;
mod policy_string;
mod policy_type;
mod raw;
mod read;
mod reasons;
mod report;
mod report_time;
mod result_type;
mod skipped;
mod stored;
mod table;
mod text;
mod totals;

pub use answer::{Answer, GivenReason};
pub use cause::{Cause, Owner};
pub use collection::{Collection, Counted};
pub use document::{Document, document};
pub use enforce::Enforce;
pub use groups::Group;
pub use held::HeldPolicy;
pub use json::{FaultCause, JsonFault};
pub use limits::Limits;
pub use live::{Live, LiveMx, LiveTls};
pub use note::{Note, NoteId};
pub use periods::{Gap, Overlap};
pub use policy_string::ReportedPolicy;
pub use policy_type::PolicyType;
pub use read::{ReadCounts, Reading, is_mailbox, read, read_found, read_mailbox};
pub use reasons::{MIN_DAYS, MIN_SENDERS, Numbers, REASONS, Reason};
pub use report::{Failure, FileMember, PolicyEntry, Report};
pub use report_time::{DAY, ReportTime};
pub use result_type::ResultType;
pub use skipped::{SkipReason, Skipped};
pub use smol_str::SmolStr;
pub use table::{COLUMNS, write_csv};
pub use totals::{Sessions, Totals};
