//! Searching by a part of a name beyond one kelurahan. Thousands may match, and
//! each must be looked at to be counted and put in order: that is done on
//! short rows, and only those of the page are read whole.

use crate::entity::{beneficiary, beneficiary_search};
use crate::kernel::database::found_by_name;
use crate::kernel::error::Result;
use crate::kernel::fold::sound;
use crate::kernel::guard::Guard;
use crate::kernel::list::Orders;
use crate::kernel::scope::{PlaceColumns, Scope, Scoped, select_within};
use contract::beneficiaries::Filter;
use contract::endpoint::Endpoint;
use contract::ids::BeneficiaryId;
use contract::page::Page;
use contract::place::RegionLevel;
use sea_orm::{ColumnTrait, Condition, DbBackend, QueryFilter, Select};
use std::collections::HashMap;

const PLACE: PlaceColumns<beneficiary_search::Column> = PlaceColumns {
    city: beneficiary_search::Column::CityCode,
    district: beneficiary_search::Column::DistrictCode,
    village: beneficiary_search::Column::RegionCode,
    rw: Some(beneficiary_search::Column::Rw),
};

impl Scoped for beneficiary_search::Entity {
    fn rows(scope: &Scope) -> Condition {
        PLACE.reached(scope)
    }
}

/// The short rows that a filter asks for; none where they do not hold what it
/// or the order needs, or where one kelurahan is small enough without them.
pub fn short(
    backend: DbBackend,
    scope: &Scope,
    filter: &Filter,
    sort: Option<&str>,
) -> Option<Select<beneficiary_search::Entity>> {
    use beneficiary_search::Column;
    // Written out, so that no new filter is forgotten here.
    let Filter {
        q: Some(q),
        region,
        rw,
        status,
        eligibility,
        include_archived,
        welfare_stage: None,
        below_poverty_line: None,
        complete: None,
        household_id: None,
        ids: None,
        updated_since: None,
        destroy_due: None,
    } = filter
    else {
        return None;
    };
    let needle = sound(q);
    let by_name = sort.is_none_or(|key| key.trim_start_matches('-') == "full_name");
    let reached = region.as_ref().map_or_else(|| scope.clone(), |region| scope.within(region));
    let wide = reached.places.iter().any(|reach| reach.region.level() != RegionLevel::Village);
    if !by_name || !wide || needle.chars().count() < 3 {
        return None;
    }
    let mut select = select_within::<beneficiary_search::Entity>(scope, region.as_ref());
    if let Some(rw) = rw {
        select = select.filter(Column::Rw.eq(rw.as_str()));
    }
    if let Some(status) = status {
        select = select.filter(Column::Status.eq(*status));
    }
    if let Some(answer) = eligibility {
        select = select.filter(Column::Eligibility.eq(*answer));
    }
    if *include_archived != Some(true) {
        select = select.filter(Column::ArchivedAt.is_null());
    }
    Some(found_by_name(select, backend, &needle))
}

/// A page of them, read whole. Who left the caller's reach meanwhile falls out.
pub async fn page<E: Endpoint>(
    guard: &Guard<E>,
    found: Select<beneficiary_search::Entity>,
) -> Result<Page<beneficiary::Model>> {
    let by_name = [("full_name", beneficiary_search::Column::FullNameFolded)];
    let page = guard.page_of_ids(found, &Orders::new(beneficiary_search::Column::Id, &by_name)).await?;
    let Page { items, next_cursor, total, total_at_least } = page;
    if items.is_empty() {
        return Ok(Page { items: Vec::new(), next_cursor, total, total_at_least });
    }
    let ids = items.iter().copied().map(BeneficiaryId);
    let rows = guard.select::<beneficiary::Entity>().filter(beneficiary::Column::Id.is_in(ids)).all(guard.db()).await?;
    let mut rows: HashMap<BeneficiaryId, beneficiary::Model> = rows.into_iter().map(|row| (row.id, row)).collect();
    let items = items.into_iter().filter_map(|id| rows.remove(&BeneficiaryId(id))).collect();
    Ok(Page { items, next_cursor, total, total_at_least })
}
