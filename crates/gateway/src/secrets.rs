//! Randomness and hashes: ids, session tokens, sign-in codes.

use crate::files;
use contract::{
    AccountId, ChallengeId, CheckoutId, GuardianMark, LinkKey, MovementId, NoticeKey, SessionId, TopUpId,
};
use hmac::{Hmac, KeyInit, Mac};
use rand::RngExt as _;
use sha2::{Digest, Sha256};
use std::{fmt::Debug, fs, io, path::Path, str::FromStr};
use subtle::ConstantTimeEq as _;
use ulid::Ulid;

/// 128 random bits, where an id must not be guessed.
fn random_id() -> Ulid {
    Ulid::from_bytes(rand::rng().random())
}

macro_rules! new_id {
    ($name:ident, $type:ident, $ulid:expr) => {
        pub fn $name() -> $type {
            id($ulid)
        }
    };
}
new_id!(new_top_up_id, TopUpId, Ulid::generate());
new_id!(new_account_id, AccountId, Ulid::generate());
new_id!(new_movement_id, MovementId, Ulid::generate());
new_id!(new_checkout_id, CheckoutId, random_id());
new_id!(new_challenge_id, ChallengeId, random_id());

#[expect(clippy::expect_used, reason = "the contract's ids and ULIDs have one form")]
fn id<Id: FromStr<Err: Debug>>(ulid: Ulid) -> Id {
    ulid.to_string().parse().expect("26 characters of Crockford's base 32")
}

/// An id begins with the moment at which it was made, in milliseconds since 1970.
pub fn new_top_up_id_at(millis: i64) -> TopUpId {
    id(Ulid::from_parts(u64::try_from(millis).unwrap_or(0), rand::rng().random()))
}

/// A guardian's id never leaves the gateway.
pub fn new_guardian_id() -> String {
    random_id().to_string()
}

/// 13 random digits for a notice number, so that numbers cannot be guessed from each other.
pub fn new_notice_base() -> u64 {
    rand::rng().random_range(0..10_000_000_000_000)
}

/// This number of digits from the system's secure generator.
pub fn new_code(digits: u32) -> String {
    (0..digits).map(|_| char::from(b'0' + rand::rng().random_range(0..10u8))).collect()
}

/// 256 random bits in hexadecimal.
pub fn new_token() -> String {
    hex::encode(rand::rng().random::<[u8; 32]>())
}

/// 64 random bits in hexadecimal: what a guardian tells the office, which finds it in the log.
pub fn new_request_id() -> String {
    hex::encode(rand::rng().random::<[u8; 8]>())
}

/// For values that are long and random themselves: session tokens, request bodies.
pub fn sha256(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

/// The key that never enters the database: a stolen copy of the database alone does not reveal sign-in codes.
#[derive(Clone)]
pub struct SecretKey([u8; 32]);

impl SecretKey {
    /// Reads the key, or makes it at the first start.
    pub fn read_or_make(path: &Path) -> io::Result<Self> {
        match fs::File::open(path) {
            Ok(file) => Self::read(file, path),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::make(path),
            Err(error) => Err(error),
        }
    }

    /// The key with these bytes; `None` unless they are 32.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// Only its owner may read the file.
    fn read(mut file: fs::File, path: &Path) -> io::Result<Self> {
        use std::{io::Read as _, os::unix::fs::PermissionsExt as _};
        let mode = file.metadata()?.permissions().mode();
        if mode & 0o077 != 0 {
            let problem = format!(
                "other users of this machine may read it (its mode is {:04o}): chmod 600 {}",
                mode & 0o7777,
                path.display()
            );
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, problem));
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        bytes.try_into().map(Self).map_err(|_| {
            io::Error::new(io::ErrorKind::InvalidData, format!("{} must hold 32 bytes", path.display()))
        })
    }

    fn make(path: &Path) -> io::Result<Self> {
        use std::{io::Write as _, os::unix::fs::OpenOptionsExt as _};
        if let Some(folder) = path.parent() {
            files::make_private_folder(folder)?;
        }
        let key: [u8; 32] = rand::rng().random();
        let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        file.write_all(&key)?;
        file.sync_all()?;
        Ok(Self(key))
    }

    /// By this a database recognises its secret. It reveals nothing of it.
    pub fn fingerprint(&self) -> Vec<u8> {
        self.mac("fingerprint", "").finalize().into_bytes().to_vec()
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

    /// Whether this is the key of that top-up's notice. Compares in constant time.
    pub fn is_notice_key(&self, id: &TopUpId, key: &NoticeKey) -> bool {
        self.notice_key(id).as_str().as_bytes().ct_eq(key.as_str().as_bytes()).into()
    }

    /// The key of the link by which somebody else opens a notice. `names`: the link shows names. Nothing of it is stored.
    pub fn link_key(&self, id: &TopUpId, names: bool) -> LinkKey {
        self.name(if names { "link with names" } else { "link" }, id.as_str())
    }

    /// Whether the link with this key shows names; `None` if it is none of this notice's keys. Compares in constant time.
    pub fn link_names(&self, id: &TopUpId, key: &LinkKey) -> Option<bool> {
        let is = |names| self.link_key(id, names).as_str().as_bytes().ct_eq(key.as_str().as_bytes());
        let (with, without) = (is(true), is(false));
        bool::from(with | without).then(|| with.into())
    }

    /// The key in the addresses by which a payer comes back from the payment page. Only that page has it.
    pub fn return_key(&self, id: &CheckoutId) -> NoticeKey {
        self.name("return", id.as_str())
    }

    /// Compares in constant time.
    pub fn is_return_key(&self, id: &CheckoutId, key: &NoticeKey) -> bool {
        self.return_key(id).as_str().as_bytes().ct_eq(key.as_str().as_bytes()).into()
    }

    /// By this a quota is found in the database, which names neither addresses nor mailboxes.
    pub fn quota_key(&self, kind: &str, who: &str) -> Vec<u8> {
        self.mac(&format!("quota: {kind}"), who).finalize().into_bytes().to_vec()
    }

    /// What is stored beside a file of the app: the database alone cannot have another one served.
    pub fn seal_of_file(&self, name: &str, content: &[u8]) -> Vec<u8> {
        self.mac_of_file(name, content).finalize().into_bytes().to_vec()
    }

    /// Compares in constant time.
    pub fn is_seal_of_file(&self, name: &str, content: &[u8], seal: &[u8]) -> bool {
        self.mac_of_file(name, content).verify_slice(seal).is_ok()
    }

    fn mac_of_file(&self, name: &str, content: &[u8]) -> Hmac<Sha256> {
        let mut mac = self.mac("app file", name);
        mac.update(b"\0");
        mac.update(content);
        mac
    }

    /// A phone recognises the same guardian by this mark at the next sign-in.
    pub fn guardian_mark(&self, guardian_id: &str) -> GuardianMark {
        self.name("guardian", guardian_id)
    }

    /// By this a session is named to its guardian. Nothing of it is stored.
    pub fn session_id(&self, token_hash: &[u8]) -> SessionId {
        self.name("session", &hex::encode(token_hash))
    }

    /// What a guardian tells the office about a request for erasure: eight characters that are hard to confuse.
    pub fn erasure_reference(&self, guardian_id: &str, at_millis: i64) -> String {
        let id: SessionId = self.name("erasure", &format!("{guardian_id} {at_millis}"));
        // The first character has but three bits.
        let characters: Vec<char> = id.as_str().chars().skip(1).take(8).collect();
        let (first, second) = characters.split_at(characters.len() / 2);
        format!("{}-{}", first.iter().collect::<String>(), second.iter().collect::<String>())
    }

    /// The guardian's name in the audit trail. It differs from the mark that phones have.
    pub fn audit_name(&self, guardian_id: &str) -> GuardianMark {
        self.name("audit", guardian_id)
    }

    /// 128 bits of a keyed hash of `what`, as an id.
    fn name<Id: FromStr<Err: Debug>>(&self, purpose: &str, what: &str) -> Id {
        let bytes = self.mac(purpose, what).finalize().into_bytes();
        let number = bytes.iter().take(16).fold(0u128, |number, byte| (number << 8) | u128::from(*byte));
        id(Ulid::from(number))
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
    fn later_ids_sort_later() {
        let early = new_top_up_id();
        std::thread::sleep(std::time::Duration::from_millis(2));
        assert!(early < new_top_up_id());
    }

    #[test]
    fn keys_derived_by_earlier_versions_stay_valid() {
        let key = SecretKey([7; 32]);
        let id = "01JD3Z8K0V7Q2M5N9R4T6W8Y0A".parse().unwrap();
        assert_eq!(key.notice_key(&id).as_str(), "1ANBSQAEFY22TJ1QHZWME448T7");
        assert_eq!(key.guardian_mark("anna").as_str(), "689DHWBBTQAZ4QVHNTY07ZNCWY");
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
        let checkout: CheckoutId = id.as_str().parse().unwrap();
        assert_ne!(key.notice_key(&id), key.return_key(&checkout));
        assert!(key.is_return_key(&checkout, &key.return_key(&checkout)));
        assert!(!key.is_return_key(&checkout, &key.return_key(&new_checkout_id())));
        let (named, unnamed) = (key.link_key(&id, true), key.link_key(&id, false));
        assert_ne!(named, unnamed);
        assert_ne!(key.notice_key(&id).as_str(), unnamed.as_str());
        assert_eq!((key.link_names(&id, &named), key.link_names(&id, &unnamed)), (Some(true), Some(false)));
        assert_eq!(key.link_names(&new_top_up_id(), &named), None);
        assert_eq!(key.link_names(&id, &key.notice_key(&id).as_str().parse().unwrap()), None);
        assert_eq!(key.guardian_mark("anna"), key.guardian_mark("anna"));
        assert_ne!(key.guardian_mark("anna"), key.audit_name("anna"));
        assert_ne!(key.guardian_mark("anna"), key.guardian_mark("bruno"));
        assert_ne!(key.guardian_mark("anna"), SecretKey([8; 32]).guardian_mark("anna"));
    }

    #[test]
    fn secret_that_others_may_read_is_refused_with_what_to_do() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret.key");
        SecretKey::read_or_make(&path).unwrap();
        for (mode, good) in
            [(0o644, false), (0o640, false), (0o604, false), (0o660, false), (0o600, true), (0o400, true)]
        {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            match SecretKey::read_or_make(&path) {
                Ok(_) => assert!(good, "{mode:o}"),
                Err(error) => assert!(!good && error.to_string().contains("chmod 600"), "{mode:o}: {error}"),
            }
        }
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
