//! Names, amounts and promises in the guardian's language.

use contract::{Account, BalanceAfter, BalanceLevel, Language, Localised, TopUp};
use messages::Texts;

use crate::{clock::Moment, intl};

/// The texts of one language.
pub struct Words {
    pub texts: Texts,
}

impl Words {
    pub fn new(language: Language) -> Self {
        Self { texts: messages::of(language) }
    }

    pub fn language(&self) -> Language {
        self.texts.language
    }

    pub fn accounts(&self) -> &messages::screens::AccountsTexts {
        &self.texts.accounts
    }

    /// `Anna e Luca`.
    pub fn children(&self, children: &[String]) -> String {
        intl::list(self.language(), children)
    }

    /// `26,50 €, Mensa scolastica, Anna e Luca`.
    pub fn notice(&self, top_up: &TopUp) -> String {
        let amount = intl::money(self.language(), top_up.amount.amount.cents());
        [&*amount, self.service(&top_up.service), &self.children(&top_up.children)].join(", ")
    }

    fn service<'a>(&self, service: &'a Localised) -> &'a str {
        service.of(self.language()).1
    }

    /// `10 pasti`, `nessun pasto`.
    pub fn meals(&self, meals: u64) -> String {
        match meals {
            0 => self.texts.common.no_meals.to_owned(),
            meals => self.texts.common.meals.of(meals),
        }
    }

    /// What a suggested amount is for.
    pub fn purpose(&self, account: &Account, result: &BalanceAfter) -> String {
        match (account.balance_level, result.debt, result.meals) {
            (BalanceLevel::Negative, None, Some(meals)) if meals > 0 => {
                self.accounts().debt_and.of(&self.texts.common.meals.of(meals))
            }
            (BalanceLevel::Negative, None, _) => self.accounts().debt_alone.to_owned(),
            _ => self.promise(result),
        }
    }

    /// `Dopo: 48,00 €, 10 pasti`, or `Restano 4,40 € di debito`.
    fn promise(&self, result: &BalanceAfter) -> String {
        let words = &self.texts.top_up;
        let after = intl::balance(self.language(), result.after);
        match (result.debt, result.meals) {
            (Some(debt), _) => words.debt_remains.of(&intl::money(self.language(), debt.cents())),
            (None, Some(meals)) => words.after.of(&after, &self.meals(meals)),
            (None, None) => words.after_balance.of(&after),
        }
    }

    /// When the balance comes from the office.
    pub fn balance_date(&self, account: &Account) -> Option<String> {
        let at = Moment::parse(account.balance_at.as_ref()?.as_str())?;
        Some(self.accounts().balance_date.of(&intl::moment(self.language(), at)))
    }
}
