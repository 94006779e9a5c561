//! The files of the app that an HTML page contains or refers to: style sheet, script, and the files that the app starts from.
//!
//! The fonts are not preloaded: the text is painted in a similar font until they arrive, 0.3 s earlier (docs/measure.md).
//!
//! Their names contain the hash of their content, so they are read from `index.html`.

use crate::{assets::Assets, inline::Inline};

/// The app's page around the content of its waiting screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shell {
    pub before: String,
    pub after: String,
}

impl Shell {
    /// The start of the waiting screen in `index.html`.
    const MAIN: &str = r#"<main class="container waiting-screen">"#;

    fn of(page: &str) -> Option<Self> {
        let (head, rest) = page.split_once(Self::MAIN)?;
        let (_, after) = rest.split_once("</main>")?;
        Some(Self { before: [head, Self::MAIN].concat(), after: ["</main>", after].concat() })
    }
}

/// Empty if the gateway was built without the app; the pages work without it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AppFiles {
    /// What the gateway's pages need of the app's style sheet.
    pub style: Option<Inline>,
    /// `public/sign-in.js`.
    pub script: Option<Inline>,
    /// The app's files that do not depend on the language.
    app: Vec<String>,
    /// The app's page, for a `<main>` of the gateway in place of its grey cards.
    pub shell: Option<Shell>,
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
        let [styles, scripts, wasm] = [named(".css"), named(".js"), named(".wasm")];
        // A build for developing has one style sheet for all.
        let own = assets.hashed("sign-in", "css");
        Self {
            shell: Shell::of(page),
            style: own.or_else(|| styles.first().map(|name| name.trim_start_matches('/'))).and_then(inline),
            script: assets.hashed("sign-in", "js").and_then(inline),
            app: styles.into_iter().chain(scripts).chain(wasm).collect(),
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
            [
                "/main-0123456789abcdef.css",
                "/boot-1.js",
                "/ricarica-2.js",
                "/ricarica_bg-3.wasm",
                "/texts-fr-4.txt"
            ]
        );
        std::fs::write(folder.path().join("sign-in-0123456789abcdef.css"), "b{}").unwrap();
        let files = AppFiles::of(&Assets::folder(folder.path()).unwrap());
        assert_eq!(files.style.as_ref().map(Inline::text), Some("b{}"));
    }

    #[test]
    fn waiting_screen_is_what_is_replaced() {
        let page = r#"<div id="app"><main class="container waiting-screen"><h1>Ricarica</h1></main></div><main>x</main>"#;
        let shell = Shell::of(page).unwrap();
        assert_eq!(shell.before, r#"<div id="app"><main class="container waiting-screen">"#);
        assert_eq!(shell.after, "</main></div><main>x</main>");
        assert_eq!(Shell::of("<main>x</main>"), None);
    }

    #[test]
    fn without_the_app_there_are_no_files() {
        assert_eq!(AppFiles::of(&Assets::default()), AppFiles::default());
    }
}
