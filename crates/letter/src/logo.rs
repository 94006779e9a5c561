//! Pictures that the office puts on the sheet.

use krilla::image::Image;

use crate::{error::LogoError, length::Length};

/// A logo, read once and printed on every letter.
#[derive(Debug, Clone)]
pub struct Logo {
    pub(crate) image: Image,
}

/// Which pictures a sheet bears.
#[derive(Debug, Clone, Default)]
pub struct Logos {
    /// The creditor's, in a square of 30 mm.
    pub creditor: Option<Logo>,
    /// pagoPA's, where the office has obtained it. Without it the name stands there in letters.
    pub pagopa: Option<Logo>,
}

impl Logo {
    /// A PNG; other pictures are refused.
    pub fn read(bytes: Vec<u8>) -> Result<Self, LogoError> {
        if !bytes.starts_with(b"\x89PNG") {
            return Err(LogoError::Kind);
        }
        Image::from_png(bytes.into(), false).map(|image| Self { image }).map_err(LogoError::Png)
    }
}

impl Logo {
    /// Its size within a box, its proportions kept.
    pub(crate) fn fit(&self, width: Length, height: Length) -> (Length, Length) {
        let (across, down) = self.image.size();
        let across = i32::try_from(across).unwrap_or(i32::MAX).max(1);
        let down = i32::try_from(down).unwrap_or(i32::MAX).max(1);
        let scaled = width.of_units(down, across);
        if scaled <= height { (width, scaled) } else { (height.of_units(across, down), height) }
    }
}
