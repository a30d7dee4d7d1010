//! Entries to publish in a step, and the command that verifies them.

use checker::{Patch, Target};
use mta_sts::Domain;
use planner::{Change, HostTarget, MxRecord, Plan, Topic};
use words::{Language, args, key};
use yew::prelude::*;

use crate::components::{Copy, change_view, patch_view, translate, unbroken_words};

/// Renders the entries of a step, given by its index.
pub(super) fn entry_to_publish(domain: &Domain, plan: &Plan, number: usize, language: Language) -> Html {
    let step = &plan.steps[number];
    match &step.action {
        Change::Policy(Some(policy)) => {
            let former = former(plan, number, |action| match action {
                Change::Policy(Some(policy)) => Some(policy.text()),
                _ => None,
            });
            let served = former.or_else(|| plan.state.policy.as_ref().map(planner::Policy::text));
            change_view(language, Some(domain), &patch(Target::PolicyFile, policy.text()), served.as_deref())
        }
        Change::Mx(records) => {
            let former = former(plan, number, |action| match action {
                Change::Mx(records) => Some(records.clone()),
                _ => None,
            });
            mx_lines(domain, records, &former.unwrap_or_else(|| plan.state.mx.clone()), number, language)
        }
        action => simple_entry(domain, action, language),
    }
}

/// Renders an entry that needs no comparison with the one before.
pub(super) fn simple_entry(domain: &Domain, action: &Change, language: Language) -> Html {
    match action {
        Change::Policy(Some(policy)) => patch_view(language, Some(domain), &patch(Target::PolicyFile, policy.text())),
        Change::Record(id) => {
            let target = Target::Txt { name: domain.sts_name() };
            patch_view(language, Some(domain), &patch(target, mta_sts::print_record(id)))
        }
        Change::RecordAlias(name) => alias(domain, domain.sts_name(), name, language),
        Change::Host(HostTarget::Name(name)) => alias(domain, domain.policy_host(), name, language),
        Change::Host(HostTarget::Address(address)) => {
            address_record(&domain.policy_host(), &address.to_string(), address.is_ipv6(), language)
        }
        Change::Mx(records) => mx_lines(domain, records, records, usize::MAX, language),
        Change::NoRecord | Change::NoHost | Change::Policy(None) | Change::Ttl(..) | Change::WaitFor => html! {},
    }
}

fn patch(target: Target, text: String) -> Patch {
    Patch { target, text, whole: None }
}

fn alias(domain: &Domain, name: String, target: &str, language: Language) -> Html {
    patch_view(language, Some(domain), &patch(Target::Cname { name }, target.to_owned()))
}

/// Returns the latest value before a step.
fn former<T>(plan: &Plan, number: usize, value: impl Fn(&Change) -> Option<T>) -> Option<T> {
    plan.steps[..number].iter().rev().find_map(|step| value(&step.action))
}

fn address_record(name: &str, address: &str, is_ipv6: bool, language: Language) -> Html {
    html! {
        <figure class="patch" data-patch="address">
            <figcaption class="hidden">{language.message(key::CHANGE_ADDRESS, &[])}</figcaption>
            <dl class="record" translate="no">
                <div><dt>{language.message(key::PAGE_RECORD_NAME, &[])}</dt><dd>{name}</dd></div>
                <div><dt>{language.message(key::PAGE_RECORD_TYPE, &[])}</dt><dd>{if is_ipv6 { "AAAA" } else { "A" }}</dd></div>
                <div><dt>{language.message(key::PAGE_RECORD_VALUE, &[])}</dt><dd data-value="">{address}</dd></div>
            </dl>
            <Copy {language} kind="address" label={language.message(key::PAGE_COPY_VALUE, &[])} purpose={name.to_owned()} text={address.to_owned()} />
        </figure>
    }
}

/// Renders MX records, one line each. New ones are marked.
fn mx_lines(domain: &Domain, records: &[MxRecord], before: &[MxRecord], number: usize, language: Language) -> Html {
    let line = |record: &MxRecord| format!("{} {}.\n", record.preference, record.host.trim_end_matches('.'));
    let text: String = records.iter().map(line).collect();
    let gone: Vec<&MxRecord> = before.iter().filter(|record| !records.contains(record)).collect();
    let shown = records.iter().map(|record| {
        let line = line(record);
        if before.contains(record) {
            html! { <span>{line}</span> }
        } else {
            html! { <ins>{line}</ins> }
        }
    });
    let purpose = (number != usize::MAX)
        .then(|| AttrValue::from(language.message(key::CHANGE_OF_STEP, args!["step" => number + 1])));
    html! {
        <figure class="patch" data-patch="mx">
            <figcaption>{translate(language, key::CHANGE_MX_LINES, args!["domain" => domain.as_str()])}</figcaption>
            <pre translate="no">{ for shown }{ for gone.into_iter().map(|record| html! { <del>{line(record)}</del> }) }</pre>
            <Copy {language} kind="mx" label={language.message(key::CHANGE_COPY_LINES, &[])} {purpose} {text} />
        </figure>
    }
}

/// Renders the command that verifies a step.
pub(super) fn verification_command(domain: &Domain, action: &Change, topic: Topic, language: Language) -> Html {
    let dig = |kind: &str, name: &str| format!("dig +short {kind} {name}");
    let command = match (action, topic) {
        (Change::Policy(Some(_)), _) | (_, Topic::AllHaveFile) => {
            format!("curl -sS https://{}/.well-known/mta-sts.txt", domain.policy_host())
        }
        (Change::Record(_) | Change::RecordAlias(_) | Change::NoRecord, _) | (_, Topic::AllSeeId) => {
            dig("TXT", &domain.sts_name())
        }
        (Change::Mx(_), _) | (_, Topic::AllSeeMx | Topic::AllSeeNullMx) => dig("MX", domain.as_str()),
        (_, Topic::NoSenders) => dig("TXT", domain.as_str()),
        (Change::Host(_) | Change::NoHost, _)
        | (_, Topic::HostPublish | Topic::AllFindHost | Topic::AllFindNewHost | Topic::HostForgotten) => {
            dig("A", &domain.policy_host())
        }
        _ => return html! {},
    };
    html! {
        <figure class="patch cmd" data-patch="command">
            <pre translate="no">{unbroken_words(&command)}</pre>
            <Copy {language} kind="command" label={language.message(key::PAGE_COPY_COMMAND, &[])} text={command.clone()} />
        </figure>
    }
}
