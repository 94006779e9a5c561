//! The gateway: the server behind the app.
//!
//! Sessions, accounts, top-ups, the payment platforms, outgoing mail, and the app's files. The app draws screens and
//! codes, the crate `letter` lays out letters, and the sandbox simulates the platforms.
//!
//! A module imports from the rows below its own; `cargo xtask check imports` fails on an arrow upwards.
//!
//! | module | contents |
//! |---|---|
//! | [`cli`] | the commands and their options |
//! | [`server`] | starting and stopping everything |
//! | [`connections`] | how many connections there are, and how long the gateway waits for a client |
//! | [`router`] | every route, and the app's files for the other paths |
//! | [`middleware`] | what every request passes: log, rate limit, origin, security headers |
//! | [`pages`] | the sign-in pages and the help page without a session, as HTML |
//! | [`jobs`] | what runs in the background |
//! | [`http`] | the API: routes, problems, cookies; no SQL, no rules |
//! | [`service`] | the use cases, one file each; the transition table |
//! | [`installation`] | database and secret, which belong together |
//! | [`letters`] | a top-up's notice on paper |
//! | [`store`] | SQL, and no other module has any |
//! | [`platform`] | the payment platforms' protocols |
//! | [`notify`] | mail: the templates, and SMTP |
//! | [`app_files`] | which files a page refers to |
//! | [`inline`] | style sheets and scripts inside a page, and the policy that allows them |
//! | [`assets`] | the built app |
//! | [`municipality`] | the municipality as the app shows it |
//! | [`icons`] | the app's icons with the municipality's arms |
//! | [`metrics`] | what is counted and measured, for Prometheus |
//! | [`traces`] | one span for each request, for OpenTelemetry |
//! | [`log`] | the log: one masked line for each event |
//! | [`config`] | the configuration file, parsed into valid values |
//! | [`intl`] | money, dates and lists as the app writes them |
//! | [`masking`] | addresses and fiscal codes taken out of other servers' text |
//! | [`email`] | the one form in which addresses are compared and sent |
//! | [`secrets`], [`clock`], [`health`] | ids and hashes; moments and days; whether a part answered last |
//! | [`queue`] | bounded queues in front of what is scarce |
//! | [`files`] | files that only the gateway's user may read |

pub mod app_files;
pub mod assets;
pub mod cli;
pub mod clock;
pub mod config;
pub mod connections;
pub mod email;
pub mod files;
pub mod health;
pub mod http;
pub mod icons;
pub mod inline;
pub mod installation;
pub mod intl;
pub mod jobs;
pub mod letters;
pub mod log;
pub mod masking;
pub mod metrics;
pub mod middleware;
pub mod municipality;
pub mod notify;
pub mod pages;
pub mod platform;
pub mod queue;
pub mod router;
pub mod secrets;
pub mod server;
pub mod service;
pub mod store;
pub mod traces;
