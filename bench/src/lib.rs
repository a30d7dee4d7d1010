//! Benchmark in interleaved rounds: each contender has one turn per round, and the first turn rotates.
//!
//! If the machine slows down for a while, because something else runs on it or its clock changes, it slows all
//! contenders equally. Benchmark harnesses that finish one function before the next cannot ensure that.

use std::time::{Duration, Instant};

/// Minimum duration of a turn, long enough to hide the cost of reading the clock.
const TURN: Duration = Duration::from_millis(1);

/// Result of one contender.
#[derive(Clone, Copy)]
pub struct Result {
    /// Nanoseconds per text: median and quartiles of all rounds.
    pub time: Quartiles,
    /// Our time divided by its time in the same round: median of all rounds.
    pub ratio: f64,
}

/// Median and quartiles.
#[derive(Clone, Copy)]
pub struct Quartiles {
    /// First quartile.
    pub low: f64,
    /// Median.
    pub median: f64,
    /// Third quartile.
    pub high: f64,
}

/// Measures all contenders, each of which handles all texts in one pass. The first is ours. Returns the results in the
/// same order.
pub fn run(contenders: &[&dyn Fn()], texts: usize, rounds: usize) -> Vec<Result> {
    let passes: Vec<u32> = contenders.iter().map(|pass| passes_in_a_turn(pass)).collect();
    let mut times: Vec<Vec<f64>> = vec![Vec::with_capacity(rounds); contenders.len()];
    for round in 0..rounds {
        for turn in 0..contenders.len() {
            let contender = (round + turn) % contenders.len();
            let elapsed = time(contenders[contender], passes[contender]);
            times[contender].push(elapsed.as_nanos() as f64 / f64::from(passes[contender]) / texts as f64);
        }
    }
    let result = |theirs: &Vec<f64>| {
        let ratios = times[0].iter().zip(theirs).map(|(ours, theirs)| ours / theirs).collect();
        Result { time: quartiles(theirs.clone()), ratio: quartiles(ratios).median }
    };
    times.iter().map(result).collect()
}

/// Returns the number of passes over all texts that fill a turn. Measuring it also warms caches and the branch
/// predictor.
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
