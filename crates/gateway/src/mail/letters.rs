//! What the letters say.

use contract::Language;
use pagopa::Amount;

use crate::{
    config::Config,
    service::letters::PrintedLetter,
    store::{letters::Due, outbox::Receipt, top_ups::TopUpRow},
};

/// A letter, ready to be sent.
pub struct Letter {
    /// What makes two copies one letter to a mail program; absent where each letter is another.
    pub id: Option<String>,
    pub subject: String,
    pub text: String,
    pub attachment: Option<Attachment>,
}

/// A PDF that travels with a letter.
pub struct Attachment {
    pub name: String,
    pub pdf: Vec<u8>,
}

/// The sign-in code. The code stands in the subject too: a phone shows it without opening anything.
pub fn code(config: &Config, language: Language, code: &str) -> Letter {
    let town = town(config, language);
    match language {
        Language::It => Letter {
            id: None,
            subject: format!("{code} è il codice per entrare in Ricarica"),
            text: format!(
                "Il codice per entrare in Ricarica è\n\n    {code}\n\nVale dieci minuti e si usa una volta sola. \
                 Nessuno del Comune te lo chiederà mai.\nSe non l’hai chiesto tu, ignora questo messaggio.\n\n{town}\n"
            ),
            attachment: None,
        },
        Language::Fr => Letter {
            id: None,
            subject: format!("{code} est votre code d’accès à Ricarica"),
            text: format!(
                "Votre code d’accès à Ricarica est\n\n    {code}\n\nIl est valable dix minutes et ne sert qu’une fois. \
                 La Commune ne vous le demandera jamais.\nSi vous n’avez rien demandé, ignorez ce message.\n\n{town}\n"
            ),
            attachment: None,
        },
        Language::En => Letter {
            id: None,
            subject: format!("{code} is your code for Ricarica"),
            text: format!(
                "Your code for Ricarica is\n\n    {code}\n\nIt is valid for ten minutes and works once. \
                 Nobody from the municipality will ever ask for it.\nIf you did not ask for it, ignore this message.\n\n{town}\n"
            ),
            attachment: None,
        },
    }
}

/// The receipt of a credit. The platform's own receipt comes from the platform.
pub fn receipt(config: &Config, receipt: &Receipt) -> Letter {
    let language = receipt.language;
    // Mail is sent at least once: after a crash a second copy may leave, and is to be seen as one.
    let id = Some(receipt.top_up_id.to_string());
    let amount = euro(language, receipt.amount);
    let balance = signed_euro(language, receipt.balance_cents);
    let children = receipt.children.join(", ");
    let service = config.municipality.service(&receipt.service);
    let (service, notice, name) = (service.of(language).1, receipt.notice_number.grouped(), &receipt.name);
    let day = day(receipt.paid_at.italian_day().as_str());
    let town = town(config, language);
    let contact = contact(config, language);
    match language {
        Language::It => Letter {
            id,
            subject: format!("Ricarica accreditata: {amount}"),
            text: format!(
                "Gentile {name},\n\nla ricarica è stata pagata e accreditata.\n\n\
                 Importo: {amount}\nServizio: {service}\nPer: {children}\nCodice avviso: {notice}\n\
                 Pagata il: {day}\nSaldo dopo la ricarica: {balance}\n\n\
                 La ricevuta del pagamento arriva a parte, da chi lo ha incassato.\n{contact}\n{town}\n"
            ),
            attachment: None,
        },
        Language::Fr => Letter {
            id,
            subject: format!("Recharge créditée\u{a0}: {amount}"),
            text: format!(
                "Bonjour {name},\n\nVotre recharge a été payée et créditée.\n\n\
                 Montant\u{a0}: {amount}\nService\u{a0}: {service}\nPour\u{a0}: {children}\nCode avis\u{a0}: {notice}\n\
                 Payée le\u{a0}: {day}\nSolde après la recharge\u{a0}: {balance}\n\n\
                 Le reçu vous est envoyé séparément par le prestataire qui a encaissé le paiement.\n{contact}\n{town}\n"
            ),
            attachment: None,
        },
        Language::En => Letter {
            id,
            subject: format!("Top-up credited: {amount}"),
            text: format!(
                "Dear {name},\n\nYour top-up has been paid and credited.\n\n\
                 Amount: {amount}\nService: {service}\nFor: {children}\nNotice code: {notice}\n\
                 Paid on: {day}\nBalance after the top-up: {balance}\n\n\
                 The receipt comes separately, from the bank or service that took the payment.\n{contact}\n{town}\n"
            ),
            attachment: None,
        },
    }
}

/// The notice on paper, for whoever asked for it.
pub fn notice(config: &Config, due: &Due, row: &TopUpRow, letter: PrintedLetter) -> Letter {
    let language = due.language;
    // Asked for twice, it is two letters; sent twice after a crash, it is one.
    let id = Some(format!("{}-letter-{}", row.id, due.id));
    let number = letter.notice_number;
    let attachment = Some(Attachment { name: format!("avviso-{number}.pdf"), pdf: letter.pdf });
    let (name, notice, amount) = (&due.name, number.grouped(), euro(language, row.amount));
    let day = day(row.due_date.as_str());
    let (town, contact) = (town(config, language), contact(config, language));
    match language {
        Language::It => Letter {
            id,
            subject: format!("Avviso di pagamento {notice}"),
            text: format!(
                "Gentile {name},\n\nin allegato trovi l’avviso di pagamento, da stampare o da mostrare sul telefono.\n\n\
                 Importo: {amount}\nCodice avviso: {notice}\nDa pagare entro il: {day}\n\n\
                 Si paga una volta sola, allo sportello o online: il codice avviso è lo stesso.\n{contact}\n{town}\n"
            ),
            attachment,
        },
        Language::Fr => Letter {
            id,
            subject: format!("Avis de paiement {notice}"),
            text: format!(
                "Bonjour {name},\n\nVous trouverez ci-joint l’avis de paiement, à imprimer ou à présenter sur votre téléphone.\n\n\
                 Montant\u{a0}: {amount}\nCode avis\u{a0}: {notice}\nÀ payer au plus tard le\u{a0}: {day}\n\n\
                 Il se paie une seule fois, au guichet ou en ligne\u{a0}: le code avis est le même.\n{contact}\n{town}\n"
            ),
            attachment,
        },
        Language::En => Letter {
            id,
            subject: format!("Payment notice {notice}"),
            text: format!(
                "Dear {name},\n\nAttached is the payment notice, to print or to show on your phone.\n\n\
                 Amount: {amount}\nNotice code: {notice}\nTo be paid by: {day}\n\n\
                 It is paid once, at a counter or online: the notice code is the same.\n{contact}\n{town}\n"
            ),
            attachment,
        },
    }
}

fn town(config: &Config, language: Language) -> &str {
    config.municipality.name.0.of(language).1
}

fn contact(config: &Config, language: Language) -> String {
    let Some(email) = &config.municipality.office.email else { return String::new() };
    match language {
        Language::It => format!("Per domande: {email}\n"),
        Language::Fr => format!("Pour toute question\u{a0}: {email}\n"),
        Language::En => format!("Questions: {email}\n"),
    }
}

/// `25,00 €`, unbroken; in English `€25.00`.
fn euro(language: Language, amount: Amount) -> String {
    match language {
        Language::It | Language::Fr => format!("{}\u{a0}€", amount.to_string().replace('.', ",")),
        Language::En => format!("€{amount}"),
    }
}

fn signed_euro(language: Language, cents: i64) -> String {
    let magnitude = Amount::from_cents(cents.unsigned_abs()).unwrap_or(Amount::MAX);
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}", euro(language, magnitude))
}

/// `23/11/2026`: the same in the three languages.
fn day(iso: &str) -> String {
    iso.split('-').rev().collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Moment;

    fn config() -> Config {
        let text = include_str!("../../gateway.example.toml");
        Config::parse(text, std::path::Path::new("gateway.toml"), std::iter::empty()).unwrap()
    }

    fn of(language: Language) -> Letter {
        let of = Receipt {
            top_up_id: crate::secrets::new_top_up_id(),
            email: "anna@example.org".into(),
            name: "Anna Perrin".into(),
            language,
            children: vec!["Zoé".into(), "Luca".into()],
            service: "Doposcuola".into(),
            amount: Amount::from_cents(2500).unwrap(),
            notice_number: "302032002700000251".parse().unwrap(),
            paid_at: Moment::parse("2026-11-23T12:00:00Z").unwrap(),
            balance_cents: -150,
        };
        receipt(&config(), &of)
    }

    #[test]
    fn a_receipt_names_amount_account_notice_and_day() {
        for language in Language::ALL {
            let letter = of(language);
            let service = match language {
                Language::It => "Servizio: Doposcuola",
                Language::Fr => "Service\u{a0}: Accueil périscolaire",
                Language::En => "Service: After-school club",
            };
            for expected in ["25", "Zoé, Luca", service, "3020 3200 2700 0002 51", "23/11/2026"] {
                assert!(letter.text.contains(expected), "{language:?}: {expected}\n{}", letter.text);
            }
        }
        assert!(of(Language::It).text.contains("-1,50\u{a0}€"));
        assert!(of(Language::Fr).text.contains("Commune de Valtournenche"));
        assert!(of(Language::En).subject.contains("€25.00"));
    }

    #[test]
    fn the_code_stands_in_subject_and_text() {
        for language in Language::ALL {
            let letter = code(&config(), language, "012345");
            assert!(letter.subject.contains("012345") && letter.text.contains("012345"));
        }
    }
}
