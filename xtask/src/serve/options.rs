//! What `serve` may be told, and ports that are free.

use crate::failure::Failure;
use crate::steps::say;
use std::net::TcpListener;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    pub port: u16,
    pub sandbox_port: u16,
    pub mail_port: u16,
}

impl Options {
    pub fn parse(arguments: &[String]) -> Result<Self, Failure> {
        let mut options = Self { port: 8080, sandbox_port: 8090, mail_port: 2525 };
        let mut words = arguments.iter().map(String::as_str);
        while let Some(word) = words.next() {
            match word {
                "--port" => options.port = port(word, words.next())?,
                "--sandbox-port" => options.sandbox_port = port(word, words.next())?,
                "--mail-port" => options.mail_port = port(word, words.next())?,
                other => {
                    return Err(Failure::new(format!("serve knows no `{other}`"))
                        .remedy("`cargo xtask help` lists what it knows"));
                }
            }
        }
        Ok(options)
    }

    /// Replaces what somebody else listens on by a port that is free, and says so.
    pub fn with_free_ports(mut self) -> Result<Self, Failure> {
        for (what, port) in [
            ("the app", &mut self.port),
            ("the sandbox", &mut self.sandbox_port),
            ("its mailbox", &mut self.mail_port),
        ] {
            let free = free_port(*port)?;
            if free != *port && *port != 0 {
                say(&format!("  port {port} is taken: {what} gets {free}"));
            }
            *port = free;
        }
        Ok(self)
    }
}

fn port(option: &str, value: Option<&str>) -> Result<u16, Failure> {
    value
        .and_then(|value| value.parse().ok())
        .ok_or_else(|| Failure::new(format!("{option} wants a port number, 0 for any")))
}

/// This port if it is free, else any.
fn free_port(wanted: u16) -> Result<u16, Failure> {
    TcpListener::bind(("127.0.0.1", wanted))
        .or_else(|_| TcpListener::bind(("127.0.0.1", 0)))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| Failure::new(format!("no free port on 127.0.0.1: {error}")))
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
        assert_eq!((options.port, options.sandbox_port), (9000, 8090));
    }

    #[test]
    fn what_serve_does_not_know_is_named() {
        for words in [&["--porta", "1"][..], &["--port"], &["--port", "99999"], &["--port", "x"]] {
            assert!(parse(words).is_err(), "{words:?}");
        }
    }

    #[test]
    fn a_taken_port_is_replaced_by_a_free_one() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        assert_ne!(free_port(port).unwrap(), port);
    }
}
