//! The `.br` and `.gz` beside each file of the app, so that the gateway compresses nothing while a guardian waits.

use crate::failure::{At, Failure};
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Files that become smaller; pictures and fonts are compressed already.
const COMPRESSIBLE: [&str; 10] =
    ["css", "html", "ico", "js", "json", "map", "svg", "txt", "wasm", "webmanifest"];

/// Writes both forms, each only if it is smaller than the file.
pub fn beside(file: &Path) -> Result<(), Failure> {
    let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    if !COMPRESSIBLE.contains(&extension) {
        return Ok(());
    }
    let plain = std::fs::read(file).at("cannot read", file)?;
    for (suffix, packed) in [("br", brotli(&plain)), ("gz", gzip(&plain))] {
        let path = with_suffix(file, suffix);
        let packed = packed.at("cannot compress", file)?;
        if packed.len() < plain.len() {
            std::fs::write(&path, packed).at("cannot write", &path)?;
        }
    }
    Ok(())
}

/// `app.js` → `app.js.br`
pub fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(".");
    name.push(suffix);
    name.into()
}

/// Brotli at its highest level.
pub fn brotli(plain: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packed = Vec::new();
    let parameters =
        BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: plain.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &*plain, &mut packed, &parameters)?;
    Ok(packed)
}

fn gzip(plain: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn what_is_compressed_unpacks_to_itself() {
        let plain = "Ricarica la mensa. ".repeat(500).into_bytes();
        let (br, gz) = (brotli(&plain).unwrap(), gzip(&plain).unwrap());
        assert!(br.len() < 100 && gz.len() < 200);

        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut &*br, &mut unpacked).unwrap();
        assert_eq!(unpacked, plain);
        unpacked.clear();
        flate2::read::GzDecoder::new(&*gz).read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, plain);
    }
}
