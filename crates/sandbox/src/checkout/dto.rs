//! A cart in a request (Checkout for creditors: version 1 has three return URLs, version 2 has four).

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::cents::Cents;
use crate::digits::is_digits;
use crate::email::is_email;
use crate::state::carts::cart::{CartNotice, NewCart, ReturnUrls};
use crate::state::registry::notice::NoticeKey;

const NOTICES_MAX: usize = 5;
/// Longest company name and description, in characters.
const TEXT_MAX: usize = 140;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    One,
    Two,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum CartError {
    #[error("{0}")]
    Invalid(String),
    #[error("the same notice twice")]
    Duplicates,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CartDto {
    email_notice: Option<String>,
    payment_notices: Vec<NoticeDto>,
    return_urls: ReturnUrlsDto,
    id_cart: Option<String>,
    #[serde(rename = "allCCP")]
    _all_ccp: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct NoticeDto {
    notice_number: Digits,
    fiscal_code: Digits,
    amount: u64,
    company_name: String,
    description: String,
}

/// Text, or a JSON number, which the platform's framework takes for the same text.
#[derive(Deserialize)]
#[serde(untagged)]
enum Digits {
    Text(String),
    Number(u64),
}

impl Digits {
    fn into_text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Number(number) => number.to_string(),
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ReturnUrlsDto {
    return_ok_url: String,
    return_cancel_url: String,
    return_error_url: String,
    return_waiting_url: Option<String>,
}

pub fn parse(raw: &[u8], version: Version) -> Result<NewCart, CartError> {
    let dto: CartDto = serde_json::from_slice(raw).map_err(|error| CartError::Invalid(error.to_string()))?;
    if dto.email_notice.as_deref().is_some_and(|address| !is_email(address)) {
        return Err(CartError::Invalid("emailNotice is not an e-mail address".to_owned()));
    }
    let return_urls = return_urls(dto.return_urls, version)?;
    if dto.payment_notices.is_empty() || dto.payment_notices.len() > NOTICES_MAX {
        return Err(CartError::Invalid(format!("paymentNotices: needs one to {NOTICES_MAX}")));
    }
    let notices = dto.payment_notices.into_iter().map(notice).collect::<Result<Vec<_>, _>>()?;
    let distinct: BTreeSet<&NoticeKey> = notices.iter().map(|notice| &notice.key).collect();
    if distinct.len() < notices.len() {
        return Err(CartError::Duplicates);
    }
    Ok(NewCart { notices, email: dto.email_notice, id_cart: dto.id_cart, return_urls })
}

fn notice(dto: NoticeDto) -> Result<CartNotice, CartError> {
    let rule =
        |broken: bool, rule: &str| if broken { Err(CartError::Invalid(rule.to_owned())) } else { Ok(()) };
    let (notice_number, fiscal_code) = (dto.notice_number.into_text(), dto.fiscal_code.into_text());
    rule(!is_digits(&notice_number, 18), "noticeNumber is not 18 digits")?;
    rule(!is_digits(&fiscal_code, 11), "fiscalCode is not 11 digits")?;
    rule(dto.amount == 0, "amount is below one cent")?;
    rule(dto.company_name.chars().count() > TEXT_MAX, "companyName is too long")?;
    rule(dto.description.chars().count() > TEXT_MAX, "description is too long")?;
    Ok(CartNotice {
        key: NoticeKey::new(&fiscal_code, &notice_number),
        amount: Cents(dto.amount),
        company_name: dto.company_name,
        description: dto.description,
    })
}

fn return_urls(dto: ReturnUrlsDto, version: Version) -> Result<ReturnUrls, CartError> {
    let waiting = match version {
        Version::One => None,
        Version::Two => Some(absolute_url(
            "returnWaitingUrl",
            dto.return_waiting_url
                .ok_or_else(|| CartError::Invalid("returnWaitingUrl is missing".to_owned()))?,
        )?),
    };
    Ok(ReturnUrls {
        ok: absolute_url("returnOkUrl", dto.return_ok_url)?,
        cancel: absolute_url("returnCancelUrl", dto.return_cancel_url)?,
        error: absolute_url("returnErrorUrl", dto.return_error_url)?,
        waiting,
    })
}

/// A return URL must be absolute: without a scheme the payer cannot return (pagopa-api, issue 854).
fn absolute_url(field: &str, text: String) -> Result<String, CartError> {
    let absolute = text.parse::<axum::http::Uri>().is_ok_and(|uri| {
        matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some_and(|host| !host.is_empty())
    });
    if absolute {
        Ok(text)
    } else {
        Err(CartError::Invalid(format!("{field} is not an absolute http(s) address")))
    }
}
