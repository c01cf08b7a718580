//! Telling those whom a change concerns.

use crate::entity::{action, notification, stage_record};
use crate::kernel::tx::Tx;
use contract::cycle::CycleStage;
use contract::ids::{ActionId, LocusId, NotificationId, UserId};
use contract::notifications::NotificationKind;
use sea_orm::IntoActiveModel;
use std::collections::BTreeSet;

/// What a notification is about.
#[derive(Debug, Clone, Copy)]
pub struct About {
    locus: Option<LocusId>,
    stage: Option<CycleStage>,
    action: Option<ActionId>,
}

impl From<&stage_record::Model> for About {
    fn from(row: &stage_record::Model) -> Self {
        Self { locus: Some(row.locus_id), stage: Some(row.stage), action: None }
    }
}

impl From<&action::Model> for About {
    fn from(row: &action::Model) -> Self {
        Self { locus: row.locus_id, stage: None, action: Some(row.id) }
    }
}

/// Tells each of them once, and not whoever did it.
pub fn send(tx: &Tx, kind: NotificationKind, about: impl Into<About>, to: impl IntoIterator<Item = UserId>) {
    // What the system does by itself is told to nobody.
    let Some(by) = tx.author().user else { return };
    let about = about.into();
    let to: BTreeSet<UserId> = to.into_iter().filter(|user| *user != by).collect();
    tx.insert_last::<notification::Entity>(to.into_iter().map(|user_id| {
        let row = notification::Model {
            id: NotificationId(tx.kernel().clock.new_id()),
            user_id,
            kind,
            locus_id: about.locus,
            stage: about.stage,
            action_id: about.action,
            sent_by: by,
            created_at: tx.now(),
            read_at: None,
        };
        row.into_active_model()
    }));
}
