//! Numbers that are text: notice numbers, fiscal codes, postal accounts.

/// Exactly `count` ASCII digits.
pub fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// In groups of four, as a notice prints its number.
pub fn in_groups_of_four(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 4);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && index % 4 == 0 {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_wanted_count_of_digits_passes() {
        assert!(is_digits("77777777777", 11));
        for text in ["7777777777", "777777777777", "7777777777x", "٧٧٧٧٧٧٧٧٧٧٧"] {
            assert!(!is_digits(text, 11), "{text}");
        }
    }

    #[test]
    fn notice_number_is_printed_in_groups() {
        assert_eq!(in_groups_of_four("302012387654312384"), "3020 1238 7654 3123 84");
    }
}
