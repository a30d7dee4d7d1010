//! A value that changes over time.

/// Each value with the time from which it applies, in Unix seconds.
#[derive(Clone, Debug)]
pub(super) struct ChangingValue<T>(Vec<(i64, T)>);

impl<T> ChangingValue<T> {
    /// Creates a value that has always been the same.
    pub fn new(value: T) -> Self {
        Self(vec![(i64::MIN, value)])
    }

    /// Returns the value at a given time.
    pub fn at(&self, moment: i64) -> &T {
        &self.0[self.index_at(moment)].1
    }

    /// Returns the index of the value at a given time, among all values in order.
    pub fn index_at(&self, moment: i64) -> usize {
        self.0.partition_point(|(from, _)| *from <= moment).saturating_sub(1)
    }

    /// Sets the value from a given time on. Times never decrease.
    pub fn set(&mut self, at: i64, value: T) {
        self.0.push((at, value));
    }

    /// Returns every value, in order.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.0.iter().map(|(_, value)| value)
    }
}
