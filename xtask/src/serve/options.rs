//! The options of `serve`, and free ports.

use crate::failure::Failure;
use crate::ports::free_port;
use crate::steps::say;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The app is compiled without optimising it.
    pub quick: bool,
    pub port: u16,
    pub sandbox_port: u16,
    pub mail_port: u16,
}

impl Options {
    pub fn parse(arguments: &[String]) -> Result<Self, Failure> {
        let mut options = Self { quick: false, port: 8080, sandbox_port: 8090, mail_port: 2525 };
        let mut words = arguments.iter().map(String::as_str);
        while let Some(word) = words.next() {
            match word {
                "--quick" => options.quick = true,
                "--port" => options.port = port(word, words.next())?,
                "--sandbox-port" => options.sandbox_port = port(word, words.next())?,
                "--mail-port" => options.mail_port = port(word, words.next())?,
                other => {
                    return Err(Failure::new(format!("`serve` has no option `{other}`"))
                        .remedy("`cargo xtask help` lists the options"));
                }
            }
        }
        Ok(options)
    }

    /// Replaces a port that is in use by a free one, and prints that.
    pub fn with_free_ports(mut self) -> Result<Self, Failure> {
        for (what, port) in [
            ("the app", &mut self.port),
            ("the sandbox", &mut self.sandbox_port),
            ("its mailbox", &mut self.mail_port),
        ] {
            let free = free_port(*port)?;
            if free != *port && *port != 0 {
                say(&format!("  port {port} is in use: {what} gets {free}"));
            }
            *port = free;
        }
        Ok(self)
    }
}

fn port(option: &str, value: Option<&str>) -> Result<u16, Failure> {
    value
        .and_then(|value| value.parse().ok())
        .ok_or_else(|| Failure::new(format!("{option} needs a port number; 0 takes any free port")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &[&str]) -> Result<Options, Failure> {
        Options::parse(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn ports_are_given_by_name() {
        let options = parse(&["--port", "9000"]).unwrap();
        assert_eq!((options.port, options.sandbox_port, options.quick), (9000, 8090, false));
        assert!(parse(&["--quick"]).unwrap().quick);
    }

    #[test]
    fn an_unknown_option_is_refused() {
        for words in [&["--porta", "1"][..], &["--port"], &["--port", "99999"], &["--port", "x"]] {
            assert!(parse(words).is_err(), "{words:?}");
        }
    }
}
