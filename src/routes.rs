//! Every address of the app and of the sign-in page. No other module parses or writes addresses.

mod chosen_accounts;
mod help_topic;
mod own_path;
mod query;
mod session_end;

pub use chosen_accounts::{ChosenAccount, ChosenAccounts};
use contract::{AccountId, CheckoutId, LinkKey, TopUpId};
pub use help_topic::HelpTopic;
pub use own_path::{NotAnOwnPath, OwnPath};
use pagopa::Amount;
use query::{Pairs, Query};
pub use session_end::SessionEnd;
use std::{fmt, str::FromStr};

/// An address. The account, notice or checkout that it names may not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// `/`
    Accounts {
        /// `?da=icona`: opened from the icon (`public/manifest.webmanifest`).
        from_icon: bool,
    },
    /// `/accesso`, a page of the gateway.
    SignIn {
        /// `?poi=`: the page that is shown after signing in.
        then: Option<OwnPath>,
        /// `&fine=1`: the session has expired while the guardian used the app; `&fine=uscita`: the guardian has signed out.
        ended: Option<SessionEnd>,
    },
    /// `/ricarica/A?importo=53.00`, `/ricarica?conti=A,B&importi=53.00,62.40`, `/ricarica`
    TopUp(ChosenAccounts),
    /// `/avviso/T`
    Notice(TopUpId),
    /// `/sportello/T`, or `/sportello` for the newest saved notice.
    Counter(Option<TopUpId>),
    /// `/esito/C`
    Outcome(CheckoutId),
    /// `/paga/T#K`: somebody else pays the notice. Browsers do not send what follows the `#`.
    SharedNotice {
        id: TopUpId,
        /// `None` without a valid key.
        key: Option<LinkKey>,
    },
    /// `/avvisi`
    Notices,
    /// `/storico`
    History,
    /// `/profilo`
    Profile,
    /// `/aiuto`, `/aiuto#spid`
    Help(Option<HelpTopic>),
}

/// Why an address is not a page of the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RouteError {
    /// No page has this path.
    NoSuchPage,
    /// The path of a notice without a valid id.
    NotATopUpId,
    /// The path of a shared notice without a valid id.
    NotALink,
    /// The path of an outcome without a valid id.
    NotACheckoutId,
}

impl Route {
    /// The guardian's accounts, the start page.
    pub const ACCOUNTS: Self = Self::Accounts { from_icon: false };

    /// Top-ups of several accounts.
    pub const TOP_UP_ALL: Self = Self::TopUp(ChosenAccounts::All);

    /// A top-up of one account, with the initial value of the field.
    pub fn top_up(id: AccountId, amount: Option<Amount>) -> Self {
        Self::TopUp(ChosenAccounts::These(vec![ChosenAccount { id, amount }]))
    }

    /// Whether the page may be reloaded for a new version: it shows no code, no payment in progress and no form.
    pub const fn is_interruptible(&self) -> bool {
        match self {
            Self::Accounts { .. }
            | Self::SignIn { .. }
            | Self::Notices
            | Self::History
            | Self::Profile
            | Self::Help(_) => true,
            Self::TopUp(_)
            | Self::Notice(_)
            | Self::SharedNotice { .. }
            | Self::Counter(_)
            | Self::Outcome(_) => false,
        }
    }

    /// Whether the page is one of the tabs, the profile beside them, or one whose reader seldom has accounts. Every other page
    /// has a way back to the accounts.
    pub const fn is_top_level(&self) -> bool {
        // A page that leads deeper is one that must not be interrupted.
        self.is_interruptible() || matches!(self, Self::SharedNotice { .. })
    }

    /// Whether the page has the tabs. The top-up page has its own bar with the button there.
    pub const fn has_tabs(&self) -> bool {
        !matches!(self, Self::TopUp(_) | Self::Counter(_))
    }
}

impl FromStr for Route {
    type Err = RouteError;

    /// From path, query and hash. A trailing slash of the path is ignored.
    fn from_str(address: &str) -> Result<Self, RouteError> {
        let (address, hash) = address.split_once('#').unwrap_or((address, ""));
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let query = Query(query);
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => Ok(Self::Accounts { from_icon: query.get("da").as_deref() == Some("icona") }),
            (Some("accesso"), None, _) => Ok(Self::SignIn {
                then: query.get("poi").and_then(|path| path.parse().ok()),
                ended: query.get("fine").and_then(|word| SessionEnd::from_word(&word)),
            }),
            (Some("ricarica"), account, None) => {
                let chosen = match (account, query.get("conti")) {
                    (Some(id), _) => ChosenAccounts::read(id, query.get("importo").as_deref()),
                    (None, Some(ids)) => ChosenAccounts::read(&ids, query.get("importi").as_deref()),
                    (None, None) => ChosenAccounts::All,
                };
                Ok(Self::TopUp(chosen))
            }
            (Some("avviso"), Some(id), None) => {
                id.parse().map(Self::Notice).map_err(|_| RouteError::NotATopUpId)
            }
            (Some("paga"), Some(id), None) => {
                let key = hash.parse().ok();
                id.parse().map(|id| Self::SharedNotice { id, key }).map_err(|_| RouteError::NotALink)
            }
            (Some("sportello"), None, _) => Ok(Self::Counter(None)),
            (Some("sportello"), Some(id), None) => {
                id.parse().map(|id| Self::Counter(Some(id))).map_err(|_| RouteError::NotATopUpId)
            }
            (Some("esito"), Some(id), None) => {
                id.parse().map(Self::Outcome).map_err(|_| RouteError::NotACheckoutId)
            }
            (Some("avvisi"), None, _) => Ok(Self::Notices),
            (Some("storico"), None, _) => Ok(Self::History),
            (Some("profilo"), None, _) => Ok(Self::Profile),
            (Some("aiuto"), None, _) => Ok(Self::Help(HelpTopic::from_anchor(hash))),
            _ => Err(RouteError::NoSuchPage),
        }
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Accounts { from_icon: false } => f.write_str("/"),
            Self::Accounts { from_icon: true } => f.write_str("/?da=icona"),
            Self::SignIn { then, ended } => {
                f.write_str("/accesso")?;
                let mut pairs = Pairs::new(f);
                if let Some(path) = then {
                    pairs.push("poi", path.as_str())?;
                }
                ended.map_or(Ok(()), |ended| pairs.push("fine", ended.word()))
            }
            Self::TopUp(chosen) => write_chosen(f, chosen),
            Self::Notice(id) => write_path(f, "/avviso/", id.as_str()),
            Self::SharedNotice { id, key } => {
                write_path(f, "/paga/", id.as_str())?;
                key.as_ref().map_or(Ok(()), |key| write_path(f, "#", key.as_str()))
            }
            Self::Counter(None) => f.write_str("/sportello"),
            Self::Counter(Some(id)) => write_path(f, "/sportello/", id.as_str()),
            Self::Outcome(id) => write_path(f, "/esito/", id.as_str()),
            Self::Notices => f.write_str("/avvisi"),
            Self::History => f.write_str("/storico"),
            Self::Profile => f.write_str("/profilo"),
            Self::Help(None) => f.write_str("/aiuto"),
            Self::Help(Some(topic)) => write_path(f, "/aiuto#", topic.anchor()),
        }
    }
}

fn write_chosen(f: &mut fmt::Formatter<'_>, chosen: &ChosenAccounts) -> fmt::Result {
    f.write_str("/ricarica")?;
    let mut several = true;
    if let ChosenAccounts::These(accounts) = chosen
        && let [one] = accounts.as_slice()
    {
        write_path(f, "/", one.id.as_str())?;
        several = false;
    }
    let mut pairs = Pairs::new(f);
    if let Some(ids) = chosen.ids().filter(|_| several) {
        pairs.push("conti", &ids)?;
    }
    match chosen.amounts() {
        Some(amounts) => pairs.push(if several { "importi" } else { "importo" }, &amounts),
        None => Ok(()),
    }
}

fn write_path(f: &mut fmt::Formatter<'_>, folder: &str, name: &str) -> fmt::Result {
    f.write_str(folder)?;
    f.write_str(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "01JD3Z8K0V7Q2M5N9R4T6W8Y0A";
    const B: &str = "01JD3Z8K0V7Q2M5N9R4T6W8Y0B";

    fn chosen(id: &str, amount: Option<u64>) -> ChosenAccount {
        let amount = amount.map(|cents| Amount::from_cents(cents).unwrap());
        ChosenAccount { id: id.parse().unwrap(), amount }
    }

    fn these(ids: &[&str]) -> ChosenAccounts {
        ChosenAccounts::These(ids.iter().map(|id| chosen(id, None)).collect())
    }

    fn top_up(accounts: ChosenAccounts) -> Route {
        Route::TopUp(accounts)
    }

    #[test]
    fn each_page_has_its_address() {
        for (address, route) in [
            ("/", Route::ACCOUNTS),
            ("/?da=icona", Route::Accounts { from_icon: true }),
            ("/accesso", Route::SignIn { then: None, ended: None }),
            ("/ricarica", Route::TOP_UP_ALL),
            (&format!("/ricarica/{A}"), top_up(these(&[A]))),
            (&format!("/ricarica?conti={A},{B}"), top_up(these(&[A, B]))),
            (&format!("/avviso/{A}"), Route::Notice(A.parse().unwrap())),
            ("/sportello", Route::Counter(None)),
            (&format!("/sportello/{A}"), Route::Counter(Some(A.parse().unwrap()))),
            (&format!("/esito/{A}"), Route::Outcome(A.parse().unwrap())),
            (&format!("/paga/{A}"), Route::SharedNotice { id: A.parse().unwrap(), key: None }),
            (&format!("/paga/{A}#{B}"), Route::SharedNotice { id: A.parse().unwrap(), key: B.parse().ok() }),
            ("/avvisi", Route::Notices),
            ("/storico", Route::History),
            ("/profilo", Route::Profile),
            ("/aiuto", Route::Help(None)),
            ("/aiuto#spid", Route::Help(Some(HelpTopic::Spid))),
        ] {
            assert_eq!(address.parse(), Ok(route.clone()), "{address}");
            assert_eq!(route.to_string(), address);
        }
    }

    #[test]
    fn each_account_may_have_its_amount() {
        for (address, accounts) in [
            (format!("/ricarica/{A}?importo=53.00"), vec![chosen(A, Some(5300))]),
            (
                format!("/ricarica?conti={A},{B}&importi=53.00,62.40"),
                vec![chosen(A, Some(5300)), chosen(B, Some(6240))],
            ),
            (format!("/ricarica?conti={A},{B}&importi=,62.40"), vec![chosen(A, None), chosen(B, Some(6240))]),
        ] {
            let route = top_up(ChosenAccounts::These(accounts));
            assert_eq!(address.parse(), Ok(route.clone()), "{address}");
            assert_eq!(route.to_string(), address);
        }
    }

    #[test]
    fn an_invalid_account_or_amount_does_not_move_the_others() {
        let read = |query: String| query.parse::<Route>().unwrap();
        assert_eq!(
            read(format!("/ricarica?conti=x,{B}&importi=1.00,62.40")),
            top_up(ChosenAccounts::These(vec![chosen(B, Some(6240))]))
        );
        assert_eq!(
            read(format!("/ricarica?conti={A},{B}&importi=x")),
            top_up(ChosenAccounts::These(vec![chosen(A, None), chosen(B, None)]))
        );
    }

    #[test]
    fn a_trailing_slash_an_escaped_comma_and_an_unknown_key_are_accepted() {
        assert_eq!(format!("/esito/{A}/").parse(), Ok(Route::Outcome(A.parse().unwrap())));
        assert_eq!(format!("/ricarica?x=1&conti={A}%2C{B}").parse(), Ok(top_up(these(&[A, B]))));
        assert_eq!("/storico?x=1".parse(), Ok(Route::History));
    }

    #[test]
    fn an_invalid_id_names_no_account_notice_or_outcome() {
        assert_eq!("/ricarica/<script>".parse(), Ok(top_up(these(&[]))));
        assert_eq!("/avviso/x".parse::<Route>(), Err(RouteError::NotATopUpId));
        assert_eq!("/sportello/x".parse::<Route>(), Err(RouteError::NotATopUpId));
        assert_eq!("/esito/x".parse::<Route>(), Err(RouteError::NotACheckoutId));
        assert_eq!("/paga/x".parse::<Route>(), Err(RouteError::NotALink));
        let broken = Route::SharedNotice { id: A.parse().unwrap(), key: None };
        assert_eq!(format!("/paga/{A}#x").parse(), Ok(broken));
    }

    #[test]
    fn every_other_address_is_unknown() {
        for path in [
            "/avviso",
            "/paga",
            "/esito",
            "/storico/x",
            "/ricarica/A/B",
            "/sportello/T/x",
            "/x",
            "/accesso/x",
        ] {
            assert_eq!(path.parse::<Route>(), Err(RouteError::NoSuchPage), "{path}");
        }
    }

    #[test]
    fn a_page_with_a_code_an_amount_or_a_payment_is_not_interruptible() {
        for path in [
            "/ricarica",
            "/sportello",
            &format!("/avviso/{A}"),
            &format!("/esito/{A}"),
            &format!("/paga/{A}"),
        ] {
            assert!(!path.parse::<Route>().unwrap().is_interruptible(), "{path}");
        }
        assert!(Route::ACCOUNTS.is_interruptible() && Route::History.is_interruptible());
    }

    #[test]
    fn the_sign_in_page_leads_back_to_a_page_of_this_site_only() {
        assert!(format!("/esito/{A}").parse::<OwnPath>().is_ok());
        for bad in ["", "esito", "//evil.example", "/\\evil.example", "https://evil.example", "/a:b"] {
            assert_eq!(bad.parse::<OwnPath>(), Err(NotAnOwnPath), "{bad}");
        }
        let route = Route::SignIn {
            then: format!("/ricarica/{A}?importo=53.00").parse().ok(),
            ended: Some(SessionEnd::Expired),
        };
        assert_eq!(route.to_string(), format!("/accesso?poi=/ricarica/{A}%3Fimporto%3D53.00&fine=1"));
    }

    // proptest is a dependency of native tests only.
    #[cfg(not(target_arch = "wasm32"))]
    mod round_trip {
        use super::*;
        use proptest::prelude::*;

        const ID: &str = "[0-7][0-9A-HJKMNP-TV-Z]{25}";

        fn id<T: FromStr<Err: fmt::Debug> + fmt::Debug>() -> impl Strategy<Value = T> {
            ID.prop_map(|id| id.parse().unwrap())
        }

        fn routes() -> impl Strategy<Value = Route> {
            let amount = proptest::option::of(1..=9_999_999_999_u64);
            let amount = amount.prop_map(|cents| cents.map(|cents| Amount::from_cents(cents).unwrap()));
            let chosen = (id(), amount).prop_map(|(id, amount)| ChosenAccount { id, amount });
            let accounts = prop_oneof![
                Just(ChosenAccounts::All),
                proptest::collection::vec(chosen, 0..4).prop_map(ChosenAccounts::These),
            ];
            let ended =
                proptest::option::of(prop_oneof![Just(SessionEnd::Expired), Just(SessionEnd::SignedOut)]);
            let then = proptest::option::of("/[^/\\\\:\n\r\t#]{0,20}".prop_map(|path| path.parse().unwrap()));
            prop_oneof![
                any::<bool>().prop_map(|from_icon| Route::Accounts { from_icon }),
                (then, ended).prop_map(|(then, ended)| Route::SignIn { then, ended }),
                accounts.prop_map(Route::TopUp),
                id().prop_map(Route::Notice),
                (id(), proptest::option::of(id())).prop_map(|(id, key)| Route::SharedNotice { id, key }),
                proptest::option::of(id()).prop_map(Route::Counter),
                id().prop_map(Route::Outcome),
                Just(Route::Notices),
                Just(Route::History),
                Just(Route::Profile),
                proptest::option::of(proptest::sample::select(&HelpTopic::ALL[..])).prop_map(Route::Help),
            ]
        }

        proptest! {
            #[test]
            fn a_printed_route_parses_to_itself(route in routes()) {
                prop_assert_eq!(route.to_string().parse(), Ok(route));
            }

            #[test]
            fn no_address_panics(address in "\\PC{0,60}") {
                let _ = address.parse::<Route>();
            }
        }
    }
}
