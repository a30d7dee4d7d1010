//! The missing observations, with reasons.

use checker::Unseen;
use evidence::{Question, Unobserved};

use super::{
    finding::{finding_with, omitted_sentence},
    sentence_or_empty,
};
use crate::{Language, Sentence, SentencePart, Value, args, key};

/// The texts about a missing observation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnseenWords {
    /// The question.
    pub question: Sentence,
    /// Why there is no answer.
    pub why: Sentence,
    /// A hint at what to try.
    pub hint: Sentence,
}

/// Returns the texts about a missing observation.
#[must_use]
pub fn unseen_words(unseen: &Unseen, language: Language) -> UnseenWords {
    if let (Some(finding), Question::Mail { domain, .. }) = (&unseen.explained_by, &unseen.question) {
        let words = finding_with(domain, None, finding, language);
        let hint = words.fix.unwrap_or_else(|| reason_sentence(&unseen.why, "mail", ".hint", language));
        let headline = as_sentence(words.headline, language);
        let why = match omitted_sentence(finding.omitted_bytes, language) {
            Some(omitted) => headline.followed_by(language.sentence_separator(), omitted),
            None => headline,
        };
        return UnseenWords { question: question_sentence(&unseen.question, language), why, hint };
    }
    let ask = question_kind(&unseen.question);
    UnseenWords {
        question: question_sentence(&unseen.question, language),
        why: reason_sentence(&unseen.why, ask, "", language),
        hint: reason_sentence(&unseen.why, ask, ".hint", language),
    }
}

/// Turns a headline, which has no full stop, into a sentence.
fn as_sentence(mut headline: Sentence, language: Language) -> Sentence {
    if !headline.to_string().ends_with(['.', '。', '!', '?']) {
        headline.0.push(SentencePart::Text(language.full_stop().trim_end().to_owned()));
    }
    headline
}

/// Returns the note that a missing observation says nothing about the domain.
#[must_use]
pub fn unseen_note(language: Language) -> String {
    language.message(key::UNSEEN_NOTE, &[])
}

/// Returns a question as text.
#[must_use]
pub fn question_sentence(question: &Question, language: Language) -> Sentence {
    match question {
        Question::Dns(dns) => {
            language.sentence(key::UNSEEN_DNS, args!["type" => dns.kind.mnemonic(), "name" => &dns.name])
        }
        Question::Policy { domain } => {
            let url = ["https://mta-sts.", domain, "/.well-known/mta-sts.txt"].concat();
            language.sentence(key::UNSEEN_POLICY, args!["url" => &url])
        }
        Question::Mail { host, .. } => language.sentence(key::UNSEEN_MAIL, args!["host" => host]),
    }
}

const fn question_kind(question: &Question) -> &'static str {
    match question {
        Question::Dns(_) => "dns",
        Question::Policy { .. } => "policy",
        Question::Mail { .. } => "mail",
    }
}

fn reason_sentence(why: &Unobserved, ask: &str, attribute: &str, language: Language) -> Sentence {
    let (id, number) = match why {
        Unobserved::Timeout => ("timeout", 0),
        Unobserved::Unreachable { .. } => ("unreachable", 0),
        Unobserved::Status { status } => ("status", i64::from(*status)),
        Unobserved::Malformed { .. } => ("malformed", 0),
        Unobserved::Refused { detail } if detail == "SERVFAIL" => ("servfail", 0),
        Unobserved::Refused { detail } if ask == "dns" && is_rcode(detail) => {
            let args = args!["code" => detail.as_str()];
            return sentence_or_empty(language, &["blind-rcode", attribute], args);
        }
        Unobserved::Refused { .. } => ("refused", 0),
        Unobserved::Busy { retry_after_s } => ("busy", retry_after_s.map_or(0, i64::from)),
        Unobserved::NotOffered => ("not-offered", 0),
    };
    let args = args!["ask" => ask, "status" => number, "seconds" => number, "wait" => Value::Duration(number)];
    sentence_or_empty(language, &["blind-", id, attribute], args)
}

/// Returns whether a detail is the name of a response code (RFC 6895 §2.3), and not a message from a library.
fn is_rcode(detail: &str) -> bool {
    matches!(detail.len(), 1..=16) && detail.bytes().all(|octet| octet.is_ascii_uppercase() || octet.is_ascii_digit())
}
