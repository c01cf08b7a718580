//! Who is signed in on this device.

use super::{Api, Call, Failure};
use crate::ui::browser;
use contract::auth::{Refresh, Tokens};
use contract::endpoints::{GetMe, SignOut};
use contract::me::Me;
use contract::problem::ProblemCode;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Where the session stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Stage {
    /// Asking whether this browser is signed in.
    Starting,
    /// The server could not be asked.
    Unreachable(Failure),
    SignedOut {
        /// It ended by itself while someone was working.
        ended: bool,
    },
    SignedIn(Rc<Me>),
}

#[derive(Clone, PartialEq)]
pub struct Session {
    pub stage: Stage,
    api: Api,
    set: UseStateSetter<Stage>,
    /// The one-time code just used, so that it need not be typed twice. It
    /// stays in memory and is taken out by the page that sets the password.
    code: Rc<RefCell<Option<String>>>,
}

impl Session {
    /// Asks the server who is signed in, with the cookie or the token at hand.
    pub fn load(&self) {
        let session = self.clone();
        spawn_local(async move { session.reload().await });
    }

    async fn reload(&self) {
        if browser::is_leaving() {
            self.set.set(Stage::SignedOut { ended: false });
            end_cookie(&self.api).await;
            return;
        }
        let stage = match self.api.call(Call::<GetMe>::new()).await {
            Ok(reply) => Stage::SignedIn(Rc::new(reply.value)),
            Err(failure) if failure.is(ProblemCode::Unauthenticated) => Stage::SignedOut { ended: false },
            Err(failure) => Stage::Unreachable(failure),
        };
        self.set.set(stage);
    }

    /// Takes the tokens of a successful sign-in.
    pub fn begin(&self, tokens: &Tokens, password: &str) {
        browser::set_leaving(false);
        self.api.set_token(Some(tokens.access_token.clone()));
        let code = tokens.must_change_password.then(|| password.to_owned());
        self.code.replace(code);
        self.load();
    }

    /// Hands out the one-time code of this sign-in, once.
    pub fn take_code(&self) -> Option<String> {
        self.code.borrow_mut().take()
    }

    /// Renews the token after a change of password, then the rights.
    pub fn renew(&self) {
        let session = self.clone();
        spawn_local(async move {
            // A failure here shows as signed out or unreachable in `reload`.
            let _ = session.api.renew().await;
            session.reload().await;
        });
    }

    /// Leaves at once, with or without a signal. The server is told; where it
    /// cannot be reached, it is told before anything else the next time.
    pub fn sign_out(&self) {
        browser::forget_tab();
        browser::set_leaving(true);
        self.api.set_token(None);
        self.set.set(Stage::SignedOut { ended: false });
        let api = self.api.clone();
        spawn_local(async move { end_cookie(&api).await });
    }

    pub fn me(&self) -> Option<Rc<Me>> {
        match &self.stage {
            Stage::SignedIn(me) => Some(me.clone()),
            _ => None,
        }
    }
}

/// Makes the cookie worthless.
async fn end_cookie(api: &Api) {
    let call = Call::<SignOut>::new().body(&Refresh::default());
    if api.call(call).await.is_ok() {
        browser::set_leaving(false);
    }
}

#[derive(Properties, PartialEq)]
pub struct SessionProviderProps {
    pub children: Html,
}

/// Provides the session and the client to everything below.
#[component]
pub fn SessionProvider(props: &SessionProviderProps) -> Html {
    let api = use_memo((), |()| Api::default());
    let code = use_mut_ref(|| None);
    let stage = use_state(|| Stage::Starting);
    let session = Session { stage: (*stage).clone(), api: (*api).clone(), set: stage.setter(), code };
    {
        let session = session.clone();
        use_effect_with((), move |()| {
            let set = session.set.clone();
            session.api.on_ended(Callback::from(move |()| {
                set.set(Stage::SignedOut { ended: true });
            }));
            session.load();
        });
    }
    html! {
        <ContextProvider<Session> context={session}>
            { props.children.clone() }
        </ContextProvider<Session>>
    }
}

#[hook]
#[expect(clippy::expect_used, reason = "the application is drawn inside the provider")]
pub fn use_session() -> Session {
    use_context().expect("a session provider stands above")
}

#[hook]
pub fn use_api() -> Api {
    use_session().api
}

/// The signed-in user. Only pages behind the sign-in ask.
#[hook]
#[expect(clippy::expect_used, reason = "pages behind the sign-in are drawn with a user only")]
pub fn use_me() -> Rc<Me> {
    use_context().expect("a signed-in page stands below its user")
}
