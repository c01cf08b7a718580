//! Sign-in, refresh, sign-out.

use super::passwords::verify;
use super::queries::{self, ThrottleKeys, token_digest, token_digests};
use super::rules::{REFRESH_GRACE_SECONDS, lifetimes, normalise_code};
use crate::entity::{access_code, known_device, refresh_token, session, user};
use crate::kernel::crypto::random_token;
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::guard::{Guard, Open};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::state::Kernel;
use crate::kernel::tokens::{Bearer, LIFETIME};
use crate::kernel::tx::{Committed, Tx};
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use contract::auth::{TokenCarrier, Tokens};
use contract::draft::Purpose;
use contract::endpoint::Endpoint;
use contract::endpoints::{RefreshTokens, SignIn, SignOut};
use contract::ids::SessionId;
use contract::moment::Timestamp;
use contract::problem::ProblemCode;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use subtle::ConstantTimeEq;

const REFRESH_COOKIE: &str = "__Host-refresh";
const DEVICE_COOKIE: &str = "__Host-device";
const DEVICE_SECONDS: i64 = 365 * 24 * 3600;
/// Device names are cut to so many letters.
const DEVICE_NAME: usize = 200;

/// How the password or the one-time code fitted.
enum Proof {
    Password,
    Code(access_code::Model),
}

/// What a session's tokens are before they are written out.
struct Issued {
    access: String,
    refresh: String,
    device: Option<String>,
    must_change_password: bool,
    carrier: TokenCarrier,
}

pub async fn sign_in(open: Open<SignIn>) -> Answer<SignIn> {
    let draft = open.draft(Purpose::Create).await?;
    let kernel = &open.kernel;
    let username = draft.username.trim().to_lowercase();
    let carrier = draft.refresh_in.unwrap_or(TokenCarrier::Body);
    let device = match carrier {
        TokenCarrier::Cookie => cookie(&open, DEVICE_COOKIE),
        TokenCarrier::Body => draft.device_token.clone(),
    };
    let user = queries::account(open.db(), &username).await?;
    let known = queries::knows_device(kernel, user.as_ref().map(|user| user.id), device.as_deref()).await?;
    let counted_device = device.as_deref().filter(|_| known);
    let keys = ThrottleKeys::new(kernel, &username, counted_device, open.circumstances.address);
    queries::refuse_if_blocked(kernel, &keys).await?;
    let permit = kernel.hashing.acquire().await.map_err(Error::internal)?;
    // Those who waited for their turn are counted against what happened since.
    queries::refuse_if_blocked(kernel, &keys).await?;
    let proof = prove(kernel, user.as_ref(), &draft.password).await?;
    // A failure is counted before the next guess has its turn.
    let (Some(user), Some(proof)) = (user.clone(), proof) else {
        return Err(fail(&open, user, &keys).await?);
    };
    drop(permit);
    let device = device.filter(|_| known);
    let issued = admit(&open, user, proof, &keys, device, carrier).await?;
    Ok(answer(issued))
}

/// Checks the password and the one-time code; both are looked at whatever the
/// account, so that the time taken tells nothing.
async fn prove(kernel: &Kernel, user: Option<&user::Model>, typed: &str) -> Result<Option<Proof>> {
    let active = user.filter(|user| user.disabled_at.is_none());
    let fits = verify(active.and_then(|user| user.password_hash.as_deref()), typed).await?;
    if fits {
        return Ok(Some(Proof::Password));
    }
    let Some(user) = active else { return Ok(None) };
    let typed = token_digests(kernel, &normalise_code(typed));
    let code = queries::open_code(&kernel.db.read, user.id, kernel.clock.now()).await?;
    Ok(code.filter(|code| typed.iter().any(|typed| bool::from(code.digest.ct_eq(typed)))).map(Proof::Code))
}

/// Reasons the system itself gives; readers have words for them.
pub const WRONG_PASSWORD: &str = "wrong_password";
const REUSED_TOKEN: &str = "reused_refresh_token";

/// Counts the failure and, where the account exists, records it.
async fn fail(open: &Guard<SignIn>, user: Option<user::Model>, keys: &ThrottleKeys) -> Result<Error> {
    let subject = user.map_or_else(|| "unknown".to_owned(), |user| user.id.to_string());
    open.run(async |tx| {
        queries::count_failure(&open.kernel, tx.db(), keys, tx.now()).await?;
        tx.done(Change::act("account", &subject).because(WRONG_PASSWORD), ()).await
    })
    .await?;
    Ok(ProblemCode::InvalidCredentials.into())
}

/// Opens a session and everything that goes with it.
async fn admit(
    open: &Guard<SignIn>,
    user: user::Model,
    proof: Proof,
    keys: &ThrottleKeys,
    device: Option<String>,
    carrier: TokenCarrier,
) -> Result<Issued> {
    let device_token = device.unwrap_or_else(random_token);
    let must_change_password = matches!(proof, Proof::Code(_));
    let committed = open
        .run(async |tx| {
            queries::forget_failures(tx.db(), keys).await?;
            if let Proof::Code(code) = proof {
                use_code(tx, code).await?;
            }
            let session = open_session(tx, open, &user, carrier, must_change_password).await?;
            let refresh = issue_refresh(tx, session).await?;
            remember_device(tx, &user, &device_token).await?;
            let mut signed_in = user.clone().into_active_model();
            signed_in.last_sign_in_at = Set(Some(tx.now()));
            signed_in.update(tx.db()).await?;
            let access = tx.kernel().tokens.issue(Bearer { user: user.id, session }, tx.now())?;
            let issued = Issued { access, refresh, device: Some(device_token.clone()), must_change_password, carrier };
            tx.done_as(&tx.author_is(user.id), Change::act("account", user.id), issued).await
        })
        .await?;
    fresh(committed)
}

fn fresh<V>(committed: Committed<V>) -> Result<V> {
    match committed {
        Committed::Fresh(value) => Ok(value),
        Committed::Repeated(_) => Err(Error::internal("tokens are never handed out twice")),
    }
}

/// A code works once, also when two use it at the same moment.
async fn use_code(tx: &Tx, code: access_code::Model) -> Result<()> {
    use sea_orm::sea_query::Expr;
    use sea_orm::{ColumnTrait, QueryFilter};
    let used = access_code::Entity::update_many()
        .col_expr(access_code::Column::UsedAt, Expr::value(tx.now()))
        .filter(access_code::Column::UserId.eq(code.user_id))
        .filter(access_code::Column::Digest.eq(code.digest))
        .filter(access_code::Column::UsedAt.is_null())
        .exec(tx.db())
        .await?;
    if used.rows_affected == 1 { Ok(()) } else { Err(ProblemCode::InvalidCredentials.into()) }
}

async fn open_session(
    tx: &Tx,
    open: &Guard<SignIn>,
    user: &user::Model,
    carrier: TokenCarrier,
    must_change_password: bool,
) -> Result<SessionId> {
    let id = SessionId(open.clock().new_id());
    let (idle, longest) = lifetimes(carrier);
    let device: String =
        open.header("User-Agent").unwrap_or("").chars().filter(|c| !c.is_control()).take(DEVICE_NAME).collect();
    let row = session::ActiveModel {
        id: Set(id),
        user_id: Set(user.id),
        device: Set(device),
        address: Set(open.circumstances.address.to_string()),
        must_change_password: Set(must_change_password),
        started_at: Set(tx.now()),
        last_used_at: Set(tx.now()),
        idle_until: Set(tx.now().plus_seconds(idle)),
        expires_at: Set(tx.now().plus_seconds(longest)),
        idle_seconds: Set(idle),
        ended_at: Set(None),
        end_reason: Set(None),
    };
    session::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(id)
}

async fn issue_refresh(tx: &Tx, session: SessionId) -> Result<String> {
    let token = random_token();
    let row = refresh_token::ActiveModel {
        digest: Set(token_digest(tx.kernel(), &token)),
        session_id: Set(session),
        issued_at: Set(tx.now()),
        used_at: Set(None),
    };
    refresh_token::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(token)
}

async fn remember_device(tx: &Tx, user: &user::Model, token: &str) -> Result<()> {
    let row = known_device::ActiveModel {
        digest: Set(token_digest(tx.kernel(), token)),
        user_id: Set(user.id),
        last_used_at: Set(tx.now()),
    };
    let again = OnConflict::column(known_device::Column::Digest)
        .update_columns([known_device::Column::UserId, known_device::Column::LastUsedAt])
        .to_owned();
    known_device::Entity::insert(row).on_conflict(again).exec_without_returning(tx.db()).await?;
    Ok(())
}

pub async fn refresh(open: Open<RefreshTokens>) -> Answer<RefreshTokens> {
    let draft = open.draft(Purpose::Create).await?;
    let (token, carrier) = presented(&open, draft.refresh_token)?;
    let rotated = open
        .run(async |tx| {
            let found = queries::refresh_token(&open.kernel, tx.db(), &token).await?;
            let (row, session) = found.ok_or(ProblemCode::Unauthenticated)?;
            let now = tx.now();
            if session.ended_at.is_some() || session.expires_at <= now || session.idle_until <= now {
                return Err(ProblemCode::Unauthenticated.into());
            }
            let stolen = row.used_at.is_some_and(|used| used.plus_seconds(REFRESH_GRACE_SECONDS) < now);
            let user = session.user_id;
            let issued = if stolen { None } else { Some(rotate(tx, row, &session, carrier).await?) };
            if !stolen {
                return Ok(tx.done_unrecorded(issued));
            }
            end(tx, session, REUSED_TOKEN).await?;
            tx.done(Change::act("account", user).because(REUSED_TOKEN), issued).await
        })
        .await?;
    if let Some(issued) = fresh(rotated)? {
        return Ok(answer(issued));
    }
    open.kernel.identities.forget();
    Err(ProblemCode::Unauthenticated.into())
}

async fn rotate(tx: &Tx, row: refresh_token::Model, session: &session::Model, carrier: TokenCarrier) -> Result<Issued> {
    let used_at = row.used_at.or(Some(tx.now()));
    let mut row = row.into_active_model();
    row.used_at = Set(used_at);
    row.update(tx.db()).await?;
    let mut used = session.clone().into_active_model();
    used.last_used_at = Set(tx.now());
    used.idle_until = Set(tx.now().plus_seconds(session.idle_seconds));
    used.update(tx.db()).await?;
    let bearer = Bearer { user: session.user_id, session: session.id };
    Ok(Issued {
        access: tx.kernel().tokens.issue(bearer, tx.now())?,
        refresh: issue_refresh(tx, session.id).await?,
        device: None,
        must_change_password: session.must_change_password,
        carrier,
    })
}

async fn end(tx: &Tx, session: session::Model, reason: &str) -> Result<()> {
    let ended_at: Timestamp = tx.now();
    let mut session = session.into_active_model();
    session.ended_at = Set(Some(ended_at));
    session.end_reason = Set(Some(reason.to_owned()));
    session.update(tx.db()).await?;
    Ok(())
}

pub async fn sign_out(open: Open<SignOut>) -> Answer<SignOut> {
    let draft = open.draft(Purpose::Create).await?;
    if let Ok((token, _)) = presented(&open, draft.refresh_token) {
        let ended = open
            .run(async |tx| {
                let found = queries::refresh_token(&open.kernel, tx.db(), &token).await?;
                let (_, session) = found.ok_or(ProblemCode::Unauthenticated)?;
                let user = session.user_id;
                if session.ended_at.is_none() {
                    end(tx, session, "signed_out").await?;
                }
                tx.done_as(&tx.author_is(user), Change::act("account", user), ()).await
            })
            .await;
        match ended {
            Err(error) if error.code != ProblemCode::Unauthenticated => return Err(error),
            _ => open.kernel.identities.forget(),
        }
    }
    Ok(Reply::new(()).with_cookies([host_cookie(REFRESH_COOKIE, String::new(), 0)]))
}

/// The refresh token and how it came. The cookie is honoured only for pages of
/// our own origin.
fn presented<E: Endpoint>(guard: &Guard<E>, in_body: Option<String>) -> Result<(String, TokenCarrier)> {
    if let Some(token) = in_body {
        return Ok((token, TokenCarrier::Body));
    }
    let foreign = guard.header("Sec-Fetch-Site").is_some_and(|site| site != "same-origin" && site != "none");
    let token = cookie(guard, REFRESH_COOKIE).filter(|_| !foreign).ok_or(ProblemCode::Unauthenticated)?;
    Ok((token, TokenCarrier::Cookie))
}

fn cookie<E: Endpoint>(guard: &Guard<E>, name: &str) -> Option<String> {
    guard.cookie(name).filter(|value| !value.is_empty())
}

fn host_cookie(name: &'static str, value: String, seconds: i64) -> Cookie<'static> {
    Cookie::build(name, value)
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Strict)
        .max_age(Duration::seconds(seconds))
        .finish()
}

fn answer<E: Endpoint<Reply = Tokens>>(issued: Issued) -> Reply<E> {
    let in_body = issued.carrier == TokenCarrier::Body;
    let tokens = Tokens {
        access_token: issued.access,
        token_type: "Bearer".to_owned(),
        expires_in: LIFETIME,
        refresh_token: in_body.then(|| issued.refresh.clone()),
        device_token: issued.device.clone().filter(|_| in_body),
        must_change_password: issued.must_change_password,
    };
    let reply = Reply::new(tokens);
    if in_body {
        return reply;
    }
    let (idle, _) = lifetimes(TokenCarrier::Cookie);
    let device = issued.device.map(|token| host_cookie(DEVICE_COOKIE, token, DEVICE_SECONDS));
    reply.with_cookies([host_cookie(REFRESH_COOKIE, issued.refresh, idle)]).with_cookies(device)
}
