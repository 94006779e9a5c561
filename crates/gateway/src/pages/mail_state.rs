//! What everybody may know of the mail server: whether mail leaves at all.

use contract::Health;
use maud::{Markup, html};
use messages::Texts;

use super::icon::{Shape, icon};
use crate::http::GatewayState;

/// A note while the mail server refuses everything. `/status` says the same to everybody.
pub fn note(app: &GatewayState, texts: Texts) -> Markup {
    html! {
        @if app.service.mailer().health() == Health::Down {
            p class="alert alert-warning" role="status" { (icon(Shape::Alert)) (texts.sign_in.mail_down) }
        }
    }
}
