//! Searching by a part of a name beyond one kelurahan. Thousands may match, and
//! each must be looked at to be counted and put in order: that is done on
//! short rows, and only those of the page are read whole.

use super::name_order::statement;
use super::shown::Shown;
use crate::entity::{beneficiary, beneficiary_search};
use crate::kernel::database::found_by_name;
use crate::kernel::error::Result;
use crate::kernel::fold::sound;
use crate::kernel::guard::Guard;
use crate::kernel::list::{Asked, Orders, sorted};
use crate::kernel::scope::{PlaceColumns, Scope, Scoped, select_within};
use contract::beneficiaries::Filter;
use contract::endpoint::Endpoint;
use contract::ids::BeneficiaryId;
use contract::page::Page;
use contract::place::{RegionCode, RegionLevel};
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

/// The short rows that a search is about.
#[derive(Debug)]
pub struct Found {
    /// Those among whom names are looked for.
    pub among: Select<beneficiary_search::Entity>,
    /// In the spelling of the index.
    pub needle: String,
    /// The cities searched, where nothing narrows them.
    pub cities: Option<Vec<RegionCode>>,
}

/// The short rows that a filter asks for; none where they do not hold what it
/// or the order needs, or where one kelurahan is small enough without them.
pub fn short(backend: DbBackend, scope: &Scope, filter: &Filter, sort: Option<&str>) -> Option<Found> {
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
    let archived = *include_archived == Some(true);
    // On SQLite the archived stand apart.
    let apart = archived && backend == DbBackend::Sqlite;
    if !by_name || !wide || apart || needle.chars().count() < 3 {
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
    if !archived {
        select = select.filter(Column::ArchivedAt.is_null());
    }
    let whole = reached.places.iter().all(|reach| reach.region.level() == RegionLevel::City && reach.rw.is_none());
    let narrowed = !whole || rw.is_some() || status.is_some() || eligibility.is_some();
    let cities = (!narrowed).then(|| reached.places.into_iter().map(|reach| reach.region).collect());
    Some(Found { among: select, needle, cities })
}

/// A page of them, read whole. Who left the caller's reach meanwhile falls out.
pub async fn page<E: Endpoint>(guard: &Guard<E>, found: Found) -> Result<Page<Shown>> {
    use beneficiary_search::Column::{FullNameFolded, Id};
    let orders: Orders<beneficiary_search::Entity> = Orders::new(Id, &[("full_name", FullNameFolded)]);
    let backend = guard.kernel.db.backend();
    let statement = |asked: &Asked| {
        if backend == DbBackend::Sqlite {
            return statement(&found, asked);
        }
        let all = found_by_name(found.among.clone(), backend, &found.needle);
        sorted(asked, &all, (FullNameFolded, Id), backend)
    };
    let page = guard.page_of_ids(&orders, statement).await?;
    let Page { items, next_cursor, total, total_at_least } = page;
    if items.is_empty() {
        return Ok(Page { items: Vec::new(), next_cursor, total, total_at_least });
    }
    let ids = items.iter().copied().map(BeneficiaryId);
    let select = guard.select::<beneficiary::Entity>().filter(beneficiary::Column::Id.is_in(ids));
    let women = Shown::of(select).into_model::<Shown>().all(guard.db()).await?;
    let mut women: HashMap<BeneficiaryId, Shown> = women.into_iter().map(|woman| (woman.id, woman)).collect();
    let items = items.into_iter().filter_map(|id| women.remove(&BeneficiaryId(id))).collect();
    Ok(Page { items, next_cursor, total, total_at_least })
}
