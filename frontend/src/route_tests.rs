//! Addresses.

use super::*;
use std::path::Path;

/// The browser tests walk this list; `UPDATE=1 cargo test -p frontend` rewrites it.
#[test]
fn the_list_of_addresses_is_fresh() {
    let text = Route::routes().join("\n") + "\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("routes.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text, "run with UPDATE=1");
}

#[test]
fn a_fixed_word_goes_before_an_identifier() {
    assert_eq!(Route::recognize("/users/new"), Some(Route::NewUser));
    assert_eq!(Route::recognize("/users/x"), Some(Route::NotFound));
    let id = "019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a47";
    let route = Route::recognize(&format!("/users/{id}")).unwrap();
    assert_eq!(route.href(), format!("/users/{id}"));
    assert_eq!(route.with(&[("tab", "history")]), format!("/users/{id}?tab=history"));
}
