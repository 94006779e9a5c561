//! The gateway: the server behind the app.
//!
//! What lives here: sessions, accounts, top-ups, the payment platforms, outgoing mail, the app's files.
//! What must not: drawing codes or screens (the app), laying out letters (`letter`), the platforms' inner side (the sandbox).
//!
//! | room | what it knows |
//! |---|---|
//! | [`config`] | the configuration file, parsed into values that hold |
//! | [`store`] | SQL, and nobody else does |
//! | [`platform`] | the payment platforms' protocols |
//! | [`service`] | what a top-up goes through; the transition table |
//! | [`letters`] | notices on paper: the creditor as it is printed, the office's bulk print |
//! | [`mail`] | letters to guardians, in their language |
//! | [`http`] | routes, problems, cookies; no SQL, no rules |
//! | [`pages`] | sign-in and what is seen before it, as HTML |
//! | [`assets`] | the built app |
//! | [`import`] | accounts from the office's CSV |

pub mod assets;
pub mod clock;
pub mod config;
pub mod http;
pub mod import;
pub mod letters;
pub mod mail;
pub mod pages;
pub mod platform;
pub mod secrets;
pub mod server;
pub mod service;
pub mod store;
pub mod town;
