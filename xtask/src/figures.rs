//! Figures as the measuring programs print them (`key=value`), and as people read them.

use crate::failure::Failure;

/// One line of `key=value` words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures(Vec<(String, u64)>);

impl Figures {
    pub fn parse(line: &str) -> Result<Self, Failure> {
        let pairs = line.split_whitespace().map(|word| {
            let (key, value) = word.split_once('=')?;
            Some((key.to_owned(), value.parse().ok()?))
        });
        pairs.collect::<Option<_>>().map(Self).ok_or_else(|| Failure::new(format!("no figures: `{line}`")))
    }

    pub fn get(&self, key: &str) -> Result<u64, Failure> {
        let found = self.0.iter().find(|(name, _)| name == key);
        found.map(|(_, value)| *value).ok_or_else(|| Failure::new(format!("the figure `{key}` is missing")))
    }
}

/// Microseconds as `12.34 ms`.
pub fn ms(us: u64) -> String {
    format!("{}.{:02} ms", us / 1000, us % 1000 / 10)
}

/// `1.25×`: how often the second is contained in the first.
pub fn ratio(of: u64, to: u64) -> String {
    match of.saturating_mul(100).checked_div(to) {
        Some(hundredths) => format!("{}.{:02}×", hundredths / 100, hundredths % 100),
        None => "–".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_found_by_name() {
        let figures = Figures::parse("requests=12 p99_us=3400\n").unwrap();
        assert_eq!(figures.get("p99_us").unwrap(), 3400);
        assert!(figures.get("p50_us").is_err());
        assert!(Figures::parse("requests=many").is_err());
        assert!(Figures::parse("killed").is_err());
    }

    #[test]
    fn figures_are_printed_with_units() {
        assert_eq!(ms(12_345), "12.34 ms");
        assert_eq!(ms(7), "0.00 ms");
        assert_eq!(ratio(250, 200), "1.25×");
        assert_eq!(ratio(1, 0), "–");
    }
}
