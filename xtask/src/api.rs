//! Schemathesis against a running gateway (`tests/api`): requests made from the API's own description, right and wrong ones.

use crate::failure::{At, Failure};
use crate::files::{make_folder, remove_folder};
use crate::ports::free_port;
use crate::processes::Server;
use crate::python;
use crate::run::{capture, run};
use crate::servers::Servers;
use crate::steps::step;
use crate::workspace::Workspace;
use std::process::Command;

pub const NAME: &str = "api: every answer as described (Schemathesis)";

/// Starts a gateway and a sandbox of its own.
pub fn check(workspace: &Workspace, servers: &Servers) -> Result<(), Failure> {
    let python = python::ensure(workspace)?;
    step(NAME, || {
        let folder = workspace.work.join("api");
        remove_folder(&folder)?;
        make_folder(&folder)?;
        let mut sandbox = servers.program(workspace, "sandbox")?;
        sandbox.args(["--listen", "127.0.0.1:0", "--smtp", "127.0.0.1:0"]);
        let log = folder.join("sandbox.log");
        let (_sandbox, line) = Server::start("the sandbox", &mut sandbox, &log, "sandbox: http")?;
        let (http, smtp) = line.split_once(" smtp ").ok_or_else(|| {
            Failure::new(format!("the sandbox printed `{line}`, which contains no addresses"))
        })?;

        let config = folder.join("gateway.toml");
        let example = workspace.root.join("crates/gateway/gateway.example.toml");
        std::fs::copy(&example, &config).at("cannot copy", &example)?;
        let port = free_port(0)?;
        let gateway = |command: &str| -> Result<Command, Failure> {
            let mut gateway = servers.program(workspace, "gateway")?;
            gateway
                .arg(command)
                .arg("--config")
                .arg(&config)
                // The API needs no app.
                .env("RICARICA_DIST", &folder)
                .env("RICARICA_LISTEN", format!("127.0.0.1:{port}"))
                // The session's cookie then has the name of the description.
                .env("RICARICA_PUBLIC_URL", format!("https://127.0.0.1:{port}"))
                .env("RICARICA_PLATFORM__GPD_URL", format!("http://{http}/gpd/debt-positions-service/v1"))
                .env("RICARICA_PLATFORM__CHECKOUT_URL", format!("http://{http}/checkout/ec/v2"))
                .env("RICARICA_PLATFORM__ALLOWED_HOSTS", format!("[\"{http}\"]"))
                .env("RICARICA_MAIL__SMTP_URL", format!("smtp://{}", smtp.trim()))
                // Each request must get beyond the limits.
                .env("RICARICA_LIMITS__BALANCE_CAP", "99999999.99")
                .env("RICARICA_RATE_LIMITS__REQUESTS_PER_MINUTE", "100000000")
                .env("RICARICA_RATE_LIMITS__SIGN_IN_CODES_PER_HOUR", "1000000")
                .env("RICARICA_RATE_LIMITS__SIGN_IN_CODES_OF_ADDRESS_PER_HOUR", "1000000")
                .env("RICARICA_RATE_LIMITS__NOTICE_MAILS_PER_HOUR", "1000000")
                .env("RICARICA_RATE_LIMITS__TOP_UPS_PER_TEN_MINUTES", "1000000");
            Ok(gateway)
        };
        capture(gateway("import")?.arg(workspace.root.join("xtask/demo/accounts.csv")))?;
        let log = folder.join("gateway.log");
        let (_gateway, url) =
            Server::start("the gateway", &mut gateway("serve")?, &log, "gateway: listening on")?;
        let mut script = workspace.command(&python)?;
        script.arg("tests/api/api.py").args([url, format!("http://{}", http.trim())]).arg(&folder);
        run(&mut script).map_err(|failure| failure.remedy("what was sent and answered is above"))
    })
}
