use crate::sandbox::{Sandbox, positions};

#[tokio::test]
async fn sigterm_ends_the_program_with_status_0() {
    let mut sandbox = Sandbox::start();
    assert_eq!(sandbox.get("/").send().await.unwrap().status(), 200);
    let killed = std::process::Command::new("kill").arg(sandbox.pid().to_string()).status().unwrap();
    assert!(killed.success());
    assert!(sandbox.wait().success());
}

#[tokio::test]
async fn every_page_has_the_test_label() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    let cart = sandbox.cart_at_summary(&[&position]).await;
    let mut paths: Vec<String> =
        ["/", "/sportello", "/posta", "/manopole", "/nowhere", "/posta/99", "/c/none", "/c/none/esito"]
            .map(str::to_owned)
            .to_vec();
    for step in
        ["", "/spid", "/metodo", "/carta", "/conto", "/mybank", "/mybank/banca", "/altri", "/riepilogo"]
    {
        paths.push(format!("{cart}{step}"));
    }
    for path in paths {
        let page = sandbox.page(&path).await;
        assert!(page.contains("<strong>AMBIENTE DI PROVA</strong>"), "{path}: {page}");
        assert!(!page.contains("<script") && !page.contains("style="), "{path} has inline code or style");
    }
}

#[tokio::test]
async fn pages_are_never_stored() {
    let sandbox = Sandbox::start();
    let response = sandbox.get("/sportello").send().await.unwrap();
    assert_eq!(response.headers()["cache-control"], "no-store");
    assert!(sandbox.page("/stile.css").await.contains(":focus-visible"));
}

#[tokio::test]
async fn keys_and_creditors_are_configurable() {
    let sandbox = Sandbox::start_with(&["--key", "one", "--key", "two", "--creditor", "12345678901"]);
    let status = async |key: &str, path: &str| {
        let request = sandbox.get(path).header("Ocp-Apim-Subscription-Key", key);
        request.send().await.unwrap().status().as_u16()
    };
    let own = positions().replace("77777777777", "12345678901");
    assert_eq!(status("one", &own).await, 200);
    assert_eq!(status("two", &own).await, 200);
    assert_eq!(status("sandbox-key", &own).await, 401);
    assert_eq!(status("one", &positions()).await, 403);
}
