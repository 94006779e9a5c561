//! The lines of a file, each with the cells that the command reads.

use crate::{
    cell::Cell,
    encoding::{decode, line_breaks},
    error::{BadLine, BadLines},
    form::{Decimals, Form},
    header::{self, Column, Header, Separator},
    quotes,
};

/// A file that was read. Lines without content are left out.
#[derive(Debug, Clone)]
pub struct Table {
    pub form: Form,
    /// The line of the header.
    pub header: u64,
    columns: Vec<Column>,
    /// Of the columns, those that the header names.
    present: Vec<&'static str>,
    rows: Vec<Row>,
}

#[derive(Debug, Clone)]
struct Row {
    line: u64,
    /// In the order of the columns. A column that the file does not have is empty.
    cells: Vec<String>,
    /// It has more cells than columns have names, with commas between them.
    is_wide: bool,
}

/// One line of a table.
#[derive(Debug, Clone, Copy)]
pub struct Line<'t> {
    /// As an editor counts: the first line of the file is line 1.
    pub number: u64,
    columns: &'t [Column],
    row: &'t Row,
}

impl Table {
    /// Reads a file's content. Refused are: an encoding or a separator that is not certain, a column that is missing or
    /// doubled, quotes that do not enclose a cell, a cell without a column, a last line that is cut off. What the cells
    /// hold is checked when they are read.
    pub fn read(bytes: &[u8], columns: &[Column]) -> Result<Self, BadLines> {
        let (text, encoding) = decode(bytes)?;
        let header = header::read(&text, columns)?;
        quotes::check(&text, header.start, header.separator)?;
        let mut decimals = Decimals::default();
        let (mut rows, mut bad) = (Vec::new(), Vec::new());
        for record in Records::new(&text, &header) {
            let (line, cells, is_cut) = record?;
            match header.row(line, &cells, is_cut) {
                Ok(row) => rows.push(row),
                Err(rule) => bad.push(BadLine::new(line, rule)),
            }
        }
        if !bad.is_empty() {
            return Err(BadLines(bad));
        }
        for row in &rows {
            let amounts = columns.iter().zip(&row.cells).filter(|(column, _)| column.is_amount);
            amounts.for_each(|(_, cell)| decimals.note(cell));
        }
        let present = columns.iter().zip(&header.places).filter(|(_, place)| place.is_some());
        Ok(Self {
            present: present.map(|(column, _)| column.name).collect(),
            form: Form { encoding, separator: header.separator, decimals, unread: header.unread },
            header: header.line,
            columns: columns.to_vec(),
            rows,
        })
    }

    pub fn lines(&self) -> impl ExactSizeIterator<Item = Line<'_>> {
        self.rows.iter().map(|row| Line { number: row.line, columns: &self.columns, row })
    }

    /// Whether the header names this column.
    pub fn has(&self, column: &str) -> bool {
        self.present.contains(&column)
    }
}

impl<'t> Line<'t> {
    /// The cell of a column; empty if the file has no such column.
    pub fn cell(&self, column: &'static str) -> Cell<'t> {
        let text = self.columns.iter().zip(&self.row.cells).find(|(one, _)| one.name == column);
        Cell::new(column, text.map_or("", |(_, text)| text), self.row.is_wide)
    }
}

/// A record's line, its cells without blanks around them, and whether the file ends in it without a line break.
type Record = (u64, Vec<String>, bool);

/// The records after the header that have content.
struct Records<'t> {
    /// From the header on.
    text: &'t str,
    reader: csv::Reader<&'t [u8]>,
    record: csv::StringRecord,
    /// The byte up to which lines were counted, and the line there.
    counted: usize,
    line: u64,
}

impl<'t> Records<'t> {
    fn new(text: &'t str, header: &Header) -> Self {
        let text = text.get(header.start..).unwrap_or_default();
        let reader = csv::ReaderBuilder::new()
            .delimiter(header.separator.byte())
            .flexible(true)
            .from_reader(text.as_bytes());
        Self { text, reader, record: csv::StringRecord::new(), counted: 0, line: header.line }
    }

    /// The line of a record whose blank lines before it begin at this byte.
    fn line_of(&mut self, byte: usize) -> u64 {
        let bytes = self.text.as_bytes();
        let blank = bytes.iter().skip(byte).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let start = byte + blank;
        // It begins after a line break, so no CRLF is counted in two halves.
        self.line += line_breaks(bytes.get(self.counted..start).unwrap_or_default());
        self.counted = start;
        self.line
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Record, BadLine>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let byte = usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX);
            match self.reader.read_record(&mut self.record) {
                Ok(false) => return None,
                Ok(true) => {}
                // It reads bytes in memory that are UTF-8 already, and lines may have any number of cells.
                Err(_) => return Some(Err(BadLine::new(self.line, "it is not CSV"))),
            }
            let byte = self.record.position().map_or(byte, |at| usize::try_from(at.byte()).unwrap_or(byte));
            let line = self.line_of(byte);
            let cells: Vec<String> = self.record.iter().map(|cell| cell.trim().to_owned()).collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                let end = usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX);
                let is_cut = end >= self.text.len() && !self.text.ends_with(['\r', '\n']);
                return Some(Ok((line, cells, is_cut)));
            }
        }
    }
}

impl Header {
    /// The cells that the command reads, in the order of its columns; or why the line has cells too many or too few.
    fn row(&self, line: u64, cells: &[String], is_cut: bool) -> Result<Row, String> {
        let named = |place: usize| self.named.get(place).copied().unwrap_or(false);
        let stray = cells.iter().enumerate().find(|(place, cell)| !cell.is_empty() && !named(*place));
        if let Some((place, _)) = stray {
            let hint = match self.separator {
                Separator::Comma => {
                    ": a cell with a comma in it has to be in quotes, or save the file with semicolons"
                }
                Separator::Semicolon => ": a cell with a semicolon in it has to be in quotes",
                Separator::Tab => "",
            };
            return Err(format!("cell {} is under no column{hint}", place + 1));
        }
        let columns = self.named.iter().rposition(|named| *named).map_or(0, |last| last + 1);
        if is_cut && cells.len() < columns {
            return Err(format!(
                "the file ends in this line, which has {} cells of {columns}: export it anew, it may be cut off",
                cells.len()
            ));
        }
        let cell =
            |place: &Option<usize>| place.and_then(|place| cells.get(place)).cloned().unwrap_or_default();
        let is_wide = self.separator == Separator::Comma && cells.len() > columns;
        Ok(Row { line, cells: self.places.iter().map(cell).collect(), is_wide })
    }
}
