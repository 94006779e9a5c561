//! Which of the forms a client takes (RFC 9110, 12.5.1): JSON goes without saying, PDF has to be asked for.

use axum::http::{HeaderMap, header};

/// What a notice is given as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Json,
    Pdf,
}

/// `None`: the client takes neither.
pub fn wanted(headers: &HeaderMap) -> Option<Form> {
    let lines: Vec<&str> =
        headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
    if lines.iter().all(|line| line.trim().is_empty()) {
        return Some(Form::Json);
    }
    let accepted = lines.join(",");
    let (json, pdf) = (weight(&accepted, "application", "json"), weight(&accepted, "application", "pdf"));
    match (json, pdf) {
        (0, 0) => None,
        (json, pdf) if json >= pdf => Some(Form::Json),
        _ => Some(Form::Pdf),
    }
}

/// How much a type is wanted, in thousandths: the most specific range that fits decides.
fn weight(accepted: &str, kind: &str, subtype: &str) -> u16 {
    let mut best = (0, 0);
    for range in accepted.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let Some((of_kind, of_subtype)) = parts.next().and_then(|range| range.split_once('/')) else {
            continue;
        };
        let specific = match (of_kind.eq_ignore_ascii_case(kind), of_subtype.eq_ignore_ascii_case(subtype)) {
            (true, true) => 3,
            (true, false) if of_subtype == "*" => 2,
            (false, false) if of_kind == "*" && of_subtype == "*" => 1,
            _ => continue,
        };
        let quality = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
        let quality = quality.map_or(1000, thousandths);
        if specific > best.0 {
            best = (specific, quality);
        }
    }
    best.1
}

/// `0.25` is 250. What is no weight counts as none: the client gets what goes without saying, or 406.
fn thousandths(text: &str) -> u16 {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    if rest.len() > 3 || !rest.bytes().all(|byte| byte.is_ascii_digit()) {
        return 0;
    }
    match (whole, format!("{rest:0<3}").parse()) {
        ("0", Ok(rest)) => rest,
        ("1", Ok(0)) => 1000,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(accept: &str) -> Option<Form> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, accept.parse().unwrap());
        wanted(&headers)
    }

    #[test]
    fn json_goes_without_saying() {
        assert_eq!(wanted(&HeaderMap::new()), Some(Form::Json));
        for accept in ["", "*/*", "application/*", "application/json", "text/html, */*;q=0.8"] {
            assert_eq!(of(accept), Some(Form::Json), "{accept}");
        }
    }

    #[test]
    fn pdf_is_given_to_whoever_wants_it_more() {
        for accept in [
            "application/pdf",
            "Application/PDF",
            "application/pdf, application/problem+json",
            "application/json;q=0.5, application/pdf",
            "application/pdf;q=0.9, */*;q=0.1",
            "application/json;q=0, */*",
        ] {
            assert_eq!(of(accept), Some(Form::Pdf), "{accept}");
        }
        assert_eq!(of("application/pdf, application/json"), Some(Form::Json), "equals");
    }

    #[test]
    fn what_cannot_be_given_is_not() {
        for accept in ["text/html", "image/*", "application/pdf;q=0", "application/json;q=2", "nonsense"] {
            assert_eq!(of(accept), None, "{accept}");
        }
    }
}
