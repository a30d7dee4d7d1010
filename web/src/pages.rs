//! The pages: each reads the state and chooses components.

mod about;
mod bounce;
mod change;
mod change_frame;
mod check;
mod lint;
mod live_preflight;
mod many;
mod many_frame;
mod preflight_view;
mod reports;
mod reports_frame;
mod rule_list;
mod rule_words;
mod rules;
mod set_up;
mod set_up_frame;
mod task_module;
mod unknown;

pub use about::about_page;
pub use bounce::BouncePage;
pub use change::ChangePage;
pub use change_frame::{ChangeFrame, LoadChange};
pub use check::CheckPage;
pub use lint::LintPage;
pub use live_preflight::LivePreflight;
pub use many::ManyPage;
pub use many_frame::{LoadMany, ManyFrame};
pub use reports::ReportsPage;
pub use reports_frame::{LoadReports, ReportsFrame};
pub use rule_list::RuleList;
pub use rule_words::rule_headline;
pub use rules::rule_page;
pub use set_up::SetUpPage;
pub use set_up_frame::{LoadSetUp, SetUpFrame};
pub use unknown::unknown_page;
