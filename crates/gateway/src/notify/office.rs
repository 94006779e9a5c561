//! Mails to the office, in Italian.

use askama::Template;
use contract::{Anomaly, Language};
use pagopa::{Amount, NoticeNumber};

use lettre::message::Mailbox;

use super::{
    Mail, MailError,
    mail::{municipality, write},
};
use crate::{clock::Moment, config::Config, health::PlatformService, intl};

/// A top-up or a position in a mail to the office.
pub struct OfficeLine {
    pub notice_number: NoticeNumber,
    pub amount: Amount,
    /// The account's number, or the position and its subject.
    pub what: String,
}

#[derive(Template)]
#[template(path = "mail/office/anomalous.txt")]
struct AnomalousTemplate<'a> {
    subject: &'static str,
    meaning: &'static str,
    advice: &'static str,
    lines: &'a [String],
    count: usize,
    municipality: &'a str,
}

#[derive(Template)]
#[template(path = "mail/office/misconfigured.txt")]
struct MisconfiguredTemplate<'a> {
    service: &'static str,
    keys: &'static str,
    effect: &'static str,
    reason: &'a str,
    municipality: &'a str,
}

#[derive(Template)]
#[template(path = "mail/office/unassigned.txt")]
struct UnassignedTemplate<'a> {
    lines: &'a [String],
    municipality: &'a str,
}

#[derive(Template)]
#[template(path = "mail/office/undelivered.txt")]
struct UndeliveredTemplate<'a> {
    lines: &'a [String],
    municipality: &'a str,
}

/// A guardian's wish to be erased.
pub struct ErasureText<'a> {
    pub reference: &'a str,
    pub name: &'a str,
    /// The guardian's address, to which an answer goes.
    pub email: &'a str,
    /// The numbers of the guardian's accounts.
    pub accounts: &'a [String],
    pub at: Moment,
}

#[derive(Template)]
#[template(path = "mail/office/erasure.txt")]
struct ErasureTemplate<'a> {
    erasure: &'a ErasureText<'a>,
    accounts: String,
    on: String,
    municipality: &'a str,
}

/// A guardian asks to be erased. `id` is the mail's.
pub fn erasure(config: &Config, id: String, erasure: &ErasureText<'_>) -> Result<Mail, MailError> {
    let (accounts, on) =
        (erasure.accounts.join(", "), erasure.at.in_italy().strftime("%d/%m/%Y, %H:%M").to_string());
    let municipality = municipality(config, Language::It);
    let mail = write(Some(id), &ErasureTemplate { erasure, accounts, on, municipality })?;
    Ok(Mail { reply_to: Some(Mailbox::new(None, erasure.email.parse()?)), ..mail })
}

/// Top-ups that have become anomalous for one reason: the newest, and how many there are.
pub fn anomalous(
    config: &Config,
    id: String,
    anomaly: Anomaly,
    newest: &[OfficeLine],
    count: usize,
) -> Result<Mail, MailError> {
    let (subject, meaning, advice) = explained(anomaly);
    let lines: Vec<String> = newest.iter().map(line).collect();
    let municipality = municipality(config, Language::It);
    write(Some(id), &AnomalousTemplate { subject, meaning, advice, lines: &lines, count, municipality })
}

/// A service of the platform cannot be used with this configuration.
pub fn misconfigured(
    config: &Config,
    id: String,
    service: PlatformService,
    reason: &str,
) -> Result<Mail, MailError> {
    let (name, keys, effect) = match service {
        PlatformService::DebtPositions => (
            "posizioni debitorie",
            "platform.gpd_url e platform.gpd_key",
            "Le ricariche nuove restano in preparazione e i pagamenti non si vedono. Quando la configurazione sarà giusta, le \
             une e gli altri andranno avanti da soli.",
        ),
        PlatformService::Checkout => (
            "pagina di pagamento",
            "platform.checkout_url",
            "Non si può pagare online. Gli avvisi si possono pagare agli sportelli e con le app.",
        ),
        PlatformService::Printing => (
            "stampa degli avvisi",
            "letter.print_url e letter.print_key",
            "Intanto gli avvisi si stampano senza la piattaforma.",
        ),
    };
    let municipality = municipality(config, Language::It);
    write(Some(id), &MisconfiguredTemplate { service: name, keys, effect, reason, municipality })
}

/// Positions found at the platform whose account is not known.
pub fn unassigned(config: &Config, id: String, positions: &[OfficeLine]) -> Result<Mail, MailError> {
    let lines: Vec<String> = positions.iter().map(line).collect();
    write(Some(id), &UnassignedTemplate { lines: &lines, municipality: municipality(config, Language::It) })
}

/// A mail that did not arrive, in a mail to the office.
pub struct UndeliveredLine {
    pub what: UndeliveredKind,
    /// The number of an account of the guardian; `None` for a message to the office itself.
    pub account: Option<String>,
    pub on: contract::Date,
    /// What the mail server said.
    pub reason: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UndeliveredKind {
    Code,
    Receipt,
    Notice,
    Request,
    EmailChanged,
    Erasure,
}

/// Mails that did not arrive: the newest.
pub fn undelivered(config: &Config, id: String, mails: &[UndeliveredLine]) -> Result<Mail, MailError> {
    let lines: Vec<String> = mails.iter().map(undelivered_line).collect();
    write(Some(id), &UndeliveredTemplate { lines: &lines, municipality: municipality(config, Language::It) })
}

fn undelivered_line(of: &UndeliveredLine) -> String {
    let what = match of.what {
        UndeliveredKind::Code => "codice di accesso",
        UndeliveredKind::Receipt => "ricevuta",
        UndeliveredKind::Notice => "avviso",
        UndeliveredKind::Request => "messaggio all’ufficio",
        UndeliveredKind::EmailChanged => "avviso all’indirizzo precedente",
        UndeliveredKind::Erasure => "richiesta di cancellazione dei dati",
    };
    let account = of.account.as_ref().map(|account| format!("conto {account}, ")).unwrap_or_default();
    format!("{account}{what}, {}: {}", of.on.as_str(), of.reason)
}

fn line(of: &OfficeLine) -> String {
    format!("Avviso {}: {}, {}", of.notice_number, intl::money(Language::It, of.amount.cents()), of.what)
}

/// The end of the subject, what it means and what to do.
const fn explained(anomaly: Anomaly) -> (&'static str, &'static str, &'static str) {
    match anomaly {
        Anomaly::Refused => (
            "rifiutate dalla piattaforma",
            "La piattaforma dei pagamenti ha rifiutato di crearle. Non si possono pagare.",
            "Il motivo del rifiuto è nel registro del gateway. Tolto il motivo, il tutore può fare una ricarica nuova.",
        ),
        Anomaly::Absent => (
            "assenti dalla piattaforma",
            "La piattaforma dei pagamenti non le ha più: sono state cancellate lì. Non si possono pagare.",
            "Se la cancellazione è voluta non serve altro: il tutore può annullarle e farne di nuove.",
        ),
        Anomaly::Differs => (
            "importo o numero diverso",
            "La piattaforma dei pagamenti ha un altro importo o un altro numero. Se sono state pagate, il denaro è arrivato e \
             non è sul conto.",
            "Confrontate ogni posizione con la piattaforma. Se è pagata, correggete il saldo del conto con la prossima \
             importazione.",
        ),
        Anomaly::PartlyPaid => (
            "pagate in parte",
            "Sulla piattaforma dei pagamenti risultano pagate solo in parte. Il denaro è arrivato e non è sul conto.",
            "Verificate il pagamento sulla piattaforma e correggete il saldo del conto con la prossima importazione.",
        ),
        Anomaly::UnknownStatus => (
            "stato inatteso",
            "La piattaforma dei pagamenti indica uno stato che il programma non conosce, oppure le ha riportate in bozza.",
            "Guardate lo stato sulla piattaforma. Una posizione in bozza va pubblicata di nuovo.",
        ),
        Anomaly::ReceiptOfAnother => (
            "ricevuta già usata",
            "La piattaforma dei pagamenti indica una ricevuta che ha già accreditato un’altra ricarica. Queste non sono state \
             accreditate.",
            "Confrontate le due posizioni sulla piattaforma. Se il denaro è arrivato due volte, correggete il saldo del conto \
             con la prossima importazione.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, path::Path};

    fn mails() -> Vec<(String, Mail)> {
        let text = include_str!("../../gateway.example.toml");
        let config = Config::parse(text, Path::new("gateway.toml"), std::iter::empty()).unwrap();
        let line = |what: &str| OfficeLine {
            notice_number: "302032002700000251".parse().unwrap(),
            amount: Amount::from_cents(2500).unwrap(),
            what: what.to_owned(),
        };
        let mut mails = Vec::new();
        for anomaly in Anomaly::ALL {
            let name = format!("anomalous-{anomaly:?}").to_lowercase();
            let newest = [line("conto M-0001"), line("conto M-0002")];
            mails.push((name, anomalous(&config, "office-1".into(), anomaly, &newest, 7).unwrap()));
        }
        let one = [line("conto M-0001")];
        let one = anomalous(&config, "office-1".into(), Anomaly::Differs, &one, 1).unwrap();
        mails.push(("anomalous-one".into(), one));
        for service in PlatformService::ALL {
            let name = format!("misconfigured-{service:?}").to_lowercase();
            let reason = "the platform refuses the key: HTTP 401";
            mails.push((name, misconfigured(&config, "office-1".into(), service, reason).unwrap()));
        }
        let found = [line("posizione 00101440073-01JD3Z8K0V7Q2M5N9R4T6W8Y0A («Ricarica Mensa conto X-1»)")];
        mails.push(("unassigned".into(), unassigned(&config, "office-1".into(), &found).unwrap()));
        let lost = |what, account: Option<&str>| UndeliveredLine {
            what,
            account: account.map(str::to_owned),
            on: "2026-11-30".to_owned().try_into().unwrap(),
            reason: "permanent error (550): 5.1.1 <[address]>: unknown user".into(),
        };
        let lost = [
            lost(UndeliveredKind::Code, Some("M-0001")),
            lost(UndeliveredKind::Receipt, Some("M-0001")),
            lost(UndeliveredKind::Notice, Some("M-0002")),
            lost(UndeliveredKind::Request, None),
            lost(UndeliveredKind::EmailChanged, Some("M-0001")),
            lost(UndeliveredKind::Erasure, Some("M-0001")),
        ];
        mails.push(("undelivered".into(), undelivered(&config, "office-1".into(), &lost).unwrap()));
        let accounts = ["M-0001".to_owned(), "M-0002".to_owned()];
        let asked = ErasureText {
            reference: "7Q2M-5N9R",
            name: "Anna Perrin",
            email: "anna@example.org",
            accounts: &accounts,
            at: Moment::parse("2026-11-30T23:30:00Z").unwrap(),
        };
        mails.push(("erasure".into(), erasure(&config, "erasure-1".into(), &asked).unwrap()));
        mails
    }

    /// `RICARICA_MAILS=write` writes the copies anew.
    #[test]
    fn every_mail_to_the_office_equals_its_stored_copy() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mail/office");
        for (name, mail) in mails() {
            let written = format!("{:?}\n{}\n{}", mail.id, mail.subject, mail.text);
            let path = folder.join(format!("{name}.txt"));
            if std::env::var_os("RICARICA_MAILS").is_some_and(|value| value == "write") {
                fs::create_dir_all(&folder).unwrap();
                fs::write(&path, &written).unwrap();
            }
            assert_eq!(written, fs::read_to_string(&path).unwrap_or_default(), "{}", path.display());
        }
    }
}
