//! The one source of chance: SplitMix64, started from the seed and a name.

/// The seed of the whole dataset.
pub const SEED: u64 = 20_260_101;

/// A small generator. Each use has its own, named after what it is for, so a
/// change in one place does not move every other record.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// A generator for one purpose.
    pub fn new(kind: &str, key: &str) -> Self {
        let mut state = SEED ^ 0xcbf2_9ce4_8422_2325;
        for byte in kind.bytes().chain([b'/']).chain(key.bytes()) {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        Self(state)
    }

    /// The next 64 bits.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 up to, not including, `below`.
    pub fn below(&mut self, below: usize) -> usize {
        usize::try_from(self.next() % (below.max(1) as u64)).unwrap_or_default()
    }

    /// True this many times in a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of the items.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.below(items.len()))
    }

    /// One of the texts, or an empty one.
    pub fn word(&mut self, items: &[&str]) -> String {
        self.pick(items).map(|word| (*word).to_owned()).unwrap_or_default()
    }

    /// Some of the items, each at most once, in a new order.
    pub fn some<T: Clone>(&mut self, items: &[T], count: usize) -> Vec<T> {
        let mut pool = items.to_vec();
        self.shuffle(&mut pool);
        pool.truncate(count);
        pool
    }

    /// Puts the items in a new order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

/// The lasting id of a record.
///
/// Fifteen characters of `[a-z0-9]`, not a UUID: that is the tightest shape
/// among the backends the data is loaded into, and every other one takes it.
pub fn id(kind: &str, key: &str) -> String {
    let mut dice = Dice::new(kind, key);
    (0..15).filter_map(|_| u32::try_from(dice.below(36)).ok()).filter_map(|digit| char::from_digit(digit, 36)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_stable_and_tight() {
        assert_eq!(id("people", "1"), id("people", "1"));
        assert_ne!(id("people", "1"), id("people", "2"));
        assert_ne!(id("people", "1"), id("alerts", "1"));
        let one = id("people", "1");
        assert_eq!(one.len(), 15);
        assert!(one.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()));
    }

    #[test]
    fn a_shuffle_keeps_every_item() {
        let mut items: Vec<u32> = (0..50).collect();
        Dice::new("test", "shuffle").shuffle(&mut items);
        assert_ne!(items, (0..50).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..50).collect::<Vec<_>>());
    }
}
