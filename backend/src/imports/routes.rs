//! Uploading, following and committing a list.

use super::queries::{open_row, view, view_row};
use super::template::{fault_file, template};
use super::work::{KEEP_DAYS, seal_file};
use crate::entity::{import, import_file, import_row, ticket};
use crate::jobs::queue;
use crate::kernel::crud::{self, Resource};
use crate::kernel::crypto::{DigestPurpose, random_token};
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::guard::{Guard, Read, Write};
use crate::kernel::list::{Orders, map_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::system;
use crate::kernel::state::Kernel;
use crate::kernel::tx::Committed;
use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, Responder};
use contract::draft::Purpose;
use contract::endpoint::Endpoint;
use contract::endpoints::{
    CommitImport, CreateImport, GetImport, LinkImportFaults, LinkImportTemplate, ListImportRows, ListImports,
};
use contract::ids::{ImportId, JobId};
use contract::imports::{CommitRows, ImportState, Link, MAX_FILE, RowOutcome};
use contract::jobs::JobKind;
use contract::page::Page;
use contract::problem::ProblemCode;
use contract::words::Language;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use std::sync::Arc;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const TICKET_SECONDS: i64 = 60;

pub async fn create(guard: Write<CreateImport>) -> Answer<CreateImport> {
    let upload = guard.filter()?;
    let bytes = guard.file(MAX_FILE, &[XLSX, "text/csv", "application/octet-stream"]).await?;
    let file_name: String =
        upload.file_name.unwrap_or_default().chars().filter(|c| !c.is_control()).take(200).collect();
    let by = guard.user()?;
    let committed = guard
        .run(async |tx| {
            let id = ImportId(tx.kernel().clock.new_id());
            let job = queue(tx, by, JobKind::ImportCheck, &id.to_string()).await?;
            let row = import::Model {
                id,
                file_name,
                region_code: upload.region,
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
            let row = tx.select_for_update::<import::Entity>().filter(import::Column::Id.eq(*id)).one(tx.db()).await?;
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

/// Makes a ticket and the link that spends it.
async fn link<E: Endpoint>(guard: &Guard<E>, purpose: &str, subject: &str) -> Result<Link> {
    let token = random_token();
    let by = guard.user()?;
    let committed = guard
        .run(async |tx| {
            let expires_at = tx.now().plus_seconds(TICKET_SECONDS);
            let row = ticket::Model {
                digest: digest(tx.kernel(), &token),
                purpose: purpose.to_owned(),
                subject: subject.to_owned(),
                user_id: by,
                expires_at,
                used_at: None,
            };
            ticket::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
            tx.done(Change::act(purpose_kind(purpose), subject), Link { url: format!("/l/{token}"), expires_at }).await
        })
        .await?;
    match committed {
        Committed::Fresh(link) => Ok(link),
        Committed::Repeated(_) => Err(Error::internal("a link is never handed out twice")),
    }
}

fn purpose_kind(purpose: &str) -> &'static str {
    if purpose == "import_faults" { "import" } else { "import_template" }
}

fn digest(kernel: &Kernel, token: &str) -> Vec<u8> {
    kernel.keys.digest(DigestPurpose::Token, &[b"ticket", token.as_bytes()])
}

pub async fn link_template(guard: Write<LinkImportTemplate>) -> Answer<LinkImportTemplate> {
    Ok(Reply::new(link(&guard, "import_template", "template").await?))
}

pub async fn link_faults(guard: Write<LinkImportFaults>, id: Path<ImportId>) -> Answer<LinkImportFaults> {
    import::Entity::read(&guard, *id).await?;
    Ok(Reply::new(link(&guard, "import_faults", &id.to_string()).await?))
}

/// Hands out the file of a ticket, once.
pub async fn fetch(kernel: Data<Arc<Kernel>>, token: Path<String>) -> Result<impl Responder> {
    let digest = digest(&kernel, &token);
    let now = kernel.clock.now();
    let spent = ticket::Entity::update_many()
        .col_expr(ticket::Column::UsedAt, Expr::value(now))
        .filter(ticket::Column::Digest.eq(digest.clone()))
        .filter(ticket::Column::UsedAt.is_null())
        .filter(ticket::Column::ExpiresAt.gt(now))
        .exec(&kernel.db.write)
        .await?;
    if spent.rows_affected != 1 {
        return Err(ProblemCode::NotFound.into());
    }
    let row = system::<ticket::Entity>().filter(ticket::Column::Digest.eq(digest)).one(&kernel.db.write).await?;
    let row = row.ok_or(ProblemCode::NotFound)?;
    let (name, bytes) = match row.purpose.as_str() {
        "import_faults" => ("perlu-diperbaiki.xlsx", faults(&kernel, &row.subject).await?),
        _ => ("templat-calon.xlsx", template(&kernel.db.read).await?),
    };
    Ok(HttpResponse::Ok()
        .content_type(XLSX)
        .insert_header(("content-disposition", format!("attachment; filename=\"{name}\"")))
        .insert_header(("cache-control", "no-store"))
        .body(bytes))
}

async fn faults(kernel: &Kernel, subject: &str) -> Result<Vec<u8>> {
    let id: ImportId = subject.parse().map_err(Error::internal)?;
    let rows = system::<import_row::Entity>()
        .filter(import_row::Column::ImportId.eq(id))
        .filter(import_row::Column::Outcome.eq(RowOutcome::Faulty))
        .order_by_asc(import_row::Column::Row)
        .all(&kernel.db.read)
        .await?;
    let mut headings = Vec::new();
    let mut lines = Vec::with_capacity(rows.len());
    for row in &rows {
        let kept = open_row(kernel, row)?;
        if headings.is_empty() {
            let width = kept.columns.iter().map(|(_, at, _)| at + 1).max().unwrap_or(0);
            headings = vec![String::new(); width];
            for (_, at, text) in &kept.columns {
                if let Some(place) = headings.get_mut(*at) {
                    place.clone_from(text);
                }
            }
        }
        // The file is for the office that made the list, and its lists are Indonesian.
        let words = kept.faults(Language::Indonesian);
        let words: Vec<String> = words.iter().map(|fault| format!("{}: {}", fault.heading, fault.message)).collect();
        lines.push((kept.read.cells, words.join(" ")));
    }
    fault_file(&headings, &lines)
}
