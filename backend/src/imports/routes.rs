//! Uploading, following and committing a list.

use super::mapping::{Reading, open_reading, seal_reading, told};
use super::queries::{Labels, import_of, view, view_row};
use super::sources::remember;
use super::work::{KEEP_DAYS, destroy, seal_file};
use crate::beneficiaries::lookups::limit_probes;
use crate::entity::{import, import_file, import_row};
use crate::history::queries::names;
use crate::jobs::queue;
use crate::kernel::crud::{self, Resource};
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::guard::{Read, Write};
use crate::kernel::list::{Orders, map_page, try_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::system;
use crate::kernel::tx::{Committed, Tx};
use crate::links::{self, Item, clean_name};
use actix_web::web::Path;
use contract::draft::Purpose;
use contract::endpoints::{
    CommitImport, CreateImport, DiscardImport, GetImport, LinkImportFaults, LinkImportFile, LinkImportTemplate,
    ListImportRows, ListImports, MapImport,
};
use contract::ids::{ImportId, JobId, UserId};
use contract::imports::{
    self as api, CommitRows, CommitUpdates, FILE_TYPES, ImportState, MAX_FILE, MappedColumn, Mapping,
};
use contract::jobs::JobKind;
use contract::problem::{FieldCode, ProblemCode};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

pub async fn create(guard: Write<CreateImport>) -> Answer<CreateImport> {
    let upload = guard.filter()?;
    let bytes = guard.file(MAX_FILE, FILE_TYPES).await?;
    limit_probes(&guard).await?;
    if upload.region.as_ref().is_some_and(|code| !guard.scope().reaches(code)) {
        return Err(Error::field("/region", FieldCode::UnknownReference));
    }
    let file_name = clean_name(upload.file_name.as_deref().unwrap_or_default());
    let place_code = upload.region.clone().or_else(|| guard.scope().places.first().map(|reach| reach.region.clone()));
    let by = guard.user()?;
    if let Some(mended) = upload.mends {
        let own = guard.select::<import::Entity>().filter(import::Column::CreatedBy.eq(by));
        if own.filter(import::Column::Id.eq(mended)).one(guard.db()).await?.is_none() {
            return Err(Error::field("/mends", FieldCode::UnknownReference));
        }
    }
    let committed = guard
        .run(async |tx| {
            let id = ImportId(tx.kernel().clock.new_id());
            let job = queue(tx, by, JobKind::ImportCheck, &id.to_string()).await?;
            let row = import::Model {
                id,
                file_name,
                region_code: upload.region,
                place_code,
                state: ImportState::Checking,
                fault: None,
                rows: 0,
                creates: 0,
                unchanged: 0,
                faulty: 0,
                warned: 0,
                committed: 0,
                job_id: Some(job),
                created_by: by,
                created_at: tx.now(),
                committed_at: None,
                destroy_on: Some(tx.now().plus_seconds(KEEP_DAYS * 24 * 3600).day_in_jakarta()),
                updates: 0,
                conflicts: 0,
                mended: 0,
                reading: None,
                mends: upload.mends,
                commit_updates: false,
                version: 1,
            };
            let change = Change::created(import::Entity::KIND, id, &import::Entity::snapshot(&row));
            import::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
            let file = import_file::Model { import_id: id, sealed: seal_file(tx.kernel(), id, &bytes) };
            import_file::Entity::insert(file.into_active_model()).exec_without_returning(tx.db()).await?;
            tx.done(change, id).await
        })
        .await?;
    guard.kernel.work.notify_one();
    crud::answer::<import::Entity, _>(&guard, committed).await
}

pub async fn list(guard: Read<ListImports>) -> Answer<ListImports> {
    guard.filter()?;
    let orders = Orders::new(import::Column::Id, &[("-created_at", import::Column::CreatedAt)]);
    let page = guard.page(guard.select::<import::Entity>(), &orders).await?;
    let names = names(guard.db(), page.items.iter().map(|row| row.created_by)).await?;
    let name = |row: &import::Model| names.get(&row.created_by).cloned().unwrap_or_default();
    Ok(Reply::new(map_page(page, |row| {
        let name = name(&row);
        view(row, Reading::default(), name)
    })))
}

pub async fn get(guard: Read<GetImport>, id: Path<ImportId>) -> Answer<GetImport> {
    crud::show::<import::Entity, _>(&guard, *id).await
}

pub async fn rows(guard: Read<ListImportRows>, id: Path<ImportId>) -> Answer<ListImportRows> {
    let filter = guard.filter()?;
    let own = Some(import_of(&guard, *id).await?.created_by) == guard.user().ok();
    let mut select = system::<import_row::Entity>().filter(import_row::Column::ImportId.eq(*id));
    if let Some(outcome) = filter.outcome {
        select = select.filter(import_row::Column::Outcome.eq(outcome));
    }
    let orders = Orders::new(import_row::Column::ImportId, &[("row", import_row::Column::Row)]);
    let page = guard.page(select, &orders).await?;
    let language = guard.circumstances.language;
    let labels = Labels::load(guard.db()).await?;
    let mut page = try_page(page, |row| view_row(&guard.kernel, &row, &labels, language))?;
    // What stands in the register is shown to whoever is about to change it.
    for row in page.items.iter_mut().filter(|_| !own) {
        row.changes.clear();
    }
    Ok(Reply::new(page))
}

/// The caller's own list, locked, at the version she read.
pub async fn own_at(tx: &Tx, by: UserId, id: ImportId, holds: impl Fn(i64) -> bool) -> Result<import::Model> {
    let own = tx.select_for_update::<import::Entity>().filter(import::Column::CreatedBy.eq(by));
    let row = own.filter(import::Column::Id.eq(id)).one(tx.db()).await?.ok_or(ProblemCode::NotFound)?;
    if !holds(row.version) {
        let current = view(row.clone(), open_reading(tx.kernel(), &row)?, String::new());
        return Err(Error::stale(serde_json::to_value(current).map_err(Error::internal)?, Vec::new()));
    }
    Ok(row)
}

/// The sheet and its columns as someone means them; the list is checked anew.
pub async fn map(guard: Write<MapImport>, id: Path<ImportId>) -> Answer<MapImport> {
    let draft = guard.draft(Purpose::Change).await?;
    let expected = guard.if_match()?;
    let by = guard.user()?;
    let committed = guard
        .run(async |tx| {
            let mut row = own_at(tx, by, *id, |version| expected.holds(&guard.etag(version))).await?;
            if !matches!(row.state, ImportState::Mapping | ImportState::Checked) {
                return Err(ProblemCode::WrongState.into());
            }
            let reading = open_reading(tx.kernel(), &row)?;
            let sheet = judge_mapping(&reading, &draft)?;
            if let (true, Some(name), Some(place)) = (draft.remember, &draft.source, &row.place_code) {
                remember(tx, by, place, name, told(sheet, &draft)).await?;
            }
            let choice = Mapping { remember: false, source: None, ..draft.clone() };
            let reading = Reading { choice: Some(choice), ..reading.clone() };
            row.reading = Some(seal_reading(tx.kernel(), row.id, &reading)?);
            row.state = ImportState::Checking;
            row.job_id = Some(queue(tx, by, JobKind::ImportCheck, &row.id.to_string()).await?);
            row.version += 1;
            row.into_active_model().reset_all().update(tx.db()).await?;
            tx.done(Change::act(import::Entity::KIND, *id), *id).await
        })
        .await?;
    guard.kernel.work.notify_one();
    crud::answer::<import::Entity, _>(&guard, committed).await
}

/// The sheet that is meant; columns are told of headings as they were shown.
fn judge_mapping<'a>(reading: &'a Reading, draft: &Mapping) -> Result<&'a api::Sheet> {
    let sheet = reading.sheets.iter().find(|sheet| sheet.name == draft.sheet);
    let sheet = sheet.ok_or_else(|| Error::field("/sheet", FieldCode::UnknownReference))?;
    let Some(columns) = &draft.columns else { return Ok(sheet) };
    if draft.header_row.is_some() && draft.header_row != sheet.header_row {
        return Err(Error::field("/header_row", FieldCode::UnknownReference));
    }
    let unknown = |one: &&(usize, &MappedColumn)| !sheet.columns.iter().any(|column| column.index == one.1.index);
    match columns.iter().enumerate().find(|one| unknown(&one)) {
        Some((place, _)) => Err(Error::field(&format!("/columns/{place}/index"), FieldCode::UnknownReference)),
        None => Ok(sheet),
    }
}

pub async fn commit(guard: Write<CommitImport>, id: Path<ImportId>) -> Answer<CommitImport> {
    let draft = guard.draft(Purpose::Change).await?;
    let expected = guard.if_match()?;
    let by = guard.user()?;
    let committed = guard
        .run(async |tx| {
            let mut row = own_at(tx, by, *id, |version| expected.holds(&guard.etag(version))).await?;
            if row.state != ImportState::Checked {
                return Err(ProblemCode::WrongState.into());
            }
            if draft.rows == CommitRows::All && row.faulty + row.conflicts > 0 {
                return Err(ProblemCode::FaultyRows.into());
            }
            let job = queue(tx, by, JobKind::ImportCommit, &row.id.to_string()).await?;
            row.state = ImportState::Committing;
            row.commit_updates = draft.updates == CommitUpdates::Apply;
            row.job_id = Some(job);
            row.version += 1;
            row.into_active_model().reset_all().update(tx.db()).await?;
            tx.done(Change::act(import::Entity::KIND, job), job).await
        })
        .await?;
    guard.kernel.work.notify_one();
    let job: JobId = match committed {
        Committed::Fresh(job) => job,
        Committed::Repeated(job) => job.parse().map_err(Error::internal)?,
    };
    let view = crate::jobs::routes::read(&guard, job).await?;
    Ok(Reply::new(view).at(format!("/api/v1/jobs/{job}")))
}

/// The uploader may destroy a list at any time but while it is being kept.
pub async fn discard(guard: Write<DiscardImport>, id: Path<ImportId>) -> Answer<DiscardImport> {
    let by = guard.user()?;
    crud::change::<import::Entity, _>(&guard, *id, &(), None, async |tx, row| {
        if row.created_by != by {
            return Err(ProblemCode::NotFound.into());
        }
        if matches!(row.state, ImportState::Checking | ImportState::Committing | ImportState::Destroyed) {
            return Err(ProblemCode::WrongState.into());
        }
        destroy(tx, row).await
    })
    .await
}

pub async fn link_template(guard: Write<LinkImportTemplate>) -> Answer<LinkImportTemplate> {
    Ok(Reply::new(links::link(&guard, Item::ImportTemplate, None).await?))
}

pub async fn link_faults(guard: Write<LinkImportFaults>, id: Path<ImportId>) -> Answer<LinkImportFaults> {
    import::Entity::read(&guard, *id).await?;
    Ok(Reply::new(links::link(&guard, Item::ImportFaults(*id), None).await?))
}

pub async fn link_file(guard: Write<LinkImportFile>, id: Path<ImportId>) -> Answer<LinkImportFile> {
    let row = import_of(&guard, *id).await?;
    if row.state == ImportState::Destroyed {
        return Err(ProblemCode::WrongState.into());
    }
    Ok(Reply::new(links::link(&guard, Item::ImportFile(*id), row.place_code.as_ref()).await?))
}
