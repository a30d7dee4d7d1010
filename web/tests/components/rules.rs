//! The list of rules and the page of each.

use web::{
    components::Links,
    pages::{RuleList, rule_page},
};
use words::Language;
use yew::{LocalServerRenderer, prelude::*};

use super::count;

#[derive(Properties, PartialEq)]
struct Named {
    language: Language,
    id: Option<AttrValue>,
}

#[component]
fn Rules(Named { language, id }: &Named) -> Html {
    match id {
        Some(id) => rule_page(*language, id, &Links::default()),
        None => html! { <RuleList language={*language} links={Links::default()} /> },
    }
}

async fn page_of_rules(id: Option<&'static str>, language: Language) -> String {
    let id = id.map(AttrValue::from);
    LocalServerRenderer::<Rules>::with_props(Named { language, id }).hydratable(false).render().await
}

#[tokio::test(flavor = "current_thread")]
async fn every_rule_is_listed_and_has_a_page() {
    for language in Language::ALL {
        let list = page_of_rules(None, language).await;
        for known in checker::RULES.iter() {
            let href = format!(r#"href="/rules/{}?lang={}""#, known.id, language.tag());
            assert_eq!(count(&list, &href), 1, "{}", known.id);
            let page = page_of_rules(Some(known.id), language).await;
            assert_eq!(count(&page, "<h1>"), 1);
            let examples = usize::from(words::rule_example(known, language).is_some());
            assert_eq!(count(&page, "data-example="), examples, "{}", known.id);
            for cited in known.citations {
                assert!(page.contains(&format!(r#"href="{}""#, cited.url().replace('&', "&amp;"))), "{cited}: {page}");
            }
        }
    }
}

#[tokio::test(flavor = "current_thread")]
async fn the_page_of_a_rule_names_the_mode_if_the_effect_depends_on_it() {
    for (id, notes) in [("policy-mx-not-covered", 1), ("policy-blank-line", 1), ("dnssec-authenticated", 0)] {
        let page = page_of_rules(Some(id), Language::En).await;
        assert_eq!(count(&page, r#"data-note="mode""#), notes, "{id}: {page}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_rule_that_does_not_exist_leads_to_the_list() {
    let html = page_of_rules(Some("<b>"), Language::En).await;
    assert!(html.contains(r#"data-unknown="rule""#) && !html.contains("<b>"));
    assert_eq!(count(&html, "<li"), checker::RULES.len());
}
