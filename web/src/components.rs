//! The parts of the page: words and data in, callbacks out. None of them asks the network or the browser for anything.
//!
//! A part with a state of its own, or one that is worth skipping when nothing changed, is a component; the others are plain
//! functions: every component costs some kilobytes of the page.

mod ask;
mod carry;
mod clock;
mod copy;
mod delivery;
mod evidence;
mod finding;
mod footer;
mod links;
mod linted;
mod mark;
mod masthead;
mod message;
mod past;
mod patch;
mod resolver;
mod said;
mod setup;
mod since;
mod source;
mod unseen;
mod verdict;
mod way;
mod welcome;
mod what_if;
mod work;

pub use ask::Ask;
pub use carry::{Carrier, Format, carry};
pub use clock::Clock;
pub use copy::{Copy, Hands};
pub use delivery::deliveries;
pub use evidence::EvidenceView;
pub use finding::finding_card;
pub use footer::footer;
pub use links::{domain_name, go, jump};
pub use linted::{counted, linted};
pub use mark::{Shape, mark};
pub use masthead::masthead;
pub use message::Message;
pub use past::{Keeping, PastChecks};
pub use patch::{change_view, command_view, patch_view, step};
pub use resolver::{Props as Resolvers, ResolverOptions, resolver_choice};
pub use said::{say, set, unbroken};
pub use since::Since;
pub use source::SourceText;
pub use unseen::unseen_list;
pub use verdict::{Answer, verdict_card};
pub use way::way;
pub use welcome::{demo_list, welcome};
pub use what_if::what_if;
pub use work::{Work, folded};
