use std::io::Cursor;

use image::{DynamicImage, GrayImage, ImageFormat, Luma, imageops};
use reqwest::multipart::{Form, Part};
use serde_json::json;

use crate::sandbox::{Answer, CREDITOR, Position, Sandbox, in_millis};

#[tokio::test]
async fn notice_that_cannot_be_paid_is_refused_with_its_fault() {
    let sandbox = Sandbox::start();
    let paid = sandbox.create().await;
    assert_eq!(sandbox.counter_pays(&paid).await.status, 200);
    let cancelled = sandbox.create().await;
    assert_eq!(sandbox.invalidate(&cancelled).await.status, 200);
    let held = sandbox.create().await;
    sandbox.cart_at_summary(&[&held]).await;
    let mut short = sandbox.body();
    short["paymentOption"][0]["dueDate"] = json!(in_millis(500));
    let expired = sandbox.create_from(&short).await;
    sandbox.becomes(&expired, "EXPIRED").await;
    let unknown = Position { iupd: String::new(), nav: "399999999999999999".to_owned(), amount: 2500 };
    let cases = [
        (&unknown, 404, "PAA_PAGAMENTO_SCONOSCIUTO"),
        (&paid, 409, "PAA_PAGAMENTO_DUPLICATO"),
        (&cancelled, 409, "PAA_PAGAMENTO_ANNULLATO"),
        (&held, 409, "PAA_PAGAMENTO_IN_CORSO"),
        (&expired, 409, "PAA_PAGAMENTO_SCADUTO"),
    ];
    for (position, status, code) in cases {
        let answer = sandbox.counter_pays(position).await;
        assert_eq!((answer.status, answer.json()["code"].as_str()), (status, Some(code)));
        let page = sandbox.form("/sportello", &[("qr", &position.qr()), ("canale", "sisal")]).await;
        assert_eq!(page.status, status);
        assert!(page.text.contains(code) && page.text.contains("role=\"alert\""));
    }
}

#[tokio::test]
async fn unreadable_request_is_invalid() {
    let sandbox = Sandbox::start();
    for body in [
        json!({ "qr": "https://example.it" }),
        json!({ "qr": "PAGOPA|001|302012387654312384|77777777777|2500" }),
        json!({ "notice_number": "3020", "creditor_code": CREDITOR }),
        json!({ "notice_number": "302012387654312384" }),
        json!({ "qr": "PAGOPA|002|302012387654312384|77777777777|2500", "channel": "bar" }),
        json!({}),
    ] {
        let answer = sandbox.counter(body.clone()).await;
        assert_eq!((answer.status, answer.json()["code"].as_str()), (400, Some("DATI_NON_VALIDI")), "{body}");
    }
}

#[tokio::test]
async fn amount_is_the_creditors_and_not_the_one_in_the_code() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    let qr = format!("PAGOPA|002|{}|{CREDITOR}|01", position.nav);
    let verified = sandbox.counter(json!({ "qr": qr, "channel": "poste", "verify_only": true })).await.json();
    assert_eq!(verified["notice"]["amount_cents"], 2500);
    assert_eq!(verified["fee_cents"], 180);
    assert_eq!(verified["notice"]["debtor_name"], "Mario Rossi");
    assert_eq!(sandbox.status(&position).await, "VALID", "verifying pays nothing");
    let paid = sandbox.counter(json!({ "qr": qr, "channel": "poste" })).await.json();
    assert_eq!((paid["paid"].as_bool(), paid["amount_cents"].as_u64()), (Some(true), Some(2500)));
}

#[tokio::test]
async fn clerk_checks_the_notice_then_takes_the_money() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    let seen = sandbox.form("/sportello", &[("qr", &position.qr()), ("canale", "tabacchi")]).await.text;
    for text in ["Comune di Prova", "Ricarica mensa", "25,00 €", "2,00 €", "27,00 €", "Incassa"] {
        assert!(seen.contains(text), "{text}");
    }
    assert_eq!(sandbox.status(&position).await, "VALID");
    let fields = [("avviso", position.nav.as_str()), ("ente", CREDITOR), ("canale", "tabacchi")];
    let paid = sandbox.form("/sportello/incassa", &fields).await;
    assert_eq!(paid.status, 200);
    assert!(paid.text.contains("Avviso pagato"));
    assert_eq!(sandbox.status(&position).await, "PAID");
    let again = sandbox.form("/sportello/incassa", &fields).await;
    assert!(again.status == 409 && again.text.contains("PAA_PAGAMENTO_DUPLICATO"));
}

#[tokio::test]
async fn typed_numbers_may_have_spaces() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    let grouped: Vec<String> =
        position.nav.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
    let seen = sandbox.form("/sportello", &[("avviso", &grouped.join(" ")), ("ente", CREDITOR)]).await;
    assert!(seen.status == 200 && seen.text.contains("Incassa"));
    let wrong = sandbox.form("/sportello", &[("avviso", "12"), ("ente", CREDITOR)]).await;
    assert_eq!(wrong.status, 422);
}

/// The Data Matrix text of a postal slip.
fn slip(position: &Position, account: &str) -> String {
    let debtor =
        format!("{:<16}{:<40}{:<110}{:<12}", "RSSMRA80A01H501U", "MARIO ROSSI", "RICARICA MENSA", "");
    format!("codfase=NBPA;18{}12{account}10{:010}38961P1{CREDITOR}{debtor}A", position.nav, position.amount)
}

#[tokio::test]
async fn post_office_pays_from_the_postal_slip() {
    let sandbox = Sandbox::start();
    let (by_call, by_page) = (sandbox.create().await, sandbox.create().await);
    let body = json!({ "data_matrix": slip(&by_call, "001012345678") });
    let paid = sandbox.counter(body.clone()).await;
    assert_eq!(paid.status, 200, "{}", paid.text);
    assert_eq!((&paid.json()["amount_cents"], &paid.json()["fee_cents"]), (&json!(2500), &json!(180)));
    assert_eq!(paid.json()["psp"], "Ufficio postale di prova");
    assert_eq!(sandbox.status(&by_call).await, "PAID");
    let again = sandbox.counter(body).await;
    assert_eq!((again.status, again.json()["code"].as_str()), (409, Some("PAA_PAGAMENTO_DUPLICATO")));

    let text = slip(&by_page, "001012345678");
    let seen = sandbox.form("/sportello", &[("bollettino", &text)]).await;
    assert!(seen.status == 200 && seen.text.contains("Ufficio postale") && seen.text.contains("26,80 €"));
    let hidden = seen.text.contains("name=\"canale\" value=\"poste\"");
    assert!(hidden && seen.text.contains("Incassa"), "{}", seen.text);
}

#[tokio::test]
async fn postal_slip_must_be_whole_and_read_at_a_post_office() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    let text = slip(&position, "001012345678");
    let verified = json!({ "data_matrix": text, "channel": "poste", "verify_only": true });
    assert_eq!(sandbox.counter(verified).await.status, 200);
    for body in [
        json!({ "data_matrix": text, "channel": "tabacchi" }),
        json!({ "data_matrix": text, "qr": position.qr() }),
        json!({ "data_matrix": &text[..255] }),
        json!({ "data_matrix": text.replace("P1", "P2") }),
        json!({ "data_matrix": position.qr() }),
        json!({ "qr": text }),
    ] {
        let answer = sandbox.counter(body.clone()).await;
        assert_eq!((answer.status, answer.json()["code"].as_str()), (400, Some("DATI_NON_VALIDI")), "{body}");
    }
    let cut = sandbox.form("/sportello", &[("bollettino", &text[..200])]).await;
    assert!(cut.status == 422 && cut.text.contains("non ha 256 caratteri"));
    assert_eq!(sandbox.status(&position).await, "VALID");
}

#[tokio::test]
async fn known_postal_account_decides_the_creditor() {
    let ours = format!("1012345678={CREDITOR}");
    let sandbox =
        Sandbox::start_with(&["--postal-account", "1012345678=00000000000", "--postal-account", &ours]);
    let position = sandbox.create().await;
    let stranger = json!({ "data_matrix": slip(&position, "001099999999") });
    let refused = sandbox.counter(stranger).await;
    assert_eq!((refused.status, refused.json()["code"].as_str()), (404, Some("PPT_SEMANTICA")));
    let text = slip(&position, "001099999999");
    let refused = sandbox.form("/sportello", &[("bollettino", &text)]).await;
    assert!(refused.status == 422 && refused.text.contains("PPT_SEMANTICA"), "{}", refused.text);
    // The printed creditor does not matter.
    let misprinted = slip(&position, "001012345678").replace(CREDITOR, "99999999999");
    assert_eq!(sandbox.counter(json!({ "data_matrix": misprinted })).await.status, 200);
    assert_eq!(sandbox.status(&position).await, "PAID");
}

/// A QR code with so many pixels per module and a quiet zone of four modules.
fn symbol(text: &str, pixels: u32) -> GrayImage {
    let code = qrcode::QrCode::with_error_correction_level(text, qrcode::EcLevel::M).unwrap();
    let side = u32::try_from(code.width()).unwrap();
    let colors = code.to_colors();
    GrayImage::from_fn((side + 8) * pixels, (side + 8) * pixels, |x, y| {
        let (column, row) = ((x / pixels).wrapping_sub(4), (y / pixels).wrapping_sub(4));
        let dark =
            column < side && row < side && colors[(row * side + column) as usize] == qrcode::Color::Dark;
        Luma([if dark { 0 } else { 255 }])
    })
}

async fn show_picture(sandbox: &Sandbox, image: GrayImage, format: ImageFormat) -> Answer {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageLuma8(image).write_to(&mut bytes, format).unwrap();
    show_bytes(sandbox, bytes.into_inner()).await
}

async fn show_bytes(sandbox: &Sandbox, bytes: Vec<u8>) -> Answer {
    let form = Form::new().text("canale", "banca").part("foto", Part::bytes(bytes).file_name("foto"));
    Answer::of(sandbox.post("/sportello/foto").multipart(form).send().await.unwrap()).await
}

#[tokio::test]
async fn code_on_a_screenshot_and_on_a_photograph_is_read() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    let screenshot = symbol(&position.qr(), 6);
    let mut photograph = GrayImage::from_pixel(1500, 2000, Luma([120]));
    let turned = imageops::rotate90(&imageops::blur(&symbol(&position.qr(), 12), 1.5));
    imageops::overlay(&mut photograph, &turned, 400, 700);
    for (image, format) in [(screenshot, ImageFormat::Png), (photograph, ImageFormat::Jpeg)] {
        let seen = show_picture(&sandbox, image, format).await;
        assert_eq!(seen.status, 200, "{}", seen.text);
        assert!(seen.text.contains("Incassa") && seen.text.contains("Sportello bancario"));
    }
}

#[tokio::test]
async fn picture_without_a_notice_is_refused_with_a_reason() {
    let sandbox = Sandbox::start();
    let blank = show_picture(&sandbox, GrayImage::from_pixel(300, 300, Luma([255])), ImageFormat::Png).await;
    assert!(blank.status == 422 && blank.text.contains("non si trova un codice QR"));
    let other = show_picture(&sandbox, symbol("https://example.it", 6), ImageFormat::Png).await;
    assert!(other.status == 422 && other.text.contains("Non è il codice QR di un avviso"));
    let garbage = show_bytes(&sandbox, b"not a picture".to_vec()).await;
    assert!(garbage.status == 422 && garbage.text.contains("PNG o una JPEG"));
    let nothing = show_bytes(&sandbox, Vec::new()).await;
    assert_eq!(nothing.status, 422);
}
