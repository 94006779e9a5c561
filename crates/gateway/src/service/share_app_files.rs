//! The app's files of other builds (docs/decisions/0040-several-gateways.md).
//!
//! Each gateway puts the files of its build into the database before it serves, and looks there for a file of another one:
//! a page of the build before finds its files at a new gateway, and a page of the new build at an old one.

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use std::{
    collections::HashMap,
    num::NonZeroU32,
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::Duration,
};

use super::Service;
use crate::{
    assets::{Assets, is_name_of_a_build},
    store::{StoreError, app_files},
};

/// After the last gateway that had a file. Longer than a phone keeps a page open without reading it anew.
const KEPT: Duration = Duration::from_secs(14 * 24 * 3600);
/// Questions to the database for files that are not here: more are of programs that invent names.
const QUESTIONS_PER_SECOND: u32 = 50;
/// Of other builds in memory; a build has some 20 files.
const MAX_FILES: usize = 200;

/// The files of this build by name, and those of others that were asked for.
pub(super) struct AppFilesOfBuilds {
    own: OnceLock<Vec<String>>,
    others: Mutex<HashMap<String, Arc<Assets>>>,
    questions: DefaultDirectRateLimiter,
}

impl Default for AppFilesOfBuilds {
    fn default() -> Self {
        let per_second = NonZeroU32::new(QUESTIONS_PER_SECOND).unwrap_or(NonZeroU32::MIN);
        let questions = RateLimiter::direct(Quota::per_second(per_second));
        Self { own: OnceLock::new(), others: Mutex::default(), questions }
    }
}

/// A file of another build.
pub enum OtherBuild {
    Found(Arc<Assets>),
    Absent,
    /// Too many questions at the moment.
    Busy,
}

impl Service {
    /// Stores the files of this build. Returns how many were not there yet.
    pub async fn share_app_files(&self, assets: &Assets) -> Result<usize, StoreError> {
        let mut write = self.store().write().await?;
        let now = write.now().await?;
        let (mut names, mut new) = (Vec::new(), 0);
        for (name, content) in assets.files_of_the_build() {
            if !app_files::touch(&mut write, &name, now).await? {
                let seal = self.inner.secret.seal_of_file(&name, content);
                app_files::add(&mut write, &name, content, &seal, now).await?;
                new += 1;
            }
            names.push(name);
        }
        write.commit().await?;
        // A second call has the same files.
        let _ = self.inner.app_files.own.set(names);
        Ok(new)
    }

    /// Says once a day that the files of this build are in use, and deletes those that no gateway has had for a fortnight.
    pub async fn keep_app_files(&self) -> Result<(), StoreError> {
        let mut write = self.store().write().await?;
        let now = write.now().await?;
        for name in self.inner.app_files.own.get().into_iter().flatten() {
            app_files::touch(&mut write, name, now).await?;
        }
        app_files::purge(&mut write, now.minus(KEPT)).await?;
        write.commit().await
    }

    /// A file that this build does not have, by its name without a leading slash.
    pub async fn app_file_of_another_build(&self, name: &str) -> Result<OtherBuild, StoreError> {
        let files = &self.inner.app_files;
        if !is_name_of_a_build(name) {
            return Ok(OtherBuild::Absent);
        }
        if let Some(known) = files.others.lock().unwrap_or_else(PoisonError::into_inner).get(name) {
            return Ok(OtherBuild::Found(Arc::clone(known)));
        }
        if files.questions.check().is_err() {
            return Ok(OtherBuild::Busy);
        }
        let stored = self.store().app_file(name).await?;
        // Who can write the database alone must not have a script served.
        let sealed = stored.into_iter().filter(|file| {
            let is_ours = self.inner.secret.is_seal_of_file(&file.name, &file.content, &file.seal);
            if !is_ours {
                tracing::error!(
                    file = file.name,
                    "a file of the app in the database is not this installation's"
                );
            }
            is_ours
        });
        let found = Assets::of_files(sealed.map(|file| (file.name, file.content)));
        if !found.has(name) {
            return Ok(OtherBuild::Absent);
        }
        let found = Arc::new(found);
        let mut others = files.others.lock().unwrap_or_else(PoisonError::into_inner);
        if others.len() >= MAX_FILES {
            others.clear();
        }
        others.insert(name.to_owned(), Arc::clone(&found));
        Ok(OtherBuild::Found(found))
    }
}
