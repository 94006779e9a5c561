//! Prints one notice: `cargo run -p letter --example print -- NOTICE.json OUT.pdf`
use std::{env, error::Error, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(notice), Some(out)) = (arguments.next(), arguments.next()) else {
        return Err("NOTICE.json OUT.pdf".into());
    };
    let notice = letter::Notice::from_json(&fs::read_to_string(notice)?)?;
    Ok(fs::write(out, letter::pdf(&notice, &letter::Logos::default())?)?)
}
