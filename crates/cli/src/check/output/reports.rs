//! Complete reports for people, as text or Markdown.

use words::{Language, text};

use super::{Checked, Output};
use crate::{
    exit_status::PluginState,
    failure::Failure,
    print::{self, colour_report},
};

/// Reports, separated by empty lines.
pub(super) struct Reports {
    language: Language,
    render: fn(&Checked, Language) -> String,
    is_first: bool,
}

impl Reports {
    pub(super) fn text(language: Language) -> Self {
        let render = |checked: &Checked, language| {
            colour_report(&text::terminal_text(&checked.report, language), &checked.report)
        };
        Self { language, render, is_first: true }
    }

    pub(super) fn markdown(language: Language) -> Self {
        Self { language, render: |checked, language| text::markdown(&checked.report, language, None), is_first: true }
    }
}

impl Output for Reports {
    fn add(&mut self, checked: &Checked) -> Result<(), Failure> {
        let separator = if self.is_first { "" } else { "\n" };
        self.is_first = false;
        print::print_text(&[separator, &(self.render)(checked, self.language)].concat())
    }

    fn finish(self: Box<Self>) -> Result<Option<PluginState>, Failure> {
        Ok(None)
    }
}
