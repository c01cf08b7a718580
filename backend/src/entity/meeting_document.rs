//! A file of a meeting.

use contract::ids::DocumentId;
use contract::ids::MeetingId;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "meeting_documents")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub meeting_id: MeetingId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub document_id: DocumentId,
    pub number: i32,
}

impl ActiveModelBehavior for ActiveModel {}
