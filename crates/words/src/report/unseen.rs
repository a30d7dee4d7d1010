//! What could not be seen, and why.

use checker::Unseen;
use evidence::{Blind, Question};

use super::sentence_or_empty;
use crate::{Language, Sentence, Value, args, key};

/// The words about something unseen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnseenWords {
    /// The question.
    pub question: Sentence,
    /// Why there is no answer.
    pub why: Sentence,
    /// What to try.
    pub hint: Sentence,
}

/// Something that could not be seen.
#[must_use]
pub fn unseen_words(unseen: &Unseen, language: Language) -> UnseenWords {
    let ask = asked(&unseen.question);
    UnseenWords {
        question: question_sentence(&unseen.question, language),
        why: blind(&unseen.why, ask, "", language),
        hint: blind(&unseen.why, ask, ".hint", language),
    }
}

/// That what could not be seen says nothing about the domain.
#[must_use]
pub fn unseen_note(language: Language) -> String {
    language.message(key::UNSEEN_NOTE, &[])
}

/// A question in words.
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

const fn asked(question: &Question) -> &'static str {
    match question {
        Question::Dns(_) => "dns",
        Question::Policy { .. } => "policy",
        Question::Mail { .. } => "mail",
    }
}

fn blind(why: &Blind, ask: &str, attribute: &str, language: Language) -> Sentence {
    let (id, number) = match why {
        Blind::Timeout => ("timeout", 0),
        Blind::Unreachable { .. } => ("unreachable", 0),
        Blind::Status { status } => ("status", i64::from(*status)),
        Blind::Malformed { .. } => ("malformed", 0),
        Blind::Refused { detail } if detail == "SERVFAIL" => ("servfail", 0),
        Blind::Refused { .. } => ("refused", 0),
        Blind::Busy { retry_after_s } => ("busy", retry_after_s.map_or(0, i64::from)),
        Blind::NotOffered => ("not-offered", 0),
    };
    let args = args!["ask" => ask, "status" => number, "seconds" => number, "wait" => Value::Duration(number)];
    sentence_or_empty(language, &["blind-", id, attribute], args)
}
