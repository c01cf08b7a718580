//! A bucket of an S3-compatible store, where files may lie instead of in the
//! database. It gets sealed bytes under names that say nothing.

use super::error::{Error, Result};
use crate::config::BucketSettings;
use bytes::Bytes;
use contract::problem::ProblemCode;
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path;
use object_store::{ClientOptions, ObjectStoreExt, RetryConfig};
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};

/// An upload of ten megabytes over a slow line to the store.
const TIMEOUT: Duration = Duration::from_secs(30);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// Someone waits meanwhile.
const RETRIES: usize = 2;
const RETRY_TIMEOUT: Duration = Duration::from_secs(40);
const RETRY_AFTER_SECONDS: u32 = 10;
/// Whether the store answers is asked by a machine every few seconds, which
/// itself waits a second.
const LOOK_TIMEOUT: Duration = Duration::from_millis(400);
/// Files on their way at once, each in memory; more wait a little, and are then
/// asked to come again.
const AT_ONCE: usize = 8;
const TURN: Duration = Duration::from_secs(10);
/// Written at each start and left; and what is written to be deleted.
const MARK: &str = "p2wkss";
const TRIAL: &str = "p2wkss-trial";

#[derive(Debug)]
pub struct Bucket {
    store: AmazonS3,
    prefix: Path,
    turns: Semaphore,
}

fn failed(error: object_store::Error) -> Error {
    away(format!("the bucket: {error}"))
}

fn away(cause: String) -> Error {
    Error { cause: Some(cause), ..ProblemCode::Unavailable.into() }.retry_after(RETRY_AFTER_SECONDS)
}

impl Bucket {
    pub fn new(settings: &BucketSettings) -> Result<Self, String> {
        // Another part of the process may have said so before; both say the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let retry = RetryConfig { max_retries: RETRIES, retry_timeout: RETRY_TIMEOUT, ..RetryConfig::default() };
        let options = ClientOptions::new().with_timeout(TIMEOUT).with_connect_timeout(CONNECT_TIMEOUT);
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&settings.bucket)
            .with_region(&settings.region)
            .with_access_key_id(&settings.access_key_id)
            .with_secret_access_key(&settings.secret_access_key)
            .with_retry(retry)
            // Not every store knows how to delete many by one request.
            .with_disable_bulk_delete(true)
            .with_client_options(options);
        if let Some(endpoint) = &settings.endpoint {
            // What is sent is sealed before it leaves.
            builder = builder.with_endpoint(endpoint).with_allow_http(endpoint.starts_with("http://"));
        }
        let store = builder.build().map_err(|error| error.to_string())?;
        Ok(Self { store, prefix: Path::from(settings.prefix.as_str()), turns: Semaphore::new(AT_ONCE) })
    }

    fn at(&self, name: &str) -> Path {
        self.prefix.clone().join(name)
    }

    async fn turn(&self) -> Result<SemaphorePermit<'_>> {
        match tokio::time::timeout(TURN, self.turns.acquire()).await {
            Ok(turn) => turn.map_err(Error::internal),
            Err(_) => Err(away("the bucket: too many files are on their way".to_owned())),
        }
    }

    pub async fn put(&self, name: &str, bytes: Vec<u8>) -> Result<()> {
        let _turn = self.turn().await?;
        self.store.put(&self.at(name), Bytes::from(bytes).into()).await.map_err(failed)?;
        Ok(())
    }

    /// `None` where there is none of this name.
    pub async fn get(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let _turn = self.turn().await?;
        match self.store.get(&self.at(name)).await {
            Ok(found) => Ok(Some(found.bytes().await.map_err(failed)?.into())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(failed(error)),
        }
    }

    pub async fn holds(&self, name: &str) -> Result<bool> {
        match self.store.head(&self.at(name)).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(failed(error)),
        }
    }

    /// What is not there is destroyed already.
    pub async fn delete(&self, name: &str) -> Result<()> {
        match self.store.delete(&self.at(name)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(failed(error)),
        }
    }

    /// Whether it can be written, read and deleted from; why not.
    pub async fn try_out(&self) -> Result<(), String> {
        let words = env!("CARGO_PKG_VERSION").as_bytes().to_vec();
        let tried = async {
            self.put(MARK, words.clone()).await?;
            self.put(TRIAL, Vec::new()).await?;
            self.delete(TRIAL).await?;
            self.get(MARK).await
        };
        match tried.await {
            Ok(read) if read.as_ref() == Some(&words) => Ok(()),
            Ok(_) => Err("it gives back other bytes than it was given".to_owned()),
            Err(error) => Err(error.cause.unwrap_or_default()),
        }
    }

    /// Whether it answers now.
    pub async fn answers(&self) -> bool {
        let mark = self.at(MARK);
        tokio::time::timeout(LOOK_TIMEOUT, self.store.head(&mark)).await.is_ok_and(|found| found.is_ok())
    }
}
