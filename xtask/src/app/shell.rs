//! The list in the service worker: every file of the app's shell with the hash of its content, and one version for all
//! of them. See `docs/decisions/0011`.
//!
//! The shell is `index.html` and every file that it names: with these the app runs without a network.

use crate::failure::{At, Failure};
use crate::fingerprint::Fingerprint;
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::path::Path;

/// The name has no hash: browsers look for a new service worker at the same address.
pub const NAME: &str = "sw.js";
/// The file that answers the address of every screen.
const PAGE: &str = "/index.html";
/// The values of `*`: the languages (`crates/contract`), and the help page in each (`crates/messages`).
const TEXTS: [&str; 6] = ["it", "fr", "en", "guide-it", "guide-fr", "guide-en"];
/// Hexadecimal digits of the version, as in a file's name.
const DIGITS: usize = 16;

/// The files that the app needs to run.
#[derive(Debug, PartialEq, Eq)]
pub struct Shell {
    /// Address and `integrity`, in the order in which the worker stores them.
    files: Vec<(String, String)>,
    version: String,
}

impl Shell {
    /// Reads the finished app. The worker's own text is part of the version, because a new worker must never fill the
    /// cache that the old one still uses.
    pub fn of(dist: &Path, script: &[u8]) -> Result<Self, Failure> {
        let page = dist.join("index.html");
        let page = std::fs::read_to_string(&page).at("cannot read", &page)?;
        let mut print = Fingerprint::default();
        print.word(&String::from_utf8_lossy(script));
        let mut files = Vec::new();
        // The page comes last, so that an incomplete cache has no page.
        let named = named(&page).into_iter().filter(|address| address != PAGE).chain([PAGE.to_owned()]);
        for address in of_each_text(named) {
            let integrity = integrity(dist, &address)?;
            print.word(&address);
            print.word(&integrity);
            files.push((address, integrity));
        }
        Ok(Self { files, version: print.finish().chars().take(DIGITS).collect() })
    }

    /// The options by which esbuild replaces two names in `public/sw.js`.
    pub fn definitions(&self) -> [String; 2] {
        let files: Vec<String> =
            self.files.iter().map(|(address, integrity)| format!("\"{address}\":\"{integrity}\"")).collect();
        [format!("--define:SHELL={{{}}}", files.join(",")), format!("--define:VERSION=\"{}\"", self.version)]
    }
}

/// The addresses of files that the page names, such as `"/app-….js"`.
fn named(page: &str) -> BTreeSet<String> {
    let part_of_an_address = |byte: u8| byte.is_ascii_alphanumeric() || b"-._/*".contains(&byte);
    page.split('"')
        .filter(|word| word.starts_with('/') && word.contains('.') && word.bytes().all(part_of_an_address))
        .map(str::to_owned)
        .collect()
}

/// `/texts-*.txt` means every file of texts, because the language may be changed and the help opened without a network.
fn of_each_text(addresses: impl Iterator<Item = String>) -> Vec<String> {
    let texts = |address: String| TEXTS.map(|text| address.replace('*', text));
    let mut all: Vec<String> = addresses.flat_map(texts).collect();
    // An address without a star is repeated.
    all.dedup();
    all
}

/// The file's hash in the form that `fetch` takes.
fn integrity(dist: &Path, address: &str) -> Result<String, Failure> {
    let file = dist.join(address.trim_start_matches('/'));
    let content = std::fs::read(&file).map_err(|error| {
        Failure::new(format!("index.html names \"{address}\", which cannot be read: {error}"))
    })?;
    Ok(format!("sha256-{}", STANDARD.encode(Sha256::digest(content))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    const HTML: &str = r#"<html lang="it"><link rel="manifest" href="/m.webmanifest"><a href="/">
        <script src="/boot-1.js" data-js="/app-1.js" data-wasm="/app-1.wasm"></script> "/not a file.js" </html>"#;

    struct Dist(PathBuf);

    impl Dist {
        fn new(name: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("ricarica-shell-{name}-{}", std::process::id()));
            std::fs::create_dir_all(&folder).unwrap();
            let dist = Self(folder);
            dist.write("index.html", HTML);
            for file in ["m.webmanifest", "boot-1.js", "app-1.js", "app-1.wasm"] {
                dist.write(file, file);
            }
            for other in [NAME, "app-1.js.br", "app-1.js.gz", "icon-512.png", "screenshot.png"] {
                dist.write(other, other);
            }
            dist
        }

        fn write(&self, name: &str, content: &str) {
            std::fs::write(self.0.join(name), content).unwrap();
        }

        fn shell(&self) -> Shell {
            Shell::of(&self.0, b"worker").unwrap()
        }
    }

    impl Drop for Dist {
        fn drop(&mut self) {
            std::fs::remove_dir_all(&self.0).unwrap();
        }
    }

    #[test]
    fn the_shell_is_every_file_that_the_page_names_then_the_page() {
        let addresses: Vec<String> =
            Dist::new("list").shell().files.into_iter().map(|(address, _)| address).collect();
        assert_eq!(addresses, ["/app-1.js", "/app-1.wasm", "/boot-1.js", "/m.webmanifest", "/index.html"]);
    }

    #[test]
    fn an_address_with_a_star_is_a_file_of_each_text() {
        let dist = Dist::new("languages");
        dist.write("index.html", r#"<script src="/boot-1.js" data-texts="/texts-*-1.txt"></script>"#);
        for text in TEXTS {
            dist.write(&format!("texts-{text}-1.txt"), text);
        }
        let addresses: Vec<String> = dist.shell().files.into_iter().map(|(address, _)| address).collect();
        assert_eq!(
            addresses,
            [
                "/boot-1.js",
                "/texts-it-1.txt",
                "/texts-fr-1.txt",
                "/texts-en-1.txt",
                "/texts-guide-it-1.txt",
                "/texts-guide-fr-1.txt",
                "/texts-guide-en-1.txt",
                "/index.html"
            ]
        );
    }

    #[test]
    fn each_file_has_the_hash_of_its_content() {
        let dist = Dist::new("hash");
        dist.write("app-1.js", "");
        let shell = dist.shell();
        // The published SHA-256 of nothing.
        let nothing = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        assert_eq!(shell.files[0], ("/app-1.js".to_owned(), nothing.to_owned()));
    }

    #[test]
    fn another_content_or_another_worker_is_another_version() {
        let dist = Dist::new("version");
        let before = dist.shell();
        assert_eq!(dist.shell(), before);
        assert_ne!(Shell::of(&dist.0, b"another worker").unwrap().version, before.version);
        dist.write("m.webmanifest", "{}");
        assert_ne!(dist.shell().version, before.version);
        dist.write("m.webmanifest", "m.webmanifest");
        // It is not part of the shell, so it causes no download.
        dist.write("screenshot.png", "another picture");
        assert_eq!(dist.shell(), before);
    }

    #[test]
    fn a_page_that_names_a_missing_file_fails_the_build() {
        let dist = Dist::new("absent");
        std::fs::remove_file(dist.0.join("app-1.wasm")).unwrap();
        assert!(Shell::of(&dist.0, b"worker").unwrap_err().to_string().contains("/app-1.wasm"));
    }

    #[test]
    fn both_values_are_javascript() {
        let shell = Shell {
            files: vec![("/a.js".into(), "sha256-A=".into()), ("/index.html".into(), "sha256-B=".into())],
            version: "0123".into(),
        };
        let [files, version] = shell.definitions();
        assert_eq!(files, r#"--define:SHELL={"/a.js":"sha256-A=","/index.html":"sha256-B="}"#);
        assert_eq!(version, r#"--define:VERSION="0123""#);
        let worker = include_str!("../../../public/sw.js");
        assert!(worker.contains("in SHELL") && worker.contains("+ VERSION"));
    }
}
