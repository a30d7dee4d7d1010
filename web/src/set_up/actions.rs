//! What the page that sets a domain up asks of the browser: functions, so that components name nothing of it.

use evidence::{Evidence, Timestamp};
use mta_sts::Domain;
use words::Language;
use yew::prelude::*;

use crate::{components::Clock, shared::Shared, store::State};

/// What a look-up saw: the evidence of a check, and the zone that holds the domain.
pub type Seen = (Shared<Evidence>, Zone);

/// A zone: its name, empty where it was not seen, and its name servers.
pub type Zone = (String, Vec<String>);

/// Functions of the browser.
#[derive(Clone, Copy, Debug)]
pub struct SetUpActions {
    /// This moment.
    pub now: fn() -> Timestamp,
    /// Writes moments.
    pub clock: Clock,
    /// The domain in what was typed.
    pub domain: fn(&str) -> Option<Domain>,
    /// Checks a domain as it is now, and asks for its name servers.
    pub look_up: fn(Shared<State>, Domain, Callback<Seen>),
    /// Puts answers into the address, for readers of a language.
    pub put_address: fn(&str, Language),
    /// The whole address of answers.
    pub link: fn(&str, Language) -> String,
    /// Offers a text as a file to save: its name, and the text.
    pub save: fn(&str, &str),
    /// The answers that this browser keeps, the latest first.
    pub kept: fn(Callback<Vec<String>>),
    /// Keeps these answers in place of all others; answers whether that worked.
    pub keep: fn(Vec<String>, Callback<bool>),
}

/// There is one, so any two are the same.
impl PartialEq for SetUpActions {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
