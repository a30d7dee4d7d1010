//! `mta-sts plan`: the safe order of a change, with dates.

use mta_sts::Domain;
use planner::{Goal, Note, Plan, Progress, SavedPlan, State, StepProgress, Timestamp, progress_of_steps};
use words::{Language, plan as says};

use crate::{
    arguments::{Plan as Arguments, PlanFormat},
    exit_status::ExitStatus,
    failure::Failure,
    plan_file, plan_state, print,
    transport::now,
};

/// Creates a plan, or shows the progress of a plan.
pub(crate) async fn run(arguments: &Arguments, language: Language) -> Result<ExitStatus, Failure> {
    match &arguments.resume {
        Some(path) => {
            let (domain, plan) = plan_file::read_plan_file(path)?;
            let live = plan_state::live_state(arguments, Some(domain)).await?;
            resume(arguments, &plan, &live, language)
        }
        None => {
            let live = plan_state::live_state(arguments, None).await?;
            let goal = arguments.goal.as_ref().expect("required without --resume");
            let plan = make_plan(&live.state, goal, arguments)?;
            show(arguments, &live.domain, &plan, Shown::New(&plan.notes(live.seen_at)), language)?;
            Ok(ExitStatus::NoErrors)
        }
    }
}

fn make_plan(state: &State, goal: &Goal, arguments: &Arguments) -> Result<Plan, Failure> {
    let start = arguments.start.unwrap_or_else(now);
    planner::plan(state, goal, start, arguments.form.into())
        .map_err(|why| Failure::NoPlan { why, goal: goal.to_string() })
}

/// Shows the progress of a plan. A step that was done too early counts as an error.
fn resume(
    arguments: &Arguments,
    plan: &Plan,
    live: &plan_state::LiveState,
    language: Language,
) -> Result<ExitStatus, Failure> {
    let now = arguments.start.unwrap_or(live.seen_at);
    let seen = progress_of_steps(plan, &live.state, now);
    show(arguments, &live.domain, plan, Shown::Resumed(&seen, now), language)?;
    let early = seen.iter().any(|seen| seen.progress == Progress::TooEarly);
    Ok(if early { ExitStatus::ErrorsFound } else { ExitStatus::NoErrors })
}

/// What is known about the plan to show.
#[derive(Clone, Copy)]
enum Shown<'a> {
    /// A new plan, with notes about its input.
    New(&'a [Note]),
    /// A plan that was made earlier: the progress of its steps at this time.
    Resumed(&'a [StepProgress<'a>], Timestamp),
}

fn show(
    arguments: &Arguments,
    domain: &Domain,
    plan: &Plan,
    shown: Shown<'_>,
    language: Language,
) -> Result<(), Failure> {
    let name = domain.as_str();
    let (notes, seen) = match shown {
        Shown::New(notes) => (notes, None),
        Shown::Resumed(seen, now) => (&[][..], Some((seen, now))),
    };
    match (arguments.format, seen) {
        (PlanFormat::Json, _) => {
            print::print_json(&says::document(name, plan, notes, seen.map(|(seen, _)| seen), language))
        }
        (PlanFormat::Markdown, _) => print::print_text(&says::markdown(name, plan, notes, language)),
        (PlanFormat::Ics, seen) => print::print_text(&calendar(arguments, domain, plan, seen, language)),
        (PlanFormat::Text, Some((seen, now))) => {
            print::print_text(&says::progress_text(name, plan, seen, now, language))
        }
        (PlanFormat::Text, None) => print::print_text(&says::terminal_text(name, plan, notes, language)),
    }
}

/// Returns a calendar. Its events link to this plan on the page, if the address of the page is known.
fn calendar(
    arguments: &Arguments,
    domain: &Domain,
    plan: &Plan,
    seen: Option<(&[StepProgress<'_>], Timestamp)>,
    language: Language,
) -> String {
    let saved = SavedPlan::from_plan(domain, plan).to_text();
    let link = arguments.link.as_deref().map(|page| format!("{}/change#{saved}", page.trim_end_matches('/')));
    says::calendar(domain.as_str(), plan, seen, link.as_deref(), language)
}
