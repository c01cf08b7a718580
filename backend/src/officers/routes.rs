//! Listing them.

use super::queries::{Ground, working_in};
use crate::entity::{locus, user};
use crate::kernel::error::Result;
use crate::kernel::guard::Read;
use crate::kernel::list::{Orders, map_page};
use crate::kernel::reply::{Answer, Reply};
use crate::role_assignments::queries::held_today;
use contract::endpoints::ListOfficers;
use contract::ids::UserId;
use contract::officers::{Filter, Officer};
use contract::page::Page;
use contract::place::{RegionCode, RegionLevel};
use contract::policy::Permission;
use sea_orm::{ColumnTrait, QueryFilter};

/// The places asked for that are the caller's; without any asked for, hers.
async fn grounds(guard: &Read<ListOfficers>, filter: &Filter) -> Result<Vec<Ground>> {
    let own = guard.scope().places.iter().map(|reach| &reach.region);
    // A meeting of a whole programme is a matter of the city of whoever is in it.
    let reached = |asked: &RegionCode| {
        let mut own = own.clone();
        own.any(|own| own.contains(asked) || own.at(RegionLevel::City).as_ref() == Some(asked))
    };
    let mut asked: Vec<Ground> = match &filter.region {
        Some(region) => reached(region).then(|| Ground::of_region(region.clone())).into_iter().collect(),
        None => own.clone().cloned().map(Ground::of_region).collect(),
    };
    if let Some(id) = filter.locus_id {
        let of = guard.select::<locus::Entity>().filter(locus::Column::Id.eq(id)).one(guard.db()).await?;
        let of = of.filter(|of| filter.region.as_ref().is_none_or(|region| region.contains(&of.region_code)));
        asked = of.iter().map(Ground::of_locus).collect();
    }
    Ok(asked)
}

pub async fn list(guard: Read<ListOfficers>) -> Answer<ListOfficers> {
    let filter = guard.filter()?;
    let grounds = grounds(&guard, &filter).await?;
    if grounds.is_empty() {
        return Ok(Reply::new(Page { items: Vec::new(), next_cursor: None, total: Some(0), total_at_least: None }));
    }
    let select = guard.select::<user::Entity>().filter(working_in(&grounds, guard.clock().today()));
    let orders = Orders::new(user::Column::Id, &[("full_name", user::Column::FullNameFolded)]);
    let page = guard.page(select, &orders).await?;
    let ids: Vec<UserId> = page.items.iter().map(|row| row.id).collect();
    let mut roles = held_today(&guard, &ids).await?;
    Ok(Reply::new(map_page(page, |row| {
        let mut roles = roles.remove(&row.id).unwrap_or_default();
        roles.retain(|held| held.role.may(Permission::ReadLoci) && grounds.iter().any(|ground| ground.takes_in(held)));
        Officer { id: row.id, full_name: row.full_name, roles }
    })))
}
