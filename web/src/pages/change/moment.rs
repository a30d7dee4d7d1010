//! A moment of the plan: what happens to mail by kind of sender, and what an early MX change would do.

use planner::{
    Plan, Policy,
    simulation::{GroupState, Mail, PlanTimeline},
};
use words::{Language, args, key};
use yew::prelude::*;

use super::bars::{Version, lane_name};
use crate::{
    change::times::time_text,
    components::{Shape, status_icon, translate},
};

/// Renders the moment.
pub(super) fn moment_view(plan: &Plan, timeline: &PlanTimeline, moment: i64, language: Language) -> Html {
    let groups = timeline.groups_at(moment);
    let message = |key| language.message(key, &[]);
    html! {
        <div class="moment" data-harm={groups.iter().map(|group| group.mail.harm()).max().unwrap_or(0).to_string()}>
            {headline(&groups, language)}
            <table class="senders">
                <thead><tr><th scope="col">{message(key::CHANGE_SENDER)}</th><th scope="col">{message(key::CHANGE_POLICY)}</th><th scope="col">{message(key::CHANGE_MAIL)}</th></tr></thead>
                <tbody>{ for groups.iter().map(|group| row(plan, group, language)) }</tbody>
            </table>
            {early(timeline, moment, language)}
        </div>
    }
}

fn headline(groups: &[GroupState], language: Language) -> Html {
    let worst = groups.iter().map(|group| &group.mail).max_by_key(|mail| mail.harm());
    let mut hosts: Vec<String> = Vec::new();
    for group in groups {
        let named: &[String] = match &group.mail {
            Mail::Skips(_, skipped) => skipped,
            Mail::Delivered(host) => std::slice::from_ref(host),
            Mail::Refused(_) | Mail::NoMail => &[],
        };
        let counts = worst.is_some_and(|worst| worst.harm() == group.mail.harm());
        hosts.extend(named.iter().filter(|_| counts).cloned());
    }
    hosts.sort();
    hosts.dedup();
    let with = |key| translate(language, key, args!["hosts" => hosts.as_slice()]);
    let (shape, sentence) = match worst {
        Some(Mail::Delivered(_)) => (Shape::Good, with(key::CHANGE_ALL_DELIVERED)),
        Some(Mail::Skips(..)) => (Shape::Warning, with(key::CHANGE_SOME_SKIPPED)),
        Some(Mail::Refused(_)) => (Shape::Error, html! { {language.message(key::CHANGE_SOME_REFUSED, &[])} }),
        Some(Mail::NoMail) | None => (Shape::Note, html! { {language.message(key::CHANGE_NO_MAIL, &[])} }),
    };
    let more = (shape == Shape::Good).then(|| language.message(key::CHANGE_ALL_ALLOWED, &[]));
    html! {
        <p class="headline" aria-live="polite">{status_icon(shape)}<span><strong>{sentence}</strong>{ for more.into_iter().map(|more| html! { <>{language.sentence_separator()}{more}</> }) }</span></p>
    }
}

fn row(plan: &Plan, group: &GroupState, language: Language) -> Html {
    let version = Version::of_policy(plan, group.policy.as_ref());
    let (shape, sentence) = match &group.mail {
        Mail::Delivered(host) => (Shape::Good, translate(language, key::CHANGE_MAIL_DELIVERED, args!["host" => host])),
        Mail::Skips(host, hosts) => (
            Shape::Warning,
            translate(language, key::CHANGE_MAIL_SKIPS, args!["host" => host, "hosts" => hosts.as_slice()]),
        ),
        Mail::Refused(hosts) => {
            (Shape::Error, translate(language, key::CHANGE_MAIL_REFUSED, args!["hosts" => hosts.as_slice()]))
        }
        Mail::NoMail => (Shape::Note, html! { {language.message(key::CHANGE_MAIL_NONE, &[])} }),
    };
    html! {
        <tr data-lane={group.group.id()}>
            <th scope="row">{lane_name(group.group, language)}<small>{language.message(key::CHANGE_LANE_ABOUT, args!["lane" => group.group.id()])}</small></th>
            <td data-label={language.message(key::CHANGE_POLICY, &[])}><div><span class={classes!("chip", version.class())}>{version.legend(language)}</span>{ for group.policy.iter().map(|policy| mode(policy, language)) }</div></td>
            <td data-label={language.message(key::CHANGE_MAIL, &[])}><span class={classes!("say", shape.class())}>{status_icon(shape)}<span>{sentence}</span></span></td>
        </tr>
    }
}

fn mode(policy: &Policy, language: Language) -> Html {
    let age = policy.max_age.to_string();
    html! { <small>{translate(language, key::CHANGE_LIVE_POLICY_VALUE, args!["mode" => policy.mode.id(), "age" => &age])}</small> }
}

/// Renders what the next change of MX would do at this moment.
fn early(timeline: &PlanTimeline, moment: i64, language: Language) -> Html {
    let Some(early) = timeline.early_mx(moment) else { return html! {} };
    let harm = if early.refuses { "refused" } else { "skipped" };
    let until = time_text(early.until, language);
    let sentence =
        language.message(key::CHANGE_EARLY, args!["harm" => harm, "step" => early.step + 1, "when" => &until]);
    let groups: Vec<String> = early.groups.iter().map(|group| lane_name(*group, language)).collect();
    let groups = html! { <ul class="plain">{ for groups.into_iter().map(|group| html! { <li>{group}</li> }) }</ul> };
    html! {
        <div class="whatif" data-early={harm}>{status_icon(Shape::Warning)}<div><p>{sentence}</p>{groups}</div></div>
    }
}
