//! The files that the office hands to a command.

use std::{
    fs::File,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
pub enum OfficeFileError {
    #[error("{path}: {source}")]
    Read { path: PathBuf, source: io::Error },
    #[error("{path}: is larger than 64 MB, a hundred times a municipality's accounts: is it another file?")]
    TooLarge { path: PathBuf },
}

/// The content of a file of at most [`office_csv::LARGEST`] bytes.
pub fn read(path: &Path) -> Result<Vec<u8>, OfficeFileError> {
    let failed = |source| OfficeFileError::Read { path: path.to_owned(), source };
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(failed)?;
    // No more is read than is allowed: a pipe has no size.
    file.take(office_csv::LARGEST + 1).read_to_end(&mut bytes).map_err(failed)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= office_csv::LARGEST) {
        Ok(bytes)
    } else {
        Err(OfficeFileError::TooLarge { path: path.to_owned() })
    }
}
