//! Which rows are shown, in which order, and what they are compared with.

use bulk::Trend;
use checker::Verdict;
use evidence::Timestamp;
use words::{args, key};
use yew::prelude::*;

use crate::{
    components::{PageContext, Shape, status_icon},
    many::{
        ManyActions, ManyPageState,
        list::{Filter, Sort, Wanted},
        view::View,
    },
};

/// Verdicts in the order in which they ask for something.
const VERDICTS: [(Verdict, Shape); 8] = [
    (Verdict::Refusing, Shape::Bad),
    (Verdict::Ineffective, Shape::Bad),
    (Verdict::Testing, Shape::Care),
    (Verdict::Disabled, Shape::Note),
    (Verdict::Absent, Shape::Note),
    (Verdict::Enforced, Shape::Good),
    (Verdict::NoMail, Shape::Idle),
    (Verdict::Unknown, Shape::Unseen),
];

/// The orders that can be chosen.
const SORTS: [(Sort, &str); 5] = [
    (Sort::Worst, "worst"),
    (Sort::Listed, "listed"),
    (Sort::Domain, "domain"),
    (Sort::Finding, "finding"),
    (Sort::Owner, "owner"),
];

/// Which rows are shown.
pub(super) fn narrow(
    page_state: &ManyPageState,
    actions: ManyActions,
    view: &View,
    wanted: &Wanted,
    change: &Callback<Wanted>,
) -> Html {
    html! {
        <>
            {filters(page_state, actions, view, wanted, change)}
            <Controls page_state={page_state.clone()} {actions} wanted={wanted.clone()} change={change.clone()} runs={view.earlier_runs.clone()} compared={view.compared} />
        </>
    }
}

fn filters(
    page_state: &ManyPageState,
    actions: ManyActions,
    view: &View,
    wanted: &Wanted,
    change: &Callback<Wanted>,
) -> Html {
    let language = page_state.language;
    let count = |filter: Filter| view.rows.iter().filter(|row| filter.fits(row)).count();
    let is_compared = view.rows.iter().any(|row| row.outcome().is_some_and(|outcome| outcome.before.is_some()));
    let chip = |filter: Filter, shape: Option<Shape>, words: String| {
        let (pressed, change, wanted) = (wanted.filter == filter, change.clone(), wanted.clone());
        let onclick = Callback::from(move |_: MouseEvent| change.emit(Wanted { filter, ..wanted.clone() }));
        html! {
            <li key={filter.id()}><button type="button" class="chip" data-filter={filter.id()} aria-pressed={pressed.to_string()} {onclick}>
                { for shape.map(status_icon) }<span>{words}</span>{" "}<b>{count(filter)}</b></button></li>
        }
    };
    let since = match view.since() {
        Some(moment) => {
            let day = (actions.clock.day)(Timestamp::from_unix(moment), language);
            language.message(key::MANY_FILTER_WORSE_SINCE, args!["date" => day.as_str()])
        }
        None => language.message(key::MANY_TREND, args!["trend" => Trend::Worse.id()]),
    };
    html! {
        <ul class="chips" aria-label={language.message(key::MANY_SHOW, &[])}>
            {chip(Filter::All, None, language.message(key::MANY_FILTER_ALL, &[]))}
            if is_compared {
                {chip(Filter::Worse, Some(Shape::Bad), since)}
            }
            { for VERDICTS.into_iter().filter(|(verdict, _)| count(Filter::Verdict(*verdict)) > 0 || wanted.filter == Filter::Verdict(*verdict)).map(|(verdict, shape)| {
                chip(Filter::Verdict(verdict), Some(shape), words::report::row_word(verdict, checker::ImpactKind::Verdict, language))
            }) }
            if count(Filter::Unseen) > count(Filter::Verdict(Verdict::Unknown)) || wanted.filter == Filter::Unseen {
                {chip(Filter::Unseen, Some(Shape::Unseen), language.message(key::MANY_FILTER_UNSEEN, &[]))}
            }
            if count(Filter::Waiting) > 0 || wanted.filter == Filter::Waiting {
                {chip(Filter::Waiting, Some(Shape::Open), language.message(key::MANY_FILTER_WAITING, &[]))}
            }
        </ul>
    }
}

/// Search, order and comparison.
#[derive(Properties, PartialEq)]
struct Props {
    page_state: ManyPageState,
    actions: ManyActions,
    wanted: Wanted,
    change: Callback<Wanted>,
    runs: Vec<i64>,
    compared: Option<i64>,
}

#[component]
fn Controls(props: &Props) -> Html {
    let language = props.page_state.language;
    let page = use_context::<PageContext>().unwrap_or_default();
    let failed = use_state(|| false);
    let (wanted, change) = (props.wanted.clone(), props.change.clone());
    let oninput = {
        let (wanted, change) = (wanted.clone(), change.clone());
        Callback::from(move |event: InputEvent| {
            let text = (page.field_text)(&event).unwrap_or_default();
            change.emit(Wanted { text, ..wanted.clone() });
        })
    };
    let onsort = {
        let (wanted, change) = (wanted.clone(), change);
        Callback::from(move |event: Event| {
            if let Some((sort, _)) = (page.chosen_option)(&event).and_then(|at| SORTS.get(at)) {
                change.emit(Wanted { sort: *sort, descending: false, ..wanted.clone() });
            }
        })
    };
    let label = language.message(key::MANY_SEARCH, &[]);
    html! {
        <div class="narrow">
            <input type="text" class="search" data-search="many" autocapitalize="none" autocomplete="off" spellcheck="false"
                aria-label={label.clone()} placeholder={label} value={wanted.text.clone()} {oninput} />
            <label>{language.message(key::MANY_SORT, &[])}{" "}
                <select data-sort="" onchange={onsort}>{ for SORTS.iter().enumerate().map(|(at, (sort, word))| html! {
                    <option value={at.to_string()} selected={*sort == wanted.sort}>{language.message(key::MANY_SORT_BY, args!["order" => *word])}</option>
                }) }</select></label>
            {compare(props, page, &failed)}
        </div>
    }
}

/// What rows are compared with: the latest check of each domain, an earlier run, or a file.
fn compare(props: &Props, page: PageContext, failed: &UseStateHandle<bool>) -> Html {
    let (language, actions) = (props.page_state.language, props.actions);
    let onchange = {
        let runs = props.runs.clone();
        Callback::from(move |event: Event| {
            if let Some(at) = (page.chosen_option)(&event) {
                (actions.runner.compare)(at.checked_sub(1).and_then(|at| runs.get(at).copied()));
            }
        })
    };
    let onfile = {
        let failed = failed.clone();
        Callback::from(move |event: Event| {
            let failed = failed.clone();
            if let Some(file) = (actions.chosen)(&event).into_iter().next() {
                (actions.runner.compare_with_file)(file, Callback::from(move |found: bool| failed.set(!found)));
            }
        })
    };
    let moment = |moment: &i64| (actions.clock.exact)(Timestamp::from_unix(*moment), language);
    html! {
        <>
            if !props.runs.is_empty() {
                <label>{language.message(key::MANY_COMPARED, &[])}{" "}
                    <select data-compare="" {onchange}>
                        <option value="0" selected={props.compared.is_none()}>{language.message(key::MANY_COMPARED_LATEST, &[])}</option>
                        { for props.runs.iter().enumerate().map(|(at, run)| html! {
                            <option value={(at + 1).to_string()} selected={props.compared == Some(*run)}>{moment(run)}</option>
                        }) }
                    </select></label>
            }
            <label class="button quiet file"><input type="file" accept=".json,application/json" data-open="baseline" onchange={onfile} />{language.message(key::MANY_COMPARE_FILE, &[])}</label>
            if **failed {
                <p class="problem" role="alert">{status_icon(Shape::Bad)}<span>{language.message(key::MANY_COMPARE_FAILED, &[])}</span></p>
            }
        </>
    }
}
