//! Interleaved rounds: in every round each contender has one turn, and the first turn goes around.
//!
//! A machine that slows down for a while, because something else runs on it or its clock changes, then slows all of
//! them. Benchmark harnesses that finish with one function before they begin with the next cannot promise that.

use std::time::{Duration, Instant};

/// How long a turn lasts at least; the clock's own cost disappears in it.
const TURN: Duration = Duration::from_millis(1);

/// What the rounds said of one contender.
#[derive(Clone, Copy)]
pub struct Result {
    /// Nanoseconds for one text: the median of all rounds, and the quartiles around it.
    pub time: Quartiles,
    /// Our time divided by its time, in the same round: the median of all rounds.
    pub ratio: f64,
}

/// The middle of what was seen, and half of it on both sides.
#[derive(Clone, Copy)]
pub struct Quartiles {
    /// A quarter was below.
    pub low: f64,
    /// A half was below.
    pub median: f64,
    /// Three quarters were below.
    pub high: f64,
}

/// Measures all contenders, each of which handles all texts in one pass; the first is ours. The results are in their order.
pub fn run(contenders: &[&dyn Fn()], texts: usize, rounds: usize) -> Vec<Result> {
    let passes: Vec<u32> = contenders.iter().map(|pass| passes_in_a_turn(pass)).collect();
    let mut times: Vec<Vec<f64>> = vec![Vec::with_capacity(rounds); contenders.len()];
    for round in 0..rounds {
        for turn in 0..contenders.len() {
            let who = (round + turn) % contenders.len();
            let elapsed = time(contenders[who], passes[who]);
            times[who].push(elapsed.as_nanos() as f64 / f64::from(passes[who]) / texts as f64);
        }
    }
    let result = |theirs: &Vec<f64>| {
        let ratios = times[0].iter().zip(theirs).map(|(ours, theirs)| ours / theirs).collect();
        Result { time: quartiles(theirs.clone()), ratio: quartiles(ratios).median }
    };
    times.iter().map(result).collect()
}

/// How many passes over all texts fill a turn. Finding out warms caches and the branch predictor, too.
fn passes_in_a_turn(pass: &dyn Fn()) -> u32 {
    let mut passes = 1;
    while time(pass, passes) < TURN && passes < 1 << 24 {
        passes *= 2;
    }
    passes
}

fn time(pass: &dyn Fn(), passes: u32) -> Duration {
    let start = Instant::now();
    for _ in 0..passes {
        pass();
    }
    start.elapsed()
}

fn quartiles(mut values: Vec<f64>) -> Quartiles {
    values.sort_by(f64::total_cmp);
    let at = |quarter: usize| values.get((values.len().saturating_sub(1)) * quarter / 4).copied().unwrap_or_default();
    Quartiles { low: at(1), median: at(2), high: at(3) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_are_seen_values() {
        let of = |values: &[f64]| {
            let found = quartiles(values.to_vec());
            (found.low, found.median, found.high)
        };
        assert_eq!(of(&[5.0, 1.0, 4.0, 2.0, 3.0]), (2.0, 3.0, 4.0));
        assert_eq!(of(&[7.0]), (7.0, 7.0, 7.0));
    }
}
