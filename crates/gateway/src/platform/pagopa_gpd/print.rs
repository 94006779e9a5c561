//! pagoPA's print service: a notice as the platform itself lays it out (print-payment-notice-service, external v1).

use reqwest::{Client, StatusCode};
use serde::Serialize;
use url::Url;

use super::{
    answer::{bytes, error_of},
    upstream::Upstream,
};
use crate::platform::{NewLetter, PlatformError};
use pagopa::CreditorCode;

/// The service's address and key. The key is not that of the debt positions.
pub struct PrintService {
    pub address: Url,
    pub key: String,
    pub upstream: Upstream,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Request<'a> {
    template_id: &'static str,
    data: Data<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Data<'a> {
    notice: Notice<'a>,
    creditor_institution: Creditor,
    debtor: Debtor<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Notice<'a> {
    subject: &'a str,
    payment_amount: u64,
    due_date: &'a str,
    code: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Creditor {
    tax_code: String,
}

/// The platform requires the debtor's address, but the gateway has none: the fields are empty.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Debtor<'a> {
    tax_code: String,
    full_name: &'a str,
    address: &'static str,
    building_number: &'static str,
    postal_code: &'static str,
    city: &'static str,
    province: &'static str,
}

impl PrintService {
    /// One try only: the guardian waits, and the gateway prints the letter itself if this fails.
    pub async fn print(
        &self,
        client: &Client,
        creditor: CreditorCode,
        letter: &NewLetter,
    ) -> Result<Vec<u8>, PlatformError> {
        let body = request(creditor, letter);
        let mut address = self.address.clone();
        address
            .path_segments_mut()
            .map_err(|()| PlatformError::Malformed(format!("{} takes no path", self.address)))?
            .pop_if_empty()
            .extend(["notices", "generate"]);
        let request = client.post(address).header("Ocp-Apim-Subscription-Key", &self.key).json(&body);
        self.upstream
            .call(request, |answer| async move {
                if !matches!(answer.status(), StatusCode::CREATED | StatusCode::OK) {
                    return Err(error_of(answer).await);
                }
                let status = answer.status().as_u16();
                let pdf = bytes(answer).await?;
                if pdf.starts_with(b"%PDF-") {
                    Ok(pdf)
                } else {
                    Err(PlatformError::NotThePlatform { status, what: "no PDF".into() })
                }
            })
            .await
    }
}

fn request(creditor: CreditorCode, letter: &NewLetter) -> Request<'_> {
    Request {
        template_id: if letter.postal { "TemplateSingleInstalmentPoste" } else { "TemplateSingleInstalment" },
        data: Data {
            notice: Notice {
                subject: &letter.subject,
                payment_amount: letter.amount.cents(),
                due_date: &letter.due,
                code: letter.notice_number.to_string(),
            },
            creditor_institution: Creditor { tax_code: creditor.to_string() },
            debtor: Debtor {
                tax_code: letter.debtor_code.to_string(),
                full_name: &letter.debtor_name,
                address: "",
                building_number: "",
                postal_code: "",
                city: "",
                province: "",
            },
        },
    }
}
