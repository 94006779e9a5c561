//! The public address, as a guardian's browser sees it: it answers, its certificate, the headers that a proxy must pass on.

use reqwest::{Certificate, Client, Response, header::HeaderMap, redirect, tls::TlsInfo};
use std::{error::Error, fs, path::Path};
use x509_cert::der::Decode as _;

use super::{
    TIMEOUT,
    report::{Finding, Part},
    with_causes,
};
use crate::{clock::Moment, config::Config, http::probes, pages::paths};

/// Certificates of three months are usually renewed a month before their end. Fewer days are a fault.
const LEAST_DAYS: i64 = 14;
const DAY: i64 = 24 * 3600 * 1000;

/// Each with what its absence means.
const HEADERS: [(&str, &str); 3] = [
    ("x-content-type-options", "the security headers do not arrive"),
    ("content-security-policy", "the security headers do not arrive"),
    ("request-id", "the app takes the answers for another server's"),
];
const HSTS: (&str, &str) =
    ("strict-transport-security", "a browser may be led to an address without encryption");

pub async fn check(config: &Config, ca_file: Option<&Path>) -> Vec<Finding> {
    let client = match client(ca_file) {
        Ok(client) => client,
        Err(error) => {
            let to_do = "Correct --ca-file, or install the system's certificates (Debian: ca-certificates).";
            return vec![Finding::fault(Part::PublicAddress, error, to_do)];
        }
    };
    let url = &config.public_url;
    let answer = match get(&client, config, probes::READY).await {
        Ok(answer) => answer,
        Err(error) => return vec![unreachable_at(config, &error.without_url())],
    };
    let mut findings = certificate(config, &answer).into_iter().collect::<Vec<_>>();
    let (status, headers) = (answer.status(), answer.headers().clone());
    let text = answer.text().await.unwrap_or_default();
    let page = get(&client, config, paths::SIGN_IN).await.is_ok_and(|page| page.status().is_success());
    findings.push(match (status.as_u16(), text.trim()) {
        (200, "ok") if page => {
            Finding::ok(Part::PublicAddress, format!("{url} answers, and shows the sign-in page"))
        }
        (200, "ok") => Finding::fault(
            Part::PublicAddress,
            format!("{url} answers, but not with the sign-in page"),
            format!("Let the reverse proxy pass on every path, {} too.", paths::SIGN_IN),
        ),
        (503, reason) if is_the_gateway(&headers) => Finding::fault(
            Part::PublicAddress,
            format!("the gateway answers at {url}, but is not ready: {reason}"),
            "See the lines above, and the gateway's log.",
        ),
        (502..=504, _) => Finding::fault(
            Part::PublicAddress,
            format!("the reverse proxy at {url} does not reach the gateway: HTTP {status}"),
            format!("Start the gateway, and let the proxy pass on to http://{}.", config.listen),
        ),
        _ => Finding::fault(
            Part::PublicAddress,
            format!("something else answers at {url}: HTTP {status}"),
            "Check public_url, and where the reverse proxy passes this host on to.",
        ),
    });
    if is_the_gateway(&headers) || text.trim() == "ok" {
        findings.push(passed_on(config, &headers));
    }
    findings
}

fn client(ca_file: Option<&Path>) -> Result<Client, String> {
    let builder = Client::builder().timeout(TIMEOUT).redirect(redirect::Policy::none()).tls_info(true);
    let builder = match ca_file {
        Some(path) => {
            let pem = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
            let certificates = Certificate::from_pem_bundle(&pem)
                .map_err(|error| format!("{}: {}", path.display(), with_causes(&error)))?;
            builder.tls_certs_merge(certificates)
        }
        None => builder,
    };
    builder.build().map_err(|error| with_causes(&error))
}

async fn get(client: &Client, config: &Config, path: &str) -> reqwest::Result<Response> {
    let mut url = config.public_url.clone();
    url.set_path(path);
    client.get(url).send().await
}

fn is_the_gateway(headers: &HeaderMap) -> bool {
    headers.contains_key("request-id")
}

fn unreachable_at(config: &Config, error: &reqwest::Error) -> Finding {
    let (url, causes) = (&config.public_url, with_causes(error));
    if causes.to_lowercase().contains("certificate") {
        return Finding::fault(
            Part::Certificate,
            format!("the certificate of {url} is not valid: {causes}"),
            "Renew it, or let the proxy send the whole chain. Guardians cannot come in.",
        );
    }
    Finding::fault(
        Part::PublicAddress,
        format!("{url} does not answer: {causes}"),
        format!(
            "Start the gateway and the reverse proxy; check public_url and its name in the DNS. The proxy passes on to \
             http://{}.",
            config.listen
        ),
    )
}

/// `None` without https.
fn certificate(config: &Config, answer: &Response) -> Option<Finding> {
    if !config.is_secure() {
        return None;
    }
    let info = answer.extensions().get::<TlsInfo>();
    let end =
        info.and_then(TlsInfo::peer_certificate).ok_or("the client has not kept it".into()).and_then(end);
    Some(match end {
        Ok(end) => days_left(end, Moment::now()),
        Err(error) => Finding::fault(
            Part::Certificate,
            format!("it cannot be read: {error}"),
            "Look at it with: openssl s_client -connect HOST:443",
        ),
    })
}

/// The last moment of its validity.
fn end(der: &[u8]) -> Result<Moment, Box<dyn Error>> {
    let certificate = x509_cert::Certificate::from_der(der)?;
    let end = certificate.tbs_certificate().validity().not_after.to_unix_duration();
    Ok(Moment::from_millis(i64::try_from(end.as_millis())?))
}

fn days_left(end: Moment, now: Moment) -> Finding {
    let days = end.millis().saturating_sub(now.millis()).div_euclid(DAY);
    if days >= LEAST_DAYS {
        return Finding::ok(Part::Certificate, format!("valid for {days} more days"));
    }
    Finding::fault(
        Part::Certificate,
        format!("it ends in {days} days"),
        format!("Renew it, and see why it was not renewed by itself: fewer than {LEAST_DAYS} days are left."),
    )
}

fn passed_on(config: &Config, headers: &HeaderMap) -> Finding {
    let hsts = config.is_secure().then_some(HSTS);
    let missing: Vec<_> =
        HEADERS.into_iter().chain(hsts).filter(|(name, _)| !headers.contains_key(*name)).collect();
    if missing.is_empty() {
        let hsts = if config.is_secure() { ", with HSTS" } else { "; http, so without HSTS" };
        return Finding::ok(Part::Headers, format!("the gateway's headers arrive{hsts}"));
    }
    let what: Vec<String> = missing.iter().map(|(name, why)| format!("{name} ({why})")).collect();
    Finding::fault(
        Part::Headers,
        format!("these do not arrive: {}", what.join(", ")),
        "Let the reverse proxy pass the gateway's headers on unchanged.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustls::pki_types::{CertificateDer, pem::PemObject as _};

    #[test]
    fn certificate_that_ends_soon_is_a_fault() {
        let pem = include_bytes!("../../../tests/tls/mail-server.pem");
        let end = end(&CertificateDer::from_pem_slice(pem).unwrap()).unwrap();
        assert_eq!(end.to_wire().as_str(), "2126-11-06T16:06:28Z");
        let before = |days: i64| days_left(end, Moment::from_millis(end.millis() - days * DAY));
        assert!(before(14).ok && before(14).what.contains("14 more days"), "{:?}", before(14));
        assert!(!before(13).ok && before(13).what.contains("13 days"), "{:?}", before(13));
        assert!(!before(-1).ok);
    }

    #[test]
    fn what_is_no_certificate_is_an_error() {
        assert!(end(b"0\x03\x02\x01\x01").is_err());
    }
}
