//! Listing, registering, changing and following a woman's record.

use super::checks::{Pen, stands};
use super::queries::{Surroundings, due_before, group_of, standing, view, without_secrets};
use super::search;
use super::shown::Shown;
use super::together::{self, Outcome};
use super::write::{Registered, acknowledged, amend, prepare, settle_new};
use crate::duplicates::find::Newcomer;
use crate::entity::{beneficiary, beneficiary_word};
use crate::history;
use crate::kernel::crud::{self, Resource};
use crate::kernel::crypto::from_base64url;
use crate::kernel::database::name_contains;
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::fields::FieldRights;
use crate::kernel::fold::{holds_identifier, sound};
use crate::kernel::guard::{Guard, Read, Write};
use crate::kernel::list::Orders;
use crate::kernel::looks::opened;
use crate::kernel::metrics::statements_sent;
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::{Held, Scope, select_within};
use crate::kernel::state::Kernel;
use crate::kernel::tx::{Committed, Done, Tx};
use actix_web::web::Path;
use contract::beneficiaries::{BeneficiaryDraft, Filter};
use contract::draft::Purpose;
use contract::endpoint::Endpoint;
use contract::endpoints::{
    CreateBeneficiary, GetBeneficiary, ListBeneficiaries, ListBeneficiaryHistory, UpdateBeneficiary,
};
use contract::history::ChangedMember;
use contract::ids::BeneficiaryId;
use contract::page::Page;
use contract::policy::{FieldGroup, Permission, Role};
use contract::problem::{FieldCode, ProblemCode};
use contract::record::Record;
use sea_orm::{ColumnTrait, DbBackend, QueryFilter, QuerySelect, QueryTrait, Select};
use serde_json::Value;

/// What the caller may do and see while she writes.
pub fn pen<E: Endpoint>(guard: &Guard<E>) -> Result<Pen> {
    let held = guard.actor().map(|actor| actor.held.as_slice()).unwrap_or_default();
    let fully: Vec<Held> = held.iter().filter(|held| held.role != Role::Kader).cloned().collect();
    Ok(Pen {
        user: guard.user()?,
        scope: guard.scope().clone(),
        rights: FieldRights::of(guard),
        collects: held.iter().any(|held| held.role == Role::Kader),
        fully: Scope::of(guard.user()?, &fully, Permission::EditBeneficiaries),
    })
}

/// Applies the filters. Searching and ordering by name needs the right to see
/// names in every row the caller reaches.
pub fn filtered(
    kernel: &Kernel,
    scope: &Scope,
    rights: &FieldRights,
    filter: &Filter,
) -> Result<Select<beneficiary::Entity>> {
    let mut select = select_within::<beneficiary::Entity>(scope, filter.region.as_ref());
    if let Some(rw) = &filter.rw {
        select = select.filter(beneficiary::Column::Rw.eq(rw.as_str()));
    }
    if let Some(status) = filter.status {
        select = select.filter(beneficiary::Column::Status.eq(status));
    }
    if let Some(answer) = filter.eligibility {
        select = select.filter(beneficiary::Column::Eligibility.eq(answer));
    }
    if filter.welfare_stage.is_some() || filter.below_poverty_line.is_some() {
        // Who does not see a value cannot be told it by a filter.
        if !rights.sees_everywhere(FieldGroup::Income, scope) {
            return Err(ProblemCode::WithheldParameter.into());
        }
        let below = beneficiary::Column::BelowPovertyLine;
        select = filter
            .welfare_stage
            .into_iter()
            .fold(select, |it, stage| it.filter(beneficiary::Column::WelfareStage.eq(stage)));
        select = filter.below_poverty_line.into_iter().fold(select, |it, answer| it.filter(below.eq(answer)));
    }
    if let Some(complete) = filter.complete {
        select = select.filter(beneficiary::Column::Complete.eq(complete));
    }
    if let Some(household) = filter.household_id {
        select = select.filter(beneficiary::Column::HouseholdId.eq(household));
    }
    if let Some(ids) = &filter.ids {
        select = select.filter(beneficiary::Column::Id.is_in(ids.0.iter().copied()));
    }
    if let Some(since) = filter.updated_since {
        select = select.filter(beneficiary::Column::UpdatedAt.gte(since));
    }
    let due = filter.destroy_due == Some(true);
    if due {
        select = select.filter(beneficiary::Column::RetainedSince.lt(due_before(kernel)));
    }
    if filter.include_archived != Some(true) && !due {
        select = select.filter(beneficiary::Column::ArchivedAt.is_null());
    }
    match &filter.q {
        Some(_) if !rights.sees_everywhere(FieldGroup::Identity, scope) => Err(ProblemCode::WithheldParameter.into()),
        Some(q) if holds_identifier(q) => Err(ProblemCode::IdentifierInQuery.into()),
        Some(q) => Ok(named(kernel.db.backend(), select, &sound(q))),
        None => Ok(select),
    }
}

fn named(backend: DbBackend, select: Select<beneficiary::Entity>, needle: &str) -> Select<beneficiary::Entity> {
    if needle.chars().count() >= 3 {
        return select.filter(name_contains(backend, needle));
    }
    let after = format!("{needle}\u{10ffff}");
    let words = crate::kernel::scope::system::<beneficiary_word::Entity>()
        .select_only()
        .column(beneficiary_word::Column::BeneficiaryId)
        .filter(beneficiary_word::Column::Word.gte(needle))
        .filter(beneficiary_word::Column::Word.lt(after));
    select.filter(beneficiary::Column::Id.in_subquery(words.into_query()))
}

/// How the list may be ordered; by name only for those who see names.
pub fn orders(names_seen: bool) -> Orders<beneficiary::Entity> {
    let by_name = ("full_name", beneficiary::Column::FullNameFolded);
    let by_change = ("-updated_at", beneficiary::Column::UpdatedAt);
    let keys = if names_seen { vec![by_name, by_change] } else { vec![by_change] };
    Orders::new(beneficiary::Column::Id, &keys)
}

pub async fn list(guard: Read<ListBeneficiaries>) -> Answer<ListBeneficiaries> {
    let filter = guard.filter()?;
    let rights = FieldRights::of(&*guard);
    let names_seen = rights.sees_everywhere(FieldGroup::Identity, guard.scope());
    if !names_seen && guard.sort_key()?.is_some_and(|key| key.trim_start_matches('-') == "full_name") {
        return Err(ProblemCode::WithheldParameter.into());
    }
    let select = filtered(&guard.kernel, guard.scope(), &rights, &filter)?;
    let backend = guard.kernel.db.backend();
    let page = match search::short(backend, guard.scope(), &filter, guard.sort_key()?.as_deref()) {
        Some(found) => search::page(&guard, found).await?,
        None => guard.page_as(select, &orders(names_seen), Shown::of, Shown::key).await?,
    };
    let around = Surroundings::of(&guard, &page.items).await?;
    let Page { items, next_cursor, total, total_at_least } = page;
    let items: Result<Vec<_>> = items.into_iter().map(|woman| view(&guard, woman, &around)).collect();
    Ok(Reply::new(Page { items: items?, next_cursor, total, total_at_least }))
}

pub async fn get(guard: Read<GetBeneficiary>, id: Path<BeneficiaryId>) -> Answer<GetBeneficiary> {
    let view = beneficiary::Entity::read(&guard, *id).await?;
    opened(&guard, beneficiary::Entity::KIND, *id, &view.region_code);
    let etag = guard.etag_beside(view.version, view.beside().as_deref());
    Ok(Reply::new(view).tagged(etag))
}

pub async fn create(guard: Write<CreateBeneficiary>) -> Answer<CreateBeneficiary> {
    let draft = guard.draft(Purpose::Create).await?;
    super::lookups::limit_probes_of_one(&guard).await?;
    if let Some(village) = draft.region_code.value() {
        // Remembered, so that no reader is waited for during the turn.
        stands(&guard.kernel, village).await?;
    }
    let pen = pen(&guard)?;
    if let Some(made) = with_others(&guard, &pen, &draft).await? {
        return answer(&guard, Committed::Fresh(made)).await;
    }
    let register = async |tx: &Tx| {
        let (made, done) = prepare_with_event(tx, &pen, &draft).await?;
        settle_new(tx, &pen, &draft, &made).await?;
        Ok(done.with(made))
    };
    match once_more(async || guard.run(&register).await).await {
        Err(error) if error.code == ProblemCode::NikExists => {
            Err(super::lookups::report_probe(&guard, error, &draft).await?)
        }
        written => answer(&guard, written?).await,
    }
}

/// A woman as she will stand, with the event of it.
async fn prepare_with_event(tx: &Tx, pen: &Pen, draft: &BeneficiaryDraft) -> Result<(Registered, Done<()>)> {
    let made = prepare(tx, pen, draft).await?;
    let snapshot = beneficiary::Entity::snapshot(&made.row);
    let change = Change::created(beneficiary::Entity::KIND, made.row.id, &snapshot);
    let done = tx.done(change.at(Some(&made.row.region_code)), ()).await?;
    Ok((made, done))
}

/// Registers a woman of whom nothing is known with those who come at the same
/// time. Whoever is refused, or is to be looked at more closely, is so by
/// herself.
async fn with_others(
    guard: &Guard<CreateBeneficiary>,
    pen: &Pen,
    draft: &BeneficiaryDraft,
) -> Result<Option<Registered>> {
    let names_others = !draft.household_id.is_absent() || !draft.collected_by.is_absent();
    if names_others || !acknowledged(draft).is_empty() || guard.kernel.keys.previous_id().is_some() {
        return Ok(None);
    }
    let (tx, repetition) = guard.open()?;
    let Ok((made, done)) = prepare_with_event(&tx, pen, draft).await else { return Ok(None) };
    let newcomer = Newcomer::of(&made.row, made.row.nik_hash.iter().cloned().collect());
    let Some(laid) = tx.lay_by(&done, repetition) else { return Ok(None) };
    match together::register(&guard.kernel, newcomer, laid).await? {
        Outcome::Registered(statements) => {
            statements_sent(statements);
            Ok(Some(made))
        }
        Outcome::Alone => Ok(None),
    }
}

/// Where someone gave her NIK to another record meanwhile, a second try meets
/// that record and is refused with it. On SQLite writes do not cross.
async fn once_more<V>(write: impl AsyncFn() -> Result<V>) -> Result<V> {
    let taken = |error: &Error| error.errors.iter().any(|one| one.pointer == "/nik" && one.code == FieldCode::Taken);
    match write().await {
        Err(error) if taken(&error) => write().await,
        written => written,
    }
}

/// What was just written is not read again where it is known whole.
async fn answer(guard: &Guard<CreateBeneficiary>, written: Committed<Registered>) -> Answer<CreateBeneficiary> {
    match written {
        Committed::Fresh(Registered { row, new_home: Some(home) }) => {
            let woman = Shown::beside(row, &home);
            let around = Surroundings::of(guard, std::slice::from_ref(&woman)).await?;
            Ok(crud::present(guard, view(guard, woman, &around)?))
        }
        Committed::Fresh(made) => crud::show::<beneficiary::Entity, _>(guard, made.row.id).await,
        Committed::Repeated(id) => crud::answer::<beneficiary::Entity, _>(guard, Committed::Repeated(id)).await,
    }
}

pub async fn update(guard: Write<UpdateBeneficiary>, id: Path<BeneficiaryId>) -> Answer<UpdateBeneficiary> {
    let draft = guard.draft(Purpose::Change).await?;
    super::lookups::limit_probes_of_one(&guard).await?;
    let pen = pen(&guard)?;
    let sent = without_secrets(&draft);
    let amended = async |tx: &Tx, row: &mut beneficiary::Model| {
        if row.archived_at.is_some() {
            return Err(ProblemCode::WrongState.into());
        }
        amend(tx, &pen, &draft, row).await
    };
    let change = async || crud::change::<beneficiary::Entity, _>(&guard, *id, &sent, None, &amended).await;
    match once_more(change).await {
        Err(error) if error.code == ProblemCode::NikExists => {
            Err(super::lookups::report_probe(&guard, error, &draft).await?)
        }
        written => written,
    }
}

/// Her history under the same field rights as her record; reading it is
/// recorded in the same transaction.
pub async fn history(guard: Read<ListBeneficiaryHistory>, id: Path<BeneficiaryId>) -> Answer<ListBeneficiaryHistory> {
    let row = guard.select::<beneficiary::Entity>().filter(beneficiary::Column::Id.eq(*id)).one(guard.db()).await?;
    let row = row.ok_or(ProblemCode::NotFound)?;
    let (rights, user) = (FieldRights::of(&guard), guard.user()?);
    let mut page = history::queries::page(&guard, beneficiary::Entity::KIND, &id.to_string()).await?;
    for change in &mut page.items {
        let own = change.actor_id == Some(user);
        change.members.retain(|one| {
            group_of(&one.member).is_none_or(|group| {
                rights.sees_past(group, standing(&row)) || own && rights.sees(group, standing(&row))
            })
        });
        for member in &mut change.members {
            unseal(&guard, *id, member)?;
        }
    }
    guard
        .run(async |tx| tx.done(Change::act(beneficiary::Entity::KIND, *id).at(Some(&row.region_code)), ()).await)
        .await?;
    Ok(Reply::new(page))
}

/// Phone and health stand sealed in the trail as in the row.
fn unseal<E: Endpoint>(guard: &Guard<E>, id: BeneficiaryId, change: &mut ChangedMember) -> Result<()> {
    if !matches!(change.member.as_str(), "phone" | "health_notes") {
        return Ok(());
    }
    let context = super::identifiers::context(id, &change.member);
    for value in [&mut change.before, &mut change.after] {
        if let Some(Value::String(text)) = value {
            let sealed = from_base64url(text).ok_or_else(|| Error::internal("a sealed value is not base64"))?;
            *text = super::identifiers::open(&guard.kernel, &context, &sealed)?;
        }
    }
    Ok(())
}
