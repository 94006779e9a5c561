//! Writes each language's texts into files of its own, which the app fetches: `write_texts FOLDER`. `cargo xtask finish`
//! calls it, and Trunk names the folder by `TRUNK_STAGING_DIR`.

use contract::Language;
use messages::guide;
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).or_else(|| std::env::var_os("TRUNK_STAGING_DIR")) else {
        eprintln!("write_texts FOLDER");
        return ExitCode::FAILURE;
    };
    for language in Language::ALL {
        let files =
            [("texts-", messages::of(language).lines()), ("texts-guide-", guide::of(language).lines())];
        for (name, lines) in files {
            let path = PathBuf::from(&folder).join([name, language.tag(), ".txt"].concat());
            if let Err(error) = std::fs::write(&path, lines) {
                eprintln!("cannot write {}: {error}", path.display());
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}
