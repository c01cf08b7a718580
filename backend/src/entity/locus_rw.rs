//! An RW of a locus that is not archived.

use contract::ids::LocusId;
use contract::ids::ProgrammeId;
use contract::place::Neighbourhood;
use contract::place::RegionCode;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "locus_rws")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub locus_id: LocusId,
    pub programme_id: ProgrammeId,
    pub region_code: RegionCode,
    #[sea_orm(primary_key, auto_increment = false)]
    pub rw: Neighbourhood,
}

impl ActiveModelBehavior for ActiveModel {}
