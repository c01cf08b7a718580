//! Puts a handler at its operation's address.

use crate::kernel::guard::Guarded;
use crate::kernel::reply::Answer;
use actix_web::web::{self, ServiceConfig};
use actix_web::{FromRequest, Handler, guard};
use contract::endpoint::{Endpoint, Method};

/// Mounts the handler of `E`. Its first parameter must be a guard made for
/// `E`, and it can answer nothing but `E`'s reply.
pub fn mount<E, F, Args>(config: &mut ServiceConfig, handler: F)
where
    E: Endpoint,
    F: Handler<Args, Output = Answer<E>>,
    Args: FromRequest + Guarded<E> + 'static,
{
    let route = match E::METHOD {
        // HEAD is GET without the body, which the server leaves out by itself.
        Method::Get => web::route().guard(guard::Any(guard::Get()).or(guard::Head())),
        Method::Post => web::post(),
        Method::Put => web::put(),
        Method::Delete => web::delete(),
    };
    config.route(E::PATH, route.to(handler));
}
