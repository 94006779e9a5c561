//! Build results in the cache, for other checkouts with the same sources.
//!
//! An entry is named by the fingerprint of everything that goes into it, so that it can be reused without asking
//! where it was built.

use crate::failure::{At, Failure};
use crate::files;
use crate::fingerprint::{Fingerprint, read_stamp, write_stamp};
use crate::lock;
use crate::run::capture;
use crate::workspace::Workspace;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Maximum number of entries of one kind. The oldest are deleted first.
const MAX_ENTRIES: usize = 3;
/// Digits of the fingerprint in an entry's name: 128 bits.
const DIGITS: usize = 32;
/// What changes a compiled program and is no file of the checkout.
const ENVIRONMENT: [&str; 5] =
    ["CARGO_BUILD_", "CARGO_ENCODED_RUSTFLAGS", "CARGO_PROFILE_", "CARGO_TARGET_", "RUSTFLAGS"];
/// Cargo's target folder does not change the result.
const PLACE: &str = "CARGO_TARGET_DIR";

/// One kind of result, from one set of inputs.
#[derive(Debug)]
pub struct Built<'a> {
    workspace: &'a Workspace,
    kind: &'static str,
    inputs: String,
}

impl<'a> Built<'a> {
    pub fn new(workspace: &'a Workspace, kind: &'static str, inputs: Fingerprint) -> Self {
        Self { workspace, kind, inputs: inputs.finish() }
    }

    /// Whether `folder` is the unchanged result of these inputs.
    pub fn is_in(&self, folder: &Path) -> Result<bool, Failure> {
        Ok(folder.is_dir() && read_stamp(&self.stamp()) == Some(self.stamp_of(folder)?))
    }

    /// Puts the entry of the cache into `folder`. Returns whether there is one.
    pub fn restore(&self, folder: &Path) -> Result<bool, Failure> {
        let _held = lock::cache(self.workspace, self.kind)?;
        let entry = self.entry();
        if !entry.is_dir() {
            return Ok(false);
        }
        // A used entry counts as new.
        touch(&entry)?;
        files::replace_folder(&entry, folder)?;
        self.mark(folder)?;
        Ok(true)
    }

    /// Stores `folder`, the result of these inputs.
    pub fn keep(&self, folder: &Path) -> Result<(), Failure> {
        self.mark(folder)?;
        let _held = lock::cache(self.workspace, self.kind)?;
        let entry = self.entry();
        if let Some(all) = entry.parent() {
            files::make_folder(all)?;
        }
        files::replace_folder(folder, &entry)?;
        touch(&entry)?;
        self.remove_oldest()
    }

    fn mark(&self, folder: &Path) -> Result<(), Failure> {
        write_stamp(&self.stamp(), &self.stamp_of(folder)?)
    }

    fn stamp(&self) -> PathBuf {
        self.workspace.work.join(format!("{}.stamp", self.kind))
    }

    fn stamp_of(&self, folder: &Path) -> Result<String, Failure> {
        let mut content = Fingerprint::default();
        content.path(folder, ".")?;
        Ok(format!("{} {}", self.inputs, content.finish()))
    }

    fn entry(&self) -> PathBuf {
        let inputs: String = self.inputs.chars().take(DIGITS).collect();
        self.workspace.cache.join("built").join(format!("{}-{inputs}", self.kind))
    }

    fn remove_oldest(&self) -> Result<(), Failure> {
        let folder = self.workspace.cache.join("built");
        let prefix = format!("{}-", self.kind);
        let mut entries: Vec<(SystemTime, PathBuf)> = Vec::new();
        for entry in std::fs::read_dir(&folder).at("cannot list", &folder)? {
            let path = entry.at("cannot list", &folder)?.path();
            if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&prefix)) {
                let changed = std::fs::metadata(&path).and_then(|data| data.modified());
                entries.push((changed.at("cannot read", &path)?, path));
            }
        }
        entries.sort();
        let surplus = entries.len().saturating_sub(MAX_ENTRIES);
        entries.iter().take(surplus).try_for_each(|(_, path)| files::remove_folder(path))
    }
}

/// The compiler, and the variables that change what it makes.
pub fn compiler(workspace: &Workspace, print: &mut Fingerprint) -> Result<(), Failure> {
    print.word(&capture(workspace.command("rustc")?.arg("-vV"))?);
    let mut variables: Vec<(String, String)> = std::env::vars_os()
        .map(|(name, value)| (name.to_string_lossy().into_owned(), value.to_string_lossy().into_owned()))
        .filter(|(name, _)| name != PLACE && ENVIRONMENT.iter().any(|prefix| name.starts_with(prefix)))
        .collect();
    variables.sort();
    for (name, value) in variables {
        print.word(&name);
        print.word(&value);
    }
    Ok(())
}

/// Sets the folder's time of change to now.
fn touch(folder: &Path) -> Result<(), Failure> {
    let file = std::fs::File::open(folder).at("cannot open", folder)?;
    file.set_modified(SystemTime::now()).at("cannot mark as used", folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    struct Place(PathBuf);

    impl Drop for Place {
        fn drop(&mut self) {
            std::fs::remove_dir_all(&self.0).unwrap();
        }
    }

    fn checkout(place: &Place, name: &str) -> Workspace {
        let root = place.0.join(name);
        Workspace {
            cache: place.0.join("cache"),
            target: root.join("target"),
            work: root.join("target/xtask"),
            root,
        }
    }

    fn built<'a>(workspace: &'a Workspace, input: &str) -> Built<'a> {
        let mut print = Fingerprint::default();
        print.word(input);
        Built::new(workspace, "thing", print)
    }

    fn make(workspace: &Workspace, content: &str) -> PathBuf {
        let folder = workspace.root.join("thing");
        files::make_folder(&folder).unwrap();
        std::fs::write(folder.join("file"), content).unwrap();
        folder
    }

    #[test]
    fn a_second_checkout_gets_what_the_first_has_built_from_the_same_inputs() {
        let place = Place(std::env::temp_dir().join(format!("ricarica-built-{}", std::process::id())));
        let (first, second) = (checkout(&place, "first"), checkout(&place, "second"));
        let folder = make(&first, "one");
        built(&first, "a").keep(&folder).unwrap();
        assert!(built(&first, "a").is_in(&folder).unwrap());
        assert!(!built(&first, "b").is_in(&folder).unwrap());

        let restored = second.root.join("thing");
        assert!(!built(&second, "b").restore(&restored).unwrap());
        std::fs::create_dir_all(&second.root).unwrap();
        assert!(built(&second, "a").restore(&restored).unwrap());
        assert_eq!(std::fs::read_to_string(restored.join("file")).unwrap(), "one");
        assert!(built(&second, "a").is_in(&restored).unwrap());
        // A changed file makes the folder a different result.
        std::fs::write(restored.join("file"), "changed").unwrap();
        assert!(!built(&second, "a").is_in(&restored).unwrap());
    }

    #[test]
    fn oldest_entries_are_deleted_first() {
        let place = Place(std::env::temp_dir().join(format!("ricarica-kept-{}", std::process::id())));
        let workspace = checkout(&place, "only");
        let folder = make(&workspace, "x");
        for input in ["a", "b", "c", "d"] {
            built(&workspace, input).keep(&folder).unwrap();
            std::thread::sleep(Duration::from_millis(20));
        }
        assert!(!built(&workspace, "a").restore(&folder).unwrap());
        assert!(built(&workspace, "b").restore(&folder).unwrap());
    }
}
