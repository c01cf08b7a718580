//! A term of office.

use contract::ids::AgencyId;
use contract::ids::AssignmentId;
use contract::ids::UserId;
use contract::moment::Day;
use contract::moment::Timestamp;
use contract::place::Neighbourhood;
use contract::place::RegionCode;
use contract::policy::Role;
use contract::role_assignments::TermKind;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "role_assignments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AssignmentId,
    pub user_id: UserId,
    pub role: Role,
    pub kind: TermKind,
    pub region_code: Option<RegionCode>,
    pub rw: Option<Neighbourhood>,
    pub agency_id: Option<AgencyId>,
    pub valid_from: Day,
    pub valid_until: Option<Day>,
    pub ended_at: Option<Timestamp>,
    pub end_reason: Option<String>,
    pub created_at: Timestamp,
    pub version: i64,
    #[sea_orm(belongs_to, from = "user_id", to = "id")]
    pub user: HasOne<super::user::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
