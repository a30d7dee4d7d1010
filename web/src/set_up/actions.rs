//! Browser functions that the set-up page needs. As functions, they keep browser types out of the components.

use evidence::{Evidence, Timestamp};
use mta_sts::Domain;
use words::Language;
use yew::prelude::*;

use crate::{components::Clock, shared::Shared, store::State};

/// The result of a look-up: the evidence of a check, and the zone that holds the domain.
pub type Seen = (Shared<Evidence>, Zone);

/// A zone: its name and its name servers. The name is empty if the zone was not seen.
pub type Zone = (String, Vec<String>);

/// Function that ends a subscription.
pub type Unsubscribe = Box<dyn FnOnce()>;

/// The browser's functions.
#[derive(Clone, Copy, Debug)]
pub struct SetUpActions {
    /// Returns the current time.
    pub now: fn() -> Timestamp,
    /// Formatter of timestamps.
    pub clock: Clock,
    /// Returns the domain in typed text.
    pub domain: fn(&str) -> Option<Domain>,
    /// Checks a domain now, and looks up the CAA records of its policy host.
    pub check: fn(Shared<State>, Domain, Callback<Shared<Evidence>>),
    /// Does the same as `check`, and looks up the zone that holds the domain.
    pub look_up: fn(Shared<State>, Domain, Callback<Seen>),
    /// Returns the Unicode form of a domain, if it differs.
    pub unicode: fn(&Domain) -> Option<String>,
    /// Returns the day of a moment in the user's time zone, as `20260601`.
    pub local_day: fn(Timestamp) -> String,
    /// Writes answers to the address, in this language.
    pub put_address: fn(&str, Language),
    /// Writes answers to the address as a new step, so that "back" returns to the step before.
    pub push_address: fn(&str, Language),
    /// Calls back with the answers in the address whenever the user goes back or forward on this page.
    pub on_back: fn(Callback<String>) -> Unsubscribe,
    /// Returns the whole address with these answers.
    pub link: fn(&str, Language) -> String,
    /// Offers a text for saving, under this file name.
    pub save: fn(&str, &str),
    /// Reads the answers stored in this browser, the latest first.
    pub kept: fn(Callback<Vec<String>>),
    /// Stores these answers in place of all others. The callback gets whether that worked.
    pub keep: fn(Vec<String>, Callback<bool>),
}

/// Only one set of functions exists, so any two are equal.
impl PartialEq for SetUpActions {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
