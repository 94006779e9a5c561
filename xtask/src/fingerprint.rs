//! One number for the content of many files: whether a step's inputs changed since it last ran.

use crate::failure::{At, Failure};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Collects what a step depends on.
#[derive(Debug, Default)]
pub struct Fingerprint(Sha256);

impl Fingerprint {
    /// A value that is no file: a tool's version, an option.
    pub fn word(&mut self, word: &str) {
        self.part(word.as_bytes());
    }

    /// A file, or every file of a folder. One that is not there counts as such.
    pub fn path(&mut self, root: &Path, relative: &str) -> Result<(), Failure> {
        let path = root.join(relative);
        self.word(relative);
        if path.is_dir() {
            for file in files(&path)? {
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

    /// With its length first, so that two parts never read as one.
    fn part(&mut self, bytes: &[u8]) {
        self.0.update(bytes.len().to_le_bytes());
        self.0.update(bytes);
    }
}

/// SHA-256 in hexadecimal.
pub fn of(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Every file below a folder, in an order that does not depend on the disk.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).at("cannot list", &folder)? {
            let path = entry.at("cannot list", &folder)?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// What a stamp file says; nothing when there is none.
pub fn read_stamp(path: &Path) -> Option<String> {
    std::fs::read_to_string(path).ok()
}

pub fn write_stamp(path: &Path, value: &str) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).at("cannot make", folder)?;
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
