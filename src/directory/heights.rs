//! Which rows of a long list are on screen, when every row may have its own height.

/// How many pixels a row has before any was measured.
const FIRST_GUESS: f64 = 104.0;
/// Rows drawn beyond each end of the screen, so that scrolling and tabbing never meet a hole.
const BEYOND: usize = 10;
/// The most rows drawn at once.
const MOST: usize = 60;
/// The stretch moves in steps, so that scrolling seldom redraws.
const STEP: usize = 4;

/// So many measured rows tell how high the others may be.
const ENOUGH: usize = 8;

/// The measured heights of rows by their number; a row that was never drawn counts as the first ones on average.
#[derive(Clone, Debug, Default)]
pub struct Heights {
    known: Vec<f64>,
    first: Vec<f64>,
}

/// The rows that are drawn, and the room that the others take.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stretch {
    /// The first row that is drawn.
    pub first: usize,
    /// The row after the last that is drawn.
    pub end: usize,
    /// Pixels above.
    pub before: f64,
    /// Pixels below.
    pub after: f64,
}

impl Heights {
    /// Notes the height of a row; says whether that is news.
    pub fn note(&mut self, row: u32, height: f64) -> bool {
        let at = row as usize;
        if self.known.len() <= at {
            self.known.resize(at + 1, 0.0);
        }
        let Some(known) = self.known.get_mut(at) else { return false };
        if (*known - height).abs() < 0.5 {
            return false;
        }
        // The guess must not follow what is seen: at the end of ten thousand rows a tenth of a pixel moves all by a screen.
        if *known <= 0.0 && self.first.len() < ENOUGH {
            self.first.push(height);
        }
        *known = height;
        true
    }

    fn of(&self, row: u32, guess: f64) -> f64 {
        self.known.get(row as usize).copied().filter(|height| *height > 0.0).unwrap_or(guess)
    }

    /// The stretch of `rows` to draw when `top` pixels of the list are above the screen and `screen` pixels fit on it.
    #[must_use]
    pub fn stretch(&self, rows: &[u32], top: f64, screen: f64) -> Stretch {
        #[allow(clippy::cast_precision_loss)]
        let guess = if self.first.is_empty() { FIRST_GUESS } else { self.first.iter().sum::<f64>() / self.first.len() as f64 };
        let (mut first_seen, mut after_seen) = (rows.len(), rows.len());
        let mut total = 0.0;
        for (at, row) in rows.iter().enumerate() {
            if total > top + screen {
                after_seen = after_seen.min(at);
            }
            total += self.of(*row, guess);
            if total > top {
                first_seen = first_seen.min(at);
            }
        }
        let mut first = first_seen.saturating_sub(BEYOND) / STEP * STEP;
        let end = ((after_seen + BEYOND).div_ceil(STEP) * STEP).min(rows.len()).min(first + MOST);
        // Scrolled past the end, as after a search that leaves few rows: the last ones.
        if first >= end {
            first = end.saturating_sub(BEYOND);
        }
        let height = |rows: Option<&[u32]>| rows.into_iter().flatten().map(|row| self.of(*row, guess)).sum();
        Stretch { first, end, before: height(rows.get(..first)), after: height(rows.get(end..)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_near_the_screen_is_drawn() {
        let rows: Vec<u32> = (0..10_000).collect();
        let mut heights = Heights::default();
        assert!(heights.note(0, 100.0));
        assert!(!heights.note(0, 100.0));
        let top = heights.stretch(&rows, 0.0, 800.0);
        assert_eq!((top.first, top.before), (0, 0.0));
        assert!(top.end >= 18 && top.end <= MOST, "{top:?}");
        assert_eq!(top.after, (10_000 - top.end) as f64 * 100.0);
        let middle = heights.stretch(&rows, 500_000.0, 800.0);
        assert!(middle.first < 5_000 && middle.end > 5_008 && middle.end - middle.first <= MOST, "{middle:?}");
        let end = heights.stretch(&rows, 999_300.0, 800.0);
        assert_eq!((end.end, end.after), (10_000, 0.0));
    }

    #[test]
    fn measured_rows_count_as_they_are() {
        let mut heights = Heights::default();
        for row in 0..10 {
            heights.note(row, if row < 8 { 200.0 } else { 100.0 });
        }
        let all: Vec<u32> = (0..10).collect();
        assert_eq!(heights.stretch(&all, 0.0, 100.0).after, 0.0);
        let many: Vec<u32> = (0..100).collect();
        // 10 measured rows make 1800, the other 90 count as the first eight.
        let stretch = heights.stretch(&many, 19_000.0, 0.0);
        assert_eq!(stretch.before + stretch.after + 200.0 * (stretch.end - stretch.first) as f64, 1_800.0 + 18_000.0);
    }

    #[test]
    fn few_rows_are_shown_even_when_scrolled_past_them() {
        let heights = Heights::default();
        assert_eq!(heights.stretch(&[3, 1], 90_000.0, 800.0), Stretch { first: 0, end: 2, before: 0.0, after: 0.0 });
        assert_eq!(heights.stretch(&[], 0.0, 800.0), Stretch::default());
    }
}
