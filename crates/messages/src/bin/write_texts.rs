//! Writes each language's texts to a file of its own, for the app to fetch: `write_texts FOLDER`. Trunk calls it
//! (Trunk.toml) and names the folder by `TRUNK_STAGING_DIR`.

use contract::Language;
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).or_else(|| std::env::var_os("TRUNK_STAGING_DIR")) else {
        eprintln!("write_texts FOLDER");
        return ExitCode::FAILURE;
    };
    for language in Language::ALL {
        let path = PathBuf::from(&folder).join(["texts-", language.tag(), ".txt"].concat());
        if let Err(error) = std::fs::write(&path, messages::of(language).lines()) {
            eprintln!("cannot write {}: {error}", path.display());
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
