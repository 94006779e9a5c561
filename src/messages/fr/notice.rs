use crate::messages::screens::NoticeTexts;

pub const TEXTS: NoticeTexts = NoticeTexts { title: "Avis de paiement" };
