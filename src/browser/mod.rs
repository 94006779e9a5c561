//! Thin typed wrappers, one browser API a file. They return a plain value where the browser lacks the API, and contain
//! nothing about top-ups.

pub mod address;
pub mod boot;
pub mod canvas;
pub mod clipboard;
pub mod document;
pub mod files;
pub mod focus;
pub mod install;
pub mod intl;
pub mod lifecycle;
pub mod pixels;
pub mod random;
pub mod redirect;
mod reflect;
pub mod share;
pub mod storage;
mod transition;
pub mod update;
pub mod wake_lock;
