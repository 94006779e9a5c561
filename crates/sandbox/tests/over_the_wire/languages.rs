use crate::speaker::{PAYER, Sandbox};

/// Every page of a cart's course, to its end.
async fn course(sandbox: &Sandbox, language: &str) -> Vec<String> {
    let cart = sandbox.cart(&[&sandbox.create().await, &sandbox.create().await]).await;
    let mut pages = vec![sandbox.page(&format!("{cart}?accesso=spid&lng={language}")).await];
    // From here on the address says nothing more of the language.
    for step in ["", "/spid"] {
        pages.push(sandbox.page(&format!("{cart}{step}")).await);
    }
    pages.push(sandbox.form(&format!("{cart}/email"), &[("email", "wrong")]).await.text);
    sandbox.enter(&cart).await;
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
async fn a_cart_entered_in_a_language_speaks_it_to_the_end() {
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
        let pages = course(&sandbox, language).await;
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
async fn a_refused_notice_is_told_in_the_carts_language() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    let cart = sandbox.cart(&[&position]).await;
    sandbox.page(&format!("{cart}?lng=fr-CH")).await;
    sandbox.enter(&cart).await;
    assert_eq!(sandbox.counter_pays(&position).await.status, 200);
    let refused = sandbox.form(&format!("{cart}/metodo"), &[("metodo", "carta")]).await;
    assert_eq!(refused.status, 409);
    for text in ["Cet avis a déjà été payé", "Code avis", "PAA_PAGAMENTO_DUPLICATO", "lang=\"fr\""] {
        assert!(refused.text.contains(text), "{text} in {}", refused.text);
    }
}

#[tokio::test]
async fn an_unknown_language_is_italian_and_the_parameter_has_the_configured_name() {
    let sandbox = Sandbox::start_with(&["--language-parameter", "lang"]);
    let cart = sandbox.cart(&[&sandbox.create().await]).await;
    for query in ["lang=de", "lng=fr", "lang="] {
        assert!(sandbox.page(&format!("{cart}?{query}")).await.contains("Accedi per pagare"), "{query}");
    }
    let english = sandbox.page(&format!("{cart}?lang=en")).await;
    assert!(english.contains("Sign in to pay") && english.contains(PAYER));
    // Whoever comes without a language finds the one of before; another may be asked for at any time.
    assert!(sandbox.page(&cart).await.contains("Sign in to pay"));
    assert!(sandbox.page(&format!("{cart}?lang=fr")).await.contains("Identifiez-vous pour payer"));
}
