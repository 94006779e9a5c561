//! Parse and print of each payment code, by criterion.

use super::effort::Effort;
use crate::failure::Failure;
use crate::run::capture;
use crate::steps::say;
use crate::workspace::Workspace;

pub fn measure(workspace: &Workspace, effort: Effort) -> Result<(), Failure> {
    let mut cargo = workspace.cargo()?;
    cargo.args(["bench", "--quiet", "--locked", "-p", "pagopa", "--", "--noplot"]);
    if effort == Effort::Quick {
        cargo.arg("--quick");
    }
    let found = times(&capture(&mut cargo)?);
    if found.is_empty() {
        return Err(Failure::new("criterion printed no times"));
    }
    say("  code                   parse        print        other");
    let mut codes: Vec<&str> = found.iter().map(|(code, ..)| code.as_str()).collect();
    codes.dedup();
    for code in codes {
        let of = |wanted: &str| {
            let time = found.iter().find(|(name, what, _)| name == code && what == wanted);
            time.map_or("", |(_, _, time)| time.as_str())
        };
        let others =
            found.iter().filter(|(name, what, _)| name == code && what != "parse" && what != "print");
        let others: Vec<String> = others.map(|(_, what, time)| format!("{what} {time}")).collect();
        let line = format!("  {code:<20} {:>12} {:>12}   {}", of("parse"), of("print"), others.join(", "));
        say(line.trim_end());
    }
    Ok(())
}

/// (`amount`, `parse`, `20.3 ns`): criterion's middle estimate. A long name is on the line before its time.
fn times(output: &str) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    let mut last = "";
    for line in output.lines() {
        if let Some((name, interval)) = line.split_once("time:") {
            let name = if name.trim().is_empty() { last } else { name.trim() };
            let words: Vec<&str> = interval.trim().trim_matches(['[', ']']).split_whitespace().collect();
            if let (Some((code, what)), [_, _, value, unit, ..]) = (name.split_once('/'), words.as_slice()) {
                found.push((code.to_owned(), what.to_owned(), format!("{value} {unit}")));
            }
        } else if !line.trim().is_empty() {
            last = line.trim();
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_estimate_of_criterion_is_read() {
        let output = "amount/parse            time:   [20.100 ns 20.300 ns 20.500 ns]\n\
                      poste_data_matrix/make_something_long\n                        time:   [1.1 µs 1.2 µs 1.3 µs]\n\
                      Found 3 outliers\n";
        let of = |code: &str, what: &str, time: &str| (code.to_owned(), what.to_owned(), time.to_owned());
        assert_eq!(
            times(output),
            [of("amount", "parse", "20.300 ns"), of("poste_data_matrix", "make_something_long", "1.2 µs"),]
        );
    }
}
