//! The answer and the failures for a ticket.

use words::{args, key, tls_report as in_words};

use super::{
    card::failure_cards,
    format::Formatter,
    reason::{answer_word, reason_sentence},
};
use crate::reports::summary::{LiveCheck, Summary};

/// Returns Markdown: the answer with its reasons, then each kind of failure with its next step.
pub(super) fn write_markdown(format: Formatter, summary: &Summary, live: Option<&LiveCheck>) -> String {
    let language = format.language;
    let (Some(domain), Some(answer)) = (&summary.domain, &summary.answer) else { return String::new() };
    let (word, _) = answer_word(answer);
    let mut lines = vec![
        format!("# {}", language.sentence(key::REPORTS_TITLE_OF, args!["domain" => domain]).to_markdown()),
        String::new(),
        format!(
            "**{}** ({})",
            language.message(key::REPORTS_ANSWER, args!["enforce" => word]),
            format.span((summary.first, summary.last))
        ),
        String::new(),
    ];
    lines.extend(answer.reasons.iter().map(|reason| format!("- {}", reason_sentence(format, reason).to_markdown())));
    let numbers = args![
        "passed" => answer.sessions.0, "failed" => answer.sessions.1, "days" => answer.days, "senders" => answer.senders
    ];
    lines.extend([String::new(), language.sentence(key::REPORTS_NUMBERS, numbers).to_markdown()]);
    if let Some(live) = live {
        lines.push(language.message(key::REPORTS_CHECKED, args!["time" => &format.date(live.at)]));
    }
    let cards = failure_cards(&summary.failures);
    if !cards.is_empty() {
        lines.extend([String::new(), format!("## {}", language.message(key::REPORTS_FAILURES, &[])), String::new()]);
    }
    for card in cards {
        let cause = in_words::cause_sentence(card.cause, card.host.as_deref(), language).to_markdown();
        let next = in_words::next_step(card.cause, language).to_markdown();
        let (sessions, span) = (format.number(card.sessions), format.span(card.period));
        lines.push(format!("- {cause}: {sessions} ({}, {span}). {next}", card.result_type));
    }
    lines.join("\n") + "\n"
}
