//! Actions (tindak lanjut): what follows from a decision of a meeting, who does
//! it, and by when.

use crate::draft::{Draft, Faults, Member, Purpose};
use crate::ids::{ActionId, AgencyId, LocusId, MeetingDecisionId, MeetingId, UserId};
use crate::meetings::MeetingKind;
use crate::moment::{Day, Timestamp};
use crate::place::RegionCode;
use crate::problem::FieldError;
use serde::{Deserialize, Serialize};

/// The published sort keys of the list: what is due first comes first.
pub const SORT_KEYS: &[&str] = &["due_on"];

/// The longest title, in characters.
const MAX_TITLE: usize = 200;

text_enum! {
    ActionState {
        Open = "open",
        Done = "done",
        /// It is not wanted any more.
        Dropped = "dropped",
    }
}

/// One action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Action {
    pub id: ActionId,
    pub meeting_id: MeetingId,
    pub meeting_kind: MeetingKind,
    /// When that meeting began.
    pub meeting_at: Timestamp,
    pub decision_id: MeetingDecisionId,
    pub locus_id: Option<LocusId>,
    /// The kelurahan of its locus, or the city.
    pub region_code: RegionCode,
    pub region_name: String,
    pub title: String,
    /// Who sees to it.
    pub owner_id: UserId,
    pub owner_name: String,
    /// For which agency.
    pub agency_id: Option<AgencyId>,
    pub due_on: Day,
    pub state: ActionState,
    /// Open, and its day is past.
    pub overdue: bool,
    /// What came of it, or why it was dropped.
    pub outcome: Option<String>,
    pub ended_by_name: Option<String>,
    pub ended_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

/// An action as it is agreed in a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AgreedAction {
    /// At most 200 characters.
    pub title: String,
    /// An officer who works where the meeting is about.
    pub owner_id: UserId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency_id: Option<AgencyId>,
    /// Not before the day of the meeting.
    pub due_on: Day,
}

pub(crate) fn check_agreed(faults: &mut Faults, at: &str, one: &AgreedAction) {
    faults.text(&format!("{at}/title"), &Member::Value(one.title.clone()), MAX_TITLE);
}

draft! {
    /// What is said of an action.
    ActionDraft with ActionId {
        /// A decision of a meeting that was held; fixed once created.
        decision_id: MeetingDecisionId,
        title: String,
        /// An officer who works where the meeting is about.
        owner_id: UserId,
        agency_id: AgencyId,
        /// Not before the day of the meeting.
        due_on: Day,
    }
}

impl Draft for ActionDraft {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        faults.required("/decision_id", &self.decision_id);
        faults.text("/title", &self.title, MAX_TITLE);
        faults.required("/owner_id", &self.owner_id);
        faults.required("/due_on", &self.due_on);
        faults.finish()
    }
}

/// Filters of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// Only of this meeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub meeting_id: Option<MeetingId>,
    /// Only of this locus.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub locus_id: Option<LocusId>,
    /// Only this state.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub state: Option<ActionState>,
    /// `true`: only one's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mine: Option<bool>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_is_somebodys_and_has_a_day() {
        let faults: Vec<String> = ActionDraft::default()
            .check(Purpose::Create)
            .iter()
            .map(|fault| format!("{} {}", fault.pointer, fault.code))
            .collect();
        assert_eq!(faults, ["/decision_id required", "/title required", "/owner_id required", "/due_on required"]);
    }
}
