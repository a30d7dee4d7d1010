//! The choice of the domain on show. Reports may be about any number of domains.

use words::{args, key};
use yew::prelude::*;

use super::format::Formatter;
use crate::{components::PageContext, reports::summary::Summary, shared::Shared};

/// Number of domains that are listed at once. If there are more, a field narrows the list.
const MAX_OPTIONS: usize = 200;

/// Properties of [`DomainChoice`].
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    /// The reports.
    pub summary: Shared<Summary>,
    /// Formats numbers and days.
    pub format: Formatter,
}

/// The list of domains, with a field to narrow a long one.
#[component]
pub(super) fn DomainChoice(props: &Props) -> Html {
    let Props { summary, format } = props;
    let (language, actions) = (format.language, format.actions);
    let page = use_context::<PageContext>().unwrap_or_default();
    let wanted = use_state_eq(String::new);
    let (options, matches) = options(summary, &wanted);
    let total = summary.domains.len() + summary.domains_left_out;
    let oninput = {
        let wanted = wanted.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(text) = (page.field_text)(&event) {
                wanted.set(text);
            }
        })
    };
    let onchange = {
        let options: Vec<String> = options.iter().map(|domain| (*domain).to_owned()).collect();
        Callback::from(move |event: Event| {
            if let Some(domain) = (actions.chosen_option)(&event).and_then(|at| options.get(at).cloned()) {
                (actions.reader.choose)(Some(domain), None);
            }
        })
    };
    let shown = options.iter().enumerate().map(|(at, domain)| {
        let selected = summary.domain.as_deref() == Some(*domain);
        html! { <option value={at.to_string()} {selected}>{domain}</option> }
    });
    html! {
        <>
            <label class="which">{language.message(key::REPORTS_DOMAIN, &[])}{" "}
                <select data-choose="domain" {onchange}>{ for shown }</select></label>
            if total > MAX_OPTIONS {
                <label class="which">{language.message(key::REPORTS_DOMAIN_FILTER, &[])}{" "}
                    <input type="text" data-filter="domain" autocomplete="off" autocapitalize="none" spellcheck="false" value={(*wanted).clone()} {oninput} aria-describedby="domains" /></label>
                <span id="domains" class="note" role="status">{language.message(key::REPORTS_DOMAINS_LISTED,
                    args!["count" => matches.min(MAX_OPTIONS), "total" => total, "left" => summary.domains_left_out])}</span>
            }
        </>
    }
}

/// Returns the domains to list, and the number of domains that contain the wanted text. The domain on show is always
/// listed.
fn options<'a>(summary: &'a Summary, wanted: &str) -> (Vec<&'a str>, usize) {
    let wanted = wanted.trim().to_ascii_lowercase();
    let domains = summary.domains.iter().map(String::as_str);
    let matches = domains.clone().filter(|domain| domain.contains(&wanted));
    let count = matches.clone().count();
    let mut options: Vec<&str> = matches.take(MAX_OPTIONS).collect();
    if let Some(shown) = summary.domain.as_deref().filter(|shown| !options.contains(shown)) {
        options.insert(0, shown);
    }
    (options, count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_is_cut_and_narrowed_and_has_the_domain_on_show() {
        let domains: Vec<String> = (1000..2000).map(|number| format!("d{number}.test")).collect();
        let summary = Summary { domains, domain: Some("d1999.test".to_owned()), ..Summary::default() };
        let (listed, count) = options(&summary, "");
        assert_eq!((listed.len(), listed[0], count), (MAX_OPTIONS + 1, "d1999.test", 1000));
        let (listed, count) = options(&summary, " D150");
        assert_eq!((&listed[..3], listed.len(), count), (&["d1999.test", "d1500.test", "d1501.test"][..], 11, 10));
        assert_eq!(options(&summary, "none"), (vec!["d1999.test"], 0));
    }
}
