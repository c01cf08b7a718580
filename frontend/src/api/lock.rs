//! One at a time across the tabs of this browser, where the browser can.

use js_sys::{Function, Promise, Reflect};
use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// Runs `work` while this tab holds the lock `name`. A refresh token works
/// once: two tabs that refresh at the same moment would end each other's
/// session. Browsers without the Web Locks API just run it.
pub async fn hold<T: 'static>(name: &str, work: impl Future<Output = T> + 'static) -> T {
    let Some((manager, request)) = manager() else {
        return work.await;
    };
    let work = Rc::new(RefCell::new(Some(work)));
    let result = Rc::new(RefCell::new(None));
    let granted = {
        let (work, result) = (work.clone(), result.clone());
        Closure::once(move |_: JsValue| {
            let work = work.borrow_mut().take();
            future_to_promise(async move {
                if let Some(work) = work {
                    let value = work.await;
                    result.borrow_mut().replace(value);
                }
                Ok(JsValue::UNDEFINED)
            })
        })
    };
    let asked = request.call2(&manager, &JsValue::from_str(name), granted.as_ref());
    if let Some(promise) = asked.ok().and_then(|it| it.dyn_into::<Promise>().ok()) {
        // A refused lock leaves the work undone; it is then done below.
        let _ = JsFuture::from(promise).await;
    }
    let done = result.borrow_mut().take();
    let left = work.borrow_mut().take();
    match (done, left) {
        (Some(value), _) => value,
        (None, Some(work)) => work.await,
        // The lock was granted, so the closure either stored a value or still waits.
        (None, None) => std::future::pending().await,
    }
}

fn manager() -> Option<(JsValue, Function)> {
    let navigator = web_sys::window()?.navigator();
    let manager = Reflect::get(&navigator, &JsValue::from_str("locks")).ok()?;
    let request = Reflect::get(&manager, &JsValue::from_str("request")).ok()?;
    Some((manager, request.dyn_into().ok()?))
}
