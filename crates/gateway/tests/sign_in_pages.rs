//! Signing in on the gateway's own pages, as a browser without scripts does it.
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
async fn address_code_session_and_where_the_guardian_wanted_to_go() {
    let town = TestEnvironment::start().await;
    let mut browser = Browser::new(&town);
    assert_eq!(browser.get("/storico?x=1").await.location(), "/accesso?poi=%2Fstorico%3Fx%3D1");
    let page = browser.get("/accesso?poi=%2Fstorico%3Fx%3D1").await;
    page.is_page(StatusCode::OK);
    assert!(page.has("<h1 tabindex=\"-1\">Accedi</h1>") && page.has("<title>Accedi – Ricarica</title>"));
    assert!(page.has("action=\"/accesso?poi=%2Fstorico%3Fx%3D1\"") && !page.has("role=\"alert\""));

    let email = format!("  {ANNA} ");
    let sent = browser.submit("/accesso?poi=%2Fstorico%3Fx%3D1", &[("email", &email)]).await;
    assert_eq!(sent.location(), "/accesso/codice?poi=%2Fstorico%3Fx%3D1");
    let code = town.guest().code(ANNA, 0).await;
    let page = browser.get("/accesso/codice?poi=%2Fstorico%3Fx%3D1").await;
    page.is_page(StatusCode::OK);
    assert!(page.has(ANNA) && page.has("data-digits=\"6\"") && page.has("Vale 10 minuti"));

    // As mail apps hand it over.
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

    // Signed in: the sign-in page leads on, and the app answers.
    assert_eq!(browser.get("/accesso").await.location(), "/");
    assert_eq!(browser.get("/accesso?poi=%2Favviso%2FX").await.location(), "/avviso/X");
    assert_ne!(browser.get("/storico").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_unknown_address_gets_the_same_pages_and_no_mail() {
    let town = TestEnvironment::start().await;
    let (mut known, mut unknown) = (Browser::new(&town), Browser::new(&town));
    known.ask_for_code(ANNA).await;
    let sent = unknown.submit("/accesso", &[("email", "nobody@example.org")]).await;
    assert_eq!(sent.location(), "/accesso/codice");
    let [one, other] = [known.get("/accesso/codice").await, unknown.get("/accesso/codice").await];
    let seconds = |html: &str| html.replace(ANNA, "X").replace("nobody@example.org", "X");
    // Some seconds may lie between the two.
    let shape = |html: &str| seconds(html).chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    assert_eq!(shape(&one.html), shape(&other.html));
    assert!(town.mails("nobody@example.org").await.is_empty());
    let guess = unknown.submit("/accesso/codice", &[("code", "000000")]).await;
    guess.is_page(REFUSED);
    assert!(guess.has("Il codice non è valido"));
}

#[tokio::test]
async fn what_was_typed_wrongly_is_shown_again_beside_its_reason() {
    let town = TestEnvironment::start().await;
    let mut browser = Browser::new(&town);
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
    // Without the field at all.
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
async fn after_five_wrong_tries_the_right_code_is_refused_and_another_one_works() {
    let town = TestEnvironment::start().await;
    let mut browser = Browser::new(&town);
    let code = browser.ask_for_code(ANNA).await;
    let wrong = if code == "000000" { "111111" } else { "000000" };
    for _ in 0..5 {
        let page = browser.submit("/accesso/codice", &[("code", wrong)]).await;
        page.is_page(REFUSED);
        assert!(page.has("Il codice non è valido"));
    }
    browser.submit("/accesso/codice", &[("code", &code)]).await.is_page(REFUSED);
    assert_eq!(browser.submit("/accesso/cambia-indirizzo", &[]).await.location(), "/accesso");
    browser.sign_in(ANNA).await;
}

#[tokio::test]
async fn a_code_works_once_and_of_two_at_the_same_time_one_wins() {
    let town = TestEnvironment::start().await;
    let mut browser = Browser::new(&town);
    let code = browser.ask_for_code(ANNA).await;
    let mut twin = Browser::new(&town);
    twin.cookies = browser.cookies.clone();
    let fields = [("code", code.as_str())];
    let (one, other) =
        tokio::join!(browser.submit("/accesso/codice", &fields), twin.submit("/accesso/codice", &fields));
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    let sessions: i64 = sqlx::query_scalar("SELECT count(*) FROM sessions")
        .fetch_one(&mut *town.service.store().write().await.unwrap())
        .await
        .unwrap();
    assert_eq!(sessions, 1);
    // Nor later, from a browser that kept the challenge.
    let loser = if one.status == REFUSED { &mut browser } else { &mut twin };
    loser.submit("/accesso/codice", &fields).await.is_page(REFUSED);
}

#[tokio::test]
async fn a_phone_that_drops_the_tab_finds_the_codes_page_again() {
    let town = TestEnvironment::start().await;
    let mut browser = Browser::new(&town);
    let sent = browser.submit("/accesso", &[("email", ANNA)]).await;
    let cookie = sent.cookie("ricarica-challenge").to_owned();
    for attribute in ["Path=/accesso", "HttpOnly", "SameSite=Lax", "Max-Age=1200"] {
        assert!(cookie.split("; ").any(|part| part == attribute), "{attribute}: {cookie}");
    }
    assert_eq!(browser.get("/").await.location(), "/accesso");
    assert_eq!(browser.get("/accesso").await.location(), "/accesso/codice");
    assert_eq!(browser.get("/accesso?poi=%2Fstorico").await.location(), "/accesso/codice?poi=%2Fstorico");
    assert!(browser.get("/accesso/codice").await.has(ANNA));
    // Another address: the cookie is gone.
    let changed = browser.submit("/accesso/cambia-indirizzo?poi=%2Fstorico", &[]).await;
    assert_eq!(changed.location(), "/accesso?poi=%2Fstorico");
    browser.get("/accesso").await.is_page(StatusCode::OK);
}

#[tokio::test]
async fn an_expired_code_is_refused_in_words_and_the_way_begins_anew() {
    let town = TestEnvironment::start().await;
    let mut browser = Browser::new(&town);
    let code = browser.ask_for_code(ANNA).await;
    let mut write = town.service.store().write().await.unwrap();
    sqlx::query("UPDATE challenges SET expires_at = 1").execute(&mut *write).await.unwrap();
    write.commit().await.unwrap();
    let page = browser.submit("/accesso/codice", &[("code", &code)]).await;
    page.is_page(REFUSED);
    assert!(page.has("scaduto"));
    browser.asked_at(|_| 1000);
    browser.get("/accesso").await.is_page(StatusCode::OK);
}

#[tokio::test]
async fn another_code_is_sent_after_half_a_minute_and_not_before() {
    let town = TestEnvironment::start().await;
    let mut browser = Browser::new(&town);
    let first = browser.ask_for_code(ANNA).await;
    assert_eq!(browser.submit("/accesso/nuovo-codice", &[]).await.location(), "/accesso/codice");
    let page = browser.get("/accesso/codice").await;
    assert!(page.has("Si può chiedere un nuovo codice tra ") && page.has("data-seconds="));
    assert_eq!(town.mails(ANNA).await.len(), 1);

    // The same challenge, asked for a minute ago.
    browser.asked_at(|at| at - 60_000);
    assert!(!browser.get("/accesso/codice").await.has("data-seconds="));
    let again = browser.submit("/accesso/nuovo-codice?poi=%2Fstorico", &[]).await;
    assert_eq!(again.location(), "/accesso/codice?nuovo=1&poi=%2Fstorico");
    let page = browser.get(again.location()).await;
    assert!(page.has("Richiesto un nuovo codice") && page.has("data-seconds="));
    let second = town.guest().code(ANNA, 1).await;
    // The first one belongs to another challenge.
    if first != second {
        browser.submit("/accesso/codice", &[("code", &first)]).await.is_page(REFUSED);
    }
    assert_eq!(browser.submit("/accesso/codice", &[("code", &second)]).await.location(), "/");
}

#[tokio::test]
async fn whoever_asks_too_often_is_told_on_the_page() {
    let town = TestEnvironment::start_with(|config| {
        config.rate_limits.requests_per_minute = 9;
        config.rate_limits.sign_in_codes_per_hour = 2;
    })
    .await;
    let mut browser = Browser::new(&town);
    // The limit is one for the API and the page.
    let body = json!({ "email": ANNA, "language": "it" });
    assert_eq!(town.guest().post("/api/v1/sign-in-codes", body).await.status, StatusCode::ACCEPTED);
    browser.ask_for_code(ANNA).await;
    let third = browser.submit("/accesso", &[("email", ANNA)]).await;
    third.is_page(StatusCode::TOO_MANY_REQUESTS);
    assert!(third.has("Troppe richieste in poco tempo") && third.has(&format!("value=\"{ANNA}\"")));
    assert!(third.header("retry-after").parse::<u32>().unwrap() > 60);
    // The same from the code's page, once the half minute is over.
    browser.asked_at(|at| at - 60_000);
    let again = browser.submit("/accesso/nuovo-codice", &[]).await;
    assert_eq!(again.location(), "/accesso/codice?troppe=1");
    let page = browser.get(again.location()).await;
    assert!(page.has("Troppe richieste in poco tempo") && page.has("aria-invalid=\"true\""));
    // And whoever asks for anything too often.
    let mut last = browser.get("/accesso").await;
    for _ in 0..9 {
        last = browser.get("/accesso").await;
    }
    last.is_page(StatusCode::TOO_MANY_REQUESTS);
    assert!(last.has("Qualcosa non ha funzionato") && !last.header("retry-after").is_empty());
}

#[tokio::test]
async fn a_browser_that_keeps_no_cookies_is_told_so_and_one_that_does_is_not() {
    let town = TestEnvironment::start().await;
    let mut browser = Browser::new(&town);
    browser.blocks_cookies = true;
    let sent = browser.submit("/accesso", &[("email", ANNA)]).await;
    let led = browser.get(sent.location()).await;
    assert_eq!(led.location(), "/accesso?prova=1");
    let page = browser.get(led.location()).await;
    page.is_page(StatusCode::OK);
    assert!(page.has("Il browser blocca i cookie") && page.has("role=\"alert\""));
    // An old address of the code's page: nothing is wrong with the browser.
    let mut other = Browser::new(&town);
    let led = other.get("/accesso/codice?poi=%2Fstorico").await;
    assert_eq!(led.location(), "/accesso?prova=1&poi=%2Fstorico");
    let page = other.get(led.location()).await;
    assert!(!page.has("cookie, e senza") && page.has("Accedi"));
}

#[tokio::test]
async fn a_session_that_is_over_is_said_and_leaves_no_cookie() {
    let town = TestEnvironment::start().await;
    let mut browser = Browser::new(&town);
    browser.sign_in(ANNA).await;
    let mut write = town.service.store().write().await.unwrap();
    sqlx::query("UPDATE sessions SET ends_at = 1").execute(&mut *write).await.unwrap();
    write.commit().await.unwrap();
    let page = browser.get("/accesso?fine=1&poi=%2Fricarica%2FA").await;
    page.is_page(StatusCode::OK);
    assert!(page.has("Per sicurezza la sessione è terminata") && !page.has("class=\"lead\""));
    assert!(browser.cookies.is_empty());
    assert_eq!(browser.get("/ricarica/A").await.location(), "/accesso?poi=%2Fricarica%2FA");
}

#[tokio::test]
async fn the_sign_of_a_session_that_was_lost_is_set_again() {
    let town = TestEnvironment::start().await;
    let mut browser = Browser::new(&town);
    browser.sign_in(ANNA).await;
    browser.cookies.remove("ricarica-signed-in");
    // Without it the app would lead to the sign-in page for ever.
    let led = browser.get("/accesso").await;
    assert_eq!(led.location(), "/");
    assert!(browser.cookies.contains_key("ricarica-signed-in"));
    let age: u64 =
        led.cookie("ricarica").split("Max-Age=").nth(1).unwrap().split(';').next().unwrap().parse().unwrap();
    assert!((43_000..=43_200).contains(&age), "as old as the session may become: {age}");
}

#[tokio::test]
async fn only_a_browser_that_opens_an_address_is_led_to_the_sign_in_page() {
    let town = TestEnvironment::start().await;
    let mut browser = Browser::new(&town);
    for path in ["/", "/?da=icona", "/ricarica", "/ricarica/A", "/avviso/T", "/storico"] {
        assert!(browser.get(path).await.location().starts_with("/accesso"), "{path}");
        let fetched = browser.send(Method::GET, path, &[("sec-fetch-mode", "cors")], None).await;
        assert_ne!(fetched.status, StatusCode::SEE_OTHER, "{path}");
        let posted = browser.submit(path, &[]).await;
        assert_eq!(posted.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
    }
    assert_eq!(browser.get("/?da=icona").await.location(), "/accesso?poi=%2F%3Fda%3Dicona");
    // Shown to everybody, by the app.
    for path in ["/esito/01JD3Z8K0V7Q2M5N9R4T6W8Y0A", "/sportello", "/sportello/T", "/index.html", "/nessuno"]
    {
        assert_ne!(browser.get(path).await.status, StatusCode::SEE_OTHER, "{path}");
    }
}

#[tokio::test]
async fn under_https_the_cookies_are_secure() {
    let town = TestEnvironment::start_with(|config| {
        config.public_url = "https://ricarica.example.org".parse().unwrap()
    })
    .await;
    let mut browser = Browser::new(&town);
    let own = [("origin", "https://ricarica.example.org")];
    let sent = browser.submit_from(&own, "/accesso", &[("email", ANNA)]).await;
    let cookie = sent.cookie("__Secure-ricarica-challenge");
    assert!(
        cookie.contains("; Secure") && cookie.contains("Path=/accesso") && !cookie.contains("Domain"),
        "{cookie}"
    );
    let code = town.guest().code(ANNA, 0).await;
    let entered = browser.submit_from(&own, "/accesso/codice", &[("code", &code)]).await;
    assert_eq!(entered.location(), "/");
    assert!(entered.cookie("__Host-ricarica").contains("; Secure"));
    let chosen = browser.submit_from(&own, "/accesso/lingua", &[("language", "en")]).await;
    assert!(chosen.cookie("ricarica-language").contains("; Secure"));
}
