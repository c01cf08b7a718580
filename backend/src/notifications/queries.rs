//! Notifications as rows and as views.

use crate::entity::{action, locus, notification};
use crate::history::queries::names;
use crate::kernel::error::Result;
use crate::kernel::guard::Guard;
use crate::kernel::scope::{Scope, Scoped, own_rows, select};
use crate::loci::queries::rws;
use crate::regions::names::region_names;
use contract::endpoint::Endpoint;
use contract::ids::{ActionId, LocusId, UserId};
use contract::notifications::Notification;
use contract::place::RegionCode;
use contract::policy::Permission;
use sea_orm::{ColumnTrait, Condition, QueryFilter};
use std::collections::HashMap;

impl Scoped for notification::Entity {
    /// Only one's own, whatever the role.
    fn rows(scope: &Scope) -> Condition {
        own_rows(scope, notification::Column::UserId)
    }
}

/// What views of notifications need besides their rows: four statements. Of loci and
/// actions only those that the reader sees today.
#[derive(Debug)]
pub struct Surroundings {
    loci: HashMap<LocusId, locus::Model>,
    actions: HashMap<ActionId, action::Model>,
    regions: HashMap<RegionCode, String>,
    users: HashMap<UserId, String>,
}

impl Surroundings {
    pub async fn of<E: Endpoint>(guard: &Guard<E>, rows: &[notification::Model]) -> Result<Self> {
        let seen = guard.scope().for_permission(Permission::ReadLoci);
        let loci = rows.iter().filter_map(|row| row.locus_id);
        let loci = select::<locus::Entity>(&seen).filter(locus::Column::Id.is_in(loci)).all(guard.db()).await?;
        let actions = rows.iter().filter_map(|row| row.action_id);
        let actions = select::<action::Entity>(&seen).filter(action::Column::Id.is_in(actions)).all(guard.db()).await?;
        Ok(Self {
            regions: region_names(guard.db(), loci.iter().map(|row| row.region_code.clone())).await?,
            users: names(guard.db(), rows.iter().map(|row| row.sent_by)).await?,
            loci: loci.into_iter().map(|row| (row.id, row)).collect(),
            actions: actions.into_iter().map(|row| (row.id, row)).collect(),
        })
    }
}

pub fn view(row: notification::Model, around: &Surroundings) -> Notification {
    let locus = row.locus_id.and_then(|id| around.loci.get(&id));
    let action = row.action_id.and_then(|id| around.actions.get(&id));
    Notification {
        id: row.id,
        kind: row.kind,
        locus_id: locus.map(|one| one.id),
        region_name: locus.map(|one| around.regions.get(&one.region_code).cloned().unwrap_or_default()),
        rws: locus.map(rws).unwrap_or_default(),
        year: locus.map(|one| one.year),
        stage: row.stage.filter(|_| locus.is_some()),
        meeting_id: action.map(|one| one.meeting_id),
        action_id: action.map(|one| one.id),
        title: action.map(|one| one.title.clone()),
        by_name: around.users.get(&row.sent_by).cloned().unwrap_or_default(),
        created_at: row.created_at,
        read_at: row.read_at,
    }
}
