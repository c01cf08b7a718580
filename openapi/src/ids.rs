//! Identifiers. Each noun has its own type, so that a household's id cannot
//! be handed in where a beneficiary's is asked for. All are UUIDv7.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt::Display;
use std::str::FromStr;
use uuid::Uuid;

/// The most records that are picked at once.
pub const MAX_PICKED: usize = 100;

/// Records picked one by one; in an address with commas between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picked<T>(pub Vec<T>);

impl<T: Display> Serialize for Picked<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ids: Vec<String> = self.0.iter().map(T::to_string).collect();
        serializer.serialize_str(&ids.join(","))
    }
}

impl<'de, T: FromStr> Deserialize<'de> for Picked<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let ids: Result<Vec<T>, _> = text.split(',').map(str::parse).collect();
        let ids = ids.map_err(|_| D::Error::custom("not an id"))?;
        if ids.len() > MAX_PICKED {
            return Err(D::Error::custom("too many ids"));
        }
        Ok(Self(ids))
    }
}

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
    /// What follows from a decision of a meeting.
    ActionId,
    /// A local agency (perangkat daerah) or partner institution.
    AgencyId,
    /// A term of office: one user in one role in one place for one period.
    AssignmentId,
    /// A poor woman who heads a family, candidate or beneficiary.
    BeneficiaryId,
    /// One entry of a code list.
    CodeId,
    /// A comment on a stage.
    CommentId,
    /// One answer to a question of consent.
    ConsentId,
    /// A kept file.
    DocumentId,
    /// A pair of records that may be one woman.
    DuplicateCandidateId,
    /// A woman in a locus.
    EnrolmentId,
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
    /// A regulation or decree.
    LegalInstrumentId,
    /// One or more RW of a kelurahan in a programme year.
    LocusId,
    /// Places compared by what they need.
    LocusSelectionId,
    /// One meeting.
    MeetingId,
    /// Something a meeting decided.
    MeetingDecisionId,
    /// A member of a household.
    MemberId,
    /// What others did with what is one's own.
    NotificationId,
    /// One poverty line.
    PovertyLineId,
    /// One look into a poverty database.
    PovertyCheckId,
    /// What a city runs in one year.
    ProgrammeId,
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
    /// What was declared for a requirement of a stage.
    StageEntryId,
    /// One stage of one locus.
    StageRecordId,
    /// One version of what the stages ask for.
    StageTemplateId,
    /// A request to pass a stage without a requirement.
    StageWaiverId,
    /// Something someone must settle.
    TaskId,
    /// A person with an account.
    UserId,
    /// One decision of a Lurah.
    ValidationId,
    /// What was told of a family's welfare on a day.
    WelfareAssessmentId,
    /// The filters of a list, kept under a name.
    WorkListId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn picked_records_are_read_as_they_are_written_and_no_more_than_a_hundred() {
        let ids = |count: usize| Picked((0..count).map(|_| BeneficiaryId(Uuid::now_v7())).collect::<Vec<_>>());
        let read = |picked: &Picked<BeneficiaryId>| {
            serde_json::from_value::<Picked<BeneficiaryId>>(serde_json::to_value(picked).unwrap())
        };
        let two = ids(2);
        assert_eq!(read(&two).unwrap(), two);
        assert!(read(&ids(MAX_PICKED)).is_ok());
        assert!(read(&ids(MAX_PICKED + 1)).is_err());
        assert!(serde_json::from_str::<Picked<BeneficiaryId>>("\"\"").is_err());
    }
}
