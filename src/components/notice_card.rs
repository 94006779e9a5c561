//! The picture of a notice that is shared: payee, purpose, amount, due date, code and number, as a card.

use super::{qr_symbol, symbol::Symbol};
use crate::{
    browser::{canvas::Canvas, document, intl},
    messages::Texts,
};
use contract::Notice;
use pagopa::QrPayload;

const WIDTH: u32 = 1080;
const MARGIN: u32 = 72;
/// Pixels of a module of the code: with its 41 modules 738 pixels.
const MODULE: u32 = 18;

const WHITE: &str = "#fff";
const BLACK: &str = "#000";
const SOFT: &str = "#3d5267";
/// If the document has no colour of the municipality.
const BAND: &str = "#06c";

/// A line's size, weight, colour and the height that it takes.
#[derive(Clone, Copy)]
struct Style {
    size: u32,
    weight: &'static str,
    colour: &'static str,
    height: u32,
}

impl Style {
    const fn new(size: u32, weight: &'static str, colour: &'static str, height: u32) -> Self {
        Self { size, weight, colour, height }
    }

    fn font(self) -> String {
        [self.weight, " ", &self.size.to_string(), "px 'Titillium Web', sans-serif"].concat()
    }
}

const BAND_SMALL: Style = Style::new(36, "400", WHITE, 56);
const BAND_LARGE: Style = Style::new(54, "600", WHITE, 66);
const SUM: Style = Style::new(120, "600", BLACK, 140);
const LABEL: Style = Style::new(34, "400", SOFT, 48);
const TEXT: Style = Style::new(40, "600", BLACK, 54);
const NUMBER: Style = Style::new(60, "600", BLACK, 76);

/// A line at its place.
struct Line {
    text: String,
    style: Style,
    baseline: u32,
}

/// Lines from the top to the bottom.
struct Column {
    measure: Canvas,
    lines: Vec<Line>,
    y: u32,
}

impl Column {
    /// Adds a text, on as many lines as it needs.
    fn push(&mut self, text: &str, style: Style) {
        let font = style.font();
        let mut line = String::new();
        for word in text.split(' ') {
            let longer = if line.is_empty() { word.to_owned() } else { [&line, " ", word].concat() };
            if line.is_empty() || self.measure.width(&longer, &font) <= WIDTH - 2 * MARGIN {
                line = longer;
            } else {
                self.place(std::mem::replace(&mut line, word.to_owned()), style);
            }
        }
        self.place(line, style);
    }

    fn place(&mut self, text: String, style: Style) {
        self.y += style.height;
        self.lines.push(Line { text, style, baseline: self.y });
    }
}

/// The card as a PNG file. `None` if the browser does not draw it exactly: the code must stay readable.
pub fn notice_card(texts: Texts, notice: &Notice) -> Option<Vec<u8>> {
    let (words, language) = (&texts.notice, texts.language);
    let payload = QrPayload::new(notice.notice_number, notice.creditor_code, notice.amount.amount).ok()?;
    let symbol = qr_symbol(&payload).ok()?;
    let side = u32::from(symbol.side()) * MODULE;

    let mut column = Column { measure: Canvas::new(1, 1)?, lines: Vec::new(), y: 28 };
    column.push(words.title, BAND_SMALL);
    column.push(&notice.creditor_name, BAND_LARGE);
    let band = column.y + 44;
    column.y = band + 20;
    column.push(&intl::money(language, notice.amount), SUM);
    column.y += 8;
    column.push(&notice.subject, TEXT);
    column.push(&words.pay_by.of(&intl::day(language, &notice.due_date)), LABEL);
    column.y += 8;
    let code = [(WIDTH - side) / 2, column.y, side, side];
    column.y += side;
    column.push(words.notice_number, LABEL);
    column.push(&notice.notice_number.grouped(), NUMBER);
    column.y += 12;
    column.push(words.creditor_code, LABEL);
    column.push(&notice.creditor_code.to_string(), TEXT);
    let height = column.y + MARGIN;

    let canvas = Canvas::new(WIDTH, height)?;
    canvas.fill(WHITE, [0, 0, WIDTH, height]);
    canvas.fill(BAND, [0, 0, WIDTH, band]);
    canvas.fill(&document::property("--header"), [0, 0, WIDTH, band]);
    for Line { text, style, baseline } in &column.lines {
        canvas.write(text, &style.font(), style.colour, [WIDTH / 2, *baseline]);
    }
    draw(&canvas, &symbol, code);
    is_exact(&canvas, &symbol, code).then(|| canvas.png())?
}

fn draw(canvas: &Canvas, symbol: &Symbol, [left, top, ..]: [u32; 4]) {
    for run in symbol.runs() {
        let [x, y, length] = [run.x, run.y, run.length].map(|modules| u32::from(modules) * MODULE);
        canvas.fill(BLACK, [left + x, top + y, length, MODULE]);
    }
}

/// Whether the middle of each module reads back as it was drawn.
fn is_exact(canvas: &Canvas, symbol: &Symbol, place: [u32; 4]) -> bool {
    let Some(pixels) = canvas.pixels(place) else { return false };
    let side = usize::from(symbol.side());
    let module = MODULE as usize;
    let mut dark = vec![false; side * side];
    for run in symbol.runs() {
        let start = usize::from(run.y) * side + usize::from(run.x);
        if let Some(modules) = dark.get_mut(start..start + usize::from(run.length)) {
            modules.fill(true);
        }
    }
    (0..side * side).zip(dark).all(|(place, dark)| {
        let [x, y] = [place % side, place / side].map(|modules| modules * module + module / 2);
        let byte = pixels.get((y * side * module + x) * 4);
        byte.is_some_and(|&red| if dark { red < 32 } else { red > 223 })
    })
}
