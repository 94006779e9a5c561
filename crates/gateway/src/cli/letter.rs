//! `gateway letter`: letters for the office, one from its JSON or a whole list.

use clap::{ArgGroup, Args};
use indicatif::{ProgressBar, ProgressStyle};
use letter::{Fields, Logos, Notice, NoticeError, PrintError};
use office_csv::{BadLine, BadLines, Column, Form, Line, Table};
use pagopa::{CreditorCode, FiscalCode};
use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use super::office_file::{self, OfficeFileError};
use crate::{
    config::{Config, ConfigError},
    letters::{self, Letters},
};

/// `docs/accounts-file.md` describes them.
const COLUMNS: &[Column] = &[
    Column::text("number"),
    Column::amount("amount"),
    Column::text("due").optional(),
    Column::text("subject"),
    Column::text("debtor_code").optional(),
    Column::text("debtor_name"),
    Column::text("debtor_address").optional(),
];

/// Characters of a cell, more than any field of a letter has.
const LONGEST: usize = 1000;

#[derive(Args)]
#[command(group(ArgGroup::new("what").required(true).args(["notice", "csv"])))]
pub struct LetterCommand {
    /// One notice; crates/letter/samples shows the form.
    #[arg(long)]
    notice: Option<PathBuf>,
    /// A list: number,amount,due,subject,debtor_code,debtor_name,debtor_address; docs/accounts-file.md describes it. The
    /// creditor is the configuration's.
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
            let (printed, form) = print_all(&letters, list, &self.out)?;
            println!("{printed} letters in {}\nread as {form}", self.out.display());
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
    #[error(transparent)]
    List(#[from] OfficeFileError),
    #[error("nothing was printed:\n{0}")]
    Lines(#[from] BadLines),
    #[error("notice {number}: {source}")]
    Print { number: String, source: PrintError },
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
/// many, and how the list was written.
fn print_all(letters: &Letters, list: &Path, folder: &Path) -> Result<(usize, Form), PrintAllError> {
    let (notices, form) = read(letters, &office_file::read(list)?)?;
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
    Ok((notices.len(), form))
}

/// All lines, or everything that is wrong with any.
fn read(letters: &Letters, bytes: &[u8]) -> Result<(Vec<Notice>, Form), BadLines> {
    let table = Table::read(bytes, COLUMNS)?;
    let (mut notices, mut bad, mut numbers) = (Vec::new(), Vec::new(), HashMap::new());
    for line in table.lines() {
        let read = fields(line).and_then(|fields| letters.listed(&fields).map_err(|error| error.to_string()));
        match read {
            Ok(notice) => match numbers.insert(notice.number, line.number) {
                Some(first) => {
                    bad.push(BadLine::new(line.number, format!("number: is on line {first} already")))
                }
                None => notices.push(notice),
            },
            Err(rule) => bad.push(BadLine::new(line.number, rule)),
        }
    }
    if bad.is_empty() { Ok((notices, table.form)) } else { Err(BadLines(bad)) }
}

/// The line's fields as a letter has them: `25.00`, `2026-12-31`. How long each may be is the letter's rule.
fn fields(line: Line<'_>) -> Result<Fields, String> {
    let text = |column| line.cell(column).text(LONGEST).map_err(|broken| broken.to_string());
    let optional = |column| line.cell(column).filled().map(|_| text(column)).transpose();
    let due = line.cell("due").filled().map(|due| due.day().map_err(|broken| broken.to_string()));
    Ok(Fields {
        number: text("number")?,
        amount: line.cell("amount").amount().map_err(|broken| broken.to_string())?.to_string(),
        due: due.transpose()?.map(|day| day.to_string()),
        subject: text("subject")?,
        debtor_code: optional("debtor_code")?.map(debtor_code).transpose()?,
        debtor_name: text("debtor_name")?,
        debtor_address: optional("debtor_address")?,
    })
}

/// The office types these: a wrong check character is a typing mistake.
fn debtor_code(text: String) -> Result<String, String> {
    let is_right = match text.parse::<CreditorCode>() {
        Ok(code) => code.checksum_ok(),
        Err(_) => FiscalCode::parse_own(&text).is_ok(),
    };
    if is_right {
        Ok(text)
    } else {
        Err("debtor_code: is neither a person's fiscal code nor eleven digits, or its check character is wrong".into())
    }
}
