//! Listing them.

use super::queries::working_in;
use crate::entity::user;
use crate::kernel::guard::Read;
use crate::kernel::list::{Orders, map_page};
use crate::kernel::reply::{Answer, Reply};
use crate::role_assignments::queries::held_today;
use contract::endpoints::ListOfficers;
use contract::ids::UserId;
use contract::officers::Officer;
use contract::place::{RegionCode, RegionLevel};
use contract::policy::Permission;
use sea_orm::QueryFilter;

/// Those whose work takes in a region of the caller's; without one, hers.
pub async fn list(guard: Read<ListOfficers>) -> Answer<ListOfficers> {
    let filter = guard.filter()?;
    let own = guard.scope().places.iter().map(|reach| reach.region.clone());
    // A meeting of a whole programme is a matter of the city of whoever is in it.
    let asked: Vec<RegionCode> = match filter.region {
        Some(region) => own
            .filter(|own| own.contains(&region) || own.at(RegionLevel::City).as_ref() == Some(&region))
            .map(|_| region.clone())
            .take(1)
            .collect(),
        None => own.collect(),
    };
    let today = guard.clock().today();
    let select = guard.select::<user::Entity>().filter(working_in(&asked, today));
    let orders = Orders::new(user::Column::Id, &[("full_name", user::Column::FullNameFolded)]);
    let page = guard.page(select, &orders).await?;
    let ids: Vec<UserId> = page.items.iter().map(|row| row.id).collect();
    let mut roles = held_today(&guard, &ids).await?;
    Ok(Reply::new(map_page(page, |row| {
        let mut roles = roles.remove(&row.id).unwrap_or_default();
        roles.retain(|held| held.role.may(Permission::ReadLoci));
        Officer { id: row.id, full_name: row.full_name, roles }
    })))
}
