//! The result of reading a list: the column with the domains, duplicates, and entries left out.

use std::rc::Rc;

use bulk::Columns;
use words::{args, key, make_visible};
use yew::prelude::*;

use crate::{
    components::{PageContext, Shape, status_icon, translate},
    many::{
        ManyActions, ManyPageState,
        input::{Input, MAX_INPUT_BYTES},
        run::Row,
    },
};

/// Number of invalid lines that are shown. Further ones are counted.
const SHOWN: usize = 5;

/// Renders the result of reading a list, and the button that checks it.
pub(super) fn import_preview(
    page_state: &ManyPageState,
    actions: ManyActions,
    page: PageContext,
    input: &Rc<Input>,
    read: &UseStateHandle<Option<Rc<Input>>>,
) -> Html {
    let language = page_state.language;
    let count = input.rows.len();
    let again = {
        let read = read.clone();
        Callback::from(move |_: MouseEvent| read.set(None))
    };
    let start = |compares: bool| {
        let input = input.clone();
        Callback::from(move |_: MouseEvent| {
            let results = input.results.clone().filter(|_| compares);
            (actions.runner.start)(Input { results, ..Input::clone(&input) });
        })
    };
    let has_results = input.results.is_some();
    let left_out =
        [input.rejected.len(), input.unnamed.len()].map(|count| count.saturating_sub(SHOWN)).iter().sum::<usize>();
    html! {
        <section class="read" aria-labelledby="read" data-read={count.to_string()}>
            <h1 id="read" tabindex="-1">
                if let Some(file) = &input.file {
                    <span translate="no">{make_visible(file)}</span>{language.label_separator()}
                }
                {language.message(key::MANY_FOUND, args!["count" => count])}</h1>
            <ul class="readout">
                if has_results {
                    {line(Shape::Note, html! { {language.message(key::MANY_RESULTS, &[])} })}
                }
                { for input.columns.as_ref().map(|columns| column_choice(page_state, actions, page, input, columns, read)) }
                if input.rows.iter().any(|row| !row.customers.is_empty()) {
                    {line(Shape::Good, html! { {language.message(key::MANY_LABELS, &[])} })}
                }
                if input.duplicates > 0 {
                    {line(Shape::Note, html! { {language.message(key::MANY_DUPLICATES, args!["count" => input.duplicates])} })}
                }
                {shared_domains(page_state, input)}
                { for input.unnamed.iter().take(SHOWN).map(|row| {
                    let text = make_visible(&row.text);
                    line(Shape::Warning, translate(language, key::MANY_UNNAMED, args!["line" => row.line, "text" => &text]))
                }) }
                { for input.rejected.iter().take(SHOWN).map(|rejected| {
                    let typed = make_visible(&rejected.shown());
                    let entry = translate(language, key::MANY_REJECTED, args!["line" => rejected.line, "typed" => &typed]);
                    let why = words::report::domain_error(&rejected.error, language).to_string();
                    line(Shape::Warning, html! { <>{entry}<small>{make_visible(&why)}</small></> })
                }) }
                if left_out > 0 {
                    {line(Shape::Warning, html! { {language.message(key::MANY_REJECTED_MORE, args!["count" => left_out])} })}
                }
                if input.is_cut {
                    {line(Shape::Warning, translate(language, key::MANY_CUT, args!["size" => MAX_INPUT_BYTES >> 20]))}
                }
                if input.over_limit > 0 {
                    {line(Shape::Warning, translate(language, key::MANY_LEFT_OUT, args!["most" => count, "count" => input.over_limit]))}
                }
            </ul>
            <div class="tools">
                if count > 0 {
                    if has_results {
                        <button type="button" class="button" data-start="compare" onclick={start(true)}>{language.message(key::MANY_START_COMPARE, args!["count" => count])}</button>
                    }
                    <button type="button" class={classes!("button", has_results.then_some("quiet"))} data-start="" onclick={start(false)}>{language.message(key::MANY_START, args!["count" => count])}</button>
                }
                <button type="button" class="button quiet" data-again="" onclick={again}>{language.message(key::MANY_OTHER_LIST, &[])}</button>
            </div>
        </section>
    }
}

/// Renders the domains that several customers share, with all their names.
fn shared_domains(page_state: &ManyPageState, input: &Input) -> Html {
    let language = page_state.language;
    let shared = input.shared_rows();
    let names = |row: &Row| {
        let customers: Vec<String> = row.customers.iter().map(|name| make_visible(name)).collect();
        let customers = customers.join(&language.message(key::LIST_NEXT, &[]));
        let args = args!["domain" => row.domain.as_str(), "customers" => &customers];
        line(Shape::Note, translate(language, key::MANY_SHARED, args))
    };
    html! {
        <>
            { for shared.iter().take(SHOWN).map(|row| names(row)) }
            if shared.len() > SHOWN {
                {line(Shape::Note, html! { {language.message(key::MANY_SHARED_MORE, args!["count" => shared.len() - SHOWN])} })}
            }
        </>
    }
}

fn line(shape: Shape, words: Html) -> Html {
    html! { <li><span class={classes!("say", shape.class())}>{status_icon(shape)}<span>{words}</span></span></li> }
}

/// Renders the choice of the column with the domains.
fn column_choice(
    page_state: &ManyPageState,
    actions: ManyActions,
    page: PageContext,
    input: &Rc<Input>,
    columns: &Columns,
    read: &UseStateHandle<Option<Rc<Input>>>,
) -> Html {
    let language = page_state.language;
    let onchange = {
        let (input, read) = (input.clone(), read.clone());
        Callback::from(move |event: Event| {
            if let Some(index) = (page.chosen_option)(&event) {
                let (read, is_cut) = (read.clone(), input.is_cut);
                let show = Callback::from(move |again| read.set(Some(Rc::new(Input { is_cut, ..again }))));
                (actions.read_list)(input.file.clone(), input.text.clone(), Some(index), show);
            }
        })
    };
    let name = |(at, cell): (usize, &String)| {
        let label = language.message(key::MANY_COLUMN_NUMBER, args!["number" => at + 1]);
        html! { <option value={at.to_string()} selected={at == columns.domains}>{[&label, language.label_separator(), &make_visible(cell)].concat()}</option> }
    };
    html! {
        <li><label class="say good">{status_icon(Shape::Good)}<span>{language.message(key::MANY_COLUMN, &[])}</span>
            <select data-choose="column" {onchange}>{ for columns.first_row.iter().enumerate().map(name) }</select></label></li>
    }
}
