//! Merges decoded lines into reported messages: one for each recipient or log line, the decisive one first.

use std::collections::HashMap;

use crate::{
    form::{Kind, Responsible},
    message::Message,
};

/// Ids of texts that replace the form's text if the message gives more detail.
pub(crate) const REFINED_TEXT_IDS: [&str; 2] = [OWN_RELAY, WRONG_NAME];
const OWN_RELAY: &str = "sts-own-relay";
const WRONG_NAME: &str = "policy-name";

/// Merges decoded messages into those that are reported.
pub(crate) fn merge_messages(decoded: Vec<Message>) -> Vec<Message> {
    let mut messages = merge_same_failures(decoded);
    let is_known = messages.iter().any(|message| !message.form.is_generic() && message.form.kind != Kind::Information);
    if is_known {
        messages.retain(|message| !message.form.is_generic());
    }
    fill_in_domains(&mut messages);
    for at in 0..messages.len() {
        refine(&mut messages, at);
    }
    messages.sort_by_key(|message| std::cmp::Reverse(message.form.rank));
    messages
}

/// Merges messages about the same failure. The parts of a mail message repeat a statement; in a log, each repetition is
/// an event.
fn merge_same_failures(decoded: Vec<Message>) -> Vec<Message> {
    let mut messages: Vec<Message> = Vec::new();
    let mut by_form: HashMap<&str, Vec<usize>> = HashMap::new();
    for message in decoded {
        let known = by_form.entry(message.form.id).or_default();
        match known.iter().rev().take(50).find(|at| is_same(&messages[**at], &message)) {
            Some(at) => add(&mut messages[*at], message),
            None => {
                known.push(messages.len());
                messages.push(message);
            }
        }
    }
    messages
}

fn is_same(one: &Message, other: &Message) -> bool {
    if one.is_log_line && other.is_log_line {
        return Message { count: 1, ..one.clone() } == Message { count: 1, ..other.clone() };
    }
    let agree = |one: &Option<String>, other: &Option<String>| one.is_none() || other.is_none() || one == other;
    agree(&one.recipient, &other.recipient)
        && agree(&one.domain, &other.domain)
        && agree(&one.mx, &other.mx)
        && agree(&one.ip, &other.ip)
}

fn add(known: &mut Message, other: Message) {
    if known.is_log_line && other.is_log_line {
        known.count += 1;
    }
    let fill = |one: &mut Option<String>, other: Option<String>| *one = one.take().or(other);
    fill(&mut known.recipient, other.recipient);
    fill(&mut known.domain, other.domain);
    fill(&mut known.mx, other.mx);
    fill(&mut known.ip, other.ip);
    fill(&mut known.code, other.code);
    fill(&mut known.reason, other.reason);
}

/// Fills missing domains: log lines about one MX host concern one domain, if the log names only one.
fn fill_in_domains(messages: &mut [Message]) {
    let mut domains: HashMap<String, Option<String>> = HashMap::new();
    for message in messages.iter() {
        if let (Some(mx), Some(domain)) = (&message.mx, &message.domain) {
            let known = domains.entry(mx.clone()).or_insert_with(|| Some(domain.clone()));
            if known.as_ref() != Some(domain) {
                *known = None;
            }
        }
    }
    for message in messages.iter_mut().filter(|message| message.domain.is_none()) {
        message.domain = message.mx.as_ref().and_then(|mx| domains.get(mx)).and_then(Clone::clone);
    }
}

/// Refines a message, or its acting party, if the text itself gives more detail.
fn refine(messages: &mut [Message], at: usize) {
    let message = &messages[at];
    if message.form.text_id == "sts-host" && is_own_relay(message) {
        messages[at].responsible = Responsible::Sender;
        messages[at].text_id = OWN_RELAY;
    } else if message.form.text_id == "policy-certificate"
        && messages.iter().any(|other| shows_trusted_chain(other, message))
    {
        messages[at].text_id = WRONG_NAME;
    }
}

/// Returns whether the sender uses its own relay. No policy of the recipient can list that relay (RFC 8461 §3.4).
fn is_own_relay(message: &Message) -> bool {
    let (Some(mx), Some(sender)) = (&message.mx, &message.sender_domain) else { return false };
    let is_below = |domain: &str| mx == domain || mx.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'));
    is_below(sender) && !message.domain.as_deref().is_some_and(is_below)
}

/// Returns whether another message shows a trusted chain. Postfix logs `Trusted` for a valid chain, so only the name is
/// wrong.
fn shows_trusted_chain(other: &Message, message: &Message) -> bool {
    other.form.text_id == "connection"
        && other.reason.as_deref() == Some("Trusted")
        && other.mx.is_some()
        && other.mx == message.mx
}
