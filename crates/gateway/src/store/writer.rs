//! The single writer, and commits shared by several writes.
//!
//! A commit waits for the disk, and SQLite has one writer: alone, each write would wait for a disk of its own. So the
//! writes that wait in the queue when a transaction begins all go into it, each behind a savepoint, and one commit
//! ends it. [`SqliteWrite::commit`] returns after that commit, not before: an acknowledged write is on disk.

use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
use std::{
    ops::{Deref, DerefMut},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};
use tracing::Instrument as _;

use super::{Result, StoreError, write_failures};

/// Writes are ordered by their requests (tokio's mutex is fair). The task that ends a transaction
/// queues when the transaction begins: behind the writes that wait already, before those that come later.
#[derive(Clone, Debug)]
pub(super) struct Writer {
    shared: Arc<Mutex<SharedTransaction>>,
    failed: Arc<AtomicBool>,
}

#[derive(Debug)]
struct SharedTransaction {
    connection: SqliteConnection,
    /// A transaction is open, and a task in the queue ends it.
    open: bool,
    /// How the last write ended; its savepoint is still there.
    last: Option<Last>,
    /// The writes of the open transaction that wait for its commit.
    waiting: Vec<oneshot::Sender<Result<()>>>,
    /// The last transaction could not be begun or committed.
    failed: Arc<AtomicBool>,
}

#[derive(Debug, Clone, Copy)]
enum Last {
    Committed,
    Dropped,
}

/// A write in progress. Dropped without `commit`, it never happened.
#[derive(Debug)]
pub struct SqliteWrite {
    shared: OwnedMutexGuard<SharedTransaction>,
    end: Last,
}

impl Writer {
    /// Opens the file and brings its tables up to date.
    pub async fn open(options: &SqliteConnectOptions) -> Result<Self> {
        let mut connection = SqliteConnection::connect_with(options).await?;
        sqlx::migrate!().run(&mut connection).await?;
        let failed = Arc::new(AtomicBool::new(false));
        let shared = SharedTransaction {
            connection,
            open: false,
            last: None,
            waiting: Vec::new(),
            failed: Arc::clone(&failed),
        };
        Ok(Self { shared: Arc::new(Mutex::new(shared)), failed })
    }

    pub fn has_failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed)
    }

    /// A write has waited in vain.
    pub fn not_begun(&self) {
        self.failed.store(true, Ordering::Relaxed);
    }

    /// Begins at once, so that what it reads stays true until it commits.
    pub async fn write(&self) -> Result<SqliteWrite> {
        let mut shared = Arc::clone(&self.shared).lock_owned().await;
        let queue = Arc::clone(&self.shared);
        // Tasks of their own: a caller that is cancelled leaves no half-begun write and no transaction without its end.
        let begin = async move {
            if let Err(error) = shared.begin().await {
                shared.fail(&error).await;
                return Err(error);
            }
            if !shared.open {
                shared.open = true;
                tokio::spawn(async move { queue.lock().await.end().await }.in_current_span());
            }
            Ok(SqliteWrite { shared, end: Last::Dropped })
        };
        let begun = tokio::spawn(begin.in_current_span());
        begun.await.unwrap_or(Err(StoreError::Commit))
    }

    /// Merges the WAL into the file.
    pub async fn close(&self) -> Result<()> {
        self.shared.lock().await.run("PRAGMA wal_checkpoint(TRUNCATE)").await
    }
}

impl SharedTransaction {
    async fn run(&mut self, sql: &'static str) -> Result<()> {
        sqlx::query(sql).execute(&mut self.connection).await?;
        Ok(())
    }

    /// A savepoint, in the open transaction or in a new one.
    async fn begin(&mut self) -> Result<()> {
        self.settle_last_write().await;
        if self.open {
            return self.run("SAVEPOINT one").await;
        }
        // In one call: each further statement is another round trip to the connection's thread.
        self.run("BEGIN IMMEDIATE; SAVEPOINT one").await
    }

    /// The last write joins those before it, or is undone. If that fails, the transaction is no longer open.
    async fn settle_last_write(&mut self) {
        let settled = match self.last.take() {
            None => Ok(()),
            Some(Last::Committed) => self.run("RELEASE one").await,
            Some(Last::Dropped) => self.run("ROLLBACK TO one; RELEASE one").await,
        };
        if let Err(error) = settled {
            self.fail(&error).await;
        }
    }

    /// Ends the transaction and reports the result to every write in it.
    async fn end(&mut self) {
        if matches!(self.last, Some(Last::Committed)) {
            // The commit takes its savepoint along.
            self.last = None;
        }
        self.settle_last_write().await;
        if !self.open {
            return;
        }
        if let Err(error) = self.run("COMMIT").await {
            return self.fail(&error).await;
        }
        self.open = false;
        self.failed.store(false, Ordering::Relaxed);
        self.answer_all(|| Ok(()));
    }

    /// A full disk or a broken file: SQLite may have rolled back the whole transaction. All its writes have failed.
    async fn fail(&mut self, error: &StoreError) {
        self.failed.store(true, Ordering::Relaxed);
        write_failures::count();
        let (writes, undone) = (self.waiting.len(), self.run("ROLLBACK").await);
        self.open = false;
        self.answer_all(|| Err(StoreError::Commit));
        tracing::error!(%error, writes, "a transaction could not be committed");
        if let Err(error) = undone {
            tracing::debug!(%error, "it was undone already");
        }
    }

    /// Sends the result of the commit to every write that waits for it.
    fn answer_all(&mut self, result: impl Fn() -> Result<()>) {
        for waiting in self.waiting.drain(..) {
            // A caller that was cancelled meanwhile does not need the answer.
            let _ = waiting.send(result());
        }
    }
}

impl SqliteWrite {
    /// Returns when it is on disk.
    pub async fn commit(mut self) -> Result<()> {
        let (result, committed) = oneshot::channel();
        self.shared.waiting.push(result);
        self.end = Last::Committed;
        // The next write begins.
        drop(self);
        committed.await.unwrap_or(Err(StoreError::Commit))
    }
}

impl Drop for SqliteWrite {
    fn drop(&mut self) {
        self.shared.last = Some(self.end);
    }
}

impl Deref for SqliteWrite {
    type Target = SqliteConnection;
    fn deref(&self) -> &SqliteConnection {
        &self.shared.connection
    }
}

impl DerefMut for SqliteWrite {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.shared.connection
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Store, Write};
    use super::*;
    use std::time::Duration;
    use tokio::task::JoinHandle;

    async fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("test.db").into()).await.unwrap();
        let mut write = store.write().await.unwrap();
        execute!(write, sqlx::query("CREATE TABLE words (word TEXT PRIMARY KEY) STRICT")).unwrap();
        write.commit().await.unwrap();
        (folder, store)
    }

    async fn put(write: &mut Write, word: &str) -> std::result::Result<(), sqlx::Error> {
        execute!(write, sqlx::query("INSERT INTO words VALUES ($1)").bind(word)).map(drop)
    }

    /// What other connections read.
    async fn words(store: &Store) -> Vec<String> {
        fetch_all!(store, sqlx::query_scalar("SELECT word FROM words ORDER BY word")).unwrap()
    }

    /// Queues, and commits the word when the writer is free.
    async fn queued(store: &Store, word: &'static str) -> JoinHandle<Result<()>> {
        let store = store.clone();
        let task = tokio::spawn(async move {
            let mut write = store.write().await?;
            put(&mut write, word).await?;
            write.commit().await
        });
        a_moment().await;
        task
    }

    async fn a_moment() {
        tokio::time::sleep(Duration::from_millis(30)).await;
    }

    #[tokio::test]
    async fn writes_that_waited_together_are_answered_by_one_commit() {
        let (_folder, store) = store().await;
        let first = store.write().await.unwrap();
        let one = queued(&store, "one").await;
        let held = tokio::spawn({
            let store = store.clone();
            async move { store.write().await }
        });
        a_moment().await;
        let three = queued(&store, "three").await;
        drop(first);
        let mut held = held.await.unwrap().unwrap();
        put(&mut held, "two").await.unwrap();
        a_moment().await;
        // The first has committed; its answer waits for the disk as the others' do.
        assert!(!one.is_finished() && words(&store).await.is_empty());
        held.commit().await.unwrap();
        assert_eq!(words(&store).await, ["one", "three", "two"]);
        for task in [one, three] {
            task.await.unwrap().unwrap();
        }
    }

    #[tokio::test]
    async fn failed_write_does_not_undo_others() {
        let (_folder, store) = store().await;
        let first = store.write().await.unwrap();
        let one = queued(&store, "one").await;
        let same = queued(&store, "one").await;
        let gone = tokio::spawn({
            let store = store.clone();
            async move {
                let mut write = store.write().await.unwrap();
                put(&mut write, "gone").await.unwrap();
            }
        });
        a_moment().await;
        let two = queued(&store, "two").await;
        drop(first);
        gone.await.unwrap();
        assert!(matches!(same.await.unwrap(), Err(StoreError::Sql(_))), "the word is there already");
        one.await.unwrap().unwrap();
        two.await.unwrap().unwrap();
        assert_eq!(words(&store).await, ["one", "two"]);
    }

    #[tokio::test]
    async fn broken_transaction_fails_every_write_in_it() {
        let (_folder, store) = store().await;
        let first = store.write().await.unwrap();
        let one = queued(&store, "one").await;
        let breaking = tokio::spawn({
            let store = store.clone();
            async move {
                let mut write = store.write().await.unwrap();
                // Like SQLite when the disk is full.
                execute!(write, sqlx::query("ROLLBACK")).unwrap();
                write.commit().await
            }
        });
        a_moment().await;
        let two = queued(&store, "two").await;
        drop(first);
        assert!(matches!(one.await.unwrap(), Err(StoreError::Commit)));
        assert!(matches!(breaking.await.unwrap(), Err(StoreError::Commit)));
        // The next write begins a new transaction.
        two.await.unwrap().unwrap();
        assert_eq!(words(&store).await, ["two"]);
    }

    #[tokio::test]
    async fn write_that_has_waited_too_long_gives_up_and_the_next_one_is_done() {
        let (_folder, store) = store().await;
        let first = store.write().await.unwrap();
        let place = store.writes.enter().unwrap();
        let waited = store.write_within(place, Duration::from_millis(50)).await;
        assert!(matches!(waited, Err(StoreError::Full(_))), "{waited:?}");
        let queue = store.queues()[1];
        assert_eq!((queue.waiting, queue.refused), (0, 1));
        drop(first);
        assert!(store.can_write().await, "it is tried, because a write has failed");
        let mut write = store.first_write().await.unwrap();
        put(&mut write, "next").await.unwrap();
        write.commit().await.unwrap();
        assert_eq!(words(&store).await, ["next"]);
    }

    #[tokio::test]
    async fn file_that_another_process_holds_is_no_defect() {
        let (folder, _store) = store().await;
        let other = SqliteConnectOptions::new().filename(folder.path().join("test.db"));
        let mut other = SqliteConnection::connect_with(&other).await.unwrap();
        sqlx::query("BEGIN IMMEDIATE").execute(&mut other).await.unwrap();
        // The gateway's own connections wait for ten seconds.
        let impatient =
            SqliteConnectOptions::new().filename(folder.path().join("test.db")).busy_timeout(Duration::ZERO);
        let mut impatient = SqliteConnection::connect_with(&impatient).await.unwrap();
        let error = sqlx::query("BEGIN IMMEDIATE").execute(&mut impatient).await.unwrap_err();
        assert!(StoreError::from(error).is_passing());
    }

    #[tokio::test]
    async fn cancelled_write_does_not_block_others() {
        let (_folder, store) = store().await;
        for patience in (0..400).map(Duration::from_micros) {
            let work = async {
                let mut write = store.write().await.unwrap();
                put(&mut write, &format!("{patience:?}")).await.unwrap();
                write.commit().await.unwrap();
            };
            let _ = tokio::time::timeout(patience, work).await;
        }
        let mut write = store.write().await.unwrap();
        put(&mut write, "last").await.unwrap();
        write.commit().await.unwrap();
        assert!(words(&store).await.contains(&"last".to_owned()));
    }
}
