//! The files of the app that an HTML page contains or refers to: style sheet, script, and the files that the app starts from.
//!
//! The fonts are not preloaded: the text is painted in a similar font until they arrive, 0.3 s earlier (docs/measure.md).
//!
//! Their names contain the hash of their content, so they are read from `index.html`.

use crate::{assets::Assets, inline::Inline};

/// Empty if the gateway was built without the app; the pages work without it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AppFiles {
    pub style: Option<Inline>,
    /// `public/sign-in.js`.
    pub script: Option<Inline>,
    /// The app's files that do not depend on the language.
    app: Vec<String>,
    /// The pattern of the texts' addresses, with `*` for the language.
    texts: Option<String>,
}

impl AppFiles {
    pub fn of(assets: &Assets) -> Self {
        let page = assets.text("index.html").unwrap_or_default();
        let named = |extension: &str| {
            let of_this_kind = |word: &&str| word.starts_with('/') && word.ends_with(extension);
            let mut found: Vec<String> = Vec::new();
            for name in page.split('"').filter(of_this_kind) {
                // The page preloads some files that it also names elsewhere.
                if !found.iter().any(|before| before == name) {
                    found.push(name.to_owned());
                }
            }
            found
        };
        let inline = |name: &str| Inline::new(assets.text(name)?.trim_end().to_owned());
        let [scripts, wasm] = [named(".js"), named(".wasm")];
        Self {
            style: named(".css").first().and_then(|name| inline(name.trim_start_matches('/'))),
            script: assets.hashed("sign-in", "js").and_then(inline),
            app: scripts.into_iter().chain(wasm).collect(),
            texts: named(".txt").into_iter().find(|name| name.contains('*')),
        }
    }

    /// The files that the app starts from in this language.
    pub fn of_the_app(&self, language: contract::Language) -> Vec<String> {
        let texts = self.texts.as_ref().map(|name| name.replace('*', language.tag()));
        self.app.iter().cloned().chain(texts).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::Language;

    #[test]
    fn names_are_read_from_the_page_and_the_script_is_found_by_its_hash() {
        let folder = tempfile::tempdir().unwrap();
        let page = r#"<link rel="stylesheet" href="/main-0123456789abcdef.css"><link href="/fonts/a-1.woff2">
            <link rel="preload" href="/ricarica_bg-3.wasm"><script src="/boot-1.js" data-js="/ricarica-2.js" data-wasm="/ricarica_bg-3.wasm" data-texts="/texts-*-4.txt">"#;
        let files = [
            ("index.html", page),
            ("main-0123456789abcdef.css", "a{}\n"),
            ("sign-in-0123456789abcdef.js", "f()"),
            ("sw.js", ""),
        ];
        for (name, content) in files {
            std::fs::write(folder.path().join(name), content).unwrap();
        }
        let files = AppFiles::of(&Assets::folder(folder.path()).unwrap());
        assert_eq!(files.style.as_ref().map(Inline::text), Some("a{}"));
        assert_eq!(files.script.as_ref().map(Inline::text), Some("f()"));
        assert_eq!(
            files.of_the_app(Language::Fr),
            ["/boot-1.js", "/ricarica-2.js", "/ricarica_bg-3.wasm", "/texts-fr-4.txt"]
        );
    }

    #[test]
    fn without_the_app_there_are_no_files() {
        assert_eq!(AppFiles::of(&Assets::default()), AppFiles::default());
    }
}
