//! What the page that plans a change asks of the browser: functions, so that components name nothing of it.

use evidence::{Evidence, Timestamp};
use mta_sts::Domain;
use words::Language;
use yew::prelude::*;

use crate::{shared::Shared, store::State};

/// Functions of the browser.
#[derive(Clone, Copy, Debug)]
pub struct ChangeActions {
    /// This moment.
    pub now: fn() -> Timestamp,
    /// The domain in what was typed.
    pub domain: fn(&str) -> Option<Domain>,
    /// Checks a domain as it is now, with what earlier checks in this browser saw.
    pub look_up: fn(Shared<State>, Domain, Callback<Shared<Evidence>>),
    /// Puts a plan into the address, for readers of a language.
    pub put_address: fn(&str, Language),
    /// The whole address of a plan.
    pub link: fn(&str, Language) -> String,
    /// Offers a text as a file to save: its name, and the text.
    pub save: fn(&str, &str),
    /// The plans that this browser keeps.
    pub kept: fn(Callback<Vec<String>>),
    /// Keeps these plans in place of all others; answers whether that worked.
    pub keep: fn(Vec<String>, Callback<bool>),
}

/// There is one, so any two are the same.
impl PartialEq for ChangeActions {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
