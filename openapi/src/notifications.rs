//! Notifications (pemberitahuan): what others did with something that is the reader's,
//! while she was elsewhere.

use crate::cycle::CycleStage;
use crate::draft::{Draft, Faults, Purpose};
use crate::ids::{ActionId, LocusId, MAX_PICKED, MeetingId, NotificationId};
use crate::moment::Timestamp;
use crate::place::Neighbourhood;
use crate::problem::{FieldCode, FieldError};
use serde::{Deserialize, Serialize};

/// The published sort keys of the list.
pub const SORT_KEYS: &[&str] = &["-created_at"];

text_enum! {
    NotificationKind {
        /// A stage she submitted was approved, and goes on to the next.
        StageApproved = "stage_approved",
        /// A stage she submitted was returned.
        StageReturned = "stage_returned",
        /// A stage she submitted is passed.
        StagePassed = "stage_passed",
        /// A stage she submitted is open again.
        StageReopened = "stage_reopened",
        /// A stage she submitted is held up, because an earlier one is open again.
        StageSuspended = "stage_suspended",
        /// An exception she asked for was signed.
        WaiverGranted = "waiver_granted",
        /// An exception she asked for was refused.
        WaiverRefused = "waiver_refused",
        /// Something was said of a stage that is hers to submit, or of which she
        /// said something herself.
        CommentAdded = "comment_added",
        /// An action is hers now.
        ActionGiven = "action_given",
        /// An action of hers was changed by someone else.
        ActionChanged = "action_changed",
        /// Someone else said of an action of hers that it is done.
        ActionDone = "action_done",
        /// An action of hers is not wanted any more.
        ActionDropped = "action_dropped",
        /// An action that was hers is someone else's now.
        ActionTaken = "action_taken",
    }
}

/// One notification, kept for 180 days. What it is about is told as far as the reader
/// sees it today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Notification {
    pub id: NotificationId,
    pub kind: NotificationKind,
    /// `null` where it is not about a locus, or she does not see it any more; so
    /// are the members after it.
    pub locus_id: Option<LocusId>,
    pub region_name: Option<String>,
    pub rws: Vec<Neighbourhood>,
    pub year: Option<i32>,
    /// The stage it is about.
    pub stage: Option<CycleStage>,
    pub meeting_id: Option<MeetingId>,
    pub action_id: Option<ActionId>,
    /// What the action says.
    pub title: Option<String>,
    /// Who did it.
    pub by_name: String,
    pub created_at: Timestamp,
    pub read_at: Option<Timestamp>,
}

/// Notifications that were read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NotificationsRead {
    /// 1 to 100 of the caller's notifications; others are passed over.
    #[cfg_attr(feature = "server", schema(min_items = 1, max_items = 100))]
    pub ids: Vec<NotificationId>,
}

impl Draft for NotificationsRead {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        if self.ids.is_empty() {
            faults.add("/ids", FieldCode::Required);
        } else if self.ids.len() > MAX_PICKED {
            faults.add_with("/ids", FieldCode::TooMany, &[("max", MAX_PICKED.to_string())]);
        }
        faults.finish()
    }
}

/// How many notifications are unread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct NotificationsUnread {
    pub unread: u64,
}

/// Filters of the list; it holds the caller's own notifications only.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// `true`: only those that are unread; `false`: only those that were read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unread: Option<bool>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn some_are_read_and_not_too_many() {
        let faults = |number: usize| -> Vec<String> {
            let read = NotificationsRead { ids: vec![NotificationId(Uuid::nil()); number] };
            read.check(Purpose::Create).iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect()
        };
        assert_eq!(faults(0), ["/ids required"]);
        assert!(faults(1).is_empty() && faults(MAX_PICKED).is_empty());
        assert_eq!(faults(MAX_PICKED + 1), ["/ids too_many"]);
    }
}
