//! Changing: a call that is sent, kept while the line is dead, and sent again.

use super::client::Answer;
use super::{Api, Call, Failure, Reply, Wire, use_api};
use contract::endpoint::Endpoint;
use contract::problem::ProblemCode;
use gloo_events::EventListener;
use gloo_timers::future::TimeoutFuture;
use std::cell::Cell;
use std::marker::PhantomData;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The longest pause between two attempts.
const LONGEST_PAUSE_SECONDS: u32 = 60;

/// How far a change has come.
#[derive(Debug, Clone, PartialEq)]
pub enum Sending {
    Idle,
    Busy,
    /// No answer came; kept here and sent again in so many seconds.
    Kept {
        again_in: u32,
    },
    Failed(Failure),
}

impl Sending {
    pub fn is_under_way(&self) -> bool {
        matches!(self, Self::Busy | Self::Kept { .. })
    }

    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Failed(failure) => Some(failure),
            _ => None,
        }
    }
}

/// What runs while a change is on its way, shared with its buttons.
#[derive(Default)]
struct Flight {
    /// Grows with every new call, so that a given-up one finds itself stale.
    number: Cell<u32>,
    /// A press while one is on its way does nothing.
    running: Cell<bool>,
    /// Someone pressed "try now", or the device came back online.
    now: Cell<bool>,
}

/// Sends changes of any kind, one at a time.
#[derive(Clone)]
pub struct Sender {
    pub state: Sending,
    set: UseStateHandle<Sending>,
    api: Api,
    flight: Rc<Flight>,
}

#[hook]
pub fn use_sender() -> Sender {
    let api = use_api();
    let set = use_state(|| Sending::Idle);
    let flight = use_memo((), |()| Flight::default());
    {
        let flight = flight.clone();
        use_effect_with((), move |()| {
            let online = web_sys::window().map(|window| {
                let flight = flight.clone();
                EventListener::new(&window, "online", move |_| flight.now.set(true))
            });
            move || {
                drop(online);
                flight.number.set(flight.number.get().wrapping_add(1));
            }
        });
    }
    Sender { state: (*set).clone(), set, api, flight }
}

impl Sender {
    /// Sends; a second press while the first is on its way does nothing.
    pub fn send(&self, wire: Wire, done: Callback<Rc<Answer>>, failed: Callback<Failure>) {
        if self.flight.running.replace(true) {
            return;
        }
        let number = self.flight.number.get().wrapping_add(1);
        self.flight.number.set(number);
        self.set.set(Sending::Busy);
        let sender = self.clone();
        spawn_local(async move {
            let result = sender.attempt(wire, number).await;
            if sender.flight.number.get() != number {
                return;
            }
            sender.flight.running.set(false);
            match result {
                Ok(answer) => {
                    sender.set.set(Sending::Idle);
                    done.emit(answer);
                }
                Err(failure) => {
                    sender.set.set(Sending::Failed(failure.clone()));
                    failed.emit(failure);
                }
            }
        });
    }

    /// Tries at once instead of waiting.
    pub fn try_now(&self) -> Callback<()> {
        let flight = self.flight.clone();
        Callback::from(move |()| flight.now.set(true))
    }

    /// Stops trying.
    pub fn give_up(&self) -> Callback<()> {
        let (flight, set) = (self.flight.clone(), self.set.clone());
        Callback::from(move |()| {
            flight.number.set(flight.number.get().wrapping_add(1));
            flight.running.set(false);
            set.set(Sending::Idle);
        })
    }

    async fn attempt(&self, wire: Wire, number: u32) -> Result<Rc<Answer>, Failure> {
        let mut pause = 4;
        loop {
            let failure = match self.api.ask(wire.clone()).await {
                Ok(answer) => return Ok(answer),
                Err(failure) => failure,
            };
            if let Some(answer) = already_so(&wire, &failure) {
                self.api.forget();
                return Ok(Rc::new(answer));
            }
            let retry = failure == Failure::NoAnswer && wire.is_repeatable();
            if !retry || !self.wait(pause, number).await {
                return Err(failure);
            }
            self.set.set(Sending::Busy);
            pause = (pause * 2).min(LONGEST_PAUSE_SECONDS);
        }
    }

    /// Counts down to the next attempt; `false` when it was given up.
    async fn wait(&self, pause: u32, number: u32) -> bool {
        let flight = &self.flight;
        flight.now.set(false);
        for again_in in (1..=pause).rev() {
            if flight.number.get() != number {
                return false;
            }
            self.set.set(Sending::Kept { again_in });
            for _ in 0..4 {
                if !flight.now.get() {
                    TimeoutFuture::new(250).await;
                }
            }
        }
        flight.number.get() == number
    }
}

/// A change whose answer was lost on the way comes back as `stale` when it is
/// sent again, though the record is just as it was to become. A request with a
/// key the server knows again by itself: there `stale` is what it says, though
/// a step without members never differs from anything.
fn already_so(wire: &Wire, failure: &Failure) -> Option<Answer> {
    let problem = failure.problem().filter(|_| wire.key.is_none())?;
    let same = problem.code == ProblemCode::Stale && problem.differs.as_ref().is_some_and(Vec::is_empty);
    let current = problem.current.as_ref().filter(|_| same)?;
    Some(Answer { status: 200, text: current.to_string(), etag: None })
}

/// Sends changes to the operation `E`.
pub struct Mutation<E: Endpoint> {
    pub state: Sending,
    sender: Sender,
    operation: PhantomData<fn() -> E>,
}

impl<E: Endpoint> Clone for Mutation<E> {
    fn clone(&self) -> Self {
        Self { state: self.state.clone(), sender: self.sender.clone(), operation: PhantomData }
    }
}

#[hook]
pub fn use_mutation<E: Endpoint>() -> Mutation<E> {
    let sender = use_sender();
    Mutation { state: sender.state.clone(), sender, operation: PhantomData }
}

impl<E: Endpoint> Mutation<E> {
    pub fn send(&self, call: Call<E>, done: Callback<Rc<Reply<E::Reply>>>, failed: Callback<Failure>) {
        let refused = failed.clone();
        let done = Callback::from(move |answer: Rc<Answer>| match answer.read() {
            Ok(reply) => done.emit(Rc::new(reply)),
            Err(failure) => refused.emit(failure),
        });
        self.sender.send(call.wire, done, failed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::agencies::AgencyDraft;
    use contract::draft::Reason;
    use contract::endpoints::{ArchiveAgency, UpdateAgency};

    fn stale(differs: &[&str]) -> Failure {
        let problem = serde_json::json!({
            "type": "/problems/stale", "title": "", "status": 412, "code": "stale", "instance": "/", "request_id": "1",
            "differs": differs, "current": { "name": "DP3A" },
        });
        Failure::Refused { problem: Rc::new(serde_json::from_value(problem).unwrap()), retry_after: None }
    }

    #[test]
    fn a_step_that_came_too_late_is_no_success() {
        let reason = Reason { reason: "Digabung dengan dinas lain".to_owned() };
        let step = Wire::from(Call::<ArchiveAgency>::at(&["7"]).body(&reason).if_match(Some("1")));
        assert_eq!(already_so(&step, &stale(&[])), None);
        let change = Wire::from(Call::<UpdateAgency>::at(&["7"]).body(&AgencyDraft::default()).if_match(Some("1")));
        assert_eq!(already_so(&change, &stale(&[])).map(|answer| answer.text), Some(r#"{"name":"DP3A"}"#.to_owned()));
        assert_eq!(already_so(&change, &stale(&["/name"])), None);
    }
}
