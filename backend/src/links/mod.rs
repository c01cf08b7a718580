//! Links: an address that hands out one file, once, within a minute, in place
//! of a token. What it hands out was decided when it was made.

use crate::documents;
use crate::entity::ticket;
use crate::exports;
use crate::imports;
use crate::kernel::crypto::{DigestPurpose, random_token};
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::guard::Guard;
use crate::kernel::scope::system;
use crate::kernel::state::Kernel;
use crate::kernel::tx::Committed;
use actix_web::HttpResponse;
use actix_web::http::header::{CacheControl, CacheDirective, ContentDisposition};
use actix_web::web::{self, Data, Path, ServiceConfig};
use contract::documents::Link;
use contract::endpoint::Endpoint;
use contract::ids::{DocumentId, ImportId};
use contract::place::RegionCode;
use contract::problem::ProblemCode;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use std::sync::Arc;

pub const TICKET_SECONDS: i64 = 60;
const NAME_MAX: usize = 200;

/// What a link hands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    ImportTemplate,
    ImportFaults(ImportId),
    ImportFile(ImportId),
    Document(DocumentId),
}

impl Item {
    /// The words kept with the ticket.
    fn words(self) -> (&'static str, String) {
        match self {
            Self::ImportTemplate => ("import_template", "template".to_owned()),
            Self::ImportFaults(id) => ("import_faults", id.to_string()),
            Self::ImportFile(id) => ("import_file", id.to_string()),
            Self::Document(id) => ("document", id.to_string()),
        }
    }

    fn of(purpose: &str, subject: &str) -> Result<Self> {
        match purpose {
            "import_template" => Ok(Self::ImportTemplate),
            "import_faults" => subject.parse().map(Self::ImportFaults).map_err(Error::internal),
            "import_file" => subject.parse().map(Self::ImportFile).map_err(Error::internal),
            "document" => subject.parse().map(Self::Document).map_err(Error::internal),
            other => Err(Error::internal(format!("no link hands out {other}"))),
        }
    }
}

/// A file on its way out.
#[derive(Debug)]
pub struct Download {
    pub name: String,
    pub media_type: &'static str,
    pub bytes: Vec<u8>,
}

/// A file's name as it may be shown and written into a header.
pub fn clean_name(name: &str) -> String {
    name.chars().filter(|letter| !letter.is_control() && !matches!(letter, '/' | '\\')).take(NAME_MAX).collect()
}

pub fn configure(config: &mut ServiceConfig) {
    config.route("/l/{token}", web::get().to(fetch));
}

pub fn digest(kernel: &Kernel, token: &str) -> Vec<u8> {
    kernel.keys.digest(DigestPurpose::Token, &[b"ticket", token.as_bytes()])
}

fn digests(kernel: &Kernel, token: &str) -> Vec<Vec<u8>> {
    kernel.keys.digests(DigestPurpose::Token, &[b"ticket", token.as_bytes()])
}

/// Makes a ticket and the link that spends it; recorded.
pub async fn link<E: Endpoint>(guard: &Guard<E>, item: Item, place: Option<&RegionCode>) -> Result<Link> {
    let token = random_token();
    let by = guard.user()?;
    let (purpose, subject) = item.words();
    let committed = guard
        .run(async |tx| {
            let expires_at = tx.now().plus_seconds(TICKET_SECONDS);
            let change = Change::act(purpose, &subject).at(place);
            let row = ticket::Model {
                digest: digest(tx.kernel(), &token),
                purpose: purpose.to_owned(),
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
        Committed::Fresh(link) => Ok(link),
        Committed::Repeated(_) => Err(Error::internal("a link is never handed out twice")),
    }
}

/// Hands out the file of a ticket, once.
async fn fetch(kernel: Data<Arc<Kernel>>, token: Path<String>) -> Result<HttpResponse> {
    let digests = digests(&kernel, &token);
    let now = kernel.clock.now();
    // A guess costs a read only, not the writer's time.
    let known =
        system::<ticket::Entity>().filter(ticket::Column::Digest.is_in(digests.clone())).one(&kernel.db.read).await?;
    let known = known.ok_or(ProblemCode::NotFound)?;
    // An export waits for its turn before its ticket is spent.
    let turn =
        if known.purpose == exports::order::PURPOSE { Some(exports::sending::turn(&kernel).await?) } else { None };
    let spent = ticket::Entity::update_many()
        .col_expr(ticket::Column::UsedAt, Expr::value(now))
        .filter(ticket::Column::Digest.is_in(digests.clone()))
        .filter(ticket::Column::UsedAt.is_null())
        .filter(ticket::Column::ExpiresAt.gt(now))
        .exec(&kernel.db.write)
        .await?;
    if spent.rows_affected != 1 {
        return Err(ProblemCode::NotFound.into());
    }
    let row = system::<ticket::Entity>().filter(ticket::Column::Digest.is_in(digests)).one(&kernel.db.write).await?;
    let row = row.ok_or(ProblemCode::NotFound)?;
    if let Some(turn) = turn {
        return exports::sending::send(&kernel, &row.subject, turn).await;
    }
    let download = match Item::of(&row.purpose, &row.subject)? {
        Item::ImportTemplate => imports::files::blank(&kernel).await?,
        Item::ImportFaults(id) => imports::files::faults(&kernel, id).await?,
        Item::ImportFile(id) => imports::files::uploaded(&kernel, id).await?,
        Item::Document(id) => documents::queries::file(&kernel, id).await?,
    };
    Ok(HttpResponse::Ok()
        .content_type(download.media_type)
        .insert_header(ContentDisposition::attachment(download.name))
        .insert_header(CacheControl(vec![CacheDirective::NoStore]))
        .body(download.bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_is_found_again_by_its_words() {
        let id = uuid::Uuid::now_v7();
        for item in [
            Item::ImportTemplate,
            Item::ImportFaults(ImportId(id)),
            Item::ImportFile(ImportId(id)),
            Item::Document(DocumentId(id)),
        ] {
            let (purpose, subject) = item.words();
            assert_eq!(Item::of(purpose, &subject).unwrap(), item);
        }
        assert!(Item::of("else", "").is_err());
    }

    #[test]
    fn a_name_cannot_leave_its_folder_or_its_header() {
        assert_eq!(clean_name("../a\r\nb.pdf"), "..ab.pdf");
    }
}
