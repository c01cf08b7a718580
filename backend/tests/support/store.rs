//! An S3-compatible store of its own, which checks signatures as others do.

use super::databases::folder;
use hyper_util::rt::TokioIo;
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s_fs::FileSystem;
use std::fs;
use std::path::{Path, PathBuf};
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

const BUCKET: &str = "berkas";
const PREFIX: &str = "bekasi";
const ACCESS_KEY: &str = "kunci";
const SECRET_KEY: &str = "rahasia-penyimpanan";

#[derive(Debug)]
pub struct Store {
    root: PathBuf,
    port: u16,
    serving: JoinHandle<()>,
}

impl Store {
    pub async fn start() -> Self {
        let root = folder();
        fs::create_dir(root.join(BUCKET)).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let serving = tokio::spawn(serve(listener, service(&root)));
        Self { root, port, serving }
    }

    /// What a server is told of it.
    pub fn settings(&self) -> Vec<(&'static str, String)> {
        vec![
            ("P2WKSS_FILES", format!("s3://{BUCKET}/{PREFIX}")),
            ("P2WKSS_S3_ENDPOINT", format!("http://127.0.0.1:{}", self.port)),
            ("P2WKSS_S3_ACCESS_KEY_ID", ACCESS_KEY.to_owned()),
            ("P2WKSS_S3_SECRET_ACCESS_KEY", SECRET_KEY.to_owned()),
        ]
    }

    /// Takes the store away; connections that stand end with it.
    pub fn go_away(&self) {
        self.serving.abort();
    }

    pub fn object(&self, name: &str) -> PathBuf {
        self.root.join(BUCKET).join(PREFIX).join(name)
    }

    /// The names of the objects in it, without the mark of the start.
    pub fn objects(&self) -> Vec<String> {
        let entries = fs::read_dir(self.root.join(BUCKET).join(PREFIX)).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.filter(|name| name != "p2wkss").collect();
        names.sort();
        names
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.serving.abort();
        let _ = fs::remove_dir_all(&self.root);
    }
}

fn service(root: &Path) -> S3Service {
    let mut builder = S3ServiceBuilder::new(FileSystem::new(root).unwrap());
    builder.set_auth(SimpleAuth::from_single(ACCESS_KEY, SECRET_KEY));
    builder.build()
}

async fn serve(listener: TcpListener, service: S3Service) {
    // Dropped with this task, and with it what is under way.
    let mut connections = JoinSet::new();
    while let Ok((socket, _)) = listener.accept().await {
        let service = service.clone();
        connections.spawn(async move {
            let builder = hyper::server::conn::http1::Builder::new();
            let _ = builder.serve_connection(TokioIo::new(socket), service).await;
        });
    }
}
