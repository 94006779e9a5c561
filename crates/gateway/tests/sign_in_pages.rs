//! Signing in on the gateway's pages in a browser without scripts.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, TestEnvironment, browser::Browser};
use reqwest::{Method, StatusCode};
use serde_json::json;

const REFUSED: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

#[tokio::test]
async fn guardian_signs_in_and_returns_to_the_requested_address() {
    let environment = TestEnvironment::start().await;
    let mut browser = Browser::new(&environment);
    assert_eq!(browser.get("/storico?x=1").await.location(), "/accesso?poi=%2Fstorico%3Fx%3D1");
    let page = browser.get("/accesso?poi=%2Fstorico%3Fx%3D1").await;
    page.is_page(StatusCode::OK);
    assert!(page.has("<h1 tabindex=\"-1\">Accedi</h1>") && page.has("<title>Accedi – Ricarica</title>"));
    assert!(page.has("action=\"/accesso?poi=%2Fstorico%3Fx%3D1\"") && !page.has("role=\"alert\""));

    let email = format!("  {ANNA} ");
    let sent = browser.submit("/accesso?poi=%2Fstorico%3Fx%3D1", &[("email", &email)]).await;
    assert_eq!(sent.location(), "/accesso/codice?poi=%2Fstorico%3Fx%3D1");
    let code = environment.guest().code(ANNA, 0).await;
    let page = browser.get("/accesso/codice?poi=%2Fstorico%3Fx%3D1").await;
    page.is_page(StatusCode::OK);
    assert!(page.has(ANNA) && page.has("data-digits=\"6\"") && page.has("Vale 10 minuti"));

    // With the blanks and dashes that mail apps add.
    let typed = format!(" {}-{} ", &code[..3], &code[3..]);
    let entered = browser.submit("/accesso/codice?poi=%2Fstorico%3Fx%3D1", &[("code", &typed)]).await;
    assert_eq!(entered.location(), "/storico?x=1");
    for (name, attributes) in [
        ("ricarica", vec!["Path=/", "HttpOnly", "SameSite=Lax", "Max-Age=43200"]),
        ("ricarica-signed-in", vec!["Path=/", "SameSite=Lax", "Max-Age=43200"]),
        ("ricarica-challenge", vec!["Path=/accesso", "HttpOnly", "SameSite=Lax", "Max-Age=0"]),
    ] {
        let cookie = entered.cookie(name);
        for attribute in attributes {
            assert!(cookie.split("; ").any(|part| part == attribute), "{attribute}: {cookie}");
        }
    }
    assert!(!entered.cookie("ricarica-signed-in").contains("HttpOnly"));

    // With a session the sign-in page redirects to the app.
    assert_eq!(browser.get("/accesso").await.location(), "/");
    assert_eq!(browser.get("/accesso?poi=%2Favviso%2FX").await.location(), "/avviso/X");
    assert_eq!(browser.get("/accesso/codice?poi=%2Favviso%2FX").await.location(), "/avviso/X");
    assert_ne!(browser.get("/storico").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn reload_below_the_sign_in_page_keeps_the_requested_address() {
    let environment = TestEnvironment::start().await;
    let mut browser = Browser::new(&environment);
    for path in ["/accesso/nuovo-codice", "/accesso/cambia-indirizzo", "/accesso/lingua", "/accesso/nessuno"]
    {
        let led = browser.get(&format!("{path}?poi=%2Fstorico")).await;
        assert_eq!(led.location(), "/accesso?poi=%2Fstorico", "{path}");
    }
}

#[tokio::test]
async fn unknown_address_gets_the_same_pages_and_no_mail() {
    let environment = TestEnvironment::start().await;
    let (mut known, mut unknown) = (Browser::new(&environment), Browser::new(&environment));
    known.ask_for_code(ANNA).await;
    let sent = unknown.submit("/accesso", &[("email", "nobody@example.org")]).await;
    assert_eq!(sent.location(), "/accesso/codice");
    let [one, other] = [known.get("/accesso/codice").await, unknown.get("/accesso/codice").await];
    let without_address = |html: &str| html.replace(ANNA, "X").replace("nobody@example.org", "X");
    // The two pages may show different seconds.
    let shape =
        |html: &str| without_address(html).chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    assert_eq!(shape(&one.html), shape(&other.html));
    // Nor do wrong codes tell them apart.
    let known_code = environment.guest().code(ANNA, 0).await;
    let wrong = if known_code == "111111" { "222222" } else { "111111" };
    for _ in 0..6 {
        let [one, other] = [
            known.submit("/accesso/codice", &[("code", wrong)]).await,
            unknown.submit("/accesso/codice", &[("code", wrong)]).await,
        ];
        assert_eq!((one.status, shape(&one.html)), (other.status, shape(&other.html)));
    }
    assert!(environment.mails("nobody@example.org").await.is_empty());
}

#[tokio::test]
async fn invalid_input_is_shown_again_with_its_error_message() {
    let environment = TestEnvironment::start().await;
    let mut browser = Browser::new(&environment);
    for (typed, reason) in [
        ("", "Scrivi l’indirizzo e-mail."),
        ("   ", "Scrivi l’indirizzo e-mail."),
        ("anna@", "L’indirizzo non è completo."),
        ("a b@example.org", "L’indirizzo non è completo."),
        ("a@b@c", "L’indirizzo non è completo."),
        ("anna\r\nbcc@example.org", "L’indirizzo non è completo."),
    ] {
        let page = browser.submit("/accesso", &[("email", typed)]).await;
        page.is_page(REFUSED);
        assert!(page.has("<title>Errore: Accedi – Ricarica</title>"), "{typed}");
        assert!(page.has(reason) && page.has("role=\"alert\""), "{typed}");
        assert!(
            page.has("aria-describedby=\"email-hint email-error\" aria-invalid=\"true\" autofocus"),
            "{typed}"
        );
    }
    // Without the field.
    browser.submit("/accesso", &[]).await.is_page(REFUSED);
    assert!(browser.cookies.is_empty());

    browser.ask_for_code(ANNA).await;
    for typed in ["", "12", "12345678", "abcdef"] {
        let page = browser.submit("/accesso/codice", &[("code", typed)]).await;
        page.is_page(REFUSED);
        assert!(page.has("Il codice ha 6 cifre.") && page.has("<title>Errore: Scrivi il codice"), "{typed}");
        assert!(page.has(&format!("name=\"code\" value=\"{typed}\"")), "{typed}");
    }
}

#[tokio::test]
async fn after_five_wrong_codes_a_new_one_is_offered_and_works() {
    let environment = TestEnvironment::start().await;
    let mut browser = Browser::new(&environment);
    let code = browser.ask_for_code(ANNA).await;
    let wrong = if code == "000000" { "111111" } else { "000000" };
    for _ in 0..4 {
        let page = browser.submit("/accesso/codice", &[("code", wrong)]).await;
        page.is_page(REFUSED);
        assert!(page.has("Il codice non è valido") && page.has("name=\"code\""));
    }
    // From the last try on there is no field: another code is needed, and the button for it is in its place.
    for code in [wrong, &code] {
        let page = browser.submit("/accesso/codice", &[("code", code)]).await;
        page.is_page(REFUSED);
        assert!(page.has("Questo codice non vale più") && !page.has("name=\"code\""));
        assert!(page.has("class=\"btn btn-primary w-100\">Invia un nuovo codice</button>"));
        assert!(page.has("<title>Errore: Scrivi il codice"));
    }
    // Opened again it says the same.
    assert!(browser.get("/accesso/codice").await.has("Questo codice non vale più"));
    assert_eq!(browser.submit("/accesso/cambia-indirizzo", &[]).await.location(), "/accesso");
    browser.sign_in(ANNA).await;
}

#[tokio::test]
async fn code_works_once_even_for_two_requests_at_the_same_time() {
    let environment = TestEnvironment::start().await;
    let mut browser = Browser::new(&environment);
    let code = browser.ask_for_code(ANNA).await;
    let mut twin = Browser::new(&environment);
    twin.cookies = browser.cookies.clone();
    let fields = [("code", code.as_str())];
    let (one, other) =
        tokio::join!(browser.submit("/accesso/codice", &fields), twin.submit("/accesso/codice", &fields));
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    let store = environment.service.store();
    let sessions: i64 =
        gateway::fetch_one!(store, sqlx::query_scalar("SELECT count(*) FROM sessions")).unwrap();
    assert_eq!(sessions, 1);
    // It does not work later in the other browser, which still has the challenge.
    let loser = if one.status == REFUSED { &mut browser } else { &mut twin };
    loser.submit("/accesso/codice", &fields).await.is_page(REFUSED);
}

#[tokio::test]
async fn reopened_tab_returns_to_the_page_for_the_code() {
    let environment = TestEnvironment::start().await;
    let mut browser = Browser::new(&environment);
    let sent = browser.submit("/accesso", &[("email", ANNA)]).await;
    let cookie = sent.cookie("ricarica-challenge").to_owned();
    for attribute in ["Path=/accesso", "HttpOnly", "SameSite=Lax", "Max-Age=1200"] {
        assert!(cookie.split("; ").any(|part| part == attribute), "{attribute}: {cookie}");
    }
    assert_eq!(browser.get("/").await.location(), "/accesso");
    assert_eq!(browser.get("/accesso").await.location(), "/accesso/codice");
    assert_eq!(browser.get("/accesso?poi=%2Fstorico").await.location(), "/accesso/codice?poi=%2Fstorico");
    assert!(browser.get("/accesso/codice").await.has(ANNA));
    // A change of the address removes the cookie.
    let changed = browser.submit("/accesso/cambia-indirizzo?poi=%2Fstorico", &[]).await;
    assert_eq!(changed.location(), "/accesso?poi=%2Fstorico");
    browser.get("/accesso").await.is_page(StatusCode::OK);
}

#[tokio::test]
async fn expired_code_has_an_error_message_and_sign_in_starts_again() {
    let environment = TestEnvironment::start().await;
    let mut browser = Browser::new(&environment);
    let code = browser.ask_for_code(ANNA).await;
    let mut write = environment.service.store().write().await.unwrap();
    gateway::execute!(write, sqlx::query("UPDATE challenges SET expires_at = 1")).unwrap();
    write.commit().await.unwrap();
    let page = browser.submit("/accesso/codice", &[("code", &code)]).await;
    page.is_page(REFUSED);
    assert!(page.has("scaduto"));
    browser.change_sent_at(|_| 1000);
    browser.get("/accesso").await.is_page(StatusCode::OK);
}

#[tokio::test]
async fn another_code_is_sent_after_thirty_seconds_and_not_before() {
    let environment = TestEnvironment::start().await;
    let mut browser = Browser::new(&environment);
    let first = browser.ask_for_code(ANNA).await;
    assert_eq!(browser.submit("/accesso/nuovo-codice", &[]).await.location(), "/accesso/codice");
    let page = browser.get("/accesso/codice").await;
    assert!(page.has("Puoi chiedere un altro codice tra ") && page.has("data-seconds="));
    assert_eq!(environment.mails(ANNA).await.len(), 1);

    // The same challenge, one minute older.
    browser.change_sent_at(|at| at - 60_000);
    assert!(!browser.get("/accesso/codice").await.has("data-seconds="));
    let again = browser.submit("/accesso/nuovo-codice?poi=%2Fstorico", &[]).await;
    assert_eq!(again.location(), "/accesso/codice?nuovo=1&poi=%2Fstorico");
    let page = browser.get(again.location()).await;
    assert!(page.has("Richiesto un nuovo codice") && page.has("data-seconds="));
    let second = environment.guest().code(ANNA, 1).await;
    // The first one belongs to another challenge.
    if first != second {
        browser.submit("/accesso/codice", &[("code", &first)]).await.is_page(REFUSED);
    }
    assert_eq!(browser.submit("/accesso/codice", &[("code", &second)]).await.location(), "/");
}

#[tokio::test]
async fn too_many_requests_have_an_error_message_on_the_page() {
    let environment = TestEnvironment::start_with(|config| {
        config.rate_limits.requests_per_minute = 9;
        config.rate_limits.sign_in_codes_per_hour = 2;
    })
    .await;
    let mut browser = Browser::new(&environment);
    // API and page share one limit.
    let body = json!({ "email": ANNA, "language": "it" });
    assert_eq!(environment.guest().post("/api/v1/sign-in-codes", body).await.status, StatusCode::ACCEPTED);
    browser.ask_for_code(ANNA).await;
    let third = browser.submit("/accesso", &[("email", ANNA)]).await;
    third.is_page(StatusCode::TOO_MANY_REQUESTS);
    assert!(third.has("Troppe richieste in poco tempo") && third.has(&format!("value=\"{ANNA}\"")));
    assert!(third.header("retry-after").parse::<u32>().unwrap() > 60);
    // The same on the page for the code, after the thirty seconds.
    browser.change_sent_at(|at| at - 60_000);
    let again = browser.submit("/accesso/nuovo-codice", &[]).await;
    assert_eq!(again.location(), "/accesso/codice?troppe=1");
    let page = browser.get(again.location()).await;
    assert!(page.has("Troppe richieste in poco tempo") && page.has("aria-invalid=\"true\""));
    // The limit for all requests has a page too.
    let mut last = browser.get("/accesso").await;
    for _ in 0..9 {
        last = browser.get("/accesso").await;
    }
    last.is_page(StatusCode::TOO_MANY_REQUESTS);
    assert!(last.has("Qualcosa non ha funzionato") && !last.header("retry-after").is_empty());
}

#[tokio::test]
async fn only_a_browser_that_stores_no_cookies_gets_the_cookie_message() {
    let environment = TestEnvironment::start().await;
    let mut browser = Browser::new(&environment);
    browser.blocks_cookies = true;
    let sent = browser.submit("/accesso", &[("email", ANNA)]).await;
    let led = browser.get(sent.location()).await;
    assert_eq!(led.location(), "/accesso?prova=1");
    let page = browser.get(led.location()).await;
    page.is_page(StatusCode::OK);
    assert!(page.has("Il browser blocca i cookie") && page.has("role=\"alert\""));
    // An old link to the page for the code, in a browser that stores cookies.
    let mut other = Browser::new(&environment);
    let led = other.get("/accesso/codice?poi=%2Fstorico").await;
    assert_eq!(led.location(), "/accesso?prova=1&poi=%2Fstorico");
    // The address without the probe: a reload after the probe's minute has no message either.
    let clean = other.get(led.location()).await;
    assert_eq!(clean.location(), "/accesso?poi=%2Fstorico");
    let page = other.get(clean.location()).await;
    assert!(!page.has("Il browser blocca i cookie") && page.has("Accedi"));
}

#[tokio::test]
async fn ended_session_has_a_message_and_its_cookies_are_removed() {
    let environment = TestEnvironment::start().await;
    let mut browser = Browser::new(&environment);
    browser.sign_in(ANNA).await;
    let mut write = environment.service.store().write().await.unwrap();
    gateway::execute!(write, sqlx::query("UPDATE sessions SET ends_at = 1")).unwrap();
    write.commit().await.unwrap();
    let page = browser.get("/accesso?fine=1&poi=%2Fricarica%2FA").await;
    page.is_page(StatusCode::OK);
    assert!(page.has("Per sicurezza la sessione è terminata") && !page.has("class=\"lead\""));
    assert!(browser.cookies.is_empty());
    assert_eq!(browser.get("/ricarica/A").await.location(), "/accesso?poi=%2Fricarica%2FA");
}

#[tokio::test]
async fn lost_signed_in_cookie_is_set_again() {
    let environment = TestEnvironment::start().await;
    let mut browser = Browser::new(&environment);
    browser.sign_in(ANNA).await;
    browser.cookies.remove("ricarica-signed-in");
    // Without it the app would redirect to the sign-in page forever.
    let led = browser.get("/accesso").await;
    assert_eq!(led.location(), "/");
    assert!(browser.cookies.contains_key("ricarica-signed-in"));
    let age: u64 =
        led.cookie("ricarica").split("Max-Age=").nth(1).unwrap().split(';').next().unwrap().parse().unwrap();
    assert!((43_000..=43_200).contains(&age), "the session's remaining lifetime: {age}");
}

#[tokio::test]
async fn only_navigations_are_redirected_to_the_sign_in_page() {
    let environment = TestEnvironment::start().await;
    let mut browser = Browser::new(&environment);
    for path in ["/", "/?da=icona", "/ricarica", "/ricarica/A", "/avviso/T", "/storico"] {
        assert!(browser.get(path).await.location().starts_with("/accesso"), "{path}");
        let fetched = browser.send(Method::GET, path, &[("sec-fetch-mode", "cors")], None).await;
        assert_ne!(fetched.status, StatusCode::SEE_OTHER, "{path}");
        let posted = browser.submit(path, &[]).await;
        assert_eq!(posted.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
    }
    assert_eq!(browser.get("/?da=icona").await.location(), "/accesso?poi=%2F%3Fda%3Dicona");
    // The app shows these without a session.
    for path in ["/esito/01JD3Z8K0V7Q2M5N9R4T6W8Y0A", "/sportello", "/sportello/T", "/index.html", "/nessuno"]
    {
        assert_ne!(browser.get(path).await.status, StatusCode::SEE_OTHER, "{path}");
    }
}

#[tokio::test]
async fn cookies_are_secure_under_https() {
    let environment = TestEnvironment::start_with(|config| {
        config.public_url = "https://ricarica.example.org".parse().unwrap()
    })
    .await;
    let mut browser = Browser::new(&environment);
    let own = [("origin", "https://ricarica.example.org")];
    let sent = browser.submit_from(&own, "/accesso", &[("email", ANNA)]).await;
    let cookie = sent.cookie("__Secure-ricarica-challenge");
    assert!(
        cookie.contains("; Secure") && cookie.contains("Path=/accesso") && !cookie.contains("Domain"),
        "{cookie}"
    );
    let code = environment.guest().code(ANNA, 0).await;
    let entered = browser.submit_from(&own, "/accesso/codice", &[("code", &code)]).await;
    assert_eq!(entered.location(), "/");
    assert!(entered.cookie("__Host-ricarica").contains("; Secure"));
    let chosen = browser.submit_from(&own, "/accesso/lingua", &[("language", "en")]).await;
    assert!(chosen.cookie("ricarica-language").contains("; Secure"));
}

#[tokio::test]
async fn a_mail_server_that_is_down_is_told_on_both_pages() {
    let environment = TestEnvironment::start().await;
    let mut browser = Browser::new(&environment);
    const DOWN: &str = "In questo momento i messaggi non partono";
    assert!(!browser.get("/accesso").await.has(DOWN));
    environment.knobs(json!({ "smtp_down": true })).await;
    assert_eq!(browser.submit("/accesso", &[("email", ANNA)]).await.location(), "/accesso/codice");
    common::eventually("the note", async || {
        let page = browser.get("/accesso/codice").await;
        page.has(DOWN).then_some(())
    })
    .await;
    // A town's failure is everybody's: the address does not matter.
    let mut other = Browser::new(&environment);
    other.submit("/accesso", &[("email", "nobody@example.org")]).await;
    assert!(
        other.get("/accesso/codice").await.has(DOWN)
            && Browser::new(&environment).get("/accesso").await.has(DOWN)
    );
    environment.knobs(json!({})).await;
    browser.change_sent_at(|at| at - 60_000);
    browser.submit("/accesso/nuovo-codice", &[]).await;
    common::eventually("mail again", async || {
        let page = browser.get("/accesso/codice").await;
        (!page.has(DOWN)).then_some(())
    })
    .await;
}
