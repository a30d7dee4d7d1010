//! The list of all rules, with a search and a choice of severity and part.

use checker::{RULES, Rule, Severity, Stage};
use words::{Language, args, key, report};
use yew::prelude::*;

use super::rule_words::{known_rule, rule_words};
use crate::{
    components::{Links, PageContext, Shape, render_sentence, route_link, status_icon, translate},
    route::Route,
};

/// Severities in the order of the selection.
const SEVERITIES: [Severity; 4] = [Severity::Error, Severity::Warning, Severity::Notice, Severity::Pass];

/// Properties of [`RuleList`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The language.
    pub language: Language,
    /// Id in the address that is not a rule.
    #[prop_or_default]
    pub unknown: Option<AttrValue>,
    /// Callbacks of links.
    pub links: Links,
}

/// Search text, severity and part that the reader filters by.
#[derive(Clone, Debug, Default, PartialEq)]
struct RuleFilter {
    text: String,
    severity: Option<Severity>,
    stage: Option<Stage>,
}

impl RuleFilter {
    /// Returns whether a rule has this severity and part, and its id or headline contains every word.
    fn fits(&self, rule: &'static Rule, language: Language) -> bool {
        let has_kind = self.severity.is_none_or(|severity| severity == rule.severity)
            && self.stage.is_none_or(|stage| stage == rule.stage);
        if !has_kind || self.text.trim().is_empty() {
            return has_kind;
        }
        let searched = [rule.id, &rule_words(rule, language).headline.to_string().to_lowercase()].join(" ");
        self.text.to_lowercase().split_whitespace().all(|word| searched.contains(word))
    }
}

/// List of all rules.
#[component]
pub fn RuleList(props: &Props) -> Html {
    let language = props.language;
    let page = use_context::<PageContext>().unwrap_or_default();
    let filter = use_state(RuleFilter::default);
    let found: Vec<&'static Rule> = RULES.iter().copied().filter(|rule| filter.fits(rule, language)).collect();
    html! {
        <article class="rules">
            <h1>{language.message(key::PAGE_RULES, &[])}</h1>
            if let Some(id) = &props.unknown {
                <p class="lead" data-unknown="rule">{translate(language, key::PAGE_RULES_UNKNOWN, args!["id" => &**id])}</p>
            }
            <p class="lead">{translate(language, key::PAGE_RULES_LEAD, args!["count" => RULES.len()])}</p>
            {search(props, &filter, page)}
            <p class="meta" role="status" data-found={found.len().to_string()}>{
                if *filter == RuleFilter::default() { String::new() } else { language.message(key::RULES_FOUND, args!["count" => found.len()]) }
            }</p>
            { for stages().into_iter().map(|stage| group(language, stage, &found, &props.links)) }
        </article>
    }
}

fn stages() -> Vec<Stage> {
    let mut stages: Vec<Stage> = RULES.iter().map(|rule| rule.stage).collect();
    stages.sort_unstable();
    stages.dedup();
    stages
}

/// Renders the search field. Enter on the id of a rule opens its page.
fn search(props: &Props, filter: &UseStateHandle<RuleFilter>, page: PageContext) -> Html {
    let language = props.language;
    let oninput = change(filter, move |filter, event: InputEvent| {
        filter.text = (page.field_text)(&event).unwrap_or_default();
    });
    let on_severity = change(filter, move |filter, event: Event| filter.severity = chosen(page, &event, &SEVERITIES));
    let on_stage = change(filter, move |filter, event: Event| filter.stage = chosen(page, &event, &stages()));
    let onsubmit = {
        let (go, filter) = (props.links.go.clone(), filter.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let typed = filter.text.trim().to_ascii_lowercase();
            if let Some(rule) = known_rule(&typed) {
                go.emit(to(rule));
            }
        })
    };
    let label = language.message(key::RULES_SEARCH, &[]);
    let severities: Vec<String> =
        SEVERITIES.iter().map(|severity| report::severity_label(*severity, language)).collect();
    let parts: Vec<String> = stages().into_iter().map(|stage| report::stage_label(stage, language)).collect();
    html! {
        <form class="filters" role="search" {onsubmit}>
            <input type="text" id="rules-search" class="search" autocapitalize="none" autocomplete="off" spellcheck="false" enterkeyhint="go"
                aria-label={label.clone()} placeholder={label} value={filter.text.clone()} {oninput} />
            <select data-filter="severity" aria-label={language.message(key::RULES_SEVERITY, &[])} onchange={on_severity}>
                {options(language.message(key::RULES_ANY_SEVERITY, &[]), &severities, position(&SEVERITIES, filter.severity))}
            </select>
            <select data-filter="stage" aria-label={language.message(key::RULES_PART, &[])} onchange={on_stage}>
                {options(language.message(key::RULES_ANY_PART, &[]), &parts, position(&stages(), filter.stage))}
            </select>
        </form>
    }
}

/// Returns a callback that changes one part of the filter.
fn change<E: 'static>(filter: &UseStateHandle<RuleFilter>, edit: impl Fn(&mut RuleFilter, E) + 'static) -> Callback<E> {
    let filter = filter.clone();
    Callback::from(move |event| {
        let mut next = RuleFilter::clone(&filter);
        edit(&mut next, event);
        filter.set(next);
    })
}

/// Returns the chosen value. The first option stands for all.
fn chosen<T: Copy>(page: PageContext, event: &Event, all: &[T]) -> Option<T> {
    all.get((page.chosen_option)(event)?.checked_sub(1)?).copied()
}

/// Returns the number of the option for a choice.
fn position<T: PartialEq>(all: &[T], chosen: Option<T>) -> usize {
    chosen.and_then(|chosen| all.iter().position(|one| *one == chosen)).map_or(0, |at| at + 1)
}

fn options(any: String, others: &[String], chosen: usize) -> Html {
    let names = std::iter::once(&any).chain(others).enumerate();
    html! { { for names.map(|(at, name)| html! { <option value={at.to_string()} selected={at == chosen}>{name}</option> }) } }
}

fn group(language: Language, stage: Stage, found: &[&'static Rule], links: &Links) -> Html {
    let id = format!("stage-{}", stage.id());
    let of_stage: Vec<&'static Rule> = found.iter().copied().filter(|rule| rule.stage == stage).collect();
    if of_stage.is_empty() {
        return html! {};
    }
    html! {
        <section aria-labelledby={id.clone()} key={stage.id()}>
            <h2 {id}>{report::stage_label(stage, language)}</h2>
            <ul class="rows">{ for of_stage.into_iter().map(|rule| row(language, rule, links)) }</ul>
        </section>
    }
}

fn row(language: Language, rule: &'static Rule, links: &Links) -> Html {
    let words = html! { <>{render_sentence(&rule_words(rule, language).headline)}</> };
    html! {
        <li key={rule.id} data-rule={rule.id} data-severity={rule.severity.id()}>
            {status_icon(Shape::from(rule.severity))}
            <span class="said"><span class="hidden">{report::severity_label(rule.severity, language)}{language.label_separator()}</span>{route_link(to(rule), language, links, words)}</span>
            <code class="id" translate="no">{rule.id}</code>
        </li>
    }
}

fn to(rule: &Rule) -> Route {
    Route::Rule { id: rule.id.to_owned() }
}
