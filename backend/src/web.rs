//! The web application and the documentation page, from the binary itself.

use actix_web::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, ETAG, IF_NONE_MATCH, VARY};
use actix_web::{HttpRequest, HttpResponse, web};
use rust_embed::{EmbeddedFile, RustEmbed};
use std::sync::OnceLock;

/// What `cargo xtask web` built: in a release part of the binary, else read
/// from the folder.
#[derive(RustEmbed)]
#[folder = "../frontend/dist"]
struct Dist;

const UNKNOWN: &str = "application/octet-stream";
const INDEX: &str = "index.html";
const YEAR: &str = "public, max-age=31536000, immutable";

pub fn configure(config: &mut web::ServiceConfig) {
    config.route("/api/openapi.json", web::get().to(contract_document));
    config.service(web::redirect("/docs", "/docs/"));
    let document = contract::document::document();
    config.service(
        utoipa_swagger_ui::SwaggerUi::new("/docs/{_:.*}").external_url_unchecked("/docs/openapi.json", document),
    );
}

async fn contract_document() -> HttpResponse {
    static TEXT: OnceLock<String> = OnceLock::new();
    let text = TEXT.get_or_init(|| contract::document::document().to_string());
    HttpResponse::Ok().content_type("application/json").insert_header(("cache-control", "no-cache")).body(text.as_str())
}

/// Files of the application; any other address that is no API's is the
/// application itself, which finds its own way.
pub async fn application(request: HttpRequest) -> HttpResponse {
    let path = request.path().trim_start_matches('/');
    let readable = request.method() == "GET" || request.method() == "HEAD";
    let reserved = ["api/", "health/", ".well-known/", "metrics", "docs/"].iter().any(|start| path.starts_with(start));
    if !readable || reserved {
        return HttpResponse::NotFound().finish();
    }
    // A region's code holds dots, so only the endings of our own files tell a
    // file that is not there from a page.
    let ending = path.rsplit('.').next().unwrap_or("");
    let name = if Dist::get(path).is_some() {
        path
    } else if content_type(path) != UNKNOWN || matches!(ending, "bin" | "br" | "gz" | "map" | "ico" | "txt") {
        return HttpResponse::NotFound().finish();
    } else {
        INDEX
    };
    serve(&request, name)
}

/// The smallest form the client takes: brotli, gzip or plain.
fn best(request: &HttpRequest, name: &str) -> Option<(EmbeddedFile, Option<&'static str>)> {
    let accepted = request.headers().get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    for (encoding, ending) in [("br", ".br"), ("gzip", ".gz")] {
        if accepted.split(',').any(|one| one.split(';').next().unwrap_or("").trim() == encoding)
            && let Some(file) = Dist::get(&format!("{name}{ending}"))
        {
            return Some((file, Some(encoding)));
        }
    }
    Dist::get(name).map(|file| (file, None))
}

fn serve(request: &HttpRequest, name: &str) -> HttpResponse {
    let Some((file, encoding)) = best(request, name) else { return HttpResponse::NotFound().finish() };
    let etag = format!("\"{}\"", crate::kernel::crypto::to_hex(&file.metadata.sha256_hash()[..16]));
    let asked = request.headers().get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let mut response = if asked == Some(etag.as_str()) { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response.insert_header((ETAG, etag.clone())).insert_header((VARY, "Accept-Encoding"));
    response.insert_header(("cache-control", if name == INDEX { "no-cache" } else { YEAR }));
    if asked == Some(etag.as_str()) {
        return response.finish();
    }
    if let Some(encoding) = encoding {
        response.insert_header((CONTENT_ENCODING, encoding));
    }
    response.content_type(content_type(name)).body(file.data.into_owned())
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webmanifest" => "application/manifest+json",
        _ => UNKNOWN,
    }
}
