//! The effect on mail, as rows, chips and menus name it. Plain data.

use checker::{ImpactKind, Report, Severity, Verdict};
use words::Language;

/// The effect on mail. Equal words with another severity are another effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MailEffect {
    /// The severity; `None` if too little was observed.
    pub severity: Option<Severity>,
    /// The kind. Only [`ImpactKind::Verdict`] depends on the verdict.
    pub kind: ImpactKind,
    /// The verdict; [`Verdict::Unknown`] for kinds that do not depend on it.
    pub verdict: Verdict,
}

impl MailEffect {
    /// Creates the effect of a check.
    #[must_use]
    pub fn new(verdict: Verdict, kind: ImpactKind, severity: Option<Severity>) -> Self {
        let verdict = if kind == ImpactKind::Verdict { verdict } else { Verdict::Unknown };
        Self { severity, kind, verdict }
    }

    /// Returns the effect that a report states.
    #[must_use]
    pub fn from_report(report: &Report) -> Self {
        Self::new(report.verdict, report.impact.kind, report.impact.severity)
    }

    /// Returns the identifier in the page and in tests.
    #[must_use]
    pub const fn id(self) -> &'static str {
        if matches!(self.kind, ImpactKind::Verdict) { self.verdict.id() } else { self.kind.id() }
    }

    /// Returns whether too little was observed.
    #[must_use]
    pub fn is_unknown(self) -> bool {
        self.verdict == Verdict::Unknown && self.severity.is_none()
    }

    /// Returns the words.
    #[must_use]
    pub fn words(self, language: Language) -> String {
        words::report::row_word(self.verdict, self.kind, self.severity, language)
    }

    /// Returns the position in a list: the worst first.
    fn rank(self) -> (u8, usize, usize) {
        let verdict = Verdict::ALL.iter().position(|verdict| *verdict == self.verdict).unwrap_or_default();
        let kind = ImpactKind::ALL.iter().position(|kind| *kind == self.kind).unwrap_or_default();
        (severity_rank(self.severity), verdict, kind)
    }
}

/// Returns each effect once with its number, the worst first.
#[must_use]
pub fn count_effects(all: impl Iterator<Item = MailEffect>) -> Vec<(MailEffect, usize)> {
    let mut effects: Vec<(MailEffect, usize)> = Vec::new();
    for effect in all {
        match effects.iter_mut().find(|(known, _)| *known == effect) {
            Some((_, count)) => *count += 1,
            None => effects.push((effect, 1)),
        }
    }
    effects.sort_by_key(|(effect, _)| effect.rank());
    effects
}

/// Returns the labels of effects. Of several with the same words, each is followed by its severity.
#[must_use]
pub fn effect_labels(effects: &[(MailEffect, usize)], language: Language) -> Vec<String> {
    let words: Vec<String> = effects.iter().map(|(effect, _)| effect.words(language)).collect();
    let is_shared = |label: &String| words.iter().filter(|other| *other == label).count() > 1;
    let label = |(label, (effect, _)): (&String, &(MailEffect, usize))| match effect.severity {
        Some(severity) if is_shared(label) => {
            format!("{label} · {}", words::report::severity_label(severity, language))
        }
        _ => label.clone(),
    };
    words.iter().zip(effects).map(label).collect()
}

/// Returns the position of a severity in a list: the worst first.
#[must_use]
pub const fn severity_rank(severity: Option<Severity>) -> u8 {
    match severity {
        Some(Severity::Error) => 0,
        Some(Severity::Warning) => 1,
        Some(Severity::Notice) => 2,
        Some(Severity::Pass) => 3,
        None => 4,
    }
}
