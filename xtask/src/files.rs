//! Folders: listed, copied, removed.

use crate::failure::{At, Failure};
use std::path::{Path, PathBuf};

/// Every file below a folder, in an order that does not depend on the disk.
pub fn all(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
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

/// The files directly in the folder that have this extension.
pub fn with_extension(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, Failure> {
    let mut files = all(folder)?;
    files.retain(|file| {
        file.parent() == Some(folder) && file.extension().is_some_and(|found| found == extension)
    });
    Ok(files)
}

/// Removes a folder with its content. A folder that does not exist is no failure.
pub fn remove_folder(path: &Path) -> Result<(), Failure> {
    match std::fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error).at("cannot remove", path),
        _ => Ok(()),
    }
}

/// Removes a file. A file that does not exist is no failure.
pub fn remove_file(path: &Path) -> Result<(), Failure> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error).at("cannot remove", path),
        _ => Ok(()),
    }
}

pub fn make_folder(path: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(path).at("cannot make", path)
}

/// Copies a folder with its content.
pub fn copy_folder(from: &Path, to: &Path) -> Result<(), Failure> {
    for file in all(from)? {
        let target = to.join(file.strip_prefix(from).unwrap_or(&file));
        if let Some(folder) = target.parent() {
            make_folder(folder)?;
        }
        std::fs::copy(&file, &target).at("cannot copy", &file)?;
    }
    Ok(())
}

/// Puts a copy of `from` in the place of the folder `to`. The place changes in one rename, so that a reader never
/// sees half a folder.
pub fn replace_folder(from: &Path, to: &Path) -> Result<(), Failure> {
    let (new, old) = (beside(to, "new"), beside(to, "old"));
    remove_folder(&new)?;
    remove_folder(&old)?;
    make_folder(&new)?;
    copy_folder(from, &new)?;
    if to.is_dir() {
        std::fs::rename(to, &old).at("cannot move away", to)?;
    }
    std::fs::rename(&new, to).at("cannot move to", to)?;
    remove_folder(&old)
}

/// `dist` → `.dist.new`, on the same disk.
fn beside(path: &Path, suffix: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{suffix}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replaced_folder_holds_the_new_files_and_no_old_one() {
        let folder = std::env::temp_dir().join(format!("ricarica-files-{}", std::process::id()));
        let (from, to) = (folder.join("from"), folder.join("to"));
        make_folder(&from.join("inner")).unwrap();
        make_folder(&to).unwrap();
        std::fs::write(from.join("inner/new"), "new").unwrap();
        std::fs::write(to.join("old"), "old").unwrap();
        replace_folder(&from, &to).unwrap();
        assert_eq!(all(&folder).unwrap(), [from.join("inner/new"), to.join("inner/new")]);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
