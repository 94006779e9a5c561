//! Which of the eight masks a symbol takes: the one with the lowest penalty (ISO/IEC 18004, 7.8).
//!
//! Whole lines of modules are counted at a time, as the bits of one number each: the `qrcode` crate's own choice goes
//! from module to module, and takes longer than everything else about a code. The tests hold one against the other.

use qrcode::canvas::{Canvas, Module};

/// Modules of a side of version 4.
const SIDE: usize = 33;
/// Every mask repeats itself after so many lines.
const PERIOD: usize = 12;
const MASKS: usize = 8;

/// Bit `x` of line `y` is one module; a dark one is 1.
pub type Lines = [u64; SIDE];

/// A symbol both ways: by rows for what lies beside, by columns for what lies below each other.
#[derive(Clone, Copy)]
struct Grid {
    rows: Lines,
    columns: Lines,
}

/// The 15 bits of format information for level M and each mask (ISO/IEC 18004, table C.1).
const FORMATS: [u16; MASKS] = [0x5412, 0x5125, 0x5e7c, 0x5b4b, 0x45f9, 0x40ce, 0x4f97, 0x4aa0];

/// Does this mask invert the module at `x`, `y`? (ISO/IEC 18004, table 10.)
const fn inverts(mask: usize, x: usize, y: usize) -> bool {
    match mask {
        0 => (x + y).is_multiple_of(2),
        1 => y.is_multiple_of(2),
        2 => x.is_multiple_of(3),
        3 => (x + y).is_multiple_of(3),
        4 => (x / 3 + y / 2).is_multiple_of(2),
        5 => x * y % 2 + x * y % 3 == 0,
        6 => (x * y % 2 + x * y % 3).is_multiple_of(2),
        _ => ((x + y) % 2 + x * y % 3).is_multiple_of(2),
    }
}

/// The first lines of every mask, as rows or as columns.
#[expect(
    clippy::indexing_slicing,
    reason = "worked out by the compiler, for which a wrong index is an error"
)]
const fn patterns(columns: bool) -> [[u64; PERIOD]; MASKS] {
    let mut patterns = [[0; PERIOD]; MASKS];
    let mut mask = 0;
    while mask < MASKS {
        let mut line = 0;
        while line < PERIOD {
            let mut place = 0;
            while place < SIDE {
                let inverted = if columns { inverts(mask, line, place) } else { inverts(mask, place, line) };
                patterns[mask][line] |= (inverted as u64) << place;
                place += 1;
            }
            line += 1;
        }
        mask += 1;
    }
    patterns
}

static ROW_PATTERNS: [[u64; PERIOD]; MASKS] = patterns(false);
static COLUMN_PATTERNS: [[u64; PERIOD]; MASKS] = patterns(true);

/// The rows of the finished symbol: of version 4, level M, with all its data drawn and not masked yet.
pub fn best(canvas: &Canvas) -> Lines {
    let (symbol, data) = read(canvas);
    let patterns = ROW_PATTERNS.iter().zip(&COLUMN_PATTERNS);
    let masked = patterns.zip(FORMATS).map(|((rows, columns), format)| {
        let mut grid = Grid {
            rows: inverted(symbol.rows, &data.rows, rows),
            columns: inverted(symbol.columns, &data.columns, columns),
        };
        draw_format(&mut grid, format);
        grid
    });
    // Of equals the first.
    masked.min_by_key(penalty).map_or(symbol.rows, |grid| grid.rows)
}

/// The dark modules, and those that a mask may invert.
fn read(canvas: &Canvas) -> (Grid, Grid) {
    let nothing = Grid { rows: [0; SIDE], columns: [0; SIDE] };
    let (mut dark, mut data) = (nothing, nothing);
    for (y, (dark_row, data_row)) in (0_i16..).zip(dark.rows.iter_mut().zip(&mut data.rows)) {
        let columns = dark.columns.iter_mut().zip(&mut data.columns);
        for (x, (dark_column, data_column)) in (0_i16..).zip(columns) {
            let module = canvas.get(x, y);
            let is_dark = u64::from(module.is_dark());
            // Seven modules are left over beyond the data: they are masked all the same.
            let is_data = u64::from(!matches!(module, Module::Masked(_)));
            *dark_row |= is_dark << x;
            *data_row |= is_data << x;
            *dark_column |= is_dark << y;
            *data_column |= is_data << y;
        }
    }
    (dark, data)
}

fn inverted(mut lines: Lines, data: &Lines, pattern: &[u64; PERIOD]) -> Lines {
    for ((line, data), pattern) in lines.iter_mut().zip(data).zip(pattern.iter().cycle()) {
        *line ^= pattern & data;
    }
    lines
}

/// Row 8 and column 8 say which mask it is, twice (ISO/IEC 18004, 7.9). Until now they are light there.
fn draw_format(grid: &mut Grid, format: u16) {
    let format = u64::from(format);
    // Its highest bit stands leftmost in the row and lowest in the column.
    let reversed = format.reverse_bits() >> 49;
    let row = (reversed & 0x3f) | ((reversed & 0xc0) << 1) | ((reversed >> 7) << 25);
    let column = (format & 0x3f) | ((format & 0xc0) << 1) | ((format >> 8) << 26);
    for (lines, along, across) in [(&mut grid.rows, row, column), (&mut grid.columns, column, row)] {
        for (place, line) in (0..).zip(lines) {
            *line |= (across >> place & 1) << 8;
            if place == 8 {
                *line |= along;
            }
        }
    }
}

/// The lower, the better it is read (ISO/IEC 18004, 7.8.3).
fn penalty(grid: &Grid) -> u32 {
    let lines = || grid.rows.iter().chain(&grid.columns);
    let runs: u32 = lines().map(|&line| runs(line) + 40 * finders(line)).sum();
    let blocks: u32 =
        grid.rows.iter().zip(grid.rows.iter().skip(1)).map(|(&upper, &lower)| blocks(upper, lower)).sum();
    let dark: u32 = grid.rows.iter().map(|row| row.count_ones()).sum();
    runs + 3 * blocks + (dark * 200 / 1089).abs_diff(100)
}

/// Bit `x` where the modules at `x` and `x + 1` are alike.
const fn alike(line: u64) -> u64 {
    !(line ^ (line >> 1)) & ((1 << (SIDE - 1)) - 1)
}

/// Five alike in a row cost 3, each further one 1.
const fn runs(line: u64) -> u32 {
    let alike = alike(line);
    let fifth = alike & (alike >> 1) & (alike >> 2) & (alike >> 3);
    fifth.count_ones() + 2 * (fifth & !(fifth << 1)).count_ones()
}

/// What looks like a finder pattern: `#.###.#` with four light modules, or the edge, on one of its sides.
const fn finders(line: u64) -> u32 {
    let finder = line & !(line >> 1) & (line >> 2) & (line >> 3) & (line >> 4) & !(line >> 5) & (line >> 6);
    let dark_before = (line << 1) | (line << 2) | (line << 3) | (line << 4);
    let dark_after = (line >> 7) | (line >> 8) | (line >> 9) | (line >> 10);
    (finder & !(dark_before & dark_after)).count_ones()
}

/// Squares of four alike, overlapping ones too.
const fn blocks(upper: u64, lower: u64) -> u32 {
    (alike(upper) & alike(lower) & !(upper ^ lower)).count_ones()
}
