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
    pub parse_domain: fn(&str) -> Option<Domain>,
    /// Checks a domain as it is now, together with the evidence of earlier checks in this browser.
    pub check_domain: fn(Shared<State>, Domain, Callback<Shared<Evidence>>),
    /// Puts a plan into the address, in a language.
    pub replace_url: fn(&str, Language),
    /// Returns the full address of a plan.
    pub plan_url: fn(&str, Language) -> String,
    /// Offers a text as a file to save. The arguments are its name and the text.
    pub save_file: fn(&str, &str),
    /// Reads the plans kept in this browser.
    pub load_plans: fn(Callback<Vec<String>>),
    /// Stores these plans in place of all others. Calls back with whether that worked.
    pub save_plans: fn(Vec<String>, Callback<bool>),
}

/// All instances are equal, as only one exists.
impl PartialEq for ChangeActions {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
