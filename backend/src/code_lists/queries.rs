//! Codes as rows and as views.

use crate::entity::code;
use crate::kernel::crud::Resource;
use crate::kernel::error::Result;
use crate::kernel::guard::Guard;
use crate::kernel::scope::{open_to_permission, system};
use crate::kernel::state::Kernel;
use contract::code_lists::{Code, CodeList};
use contract::endpoint::Endpoint;
use contract::ids::CodeId;
use contract::moment::Timestamp;
use contract::problem::ProblemCode;
use sea_orm::{ColumnTrait, QueryFilter};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::sync::Arc;

open_to_permission!(code::Entity);

/// The codes that may be written, as they stood within the last second.
#[derive(Debug)]
pub struct Usable(HashSet<(CodeList, String)>);

impl Usable {
    pub async fn recent(kernel: &Kernel) -> Result<Arc<Self>> {
        let load = async || {
            let usable = system::<code::Entity>().filter(code::Column::Retired.eq(false)).all(&kernel.db.read).await?;
            Ok(Self(usable.into_iter().map(|row| (row.list, row.code)).collect()))
        };
        kernel.memo.get(load).await
    }

    pub fn holds(&self, list: CodeList, code: &str) -> bool {
        self.0.contains(&(list, code.to_owned()))
    }
}

pub fn view(row: code::Model) -> Code {
    Code {
        id: row.id,
        list: row.list,
        code: row.code,
        label_id: row.label_id,
        label_en: row.label_en,
        position: row.position,
        retired: row.retired,
        created_at: row.created_at,
        updated_at: row.updated_at,
        version: row.version,
    }
}

/// The text that orders the page: the list, then the place in it.
pub fn list_order(list: CodeList, position: i32) -> String {
    format!("{list} {position:05}")
}

impl Resource for code::Entity {
    type Id = CodeId;
    type View = Code;
    const KIND: &'static str = "code";

    fn id(row: &code::Model) -> CodeId {
        row.id
    }

    fn version(row: &code::Model) -> i64 {
        row.version
    }

    fn touch(row: &mut code::Model, version: i64, now: Timestamp) {
        row.version = version;
        row.updated_at = now;
    }

    fn snapshot(row: &code::Model) -> Value {
        json!({
            "list": row.list, "code": row.code, "label_id": row.label_id, "label_en": row.label_en,
            "position": row.position, "retired": row.retired,
        })
    }

    async fn read<E: Endpoint>(guard: &Guard<E>, id: CodeId) -> Result<Code> {
        let row = system::<code::Entity>().filter(code::Column::Id.eq(id)).one(guard.db()).await?;
        Ok(view(row.ok_or(ProblemCode::NotFound)?))
    }
}
