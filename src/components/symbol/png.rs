//! A code as a PNG file of black and white pixels (PNG, third edition, W3C 2025).
//!
//! Not by a canvas: browsers that guard against being recognised change the pixels that are read back from one, and
//! what a canvas gives comes later, when the tap that allows sharing may be over. The pixels are not compressed: 48 KB.

/// A side has at least so many pixels: messengers scale smaller pictures up, and blur them.
const LEAST: u32 = 600;

const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1a\n";
/// 1 bit a pixel, greyscale, not interlaced.
const FORMAT: [u8; 5] = [1, 0, 0, 0, 0];
/// Zlib's two bytes for a window of 32 KB, then the only block: the last one, stored.
const STORED: [u8; 3] = [0x78, 0x01, 0x01];

/// `lines` as in [`super::Symbol`]; `quiet` modules of light on every side.
pub fn write(lines: &[u64], quiet: u32) -> Vec<u8> {
    let modules = (0..).zip(lines).map(|(y, _)| y + 1).last().unwrap_or(0) + 2 * quiet;
    let scale = LEAST.div_ceil(modules);
    let side = modules * scale;
    let pixels = pixels(lines, quiet, modules, scale);

    let mut header = Vec::with_capacity(13);
    header.extend(side.to_be_bytes());
    header.extend(side.to_be_bytes());
    header.extend(FORMAT);

    // At most 72 × 9 pixels a side: 53 KB, and a stored block holds 64.
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

/// Every row of pixels after its filter (none), eight pixels a byte, the leftmost highest; 1 is white.
fn pixels(lines: &[u64], quiet: u32, modules: u32, scale: u32) -> Vec<u8> {
    let mut pixels = Vec::with_capacity(64 * 1024);
    for y in 0..modules {
        let line =
            y.checked_sub(quiet).and_then(|y| lines.get(usize::try_from(y).ok()?)).copied().unwrap_or(0);
        let start = pixels.len();
        pixels.push(0);
        let (mut byte, mut bits) = (0_u8, 0);
        for x in (0..modules).flat_map(|x| std::iter::repeat_n(x, usize::try_from(scale).unwrap_or(0))) {
            let dark = x.checked_sub(quiet).and_then(|x| line.checked_shr(x)).unwrap_or(0) & 1;
            byte = byte << 1 | u8::from(dark == 0);
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

/// The checksum of a PNG chunk (annex D), bit by bit: a table would weigh more than it gains.
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
    fn checksums_are_those_of_the_standards() {
        assert_eq!(crc_32(b"IEND"), 0xae42_6082);
        assert_eq!(crc_32(b"123456789"), 0xcbf4_3926);
        assert_eq!(adler_32(b"Wikipedia"), 0x11e6_0398);
    }

    #[test]
    fn every_picture_fits_into_one_stored_block_and_has_600_pixels_a_side() {
        for symbol in [33, 48, 52, 64] {
            let lines = vec![u64::MAX; symbol];
            let png = write(&lines, 4);
            let side = u32::from_be_bytes(png[16..20].try_into().unwrap());
            assert!((600..=660).contains(&side), "{side}");
            assert!(png.len() < 60_000, "{}", png.len());
            let length = usize::from(u16::from_le_bytes(png[44..46].try_into().unwrap()));
            assert_eq!(length, side as usize * (1 + (side as usize).div_ceil(8)));
        }
    }

    #[test]
    fn a_dark_module_is_where_it_belongs() {
        // A symbol of one module within one of quiet, eight pixels each.
        let pixels = pixels(&[1], 1, 3, 8);
        assert_eq!(pixels.len(), 24 * 4);
        for (y, row) in pixels.chunks(4).enumerate() {
            let middle = if (8..16).contains(&y) { 0 } else { 0xff };
            assert_eq!(row, [0, 0xff, middle, 0xff], "{y}");
        }
    }
}
