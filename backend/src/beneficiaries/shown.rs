//! What is read of a woman to show her, with what is told of her household
//! beside her: one statement, and no column that nobody is shown.

use crate::entity::{beneficiary, household};
use crate::kernel::fields::Standing;
use contract::beneficiaries::{HeadOfFamily, Status};
use contract::eligibility::EligibilityAnswer;
use contract::households::Sex;
use contract::ids::{BeneficiaryId, HouseholdId, UserId};
use contract::ks21::Stage;
use contract::moment::{Day, Timestamp};
use contract::place::{Neighbourhood, RegionCode};
use sea_orm::{
    ColumnTrait, DbErr, EntityTrait, FromQueryResult, JoinType, QueryResult, QuerySelect, Select, TryGetable, Value,
};

/// The columns of a row, one after the other: a list has thousands of cells,
/// and none is looked up by its name.
struct Cells<'a> {
    row: &'a QueryResult,
    next: usize,
}

impl Cells<'_> {
    fn take<T: TryGetable>(&mut self) -> Result<T, DbErr> {
        let place = self.next;
        self.next += 1;
        self.row.try_get_by_index(place)
    }
}

/// The members are named once: as they are kept, read, and in which order.
macro_rules! shown {
    ($($column:ident $member:ident: $type:ty,)+) => {
        /// Her row, her household's income, and who collected it.
        #[derive(Debug)]
        pub struct Shown {
            $(pub $member: $type,)+
            pub income: Option<i64>,
            pub income_by: Option<UserId>,
        }

        impl Shown {
            /// A woman whose household is at hand.
            pub fn beside(row: beneficiary::Model, home: &household::Model) -> Self {
                Self { $($member: row.$member,)+ income: home.monthly_income, income_by: home.collected_by }
            }

            /// Reads her household with her.
            pub fn of(select: Select<beneficiary::Entity>) -> Select<beneficiary::Entity> {
                use household::Column::{CollectedBy, Id, MonthlyIncome};
                let home = beneficiary::Entity::belongs_to(household::Entity)
                    .from(beneficiary::Column::HouseholdId)
                    .to(Id);
                select
                    .select_only()
                    $(.column(beneficiary::Column::$column))+
                    .join(JoinType::LeftJoin, home.into())
                    .column_as(MonthlyIncome.into_expr(), "household_income")
                    .column_as(CollectedBy.into_expr(), "household_income_by")
            }
        }

        impl FromQueryResult for Shown {
            fn from_query_result(row: &QueryResult, _prefix: &str) -> Result<Self, DbErr> {
                let mut cells = Cells { row, next: 0 };
                Ok(Self { $($member: cells.take()?,)+ income: cells.take()?, income_by: cells.take()? })
            }
        }
    };
}

shown! {
    Id id: BeneficiaryId,
    FullName full_name: String,
    FullNameFolded full_name_folded: String,
    NikMasked nik_masked: Option<String>,
    NikAbsentReason nik_absent_reason: Option<String>,
    NikWarnings nik_warnings: String,
    BirthDate birth_date: Day,
    Sex sex: Sex,
    HouseholdId household_id: HouseholdId,
    RegionCode region_code: RegionCode,
    Rw rw: Neighbourhood,
    Rt rt: Neighbourhood,
    Address address: Option<String>,
    PhoneSealed phone_sealed: Option<Vec<u8>>,
    MaritalStatus marital_status: String,
    DeJure de_jure: bool,
    DeFacto de_facto: bool,
    HeadBasis head_basis: Option<String>,
    Education education: Option<String>,
    Occupation occupation: Option<String>,
    HealthSealed health_sealed: Option<Vec<u8>>,
    CollectedBy collected_by: Option<UserId>,
    Collection collection: String,
    Notice notice: Option<String>,
    WelfareStage welfare_stage: Option<Stage>,
    BelowPovertyLine below_poverty_line: Option<bool>,
    Eligibility eligibility: EligibilityAnswer,
    Status status: Status,
    OutdatedBy outdated_by: String,
    CreatedBy created_by: UserId,
    LastEditedBy last_edited_by: UserId,
    ArchivedAt archived_at: Option<Timestamp>,
    ArchiveReason archive_reason: Option<String>,
    MergedInto merged_into: Option<BeneficiaryId>,
    RetainedSince retained_since: Option<Timestamp>,
    CreatedAt created_at: Timestamp,
    UpdatedAt updated_at: Timestamp,
    Version version: i64,
}

impl Shown {
    pub fn standing(&self) -> Standing<'_> {
        Standing { region: &self.region_code, rw: &self.rw, collected_by: self.collected_by }
    }

    /// What stands in a column by which women are ordered.
    pub fn key(&self, column: beneficiary::Column) -> Value {
        match column {
            beneficiary::Column::FullNameFolded => self.full_name_folded.clone().into(),
            beneficiary::Column::UpdatedAt => self.updated_at.into(),
            beneficiary::Column::Id => self.id.into(),
            _ => Value::Bool(None),
        }
    }

    pub fn head_of_family(&self) -> HeadOfFamily {
        HeadOfFamily { de_jure: self.de_jure, de_facto: self.de_facto, basis: self.head_basis.clone() }
    }
}
