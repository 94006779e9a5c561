use crate::screens::UpdateTexts;

pub const TEXTS: UpdateTexts =
    UpdateTexts { ready: "Une nouvelle version de l’application est prête.", apply: "Mettre à jour" };
