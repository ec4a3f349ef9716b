//! What the commands print.

use std::time::{Duration, Instant};

/// A line that begins a larger piece of work.
pub fn heading(words: &str) {
    println!("\n== {words}");
}

/// A line about what is being done.
pub fn note(words: &str) {
    println!("   {words}");
}

/// Seconds or minutes, as a person says them.
pub fn took(since: Instant) -> String {
    length(since.elapsed())
}

fn length(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..=9 => format!("{:.1} s", time.as_secs_f64()),
        10..=119 => format!("{seconds} s"),
        _ => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

/// Bytes as KiB with one place.
pub fn kib(bytes: u64) -> String {
    let tenths = (bytes * 10).div_ceil(1024);
    format!("{}.{} KiB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_and_sizes_read_well() {
        assert_eq!(length(Duration::from_millis(1_250)), "1.2 s");
        assert_eq!(length(Duration::from_secs(61)), "61 s");
        assert_eq!(length(Duration::from_secs(125)), "2 min 5 s");
        assert_eq!(kib(0), "0.0 KiB");
        assert_eq!(kib(1024 * 170), "170.0 KiB");
        assert_eq!(kib(1), "0.1 KiB");
    }
}
