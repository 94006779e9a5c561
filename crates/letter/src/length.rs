//! Measures on the sheet, in whole thousandths of a point: the same on every machine.

use std::ops::{Add, AddAssign, Mul, Sub};

/// A length or a place on the sheet. 72 points are an inch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Length(i32);

impl Length {
    pub const ZERO: Self = Self(0);

    pub const fn pt(points: i32) -> Self {
        Self(points * 1000)
    }

    pub const fn tenths_of_pt(tenths: i32) -> Self {
        Self(tenths * 100)
    }

    pub const fn mm(millimetres: i32) -> Self {
        // 25.4 mm are 72 points.
        Self(millimetres * 720_000 / 254)
    }

    pub const fn plus(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }

    pub const fn minus(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }

    /// So many of so many parts of it.
    pub const fn part(self, part: i32, of: i32) -> Self {
        Self(self.0 * part / of)
    }

    /// As the drawing crate wants it.
    #[expect(clippy::float_arithmetic, clippy::as_conversions, reason = "points on paper, no money")]
    pub fn points(self) -> f32 {
        self.0 as f32 / 1000.0
    }

    /// One of so many equal parts, as the drawing crate wants it.
    #[expect(clippy::float_arithmetic, clippy::as_conversions, reason = "modules on paper, no money")]
    pub fn share(self, parts: usize) -> f32 {
        self.points() / parts.max(1) as f32
    }

    /// The width of text: `units` of a font that has `per_em` of them, at this size.
    pub fn of_units(self, units: i32, per_em: i32) -> Self {
        let width = i64::from(units) * i64::from(self.0) / i64::from(per_em.max(1));
        Self(i32::try_from(width).unwrap_or(i32::MAX))
    }
}

impl Add for Length {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        self.plus(other)
    }
}

impl Sub for Length {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self.minus(other)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Mul<i32> for Length {
    type Output = Self;
    fn mul(self, times: i32) -> Self {
        Self(self.0 * times)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_a4_sheet_is_595_by_842_points() {
        assert_eq!(Length::mm(210), Length(595_275));
        assert_eq!(Length::mm(297), Length(841_889));
    }
}
