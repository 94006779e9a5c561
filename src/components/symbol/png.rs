//! A code as a PNG file of black and white pixels (PNG, third edition, W3C 2025).
//!
//! It does not use a canvas: browsers with fingerprinting protection change the pixels that are read from one, and a
//! canvas returns its picture later, when the tap that permits sharing may have expired. The pixels are not
//! compressed: 48 KB.

use codes::{Matrix, QUIET};

/// The least side in pixels: messengers enlarge and blur smaller pictures.
const LEAST: u16 = 600;

const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1a\n";
/// 1 bit a pixel, greyscale, not interlaced.
const FORMAT: [u8; 5] = [1, 0, 0, 0, 0];
/// Zlib's two bytes for a window of 32 KB, then the header of the only block, which is stored.
const STORED: [u8; 3] = [0x78, 0x01, 0x01];

/// The picture of a symbol with its quiet zone.
pub fn write(matrix: &Matrix) -> Vec<u8> {
    let modules = matrix.side() + 2 * QUIET;
    let scale = LEAST.div_ceil(modules);
    let side = u32::from(modules * scale);
    let pixels = pixels(matrix, modules, scale);

    let mut header = Vec::with_capacity(13);
    header.extend(side.to_be_bytes());
    header.extend(side.to_be_bytes());
    header.extend(FORMAT);

    // At most 72 × 9 pixels a side: 53 KB. A stored block holds 64 KB.
    let length = u16::try_from(pixels.len()).unwrap_or(u16::MAX);
    let mut data = Vec::with_capacity(pixels.len() + 11);
    data.extend(STORED);
    data.extend(length.to_le_bytes());
    data.extend((!length).to_le_bytes());
    data.extend(&pixels);
    data.extend(adler_32(&pixels).to_be_bytes());

    let mut png = Vec::with_capacity(data.len() + 64);
    png.extend(SIGNATURE);
    push_chunk(&mut png, *b"IHDR", &header);
    push_chunk(&mut png, *b"IDAT", &data);
    push_chunk(&mut png, *b"IEND", &[]);
    png
}

/// The rows of pixels. Each begins with its filter (none); a byte has eight pixels, the leftmost in its highest bit.
/// 1 is white.
fn pixels(matrix: &Matrix, modules: u16, scale: u16) -> Vec<u8> {
    let mut pixels = Vec::with_capacity(64 * 1024);
    for y in 0..modules {
        let start = pixels.len();
        pixels.push(0);
        let (mut byte, mut bits) = (0_u8, 0);
        for x in (0..modules).flat_map(|x| std::iter::repeat_n(x, usize::from(scale))) {
            // Left of the symbol and above it the subtraction wraps to a number beyond the size: a light module.
            let dark = matrix.is_dark(x.wrapping_sub(QUIET), y.wrapping_sub(QUIET));
            byte = byte << 1 | u8::from(!dark);
            bits += 1;
            if bits == 8 {
                pixels.push(byte);
                (byte, bits) = (0, 0);
            }
        }
        if bits > 0 {
            pixels.push(byte << (8 - bits));
        }
        let end = pixels.len();
        for _ in 1..scale {
            pixels.extend_from_within(start..end);
        }
    }
    pixels
}

fn push_chunk(png: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    let start = png.len() + 4;
    png.extend(u32::try_from(data.len()).unwrap_or(0).to_be_bytes());
    png.extend(kind);
    png.extend(data);
    let checksum = crc_32(png.split_at(start).1);
    png.extend(checksum.to_be_bytes());
}

/// The checksum of a PNG chunk (annex D), bit by bit: a table would add more to the download than it saves in time.
fn crc_32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for &byte in bytes {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = crc >> 1 ^ (0xedb8_8320 & 0_u32.wrapping_sub(crc & 1));
        }
    }
    !crc
}

/// The checksum of zlib's data (RFC 1950, 8.2).
fn adler_32(bytes: &[u8]) -> u32 {
    const MODULUS: u32 = 65_521;
    let (mut sum, mut sums) = (1, 0);
    for &byte in bytes {
        sum = (sum + u32::from(byte)) % MODULUS;
        sums = (sums + sum) % MODULUS;
    }
    sums << 16 | sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_follow_the_standards() {
        assert_eq!(crc_32(b"IEND"), 0xae42_6082);
        assert_eq!(crc_32(b"123456789"), 0xcbf4_3926);
        assert_eq!(adler_32(b"Wikipedia"), 0x11e6_0398);
    }

    /// One symbol of each side: 33, 48, 52 and 64 modules.
    fn matrices() -> [Matrix; 4] {
        let data_matrix = |words| codes::data_matrix(&["1".repeat(77), "A".repeat(words)].concat()).unwrap();
        let qr_code = codes::qr_code("PAGOPA|002|301000000000000144|00101440073|2500").unwrap();
        [qr_code, data_matrix(179), data_matrix(210), data_matrix(300)]
    }

    #[test]
    fn every_picture_fits_into_one_stored_block_and_has_600_pixels_a_side() {
        for (matrix, modules) in matrices().iter().zip([33, 48, 52, 64]) {
            assert_eq!(matrix.side(), modules);
            let png = write(matrix);
            let side = u32::from_be_bytes(png[16..20].try_into().unwrap());
            assert!((600..=660).contains(&side), "{side}");
            assert!(png.len() < 60_000, "{}", png.len());
            let length = usize::from(u16::from_le_bytes(png[44..46].try_into().unwrap()));
            assert_eq!(length, side as usize * (1 + (side as usize).div_ceil(8)));
        }
    }

    #[test]
    fn every_module_is_at_its_position() {
        let [matrix, ..] = matrices();
        // Eight pixels a module: a byte each, after the filter's.
        let pixels = pixels(&matrix, 41, 8);
        assert_eq!(pixels.len(), 41 * 8 * 42);
        for (y, row) in (0_u16..).zip(pixels.chunks(42)) {
            assert_eq!(row[0], 0);
            for (x, &byte) in (0_u16..).zip(&row[1..]) {
                let inside = (4..37).contains(&x) && (4..37).contains(&(y / 8));
                let dark = inside && matrix.is_dark(x - 4, y / 8 - 4);
                assert_eq!(byte, if dark { 0 } else { 0xff }, "{x} {y}");
            }
        }
    }
}
