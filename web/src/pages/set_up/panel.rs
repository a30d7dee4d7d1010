//! The DNS entries: in the fields of the panel, and as text for zone files and configuration languages.

use setup::{Entry, EntryFormat, PANELS, Panel};
use words::{args, hosting, key};
use yew::prelude::*;

use super::{View, entries::entry_view};
use crate::{
    components::{Copy, render_sentence, translate},
    set_up::{Live, ModelAction},
};

/// Renders the stage.
pub(super) fn stage(view: &View<'_>, live: &Live) -> Html {
    let language = view.language;
    let panel = chosen(view);
    let entries = view.model.entries();
    let notes = hosting::panel_notes(panel, language);
    html! {
        <>
            <p class="lead">{translate(language, key::SETUP_PAGE_PANEL_LEAD, &[])}</p>
            {choice(view, live)}
            if !notes.is_empty() {
                <ul class="notes">{ for notes.iter().map(|note| html! { <li>{render_sentence(note)}</li> }) }</ul>
            }
            <div class="entries">{ for entries.iter().map(|entry| entry_view(&live.zone, entry, panel, language)) }</div>
            <details class="more"><summary>{language.message(key::SETUP_PAGE_FORMS, &[])}</summary>
                { for EntryFormat::ALL.into_iter().map(|form| text(view, live, form, &entries)) }
            </details>
        </>
    }
}

/// Returns the chosen or recognised panel. If neither is known, returns one with the most common conventions.
pub(super) fn chosen(view: &View<'_>) -> &'static Panel {
    view.model.answers.panel().unwrap_or(&setup::ANY_PANEL)
}

fn choice(view: &View<'_>, live: &Live) -> Html {
    let (language, page) = (view.language, view.page);
    let current = &view.model.answers.panel;
    let model = view.model.dispatcher();
    let onchange = Callback::from(move |event: Event| {
        let id = (page.chosen_option)(&event)
            .map(|at| at.checked_sub(1).and_then(|at| PANELS.get(at)).map_or("", |panel| panel.id));
        if let Some(id) = id {
            model.dispatch(ModelAction::Typed(|answers, text| answers.panel = text, id.to_owned()));
        }
    });
    html! {
        <div class="field">
            <label for="set-up-panel">{language.message(key::SETUP_PANEL, &[])}</label>
            <select id="set-up-panel" {onchange}>
                <option value="0" selected={current.is_empty()}>{language.message(key::SETUP_PAGE_PANEL_OTHER, &[])}</option>
                { for PANELS.iter().enumerate().map(|(at, panel)| html! {
                    <option value={(at + 1).to_string()} selected={*current == panel.id}>{panel.name}</option>
                }) }
            </select>
            { for live.panel().map(|panel| html! { <p class="note">{language.message(key::SETUP_PAGE_PANEL_SEEN, args!["panel" => panel.name])}</p> }) }
        </div>
    }
}

fn text(view: &View<'_>, live: &Live, form: EntryFormat, entries: &[Entry]) -> Html {
    let (language, actions) = (view.language, view.props.actions);
    let (name, text) = (form.file_name(&live.zone), form.write(&live.zone, entries));
    let label = language.message(key::SETUP_PAGE_FORM_NAME, args!["form" => form.id()]);
    let onclick = {
        let text = text.clone();
        Callback::from(move |_: MouseEvent| (actions.save)(&name, &text))
    };
    html! {
        <figure class="patch" key={form.id()} data-form={form.id()}>
            <figcaption>{&label}</figcaption>
            <pre tabindex="0" role="group" aria-label={label.clone()} translate="no">{&text}</pre>
            <div class="copies">
                <Copy {language} kind="form" label={language.message(key::PAGE_COPY_FILE, &[])} purpose={label.clone()} {text} />
                <button type="button" class="button quiet" data-save={form.id()} {onclick}>{language.message(key::SETUP_PAGE_SAVE, &[])}<span class="hidden">{language.label_separator()}{label}</span></button>
            </div>
        </figure>
    }
}
