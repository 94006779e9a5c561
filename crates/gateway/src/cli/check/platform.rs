//! The payment platform: debt positions by a question that changes nothing, the other services by reaching them.

use reqwest::{Client, redirect};
use url::Url;

use super::{
    TIMEOUT,
    report::{Finding, Part},
    with_causes,
};
use crate::{
    config::Config,
    platform::{PaymentPlatform as _, PlatformError, pagopa_gpd::PagopaGpd},
};

pub async fn check(config: &Config) -> Vec<Finding> {
    let mut findings = vec![debt_positions(config).await];
    findings.push(reach(Part::PaymentPage, "platform.checkout_url", &config.platform.checkout_url).await);
    if let Some((address, _)) = config.letter.print_service() {
        findings.push(reach(Part::PrintService, "letter.print_url", address).await);
    }
    findings
}

/// Asks for a position that there cannot be.
async fn debt_positions(config: &Config) -> Finding {
    let part = Part::DebtPositions;
    let platform = match PagopaGpd::new(config) {
        Ok(platform) => platform,
        Err(error) => {
            let to_do = "Install the system's certificates (Debian: ca-certificates).";
            return Finding::fault(part, with_causes(&error), to_do);
        }
    };
    let nothing = format!("{}-00000000000000000000000000", config.creditor.code);
    let url = &config.platform.gpd_url;
    match platform.read(&nothing).await {
        Ok(_) => Finding::ok(part, format!("{url} answers and accepts the key")),
        Err(error) => Finding::fault(part, &error, advice(&error, url)),
    }
}

fn advice(error: &PlatformError, url: &Url) -> String {
    match error {
        PlatformError::Down { .. } => format!(
            "Check platform.gpd_url ({url}), the name server, the firewall and the clock; if they are right, the platform is \
             down: see pagoPA's announcements."
        ),
        PlatformError::KeyRefused(_) => {
            "Check platform.gpd_key: the key of the debt positions, from the same environment \
             (test or production) as platform.gpd_url."
                .into()
        }
        PlatformError::NotThePlatform { .. } => {
            format!("Check platform.gpd_url: something else answers at {url}, or a proxy in between.")
        }
        PlatformError::Refused { .. } => {
            "Check creditor.code: the platform does not know this creditor, or the key is another one's."
                .into()
        }
        PlatformError::Malformed(_) | PlatformError::ForeignHost(_) => {
            "Compare the versions of the gateway and of the platform's interface.".into()
        }
    }
}

/// Whether anything answers HTTP there. These services have no question that changes nothing.
async fn reach(part: Part, key: &str, url: &Url) -> Finding {
    let client = Client::builder().timeout(TIMEOUT).redirect(redirect::Policy::none()).build();
    let answer = match client {
        Ok(client) => client.get(url.clone()).send().await,
        Err(error) => Err(error),
    };
    match answer {
        Ok(_) => Finding::ok(part, format!("{url} can be reached")),
        Err(error) => Finding::fault(
            part,
            format!("{url} cannot be reached: {}", with_causes(&error.without_url())),
            format!("Check {key}, the name server, the firewall and the clock."),
        ),
    }
}
