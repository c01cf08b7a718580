//! Work lists as rows and as views.

use crate::entity::{region, user, work_list};
use crate::kernel::crud::Resource;
use crate::kernel::error::{Error, Result};
use crate::kernel::guard::Guard;
use crate::kernel::scope::{Held, Scope, Scoped, own_rows, system};
use contract::endpoint::{Access, Endpoint};
use contract::ids::{UserId, WorkListId};
use contract::moment::Timestamp;
use contract::place::{RegionCode, RegionLevel};
use contract::problem::ProblemCode;
use contract::work_lists::{FilteredList, WorkList};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, QueryFilter};
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};

/// Whether a role opens what is open to this access.
pub fn opens(held: &Held, access: Access) -> bool {
    match access {
        Access::May(permission) => held.role.may(permission),
        Access::SignedIn | Access::Public => true,
    }
}

/// From where someone is shown the work lists of a list she may open.
#[derive(Debug, Default, PartialEq, Eq)]
struct Shared {
    /// One of her roles has no place: what whole cities share.
    widely: bool,
    /// The places she works in, and those around them.
    places: BTreeSet<RegionCode>,
}

impl Shared {
    fn with(held: &[Held], access: Access) -> Self {
        let mut shared = Self::default();
        for role in held.iter().filter(|held| opens(held, access)) {
            match &role.region {
                None => shared.widely = true,
                Some(region) => {
                    shared.places.extend(RegionLevel::ALL.iter().filter_map(|level| region.at(*level)));
                }
            }
        }
        shared
    }

    /// The rows of these lists, each way by itself so that an index serves it.
    fn rows(self, lists: &[FilteredList]) -> Vec<Condition> {
        let of = || Condition::all().add(work_list::Column::List.is_in(lists.iter().copied()));
        // As the index says it.
        let widely = self.widely.then(|| of().add(Expr::cust("length(work_lists.shared_in) <= 5")));
        let near = (!self.places.is_empty()).then(|| of().add(work_list::Column::SharedIn.is_in(self.places)));
        widely.into_iter().chain(near).collect()
    }
}

impl Scoped for work_list::Entity {
    /// One's own, and of the lists one may open those shared where one works.
    /// Lists opened from the same places are asked for together.
    fn rows(scope: &Scope) -> Condition {
        let mut groups: Vec<(Shared, Vec<FilteredList>)> = Vec::new();
        for list in FilteredList::ALL {
            let shared = Shared::with(scope.held(), list.access());
            match groups.iter_mut().find(|(known, _)| *known == shared) {
                Some((_, lists)) => lists.push(*list),
                None => groups.push((shared, vec![*list])),
            }
        }
        let shared = groups.into_iter().flat_map(|(shared, lists)| shared.rows(&lists));
        shared.fold(Condition::any().add(own_rows(scope, work_list::Column::OwnerId)), Condition::add)
    }
}

/// What views of work lists need besides their rows: two statements, however many.
#[derive(Debug)]
pub struct Surroundings {
    owners: HashMap<UserId, user::Model>,
    regions: HashMap<RegionCode, String>,
    reader: Option<UserId>,
}

impl Surroundings {
    pub async fn of<E: Endpoint>(guard: &Guard<E>, rows: &[work_list::Model]) -> Result<Self> {
        let codes = rows.iter().filter_map(|row| row.shared_in.clone());
        let regions = system::<region::Entity>().filter(region::Column::Code.is_in(codes)).all(guard.db()).await?;
        let ids = rows.iter().map(|row| row.owner_id);
        let owners = system::<user::Entity>().filter(user::Column::Id.is_in(ids)).all(guard.db()).await?;
        Ok(Self {
            owners: owners.into_iter().map(|row| (row.id, row)).collect(),
            regions: regions.into_iter().map(|row| (row.code, row.name)).collect(),
            reader: guard.scope().user,
        })
    }
}

/// Nobody could take away what someone shared who left.
pub fn has_left(owner: &user::Model) -> bool {
    owner.disabled_at.is_some()
}

pub fn view(row: work_list::Model, around: &Surroundings) -> Result<WorkList> {
    let owner = around.owners.get(&row.owner_id);
    let own = around.reader == Some(row.owner_id);
    Ok(WorkList {
        id: row.id,
        list: row.list,
        name: row.name,
        filters: serde_json::from_str(&row.filters).map_err(Error::internal)?,
        sort: row.sort,
        shared_in_name: row.shared_in.as_ref().and_then(|code| around.regions.get(code).cloned()),
        shared_in: row.shared_in,
        owner_name: owner.map(|owner| owner.full_name.clone()).unwrap_or_default(),
        own,
        may_delete: own || owner.is_some_and(has_left),
        owner_id: row.owner_id,
        created_at: row.created_at,
        updated_at: row.updated_at,
        version: row.version,
    })
}

impl Resource for work_list::Entity {
    type Id = WorkListId;
    type View = WorkList;
    const KIND: &'static str = "work_list";

    fn id(row: &work_list::Model) -> WorkListId {
        row.id
    }

    fn version(row: &work_list::Model) -> i64 {
        row.version
    }

    fn touch(row: &mut work_list::Model, version: i64, now: Timestamp) {
        row.version = version;
        row.updated_at = now;
    }

    fn snapshot(row: &work_list::Model) -> Value {
        json!({
            "list": row.list, "name": row.name, "filters": row.filters, "sort": row.sort, "shared_in": row.shared_in,
        })
    }

    fn place(row: &work_list::Model) -> Option<RegionCode> {
        row.shared_in.clone()
    }

    async fn read<E: Endpoint>(guard: &Guard<E>, id: WorkListId) -> Result<WorkList> {
        let select = guard.select::<work_list::Entity>().filter(work_list::Column::Id.eq(id));
        let row = select.one(guard.db()).await?.ok_or(ProblemCode::NotFound)?;
        let around = Surroundings::of(guard, std::slice::from_ref(&row)).await?;
        view(row, &around)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::policy::{Permission, Role};

    fn held(role: Role, region: Option<&str>) -> Held {
        Held { role, region: region.and_then(|code| code.parse().ok()), rw: None, agency: None }
    }

    #[test]
    fn work_lists_reach_those_within_their_place_by_the_role_that_opens_the_list() {
        let lurah = held(Role::Lurah, Some("32.75.03.1004"));
        let women = Access::May(Permission::ListBeneficiaries);
        let shared = Shared::with(std::slice::from_ref(&lurah), women);
        let places: Vec<String> = shared.places.iter().map(ToString::to_string).collect();
        assert_eq!(
            (shared.widely, places),
            (false, ["32", "32.75", "32.75.03", "32.75.03.1004"].map(Into::into).into())
        );
        let moves = Access::May(Permission::EditBeneficiaries);
        assert_eq!(Shared::with(std::slice::from_ref(&lurah), moves), Shared::default());
        let admin = held(Role::Admin, None);
        let both = Shared::with(&[admin, lurah], Access::SignedIn);
        assert!(both.widely && both.places.len() == 4);
        assert_eq!(Shared::with(&[], Access::SignedIn), Shared::default());
    }
}
