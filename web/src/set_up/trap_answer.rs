//! The user's answers to the questions of traps, and their form in the address: `redirect.yes caa.unsure`.

use setup::trap;

/// The user's answer to the question of a trap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrapAnswer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Not sure.
    Unsure,
}

impl TrapAnswer {
    /// Every answer.
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::Unsure];

    /// The id used in addresses, sentences and tests.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unsure => "unsure",
        }
    }
}

/// Answers by the id of their trap.
pub type TrapAnswers = Vec<(&'static str, TrapAnswer)>;

/// Reads answers. Ignores unknown traps and answers.
pub(super) fn read_trap_answers(text: &str) -> TrapAnswers {
    let read = |word: &str| {
        let (id, answer) = word.split_once('.')?;
        let answer = TrapAnswer::ALL.into_iter().find(|known| known.id() == answer)?;
        Some((trap(id)?.id, answer))
    };
    text.split(' ').filter_map(read).collect()
}

/// Returns the text that [`read_trap_answers`] reads.
pub(super) fn trap_answers_text(answers: &TrapAnswers) -> String {
    let words: Vec<String> = answers.iter().map(|(id, answer)| [id, ".", answer.id()].concat()).collect();
    words.join(" ")
}
