//! Sorting by a key, once for every list.

/// The positions of items in the order of their keys; equal keys keep their order.
#[must_use]
pub fn in_order(keys: &[String]) -> Vec<usize> {
    let mut positions: Vec<usize> = (0..keys.len()).collect();
    positions.sort_by(|a, b| keys.get(*a).cmp(&keys.get(*b)));
    positions
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn equal_keys_keep_their_order() {
        assert_eq!(in_order(&["b".into(), "a".into(), "b".into(), "".into()]), [3, 1, 0, 2]);
    }
}
