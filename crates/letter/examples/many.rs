//! Measures how many letters a second one core prints, and the memory they need: `cargo xtask bench letters`.

use letter::{Logos, Notice};
use std::{env, error::Error, fs};

const SAMPLES: [(&str, &str); 4] = [
    ("due", include_str!("../samples/due.json")),
    ("postal", include_str!("../samples/postal.json")),
    ("italian_french", include_str!("../samples/italian_french.json")),
    ("italian_french_postal", include_str!("../samples/italian_french_postal.json")),
];

fn main() -> Result<(), Box<dyn Error>> {
    let most: u32 = env::args().nth(1).map_or(Ok(10_000), |count| count.parse())?;
    let logos = Logos::default();
    for (name, json) in SAMPLES {
        let notice = Notice::from_json(json)?;
        let begun = cpu_micros()?;
        let count = (most / 10).max(1);
        let mut bytes = 0;
        for _ in 0..count {
            bytes = letter::pdf(&notice, &logos)?.len();
        }
        let micros = (cpu_micros()? - begun).max(1);
        println!("{name}: {} letters a second, {bytes} bytes each", u64::from(count) * 1_000_000 / micros);
    }
    // Each letter differs, so that anything kept from one letter to the next would show as growing memory.
    let mut notice = Notice::from_json(SAMPLES[1].1)?;
    for done in 1..=most {
        notice.amount = pagopa::Amount::from_cents(u64::from(done))?;
        drop(letter::pdf(&notice, &logos)?);
        if [most / 100, most / 10, most].contains(&done) {
            println!("after {done} letters: {}", resident()?);
        }
    }
    Ok(())
}

/// The processor time of this process so far, in microseconds. Other processes do not count. Linux only.
fn cpu_micros() -> Result<u64, Box<dyn Error>> {
    let times = fs::read_to_string("/proc/self/schedstat")?;
    Ok(times.split(' ').next().unwrap_or_default().parse::<u64>()? / 1000)
}

/// The memory of this process, on Linux; `unknown` on other systems.
fn resident() -> Result<String, Box<dyn Error>> {
    let Ok(status) = fs::read_to_string("/proc/self/status") else { return Ok("unknown".into()) };
    let of = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        line.map_or("unknown", str::trim).to_owned()
    };
    Ok(format!("{} resident, {} most ever", of("VmRSS:"), of("VmHWM:")))
}
