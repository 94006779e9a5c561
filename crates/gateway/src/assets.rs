//! The built app's files, with their compressed forms, and how long browsers may cache each.
//!
//! A file whose name carries the hash of its content never changes; `index.html`, the service worker and
//! the rest are revalidated each time.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use std::{borrow::Cow, collections::HashMap, fs, io, path::Path};

use crate::secrets;

/// Name and content of every file that was in `dist/` when the gateway was built.
static EMBEDDED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

type Bytes = Cow<'static, [u8]>;

#[derive(Debug, Default)]
struct Asset {
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
    etag: String,
}

/// All files, by path without the leading slash.
#[derive(Debug, Default)]
pub struct Assets(HashMap<String, Asset>);

impl Assets {
    /// The files inside the binary.
    pub fn embedded() -> Self {
        Self::from_files(EMBEDDED.iter().map(|(name, bytes)| ((*name).to_owned(), Cow::Borrowed(*bytes))))
    }

    /// A folder, read once: for tests and for developing the app.
    pub fn folder(root: &Path) -> io::Result<Self> {
        let mut files = Vec::new();
        read_folder(root, root, &mut files)?;
        Ok(Self::from_files(files.into_iter()))
    }

    /// Of another build.
    pub fn of_files(files: impl Iterator<Item = (String, Vec<u8>)>) -> Self {
        Self::from_files(files.map(|(name, bytes)| (name, Cow::Owned(bytes))))
    }

    pub fn has(&self, name: &str) -> bool {
        // A compressed form alone cannot be sent to everybody.
        self.0.get(name).is_some_and(|asset| !asset.plain.is_empty())
    }

    /// What a page of this build may ask for later, with the compressed forms: the files with a hash in their name.
    pub fn files_of_the_build(&self) -> impl Iterator<Item = (String, &[u8])> {
        let of_the_build = self.0.iter().filter(|(name, _)| is_name_of_a_build(name));
        of_the_build.flat_map(|(name, asset)| asset.forms(name))
    }

    fn from_files(files: impl Iterator<Item = (String, Bytes)>) -> Self {
        let mut assets: HashMap<String, Asset> = HashMap::new();
        for (name, bytes) in files {
            if let Some(plain) = name.strip_suffix(".br") {
                assets.entry(plain.to_owned()).or_default().brotli = Some(bytes);
            } else if let Some(plain) = name.strip_suffix(".gz") {
                assets.entry(plain.to_owned()).or_default().gzip = Some(bytes);
            } else {
                let asset = assets.entry(name).or_default();
                asset.etag = hex::encode(secrets::sha256(&bytes).get(..8).unwrap_or_default());
                asset.plain = bytes;
            }
        }
        Self(assets)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A text among the files.
    pub fn text(&self, name: &str) -> Option<&str> {
        std::str::from_utf8(&self.0.get(name)?.plain).ok()
    }

    /// The file `stem-0123456789abcdef.extension`, or the one without a hash that a build for developing leaves.
    pub fn hashed(&self, stem: &str, extension: &str) -> Option<&str> {
        let is_it = |name: &&str| {
            let rest = name.strip_suffix(extension).and_then(|name| name.strip_suffix('.'));
            rest.is_some_and(|name| {
                name == stem || (name.starts_with(stem) && is_hashed(name) && name.len() == stem.len() + 17)
            })
        };
        self.0.keys().map(String::as_str).find(is_it)
    }

    /// The file of this name.
    pub fn file(&self, name: &str, headers: &HeaderMap) -> Option<Response> {
        self.0.get(name).map(|asset| asset.answer(name, headers))
    }

    /// The file at this path, or the app for any path that is not a file's.
    pub fn answer(&self, path: &str, headers: &HeaderMap) -> Response {
        let name = path.trim_start_matches('/');
        if let Some(file) = self.file(name, headers) {
            return file;
        }
        if !is_of_the_app(name) {
            // A missing script is a 404, never the app: a stale page must notice that its files are gone.
            return text(StatusCode::NOT_FOUND, "There is no such file.");
        }
        match self.0.get("index.html") {
            Some(asset) => asset.answer("index.html", headers),
            None => text(
                StatusCode::SERVICE_UNAVAILABLE,
                "This gateway was built without the app: run `cargo xtask build`, then build it again.",
            ),
        }
    }
}

impl Asset {
    /// Each form of the file with its name.
    fn forms<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (String, &'a [u8])> {
        let forms = [("", Some(&self.plain)), (".br", self.brotli.as_ref()), (".gz", self.gzip.as_ref())];
        forms
            .into_iter()
            .filter_map(move |(ending, bytes)| Some((format!("{name}{ending}"), bytes?.as_ref())))
    }

    fn answer(&self, name: &str, headers: &HeaderMap) -> Response {
        let (encoding, bytes) = self.best(headers);
        // Each form of a file has a tag of its own.
        let etag = format!("\"{}{}\"", self.etag, encoding.unwrap_or_default());
        let immutable = is_hashed(name);
        let cache = if immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
        let mut response = Response::new(Body::empty());
        let fresh = headers.get(header::IF_NONE_MATCH).is_some_and(|tag| tag.as_bytes() == etag.as_bytes());
        if fresh {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        } else {
            *response.body_mut() = match bytes {
                Cow::Borrowed(bytes) => Body::from(*bytes),
                Cow::Owned(bytes) => Body::from(bytes.clone()),
            };
        }
        let out = response.headers_mut();
        out.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(name)));
        out.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
        out.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        if let Ok(etag) = HeaderValue::try_from(etag) {
            out.insert(header::ETAG, etag);
        }
        if let Some(encoding) = encoding {
            out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    }

    fn best(&self, headers: &HeaderMap) -> (Option<&'static str>, &Bytes) {
        let accepted =
            headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
        match (&self.brotli, &self.gzip) {
            (Some(bytes), _) if accepts(accepted, "br") => (Some("br"), bytes),
            (_, Some(bytes)) if accepts(accepted, "gzip") => (Some("gzip"), bytes),
            _ => (None, &self.plain),
        }
    }
}

/// Is `coding` in an Accept-Encoding list, and not with weight zero?
fn accepts(list: &str, coding: &str) -> bool {
    list.split(',').any(|item| {
        let mut parts = item.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(coding));
        named && !parts.any(|weight| matches!(weight, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

/// `name-0123456789abcdef.ext`: the hash of the content is in the name.
fn is_hashed(name: &str) -> bool {
    let stem = name.rsplit('/').next().unwrap_or(name).split('.').next().unwrap_or_default();
    stem.rsplit_once('-')
        .is_some_and(|(_, hash)| hash.len() == 16 && hash.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Whether a build may have a file of this name that others do not have.
pub fn is_name_of_a_build(name: &str) -> bool {
    let is_plain = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_' | b'.' | b'/');
    is_hashed(name)
        && name.len() <= 200
        && name.bytes().all(is_plain)
        && ![".br", ".gz"].iter().any(|ending| name.ends_with(ending))
}

/// Whether the app may have a screen at this path. None of its addresses has a dot, and programs that look for weak spots
/// must not be answered with a page.
fn is_of_the_app(name: &str) -> bool {
    const OF_OTHER_SOFTWARE: [&str; 8] =
        ["wp-admin", "wp-content", "wp-includes", "cgi-bin", "phpmyadmin", "actuator", "solr", "vendor"];
    const HIDDEN: [&str; 4] = ["%2e", "%2f", "%5c", "%00"];
    let lower = name.to_ascii_lowercase();
    !name.contains('.')
        && !HIDDEN.iter().any(|hidden| lower.contains(hidden))
        && !name.split('/').next().is_some_and(|first| OF_OTHER_SOFTWARE.contains(&first))
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn text(status: StatusCode, text: &'static str) -> Response {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn read_folder(root: &Path, folder: &Path, files: &mut Vec<(String, Bytes)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read_folder(root, &path, files)?;
        } else if let Some(name) = path.strip_prefix(root).ok().and_then(Path::to_str) {
            files.push((name.to_owned(), Cow::Owned(fs::read(&path)?)));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assets() -> Assets {
        let file = |name: &str, bytes: &'static [u8]| (name.to_owned(), Cow::Borrowed(bytes));
        Assets::from_files(
            [
                file("index.html", b"<html>"),
                file("app-0123456789abcdef.js", b"plain"),
                file("app-0123456789abcdef.js.br", b"brotli"),
                file("app-0123456789abcdef.js.gz", b"gzip"),
                file("sw.js", b"worker"),
            ]
            .into_iter(),
        )
    }

    fn get(path: &str, encoding: &str) -> Response {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, encoding.parse().unwrap());
        assets().answer(path, &headers)
    }

    fn header_of(response: &Response, name: header::HeaderName) -> &str {
        response.headers().get(name).map_or("", |value| value.to_str().unwrap())
    }

    #[test]
    fn hashed_files_are_cached_and_others_are_revalidated() {
        let cache = |path: &str| header_of(&get(path, ""), header::CACHE_CONTROL).to_owned();
        assert!(cache("/app-0123456789abcdef.js").contains("immutable"));
        assert_eq!(cache("/index.html"), "no-cache");
        assert_eq!(cache("/sw.js"), "no-cache");
        assert_eq!(cache("/"), "no-cache");
    }

    #[test]
    fn smallest_form_that_the_browser_accepts_is_sent() {
        let coding = |accepted: &str| {
            header_of(&get("/app-0123456789abcdef.js", accepted), header::CONTENT_ENCODING).to_owned()
        };
        assert_eq!(coding("gzip, deflate, br, zstd"), "br");
        assert_eq!(coding("gzip"), "gzip");
        assert_eq!(coding("br;q=0, gzip"), "gzip");
        assert_eq!(coding(""), "");
    }

    #[test]
    fn a_missing_file_is_404_and_any_other_path_is_the_app() {
        assert_eq!(get("/app-ffffffffffffffff.js", "").status(), StatusCode::NOT_FOUND);
        for path in [
            "/gone.css",
            "/.env",
            "/.git/config",
            "/wp-login.php",
            "/backup.sql",
            "/wp-admin/setup",
            "/cgi-bin/luci",
            "/a/%2E%2e%2fetc/passwd",
        ] {
            assert_eq!(get(path, "").status(), StatusCode::NOT_FOUND, "{path}");
        }
        let app = get("/avviso/01JD3Z8K0V7Q2M5N9R4T6W8Y0A", "");
        assert_eq!(app.status(), StatusCode::OK);
        assert_eq!(header_of(&app, header::CONTENT_TYPE), "text/html; charset=utf-8");
        assert_eq!(get("/caff%C3%A8", "").status(), StatusCode::OK);
    }

    #[test]
    fn unchanged_file_is_not_sent_again() {
        let tag = header_of(&get("/index.html", ""), header::ETAG).to_owned();
        let mut headers = HeaderMap::new();
        headers.insert(header::IF_NONE_MATCH, tag.parse().unwrap());
        assert_eq!(assets().answer("/index.html", &headers).status(), StatusCode::NOT_MODIFIED);
    }
}
