//! The guardian's choice of how to sign in to the payment page, saved on this device.

use crate::browser::storage::Storage;
use contract::SignInHint;

const KEY: &str = "ricarica.sign-in-hint";

/// Saves the choice.
pub fn save(hint: SignInHint) {
    // If it cannot be saved, the advised way is offered again next time.
    let _ = Storage::Local.set(KEY, &hint);
}

/// Whether a choice is saved.
pub fn is_saved() -> bool {
    Storage::Local.get::<SignInHint>(KEY).is_some()
}

/// The initial choice: the saved one if the payment page still offers it, else the advised one.
pub fn first(offered: &[SignInHint]) -> SignInHint {
    pick(Storage::Local.get(KEY), offered)
}

fn pick(saved: Option<SignInHint>, offered: &[SignInHint]) -> SignInHint {
    // Without offers the payment page asks by itself, and the e-mail address fills its field.
    saved.filter(|saved| offered.contains(saved)).or(offered.first().copied()).unwrap_or(SignInHint::Email)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_choice_comes_first_while_it_is_offered() {
        let both = [SignInHint::Spid, SignInHint::Email];
        assert_eq!(pick(Some(SignInHint::Email), &both), SignInHint::Email);
        assert_eq!(pick(None, &both), SignInHint::Spid);
        assert_eq!(pick(Some(SignInHint::Spid), &[SignInHint::Email]), SignInHint::Email);
        assert_eq!(pick(Some(SignInHint::Spid), &[]), SignInHint::Email);
    }
}
