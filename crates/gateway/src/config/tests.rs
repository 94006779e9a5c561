//! What the configuration takes, and what it refuses by name.

use super::*;
use contract::Language;

const EXAMPLE: &str = include_str!("../../gateway.example.toml");

fn parse(environment: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let environment = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Config::parse(EXAMPLE, Path::new("folder/gateway.toml"), environment)
}

#[test]
fn example_is_valid() {
    let config = parse(&[]).unwrap();
    assert_eq!(config.limits.least.cents(), 500);
    assert_eq!(config.database.file(), Some(Path::new("folder/data/ricarica.db")));
    assert_eq!(config.origin(), "http://127.0.0.1:8080");
    assert!(!config.is_secure());
}

#[test]
fn the_environment_wins_over_the_file() {
    let config = parse(&[
        ("RICARICA_LISTEN", "127.0.0.1:0"),
        ("RICARICA_LIMITS__LEAST", "1.00"),
        ("RICARICA_LIMITS__DUE_DAYS", "7"),
        ("RICARICA_CLIENT_ADDRESS_HEADER", "x-real-ip"),
        ("RICARICA_PLATFORM__SIGN_IN", "[\"email\"]"),
    ])
    .unwrap();
    assert_eq!(config.listen.port(), 0);
    assert_eq!(config.limits.least.cents(), 100);
    assert_eq!(config.limits.due_days, 7);
    assert_eq!(config.client_address_header.unwrap(), "x-real-ip");
    assert_eq!(config.platform.sign_in, [SignInHint::Email]);
}

#[test]
fn payment_page_gets_a_language_only_if_configured() {
    let left_out = |line: &&str| !line.starts_with("language_parameter");
    let text: Vec<&str> = EXAMPLE.lines().filter(left_out).collect();
    let config = Config::parse(&text.join("\n"), Path::new("gateway.toml"), std::iter::empty()).unwrap();
    assert_eq!(config.platform.language_parameter, None);
    let same = parse(&[("RICARICA_PLATFORM__LANGUAGE_PARAMETER", "accesso")]).unwrap_err().to_string();
    assert!(same.contains("language_parameter"), "{same}");
}

#[test]
fn a_creditor_without_a_postal_section_prints_no_postal_slip() {
    let example = parse(&[]).unwrap().creditor.postal.unwrap();
    assert_eq!(example.account.to_string(), "001012345678");
    assert_eq!(without(&["[creditor.postal]", "account", "holder", "authorisation"]).unwrap(), None);
}

#[test]
fn incomplete_postal_section_is_refused_and_the_missing_key_named() {
    for key in ["account", "holder", "authorisation"] {
        let error = without(&[key]).unwrap_err().to_string();
        assert!(error.contains(key) && error.contains("creditor.postal"), "{key}: {error}");
    }
    for (key, value) in [("ACCOUNT", "12a"), ("HOLDER", " "), ("AUTHORISATION", ""), ("COLOUR", "red")] {
        let error = parse(&[(&format!("RICARICA_CREDITOR__POSTAL__{key}"), value)]).unwrap_err().to_string();
        assert!(error.contains(&key.to_lowercase()), "{key}: {error}");
    }
    let long = "x".repeat(51);
    let error = parse(&[("RICARICA_CREDITOR__POSTAL__HOLDER", &long)]).unwrap_err().to_string();
    assert!(error.contains("creditor.postal.holder has 1 to 50 characters"), "{error}");
}

/// The example's postal account, once the lines that begin so are left out.
fn without(beginnings: &[&str]) -> Result<Option<String>, ConfigError> {
    let left_out = |line: &&str| !beginnings.iter().any(|beginning| line.starts_with(beginning));
    let text: Vec<&str> = EXAMPLE.lines().filter(left_out).collect();
    let config = Config::parse(&text.join("\n"), Path::new("gateway.toml"), std::iter::empty())?;
    Ok(config.creditor.postal.map(|postal| postal.account.to_string()))
}

#[test]
fn invalid_value_is_refused_and_named() {
    for (name, value, expected) in [
        ("RICARICA_LIMITS__LEAST", "600.00", "limits.least"),
        ("RICARICA_LIMITS__LEAST", "5", "least"),
        ("RICARICA_PLATFORM__GPD_URL", "http://example.org/", "https"),
        ("RICARICA_CREDITOR__CODE", "123", "code"),
        ("RICARICA_LIMITS__COLOUR", "red", "colour"),
        ("RICARICA_MAIL__SMTP_URL", "mail.example.org", "smtp_url"),
        ("RICARICA_MAIL__SMTP_URL", "https://mail.example.org", "smtp_url"),
        ("RICARICA_SESSION__IDLE_MINUTES", "0", "session.idle_minutes must be 1 to"),
        ("RICARICA_SESSION__IDLE_MINUTES", "9223372036854775807", "session.idle_minutes"),
        ("RICARICA_SESSION__ABSOLUTE_HOURS", "9223372036854775807", "session.absolute_hours"),
        ("RICARICA_PLATFORM__CART_MINUTES", "9223372036854775807", "platform.cart_minutes"),
        ("RICARICA_PLATFORM__TIMEOUT_MS", "0", "platform.timeout_ms"),
        ("RICARICA_CLIENT_ADDRESS_HEADER", "x real ip", "client_address_header"),
        ("RICARICA_LETTER__SOURCE", "platform", "letter.print_url"),
        ("RICARICA_LETTER__PRINT_URL", "http://example.org/", "https"),
        ("RICARICA_LETTER__LANGUAGES", "[\"de\"]", "languages"),
    ] {
        let error = parse(&[(name, value)]).unwrap_err().to_string();
        assert!(error.contains(expected), "{name}: {error}");
    }
}

#[test]
fn an_error_names_the_source_the_key_and_what_is_expected() {
    let error = parse(&[("RICARICA_LIMITS__DUE_DAYS", "soon")]).unwrap_err().to_string();
    assert_eq!(
        error,
        "RICARICA_LIMITS__DUE_DAYS: limits.due_days: invalid type: found string \"soon\", expected u32"
    );
    let text = EXAMPLE.replace("due_days = 30", "due_days = -1");
    let path = Path::new("folder/gateway.toml");
    let error = Config::parse(&text, path, std::iter::empty()).unwrap_err().to_string();
    assert!(
        error.starts_with("folder/gateway.toml: limits.due_days: ") && error.contains("expected u32"),
        "{error}"
    );
    let error = Config::parse("listen = ", path, std::iter::empty()).unwrap_err().to_string();
    assert!(error.starts_with("folder/gateway.toml: TOML parse error at line 1"), "{error}");
    let error = parse(&[("RICARICA_CREDITOR__COLOUR", "red")]).unwrap_err().to_string();
    assert!(
        error.contains("RICARICA_CREDITOR__COLOUR") && error.contains("expected `one of `code`, `name`"),
        "{error}"
    );
}

#[test]
fn table_from_the_environment_replaces_the_one_of_the_file() {
    let config = parse(&[("RICARICA_MUNICIPALITY__NAME", "{ it = \"Comune di Esempio\" }")]).unwrap();
    assert_eq!(config.municipality.name.0.fr, None);
    let config = parse(&[("RICARICA_MUNICIPALITY__NAME__IT", "Comune di Esempio")]).unwrap();
    let name = config.municipality.name.0;
    assert_eq!(
        (name.it.as_str(), name.fr.as_deref()),
        ("Comune di Esempio", Some("Commune de Valtournenche"))
    );
}

#[test]
fn a_text_of_digits_stays_a_text() {
    let config = parse(&[("RICARICA_PLATFORM__GPD_KEY", "0123"), ("RICARICA_LOG__LEVEL", "7")]).unwrap();
    assert_eq!((config.platform.gpd_key.as_str(), config.log.level.as_str()), ("0123", "7"));
}

#[test]
fn text_of_the_municipality_has_one_language_or_several() {
    let config = parse(&[("RICARICA_MUNICIPALITY__NAME", "Comune di Esempio")]).unwrap();
    let name = config.municipality.name.0;
    assert_eq!((name.it.as_str(), name.fr), ("Comune di Esempio", None));
    let both =
        parse(&[("RICARICA_MUNICIPALITY__TEXTS__HELP", "{ it = \"Piano terra\", en = \"Ground floor\" }")]);
    let help = both.unwrap().municipality.texts().help.unwrap();
    assert_eq!((help.it.as_str(), help.fr, help.en.as_deref()), ("Piano terra", None, Some("Ground floor")));
    for wrong in ["7", "{ fr = \"Sans italien\" }", "{ it = \"x\", de = \"y\" }", " "] {
        parse(&[("RICARICA_MUNICIPALITY__TEXTS__ANNOUNCEMENT", wrong)]).unwrap_err();
    }
}

#[test]
fn a_service_has_the_names_that_the_municipality_gives_it() {
    let config = parse(&[]).unwrap();
    let canteen = config.municipality.service("Mensa scuola primaria");
    assert_eq!(canteen.of(Language::Fr), (Language::Fr, "Cantine de l’école primaire"));
    let other = config.municipality.service("Scuolabus");
    assert_eq!(other.of(Language::Fr), (Language::It, "Scuolabus"));
    let twice = "[{ it = \"Mensa\", fr = \"Cantine\" }, { it = \"Mensa\", fr = \"Restaurant\" }]";
    let error = parse(&[("RICARICA_MUNICIPALITY__SERVICES", twice)]).unwrap_err().to_string();
    assert!(error.contains("municipality.services: Mensa is named twice"), "{error}");
}

#[test]
fn links_of_the_municipality_must_be_https() {
    for (name, value) in [
        ("LINKS__PRIVACY", "http://example.org/privacy"),
        ("LINKS__FEEDBACK", "javascript:alert(1)"),
        ("OFFICE__WEBSITE", "comune.example.org"),
        ("PARENT_URL", "{ it = \"https://example.org\", fr = \"http://example.org\" }"),
    ] {
        let error = parse(&[(&format!("RICARICA_MUNICIPALITY__{name}"), value)]).unwrap_err().to_string();
        assert!(error.contains("must be an https address"), "{name}: {error}");
    }
}

#[test]
fn colour_with_too_little_contrast_is_refused() {
    let colours = |light, dark| {
        let pair = [("RICARICA_MUNICIPALITY__COLOUR", light), ("RICARICA_MUNICIPALITY__COLOUR_DARK", dark)];
        let config = parse(&pair).map_err(|error| error.to_string())?;
        config.municipality.colours().map_err(|error| error.to_string())
    };
    assert_eq!(colours("#0055aa", "#123456").unwrap().unwrap().dark, "#123456");
    // The contrast of #777777 with white, by WCAG's formula, is 4.48.
    let error = colours("#777777", "#123456").unwrap_err();
    assert!(error.contains("municipality.colour #777777 with #ffffff has a contrast of 4.5 : 1"), "{error}");
    assert!(colours("#0055aa", "#99ccff").unwrap_err().contains("colour_dark"));
    assert!(colours("#05a", "#123456").unwrap_err().contains("#rrggbb"));
    assert!(colours("#0055aa; x", "#123456").unwrap_err().contains("#rrggbb"));
    let alone = parse(&[("RICARICA_MUNICIPALITY__COLOUR", "#0055aa")]).unwrap_err().to_string();
    assert!(alone.contains("go together"), "{alone}");
}

#[test]
fn warm_colour_is_readable_on_the_card_of_each_theme() {
    let warm = |light, dark| {
        let pair = [("RICARICA_MUNICIPALITY__WARM", light), ("RICARICA_MUNICIPALITY__WARM_DARK", dark)];
        let config = parse(&pair).map_err(|error| error.to_string())?;
        config.municipality.warm().map_err(|error| error.to_string())
    };
    assert_eq!(warm("#9a3412", "#fdba74").unwrap().unwrap().light, "#9a3412");
    // Each is readable in the other theme alone.
    let error = warm("#fdba74", "#fdba74").unwrap_err();
    assert!(error.contains("municipality.warm #fdba74 with #ffffff"), "{error}");
    assert!(warm("#9a3412", "#9a3412").unwrap_err().contains("municipality.warm_dark #9a3412 with #142536"));
    assert!(warm("orange", "#fdba74").unwrap_err().contains("#rrggbb"));
    let alone = parse(&[("RICARICA_MUNICIPALITY__WARM", "#9a3412")]).unwrap_err().to_string();
    assert!(alone.contains("warm and warm_dark go together"), "{alone}");
}

#[test]
fn name_of_the_app_fits_below_an_icon() {
    let name = |name: &str| parse(&[("RICARICA_MUNICIPALITY__APP_NAME", name)]);
    let given = name("{ it = \"Mensa Valtournenche\", fr = \"Cantine Valtournenche\" }").unwrap();
    assert_eq!(given.municipality.app_name.unwrap().0.it, "Mensa Valtournenche");
    let error = name(&"x".repeat(31)).unwrap_err().to_string();
    assert!(error.contains("municipality.app_name has at most 30 characters"), "{error}");
}

#[test]
fn an_answer_to_a_mail_goes_to_the_office_or_where_it_is_configured() {
    let reply_to = |environment: &[(&str, &str)]| {
        parse(environment).unwrap().reply_to().map(|address| address.to_string())
    };
    assert_eq!(reply_to(&[]).as_deref(), Some("mensa@comune.example.org"));
    let other = [("RICARICA_MAIL__REPLY_TO", "Ufficio scuola <scuola@comune.example.org>")];
    assert!(reply_to(&other).unwrap().ends_with("<scuola@comune.example.org>"));
    let error = parse(&[("RICARICA_MUNICIPALITY__OFFICE__EMAIL", "mensa")]).unwrap_err().to_string();
    assert!(error.contains("municipality.office.email must be an e-mail address"), "{error}");
    parse(&[("RICARICA_MAIL__REPLY_TO", "mensa")]).unwrap_err();
}
