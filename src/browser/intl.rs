//! Formats money, dates, times and lists with the browser's `Intl`.

use contract::{Date, Language, Money, Month, SignedMoney, Timestamp};
use js_sys::{Array, Object, Reflect};
use pagopa::Amount;
use std::{cell::RefCell, thread::LocalKey};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    #[derive(Clone)]
    type NumberFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(locale: &str, options: &Object) -> NumberFormat;
    // A decimal string keeps the cents exact; older browsers convert it to a number.
    #[wasm_bindgen(method)]
    fn format(this: &NumberFormat, decimal: &str) -> String;

    #[wasm_bindgen(js_namespace = Intl)]
    #[derive(Clone)]
    type DateTimeFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(locale: &str, options: &Object) -> DateTimeFormat;
    #[wasm_bindgen(method)]
    fn format(this: &DateTimeFormat, date: &js_sys::Date) -> String;

    #[wasm_bindgen(js_namespace = Intl)]
    type ListFormat;
    // Safari before 14.1 has no `Intl.ListFormat`.
    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(locale: &str, options: &Object) -> Result<ListFormat, JsValue>;
    #[wasm_bindgen(method)]
    fn format(this: &ListFormat, list: &Array) -> String;
}

/// Names and values of a formatter's options.
type Options = &'static [(&'static str, &'static str)];

const EURO: Options = &[("style", "currency"), ("currency", "EUR")];
const DAY: Options = &[("dateStyle", "long"), ("timeZone", "UTC")];
const MONTH: Options = &[("month", "long"), ("year", "numeric"), ("timeZone", "UTC")];
const TODAY: Options = &[("timeZone", "Europe/Rome")];
const MOMENT: Options = &[("dateStyle", "medium"), ("timeStyle", "short"), ("timeZone", "Europe/Rome")];
const TIME: Options = &[("timeStyle", "short"), ("timeZone", "Europe/Rome")];

/// Formatters that exist, each with its locale and options. To make one takes milliseconds on a phone.
type Known<T> = RefCell<Vec<(&'static str, Options, T)>>;

thread_local! {
    static MONEY: Known<NumberFormat> = const { RefCell::new(Vec::new()) };
    static DATES: Known<DateTimeFormat> = const { RefCell::new(Vec::new()) };
}

/// The formatter of this locale and these options.
fn formatter<T: Clone>(
    known: &'static LocalKey<Known<T>>,
    locale: &'static str,
    pairs: Options,
    make: fn(&str, &Object) -> T,
) -> T {
    known.with_borrow_mut(|known| {
        let found = known.iter().find(|(of, options, _)| *of == locale && *options == pairs);
        if let Some((_, _, format)) = found {
            return format.clone();
        }
        let format = make(locale, &options(pairs));
        known.push((locale, pairs, format.clone()));
        format
    })
}

fn date_format(locale: &'static str, pairs: Options) -> DateTimeFormat {
    formatter(&DATES, locale, pairs, DateTimeFormat::new)
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (key, value) in pairs {
        // A plain new object takes every property.
        let _ = Reflect::set(&object, &(*key).into(), &(*value).into());
    }
    object
}

/// The locale of numbers and dates. English is British: the day before the month, and 24 hours as in Italy.
const fn locale(language: Language) -> &'static str {
    match language {
        Language::It => "it",
        Language::Fr => "fr",
        Language::En => "en-GB",
    }
}

/// `25.00` → `25,00 €`.
pub fn money(language: Language, money: Money) -> String {
    decimal_money(language, &money.amount.to_string())
}

/// A balance, with a minus sign (U+2212) if it is negative: `−14,40 €`. `Intl` writes a hyphen, which screen readers skip.
pub fn signed_money(language: Language, money: SignedMoney) -> String {
    let minus = |sign| if sign == '-' { '\u{2212}' } else { sign };
    decimal_money(language, &money.amount.to_string()).chars().map(minus).collect()
}

/// The amount as it is typed in this language: `26,50`, in English `26.50`.
pub fn typed_money(language: Language, amount: Amount) -> String {
    let text = amount.to_string();
    match language {
        Language::En => text,
        Language::It | Language::Fr => text.replace('.', ","),
    }
}

fn decimal_money(language: Language, decimal: &str) -> String {
    formatter(&MONEY, locale(language), EURO, NumberFormat::new).format(decimal)
}

/// A day in Italy: `23 dicembre 2026`.
pub fn day(language: Language, date: &Date) -> String {
    // A date without a time is midnight UTC: in another time zone it could become the day before.
    date_format(locale(language), DAY).format(&js_sys::Date::new(&date.as_str().into()))
}

/// A month in Italy: `dicembre 2026`.
pub fn month(language: Language, month: &Month) -> String {
    date_format(locale(language), MONTH).format(&js_sys::Date::new(&month.as_str().into()))
}

/// Today in Italy, by the phone's clock, which may be wrong: `2026-12-23`.
pub fn today() -> String {
    // The Swedish locale writes dates as RFC 3339 does.
    date_format("sv-SE", TODAY).format(&js_sys::Date::new_0())
}

/// Whole days from today to this day, by the phone's clock; `None` if it is past.
#[expect(
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number of days, no money; a cast from floating point saturates"
)]
pub fn days_until(day: &Date) -> Option<u64> {
    const DAY_MS: f64 = 86_400_000.0;
    let days = (js_sys::Date::parse(day.as_str()) - js_sys::Date::parse(&today())) / DAY_MS;
    (days >= 0.0).then_some(days as u64)
}

/// Date and time in Italy: `23 nov 2026, 13:16`.
pub fn moment(language: Language, timestamp: &Timestamp) -> String {
    date_and_time(language, &timestamp.as_str().into())
}

/// The same for a Unix time in seconds.
#[expect(clippy::float_arithmetic, reason = "a time, no money")]
pub fn moment_at(language: Language, unix_s: u32) -> String {
    date_and_time(language, &(f64::from(unix_s) * 1000.0).into())
}

fn date_and_time(language: Language, moment: &JsValue) -> String {
    date_format(locale(language), MOMENT).format(&js_sys::Date::new(moment))
}

/// The time of day in Italy: `13:16`.
pub fn time(language: Language, timestamp: &Timestamp) -> String {
    time_of_day(language, &timestamp.as_str().into())
}

fn time_of_day(language: Language, moment: &JsValue) -> String {
    date_format(locale(language), TIME).format(&js_sys::Date::new(moment))
}

/// The same for a Unix time in seconds.
#[expect(clippy::float_arithmetic, reason = "a time, no money")]
pub fn time_at(language: Language, unix_s: u32) -> String {
    time_of_day(language, &(f64::from(unix_s) * 1000.0).into())
}

/// `Anna`, `Anna e Luca`, `Anna, Luca e Zoe`.
pub fn list<'a>(language: Language, items: impl Iterator<Item = &'a str>) -> String {
    let items: Vec<&str> = items.collect();
    match ListFormat::new(locale(language), &options(&[("type", "conjunction")])) {
        Ok(format) => format.format(&items.iter().map(|item| JsValue::from_str(item)).collect::<Array>()),
        Err(_) => items.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_typed_in_the_form_of_its_language() {
        let amount = Amount::from_cents(2650).unwrap();
        assert_eq!(typed_money(Language::It, amount), "26,50");
        for language in Language::ALL {
            assert_eq!(Amount::from_typed(&typed_money(language, amount)), Ok(amount));
        }
    }
}
