//! Lengths on the sheet as whole thousandths of a point, so that every machine computes the same layout.

use std::ops::{Add, AddAssign, Mul, Sub};

/// A length, or a position measured from the sheet's upper left corner. An inch has 72 points.
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
        // 72 points are 25.4 mm.
        Self(millimetres * 720_000 / 254)
    }

    pub const fn plus(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }

    pub const fn minus(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }

    /// The fraction `part / of` of this length.
    pub const fn part(self, part: i32, of: i32) -> Self {
        Self(self.0 * part / of)
    }

    /// In points, as krilla takes it.
    #[expect(clippy::float_arithmetic, clippy::as_conversions, reason = "points on paper, no money")]
    pub fn points(self) -> f32 {
        self.0 as f32 / 1000.0
    }

    /// One of `parts` equal parts, in points, as krilla takes it.
    #[expect(clippy::float_arithmetic, reason = "modules on paper, no money")]
    pub fn share(self, parts: u16) -> f32 {
        self.points() / f32::from(parts.max(1))
    }

    /// The width of `units` font units at this font size, for a font with `per_em` units per em.
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
