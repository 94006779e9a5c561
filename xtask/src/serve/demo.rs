//! The demo data: the gateway's example configuration with this machine's addresses, and invented guardians.

use crate::failure::{At, Failure};
use crate::run::run;
use crate::servers::Servers;
use crate::steps::step;
use crate::workspace::Workspace;
use std::path::{Path, PathBuf};

/// The guardian to sign in as: the first in `demo/accounts.csv`.
pub const GUARDIAN: &str = "chiara.esempio@example.org";

/// Writes `data/gateway.toml`. The gateway's other commands can use it as well.
pub fn write_config(workspace: &Workspace, port: u16, sandbox: &str, smtp: &str) -> Result<PathBuf, Failure> {
    let example = workspace.root.join("crates/gateway/gateway.example.toml");
    let mut text = std::fs::read_to_string(&example).at("cannot read", &example)?;
    for (key, value) in [
        ("listen", format!("\"127.0.0.1:{port}\"")),
        ("public_url", format!("\"http://127.0.0.1:{port}\"")),
        ("database", "\"ricarica.db\"".to_owned()),
        ("secret_file", "\"secret.key\"".to_owned()),
        ("gpd_url", format!("\"http://{sandbox}/gpd/debt-positions-service/v1\"")),
        ("checkout_url", format!("\"http://{sandbox}/checkout/ec/v2\"")),
        ("allowed_hosts", format!("[\"{sandbox}\"]")),
        ("smtp_url", format!("\"smtp://{smtp}\"")),
    ] {
        text = with_value(&text, key, &value).ok_or_else(|| {
            Failure::new(format!("{} has no `{key}`", example.display()))
                .remedy("add it there, or remove it from xtask/src/serve/demo.rs")
        })?;
    }
    let config = workspace.root.join("data").join("gateway.toml");
    let head = "# `cargo xtask serve` writes this file at each start.\n";
    std::fs::write(&config, format!("{head}{text}")).at("cannot write", &config)?;
    Ok(config)
}

/// Imports the demo accounts.
pub fn import(workspace: &Workspace, servers: &Servers, config: &Path) -> Result<(), Failure> {
    let accounts = workspace.root.join("xtask/demo/accounts.csv");
    step("gateway: import the demo accounts", || {
        let mut gateway = servers.program(workspace, "gateway")?;
        run(gateway.arg("import").arg(&accounts).arg("--config").arg(config))
    })
}

/// The text with the value of `key` replaced.
fn with_value(text: &str, key: &str, value: &str) -> Option<String> {
    let mut found = false;
    let lines: Vec<String> = text
        .lines()
        .map(|line| match line.split_once('=') {
            Some((name, _)) if name.trim() == key => {
                found = true;
                format!("{key} = {value}")
            }
            _ => line.to_owned(),
        })
        .collect();
    found.then(|| lines.join("\n") + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_replaced_and_everything_else_stays() {
        let text = "# listen = no\nlisten = \"a\"   # why\n[log]\nlevel = \"info\"\n";
        assert_eq!(
            with_value(text, "listen", "\"b\"").as_deref(),
            Some("# listen = no\nlisten = \"b\"\n[log]\nlevel = \"info\"\n")
        );
        assert_eq!(with_value(text, "colour", "1"), None);
    }

    #[test]
    fn the_demo_guardian_is_among_the_demo_accounts() {
        assert!(include_str!("../../demo/accounts.csv").contains(GUARDIAN));
    }
}
