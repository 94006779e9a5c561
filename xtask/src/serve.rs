//! `cargo xtask serve`: the whole product on one machine, with demo data and no real money.

mod demo;
mod options;

use crate::failure::{At, Failure};
use crate::house::House;
use crate::processes::{Server, attend};
use crate::run::run;
use crate::steps::{say, seconds, step};
use crate::tools::remove_folder;
use crate::{app_build, servers_build, setup};
use options::Options;
use std::time::Instant;

/// Where the sandbox answers.
struct Sandbox {
    http: String,
    smtp: String,
}

pub fn serve(house: &House, arguments: &[String]) -> Result<(), Failure> {
    let begun = Instant::now();
    let options = Options::parse(arguments)?;
    // Two gateways on one demo database would each send the other's mail.
    let _alone = crate::lock::alone(house, "serve")?;
    setup::for_building(house)?;
    app_build::build(house)?;
    servers_build::build(house)?;

    // Only now: the builds may have taken minutes.
    let options = options.with_free_ports()?;
    let data = house.root.join("data");
    // The sandbox keeps its world in memory: debts of an earlier one would be unknown to it.
    remove_folder(&data)?;
    std::fs::create_dir_all(&data).at("cannot make", &data)?;

    let (sandbox_server, sandbox) = step("sandbox: start", || start_sandbox(house, &options))?;
    let config = demo::write_config(house, options.port, &sandbox.http, &sandbox.smtp)?;
    demo::import(house, &config)?;
    let (gateway_server, address) = step("gateway: start", || {
        let mut gateway = house.command(house.binaries().join("gateway"))?;
        // Not a value of the gateway's configuration, for all that it looks like one.
        gateway.env_remove("RICARICA_CHROMIUM");
        gateway.args(["serve", "--config"]).arg(&config);
        Server::start("the gateway", &mut gateway, &data.join("gateway.log"), "gateway: listening on")
    })?;

    say(&format!(
        "\nRicarica is up, in {took}. No money moves.\n\
         \n  app       {address}\
         \n  guardian  {guardian}   (type this address; the code comes to the mailbox)\
         \n  mailbox   http://{http}/posta\
         \n  counter   http://{http}/sportello   (pays a notice, as a tobacconist does)\
         \n  knobs     http://{http}/manopole   (makes the payment platform slow, late, broken)\
         \n  data      data/   (logs too; every `serve` begins anew)\
         \n\nCtrl-C stops everything.",
        took = seconds(begun.elapsed()),
        guardian = demo::GUARDIAN,
        http = sandbox.http,
    ));
    // In this order they are dropped, and so stopped: first who asks, then who answers.
    let mut servers = [gateway_server, sandbox_server];
    attend(&mut servers)?;
    say("\nstopping");
    Ok(())
}

fn start_sandbox(house: &House, options: &Options) -> Result<(Server, Sandbox), Failure> {
    let mut command = house.command(house.binaries().join("sandbox"))?;
    command.args(["--listen", &format!("127.0.0.1:{}", options.sandbox_port)]);
    command.args(["--smtp", &format!("127.0.0.1:{}", options.mail_port)]);
    let log = house.root.join("data").join("sandbox.log");
    let (server, line) = Server::start("the sandbox", &mut command, &log, "sandbox: http")?;
    let (http, smtp) = line
        .split_once(" smtp ")
        .ok_or_else(|| Failure::new(format!("the sandbox said `{line}`: no addresses in it")))?;
    Ok((server, Sandbox { http: http.trim().to_owned(), smtp: smtp.trim().to_owned() }))
}

/// Runs the gateway's own import.
fn gateway_import(
    house: &House,
    config: &std::path::Path,
    accounts: &std::path::Path,
) -> Result<(), Failure> {
    let mut gateway = house.command(house.binaries().join("gateway"))?;
    gateway.env_remove("RICARICA_CHROMIUM");
    run(gateway.arg("import").arg(accounts).arg("--config").arg(config))
}
