//! `cargo xtask serve`: the whole product on one machine, with demo data and no real money.

mod demo;
mod options;

use crate::failure::Failure;
use crate::files::{make_folder, remove_folder};
use crate::processes::{Server, wait_for_stop};
use crate::servers::{self, Servers};
use crate::steps::{self, say, step};
use crate::workspace::Workspace;
use crate::{app, lock, prerequisites, words};
use options::Options;
use std::time::Instant;

/// The addresses of the running sandbox.
struct Sandbox {
    http: String,
    smtp: String,
}

pub fn serve(workspace: &Workspace, arguments: &[String]) -> Result<(), Failure> {
    let begun = Instant::now();
    let options = Options::parse(arguments)?;
    // Two gateways on one demo database would each send the other's mail.
    let _only_one = lock::only_one(workspace, "serve")?;
    let servers = build(workspace, options.quick)?;

    // Ports are chosen now, because the builds may have taken minutes.
    let options = options.with_free_ports()?;
    let data = workspace.root.join("data");
    // The sandbox keeps its data in memory, so the debts of an earlier run are lost.
    remove_folder(&data)?;
    make_folder(&data)?;

    let (sandbox_server, sandbox) = step("sandbox: start", || start_sandbox(workspace, &servers, &options))?;
    let config = demo::write_config(workspace, options.port, &sandbox.http, &sandbox.smtp)?;
    demo::import(workspace, &servers, &config)?;
    let (gateway_server, address) = step("gateway: start", || {
        let mut gateway = servers.program(workspace, "gateway")?;
        gateway.args(["serve", "--config"]).arg(&config);
        Server::start("the gateway", &mut gateway, &data.join("gateway.log"), "gateway: listening on")
    })?;

    say(&format!(
        "\n{summary}\
         \nRicarica is up after {took}. No money moves.\n\
         \n  app       {address}\
         \n  guardian  {guardian}   (sign in with this address; the code comes to the mailbox)\
         \n  mailbox   http://{http}/posta\
         \n  counter   http://{http}/sportello   (pays a notice, as a tobacconist does)\
         \n  knobs     http://{http}/manopole   (makes the payment platform slow, late, broken)\
         \n  data      data/   (database and logs; every `serve` begins with a new one)\
         \n\nCtrl-C stops everything.",
        summary = steps::summary(),
        took = words::duration(begun.elapsed()),
        guardian = demo::GUARDIAN,
        http = sandbox.http,
    ));
    // They stop in this order, because the gateway calls the sandbox.
    let mut servers = [gateway_server, sandbox_server];
    wait_for_stop(&mut servers)?;
    say("\nstopping");
    Ok(())
}

/// Builds app and servers at the same time: each has phases that use one core only.
fn build(workspace: &Workspace, quick: bool) -> Result<Servers, Failure> {
    // What only a person can install is reported before the builds, which take minutes.
    prerequisites::for_app(workspace)?;
    std::thread::scope(|scope| {
        let servers = scope.spawn(|| servers::ensure(workspace));
        let app =
            if quick { app::quick(workspace) } else { app::ensure(workspace).map(|()| workspace.dist()) };
        let servers =
            servers.join().unwrap_or_else(|_| Err(Failure::new("the build of the servers crashed")));
        Ok(servers?.with_app(app?))
    })
}

fn start_sandbox(
    workspace: &Workspace,
    servers: &Servers,
    options: &Options,
) -> Result<(Server, Sandbox), Failure> {
    let mut command = servers.program(workspace, "sandbox")?;
    command.args(["--listen", &format!("127.0.0.1:{}", options.sandbox_port)]);
    command.args(["--smtp", &format!("127.0.0.1:{}", options.mail_port)]);
    let log = workspace.root.join("data").join("sandbox.log");
    let (server, line) = Server::start("the sandbox", &mut command, &log, "sandbox: http")?;
    let (http, smtp) = line
        .split_once(" smtp ")
        .ok_or_else(|| Failure::new(format!("the sandbox printed `{line}`, which contains no addresses")))?;
    Ok((server, Sandbox { http: http.trim().to_owned(), smtp: smtp.trim().to_owned() }))
}
