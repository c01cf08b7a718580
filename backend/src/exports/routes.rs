//! Asking for a list as a file.

use super::order::{Order, PURPOSE};
use super::selection::Selection;
use super::sending::filters;
use crate::entity::ticket;
use crate::kernel::crypto::random_token;
use crate::kernel::error::Error;
use crate::kernel::event::Change;
use crate::kernel::fields::FieldRights;
use crate::kernel::guard::Write;
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::tx::Committed;
use crate::links::{TICKET_SECONDS, digest};
use contract::documents::Link;
use contract::draft::Purpose;
use contract::endpoints::CreateExport;
use contract::exports::{ExportFormat, MAX_SHEET_ROWS};
use contract::place::RegionCode;
use contract::policy::Permission;
use contract::problem::{FieldCode, FieldError};
use sea_orm::{EntityTrait, IntoActiveModel};
use serde_json::json;

/// Judges what is asked for, writes it down and makes the link.
pub async fn create(guard: Write<CreateExport>) -> Answer<CreateExport> {
    let draft = guard.draft(Purpose::Create).await?;
    let by = guard.user()?;
    if draft.identities && !guard.actor().is_some_and(|actor| actor.may(Permission::ExportIdentities)) {
        return Err(Error::field("/identities", FieldCode::FieldWithheld));
    }
    let rights = FieldRights::of(&guard);
    let selection = Selection::of(&guard.kernel, guard.scope(), &rights, &draft).await?;
    let rows = selection.count(guard.db()).await?;
    if draft.format == ExportFormat::Xlsx && rows > MAX_SHEET_ROWS {
        let fault = FieldError::new("/format", FieldCode::TooMany);
        return Err(Error::fields(vec![fault.with(&[("max", MAX_SHEET_ROWS.to_string())])]));
    }
    let order = Order { draft, by, language: guard.circumstances.language };
    let (change, subject, token) = (change(&guard, &order, rows), order.seal(&guard.kernel)?, random_token());
    let committed = guard
        .run(async |tx| {
            let expires_at = tx.now().plus_seconds(TICKET_SECONDS);
            let row = ticket::Model {
                digest: digest(tx.kernel(), &token),
                purpose: PURPOSE.to_owned(),
                subject,
                user_id: by,
                expires_at,
                used_at: None,
            };
            ticket::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
            tx.done(change, Link { url: format!("/l/{token}"), expires_at }).await
        })
        .await?;
    match committed {
        Committed::Fresh(link) => Ok(Reply::new(link)),
        Committed::Repeated(_) => Err(Error::internal("an export is never handed out twice")),
    }
}

/// What the trail keeps: in clear all but what was searched for, which may be
/// a name; that stands in the sealed values only.
fn change(guard: &Write<CreateExport>, order: &Order, rows: u64) -> Change {
    let draft = &order.draft;
    let mut told = order.clone();
    if let Some(q) = told.draft.filters.get_mut("q").filter(|q| !q.is_null()) {
        *q = "…".into();
    }
    let mut words = vec![format!("{} {}, {rows}", draft.list, draft.format)];
    words.extend(Some(filters(&told)).filter(|text| !text.is_empty()));
    words.extend(draft.identities.then(|| "identities".to_owned()));
    words.extend(draft.reason.as_deref().map(|reason| reason.trim().to_owned()));
    let named = draft.filters.get("region").and_then(|code| code.as_str());
    let place = named.and_then(|code| code.parse::<RegionCode>().ok());
    let place = place.or_else(|| guard.scope().places.first().map(|reach| reach.region.clone()));
    let kept = json!({
        "list": draft.list, "format": draft.format, "filters": draft.filters, "sort": draft.sort,
        "identities": draft.identities, "rows": rows,
    });
    let id = guard.clock().new_id();
    Change::created(PURPOSE, id, &kept).at(place.as_ref()).because(&words.join("; "))
}
