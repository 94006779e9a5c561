//! The address of each screen.

/// What an address shows. What it names may not exist: that is for the screen to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Screen {
    Accounts,
    SignIn,
    /// One account, or those that the query names.
    TopUp(Option<String>),
    /// The notice of a top-up.
    Notice(String),
    /// The code at a counter, of this top-up or of the newest notice on the phone.
    Counter(Option<String>),
    /// The outcome of a checkout.
    Outcome(String),
    History,
    Help,
    NotFound,
}

impl Screen {
    /// The screen at this path. A slash at the end makes no difference.
    pub fn at(path: &str) -> Self {
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        let (first, second, third) = (parts.next(), parts.next(), parts.next());
        match (first, second, third) {
            (None, ..) => Self::Accounts,
            (Some("accesso"), None, _) => Self::SignIn,
            (Some("ricarica"), account, None) => Self::TopUp(account.map(str::to_owned)),
            (Some("avviso"), Some(top_up), None) => Self::Notice(top_up.to_owned()),
            (Some("sportello"), top_up, None) => Self::Counter(top_up.map(str::to_owned)),
            (Some("esito"), Some(checkout), None) => Self::Outcome(checkout.to_owned()),
            (Some("storico"), None, _) => Self::History,
            (Some("aiuto"), None, _) => Self::Help,
            _ => Self::NotFound,
        }
    }

    /// Whether nothing is being done there that a new version of the app would interrupt: no code is held out, no
    /// payment is under way, no amount is typed.
    pub const fn is_calm(&self) -> bool {
        match self {
            Self::Accounts | Self::SignIn | Self::History | Self::Help => true,
            Self::TopUp(_) | Self::Notice(_) | Self::Counter(_) | Self::Outcome(_) | Self::NotFound => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_screen_has_its_address() {
        for (path, screen) in [
            ("/", Screen::Accounts),
            ("/accesso", Screen::SignIn),
            ("/ricarica", Screen::TopUp(None)),
            ("/ricarica/A", Screen::TopUp(Some("A".into()))),
            ("/avviso/T", Screen::Notice("T".into())),
            ("/sportello", Screen::Counter(None)),
            ("/sportello/T", Screen::Counter(Some("T".into()))),
            ("/esito/C/", Screen::Outcome("C".into())),
            ("/storico", Screen::History),
            ("/aiuto", Screen::Help),
        ] {
            assert_eq!(Screen::at(path), screen, "{path}");
        }
    }

    #[test]
    fn no_screen_with_a_code_an_amount_or_a_payment_is_calm() {
        for path in ["/ricarica", "/ricarica/A", "/avviso/T", "/esito/C"] {
            assert!(!Screen::at(path).is_calm(), "{path}");
        }
        assert!(Screen::at("/").is_calm() && Screen::at("/storico").is_calm());
    }

    #[test]
    fn every_other_address_says_that_nothing_is_there() {
        for path in ["/avviso", "/esito", "/storico/x", "/ricarica/A/B", "/sportello/T/x", "/x", "/accesso/x"]
        {
            assert_eq!(Screen::at(path), Screen::NotFound, "{path}");
        }
    }
}
