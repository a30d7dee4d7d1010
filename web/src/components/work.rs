//! What to do, by who must do it, in the order in which it must be done; and what else was found, folded.

use checker::{Finding, Owner, Report, Severity, Target};
use words::{Language, key};
use yew::prelude::*;

use super::{
    Shape,
    finding::{Place, changes_the_file},
    finding_card, mark,
    message::Message,
    setup::{is_step, setup_steps},
    step,
};
use crate::{Shared, route::Route};

/// What to do.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The language.
    pub language: Language,
    /// The report.
    pub report: Shared<Report>,
    /// Whether answers are still to come.
    pub running: bool,
    /// Scheme and name of this page's server.
    pub origin: AttrValue,
    /// Follows a link.
    pub on_go: Callback<Route>,
}

/// What to do.
#[component]
pub fn Work(props: &Props) -> Html {
    let Props { language, report, running, on_go, .. } = props;
    let language = *language;
    let is_empty = report.setup.is_empty() && !report.findings.iter().any(is_work);
    if is_empty && (*running || report.verdict == checker::Verdict::Unknown) {
        return html! {};
    }
    html! {
        <section class="work" aria-labelledby="work">
            if report.setup.is_empty() {
                <h2 id="work">{language.say(key::TEXT_DO, &[])}</h2>
            } else {
                <h2 id="work">{language.say(key::PAGE_SETUP, &[])}</h2>
                {setup_steps(language, report, on_go)}
            }
            if is_empty {
                <p class="nothing">{mark(Shape::Good)}{language.say(key::TEXT_NOTHING, &[])}</p>
            }
            { for Owner::ALL.into_iter().map(|owner| group(props, owner)) }
        </section>
    }
}

fn group(props: &Props, owner: Owner) -> Html {
    let Props { language, report, on_go, .. } = props;
    let language = *language;
    let cards: Vec<usize> =
        indexes(report, |finding| is_work(finding) && finding.rule.owner == owner && !is_step(report, finding));
    let then_id = report.setup.is_empty() && owner == Owner::Dns && needs_new_id(report);
    if cards.is_empty() && !then_id {
        return html! {};
    }
    html! {
        <div class="group" key={owner.id()} data-owner={owner.id()}>
            <h3 class="owner"><span>{words::report::owner(owner, language)}</span></h3>
            { for cards.into_iter().map(|at| {
                let place = Place { on_go, key: key_of(report, at), heading: "h4", patch_below: comes_again(report, at) };
                finding_card(language, report, &report.findings[at], place)
            }) }
            if then_id {
                {step(language, &report.next_record)}
            }
            if !props.running {
                <Message {language} report={report.clone()} {owner} origin={&props.origin} />
            }
        </div>
    }
}

fn is_work(finding: &Finding) -> bool {
    matches!(finding.rule.severity, Severity::Error | Severity::Warning)
}

fn indexes(report: &Report, wanted: impl Fn(&Finding) -> bool) -> Vec<usize> {
    report.findings.iter().enumerate().filter(|(_, finding)| wanted(finding)).map(|(at, _)| at).collect()
}

/// Several findings may ask for one and the same text: it stands with the last of them.
fn comes_again(report: &Report, at: usize) -> bool {
    let order = Owner::ALL
        .into_iter()
        .flat_map(|owner| indexes(report, move |finding| is_work(finding) && finding.rule.owner == owner));
    let patch = &report.findings[at].patch;
    patch.is_some()
        && order.skip_while(|index| *index != at).skip(1).any(|later| report.findings[later].patch == *patch)
}

/// A rule may fire several times: its id and how many of it came before.
fn key_of(report: &Report, at: usize) -> String {
    let id = report.findings[at].rule.id;
    let before = report.findings[..at].iter().filter(|finding| finding.rule.id == id).count();
    format!("{id}-{before}")
}

/// The file changes, and no other step gives the record a new id.
fn needs_new_id(report: &Report) -> bool {
    let name = report.domain.sts_name();
    let sets_record = |finding: &Finding| matches!(&finding.patch, Some(patch) if matches!(&patch.target, Target::Txt { name: target } if *target == name));
    let work = || report.findings.iter().filter(|finding| is_work(finding));
    work().any(changes_the_file) && !work().any(sets_record)
}

/// What is worth knowing, and what is in order.
pub fn folded(language: Language, report: &Report, on_go: &Callback<Route>) -> Html {
    html! {
        <>
            {fold(report, Severity::Notice, language, on_go)}
            {fold(report, Severity::Pass, language, on_go)}
        </>
    }
}

fn fold(report: &Report, severity: Severity, language: Language, on_go: &Callback<Route>) -> Html {
    let cards = indexes(report, |finding| finding.rule.severity == severity);
    if cards.is_empty() {
        return html! {};
    }
    let title = if severity == Severity::Notice { key::TEXT_ALSO } else { key::TEXT_GOOD };
    html! {
        <details class="fold" data-fold={severity.id()}>
            <summary><h2>{language.say(title, &[])}</h2><span class="count">{cards.len()}</span></summary>
            <div class="folded">
                { for cards.into_iter().map(|at| {
                    let place = Place { on_go, key: key_of(report, at), heading: "h3", patch_below: false };
                    finding_card(language, report, &report.findings[at], place)
                }) }
            </div>
        </details>
    }
}
