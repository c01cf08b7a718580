//! Uploading, following and committing a list.

use super::files::XLSX;
use super::queries::{import_of, view, view_row};
use super::work::{KEEP_DAYS, destroy, seal_file};
use crate::beneficiaries::lookups::limit_probes;
use crate::entity::{import, import_file, import_row};
use crate::jobs::queue;
use crate::kernel::crud::{self, Resource};
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::guard::{Read, Write};
use crate::kernel::list::{Orders, map_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::system;
use crate::kernel::tx::Committed;
use crate::links::{self, Item, clean_name};
use actix_web::web::Path;
use contract::draft::Purpose;
use contract::endpoints::{
    CommitImport, CreateImport, DiscardImport, GetImport, LinkImportFaults, LinkImportFile, LinkImportTemplate,
    ListImportRows, ListImports,
};
use contract::ids::{ImportId, JobId};
use contract::imports::{CommitRows, ImportState, MAX_FILE};
use contract::jobs::JobKind;
use contract::page::Page;
use contract::problem::{FieldCode, ProblemCode};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

pub async fn create(guard: Write<CreateImport>) -> Answer<CreateImport> {
    let upload = guard.filter()?;
    let bytes = guard.file(MAX_FILE, &[XLSX, "text/csv", "application/octet-stream"]).await?;
    limit_probes(&guard).await?;
    if upload.region.as_ref().is_some_and(|code| !guard.scope().reaches(code)) {
        return Err(Error::field("/region", FieldCode::UnknownReference));
    }
    let file_name = clean_name(upload.file_name.as_deref().unwrap_or_default());
    let place_code = upload.region.clone().or_else(|| guard.scope().places.first().map(|reach| reach.region.clone()));
    let by = guard.user()?;
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
                ignored_headings: String::new(),
                job_id: Some(job),
                created_by: by,
                created_at: tx.now(),
                committed_at: None,
                destroy_on: Some(tx.now().plus_seconds(KEEP_DAYS * 24 * 3600).day_in_jakarta()),
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
    Ok(Reply::new(map_page(guard.page(guard.select::<import::Entity>(), &orders).await?, view)))
}

pub async fn get(guard: Read<GetImport>, id: Path<ImportId>) -> Answer<GetImport> {
    crud::show::<import::Entity, _>(&guard, *id).await
}

pub async fn rows(guard: Read<ListImportRows>, id: Path<ImportId>) -> Answer<ListImportRows> {
    let filter = guard.filter()?;
    import::Entity::read(&guard, *id).await?;
    let mut select = system::<import_row::Entity>().filter(import_row::Column::ImportId.eq(*id));
    if let Some(outcome) = filter.outcome {
        select = select.filter(import_row::Column::Outcome.eq(outcome));
    }
    let orders = Orders::new(import_row::Column::ImportId, &[("row", import_row::Column::Row)]);
    let Page { items, next_cursor, total, total_at_least } = guard.page(select, &orders).await?;
    let language = guard.circumstances.language;
    let items: Result<Vec<_>> = items.iter().map(|row| view_row(&guard.kernel, row, language)).collect();
    Ok(Reply::new(Page { items: items?, next_cursor, total, total_at_least }))
}

pub async fn commit(guard: Write<CommitImport>, id: Path<ImportId>) -> Answer<CommitImport> {
    let draft = guard.draft(Purpose::Change).await?;
    let expected = guard.if_match()?;
    let by = guard.user()?;
    let committed = guard
        .run(async |tx| {
            let own = tx.select_for_update::<import::Entity>().filter(import::Column::CreatedBy.eq(by));
            let row = own.filter(import::Column::Id.eq(*id)).one(tx.db()).await?;
            let row = row.ok_or(ProblemCode::NotFound)?;
            if !expected.holds(&guard.etag(row.version)) {
                let current = serde_json::to_value(view(row)).map_err(Error::internal)?;
                return Err(Error::stale(current, Vec::new()));
            }
            if row.state != ImportState::Checked {
                return Err(ProblemCode::WrongState.into());
            }
            if draft.rows == CommitRows::All && row.faulty > 0 {
                return Err(ProblemCode::FaultyRows.into());
            }
            let job = queue(tx, by, JobKind::ImportCommit, &row.id.to_string()).await?;
            let version = row.version + 1;
            let mut row = row.into_active_model();
            row.state = Set(ImportState::Committing);
            row.job_id = Set(Some(job));
            row.version = Set(version);
            row.update(tx.db()).await?;
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
