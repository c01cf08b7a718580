//! Puts a handler at its operation's address.

use crate::kernel::guard::Guarded;
use crate::kernel::reply::Answer;
use actix_web::web::{self, ServiceConfig};
use actix_web::{FromRequest, Handler};
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
        Method::Get => web::get(),
        Method::Post => web::post(),
        Method::Put => web::put(),
        Method::Delete => web::delete(),
    };
    config.route(E::PATH, route.to(handler));
}
