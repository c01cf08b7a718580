//! The edge: where a request comes in and its answer leaves.
//!
//! It gives the request an id, finds out who asks, catches a panic, turns
//! every refusal into a problem document in the caller's language, sets the
//! security headers and writes one line of log, with the route's template in
//! place of the address.

use super::error::{Error, Existing, Result};
use super::identity::Actor;
use super::limits::{Allowance, STRANGER};
use super::metrics::counted;
use super::request::{Circumstances, client_address, forwarded_addresses};
use super::state::Kernel;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::header::{
    ALLOW, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE,
};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpResponse, ResponseError, web};
use contract::endpoint::{Method, operations_at};
use contract::endpoints::ALL;
use contract::problem::{Problem, ProblemCode};
use contract::words::{Language, field_detail, problem_title};
use futures::FutureExt;
use std::net::{IpAddr, Ipv4Addr};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;
use uuid::Uuid;

/// Sent with every answer. The documentation page needs nothing more either.
const SECURITY_HEADERS: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
];
/// Requests below these are counted; the files of the application are not.
const COUNTED: &[&str] = &["/api/", "/l/"];
const HSTS: (&str, &str) = ("strict-transport-security", "max-age=31536000; includeSubDomains");

/// The middleware.
pub async fn edge(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    counted(answer(request, next)).await
}

async fn answer(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let started = Instant::now();
    let kernel = request.app_data::<web::Data<Arc<Kernel>>>().map(|data| data.get_ref().clone());
    let Some(kernel) = kernel else { return Err(Error::internal("no kernel").into()) };
    let circumstances = circumstances(&kernel, &request).await;
    request.extensions_mut().insert(circumstances.clone());
    let (method, path) = (request.method().clone(), request.path().to_owned());
    let counted = COUNTED.iter().any(|start| path.starts_with(start));
    let allowance = counted.then(|| allowance(&kernel, &circumstances)).flatten();
    // The request must not be held twice while it is routed, so after a panic
    // there is none left to answer; the answer then leaves as an error.
    let refused = if allowance.is_some_and(|allowance| allowance.exceeded) {
        Some(ProblemCode::TooManyRequests)
    } else {
        is_written_and_lacks(&path, method.as_str()).then_some(ProblemCode::MethodNotAllowed)
    };
    let answered = if let Some(code) = refused {
        let response = Error::from(code).error_response();
        Ok(Ok(request.into_response(response).map_into_right_body()))
    } else {
        let answered = AssertUnwindSafe(next.call(request)).catch_unwind().await;
        answered.map(|answered| answered.map(ServiceResponse::map_into_left_body))
    };
    let mut response = match answered {
        Ok(Ok(response)) => response.map_into_boxed_body(),
        Ok(Err(error)) => return Err(error),
        Err(_) => return Err(after_panic(&circumstances, &path, kernel.config.is_https())),
    };
    if let Some(mut error) = refusal(&response, &path, method.as_str()) {
        if let Some(allowance) = allowance.filter(|allowance| allowance.exceeded) {
            error.retry_after = Some(allowance.reset);
        }
        log_failure(&error, &circumstances.request_id);
        response = response.into_response(problem_response(&error, &circumstances, &path));
    }
    set_headers(response.headers_mut(), &circumstances, kernel.config.is_https());
    for (name, value) in allowance.iter().flat_map(Allowance::headers) {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
    }
    let route = response.request().match_pattern().unwrap_or_else(|| "(none)".to_owned());
    kernel.metrics.answered(method.as_str(), &route, response.status().as_u16(), started.elapsed());
    tracing::info!(
        request_id = circumstances.request_id,
        method = method.as_str(),
        route,
        status = response.status().as_u16(),
        user = circumstances.caller.as_ref().ok().map(|actor| actor.user.to_string()),
        address = %circumstances.address,
        micros = started.elapsed().as_micros(),
        "answered"
    );
    Ok(response)
}

/// Counts the request: a user's wherever she is, a stranger's by address.
fn allowance(kernel: &Kernel, circumstances: &Circumstances) -> Option<Allowance> {
    let caller = match &circumstances.caller {
        Ok(actor) => format!("user {}", actor.user),
        Err(_) => stranger(circumstances.address),
    };
    kernel.limits.count(caller, kernel.clock.now())
}

/// A household or office has an IPv6 /64 to itself, so that is one caller.
fn stranger(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => format!("{STRANGER}{address}"),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{STRANGER}{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

async fn circumstances(kernel: &Kernel, request: &ServiceRequest) -> Circumstances {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let peer = request.peer_addr().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.ip());
    // A proxy may add a line of its own after the client's; its word comes last.
    let lines = |name: &str| {
        let lines: Vec<&str> = request.headers().get_all(name).filter_map(|line| line.to_str().ok()).collect();
        (!lines.is_empty()).then(|| lines.join(", "))
    };
    let forwarded = forwarded_addresses(lines("forwarded").as_deref(), lines("x-forwarded-for").as_deref());
    Circumstances {
        request_id: Uuid::now_v7().simple().to_string(),
        address: client_address(peer, &forwarded, &kernel.config.trusted_proxies),
        language: Language::negotiate(header("accept-language").unwrap_or("")),
        caller: caller(kernel, request).await,
    }
}

async fn caller(kernel: &Kernel, request: &ServiceRequest) -> Result<Arc<Actor>> {
    let unknown = || Error::from(ProblemCode::Unauthenticated);
    let header = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok()).ok_or_else(unknown)?;
    let (scheme, token) = header.split_once(' ').ok_or_else(unknown)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(unknown());
    }
    let bearer = kernel.tokens.check(token.trim(), kernel.clock.now())?;
    kernel.identities.of(kernel, bearer).await
}

/// The refusal an answer carries: ours, or one made for an answer of the
/// framework's own.
fn refusal(response: &ServiceResponse<BoxBody>, path: &str, method: &str) -> Option<Error> {
    if let Some(error) = response.response().extensions().get::<Error>() {
        return Some(error.clone());
    }
    let status = response.status().as_u16();
    if status < 400 {
        return None;
    }
    let wrong_method = status == 404 && ALL.iter().any(|operation| operation.matches(path));
    let code = match status {
        404 if wrong_method && method != "HEAD" => ProblemCode::MethodNotAllowed,
        404 => ProblemCode::NotFound,
        405 => ProblemCode::MethodNotAllowed,
        406 => ProblemCode::NotAcceptable,
        413 => ProblemCode::PayloadTooLarge,
        415 => ProblemCode::UnsupportedMediaType,
        400..500 => ProblemCode::MalformedRequest,
        _ => return Some(Error::internal(response.response().error().map_or_else(String::new, ToString::to_string))),
    };
    Some(code.into())
}

fn after_panic(circumstances: &Circumstances, path: &str, https: bool) -> actix_web::Error {
    let error = Error::internal("a handler panicked");
    log_failure(&error, &circumstances.request_id);
    let mut response = problem_response(&error, circumstances, path);
    set_headers(response.headers_mut(), circumstances, https);
    InternalError::from_response(error, response).into()
}

fn log_failure(error: &Error, request_id: &str) {
    if error.code == ProblemCode::Internal {
        tracing::error!(request_id, cause = error.cause, "a request failed");
    } else if let Some(cause) = &error.cause {
        tracing::warn!(request_id, code = error.code.as_str(), cause, "a request was refused");
    }
}

fn problem_response(error: &Error, circumstances: &Circumstances, path: &str) -> HttpResponse {
    let language = circumstances.language;
    let mut errors = error.errors.clone();
    for field in &mut errors {
        field.detail = field_detail(language, field);
    }
    let (current, differs) = error.stale.as_deref().cloned().unzip();
    let problem = Problem {
        kind: format!("/problems/{}", error.code),
        title: problem_title(language, error.code),
        status: error.code.status(),
        code: error.code,
        detail: None,
        instance: path.to_owned(),
        request_id: circumstances.request_id.clone(),
        errors,
        current,
        differs,
        existing_id: error.existing.and_then(Existing::seen),
        matches: error.duplicates.as_ref().map(|found| found.matches.clone()).unwrap_or_default(),
        elsewhere: error.duplicates.as_ref().map(|found| found.elsewhere),
    };
    let mut response = HttpResponse::build(error.status_code());
    response.insert_header((CONTENT_TYPE, "application/problem+json"));
    response.insert_header(("cache-control", "no-store"));
    if let Some(seconds) = error.retry_after {
        response.insert_header((RETRY_AFTER, seconds.to_string()));
    }
    match error.code {
        ProblemCode::MethodNotAllowed => {
            response.insert_header((ALLOW, allowed_methods(path)));
        }
        ProblemCode::Unauthenticated | ProblemCode::InvalidCredentials => {
            response.insert_header((WWW_AUTHENTICATE, "Bearer"));
        }
        _ => {}
    }
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    response.body(body)
}

/// Whether an address is one the contract writes out, and takes no such method:
/// `/imports/template` is no import, though an id could stand there.
fn is_written_and_lacks(path: &str, method: &str) -> bool {
    let method = if method == "HEAD" { "GET" } else { method };
    let mut written = ALL.iter().filter(|operation| operation.path == path).peekable();
    written.peek().is_some() && written.all(|operation| operation.method.as_str() != method)
}

fn allowed_methods(path: &str) -> String {
    let methods = operations_at(path).map(|operation| operation.method);
    let mut methods: Vec<&str> = methods.map(Method::as_str).collect();
    if methods.is_empty() {
        methods.extend(["GET", "HEAD"]);
    }
    methods.join(", ")
}

fn set_headers(headers: &mut HeaderMap, circumstances: &Circumstances, https: bool) {
    let hsts = https.then_some(&HSTS);
    for (name, value) in SECURITY_HEADERS.iter().chain(hsts) {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if let Ok(id) = HeaderValue::from_str(&circumstances.request_id) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
    let language = HeaderValue::from_static(circumstances.language.as_str());
    headers.insert(HeaderName::from_static("content-language"), language);
    headers.append(HeaderName::from_static("vary"), HeaderValue::from_static("Accept-Language, Authorization"));
}
