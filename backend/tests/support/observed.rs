//! A second server on a test's database whose statements are written down.

use super::{SECRET, Server};
use p2wkss::kernel::crypto::Secret;
use p2wkss::kernel::database::Db;
use p2wkss::kernel::state::Kernel;
use sea_orm::{DatabaseConnection, Statement};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use uuid::Uuid;

/// One statement as it was sent, and how long its answer took.
#[derive(Debug, Clone)]
pub struct Sent {
    pub statement: Statement,
    pub took: Duration,
}

/// The server and what it has asked its database since it was last looked at.
pub struct Observed {
    pub server: Server,
    log: Arc<Mutex<Vec<Sent>>>,
}

impl Observed {
    pub async fn beside(server: &Server) -> Self {
        let config = server.kernel.config.clone();
        let mut db = Db::connect(&config.database_url).await.unwrap();
        let log = Arc::default();
        listen(&mut db.read.0, &log);
        listen(&mut db.write, &log);
        let kernel = Kernel::new(config, db, &Secret::from_hex(&SECRET.repeat(4)).unwrap()).unwrap();
        let folder = std::env::temp_dir().join(format!("p2wkss-{}", Uuid::now_v7().simple()));
        Self { server: Server::serve(kernel, folder), log }
    }

    /// The statements since the last call.
    pub fn take(&self) -> Vec<Sent> {
        std::mem::take(&mut self.log.lock().unwrap())
    }
}

fn listen(connection: &mut DatabaseConnection, log: &Arc<Mutex<Vec<Sent>>>) {
    let log = log.clone();
    connection.set_metric_callback(move |info| {
        log.lock().unwrap().push(Sent { statement: info.statement.clone(), took: info.elapsed });
    });
}
