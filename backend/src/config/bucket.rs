//! Where files lie when not in the database: a bucket of an S3-compatible store.

use std::fmt;

const DEFAULT_REGION: &str = "us-east-1";

/// A bucket and who asks for it.
#[derive(Clone, PartialEq, Eq)]
pub struct BucketSettings {
    pub bucket: String,
    /// In which files stand there; empty for none.
    pub prefix: String,
    /// The address of the store; that of AWS where none is given.
    pub endpoint: Option<String>,
    pub region: String,
    pub access_key_id: String,
    pub secret_access_key: String,
}

impl fmt::Debug for BucketSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BucketSettings")
            .field("bucket", &self.bucket)
            .field("endpoint", &self.endpoint)
            .finish_non_exhaustive()
    }
}

/// Reads the bucket from the settings; `None` where files lie in the database.
pub fn bucket<'a>(get: impl Fn(&str) -> Option<&'a str>, faults: &mut Vec<String>) -> Option<BucketSettings> {
    let files = get("P2WKSS_FILES")?;
    let place = files.strip_prefix("s3://").filter(|place| !place.starts_with('/'));
    if place.is_none() {
        faults.push("P2WKSS_FILES: must be s3://BUCKET or s3://BUCKET/PREFIX".to_owned());
    }
    let endpoint = get("P2WKSS_S3_ENDPOINT").map(|endpoint| endpoint.trim_end_matches('/').to_owned());
    if endpoint.as_ref().is_some_and(|own| !own.starts_with("https://") && !own.starts_with("http://")) {
        faults.push("P2WKSS_S3_ENDPOINT: must begin with https:// or http://".to_owned());
    }
    let access_key_id = get("P2WKSS_S3_ACCESS_KEY_ID");
    if access_key_id.is_none() {
        faults.push("P2WKSS_S3_ACCESS_KEY_ID: needed with P2WKSS_FILES".to_owned());
    }
    let secret_access_key = secret(&get, faults);
    let (bucket, prefix) = place?.split_once('/').unwrap_or((place?, ""));
    Some(BucketSettings {
        bucket: bucket.to_owned(),
        prefix: prefix.trim_matches('/').to_owned(),
        endpoint,
        region: get("P2WKSS_S3_REGION").unwrap_or(DEFAULT_REGION).to_owned(),
        access_key_id: access_key_id?.to_owned(),
        secret_access_key: secret_access_key?,
    })
}

fn secret<'a>(get: &impl Fn(&str) -> Option<&'a str>, faults: &mut Vec<String>) -> Option<String> {
    let fault = match (get("P2WKSS_S3_SECRET_ACCESS_KEY"), get("P2WKSS_S3_SECRET_ACCESS_KEY_FILE")) {
        (Some(secret), None) => return Some(secret.to_owned()),
        (None, Some(file)) => match std::fs::read_to_string(file) {
            Ok(secret) if !secret.trim().is_empty() => return Some(secret.trim().to_owned()),
            Ok(_) => format!("P2WKSS_S3_SECRET_ACCESS_KEY_FILE {file}: is empty"),
            Err(error) => format!("P2WKSS_S3_SECRET_ACCESS_KEY_FILE {file}: {error}"),
        },
        _ => "P2WKSS_S3_SECRET_ACCESS_KEY and P2WKSS_S3_SECRET_ACCESS_KEY_FILE: give one of them with P2WKSS_FILES"
            .to_owned(),
    };
    faults.push(fault);
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(settings: &[(&str, &'static str)]) -> (Option<BucketSettings>, Vec<String>) {
        let mut faults = Vec::new();
        let get = |name: &str| settings.iter().find(|(own, _)| *own == name).map(|(_, value)| *value);
        (bucket(get, &mut faults), faults)
    }

    #[test]
    fn without_a_word_files_lie_in_the_database() {
        assert_eq!(read(&[]), (None, Vec::new()));
    }

    #[test]
    fn a_bucket_has_a_place_in_it_and_a_key() {
        let key = [("P2WKSS_S3_ACCESS_KEY_ID", "kunci"), ("P2WKSS_S3_SECRET_ACCESS_KEY", "rahasia")];
        let (found, faults) = read(&[&[("P2WKSS_FILES", "s3://berkas/bekasi/2026/")], &key[..]].concat());
        let found = found.unwrap();
        assert!(faults.is_empty());
        assert_eq!((found.bucket.as_str(), found.prefix.as_str()), ("berkas", "bekasi/2026"));
        assert_eq!((found.region.as_str(), found.endpoint.clone()), ("us-east-1", None));
        assert!(!format!("{found:?}").contains("rahasia"));
        let (found, _) = read(&[&[("P2WKSS_FILES", "s3://berkas")], &key[..]].concat());
        assert_eq!(found.unwrap().prefix, "");
    }

    #[test]
    fn what_is_wrong_is_named_all_at_once() {
        let (found, faults) = read(&[("P2WKSS_FILES", "/srv/files"), ("P2WKSS_S3_ENDPOINT", "files.example")]);
        assert_eq!(found, None);
        let named: Vec<&str> = faults.iter().filter_map(|fault| fault.split([':', ' ']).next()).collect();
        assert_eq!(
            named,
            ["P2WKSS_FILES", "P2WKSS_S3_ENDPOINT", "P2WKSS_S3_ACCESS_KEY_ID", "P2WKSS_S3_SECRET_ACCESS_KEY"]
        );
    }
}
