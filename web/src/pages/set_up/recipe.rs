//! A recipe filled in for the domain: common traps, the steps with their files, and the command that proves it.

use setup::{AppliesIf, CaaVerdict, Entry, File, Issuance, Recipe, SetUp, Step, Topic, Trap};
use words::{Language, Value, args, hosting, key};
use yew::prelude::*;

use super::{View, field::TextField, live_state::caa_shape};
use crate::{
    components::{Copy, render_sentence, status_icon, translate, unbroken_words},
    set_up::{Field, ModelAction, TrapAnswer},
};

/// Renders the host field, and the recipe once its texts can be written. The field stays the same element while the user types.
pub(super) fn view(view: &View<'_>, recipe: &'static Recipe) -> Html {
    html! { <>{target(view)}<div class="filled">{ for view.model.set_up().map(|made| filled(view, recipe, &made)) }</div></> }
}

fn filled(view: &View<'_>, recipe: &'static Recipe, made: &SetUp) -> Html {
    let language = view.language;
    let host = made.domain.policy_host();
    let name = hosting::host_name(recipe, language);
    let issuance = view.model.live_of_domain().map_or(Issuance::Unseen, crate::set_up::Live::issuance);
    let title = [("domain", Value::Text(made.domain.as_str())), ("place", Value::Brand(&name))];
    html! {
        <>
            <section aria-labelledby="set-up-traps"><h2 id="set-up-traps">{language.message(key::SETUP_TRAPS, &[])}</h2>
                <ol class="traps">{ for made.open_traps(Some(&issuance)).map(|trap| question(view, trap)) }</ol>
            </section>
            <section aria-labelledby="set-up-recipe" data-recipe={recipe.id}>
                <h2 id="set-up-recipe">{translate(language, key::SETUP_TITLE, &title)}</h2>
                <p class="note">{language.message(key::SETUP_PAGE_RECIPE_WHEN, &[])}</p>
                <p class="note">{render_sentence(&hosting::certificate_sentence(made.filled.certificate, language))}</p>
                {caa(view, recipe, &issuance)}
                <ol class="recipe">{ for made.filled.steps.iter().map(|step| part(view, step, made, &host)) }</ol>
                <p class="note" data-tried={recipe.is_tried().to_string()}>{hosting::tested_sentence(recipe, language)}</p>
            </section>
        </>
    }
}

/// Renders whether CAA records let the host get its certificate.
fn caa(view: &View<'_>, recipe: &Recipe, issuance: &Issuance) -> Html {
    let verdict = issuance.verdict(recipe.authorities);
    if verdict == CaaVerdict::Unseen {
        return html! {};
    }
    let shape = caa_shape(verdict);
    let words = render_sentence(&hosting::caa_sentence(issuance, recipe.authorities, view.language));
    html! { <p class={classes!("say", shape.class())} data-caa={verdict.id()}>{status_icon(shape)}<span>{words}</span></p> }
}

/// Renders the field for the file's host.
fn target(view: &View<'_>) -> Html {
    let say = |key| view.language.message(key, &[]);
    view.field(TextField {
        id: "set-up-target",
        label: say(key::SETUP_PAGE_TARGET),
        note: Some(say(key::SETUP_PAGE_TARGET_NOTE)),
        value: &view.model.answers.target,
        example: "192.0.2.10, 2001:db8::10",
        act: |text| ModelAction::Typed(|answers, text| answers.target = text, text),
        field: Some(Field::Target),
    })
}

/// Renders the question of a trap. The cure follows if the answer confirms the trap or is "not sure".
fn question(view: &View<'_>, trap: &'static Trap) -> Html {
    let language = view.language;
    let (words, chosen) = (hosting::trap_words(trap, language), view.model.answers.trap_answer(trap.id));
    let applies = matches!(
        (chosen, trap.applies_if),
        (Some(TrapAnswer::Unsure), _) | (Some(TrapAnswer::Yes), AppliesIf::Yes) | (Some(TrapAnswer::No), AppliesIf::No)
    );
    let id = ["trap-", trap.id].concat();
    let answer = |answer: TrapAnswer| {
        let model = view.model.dispatcher();
        let onchange = Callback::from(move |_: Event| model.dispatch(ModelAction::TrapAnswered(trap.id, answer)));
        html! {
            <label key={answer.id()}><input type="radio" name={trap.id} checked={chosen == Some(answer)} {onchange} />
                {language.message(key::SETUP_PAGE_TRAP_ANSWER, args!["answer" => answer.id()])}</label>
        }
    };
    html! {
        <li key={trap.id} data-trap={trap.id}><h3 id={id.clone()}>{render_sentence(&words.question)}</h3>
            <div class="answer" role="radiogroup" aria-labelledby={id}>{ for TrapAnswer::ALL.into_iter().map(answer) }</div>
            if applies {
                <p class="hit" role="status">{render_sentence(&words.hit)}</p>
            }
        </li>
    }
}

fn part(view: &View<'_>, step: &Step, made: &SetUp, host: &str) -> Html {
    let (language, filled) = (view.language, &made.filled);
    html! {
        <li data-step={step.topic.id()}>
            <h3>{render_sentence(&hosting::step_action(step.topic, host, language))}</h3>
            { for step.files.iter().filter_map(|at| filled.files.get(*at)).map(|file| file_view(view, file)) }
            if !step.commands.is_empty() {
                {commands(view, language.message(key::SETUP_PAGE_COMMANDS, &[]), &step.commands)}
            }
            { for hosting::step_note(step, made.recipe, language).map(|note| html! { <p class="note">{render_sentence(&note)}</p> }) }
            if step.topic == Topic::Dns {
                <ul class="notes">{ for filled.dns.iter().map(|entry| host_entry(entry, language)) }</ul>
            }
            if step.topic == Topic::Prove {
                <p class="note">{language.message(key::SETUP_PAGE_PROOF, &[])}</p>
                { for filled.proof.iter().map(|proof| commands(view, hosting::proof_label(proof.moment, language).to_string(), &proof.command)) }
            }
        </li>
    }
}

/// Renders an entry that the host needs, with a hint if its value is unknown.
fn host_entry(entry: &Entry, language: Language) -> Html {
    let hint = hosting::unknown_value(entry, language).map(|hint| html! { <>{" "}{hint}</> });
    html! { <li><code translate="no">{hosting::entry_line(entry, language)}</code>{ for hint }</li> }
}

/// Renders lines for a shell.
fn commands(view: &View<'_>, caption: String, lines: &str) -> Html {
    let language = view.language;
    html! {
        <figure class="patch" data-patch="command">
            <figcaption>{&caption}</figcaption>
            <pre translate="no">{unbroken_words(lines)}</pre>
            <Copy {language} kind="command" label={language.message(key::PAGE_COPY_COMMAND, &[])} purpose={caption} text={lines.to_owned()} />
        </figure>
    }
}

/// Renders a file: its path, its text and its actions.
fn file_view(view: &View<'_>, file: &File) -> Html {
    let (language, actions) = (view.language, view.props.actions);
    let name = file.path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    let text = file.text.clone();
    let caption = match hosting::file_hint(file, language) {
        Some(hint) => render_sentence(&hint),
        None => html! { <code translate="no">{&file.path}</code> },
    };
    let onclick = Callback::from(move |_: MouseEvent| (actions.save)(&name, &text));
    html! {
        <figure class="patch" data-file={file.path.clone()} data-extent={file.extent.id()}>
            <figcaption>{caption}</figcaption>
            <pre tabindex="0" role="group" aria-label={file.path.clone()} translate="no">{&file.text}</pre>
            <div class="copies">
                <Copy {language} kind="file" label={language.message(key::PAGE_COPY_FILE, &[])} purpose={file.path.clone()} text={file.text.clone()} />
                <button type="button" class="button quiet" data-save="file" {onclick}>{language.message(key::SETUP_PAGE_SAVE, &[])}<span class="hidden">{language.label_separator()}{&file.path}</span></button>
            </div>
        </figure>
    }
}
