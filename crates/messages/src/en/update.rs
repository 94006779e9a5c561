use crate::screens::UpdateTexts;

pub const TEXTS: UpdateTexts = UpdateTexts { ready: "A new version of the app is ready.", apply: "Update" };
