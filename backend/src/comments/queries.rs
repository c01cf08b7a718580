//! Comments as rows and as views.

use crate::entity::comment;
use crate::history::queries::names;
use crate::kernel::crud::Resource;
use crate::kernel::error::Result;
use crate::kernel::guard::Guard;
use crate::kernel::scope::{PlaceColumns, Scope, Scoped};
use crate::loci::queries::seen;
use contract::comments::Comment;
use contract::endpoint::Endpoint;
use contract::ids::{CommentId, UserId};
use contract::moment::Timestamp;
use contract::place::RegionCode;
use contract::problem::ProblemCode;
use sea_orm::{ColumnTrait, Condition, QueryFilter};
use serde_json::{Value, json};

const PLACE: PlaceColumns<comment::Column> = PlaceColumns {
    city: comment::Column::CityCode,
    district: comment::Column::DistrictCode,
    village: comment::Column::RegionCode,
    rw: None,
};

impl Scoped for comment::Entity {
    /// Those on the stages that are seen.
    fn rows(scope: &Scope) -> Condition {
        seen(scope, PLACE, comment::Column::LocusId)
    }
}

/// What was taken back is not read any more.
pub fn view(row: comment::Model, by: Option<UserId>, name: String) -> Comment {
    Comment {
        id: row.id,
        stage_record_id: row.stage_record_id,
        locus_id: row.locus_id,
        stage: row.stage,
        text: row.withdrawn_at.is_none().then_some(row.text),
        written_by_name: name,
        role: row.role,
        own: by == Some(row.written_by),
        created_at: row.created_at,
        withdrawn_at: row.withdrawn_at,
        version: row.version,
    }
}

impl Resource for comment::Entity {
    type Id = CommentId;
    type View = Comment;
    const KIND: &'static str = "comment";

    fn id(row: &comment::Model) -> CommentId {
        row.id
    }

    fn version(row: &comment::Model) -> i64 {
        row.version
    }

    fn touch(row: &mut comment::Model, version: i64, _: Timestamp) {
        row.version = version;
    }

    fn snapshot(row: &comment::Model) -> Value {
        json!({ "stage_record_id": row.stage_record_id, "text": row.text, "withdrawn_at": row.withdrawn_at })
    }

    fn place(row: &comment::Model) -> Option<RegionCode> {
        Some(row.region_code.clone())
    }

    async fn read<E: Endpoint>(guard: &Guard<E>, id: CommentId) -> Result<Comment> {
        let row = guard.select::<comment::Entity>().filter(comment::Column::Id.eq(id)).one(guard.db()).await?;
        let row = row.ok_or(ProblemCode::NotFound)?;
        let mut names = names(guard.db(), [row.written_by]).await?;
        let name = names.remove(&row.written_by).unwrap_or_default();
        Ok(view(row, guard.actor().map(|actor| actor.user), name))
    }
}
