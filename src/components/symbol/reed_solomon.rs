//! Check codewords by Reed and Solomon, for both kinds of code.
//!
//! The encoders' crates bring tables for every size of symbol there is, five kilobytes that no compression makes
//! smaller. For the two or three sizes that are drawn here the numbers are worked out.

/// A field of 256 numbers, and where the generator's roots begin.
#[derive(Clone, Copy)]
pub struct Field {
    /// The polynomial that products are taken modulo, without its highest term.
    modulus: u8,
    /// The first root of every generator; each next one is twice the one before.
    first_root: u8,
}

/// ISO/IEC 18004, annex A: x⁸ + x⁴ + x³ + x² + 1, roots from 2⁰.
pub const QR_CODE: Field = Field { modulus: 0x1d, first_root: 1 };
/// ISO/IEC 16022, annex E: x⁸ + x⁵ + x³ + x² + 1, roots from 2¹.
pub const DATA_MATRIX: Field = Field { modulus: 0x2d, first_root: 2 };

impl Field {
    /// The check codewords of all blocks. Codeword `i` of the data belongs to block `i` modulo `blocks`, and so it is
    /// with the check codewords.
    pub fn check(self, data: &[u8], blocks: usize, per_block: usize) -> Vec<u8> {
        let generator = self.generator(per_block);
        let each: Vec<Vec<u8>> = (0..blocks)
            .map(|block| self.remainder(&generator, data.iter().skip(block).step_by(blocks)))
            .collect();
        (0..per_block)
            .flat_map(|place| each.iter().filter_map(move |check| check.get(place).copied()))
            .collect()
    }

    /// The coefficients of the polynomial with so many roots, the highest first, without the leading 1.
    fn generator(self, count: usize) -> Vec<u8> {
        let mut generator = vec![0; count];
        if let Some(last) = generator.last_mut() {
            *last = 1;
        }
        let mut root = self.first_root;
        for _ in 0..count {
            // Times (x + root).
            let higher: Vec<u8> = generator.iter().skip(1).copied().chain([0]).collect();
            for (coefficient, higher) in generator.iter_mut().zip(higher) {
                *coefficient = self.times(*coefficient, root) ^ higher;
            }
            root = self.times(root, 2);
        }
        generator
    }

    /// What is left of the data after division by the generator.
    fn remainder<'a>(self, generator: &[u8], data: impl Iterator<Item = &'a u8>) -> Vec<u8> {
        let mut rest = vec![0; generator.len()];
        for codeword in data {
            let factor = rest.first().copied().unwrap_or(0) ^ codeword;
            rest.rotate_left(1);
            if let Some(last) = rest.last_mut() {
                *last = 0;
            }
            for (place, coefficient) in rest.iter_mut().zip(generator) {
                *place ^= self.times(*coefficient, factor);
            }
        }
        rest
    }

    /// The product, one bit of `b` after the other.
    const fn times(self, mut a: u8, mut b: u8) -> u8 {
        let mut product = 0;
        while b != 0 {
            if b & 1 != 0 {
                product ^= a;
            }
            let beyond = a & 0x80 != 0;
            a <<= 1;
            if beyond {
                a ^= self.modulus;
            }
            b >>= 1;
        }
        product
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use datamatrix::{SymbolSize, errorcode::encode_error};
    use proptest::prelude::*;
    use qrcode::{EcLevel, Version, ec::construct_codewords};

    /// As the crate gives the data: block after block, then taken in turns.
    fn in_turns(data: &[u8]) -> Vec<u8> {
        let (first, second) = data.split_at(32);
        first.iter().zip(second).flat_map(|(one, other)| [*one, *other]).collect()
    }

    proptest! {
        #[test]
        fn a_qr_code_has_the_check_codewords_of_the_crate(data in prop::collection::vec(any::<u8>(), 64)) {
            let (turned, check) = construct_codewords(&data, Version::Normal(4), EcLevel::M).unwrap();
            prop_assert_eq!(&turned, &in_turns(&data));
            prop_assert_eq!(QR_CODE.check(&turned, 2, 18), check);
        }

        #[test]
        fn a_data_matrix_has_the_check_codewords_of_the_crate(data in prop::collection::vec(any::<u8>(), 280)) {
            for (size, codewords, blocks, per_block) in [
                (SymbolSize::Square48, 174, 1, 68),
                (SymbolSize::Square52, 204, 2, 42),
                (SymbolSize::Square64, 280, 2, 56),
            ] {
                prop_assert_eq!(DATA_MATRIX.check(&data[..codewords], blocks, per_block), encode_error(&data[..codewords], size));
            }
        }
    }
}
