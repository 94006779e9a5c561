//! One or several gateways on one database, and one payment platform for all of them.

use super::memory::Memory;
use crate::environment::{self, Sandbox};
use crate::failure::Failure;
use crate::ports::free_port;
use crate::processes::Server;
use crate::run::capture;
use crate::workspace::Workspace;
use std::path::Path;

/// More than the load generator opens to one gateway, whose client opens some in reserve. The default is for an ordinary day.
const CONNECTIONS: &str = "2500";

/// The gateways are dropped, and so stopped, before the platform.
pub(super) struct Nodes {
    gateways: Vec<Server>,
    urls: Vec<String>,
    sandbox: Sandbox,
}

impl Nodes {
    /// `database` is an address of PostgreSQL; without it one gateway has a file. The accounts are imported first.
    pub fn start(
        workspace: &Workspace,
        folder: &Path,
        database: Option<&str>,
        count: usize,
        accounts: &Path,
    ) -> Result<Self, Failure> {
        let sandbox = Sandbox::start(workspace, folder)?;
        let mut nodes = Self { gateways: Vec::new(), urls: Vec::new(), sandbox };
        for number in 0..count {
            let port = free_port(0)?;
            let command = |name: &str| {
                let (platform, smtp) = (&nodes.sandbox.url, &nodes.sandbox.smtp);
                let mut gateway = environment::gateway(workspace, folder, port, platform, smtp, name)?;
                if let Some(database) = database {
                    gateway.env("RICARICA_DATABASE", database);
                }
                // Each guardian of the generator has an address, as behind a reverse proxy.
                gateway.env("RICARICA_CLIENT_ADDRESS_HEADER", "x-forwarded-for");
                gateway.env("RICARICA_CONNECTIONS__MAX", CONNECTIONS);
                Ok::<_, Failure>(gateway)
            };
            if number == 0 {
                capture(command("import")?.arg(accounts))?;
            }
            let log = folder.join(format!("gateway-{number}.log"));
            let (gateway, url) =
                Server::start("the gateway", &mut command("serve")?, &log, "gateway: listening on")?;
            nodes.gateways.push(gateway);
            nodes.urls.push(url);
        }
        Ok(nodes)
    }

    /// All addresses, as the load generator takes them.
    pub fn servers(&self) -> String {
        self.urls.join(",")
    }

    pub fn mailbox(&self) -> &str {
        &self.sandbox.url
    }

    /// Of the gateway that has taken most.
    pub fn memory(&self) -> Result<Memory, Failure> {
        let mut all = Vec::new();
        for gateway in &self.gateways {
            all.push(Memory::of(gateway.id())?);
        }
        all.into_iter().max_by_key(|memory| memory.most).ok_or_else(|| Failure::new("there is no gateway"))
    }
}
