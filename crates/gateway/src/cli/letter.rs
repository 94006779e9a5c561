//! `gateway letter`: letters for the office, one from its JSON or a whole list.

use clap::{ArgGroup, Args};
use indicatif::{ProgressBar, ProgressStyle};
use letter::{Fields, Logos, Notice, NoticeError, PrintError};
use std::{
    collections::HashSet,
    fs, io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use crate::{
    config::{Config, ConfigError},
    letters::{self, Letters},
    service::import_accounts::BadLine,
};

#[derive(Args)]
#[command(group(ArgGroup::new("what").required(true).args(["notice", "csv"])))]
pub struct LetterCommand {
    /// One notice; crates/letter/samples shows the form.
    #[arg(long)]
    notice: Option<PathBuf>,
    /// A list: number,amount,due,subject,debtor_code,debtor_name,debtor_address. The creditor is the configuration's.
    #[arg(long)]
    csv: Option<PathBuf>,
    /// With --notice the file to write, with --csv the folder for `<number>.pdf`.
    #[arg(long)]
    out: PathBuf,
    /// With --notice: the creditor's logo, SVG or PNG.
    #[arg(long, conflicts_with = "csv")]
    logo: Option<PathBuf>,
    #[arg(long, env = "RICARICA_CONFIG", default_value = "gateway.toml")]
    config: PathBuf,
}

impl LetterCommand {
    pub fn run(&self) -> Result<(), PrintAllError> {
        if let Some(list) = &self.csv {
            let letters = Letters::new(&Config::read(&self.config)?)?;
            let printed = print_all(&letters, list, &self.out)?;
            println!("{printed} letters in {}", self.out.display());
        }
        if let Some(notice) = &self.notice {
            let creditor = self.logo.as_deref().map(letters::logo).transpose()?;
            print_one(notice, &Logos { creditor, pagopa: None }, &self.out)?;
        }
        Ok(())
    }
}

/// Why there are no letters.
#[derive(Debug, thiserror::Error)]
pub enum PrintAllError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error("{path}: {source}")]
    File { path: PathBuf, source: io::Error },
    #[error("{path}: {source}")]
    Notice { path: PathBuf, source: NoticeError },
    #[error("{}", lines(.0))]
    Lines(Vec<BadLine>),
    #[error("notice {number}: {source}")]
    Print { number: String, source: PrintError },
}

fn lines(bad: &[BadLine]) -> String {
    let mut text = String::from("nothing was printed:");
    for BadLine { line, rule } in bad {
        text.push_str(&format!("\n  line {line}: {rule}"));
    }
    text
}

fn file(path: &Path) -> impl FnOnce(io::Error) -> PrintAllError {
    let path = path.to_owned();
    |source| PrintAllError::File { path, source }
}

fn unprinted(notice: &Notice) -> impl FnOnce(PrintError) -> PrintAllError {
    let number = notice.number.to_string();
    |source| PrintAllError::Print { number, source }
}

/// One letter from one notice in JSON.
fn print_one(notice: &Path, logos: &Logos, out: &Path) -> Result<(), PrintAllError> {
    let text = fs::read_to_string(notice).map_err(file(notice))?;
    let read = Notice::from_json(&text);
    let read = read.map_err(|source| PrintAllError::Notice { path: notice.to_owned(), source })?;
    let pdf = letter::pdf(&read, logos).map_err(unprinted(&read))?;
    fs::write(out, pdf).map_err(file(out))
}

/// A letter for every line of the list, named by its notice number; none if a single line does not hold. Gives how
/// many.
fn print_all(letters: &Letters, list: &Path, folder: &Path) -> Result<usize, PrintAllError> {
    let notices = read(letters, &fs::read(list).map_err(file(list))?)?;
    fs::create_dir_all(folder).map_err(file(folder))?;
    let bar = ProgressBar::new(u64::try_from(notices.len()).unwrap_or(u64::MAX));
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} letters, {eta} left") {
        bar.set_style(style);
    }
    let next = AtomicUsize::new(0);
    let work = || -> Result<(), PrintAllError> {
        while let Some(notice) = notices.get(next.fetch_add(1, Ordering::Relaxed)) {
            let pdf = letters.print(notice).map_err(unprinted(notice))?;
            let path = folder.join(format!("{}.pdf", notice.number));
            fs::write(&path, pdf).map_err(file(&path))?;
            bar.inc(1);
        }
        Ok(())
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let running: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        running
            .into_iter()
            .try_for_each(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })?;
    // The line is free for the last message.
    bar.finish_and_clear();
    Ok(notices.len())
}

/// All lines, or everything that is wrong with any.
fn read(letters: &Letters, bytes: &[u8]) -> Result<Vec<Notice>, PrintAllError> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
    let (mut notices, mut bad, mut numbers) = (Vec::new(), Vec::new(), HashSet::new());
    for (index, fields) in reader.deserialize::<Fields>().enumerate() {
        // The header is line 1. No field of the list spans lines.
        let line = u64::try_from(index).unwrap_or(u64::MAX).saturating_add(2);
        let read = fields
            .map_err(|error| error.to_string())
            .and_then(|fields| letters.listed(&fields).map_err(|error| error.to_string()));
        match read {
            Ok(notice) if !numbers.insert(notice.number) => {
                bad.push(BadLine { line, rule: "number: another line has it too".into() });
            }
            Ok(notice) => notices.push(notice),
            Err(rule) => bad.push(BadLine { line, rule }),
        }
    }
    if bad.is_empty() { Ok(notices) } else { Err(PrintAllError::Lines(bad)) }
}
