//! Earlier checks, kept in this browser by domain: judged by today's rules, searched, exported and imported.

mod csv;
mod row;
mod tools;

use words::{Language, args, key};
use yew::prelude::*;

pub use csv::history_csv;

use self::row::HistoryRow;
use super::{Clock, Links, PageContext, Shape, file_problem_text, status_icon, translate};
use crate::{
    browser::history::DeleteRequest,
    effect::{MailEffect, count_effects, effect_labels},
    shared::Shared,
    store::{FileProblem, KeptDomain},
};

/// Number of domains that are shown at first. A search finds the others too.
const SHOWN: usize = 10;

/// Number of domains that each click on "more" adds.
const MORE: usize = 100;

/// File format for saving the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HistoryFile {
    /// Evidence of every check, which this page can open.
    Json,
    /// The latest verdict of each domain, for a spreadsheet.
    Csv,
}

/// Callbacks for the kept checks.
#[derive(Clone, Debug, PartialEq)]
pub struct HistorySettings {
    /// Deletes checks.
    pub delete: Callback<DeleteRequest>,
    /// Turns keeping checks on or off.
    pub keep: Callback<bool>,
    /// Called with the event of the file field when a file is chosen.
    pub open: Callback<Event>,
    /// Downloads the whole history.
    pub export: Callback<HistoryFile>,
    /// Judges every check of a domain whose checks are expanded.
    pub judge: Callback<String>,
}

/// Properties of [`HistoryList`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The language.
    pub language: Language,
    /// Domains, the most recently checked first.
    pub history: Shared<Vec<KeptDomain>>,
    /// Whether checks are kept.
    pub keeps_history: bool,
    /// Reason why the chosen file shows nothing.
    pub file_problem: Option<FileProblem>,
    /// Callbacks of links.
    pub links: Links,
    /// Callbacks for the kept checks.
    pub history_settings: HistorySettings,
    /// Formats times.
    pub clock: Clock,
}

/// Search text and effect on mail that the reader filters by.
#[derive(Clone, Debug, Default, PartialEq)]
struct HistoryFilter {
    text: String,
    effect: Option<MailEffect>,
}

/// List of earlier checks.
#[component]
pub fn HistoryList(props: &Props) -> Html {
    let language = props.language;
    let page = use_context::<PageContext>().unwrap_or_default();
    let filter = use_state(HistoryFilter::default);
    let shown = use_state(|| SHOWN);
    let sure = use_state(|| false);
    let found: Vec<usize> =
        props.history.iter().enumerate().filter(|(_, domain)| filter.matches(domain)).map(|(at, _)| at).collect();
    let show_more = {
        let (shown, next) = (shown.clone(), *shown + MORE);
        Callback::from(move |_: MouseEvent| {
            shown.set(next);
            (page.focus)("past");
        })
    };
    let hidden = found.len().saturating_sub(*shown);
    html! {
        <section class="past" aria-labelledby="past">
            <h2 id="past" tabindex="-1">{language.message(key::PAGE_PAST, &[])}</h2>
            if props.history.is_empty() {
                <p class="meta" data-empty="past">{language.message(if props.keeps_history { key::HISTORY_EMPTY } else { key::HISTORY_EMPTY_OFF }, &[])}</p>
            }
            if props.history.len() > SHOWN {
                {filters(props, &filter, page)}
            }
            <ul class="rows">{ for found.iter().take(*shown).map(|at| html! {
                <HistoryRow key={row::key_of(&props.history[*at])} {language} history={props.history.clone()} at={*at} links={&props.links}
                    history_settings={props.history_settings.clone()} clock={props.clock} />
            }) }</ul>
            if found.is_empty() && !props.history.is_empty() {
                <p class="meta" role="status">{nothing_found(language, &filter)}</p>
            }
            if hidden > 0 {
                <p class="meta"><button type="button" class="button quiet" data-show="past" onclick={show_more}>{language.message(key::HISTORY_MORE, args!["count" => hidden.min(MORE), "all" => found.len()])}</button></p>
            }
            {tools::tools(props, &sure, page)}
            if let Some(problem) = props.file_problem {
                <p class="problem" role="alert">{status_icon(Shape::Error)}<span>{file_problem_text(problem, language)}</span></p>
            }
        </section>
    }
}

impl HistoryFilter {
    /// Returns whether the domain contains the text, as A-labels or as typed, and its latest check has the effect.
    fn matches(&self, domain: &KeptDomain) -> bool {
        let text = self.text.trim().to_lowercase();
        let has = |name: &Option<String>| name.as_deref().unwrap_or_default().to_lowercase().contains(&text);
        let effect = domain.heads.first().and_then(|head| head.effect());
        (has(&domain.domain) || has(&domain.typed)) && self.effect.is_none_or(|chosen| effect == Some(chosen))
    }
}

/// Renders a search by name, and a choice of effects on mail with the number of domains of each.
fn filters(props: &Props, filter: &UseStateHandle<HistoryFilter>, page: PageContext) -> Html {
    let language = props.language;
    let oninput = {
        let filter = filter.clone();
        Callback::from(move |event: InputEvent| {
            let text = (page.field_text)(&event).unwrap_or_default();
            filter.set(HistoryFilter { text, effect: filter.effect });
        })
    };
    let effects = effects(&props.history, filter.effect);
    let labels = effect_labels(&effects, language);
    let onchange = {
        let (filter, effects) = (filter.clone(), effects.clone());
        Callback::from(move |event: Event| {
            let chosen = (page.chosen_option)(&event).and_then(|at| effects.get(at.checked_sub(1)?));
            filter.set(HistoryFilter { text: filter.text.clone(), effect: chosen.map(|(effect, _)| *effect) });
        })
    };
    let label = language.message(key::PAGE_SEARCH, &[]);
    html! {
        <div class="filters">
            <input type="text" class="search" data-search="past" autocapitalize="none" autocomplete="off" spellcheck="false"
                aria-label={label.clone()} placeholder={label} {oninput} />
            <select data-filter="verdict" aria-label={language.message(key::HISTORY_VERDICT, &[])} {onchange}>
                <option value="0" selected={filter.effect.is_none()}>{language.message(key::HISTORY_ANY, args!["count" => props.history.len()])}</option>
                { for effects.iter().zip(labels).enumerate().map(|(at, ((effect, count), label))| html! {
                    <option value={(at + 1).to_string()} selected={filter.effect == Some(*effect)}>{format!("{label} ({count})")}</option>
                }) }
            </select>
        </div>
    }
}

/// Returns the effects on mail of the latest checks, the worst first. The chosen one stays, even without domains.
fn effects(history: &[KeptDomain], chosen: Option<MailEffect>) -> Vec<(MailEffect, usize)> {
    let mut effects = count_effects(history.iter().filter_map(|domain| domain.heads.first()?.effect()));
    let missing = chosen.filter(|chosen| effects.iter().all(|(effect, _)| effect != chosen));
    effects.extend(missing.map(|effect| (effect, 0)));
    effects
}

fn nothing_found(language: Language, filter: &HistoryFilter) -> Html {
    match filter.text.trim() {
        "" => html! { {language.message(key::HISTORY_NONE, &[])} },
        text => translate(language, key::PAGE_SEARCH_NONE, args!["text" => text]),
    }
}
