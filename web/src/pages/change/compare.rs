//! Comparison of an earlier plan with the live state. Steps are done, due, late, or too early with the harm and its
//! end.

use std::rc::Rc;

use planner::{Change, EarlyHarm, MxRecord, Plan, Progress, SavedPlan, State, StepProgress, progress_of_steps};
use words::{Language, args, key, plan as plan_words};
use yew::prelude::*;

use super::{Handle, Props, publish};
use crate::{
    change::{LiveState, ModelAction, times::time_text},
    components::{Copy, Shape, render_sentence, status_icon},
};

/// Renders the comparison, or that its check is running.
pub(super) fn comparison(
    props: &Props,
    model: &Handle,
    saved: &SavedPlan,
    plan: &Rc<Plan>,
    live: Option<&LiveState>,
) -> Html {
    let language = props.page_state.language;
    let body = match live {
        Some(live) => match &live.state {
            Ok(state) => compared(saved, plan, state, live, language),
            Err(part) => {
                let arguments = args!["part" => part.id(), "domain" => saved.domain.as_str()];
                html! {
                    <><h2 id="change-compare">{language.message(key::CHANGE_COMPARE_UNSEEN, &[])}</h2><p class="lead">{language.message(key::CHANGE_UNSEEN, arguments)}</p></>
                }
            }
        },
        None => html! { <h2 id="change-compare">{language.message(key::CHANGE_COMPARE, &[])}</h2> },
    };
    html! {
        <section class="return" aria-labelledby="change-compare" data-compared={live.is_some().then_some("")}>
            {body}
            <p class="looking" role="status">{model.checking.as_ref().map(|domain| language.message(key::CHANGE_LOOKING, args!["domain" => domain.as_str()]))}</p>
            {buttons(props, model, live)}
        </section>
    }
}

fn buttons(props: &Props, model: &Handle, live: Option<&LiveState>) -> Html {
    let (language, actions) = (props.page_state.language, props.actions);
    let again = model.dispatcher();
    let again = Callback::from(move |_: MouseEvent| again.dispatch(ModelAction::CheckAgain));
    let replan = model.dispatcher();
    let replan = Callback::from(move |_: MouseEvent| replan.dispatch(ModelAction::Replan((actions.now)(), language)));
    html! {
        <div class="tools">
            <button type="button" class="button quiet" data-again="" onclick={again}>{language.message(key::CHANGE_AGAIN, &[])}</button>
            if live.is_some_and(|live| live.state.is_ok()) {
                <button type="button" class="button quiet" data-replan="" onclick={replan}>{language.message(key::CHANGE_REPLAN, &[])}</button>
            }
        </div>
    }
}

fn compared(saved: &SavedPlan, plan: &Plan, state: &State, live: &LiveState, language: Language) -> Html {
    let seen = progress_of_steps(plan, state, live.checked_at);
    let shown = shown(&seen);
    let early = shown.iter().filter(|number| seen[**number].progress == Progress::TooEarly).count();
    let (title, lead, tone) = headline(&seen, early, language);
    let checked = time_text(live.checked_at, language);
    html! {
        <>
            <p class="up">{language.message(key::CHANGE_COMPARE, &[])}{" · "}{language.message(key::CHANGE_COMPARE_AT, args!["when" => &checked])}</p>
            <h2 id="change-compare" data-progress={tone}>{title}</h2>
            <p class="lead">{lead}</p>
            <ol class="now">{ for shown.into_iter().map(|number| row(saved, plan, state, number, &seen, language)) }</ol>
            {moved_steps(&seen, language)}
            <p class="note">{language.message(key::CHANGE_ASSUME, &[])}</p>
        </>
    }
}

/// Returns the most important news: harm, then what is late, due or to come.
fn headline(seen: &[StepProgress<'_>], early: usize, language: Language) -> (String, String, &'static str) {
    let message = |key| language.message(key, &[]);
    let count = |progress| seen.iter().filter(|one| one.progress == progress).count();
    if early > 0 {
        let title = language.message(key::CHANGE_COMPARE_EARLY, args!["count" => early]);
        return (title, message(key::CHANGE_COMPARE_EARLY_LEAD), "too-early");
    }
    if count(Progress::Late) > 0 {
        return (message(key::CHANGE_COMPARE_LATE), message(key::CHANGE_COMPARE_LATE_LEAD), "late");
    }
    if count(Progress::Due) > 0 {
        return (message(key::CHANGE_COMPARE_DUE), message(key::CHANGE_COMPARE_DUE_LEAD), "due");
    }
    match seen.iter().find(|one| one.progress == Progress::Waiting) {
        Some(next) => {
            let at = time_text(next.at, language);
            let lead = language.message(key::CHANGE_COMPARE_WAITING_LEAD, args!["when" => &at]);
            (message(key::CHANGE_COMPARE_WAITING), lead, "waiting")
        }
        None => (message(key::CHANGE_COMPARE_DONE), message(key::CHANGE_COMPARE_DONE_LEAD), "done"),
    }
}

/// Returns the indexes of the steps to show: harm first, then steps to do, the next to come, and done steps.
fn shown(seen: &[StepProgress<'_>]) -> Vec<usize> {
    let having = |wanted: &[Progress]| -> Vec<usize> {
        (0..seen.len()).filter(|number| wanted.contains(&seen[*number].progress)).collect()
    };
    // Of consecutive MX steps, only the last ones are live.
    let is_mx = |number: &usize| matches!(seen[*number].step.action, Change::Mx(_));
    let mut all = having(&[Progress::TooEarly]);
    let last = all.iter().copied().rfind(is_mx);
    all.retain(|number| !is_mx(number) || Some(*number) == last);
    all.extend(having(&[Progress::Late, Progress::Due]));
    all.extend(having(&[Progress::Waiting]).into_iter().take(1));
    all.extend(having(&[Progress::Done]));
    all
}

fn row(
    saved: &SavedPlan,
    plan: &Plan,
    state: &State,
    number: usize,
    all: &[StepProgress<'_>],
    language: Language,
) -> Html {
    let seen = &all[number];
    let words = plan_words::step_words(&seen.step.text, language);
    let at = time_text(seen.at, language);
    let shape = match seen.progress {
        Progress::TooEarly => Shape::Error,
        Progress::Late => Shape::Warning,
        Progress::Due => Shape::Note,
        Progress::Done => Shape::Good,
        Progress::Waiting => Shape::Idle,
    };
    let (progress, before) = match open_step_before(all, number) {
        Some(open) => ("follows", open + 1),
        None => (seen.progress.id(), number),
    };
    let arguments = args!["step" => number + 1, "progress" => progress, "when" => &at, "before" => before];
    let label = language.message(key::CHANGE_STAND, arguments);
    html! {
        <li class={shape.class()} data-progress={seen.progress.id()} data-step={seen.step.text.topic.id()}>{status_icon(shape)}<div>
            <p class="label">{label}</p>
            <h3>{render_sentence(&words.action)}</h3>
            if let Some(harm) = &seen.harm {
                <p>{render_sentence(&plan_words::harm_sentence(harm, language))}</p>
                {restored_mx_lines(plan, state, seen, language)}
                {harm_end(harm, all, number, language)}
            }
            if matches!(seen.progress, Progress::Due | Progress::Late) {
                {publish::entry_to_publish(&saved.domain, plan, number, language)}
                <p>{render_sentence(&words.because)}</p>
            }
        </div></li>
    }
}

/// Returns the step that must be done before a waiting one, if that one can follow at once.
fn open_step_before(all: &[StepProgress<'_>], number: usize) -> Option<usize> {
    let is_open = |one: &StepProgress<'_>| matches!(one.progress, Progress::Due | Progress::Late);
    let open = all[..number].iter().rposition(is_open)?;
    // The dates assume that an open step is done now, so a step without a wait has the time of that step.
    let done_at = all.get(open + 1).map(|next| next.at);
    (all[number].progress == Progress::Waiting && Some(all[number].at) == done_at).then_some(open)
}

/// Renders when the harm of an early step ends, if it does.
fn harm_end(harm: &EarlyHarm, all: &[StepProgress<'_>], number: usize, language: Language) -> Html {
    let is_open = all[..number].iter().any(|one| matches!(one.progress, Progress::Due | Progress::Late));
    let key = if is_open { key::CHANGE_EARLY_UNTIL_NOW } else { key::CHANGE_EARLY_UNTIL };
    let end = match harm.until {
        Some(until) => language.message(key, args!["when" => &time_text(until, language)]),
        None => language.message(key::CHANGE_EARLY_UNTIL_NEVER, &[]),
    };
    html! {
        <p class="ends"><b>{language.message(key::CHANGE_EARLY_ENDS, &[])}</b>{" "}{end}</p>
    }
}

/// Renders the former MX hosts that an early change removed, to be added again behind the others.
fn restored_mx_lines(plan: &Plan, state: &State, seen: &StepProgress<'_>, language: Language) -> Html {
    let is_mx = matches!(seen.step.action, Change::Mx(_));
    let missing = |record: &&MxRecord| is_mx && !state.mx.iter().any(|live| live.host == record.host);
    let last = state.mx.iter().map(|record| record.preference).max().unwrap_or(0);
    let lines = plan
        .state
        .mx
        .iter()
        .filter(missing)
        .zip(1_u16..)
        .map(|(record, number)| format!("{} {}.\n", last.saturating_add(number.saturating_mul(10)), record.host));
    let text: String = lines.collect();
    if text.is_empty() {
        return html! {};
    }
    html! {
        <figure class="patch" data-patch="repair">
            <figcaption>{language.message(key::CHANGE_EARLY_MX, &[])}</figcaption>
            <pre translate="no">{ for text.split_inclusive('\n').map(|line| html! { <ins>{line}</ins> }) }</pre>
            <Copy {language} kind="repair" label={language.message(key::CHANGE_COPY_LINES, &[])} {text} />
        </figure>
    }
}

/// Renders the new dates of later steps, if a late step moves them.
fn moved_steps(seen: &[StepProgress<'_>], language: Language) -> Html {
    let late: Vec<(usize, &StepProgress<'_>)> =
        seen.iter().enumerate().filter(|(_, one)| one.progress == Progress::Waiting && one.at != one.step.at).collect();
    let message = |key| language.message(key, &[]);
    let row = |(number, one): (usize, &StepProgress<'_>)| {
        let action = plan_words::step_words(&one.step.text, language).action;
        html! {
            <tr><th scope="row">{number + 1}{" "}{render_sentence(&action)}</th><td data-label={message(key::CHANGE_MOVED_PLANNED)}><del>{time_text(one.step.at, language)}</del></td><td data-label={message(key::CHANGE_MOVED_NOW)}><ins>{time_text(one.at, language)}</ins></td></tr>
        }
    };
    html! {
        if !late.is_empty() {
            <>
                <h3 class="moved">{message(key::CHANGE_MOVED)}</h3>
                <table class="dates">
                    <thead><tr><th scope="col">{message(key::CHANGE_MOVED_STEP)}</th><th scope="col">{message(key::CHANGE_MOVED_PLANNED)}</th><th scope="col">{message(key::CHANGE_MOVED_NOW)}</th></tr></thead>
                    <tbody>{ for late.into_iter().map(row) }</tbody>
                </table>
            </>
        }
    }
}
