//! Sorting with small code size.

/// Returns the items ordered by number. The sort is stable.
///
/// The standard library's sort adds kilobytes to the page for each type. This function sorts numbers and indices
/// instead, whatever the type of the items.
#[must_use]
pub fn sorted_by_number<T>(items: Vec<T>, number: impl Fn(&T) -> i64) -> Vec<T> {
    let mut order: Vec<(i64, usize)> = items.iter().enumerate().map(|(place, item)| (number(item), place)).collect();
    order.sort_unstable();
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    order.into_iter().filter_map(|(_, place)| items[place].take()).collect()
}

/// Returns the names in alphabetical order, without duplicates.
#[must_use]
pub fn sorted_names(mut names: Vec<String>) -> Vec<String> {
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_numbers_keep_their_order() {
        let items = vec![(3, "c"), (-1, "x"), (3, "a"), (2, "b"), (-1, "y")];
        let sorted = sorted_by_number(items, |(number, _)| *number);
        assert_eq!(sorted, [(-1, "x"), (-1, "y"), (2, "b"), (3, "c"), (3, "a")]);
        assert!(sorted_by_number(Vec::<i64>::new(), |number| *number).is_empty());
    }

    #[test]
    fn names_are_sorted_without_duplicates() {
        let names = ["b", "a", "b"].map(str::to_owned).to_vec();
        assert_eq!(sorted_names(names), ["a", "b"]);
    }
}
