//! The two codes as squares of modules: the QR code of every notice, the Data Matrix of the postal slip.

use datamatrix::{DataMatrix, SymbolList};
use pagopa::{PosteDataMatrix, QrPayload};
use qrcode::{EcLevel, QrCode, Version, bits::Bits};

use crate::error::PrintError;

/// Version 4 and level M (notice guide, "Codice QR").
const VERSION: Version = Version::Normal(4);
const LEVEL: EcLevel = EcLevel::M;

/// A square of dark and light modules, without the light ones around it.
pub(crate) struct Symbol {
    side: usize,
    dark: Vec<bool>,
}

/// Dark modules side by side.
pub(crate) struct Run {
    pub x: usize,
    pub y: usize,
    pub length: usize,
}

impl Symbol {
    /// The payload in one segment of bytes, as pagoPA's own notices have it: some readers know no other kind.
    pub fn qr(payload: &QrPayload) -> Result<Self, PrintError> {
        let made = || {
            let mut bits = Bits::new(VERSION);
            bits.push_byte_data(payload.to_string().as_bytes())?;
            bits.push_terminator(LEVEL)?;
            QrCode::with_bits(bits, LEVEL)
        };
        let code = made().map_err(|error| PrintError::Codes(format!("QR code: {error}")))?;
        let dark = code.to_colors().iter().map(|&color| color == qrcode::Color::Dark).collect();
        Ok(Self { side: code.width(), dark })
    }

    /// The 256 characters of Poste's slip. Upper case and digits pack well: the symbol is a square of 48 modules for
    /// most names, never above 64.
    pub fn data_matrix(text: &PosteDataMatrix) -> Result<Self, PrintError> {
        let code = DataMatrix::encode(text.to_string().as_bytes(), SymbolList::default().enforce_square())
            .map_err(|error| PrintError::Codes(format!("Data Matrix: {error:?}")))?;
        let bitmap = code.bitmap();
        Ok(Self { side: bitmap.width(), dark: bitmap.bits().to_vec() })
    }

    /// Modules of one side.
    pub const fn side(&self) -> usize {
        self.side
    }

    pub fn runs(&self) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for (y, row) in self.dark.chunks(self.side).enumerate() {
            let mut open: Option<Run> = None;
            for (x, &dark) in row.iter().enumerate() {
                open = match (open.take(), dark) {
                    (Some(run), true) => Some(Run { length: run.length + 1, ..run }),
                    (None, true) => Some(Run { x, y, length: 1 }),
                    (ended, false) => {
                        runs.extend(ended);
                        None
                    }
                };
            }
            runs.extend(open);
        }
        runs
    }
}
