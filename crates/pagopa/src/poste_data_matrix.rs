//! The text of the Data Matrix on the postal slip (*bollettino postale PA*).

use core::fmt;
use core::str::FromStr;

use thiserror::Error;

use crate::poste_characters::{fold, is_allowed};
use crate::{
    Amount, Codeline, CodelineError, CreditorCode, CreditorCodeError, FiscalCode, IssueError, NoticeNumber,
    Parsed, PostalAccount, Warning,
};

mod layout;

use layout::{Layout, write_field};

/// 256 characters: opening, codeline, `1P1`, creditor, debtor code 16, debtor name 40, subject 110,
/// 12 blanks, `A`.
///
/// Source: the layout that five programs written from Poste's manual share, and app IO's reader. It is printed in Poste's
/// character set, in upper case, with every field cut or filled to its width. Parsed fields keep their text; printing
/// always gives a regular code.
///
/// ```
/// use pagopa::{Amount, PosteDataMatrix, PosteSlip};
///
/// let code = PosteDataMatrix::new(&PosteSlip {
///     notice: "302032002700000251".parse()?,
///     account: "10148112".parse()?,
///     amount: Amount::from_cents(2_500)?,
///     creditor: "03334231200".parse()?,
///     debtor_code: None,
///     debtor_name: "Noël D’Àrçon",
///     subject: "Mensa scolastica",
/// })?;
/// assert_eq!(code.to_string().len(), 256);
/// assert_eq!(code.debtor_name(), "NOEL D'ARCON");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PosteDataMatrix {
    codeline: Codeline,
    creditor: CreditorCode,
    debtor_code: String,
    debtor_name: String,
    subject: String,
}

/// The content of a postal slip, from which the Data Matrix is made.
#[derive(Clone, Copy)]
pub struct PosteSlip<'a> {
    pub notice: NoticeNumber,
    pub account: PostalAccount,
    pub amount: Amount,
    pub creditor: CreditorCode,
    /// `None` is printed as `ANONIMO`.
    pub debtor_code: Option<DebtorCode>,
    /// Any text. The code holds 40 characters of it, or `ANONIMO` if no character is in Poste's set.
    pub debtor_name: &'a str,
    /// Any text. The code holds 110 characters of it.
    pub subject: &'a str,
}

/// The payer's fiscal code: of a person, or of a body or company with eleven digits. Personal data: `Debug` is masked.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum DebtorCode {
    Person(FiscalCode),
    Company(CreditorCode),
}

impl fmt::Display for DebtorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(code) => code.fmt(f),
            Self::Company(code) => code.fmt(f),
        }
    }
}

impl fmt::Debug for DebtorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DebtorCode(****)")
    }
}

const OPENING: &str = "codfase=NBPA;";
/// Data Matrix number 1 and payment phase `P1`.
const PHASE: &str = "1P1";
const END: &str = "A";
const ANONYMOUS: &str = "ANONIMO";
const DEBTOR_CODE_WIDTH: usize = 16;
const NAME_WIDTH: usize = 40;
const SUBJECT_WIDTH: usize = 110;
const FILLER_WIDTH: usize = 12;

impl PosteDataMatrix {
    pub const LENGTH: usize = 256;

    /// Makes the Data Matrix of an issued slip. An amount of zero is an error.
    pub fn new(slip: &PosteSlip<'_>) -> Result<Self, IssueError> {
        if slip.amount.is_zero() {
            return Err(IssueError::ZeroAmount);
        }
        let name = fold(slip.debtor_name, NAME_WIDTH);
        Ok(Self {
            codeline: Codeline { notice: slip.notice, account: slip.account, amount: slip.amount },
            creditor: slip.creditor,
            debtor_code: slip.debtor_code.map_or_else(|| ANONYMOUS.to_owned(), |code| code.to_string()),
            debtor_name: if name.is_empty() { ANONYMOUS.to_owned() } else { name },
            subject: fold(slip.subject, SUBJECT_WIDTH),
        })
    }

    /// Parses the Data Matrix of any creditor, with warnings.
    ///
    /// All marks up to the creditor code, and the end mark, must be at their positions, because the payment data is
    /// between them. Another length, lower case, characters outside the set and an invalid debtor code are warnings, as
    /// in app IO.
    pub fn parse(text: &str) -> Result<Parsed<Self>, PosteDataMatrixError> {
        let layout = Layout::of(text)?;
        let code = Self {
            codeline: layout.codeline,
            creditor: layout.creditor,
            debtor_code: layout.debtor_code.to_owned(),
            debtor_name: layout.debtor_name.to_owned(),
            subject: layout.subject.to_owned(),
        };
        let mut warnings = layout.warnings();
        warnings.extend(code.warnings());
        Ok(Parsed::new(code, warnings))
    }

    pub const fn notice(&self) -> NoticeNumber {
        self.codeline.notice
    }

    pub const fn account(&self) -> PostalAccount {
        self.codeline.account
    }

    pub const fn amount(&self) -> Amount {
        self.codeline.amount
    }

    pub const fn creditor(&self) -> CreditorCode {
        self.creditor
    }

    /// The slip's line of digits: characters 13 to 62 (from 0).
    pub const fn codeline(&self) -> Codeline {
        self.codeline
    }

    /// `None` if the field is `ANONIMO` or not a fiscal code.
    pub fn debtor_code(&self) -> Option<DebtorCode> {
        let company = CreditorCode::from_field(&self.debtor_code).ok().map(DebtorCode::Company);
        company.or_else(|| self.debtor_code.parse().ok().map(DebtorCode::Person))
    }

    /// The text of the debtor code, without trailing blanks.
    pub fn debtor_code_text(&self) -> &str {
        &self.debtor_code
    }

    /// Without trailing blanks.
    pub fn debtor_name(&self) -> &str {
        &self.debtor_name
    }

    /// Without trailing blanks.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// Warnings about the values. Only [`PosteDataMatrix::parse`] has those about the text.
    pub fn warnings(&self) -> Vec<Warning> {
        let mut warnings = self.notice().warnings();
        warnings.extend(self.creditor.warnings());
        if self.amount().is_zero() {
            warnings.push(Warning::DataMatrixAmountZero);
        }
        match self.debtor_code() {
            Some(DebtorCode::Person(code)) => warnings.extend(code.warnings()),
            Some(DebtorCode::Company(code)) if code.checksum_ok() => {}
            Some(DebtorCode::Company(_)) => warnings.push(Warning::DebtorCodeChecksum),
            None if self.debtor_code.eq_ignore_ascii_case(ANONYMOUS) => {}
            None => warnings.push(Warning::DataMatrixDebtorCode),
        }
        warnings
    }
}

/// Exactly 256 characters of one byte each.
impl fmt::Display for PosteDataMatrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(OPENING)?;
        self.codeline.fmt(f)?;
        f.write_str(PHASE)?;
        self.creditor.fmt(f)?;
        write_field(f, &self.debtor_code, DEBTOR_CODE_WIDTH)?;
        write_field(f, &self.debtor_name, NAME_WIDTH)?;
        write_field(f, &self.subject, SUBJECT_WIDTH)?;
        write_field(f, "", FILLER_WIDTH)?;
        f.write_str(END)
    }
}

/// Without debtor and subject, which are personal data.
impl fmt::Debug for PosteDataMatrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PosteDataMatrix")
            .field("codeline", &self.codeline)
            .field("creditor", &self.creditor)
            .finish_non_exhaustive()
    }
}

crate::serde_text::serde_as_text!(PosteDataMatrix, "the text of a Poste Data Matrix");

/// As [`PosteDataMatrix::parse`], without the warnings.
impl FromStr for PosteDataMatrix {
    type Err = PosteDataMatrixError;

    fn from_str(text: &str) -> Result<Self, PosteDataMatrixError> {
        Ok(Self::parse(text)?.value)
    }
}

/// Why a text is not a Poste Data Matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
pub enum PosteDataMatrixError {
    #[error("a Poste Data Matrix begins with codfase=NBPA;")]
    Opening,
    /// Too short for the payment data.
    #[error("a Poste Data Matrix has 256 characters: this one ends after {found}")]
    Length { found: usize },
    #[error(transparent)]
    Codeline(#[from] CodelineError),
    /// `1P1` is not after the codeline.
    #[error("the Data Matrix's number and phase (1P1) are missing after its codeline")]
    Phase,
    #[error(transparent)]
    Creditor(#[from] CreditorCodeError),
    #[error("a Poste Data Matrix ends with A")]
    End,
}

impl PosteDataMatrixError {
    /// The stable name of the broken rule. For an invalid field it is the field's rule.
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::Opening => "data-matrix-opening",
            Self::Length { .. } => "data-matrix-length",
            Self::Codeline(error) => error.rule(),
            Self::Phase => "data-matrix-phase",
            Self::Creditor(error) => error.rule(),
            Self::End => "data-matrix-end",
        }
    }
}
