//! The mail server: connection, encryption, login. A mail only if somebody asked for one.

use lettre::Address;

use super::{
    report::{Finding, Part},
    with_causes,
};
use crate::{
    config::{Config, smtp::Encryption},
    notify::{Mail, MailError, Mailer},
};

pub async fn check(config: &Config, send_to: Option<&Address>) -> Finding {
    let (mailer, server) = (Mailer::new(&config.mail), &config.mail.smtp_url);
    let (host, port) = (&server.host, server.port);
    if let Err(error) = mailer.try_connection().await {
        return Finding::fault(Part::Mail, format!("{host}:{port}: {}", with_causes(&error)), advice(&error));
    }
    let encrypted = match server.encryption {
        Encryption::Tls => "TLS",
        Encryption::StartTls => "STARTTLS",
        Encryption::Opportunistic => "STARTTLS if it is offered",
        Encryption::None => "no encryption",
    };
    let login = if server.credentials.is_some() { "accepts the login" } else { "asks for no login" };
    let connected = format!("{host}:{port} answers ({encrypted}) and {login}");
    let Some(address) = send_to else { return Finding::ok(Part::Mail, connected) };
    match mailer.send(address.as_ref(), &test_mail()).await {
        Ok(()) => Finding::ok(Part::Mail, format!("{connected}; it took the test mail")),
        Err(error) => Finding::fault(
            Part::Mail,
            format!("{connected}, but refused the test mail: {}", with_causes(&error)),
            "Check mail.from: many servers send only for the addresses of their user.",
        ),
    }
}

fn advice(error: &MailError) -> &'static str {
    match error {
        MailError::Silent(_) => {
            "Check mail.smtp_url (port 465 needs smtps://, port 587 smtp://) and that the firewall lets the gateway out."
        }
        MailError::Smtp(smtp) if smtp.to_string().contains("STARTTLS") => {
            "The server offers no encryption there, so the password is not sent: use smtps:// (port 465) or another port."
        }
        MailError::Smtp(smtp) if smtp.is_tls() || with_causes(smtp).contains("certificate") => {
            "Check the host in mail.smtp_url: it must be the name in the certificate. An own authority's certificates go to \
             mail.ca_file."
        }
        MailError::Smtp(smtp) if smtp.is_permanent() || smtp.is_transient() => {
            "Check user and password in mail.smtp_url, and that the server lets this machine send."
        }
        _ => "Check host and port in mail.smtp_url, the name server and the firewall.",
    }
}

fn test_mail() -> Mail {
    Mail {
        id: None,
        sender: None,
        reply_to: None,
        subject: "Ricarica: messaggio di prova".into(),
        text: "Questo messaggio è stato inviato da «gateway check --send-to». La posta parte.\n".into(),
        html: None,
        attachment: None,
    }
}
