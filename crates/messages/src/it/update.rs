use crate::screens::UpdateTexts;

pub const TEXTS: UpdateTexts =
    UpdateTexts { ready: "È pronta una nuova versione dell’app.", apply: "Aggiorna" };
