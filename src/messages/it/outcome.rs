use crate::messages::screens::OutcomeTexts;

pub const TEXTS: OutcomeTexts = OutcomeTexts { title: "Esito del pagamento" };
