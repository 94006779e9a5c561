//! The request for a printed notice.

use serde::Deserialize;

/// The templates for one instalment, with and without the postal slip.
const TEMPLATES: [&str; 2] = ["TemplateSingleInstalment", "TemplateSingleInstalmentPoste"];

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GenerateRequest {
    template_id: String,
    data: Data,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Data {
    notice: Notice,
    creditor_institution: Creditor,
    debtor: Debtor,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Notice {
    subject: String,
    /// Cents.
    payment_amount: u64,
    due_date: Option<String>,
    code: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Creditor {
    tax_code: String,
}

/// Every field except the code is required; an empty text is accepted.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Debtor {
    tax_code: Option<String>,
    full_name: String,
    address: String,
    building_number: String,
    postal_code: String,
    city: String,
    province: String,
}

impl GenerateRequest {
    pub fn check(&self) -> Result<(), String> {
        let Data { notice, debtor, .. } = &self.data;
        let address =
            [&debtor.address, &debtor.building_number, &debtor.postal_code, &debtor.city, &debtor.province];
        let too_long = |text: &str, most: usize| text.chars().count() > most;
        let rules = [
            (!TEMPLATES.contains(&self.template_id.as_str()), "templateId: unknown"),
            (too_long(&notice.subject, 90), "notice.subject: at most 90 characters"),
            (notice.payment_amount > 99_999_999_999, "notice.paymentAmount: too much"),
            (notice.code.len() != 18, "notice.code: 18 digits"),
            (too_long(&debtor.full_name, 70), "debtor.fullName: at most 70 characters"),
            (address.iter().any(|part| too_long(part, 140)), "debtor.address: at most 140 characters"),
            (
                debtor.tax_code.as_ref().is_some_and(|code| too_long(code, 16)),
                "debtor.taxCode: at most 16 characters",
            ),
        ];
        rules.iter().find(|(broken, _)| *broken).map_or(Ok(()), |(_, rule)| Err((*rule).to_owned()))
    }

    /// The lines of the PDF.
    pub fn lines(&self) -> Vec<String> {
        let Data { notice, creditor_institution, debtor } = &self.data;
        vec![
            "AMBIENTE DI PROVA - avviso stampato dalla piattaforma".to_owned(),
            format!("Codice avviso {}", notice.code),
            format!("Ente {}", creditor_institution.tax_code),
            format!("Importo {},{:02}", notice.payment_amount / 100, notice.payment_amount % 100),
            notice.due_date.as_ref().map_or_else(String::new, |day| format!("entro il {day}")),
            notice.subject.clone(),
            debtor.full_name.clone(),
            self.template_id.clone(),
        ]
    }
}
