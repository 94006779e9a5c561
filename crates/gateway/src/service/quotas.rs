//! Quotas of sign-in codes and mails (docs/decisions/0010-codes-per-mailbox.md, 0035-who-is-counted.md).
//!
//! They are counted in the database: what an attacker may guess and what a mailbox may get is bounded over all gateways
//! together (docs/decisions/0040-several-gateways.md). Quotas of requests guard each gateway's own load and are counted
//! there (`http::rate_limit`).

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    time::Duration,
};

use contract::TopUpId;

use super::{Service, send_sign_in_code::CodeLength};
use crate::{
    clock::Moment,
    email::normalised,
    store::{StoreError, Write, quotas},
};

pub use crate::store::quotas::Taken;

/// The quota of one mailbox for all addresses, in multiples of that of one address for one mailbox; likewise of the office.
const TOTAL_QUOTA_FACTOR: u32 = 10;

/// Whether a code may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeDecision {
    Granted(CodeLength),
    /// The time until another code may be sent.
    Refused(Duration),
}

/// Of whom or of what something is counted. A write takes them in this order, or two could wait for each other.
#[derive(Debug, Clone, Copy)]
enum Counted<'a> {
    CodesOfSiteForMailbox(IpAddr, &'a str),
    CodesOfSite(IpAddr),
    FirstCodeOfRegionForMailbox(IpAddr, &'a str),
    CodesForMailbox(&'a str),
    ShortCodesForMailbox(&'a str),
    NoticeMailsOfGuardian(&'a str),
    SharedCheckoutsOfTopUp(&'a TopUpId),
    EmailChangesOfGuardian(&'a str),
    EmailChangesForMailbox(&'a str),
    OfficeRequestsOfSite(IpAddr),
    /// The office has one mailbox.
    OfficeRequests,
}

impl Counted<'_> {
    /// Its kind, and who in that kind.
    fn words(self) -> (&'static str, String) {
        match self {
            Self::CodesOfSiteForMailbox(site, mailbox) => {
                ("codes of a site for a mailbox", format!("{site} {mailbox}"))
            }
            Self::CodesOfSite(site) => ("codes of a site", site.to_string()),
            Self::FirstCodeOfRegionForMailbox(region, mailbox) => {
                ("first code of a region for a mailbox", format!("{region} {mailbox}"))
            }
            Self::CodesForMailbox(mailbox) => ("codes for a mailbox", mailbox.to_owned()),
            Self::ShortCodesForMailbox(mailbox) => ("short codes for a mailbox", mailbox.to_owned()),
            Self::NoticeMailsOfGuardian(id) => ("notice mails of a guardian", id.to_owned()),
            Self::SharedCheckoutsOfTopUp(id) => ("shared checkouts of a top-up", id.to_string()),
            Self::EmailChangesOfGuardian(id) => ("email changes of a guardian", id.to_owned()),
            Self::EmailChangesForMailbox(mailbox) => ("email changes for a mailbox", mailbox.to_owned()),
            Self::OfficeRequestsOfSite(site) => ("office requests of a site", site.to_string()),
            Self::OfficeRequests => ("office requests", String::new()),
        }
    }
}

impl Service {
    /// Counts one code, for a mailbox known or not. A request that the narrow limit refuses does not count against the
    /// wide ones, so one client cannot use up the quota of all.
    ///
    /// The first code of an hour for a mailbox from a region is always sent: an attacker who uses up the mailbox's
    /// quota keeps out only guardians who have had a code from their region in this hour.
    pub async fn take_code(&self, address: IpAddr, email: &str) -> Result<CodeDecision, StoreError> {
        let mut write = self.store().first_write().await?;
        let now = write.now().await?;
        let decision = self.decide_on_code(&mut write, address, &normalised(email), now).await?;
        write.commit().await?;
        Ok(decision)
    }

    async fn decide_on_code(
        &self,
        write: &mut Write,
        address: IpAddr,
        mailbox: &str,
        now: Moment,
    ) -> Result<CodeDecision, StoreError> {
        let limits = &self.config().rate_limits;
        let (site, region) = (site(address), region(address));
        let (codes, all) =
            (limits.sign_in_codes_per_hour, limits.sign_in_codes_per_hour.saturating_mul(TOTAL_QUOTA_FACTOR));
        let narrow = [
            (Counted::CodesOfSiteForMailbox(site, mailbox), codes),
            (Counted::CodesOfSite(site), limits.sign_in_codes_of_address_per_hour),
        ];
        for (counted, per_hour) in narrow {
            if let Taken::Refused(pause) = self.take(write, counted, per_hour, now).await? {
                return Ok(CodeDecision::Refused(pause));
            }
        }
        let first = self.take(write, Counted::FirstCodeOfRegionForMailbox(region, mailbox), 1, now).await?;
        let whole = self.take(write, Counted::CodesForMailbox(mailbox), all, now).await?;
        if let (Taken::Refused(pause), Taken::Refused(_)) = (whole, first) {
            return Ok(CodeDecision::Refused(pause));
        }
        // More requests than a person makes: this may be guessing.
        let short = self.take(write, Counted::ShortCodesForMailbox(mailbox), codes, now).await?;
        Ok(CodeDecision::Granted(if short == Taken::Granted { CodeLength::Short } else { CodeLength::Long }))
    }

    /// Counts one notice by e-mail.
    pub async fn take_notice_mail(&self, guardian_id: &str) -> Result<Taken, StoreError> {
        let per_hour = self.config().rate_limits.notice_mails_per_hour;
        let mut write = self.store().first_write().await?;
        let now = write.now().await?;
        let taken = self.take(&mut write, Counted::NoticeMailsOfGuardian(guardian_id), per_hour, now).await?;
        write.commit().await?;
        Ok(taken)
    }

    /// Counts one payment page that is opened by a notice's link.
    pub async fn take_shared_checkout(&self, id: &TopUpId) -> Result<Taken, StoreError> {
        let per_hour = self.config().rate_limits.shared_checkouts_per_hour;
        let mut write = self.store().first_write().await?;
        let now = write.now().await?;
        let taken = self.take(&mut write, Counted::SharedCheckoutsOfTopUp(id), per_hour, now).await?;
        write.commit().await?;
        Ok(taken)
    }

    /// Counts one code for a new address, known or not. What one guardian may not ask for does not count against the mailbox,
    /// whose own quota is as wide as that of sign-in codes: a guardian alone cannot use it up.
    pub async fn take_email_change(&self, guardian_id: &str, mailbox: &str) -> Result<Taken, StoreError> {
        let per_hour = self.config().rate_limits.sign_in_codes_per_hour;
        let mut write = self.store().first_write().await?;
        let now = write.now().await?;
        let of_guardian = Counted::EmailChangesOfGuardian(guardian_id);
        let mut taken = self.take(&mut write, of_guardian, per_hour, now).await?;
        if taken == Taken::Granted {
            let all = per_hour.saturating_mul(TOTAL_QUOTA_FACTOR);
            taken = self.take(&mut write, Counted::EmailChangesForMailbox(mailbox), all, now).await?;
        }
        write.commit().await?;
        Ok(taken)
    }

    /// Counts one request to the office.
    pub async fn take_office_request(&self, address: IpAddr) -> Result<Taken, StoreError> {
        let per_hour = self.config().rate_limits.office_requests_per_hour;
        let mut write = self.store().first_write().await?;
        let now = write.now().await?;
        let of_site = Counted::OfficeRequestsOfSite(site(address));
        let mut taken = self.take(&mut write, of_site, per_hour, now).await?;
        if taken == Taken::Granted {
            let all = per_hour.saturating_mul(TOTAL_QUOTA_FACTOR);
            taken = self.take(&mut write, Counted::OfficeRequests, all, now).await?;
        }
        write.commit().await?;
        Ok(taken)
    }

    async fn take(
        &self,
        write: &mut Write,
        of: Counted<'_>,
        per_hour: u32,
        now: Moment,
    ) -> Result<Taken, StoreError> {
        let (kind, who) = of.words();
        quotas::take(write, &self.inner.secret.quota_key(kind, &who), per_hour, now).await
    }
}

/// A household or a server: one IPv4 address, or the range of a customer (RFC 6177 recommends a /56 or more).
fn site(address: IpAddr) -> IpAddr {
    prefix(address, 32, 56)
}

/// What one attacker gets cheaply: the addresses of a small network, or the range of an organisation.
fn region(address: IpAddr) -> IpAddr {
    prefix(address, 24, 48)
}

/// The first bits of an address. An IPv4 address inside an IPv6 one is itself.
pub(crate) fn prefix(address: IpAddr, v4_bits: u32, v6_bits: u32) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            let mask = u32::MAX.checked_shl(32_u32.saturating_sub(v4_bits)).unwrap_or(0);
            IpAddr::V4(Ipv4Addr::from_bits(address.to_bits() & mask))
        }
        IpAddr::V6(address) => {
            let mask = u128::MAX.checked_shl(128_u32.saturating_sub(v6_bits)).unwrap_or(0);
            IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & mask))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_customer_are_one_site_and_of_one_organisation_one_region() {
        let ip = |text: &str| -> IpAddr { text.parse().unwrap() };
        assert_eq!(site(ip("2001:db8:1:200::1")), site(ip("2001:db8:1:2ff::1")));
        assert_ne!(site(ip("2001:db8:1:200::1")), site(ip("2001:db8:1:300::1")));
        assert_eq!(region(ip("2001:db8:1:200::1")), region(ip("2001:db8:1:300::1")));
        assert_eq!(region(ip("192.0.2.7")), ip("192.0.2.0"));
        assert_ne!(region(ip("192.0.2.7")), region(ip("192.0.3.7")));
        assert_eq!(site(ip("::ffff:192.0.2.7")), site(ip("192.0.2.7")));
    }
}
