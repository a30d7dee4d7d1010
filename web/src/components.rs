//! The parts of the page: words and data in, callbacks out. None of them asks the network or the browser for anything.
//!
//! A part with a state of its own, or one that is worth skipping when nothing changed, is a component; the others are plain
//! functions: every component costs some kilobytes of the page.

mod action_list;
mod changes_since;
mod clock;
mod context;
mod copy;
mod delivery;
mod domain_form;
mod draft_actions;
mod evidence;
mod export_actions;
mod finding;
mod footer;
mod history;
mod links;
mod lint_result;
mod mail_path;
mod masthead;
mod message;
mod notices;
mod patch;
mod resolver;
mod sentence;
mod setup_steps;
mod source;
mod status_icon;
mod unseen;
mod verdict;
mod welcome;
mod what_if;

pub use action_list::{ActionList, folded_findings};
pub use changes_since::ChangesSince;
pub use clock::Clock;
pub use context::{CancelTimer, ClipboardContext, PageContext};
pub use copy::Copy;
pub use delivery::deliveries;
pub use domain_form::DomainForm;
pub use draft_actions::{DraftActions, JudgeDraft};
pub use evidence::EvidenceView;
pub use export_actions::{ExportActions, Format, export_actions};
pub use finding::finding_card;
pub use footer::footer;
pub use history::{HistoryList, HistorySettings};
pub use links::{Links, domain_name, jump_link, route_link};
pub use lint_result::{count_sentence, lint_result};
pub use mail_path::mail_path;
pub use masthead::masthead;
pub use message::{Message, MessageView};
pub use notices::file_problem_text;
pub use patch::{change_view, command_view, next_id_step, patch_view};
pub use resolver::{Props as Resolvers, ResolverOptions, resolver_choice};
pub use sentence::{keep_terms_together, render_sentence, translate};
pub use source::SourceText;
pub use status_icon::{Shape, status_icon};
pub use unseen::unseen_list;
pub use verdict::{VerdictCard, verdict_card};
pub use welcome::{demo_list, welcome};
pub use what_if::what_if;
