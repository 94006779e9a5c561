//! The programs that examine letters. `cargo xtask test` installs them.

use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// Runs a program. If it is missing, the failure names the package that has it.
fn run(program: &str, package: &str, command: &mut Command) -> Output {
    command.output().unwrap_or_else(|error| {
        panic!("{program} does not run ({error}): apt-get install -y {package}, or run `cargo xtask test`")
    })
}

fn succeeded(program: &str, output: Output) -> Vec<u8> {
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// A letter on disk, because the programs read files.
pub struct Printed {
    folder: tempfile::TempDir,
}

/// The codes that were read in one picture of a page.
#[derive(Debug)]
pub struct Seen {
    pub picture: &'static str,
    pub zbar: Vec<String>,
    pub dmtx: Option<String>,
    pub zxing_qr: Vec<String>,
    pub zxing_matrix: Vec<String>,
}

impl Printed {
    pub fn new(pdf: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("letter.pdf"), pdf).unwrap();
        Self { folder }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs one of poppler's programs on the letter.
    pub fn poppler(&self, program: &str, arguments: &[&str]) -> String {
        let mut command = Command::new(program);
        command.args(arguments).arg(self.path("letter.pdf"));
        if program == "pdftotext" {
            command.arg("-");
        }
        let output = run(program, "poppler-utils", &mut command);
        // `pdfinfo` prints headings in the encoding of the file, which can be other than UTF-8.
        String::from_utf8_lossy(&succeeded(program, output)).into_owned()
    }

    pub fn render(&self, resolution: u32, name: &str) -> PathBuf {
        let mut command = Command::new("pdftoppm");
        command.args(["-r", &resolution.to_string(), "-gray", "-png", "-singlefile"]);
        command.arg(self.path("letter.pdf")).arg(self.path(name));
        succeeded("pdftoppm", run("pdftoppm", "poppler-utils", &mut command));
        self.path(&format!("{name}.png"))
    }

    /// Runs all readers on three pictures: at 150 and 300 dpi, and a photocopy.
    pub fn read_codes(&self) -> Vec<Seen> {
        self.render(150, "150");
        self.render(300, "300");
        let found: Value =
            serde_json::from_str(&look(&["read", self.folder.path().to_str().unwrap()])).unwrap();
        ["150", "300", "photocopy"]
            .map(|picture| {
                let of = |kind: &str| {
                    let codes = found[picture].as_array().unwrap().iter().filter(|code| code["kind"] == kind);
                    codes.map(|code| code["text"].as_str().unwrap().to_owned()).collect()
                };
                Seen {
                    picture,
                    zbar: zbar(&self.path(&format!("{picture}.png"))),
                    dmtx: dmtx(&self.path(&format!("{picture}-matrix.png"))),
                    zxing_qr: of("QRCode"),
                    zxing_matrix: of("DataMatrix"),
                }
            })
            .into()
    }
}

fn zbar(picture: &Path) -> Vec<String> {
    let mut command = Command::new("zbarimg");
    command.args(["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"]).arg(picture);
    // `zbarimg` exits with an error if it finds no code.
    let output = run("zbarimg", "zbar-tools", &mut command);
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

/// `None` if there is no picture of a Data Matrix, or nothing was read in it.
fn dmtx(picture: &Path) -> Option<String> {
    if !picture.exists() {
        return None;
    }
    let mut command = Command::new("dmtxread");
    command.args(["--stop-after=1", "--milliseconds=20000"]).arg(picture);
    let output = run("dmtxread", "dmtx-utils", &mut command);
    Some(String::from_utf8(output.stdout).unwrap()).filter(|text| !text.is_empty())
}

/// Runs `look.py` with the Python that has zxing-cpp.
pub fn look(arguments: &[&str]) -> String {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/letters/look.py");
    let mut command = Command::new(python());
    command.arg(script).args(arguments);
    String::from_utf8(succeeded("look.py", run("python", "python3", &mut command))).unwrap()
}

/// `RICARICA_PYTHON`, which `cargo xtask test` sets, or the Python that `cargo xtask setup` left in the cache.
fn python() -> PathBuf {
    if let Some(python) = std::env::var_os("RICARICA_PYTHON") {
        return python.into();
    }
    let home = PathBuf::from(std::env::var_os("HOME").expect("a home"));
    let folders = fs::read_dir(home.join(".cache/ricarica")).into_iter().flatten().flatten();
    folders
        .map(|folder| folder.path())
        .filter(|folder| folder.file_name().unwrap().to_string_lossy().starts_with("python-"))
        .find(|folder| folder.join("complete").exists())
        .map(|folder| folder.join("bin/python"))
        .expect("no Python with zxing-cpp: run `cargo xtask setup`, or name one by RICARICA_PYTHON")
}
