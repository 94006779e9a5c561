use crate::messages::screens::OutcomeTexts;

pub const TEXTS: OutcomeTexts = OutcomeTexts { title: "Outcome of the payment" };
