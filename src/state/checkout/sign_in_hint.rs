//! How the guardian signs in to the payment page: the choice is remembered on this device.

use crate::browser::storage::Storage;
use contract::SignInHint;

const KEY: &str = "ricarica.payment-entrance";

/// Remembers the choice.
pub fn keep(hint: SignInHint) {
    // Where nothing can be saved, the advised way is offered again next time.
    let _ = Storage::Local.set(KEY, &hint);
}

/// What is offered first: what was chosen last if the payment page still takes it, else what it advises.
pub fn first(offered: &[SignInHint]) -> SignInHint {
    pick(Storage::Local.get(KEY), offered)
}

fn pick(saved: Option<SignInHint>, offered: &[SignInHint]) -> SignInHint {
    // A page that offers nothing asks for itself: an e-mail address at least fills its field.
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
