//! Figures as people read them.

use std::time::Duration;

/// `42.1 s`, from a minute on `3 min 12 s`.
pub fn duration(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds < 60 {
        format!("{seconds}.{} s", duration.subsec_millis() / 100)
    } else {
        format!("{} min {} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_durations_have_minutes() {
        assert_eq!(duration(Duration::from_millis(42_190)), "42.1 s");
        assert_eq!(duration(Duration::from_secs(192)), "3 min 12 s");
    }
}
