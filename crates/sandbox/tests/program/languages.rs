use crate::sandbox::{PAYER, Sandbox};

/// Every page of a cart, from sign-in to outcome.
async fn all_pages(sandbox: &Sandbox, language: &str) -> Vec<String> {
    let cart = sandbox.cart(&[&sandbox.create().await, &sandbox.create().await]).await;
    let mut pages = vec![sandbox.page(&format!("{cart}?accesso=spid&lng={language}")).await];
    // The later addresses have no language parameter.
    for step in ["", "/spid"] {
        pages.push(sandbox.page(&format!("{cart}{step}")).await);
    }
    pages.push(sandbox.form(&format!("{cart}/email"), &[("email", "wrong")]).await.text);
    sandbox.sign_in(&cart).await;
    for step in ["metodo", "carta", "conto", "mybank", "mybank/banca", "altri"] {
        pages.push(sandbox.page(&format!("{cart}/{step}")).await);
    }
    pages.push(sandbox.form(&format!("{cart}/metodo"), &[("metodo", "")]).await.text);
    sandbox.form(&format!("{cart}/metodo"), &[("metodo", "carta")]).await;
    pages.push(sandbox.page(&format!("{cart}/riepilogo")).await);
    pages.push(sandbox.end(&cart, &[("esito", "parziale")]).await);
    pages
}

#[tokio::test]
async fn all_pages_are_in_the_language_of_the_first_address() {
    let sandbox = Sandbox::start();
    for (language, label, texts) in [
        (
            "fr",
            "ENVIRONNEMENT D’ESSAI (AMBIENTE DI PROVA)",
            ["Revenir au site de l’organisme", "Payer", "51,50\u{a0}€"],
        ),
        ("en", "TEST ENVIRONMENT (AMBIENTE DI PROVA)", ["Back to the payee’s site", "Pay", "€51.50"]),
        ("it", "AMBIENTE DI PROVA", ["Torna al sito dell’ente", "Paga", "51,50 €"]),
    ] {
        let pages = all_pages(&sandbox, language).await;
        for page in &pages {
            assert!(page.contains(&format!("<html lang=\"{language}\">")), "{page}");
            assert!(page.contains(&format!("<strong>{label}</strong>")), "{page}");
            let mut italian =
                ["Avviso", "Annulla", "Prosegui", "Indietro", "Importo", "Scegli", "Torna"].iter();
            let left = italian.find(|word| page.contains(**word));
            assert!(language == "it" || left.is_none(), "{left:?} in {page}");
        }
        let all = pages.concat();
        for text in texts {
            assert!(all.contains(text), "{text} in {language}");
        }
    }
}

#[tokio::test]
async fn fault_page_is_in_the_carts_language() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    let cart = sandbox.cart(&[&position]).await;
    sandbox.page(&format!("{cart}?lng=fr-CH")).await;
    sandbox.sign_in(&cart).await;
    assert_eq!(sandbox.counter_pays(&position).await.status, 200);
    let refused = sandbox.form(&format!("{cart}/metodo"), &[("metodo", "carta")]).await;
    assert_eq!(refused.status, 409);
    for text in ["Cet avis a déjà été payé", "Code avis", "PAA_PAGAMENTO_DUPLICATO", "lang=\"fr\""] {
        assert!(refused.text.contains(text), "{text} in {}", refused.text);
    }
}

#[tokio::test]
async fn unknown_language_is_italian_and_the_parameter_name_is_configurable() {
    let sandbox = Sandbox::start_with(&["--language-parameter", "lang"]);
    let cart = sandbox.cart(&[&sandbox.create().await]).await;
    for query in ["lang=de", "lng=fr", "lang="] {
        assert!(sandbox.page(&format!("{cart}?{query}")).await.contains("Accedi per pagare"), "{query}");
    }
    let english = sandbox.page(&format!("{cart}?lang=en")).await;
    assert!(english.contains("Sign in to pay") && english.contains(PAYER));
    // Without the parameter the language stays; a new parameter changes it.
    assert!(sandbox.page(&cart).await.contains("Sign in to pay"));
    assert!(sandbox.page(&format!("{cart}?lang=fr")).await.contains("Identifiez-vous pour payer"));
}
