//! `mta-sts plan`: the safe order of a change, with dates.

use evidence::Timestamp;
use mta_sts::Domain;
use planner::{Goal, Plan, Progress, Seen, State, progress};
use words::{Language, plan as says};

use crate::{
    arguments::{Plan as Arguments, PlanFormat},
    ending::Ending,
    failure::Failure,
    plan_calendar::calendar,
    plan_file, plan_state, print,
    transport::now,
};

/// Plans, or says where one stands in a plan.
pub(crate) async fn run(arguments: &Arguments, language: Language) -> Result<Ending, Failure> {
    match &arguments.resume {
        Some(path) => {
            let (domain, plan) = plan_file::read(path)?;
            let live = plan_state::live(arguments, Some(domain)).await?;
            resume(arguments, &plan, &live, language)
        }
        None => {
            let live = plan_state::live(arguments, None).await?;
            let goal = arguments.goal.as_ref().expect("required without --resume");
            let plan = made(&live.state, goal, arguments)?;
            show(arguments, &live.domain, &plan, None, language)?;
            Ok(Ending::Good)
        }
    }
}

fn made(state: &State, goal: &Goal, arguments: &Arguments) -> Result<Plan, Failure> {
    let start = arguments.start.unwrap_or_else(now);
    planner::plan(state, goal, start, arguments.form.into())
        .map_err(|why| Failure::NoPlan { why, goal: goal.to_string() })
}

/// A step that was done too early is an error that was found.
fn resume(arguments: &Arguments, plan: &Plan, live: &plan_state::Live, language: Language) -> Result<Ending, Failure> {
    let seen = progress(plan, &live.state, arguments.start.unwrap_or(live.seen_at));
    show(arguments, &live.domain, plan, Some(&seen), language)?;
    let early = seen.iter().any(|seen| seen.progress == Progress::TooEarly);
    Ok(if early { Ending::Found } else { Ending::Good })
}

fn show(
    arguments: &Arguments,
    domain: &Domain,
    plan: &Plan,
    seen: Option<&[Seen<'_>]>,
    language: Language,
) -> Result<(), Failure> {
    let domain = domain.as_str();
    match (arguments.format, seen) {
        (PlanFormat::Json, _) => print::json(&says::document(domain, plan, seen, language)),
        (PlanFormat::Markdown, _) => print::text(&says::markdown(domain, plan, language)),
        (PlanFormat::Ics, _) => print::text(&calendar(domain, plan, arguments.link.as_deref(), language)),
        (PlanFormat::Text, Some(seen)) => print::text(&says::progress_text(domain, plan, seen, language)),
        (PlanFormat::Text, None) => print::text(&says::text(domain, plan, language)),
    }
}

/// A moment on the command line.
pub(crate) fn moment(text: &str) -> Result<Timestamp, String> {
    text.parse()
}
