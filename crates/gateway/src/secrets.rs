//! Randomness and hashes: ids, session tokens, sign-in codes.

use contract::{AccountId, ChallengeId, CheckoutId, GuardianMark, NoticeKey, TopUpId};
use hmac::{Hmac, KeyInit, Mac};
use rand::RngExt as _;
use sha2::{Digest, Sha256};
use std::{fmt::Write as _, fs, io, path::Path};

use crate::clock::Moment;

const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// 26 characters of Crockford's base 32 for 128 bits, the first of them 0-7.
fn base32(value: u128) -> String {
    (0..26u32)
        .rev()
        .map(|digit| {
            let index = usize::try_from((value >> (digit * 5)) & 31).unwrap_or(0);
            char::from(CROCKFORD.get(index).copied().unwrap_or(b'0'))
        })
        .collect()
}

fn random_id() -> String {
    base32(rand::rng().random())
}

/// 48 bits of milliseconds, then 80 random ones (the ULID specification).
fn ulid(now: Moment) -> String {
    let millis = u128::from(now.millis().unsigned_abs());
    let random: u128 = rand::rng().random();
    base32(((millis & 0xFFFF_FFFF_FFFF) << 80) | (random & ((1 << 80) - 1)))
}

macro_rules! new_id {
    ($name:ident, $type:ident, $text:expr) => {
        // base32 writes what an id is made of.
        #[allow(clippy::expect_used, reason = "clippy does not look into macros, and says so of `expect`")]
        pub fn $name() -> $type {
            $text.parse().expect("26 characters of base 32")
        }
    };
}
new_id!(new_top_up_id, TopUpId, ulid(Moment::now()));
new_id!(new_account_id, AccountId, ulid(Moment::now()));
new_id!(new_checkout_id, CheckoutId, random_id());
new_id!(new_challenge_id, ChallengeId, random_id());

/// A guardian's id never leaves the gateway.
pub fn new_guardian_id() -> String {
    random_id()
}

/// 13 random digits for a notice number: nobody can guess a neighbour's.
pub fn new_notice_base() -> u64 {
    rand::rng().random_range(0..10_000_000_000_000)
}

/// So many digits from the system's secure generator.
pub fn new_code(digits: u32) -> String {
    (0..digits).map(|_| char::from(b'0' + rand::rng().random_range(0..10u8))).collect()
}

/// 256 random bits in hexadecimal.
pub fn new_token() -> String {
    hex(&rand::rng().random::<[u8; 32]>())
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// For values that are long and random themselves: session tokens, request bodies.
pub fn sha256(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

/// The key that never enters the database: without it a stolen copy does not tell the digits.
#[derive(Clone)]
pub struct SecretKey([u8; 32]);

impl SecretKey {
    /// Reads the key, or makes it at the first start.
    pub fn read_or_make(path: &Path) -> io::Result<Self> {
        match fs::read(path) {
            Ok(bytes) => bytes.try_into().map(Self).map_err(|_| {
                io::Error::new(io::ErrorKind::InvalidData, format!("{} must hold 32 bytes", path.display()))
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::make(path),
            Err(error) => Err(error),
        }
    }

    fn make(path: &Path) -> io::Result<Self> {
        use std::{io::Write as _, os::unix::fs::OpenOptionsExt as _};
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let key: [u8; 32] = rand::rng().random();
        let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        file.write_all(&key)?;
        file.sync_all()?;
        Ok(Self(key))
    }

    /// What is stored of a code: bound to its challenge, so equal codes do not look equal.
    pub fn code_hash(&self, challenge: &ChallengeId, code: &str) -> Vec<u8> {
        self.mac(challenge.as_str(), code).finalize().into_bytes().to_vec()
    }

    /// Compares in constant time.
    pub fn code_matches(&self, challenge: &ChallengeId, code: &str, hash: &[u8]) -> bool {
        self.mac(challenge.as_str(), code).verify_slice(hash).is_ok()
    }

    /// The key of a top-up's notice. Nothing of it is stored.
    pub fn notice_key(&self, id: &TopUpId) -> NoticeKey {
        self.name("notice", id.as_str())
    }

    /// Is this the key of that top-up's notice? Compares in constant time.
    pub fn is_notice_key(&self, id: &TopUpId, key: &NoticeKey) -> bool {
        let own = self.notice_key(id);
        let differences = own.as_str().bytes().zip(key.as_str().bytes()).fold(0, |all, (a, b)| all | (a ^ b));
        std::hint::black_box(differences) == 0
    }

    /// What tells a phone that it is the same guardian again.
    pub fn guardian_mark(&self, guardian_id: &str) -> GuardianMark {
        self.name("guardian", guardian_id)
    }

    /// 128 bits that only this key makes of `what`, as an id.
    #[expect(clippy::expect_used, reason = "base32 writes what an id is made of")]
    fn name<Id: std::str::FromStr<Err: std::fmt::Debug>>(&self, purpose: &str, what: &str) -> Id {
        let bytes = self.mac(purpose, what).finalize().into_bytes();
        let number = bytes.iter().take(16).fold(0u128, |number, byte| (number << 8) | u128::from(*byte));
        base32(number).parse().expect("26 characters of base 32")
    }

    #[expect(clippy::expect_used, reason = "HMAC takes keys of every length")]
    fn mac(&self, first: &str, second: &str) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes any key");
        mac.update(first.as_bytes());
        mac.update(b"\0");
        mac.update(second.as_bytes());
        mac
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_time() {
        let (early, late) = (ulid(Moment::from_millis(1000)), ulid(Moment::from_millis(2000)));
        assert!(early < late);
        assert_eq!(base32(u128::MAX), "7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
    }

    #[test]
    fn a_code_fits_its_own_challenge_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/secret.key");
        let key = SecretKey::read_or_make(&path).unwrap();
        let (mine, other) = (new_challenge_id(), new_challenge_id());
        let hash = key.code_hash(&mine, "123456");
        assert!(key.code_matches(&mine, "123456", &hash));
        assert!(!key.code_matches(&mine, "123457", &hash));
        assert!(!key.code_matches(&other, "123456", &hash));
        // The same key comes back from the file, readable by its owner alone.
        assert!(SecretKey::read_or_make(&path).unwrap().code_matches(&mine, "123456", &hash));
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_notices_key_is_its_own_and_comes_from_the_secret_alone() {
        let folder = tempfile::tempdir().unwrap();
        let key = SecretKey::read_or_make(&folder.path().join("a.key")).unwrap();
        let same = SecretKey::read_or_make(&folder.path().join("a.key")).unwrap();
        let other = SecretKey::read_or_make(&folder.path().join("b.key")).unwrap();
        let (mine, neighbours) = (new_top_up_id(), new_top_up_id());
        let notice_key = key.notice_key(&mine);
        assert_eq!(notice_key, same.notice_key(&mine));
        assert!(same.is_notice_key(&mine, &notice_key));
        assert!(!key.is_notice_key(&neighbours, &notice_key));
        assert!(!key.is_notice_key(&mine, &key.notice_key(&neighbours)));
        assert!(!other.is_notice_key(&mine, &notice_key));
    }

    #[test]
    fn one_wrong_character_anywhere_spoils_a_notices_key() {
        let key = SecretKey([7; 32]);
        let id = new_top_up_id();
        let right = key.notice_key(&id).to_string();
        for place in 0..right.len() {
            let mut wrong = right.clone();
            let other = if &right[place..=place] == "7" { "6" } else { "7" };
            wrong.replace_range(place..=place, other);
            assert!(!key.is_notice_key(&id, &wrong.parse().unwrap()), "{place}");
        }
        assert!(key.is_notice_key(&id, &right.parse().unwrap()));
    }

    #[test]
    fn a_key_made_for_one_purpose_is_none_for_another() {
        let key = SecretKey([7; 32]);
        let id = new_top_up_id();
        assert_ne!(key.notice_key(&id).as_str(), key.guardian_mark(id.as_str()).as_str());
        assert_eq!(key.guardian_mark("anna"), key.guardian_mark("anna"));
        assert_ne!(key.guardian_mark("anna"), key.guardian_mark("bruno"));
        assert_ne!(key.guardian_mark("anna"), SecretKey([8; 32]).guardian_mark("anna"));
    }

    #[test]
    fn codes_are_digits_and_not_all_alike() {
        let codes: std::collections::HashSet<String> = (0..100).map(|_| new_code(6)).collect();
        assert!(codes.iter().all(|code| code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit())));
        let places: std::collections::HashSet<char> =
            codes.iter().filter_map(|code| code.chars().next()).collect();
        assert!(places.len() > 5 && new_code(8).len() == 8);
        assert!(codes.len() > 90);
    }
}
