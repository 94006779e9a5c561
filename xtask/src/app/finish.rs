//! The steps of Trunk's hook: the texts, the style page, a style sheet without unused rules, minified scripts,
//! names that contain the hash of the content, the service worker's list, compressed forms. See `docs/decisions/0001`.
//!
//! Trunk names the wasm before wasm-opt changes it and does not minify wasm-bindgen's glue. A file that browsers cache
//! for a year must have the hash of its final content in its name.

use super::shell::{self, Shell};
use super::style_page;
use crate::failure::{At, Failure};
use crate::files::{self, with_extension};
use crate::fingerprint;
use crate::run::run;
use crate::steps::step;
use crate::workspace::Workspace;
use std::path::{Path, PathBuf};

/// The oldest browsers that run the wasm which rustc makes by default (reference types): the minified files must not
/// contain newer syntax.
const BROWSERS: &str = "--target=chrome96,firefox90,safari15";
/// Browsers that are too old for the app must still run the script that shows this message, and the sign-in page. The
/// target is browsers of 2018.
const OLD_BROWSERS: &str = "--target=es2017";
/// The script that `index.html` starts: it loads the glue.
const BOOT: &str = "boot.js";
/// The script of the gateway's pages, which find it by its name: `index.html` does not refer to it.
const SIGN_IN: &str = "sign-in.js";
/// The part of the style sheet that the gateway's pages use. They contain it, and the app does not load it.
const PAGES_STYLE: &str = "sign-in.css";
/// The folder of the typeface's files, which the style sheet names.
const FONTS: &str = "fonts";
/// Replaces the service worker of an earlier, optimised build in the browser, and unregisters itself.
const NO_WORKER: &str = "\
addEventListener(\"install\", () => skipWaiting());
addEventListener(\"activate\", (event) => event.waitUntil(registration.unregister()));
";
/// Hexadecimal digits of SHA-256 in a name: 64 bits.
const DIGITS: usize = 16;

/// `cargo xtask finish`: finishes the app in Trunk's staging folder.
pub fn hook(workspace: &Workspace) -> Result<(), Failure> {
    let Some(staging) = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from) else {
        return Err(Failure::new("`finish` is a step of Trunk's build, and Trunk names the folder for it")
            .remedy("run `cargo xtask build`, or `trunk build --release`"));
    };
    step("app: texts", || write_texts(workspace))?;
    // An unoptimised build is for development: nothing is hashed, and no service worker stores it.
    if std::env::var_os("TRUNK_PROFILE").is_some_and(|profile| profile == "debug") {
        let worker = staging.join(shell::NAME);
        return std::fs::write(&worker, NO_WORKER).at("cannot write", &worker);
    }
    step("app: style page", || style_page::build(workspace, &staging))?;
    step("app: minify, name by content, compress", || finish(workspace, &staging))
}

/// Each language's texts are a separate file (docs/decisions/0018).
fn write_texts(workspace: &Workspace) -> Result<(), Failure> {
    let mut cargo = workspace.cargo()?;
    run(cargo.args(["run", "--quiet", "--locked", "--offline", "-p", "messages", "--bin", "write_texts"]))
}

fn finish(workspace: &Workspace, dist: &Path) -> Result<(), Failure> {
    let programs = programs(dist)?;
    minify_scripts(workspace, dist, &programs)?;
    let style = dist.join(PAGES_STYLE);
    for whole in with_extension(dist, "css")? {
        std::fs::copy(&whole, &style).at("cannot copy", &whole)?;
        run(workspace.command("node")?.arg("style/purge.mjs").arg(&whole))?;
        run(workspace.command("node")?.arg("style/purge.mjs").arg(&style).arg("pages"))?;
    }
    for style in with_extension(dist, "css")? {
        esbuild(workspace, &style, &[])?;
    }
    let mut page = Page::read(dist)?;
    for Program { wasm, glue } in &programs {
        // The glue contains the name of the wasm, so the wasm comes first.
        let (old, new) = rename(wasm)?;
        page.refer(&old, &new)?;
        replace_in(glue, &old, &new)?;
        page.rename(glue)?;
    }
    page.rename(&dist.join(BOOT))?;
    rename(&dist.join(SIGN_IN))?;
    page.rename_texts()?;
    // The style sheet contains the names of the fonts, so the fonts come first.
    let styles = with_extension(dist, "css")?;
    for font in with_extension(&dist.join(FONTS), "woff2")? {
        let (old, new) = rename(&font)?;
        for style in &styles {
            replace_in(style, &in_fonts(&old), &in_fonts(&new))?;
        }
    }
    for style in styles {
        if style.ends_with(PAGES_STYLE) {
            rename(&style)?;
        } else {
            page.rename(&style)?;
        }
    }
    page.write()?;
    fill_worker(workspace, dist)?;

    run(workspace.command("node")?.arg("xtask/src/app/compress.mjs").arg(dist))
}

/// A wasm, and the glue that wasm-bindgen has written for it.
struct Program {
    wasm: PathBuf,
    glue: PathBuf,
}

/// The programs that Trunk has written to the folder.
fn programs(dist: &Path) -> Result<Vec<Program>, Failure> {
    let files = with_extension(dist, "wasm")?;
    if files.is_empty() {
        return Err(Failure::new(format!("{} contains no .wasm", dist.display())));
    }
    let glue = |wasm: &Path| dist.join(format!("{}.js", stem(wasm).trim_end_matches("_bg")));
    Ok(files.into_iter().map(|wasm| Program { glue: glue(&wasm), wasm }).collect())
}

/// Minifies every script in place. wasm-bindgen's snippets are bundled into the glue.
fn minify_scripts(workspace: &Workspace, dist: &Path, programs: &[Program]) -> Result<(), Failure> {
    for Program { glue, .. } in programs {
        esbuild(workspace, glue, &["--bundle", "--format=esm"])?;
    }
    files::remove_folder(&dist.join("snippets"))?;
    for script in [BOOT, SIGN_IN].map(|name| dist.join(name)) {
        esbuild(workspace, &script, &[OLD_BROWSERS])?;
    }
    Ok(())
}

/// Writes the list of the finished shell into the service worker. Only compression comes later.
fn fill_worker(workspace: &Workspace, dist: &Path) -> Result<(), Failure> {
    let path = dist.join(shell::NAME);
    let script = std::fs::read(&path).at("cannot read", &path)?;
    let [files, version] = Shell::of(dist, &script)?.definitions();
    esbuild(workspace, &path, &["--bundle", "--format=iife", &files, &version])
}

/// The address of a font, without its leading slash.
fn in_fonts(name: &str) -> String {
    format!("{FONTS}/{name}")
}

fn esbuild(workspace: &Workspace, file: &Path, options: &[&str]) -> Result<(), Failure> {
    let mut outfile = std::ffi::OsString::from("--outfile=");
    outfile.push(file);
    let mut esbuild = workspace.command("esbuild")?;
    esbuild.arg(file).args(["--minify", "--legal-comments=none", "--log-level=warning", BROWSERS]);
    run(esbuild.args(options).args(["--allow-overwrite"]).arg(outfile))
}

/// `index.html`, while its files are renamed.
struct Page {
    path: PathBuf,
    text: String,
}

impl Page {
    fn read(dist: &Path) -> Result<Self, Failure> {
        let path = dist.join("index.html");
        let text = std::fs::read_to_string(&path).at("cannot read", &path)?;
        Ok(Self { path, text })
    }

    /// Puts the hash of its content into the file's name, here and on disk.
    fn rename(&mut self, file: &Path) -> Result<(), Failure> {
        let (old, new) = rename(file)?;
        self.refer(&old, &new)
    }

    /// A file that the page does not name would never be loaded, so a missing name fails the build.
    fn refer(&mut self, old: &str, new: &str) -> Result<(), Failure> {
        match referring(&self.text, old, new) {
            Some(text) => {
                self.text = text;
                Ok(())
            }
            None => Err(Failure::new(format!("index.html does not name \"/{old}\""))
                .remedy("see Trunk.toml for how scripts and styles are named in it")),
        }
    }

    /// All texts get the same hash, because boot.js makes their names from one pattern.
    fn rename_texts(&mut self) -> Result<(), Failure> {
        let mut files = with_extension(&self.folder(), "txt")?;
        files.retain(|file| stem(file).starts_with("texts-"));
        let mut all = Vec::new();
        for file in &files {
            all.extend(std::fs::read(file).at("cannot read", file)?);
        }
        let hash = hash(&all);
        for file in &files {
            let new = file.with_file_name(format!("{}-{hash}.txt", stem(file)));
            std::fs::rename(file, new).at("cannot rename", file)?;
        }
        self.refer("texts-*.txt", &format!("texts-*-{hash}.txt"))
    }

    fn folder(&self) -> PathBuf {
        self.path.parent().map(Path::to_path_buf).unwrap_or_default()
    }

    fn write(&self) -> Result<(), Failure> {
        std::fs::write(&self.path, &self.text).at("cannot write", &self.path)
    }
}

/// The text with every `"/old"` replaced by `"/new"`; `None` if there is none.
fn referring(text: &str, old: &str, new: &str) -> Option<String> {
    let quoted = format!("\"/{old}\"");
    text.contains(&quoted).then(|| text.replace(&quoted, &format!("\"/{new}\"")))
}

/// `app.js` → `app-0123456789abcdef.js`; both names.
fn rename(file: &Path) -> Result<(String, String), Failure> {
    let content = std::fs::read(file).at("cannot read", file)?;
    let name = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let new = format!("{}-{}.{}", stem(file), hash(&content), name(file.extension()));
    std::fs::rename(file, file.with_file_name(&new)).at("cannot rename", file)?;
    Ok((name(file.file_name()), new))
}

fn stem(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn hash(content: &[u8]) -> String {
    fingerprint::of(content).chars().take(DIGITS).collect()
}

fn replace_in(file: &Path, old: &str, new: &str) -> Result<(), Failure> {
    let text = std::fs::read_to_string(file).at("cannot read", file)?;
    std::fs::write(file, text.replace(old, new)).at("cannot write", file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_names_are_replaced() {
        let page = r#"<link href="/app.js"><script src="/boot.js" data-js="/app.js"></script> /app.js.map"#;
        assert_eq!(
            referring(page, "app.js", "app-1.js").as_deref(),
            Some(
                r#"<link href="/app-1.js"><script src="/boot.js" data-js="/app-1.js"></script> /app.js.map"#
            )
        );
        assert_eq!(referring(page, "other.js", "x"), None);
    }

    #[test]
    fn the_name_of_a_file_contains_the_hash_of_its_content() {
        let folder = std::env::temp_dir().join(format!("ricarica-finish-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("a.css"), "").unwrap();
        let (old, new) = rename(&folder.join("a.css")).unwrap();
        assert_eq!((old.as_str(), new.as_str()), ("a.css", "a-e3b0c44298fc1c14.css"));
        assert!(folder.join(new).is_file());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
