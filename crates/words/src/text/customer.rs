//! The message to the customer of a domain: what is wrong, what happens to mail, and who fixes it, in plain words.

use checker::{Action, Arg, ImpactKind, Owner, Report, Severity, Verdict, rules};

use crate::{Language, Value, args, document, key, report};

/// Returns the message to the customer, in plain text. The first line is a subject, and `link` leads to the same check.
/// Returns `None` if there is nothing to say: the domain could not be checked, or nobody has to act.
#[must_use]
pub fn customer_message(report: &Report, language: Language, link: &str) -> Option<String> {
    let case = case(report)?;
    let owners = owners(report);
    if owners.is_empty() && report.impact.severity != Some(Severity::Error) {
        return None;
    }
    let domain = report.domain.to_string();
    let domain = document::unicode(report).map_or_else(|| domain.clone(), |unicode| format!("{unicode} ({domain})"));
    let message = |key| language.message(key, args!["domain" => domain.as_str(), "date" => report.checked_at]);
    let args = args!["some" => some_refused(report), "fails" => failing_look_up(report)];
    let sentence = |part: &str| report::sentence_or_empty(language, &["many-customer-", case, part], args).to_string();
    let subject = [domain.as_str(), language.label_separator(), &sentence(".subject")].concat();
    let mut paragraphs = vec![subject, message(key::MESSAGE_GREETING), message(key::MANY_CUSTOMER_INTRO)];
    paragraphs.push(section(&message(key::MANY_CUSTOMER_WHAT), &sentence("")));
    paragraphs.push(section(&message(key::MANY_CUSTOMER_MAIL), &sentence(".mail")));
    if owners.is_empty() {
        paragraphs.push(section(&message(key::MANY_CUSTOMER_LINK), link));
    } else {
        let names = owner_names(&owners, language);
        let who = language.message(key::MANY_CUSTOMER_OWNERS, args!["owners" => names.as_slice()]);
        paragraphs.push(section(&message(key::MANY_CUSTOMER_WHO), &[&who, "\n", link].concat()));
    }
    Some(paragraphs.join("\n\n") + "\n")
}

fn section(title: &str, text: &str) -> String {
    [title, "\n", text].concat()
}

/// Returns the part of the message ids that tells the case, or `None` if too little was observed.
fn case(report: &Report) -> Option<&'static str> {
    match (report.impact.kind, report.verdict) {
        (ImpactKind::Verdict, Verdict::Unknown) => None,
        (ImpactKind::Verdict, Verdict::NoMail) => Some(match report.impact.severity {
            _ if report.has_finding(&rules::DOMAIN_NXDOMAIN) => "missing",
            Some(Severity::Error) => "unreachable",
            _ => "no-mail",
        }),
        (ImpactKind::Verdict, Verdict::Ineffective) if report.impact.severity == Some(Severity::Error) => {
            Some("lenient")
        }
        (ImpactKind::Verdict, verdict) => Some(verdict.id()),
        (kind, _) => Some(kind.id()),
    }
}

/// Returns whether senders that follow the policy can use another MX host: `yes`, `no`, or `soon` if none refuses yet.
fn some_refused(report: &Report) -> &'static str {
    let refused = report.delivery.iter().filter(|row| row.action == Action::Refuse).count();
    match refused {
        0 => "soon",
        refused if refused == report.delivery.len() => "no",
        _ => "yes",
    }
}

/// Returns what a failing look-up stops: `policy` or `mail`.
fn failing_look_up(report: &Report) -> &'static str {
    let fails = report.cause().and_then(|cause| cause.args.value("fails"));
    if fails == Some(&Arg::from("policy")) { "policy" } else { "mail" }
}

/// Returns who must act, each once. MTA-STS is set up at the web host and in DNS.
fn owners(report: &Report) -> Vec<Owner> {
    let of_setup: &[Owner] = if report.setup.is_empty() { &[] } else { &[Owner::WebHost, Owner::Dns] };
    let of_tasks: Vec<Owner> = report.tasks_by_owner().iter().map(|work| work.owner).collect();
    let mut owners = Vec::new();
    for owner in of_setup.iter().chain(&of_tasks) {
        // The web host has the policy file, too.
        let owner = if *owner == Owner::PolicyFile { Owner::WebHost } else { *owner };
        if owner != Owner::Nobody && !owners.contains(&owner) {
            owners.push(owner);
        }
    }
    owners
}

fn owner_names(owners: &[Owner], language: Language) -> Vec<String> {
    let name = |owner: &Owner| {
        let id = Value::Text(owner.id());
        language.message(key::MANY_CUSTOMER_OWNER, &[("owner", id)])
    };
    owners.iter().map(name).collect()
}
