//! A cart as it comes in (Checkout for creditors: version 1 with three return addresses, version 2 with four).

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::euro::Cents;
use crate::gpd::is_digits;
use crate::registry::payment::NoticeKey;

/// One to five notices in a cart, each name and description at most 140 characters.
const NOTICES_MAX: usize = 5;
const TEXT_MAX: usize = 140;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    One,
    Two,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongCart {
    #[error("{0}")]
    Invalid(String),
    #[error("more than five notices")]
    TooMany,
    #[error("the same notice twice")]
    Duplicates,
}

#[derive(Debug)]
pub struct CartRequest {
    pub notices: Vec<CartNotice>,
    pub email: Option<String>,
    /// The creditor's own name for the cart: only echoed on the pages.
    pub id_cart: Option<String>,
    pub returns: ReturnUrls,
}

#[derive(Debug, Clone)]
pub struct CartNotice {
    pub key: NoticeKey,
    /// What the creditor believes is due; the verified amount prevails.
    pub amount: Cents,
}

#[derive(Debug, Clone)]
pub struct ReturnUrls {
    pub ok: String,
    pub cancel: String,
    pub error: String,
    /// Version 2 only.
    pub waiting: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawCart {
    email_notice: Option<String>,
    payment_notices: Vec<RawNotice>,
    return_urls: RawUrls,
    id_cart: Option<String>,
    #[serde(rename = "allCCP")]
    _all_ccp: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawNotice {
    notice_number: String,
    fiscal_code: String,
    amount: u64,
    company_name: String,
    description: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawUrls {
    return_ok_url: String,
    return_cancel_url: String,
    return_error_url: String,
    return_waiting_url: Option<String>,
}

pub fn parse(raw: &[u8], version: Version) -> Result<CartRequest, WrongCart> {
    let raw: RawCart = serde_json::from_slice(raw).map_err(|error| WrongCart::Invalid(error.to_string()))?;
    if raw.email_notice.as_deref().is_some_and(|address| !is_email(address)) {
        return Err(WrongCart::Invalid("emailNotice is not an e-mail address".to_owned()));
    }
    let returns = return_urls(raw.return_urls, version)?;
    if raw.payment_notices.is_empty() {
        return Err(WrongCart::Invalid("paymentNotices is empty".to_owned()));
    }
    let notices = raw.payment_notices.into_iter().map(notice).collect::<Result<Vec<_>, _>>()?;
    if notices.len() > NOTICES_MAX {
        return Err(WrongCart::TooMany);
    }
    let distinct: BTreeSet<&NoticeKey> = notices.iter().map(|notice| &notice.key).collect();
    if distinct.len() < notices.len() {
        return Err(WrongCart::Duplicates);
    }
    Ok(CartRequest { notices, email: raw.email_notice, id_cart: raw.id_cart, returns })
}

fn notice(raw: RawNotice) -> Result<CartNotice, WrongCart> {
    let rule =
        |broken: bool, rule: &str| if broken { Err(WrongCart::Invalid(rule.to_owned())) } else { Ok(()) };
    rule(!is_digits(&raw.notice_number, 18), "noticeNumber is not 18 digits")?;
    rule(!is_digits(&raw.fiscal_code, 11), "fiscalCode is not 11 digits")?;
    rule(raw.amount == 0, "amount is below one cent")?;
    rule(raw.company_name.chars().count() > TEXT_MAX, "companyName is too long")?;
    rule(raw.description.chars().count() > TEXT_MAX, "description is too long")?;
    Ok(CartNotice { key: NoticeKey::new(&raw.fiscal_code, &raw.notice_number), amount: Cents(raw.amount) })
}

fn return_urls(raw: RawUrls, version: Version) -> Result<ReturnUrls, WrongCart> {
    let waiting = match version {
        Version::One => None,
        Version::Two => Some(url(
            "returnWaitingUrl",
            raw.return_waiting_url
                .ok_or_else(|| WrongCart::Invalid("returnWaitingUrl is missing".to_owned()))?,
        )?),
    };
    Ok(ReturnUrls {
        ok: url("returnOkUrl", raw.return_ok_url)?,
        cancel: url("returnCancelUrl", raw.return_cancel_url)?,
        error: url("returnErrorUrl", raw.return_error_url)?,
        waiting,
    })
}

/// Absolute http(s) addresses only: one without a scheme leads nowhere (pagopa-api, issue 854).
fn url(field: &str, text: String) -> Result<String, WrongCart> {
    let absolute = text.parse::<axum::http::Uri>().is_ok_and(|uri| {
        matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some_and(|host| !host.is_empty())
    });
    if absolute {
        Ok(text)
    } else {
        Err(WrongCart::Invalid(format!("{field} is not an absolute http(s) address")))
    }
}

/// One @ between two parts without blanks, the second with a dot or a local name.
pub fn is_email(text: &str) -> bool {
    text.len() <= 254 && text.parse::<lettre::Address>().is_ok()
}
