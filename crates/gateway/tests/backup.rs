//! `gateway backup` and `gateway restore`: whole, checked, and never in place of something else.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, BRUNO, TestEnvironment};
use gateway::{
    cli::backup::{BackupError, back_up, restore},
    config::Config,
    installation, server,
};
use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

/// The same configuration for another machine.
fn elsewhere(config: &Config, folder: &Path) -> Config {
    let mut config = config.clone();
    config.database = folder.join("data").join("ricarica.db").into();
    config.secret_file = folder.join("data").join("secret");
    config
}

#[tokio::test]
async fn backup_under_load_has_everything_that_was_acknowledged_before() {
    let environment = TestEnvironment::start().await;
    let (anna, bruno) = (environment.signed_in(ANNA).await, environment.signed_in(BRUNO).await);
    let (paid, open) = (anna.open("Zoé", "25.00").await, anna.open("Luca", "30.00").await);
    anna.pay(&paid).await;

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("today.backup");
    let meanwhile = async {
        for cents in 10..30 {
            bruno.open("Sofia", &format!("10.{cents}")).await;
        }
    };
    let (report, ()) = tokio::join!(back_up(environment.service.config(), &file), meanwhile);
    let report = report.unwrap();
    assert!(report.contains("1 credits of 25.00 EUR; the database was checked."), "{report}");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let beside: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(beside, ["today.backup"], "nothing else is left");

    let config = elsewhere(environment.service.config(), folder.path());
    let report = restore(&config, &file).await.unwrap();
    assert!(report.contains("gateway reconcile --since 20"), "{report}");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    for private in [config.database.file().unwrap(), &config.secret_file] {
        assert_eq!(mode(private), 0o600, "{private:?}");
    }
    assert_eq!(mode(config.secret_file.parent().unwrap()), 0o700);
    let service = server::open(config).await.unwrap();
    for (top_up, state) in [(&paid, "Credited"), (&open, "Unpaid")] {
        let id = top_up["id"].as_str().unwrap().parse().unwrap();
        let row = service.store().top_up(&id).await.unwrap().expect("an acknowledged top-up is lost");
        assert_eq!(format!("{:?}", row.state), state);
        // The key of a notice comes from the secret.
        let key = top_up["notice"]["key"].as_str().unwrap().parse().unwrap();
        assert!(service.show_notice_status(&id, &key).await.is_ok(), "the phone's saved notice is refused");
    }
    service.store().close().await;
}

/// A backup of an environment with accounts and one top-up.
async fn made() -> (TestEnvironment, tempfile::TempDir, PathBuf) {
    let environment = TestEnvironment::start().await;
    environment.signed_in(ANNA).await.open("Zoé", "25.00").await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup");
    back_up(environment.service.config(), &file).await.unwrap();
    (environment, folder, file)
}

#[tokio::test]
async fn neither_a_backup_nor_a_database_is_replaced() {
    let (environment, folder, file) = made().await;
    let before = fs::read(&file).unwrap();
    let again = back_up(environment.service.config(), &file).await;
    assert!(matches!(again, Err(BackupError::Exists(_))), "{again:?}");
    assert_eq!(fs::read(&file).unwrap(), before);

    let own = restore(environment.service.config(), &file).await;
    assert!(matches!(own, Err(BackupError::InUse(_))), "{own:?}");
    let config = elsewhere(environment.service.config(), folder.path());
    fs::create_dir_all(config.secret_file.parent().unwrap()).unwrap();
    fs::write(&config.secret_file, [7; 32]).unwrap();
    let beside_another_secret = restore(&config, &file).await;
    assert!(matches!(beside_another_secret, Err(BackupError::InUse(_))), "{beside_another_secret:?}");
    assert!(!config.database.file().unwrap().exists());
    // Only the database was lost: its secret may stay.
    fs::copy(&environment.service.config().secret_file, &config.secret_file).unwrap();
    restore(&config, &file).await.unwrap();
}

/// With the files moved away, a gateway that was not stopped goes on writing into them.
#[tokio::test]
async fn nothing_is_restored_under_a_gateway_that_runs_and_a_database_that_cannot_be_put_leaves_no_secret() {
    let (environment, folder, file) = made().await;
    let config = elsewhere(environment.service.config(), folder.path());
    let serving = installation::lock(&config).unwrap();
    let refused = restore(&config, &file).await;
    assert!(matches!(refused, Err(BackupError::Served(_))), "{refused:?}");
    drop(serving);
    // A name that is taken and does not look so.
    let target = config.database.file().unwrap();
    std::os::unix::fs::symlink(folder.path().join("unmounted"), target).unwrap();
    let refused = restore(&config, &file).await;
    assert!(matches!(refused, Err(BackupError::InUse(_))), "{refused:?}");
    assert!(!config.secret_file.exists());
    fs::remove_file(target).unwrap();
    restore(&config, &file).await.unwrap();
}

#[tokio::test]
async fn of_two_backups_to_one_name_at_once_one_is_made() {
    let environment = TestEnvironment::start().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup");
    let config = environment.service.config();
    let (one, other) = tokio::join!(back_up(config, &file), back_up(config, &file));
    assert_eq!([&one, &other].iter().filter(|done| done.is_ok()).count(), 1, "{one:?} {other:?}");
    let refused = one.and(other);
    assert!(matches!(refused, Err(BackupError::Exists(_))), "{refused:?}");
    restore(&elsewhere(config, folder.path()), &file).await.unwrap();
}

#[tokio::test]
async fn damaged_backup_is_refused_and_leaves_nothing() {
    let (environment, folder, file) = made().await;
    let whole = fs::read(&file).unwrap();
    let config = elsewhere(environment.service.config(), folder.path());
    let mut changed = whole.clone();
    // A byte of the database, which is last: its checks see only what they understand.
    let place = changed.len() - 40_000;
    changed[place] ^= 1;
    let foreign = b"not an archive".repeat(100);
    for (what, bytes) in [
        ("cut off", whole[..whole.len() / 2].to_vec()),
        ("a byte changed", changed),
        ("something else", foreign),
        ("empty", Vec::new()),
    ] {
        fs::write(&file, bytes).unwrap();
        let refused = restore(&config, &file).await;
        assert!(matches!(refused, Err(BackupError::Damaged(..))), "{what}: {refused:?}");
        assert!(!config.database.file().unwrap().exists() && !config.secret_file.exists(), "{what}");
    }
    fs::write(&file, whole).unwrap();
    restore(&config, &file).await.unwrap();
}

#[tokio::test]
async fn database_without_its_secret_is_not_backed_up() {
    let environment = TestEnvironment::start().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup");
    let mut config = environment.service.config().clone();
    config.secret_file = folder.path().join("another");
    fs::write(&config.secret_file, [7; 32]).unwrap();
    let refused = back_up(&config, &file).await;
    assert!(matches!(refused, Err(BackupError::Unrelated(..))), "{refused:?}");
    config.database = folder.path().join("nothing.db").into();
    let refused = back_up(&config, &file).await;
    assert!(matches!(refused, Err(BackupError::NoDatabase(_))), "{refused:?}");
    assert!(!file.exists());
}
