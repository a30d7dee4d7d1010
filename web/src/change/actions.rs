//! Functions of the browser that the page for planning a change needs. Its components never name the browser.

use evidence::{Evidence, Timestamp};
use mta_sts::Domain;
use words::Language;
use yew::prelude::*;

use crate::{shared::Shared, store::State};

/// Functions of the browser.
#[derive(Clone, Copy, Debug)]
pub struct ChangeActions {
    /// Returns the current time.
    pub now: fn() -> Timestamp,
    /// Returns the domain in a typed text.
    pub domain: fn(&str) -> Option<Domain>,
    /// Checks a domain as it is now, together with the evidence of earlier checks in this browser.
    pub look_up: fn(Shared<State>, Domain, Callback<Shared<Evidence>>),
    /// Puts a plan into the address, in a language.
    pub put_address: fn(&str, Language),
    /// Returns the full address of a plan.
    pub link: fn(&str, Language) -> String,
    /// Offers a text as a file to save. The arguments are its name and the text.
    pub save: fn(&str, &str),
    /// Reads the plans kept in this browser.
    pub kept: fn(Callback<Vec<String>>),
    /// Stores these plans in place of all others. Calls back with whether that worked.
    pub keep: fn(Vec<String>, Callback<bool>),
}

/// All instances are equal, as only one exists.
impl PartialEq for ChangeActions {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
