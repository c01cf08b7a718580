//! Reading: a component asks, and is drawn again when the answer is there.
//! What does not depend on the type of the answer is written once.

use super::client::Answer;
use super::{Api, Call, Failure, Reply, Wire, use_api};
use contract::endpoint::Endpoint;
use serde::de::DeserializeOwned;
use std::any::Any;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The state of a question.
pub struct Query<T> {
    /// The newest answer; kept while a newer one is on its way.
    pub reply: Option<Rc<Reply<T>>>,
    pub failure: Option<Failure>,
    pub busy: bool,
    pub reload: Callback<()>,
}

impl<T> Query<T> {
    pub fn value(&self) -> Option<&T> {
        self.reply.as_deref().map(|reply| &reply.value)
    }
}

#[hook]
pub fn use_query<E: Endpoint>(call: Call<E>) -> Query<E::Reply> {
    use_wire::<E::Reply>(Some(call.wire))
}

/// Asks only where there is a call.
#[hook]
pub fn use_query_if<E: Endpoint>(call: Option<Call<E>>) -> Query<E::Reply> {
    use_wire::<E::Reply>(call.map(Wire::from))
}

/// Asks without naming the operation, where one component serves several.
#[hook]
pub fn use_wire<T: DeserializeOwned + 'static>(wire: Option<Wire>) -> Query<T> {
    let state = use_answer(wire, read::<T>);
    Query {
        reply: state.reply.and_then(|reply| reply.downcast().ok()),
        failure: state.failure,
        busy: state.busy,
        reload: state.reload,
    }
}

type Read = fn(&Answer) -> Result<Rc<dyn Any>, Failure>;

fn read<T: DeserializeOwned + 'static>(answer: &Answer) -> Result<Rc<dyn Any>, Failure> {
    Ok(Rc::new(answer.read::<T>()?))
}

struct Found {
    reply: Option<Rc<dyn Any>>,
    failure: Option<Failure>,
    busy: bool,
    reload: Callback<()>,
}

#[derive(Default)]
struct State {
    /// The address without query the reply belongs to: another page or filter
    /// of a list replaces the rows, another record must not show the old one.
    path: String,
    reply: Option<Rc<dyn Any>>,
    failure: Option<Failure>,
    busy: bool,
}

#[hook]
fn use_answer(wire: Option<Wire>, read: Read) -> Found {
    let api = use_api();
    let turn = use_mut_ref(|| 0_u32);
    let redraw = use_force_update();
    let state = use_state(|| match &wire {
        Some(wire) => {
            State { path: wire.path().to_owned(), reply: remembered(&api, wire, read), failure: None, busy: true }
        }
        None => State::default(),
    });
    {
        let state = state.clone();
        let now = *turn.borrow();
        use_effect_with((wire.clone(), now), move |(wire, _)| {
            let cancelled = Rc::new(Cell::new(false));
            if let Some(wire) = wire.clone() {
                ask(api, wire, read, state, cancelled.clone());
            }
            move || cancelled.set(true)
        });
    }
    let reload = use_callback((), move |(), ()| {
        turn.replace_with(|turn| turn.wrapping_add(1));
        redraw.force_update();
    });
    let current = wire.as_ref().is_some_and(|wire| wire.path() == state.path);
    Found {
        reply: state.reply.clone().filter(|_| current),
        failure: state.failure.clone().filter(|_| current),
        busy: wire.is_some() && (state.busy || !current),
        reload,
    }
}

fn remembered(api: &Api, wire: &Wire, read: Read) -> Option<Rc<dyn Any>> {
    read(&*api.seen(&wire.url())?).ok()
}

fn ask(api: Api, wire: Wire, read: Read, state: UseStateHandle<State>, cancelled: Rc<Cell<bool>>) {
    let path = wire.path().to_owned();
    let kept = state.reply.clone().filter(|_| state.path == path);
    state.set(State { path: path.clone(), reply: remembered(&api, &wire, read).or(kept), failure: None, busy: true });
    spawn_local(async move {
        let answer = api.ask(wire).await;
        if cancelled.get() {
            return;
        }
        let (reply, failure) = match answer.and_then(|answer| read(&answer)) {
            Ok(reply) => (Some(reply), None),
            Err(failure) => (None, Some(failure)),
        };
        state.set(State { path, reply, failure, busy: false });
    });
}
