//! Identifiers. Each noun has its own type, so that a household's id cannot
//! be handed in where a beneficiary's is asked for. All are UUIDv7.

use uuid::Uuid;

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "server", derive(sea_orm::DeriveValueType, utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                Uuid::parse_str(text).map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Uuid {
                id.0
            }
        }

        #[cfg(feature = "server")]
        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::Type("identifiers are not numbers".to_owned()))
            }
        }
    )+};
}

ids! {
    /// A local agency (perangkat daerah) or partner institution.
    AgencyId,
    /// A term of office: one user in one role in one place for one period.
    AssignmentId,
    /// A poor woman who heads a family, candidate or beneficiary.
    BeneficiaryId,
    /// One entry of a code list.
    CodeId,
    /// One answer to a question of consent.
    ConsentId,
    /// A kept file.
    DocumentId,
    /// A pair of records that may be one woman.
    DuplicateCandidateId,
    /// One committed change or one recorded look.
    EventId,
    /// A family living together.
    HouseholdId,
    /// An uploaded list.
    ImportId,
    /// A source of lists whose headings are remembered.
    ImportSourceId,
    /// A long piece of work.
    JobId,
    /// A member of a household.
    MemberId,
    /// One poverty line.
    PovertyLineId,
    /// One look into a poverty database.
    PovertyCheckId,
    /// One statistic of a region.
    RegionFactId,
    /// One version of the eligibility rules.
    RuleSetId,
    /// Two records made one.
    MergeId,
    /// A move, made or asked for.
    RelocationId,
    /// One signed-in device.
    SessionId,
    /// Something someone must settle.
    TaskId,
    /// A person with an account.
    UserId,
    /// One decision of a Lurah.
    ValidationId,
    /// What was told of a family's welfare on a day.
    WelfareAssessmentId,
}
