//! Income and expenditure of a household as told on a day; rows are added.

use contract::ids::HouseholdId;
use contract::ids::UserId;
use contract::ids::WelfareAssessmentId;
use contract::moment::Day;
use contract::moment::Timestamp;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "household_finances")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub household_id: HouseholdId,
    pub told_on: Day,
    pub monthly_income: Option<i64>,
    pub monthly_expenditure: Option<i64>,
    pub people: i32,
    pub recorded_by: Option<UserId>,
    /// The assessment that told it; taken back with it.
    pub assessment_id: Option<WelfareAssessmentId>,
    pub created_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
