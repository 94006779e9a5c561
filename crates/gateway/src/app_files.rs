//! The files of the app that an HTML page refers to: style sheet, fonts, its own script, and the files that the app starts from.
//!
//! Their names contain the hash of their content, so they are read from `index.html`.

use crate::assets::Assets;

/// Addresses of the built files. Empty if the gateway was built without the app; the pages work without them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AppFiles {
    pub style: Option<String>,
    pub fonts: Vec<String>,
    /// `public/sign-in.js`.
    pub script: Option<String>,
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
            page.split('"').filter(of_this_kind).map(str::to_owned).collect::<Vec<_>>()
        };
        let [scripts, wasm] = [named(".js"), named(".wasm")];
        Self {
            style: named(".css").into_iter().next(),
            fonts: named(".woff2"),
            script: assets.hashed("sign-in", "js").map(|name| format!("/{name}")),
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
            <script src="/boot-1.js" data-js="/ricarica-2.js" data-wasm="/ricarica_bg-3.wasm" data-texts="/texts-*-4.txt">"#;
        for (name, content) in [("index.html", page), ("sign-in-0123456789abcdef.js", ""), ("sw.js", "")] {
            std::fs::write(folder.path().join(name), content).unwrap();
        }
        let files = AppFiles::of(&Assets::folder(folder.path()).unwrap());
        assert_eq!(files.style.as_deref(), Some("/main-0123456789abcdef.css"));
        assert_eq!(files.fonts, ["/fonts/a-1.woff2"]);
        assert_eq!(files.script.as_deref(), Some("/sign-in-0123456789abcdef.js"));
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
