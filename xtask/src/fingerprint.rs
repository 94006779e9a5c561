//! A hash of many files: it tells whether a step's inputs have changed since the step last ran.

use crate::failure::{At, Failure};
use crate::files;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::path::Path;

/// Collects what a step depends on.
#[derive(Debug, Default)]
pub struct Fingerprint(Sha256);

impl Fingerprint {
    /// Adds a value that is no file: a tool's version, an option.
    pub fn word(&mut self, word: &str) {
        self.part(word.as_bytes());
    }

    /// Adds a file, or every file of a folder. An absent file has a value of its own.
    pub fn path(&mut self, root: &Path, relative: &str) -> Result<(), Failure> {
        let path = root.join(relative);
        self.word(relative);
        if path.is_dir() {
            for file in files::all(&path)? {
                self.file(root, &file)?;
            }
        } else if path.is_file() {
            self.file(root, &path)?;
        } else {
            self.word("absent");
        }
        Ok(())
    }

    pub fn finish(self) -> String {
        hex(&self.0.finalize())
    }

    fn file(&mut self, root: &Path, path: &Path) -> Result<(), Failure> {
        self.word(&path.strip_prefix(root).unwrap_or(path).to_string_lossy());
        self.part(&std::fs::read(path).at("cannot read", path)?);
        Ok(())
    }

    /// The length comes first, so that two parts never read as one.
    fn part(&mut self, bytes: &[u8]) {
        self.0.update(bytes.len().to_le_bytes());
        self.0.update(bytes);
    }
}

/// SHA-256 in hexadecimal.
pub fn of(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The content of a stamp file; `None` when the file does not exist.
pub fn read_stamp(path: &Path) -> Option<String> {
    std::fs::read_to_string(path).ok()
}

pub fn write_stamp(path: &Path, value: &str) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        files::make_folder(folder)?;
    }
    std::fs::write(path, value).at("cannot write", path)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap_or_default();
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sha256_of_nothing_is_the_published_value() {
        assert_eq!(of(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    #[test]
    fn two_words_are_not_one() {
        let of = |words: &[&str]| {
            let mut print = Fingerprint::default();
            words.iter().for_each(|word| print.word(word));
            print.finish()
        };
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_eq!(of(&["ab", "c"]), of(&["ab", "c"]));
    }
}
