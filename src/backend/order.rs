//! Sorting, compiled once and not for each kind of list.

use std::cmp::Ordering;

/// The positions of items in the order of their keys; equal keys keep their order.
#[must_use]
pub fn in_order(keys: &[String]) -> Vec<usize> {
    positions(keys.len(), &|one, other| keys.get(one).cmp(&keys.get(other)))
}

/// Sorts a list; equal items keep their order.
pub fn sort_by<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = positions(items.len(), &|one, other| match (items.get(one), items.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    });
    let mut taken: Vec<Option<T>> = std::mem::take(items).into_iter().map(Some).collect();
    items.extend(order.into_iter().filter_map(|at| taken.get_mut(at).and_then(Option::take)));
}

fn positions(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut positions: Vec<usize> = (0..count).collect();
    positions.sort_by(|one, other| compare(*one, *other));
    positions
}

#[cfg(test)]
mod tests {
    use super::{in_order, sort_by};

    #[test]
    fn equal_keys_keep_their_order() {
        assert_eq!(in_order(&["b".into(), "a".into(), "b".into(), "".into()]), [3, 1, 0, 2]);
    }

    #[test]
    fn a_list_is_sorted_in_place() {
        let mut list = vec![(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd')];
        sort_by(&mut list, |one, other| one.0.cmp(&other.0));
        assert_eq!(list, [(1, 'b'), (1, 'd'), (2, 'a'), (2, 'c')]);
    }
}
