//! A symbol as its modules.

/// Light modules that a symbol needs on every side. ISO/IEC 18004 asks for 4 around a QR code; a Data Matrix needs 1
/// (ISO/IEC 16022) and is read more easily with more.
pub const QUIET: u16 = 4;

/// A square of dark and light modules, without the quiet zone around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    side: u16,
    /// Row by row from the upper left corner; dark is `true`.
    modules: Vec<bool>,
}

/// Dark modules side by side in one row: `x` and `y` of the leftmost one, counted in modules from the upper left
/// corner, and how many they are, at least 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    pub x: u16,
    pub y: u16,
    pub length: u16,
}

impl Matrix {
    pub(crate) const fn new(side: u16, modules: Vec<bool>) -> Self {
        Self { side, modules }
    }

    /// Modules of one side.
    pub const fn side(&self) -> u16 {
        self.side
    }

    /// Whether the module in column `x` of row `y` is dark. Outside the symbol all is light.
    pub fn is_dark(&self, x: u16, y: u16) -> bool {
        let [x, y, side] = [x, y, self.side].map(usize::from);
        x < side && self.modules.get(y * side + x).is_some_and(|&dark| dark)
    }

    /// All dark modules as runs, row by row from the top and from left to right: a drawing needs one rectangle each.
    pub fn runs(&self) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for y in 0..self.side {
            let mut follows_dark = false;
            for x in 0..self.side {
                let dark = self.is_dark(x, y);
                match runs.last_mut() {
                    Some(run) if dark && follows_dark => run.length += 1,
                    _ if dark => runs.push(Run { x, y, length: 1 }),
                    _ => {}
                }
                follows_dark = dark;
            }
        }
        runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix(rows: &[&str]) -> Matrix {
        let side = rows.len().try_into().unwrap();
        Matrix::new(side, rows.concat().chars().map(|module| module == '#').collect())
    }

    #[test]
    fn runs_end_with_their_row() {
        let run = |x, y, length| Run { x, y, length };
        let rows = ["#.##", "####", "....", ".#.#"];
        let runs = [run(0, 0, 1), run(2, 0, 2), run(0, 1, 4), run(1, 3, 1), run(3, 3, 1)];
        assert_eq!(matrix(&rows).runs(), runs);
    }

    #[test]
    fn outside_the_symbol_all_is_light() {
        let matrix = matrix(&["##", "##"]);
        assert!(matrix.is_dark(1, 1));
        assert!(!matrix.is_dark(2, 0));
        assert!(!matrix.is_dark(0, 2));
    }
}
