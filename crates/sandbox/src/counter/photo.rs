//! Finds the QR code on a photograph or a screenshot (PNG, JPEG).

use std::io::Cursor;

use image::{DynamicImage, ImageReader, Limits};

/// Largest width and height, in pixels: more than any phone's camera has.
const SIDE_MAX: u32 = 16_000;
/// Memory that decoding may use, in bytes.
const MEMORY_MAX: u64 = 512 * 1024 * 1024;
/// Lengths of the longer side that are tried, in pixels. Small is first, because it is fast and has less camera noise.
const SIDES: [u32; 3] = [800, 1600, 3200];

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhotoError {
    #[error("L’immagine non si legge: serve una PNG o una JPEG.")]
    Unreadable,
    #[error("Nell'immagine non si trova un codice QR leggibile: riprova più da vicino e con più luce.")]
    NotFound,
}

/// The text of the first code found. It takes long, so the caller uses a blocking thread.
pub fn decode(bytes: &[u8]) -> Result<String, PhotoError> {
    let mut reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| PhotoError::Unreadable)?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(MEMORY_MAX);
    reader.limits(limits);
    let image = reader.decode().map_err(|_| PhotoError::Unreadable)?;
    let longest = image.width().max(image.height());
    SIDES
        .into_iter()
        .filter(|side| *side < longest)
        .map(Some)
        .chain([None].into_iter().filter(|_| longest <= 2 * SIDES[2]))
        .find_map(|side| read(&image, side))
        .ok_or(PhotoError::NotFound)
}

/// Reduces the longer side to `side` pixels; `None` keeps the size.
fn read(image: &DynamicImage, side: Option<u32>) -> Option<String> {
    let grey = match side {
        Some(side) => image.thumbnail(side, side).to_luma8(),
        None => image.to_luma8(),
    };
    let mut prepared = rqrr::PreparedImage::prepare(grey);
    prepared.detect_grids().into_iter().find_map(|grid| grid.decode().ok()).map(|(_, text)| text)
}
