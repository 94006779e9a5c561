//! What is done to the app after Trunk: take out of the style sheet what no markup asks for, minify, name each file
//! by its content, compress.
//!
//! Trunk names the wasm before wasm-opt changes it and leaves the wasm-bindgen glue as it is; a file that
//! browsers keep for a year has to carry the hash of what it really holds. See `docs/decisions/0001`.

use crate::failure::{At, Failure};
use crate::house::House;
use crate::run::run;
use crate::worker::{self, Shell};
use crate::{compress, fingerprint, short_names, unused_exports};
use std::path::{Path, PathBuf};

/// The oldest browsers that run the wasm which rustc makes by default (reference types): nothing newer may
/// slip into the minified files.
const BROWSERS: &str = "--target=chrome96,firefox90,safari15";
/// The script that tells older ones so has to be understood by them: a browser that cannot read it would wait for the app
/// for ever. Those of 2018 can; `import()` is its one newer word.
const BOOT_BROWSERS: &str = "--target=es2017";
/// The script that Trunk's index.html starts: it loads the glue.
const BOOT: &str = "boot.js";
/// The script of the gateway's pages, which find it by its name: `index.html` does not refer to it.
const SIGN_IN: &str = "sign-in.js";
/// The folder of the typeface's files: the page preloads them, the style sheet names them.
const FONTS: &str = "fonts";
/// Hexadecimal digits of SHA-256 in a name: 64 bits, beyond chance.
const DIGITS: usize = 16;

/// Finishes the app in `dist`, where Trunk has put it.
pub fn finish(house: &House, dist: &Path) -> Result<(), Failure> {
    let programs = programs(dist)?;
    minify_scripts(house, dist, &programs)?;
    for style in with_extension(dist, "css")? {
        run(house.command("node")?.arg("style/purge.mjs").arg(&style))?;
        esbuild(house, &style, &[])?;
    }
    let mut page = Page::read(dist)?;
    for Program { wasm, glue } in &programs {
        shorten_names(wasm, glue)?;
        // The glue holds the wasm's name, so the wasm comes first.
        let (old, new) = rename(wasm)?;
        page.refer(&old, &new)?;
        replace_in(glue, &old, &new)?;
        page.rename(glue)?;
    }
    page.rename(&dist.join(BOOT))?;
    rename(&dist.join(SIGN_IN))?;
    page.rename_texts()?;
    // The style sheet holds the fonts' names, so the fonts come first.
    let styles = with_extension(dist, "css")?;
    for font in with_extension(&dist.join(FONTS), "woff2")? {
        let (old, new) = rename(&font)?;
        page.refer(&in_fonts(&old), &in_fonts(&new))?;
        for style in &styles {
            replace_in(style, &in_fonts(&old), &in_fonts(&new))?;
        }
    }
    for style in styles {
        page.rename(&style)?;
    }
    page.write()?;
    fill_worker(house, dist)?;

    for file in fingerprint::files(dist)? {
        compress::beside(&file)?;
    }
    Ok(())
}

/// A program that the page may load: the entrance, or the app.
struct Program {
    wasm: PathBuf,
    /// What wasm-bindgen has written for it.
    glue: PathBuf,
}

/// As Trunk has put them there.
fn programs(dist: &Path) -> Result<Vec<Program>, Failure> {
    let files = with_extension(dist, "wasm")?;
    if files.is_empty() {
        return Err(Failure::new(format!("{} holds no .wasm", dist.display())));
    }
    let glue = |wasm: &Path| dist.join(format!("{}.js", stem(wasm).trim_end_matches("_bg")));
    Ok(files.into_iter().map(|wasm| Program { glue: glue(&wasm), wasm }).collect())
}

/// Minifies every script in place, with wasm-bindgen's snippets inside the glue.
fn minify_scripts(house: &House, dist: &Path, programs: &[Program]) -> Result<(), Failure> {
    for Program { wasm, glue } in programs {
        unused_exports::remove(house, wasm, glue)?;
        esbuild(house, glue, &["--bundle", "--format=esm"])?;
    }
    crate::tools::remove_folder(&dist.join("snippets"))?;
    esbuild(house, &dist.join(SIGN_IN), &[BOOT_BROWSERS])?;
    esbuild(house, &dist.join(BOOT), &[BOOT_BROWSERS])
}

/// Tells the service worker what the finished shell consists of: after everything else, its own compression apart.
fn fill_worker(house: &House, dist: &Path) -> Result<(), Failure> {
    let path = dist.join(worker::NAME);
    let script = std::fs::read(&path).at("cannot read", &path)?;
    let [files, version] = Shell::of(dist, &script)?.definitions();
    esbuild(house, &path, &["--bundle", "--format=iife", &files, &version])
}

/// What wasm and glue call each other by, in both.
fn shorten_names(wasm: &Path, glue: &Path) -> Result<(), Failure> {
    let (short, names) = short_names::shorten_imports(&std::fs::read(wasm).at("cannot read", wasm)?)?;
    let script = std::fs::read_to_string(glue).at("cannot read", glue)?;
    std::fs::write(glue, short_names::shorten_in(&script, &names)?).at("cannot write", glue)?;
    std::fs::write(wasm, short).at("cannot write", wasm)
}

/// The address of a font, without the slash that it begins with.
fn in_fonts(name: &str) -> String {
    format!("{FONTS}/{name}")
}

fn esbuild(house: &House, file: &Path, options: &[&str]) -> Result<(), Failure> {
    let mut outfile = std::ffi::OsString::from("--outfile=");
    outfile.push(file);
    let mut esbuild = house.command("esbuild")?;
    esbuild.arg(file).args(["--minify", "--legal-comments=none", "--log-level=warning", BROWSERS]);
    run(esbuild.args(options).args(["--allow-overwrite"]).arg(outfile))
}

/// `index.html` while the files it names are being renamed.
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

    /// Gives the file the name of its content, here and on disk.
    fn rename(&mut self, file: &Path) -> Result<(), Failure> {
        let (old, new) = rename(file)?;
        self.refer(&old, &new)
    }

    /// A file that the page does not name would never be loaded: better told now than seen on a phone.
    fn refer(&mut self, old: &str, new: &str) -> Result<(), Failure> {
        match referring(&self.text, old, new) {
            Some(text) => {
                self.text = text;
                Ok(())
            }
            None => Err(Failure::new(format!("index.html does not refer to \"/{old}\""))
                .remedy("see Trunk.toml for how scripts and styles are named in it")),
        }
    }

    /// Each language's texts get one hash of them all: boot.js makes their names from one.
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

/// The text with every `"/old"` made `"/new"`; nothing when there is none.
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

/// The files directly in the folder that end so.
fn with_extension(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, Failure> {
    let mut files = fingerprint::files(folder)?;
    files.retain(|file| {
        file.parent() == Some(folder) && file.extension().is_some_and(|found| found == extension)
    });
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_changes_only_where_the_whole_name_stands() {
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
    fn a_file_is_named_by_what_it_holds() {
        let folder = std::env::temp_dir().join(format!("ricarica-finish-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("a.css"), "").unwrap();
        let (old, new) = rename(&folder.join("a.css")).unwrap();
        assert_eq!((old.as_str(), new.as_str()), ("a.css", "a-e3b0c44298fc1c14.css"));
        assert!(folder.join(new).is_file());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
