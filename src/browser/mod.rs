//! What lives here: thin typed wrappers, one browser ability a file; each fails softly where a browser lacks it.
//! What must not: texts, requests, views, anything about top-ups.
//! Who may use it: pages and components.

pub mod address;
pub mod boot;
pub mod clipboard;
pub mod document;
pub mod files;
pub mod focus;
pub mod install;
pub mod intl;
pub mod leaving;
pub mod lifecycle;
pub mod pixels;
pub mod random;
pub mod share;
pub mod storage;
mod untyped;
pub mod update;
pub mod wake_lock;
