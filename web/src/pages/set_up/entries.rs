//! DNS entries in the fields of a panel.

use mta_sts::Domain;
use setup::{Entry, Panel};
use words::{Language, args, hosting, key};
use yew::prelude::*;

use crate::components::{Copy, render_sentence};

/// Renders an entry as typed into the panel. Without a panel, it uses the most common form.
pub(super) fn entry_view(zone: &Domain, entry: &Entry, panel: &Panel, language: Language) -> Html {
    let fields = panel.fields(zone, entry);
    let say = |key| language.message(key, &[]);
    let labels = hosting::field_labels(panel, language);
    let role = hosting::role_label(entry.role, language);
    let copy = |what: &'static str, label, text: &str| {
        html! { <Copy {language} kind={what} label={say(label)} purpose={role.clone()} text={text.to_owned()} /> }
    };
    html! {
        <figure class="patch" key={format!("{} {}", entry.name, fields.kind)} data-entry={entry.role.id()}>
            <figcaption>{&role}</figcaption>
            <dl class="record" translate="no">
                <div><dt>{labels.kind}</dt><dd>{hosting::type_label(entry, language)}</dd></div>
                <div><dt>{labels.name}</dt><dd>{&fields.name}</dd>
                    { for hosting::short_or_full(&fields, language).map(|words| html! { <dd class="short" translate="yes">{render_sentence(&words)}</dd> }) }
                </div>
                <div><dt>{labels.value}</dt>
                    if let Some(words) = hosting::unknown_value(entry, language) {
                        <dd translate="yes">{words}
                            if !fields.value.is_empty() {
                                {" "}<code translate="no">{&fields.value}</code>
                            }
                        </dd>
                    } else {
                        <dd data-value="">{&fields.value}</dd>
                    }
                </div>
                { for fields.ttl.map(|ttl| html! { <div><dt>{"TTL"}</dt><dd translate="yes">{language.message(key::SETUP_PAGE_TTL, args!["seconds" => i64::from(ttl)])}</dd></div> }) }
            </dl>
            { for hosting::entry_notes(panel, entry, language).iter().map(|note| html! { <p class="note" data-note="entry">{render_sentence(note)}</p> }) }
            <div class="copies">
                {copy("name", key::RECORD_COPY_NAME, &fields.name)}
                if fields.is_known {
                    {copy("record", key::PAGE_COPY_VALUE, &fields.value)}
                }
            </div>
        </figure>
    }
}
