//! Which rows a permission reaches.
//!
//! The scope of a permission is the union of the places of those assignments
//! that grant it, never all permissions times all places.

use super::database::within_region;
use contract::ids::{AgencyId, UserId};
use contract::place::{Neighbourhood, RegionCode, RegionLevel};
use contract::policy::{Grant, Permission, PlaceRule, Role};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, Select};

/// One role held now, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub role: Role,
    pub region: Option<RegionCode>,
    pub rw: Option<Neighbourhood>,
    pub agency: Option<AgencyId>,
}

/// One stretch of ground a permission reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    pub region: RegionCode,
    pub rw: Option<Neighbourhood>,
    /// Only rows whose data the user herself collected.
    pub collected_only: bool,
}

/// The rows of one permission for one caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    pub user: Option<UserId>,
    pub places: Vec<Reach>,
    /// An agency's officer sees the women joined to its activities.
    pub agencies: Vec<AgencyId>,
    /// The roles behind it, for tables whose rows each name the permission
    /// they need.
    held: Vec<Held>,
}

impl Scope {
    /// The scope of someone without a permission of her own: her own things.
    pub fn own(user: Option<UserId>) -> Self {
        Self { user, places: Vec::new(), agencies: Vec::new(), held: Vec::new() }
    }

    /// Her own things, and what her roles reach row by row.
    pub fn own_with(user: UserId, held: &[Held]) -> Self {
        Self { held: held.to_vec(), ..Self::own(Some(user)) }
    }

    /// The roles behind it.
    pub fn held(&self) -> &[Held] {
        &self.held
    }

    /// Whether one of the roles behind it grants a permission, wherever.
    pub fn allows(&self, permission: Permission) -> bool {
        self.held.iter().any(|held| held.role.may(permission))
    }

    /// The scope of another permission of the same caller.
    #[must_use]
    pub fn for_permission(&self, permission: Permission) -> Self {
        self.user.map_or_else(|| Self::own(None), |user| Self::of(user, &self.held, permission))
    }

    /// The scope of `permission` for a user who holds these roles.
    pub fn of(user: UserId, held: &[Held], permission: Permission) -> Self {
        let mut scope = Self::own_with(user, held);
        for role in held {
            let grant = role.role.grant(permission);
            match (grant, role.role.place_rule(), &role.region) {
                (Grant::No, ..) | (_, PlaceRule::None, _) | (_, _, None) => {}
                (_, PlaceRule::Agency, _) => scope.agencies.extend(role.agency),
                (_, _, Some(region)) => scope.places.push(Reach {
                    region: region.clone(),
                    rw: role.rw.clone(),
                    collected_only: grant == Grant::Collected,
                }),
            }
        }
        scope
    }
}

/// The columns that place a row, one per level.
#[derive(Debug, Clone, Copy)]
pub struct PlaceColumns<C> {
    pub city: C,
    pub district: C,
    pub village: C,
    /// `None` where rows concern whole kelurahan: a right to one RW does not
    /// reach them.
    pub rw: Option<C>,
}

impl<C: ColumnTrait + Copy> PlaceColumns<C> {
    /// Rows in a region: one equality, so that an index serves place and order.
    pub fn within(&self, region: &RegionCode, rw: Option<&Neighbourhood>) -> Condition {
        let column = match region.level() {
            RegionLevel::Province => {
                return Condition::all().add(within_region(self.city.into_expr(), region.as_str()));
            }
            RegionLevel::City => self.city,
            RegionLevel::District => self.district,
            RegionLevel::Village => self.village,
        };
        let place = Condition::all().add(column.eq(region.as_str()));
        match (rw, self.rw) {
            (None, _) => place,
            (Some(rw), Some(column)) => place.add(column.eq(rw.as_str())),
            (Some(_), None) => no_rows(),
        }
    }

    /// Rows that a scope reaches; none where it reaches no place.
    pub fn reached(&self, scope: &Scope) -> Condition {
        if scope.places.is_empty() {
            return no_rows();
        }
        scope.places.iter().fold(Condition::any(), |any, reach| any.add(self.within(&reach.region, reach.rw.as_ref())))
    }
}

impl Scope {
    /// The part of it that lies in a region. A query then names the narrower
    /// place only, and an index serves it.
    #[must_use]
    pub fn within(&self, region: &RegionCode) -> Self {
        let places = self.places.iter().filter_map(|reach| {
            if reach.region.contains(region) {
                return Some(Reach { region: region.clone(), ..reach.clone() });
            }
            region.contains(&reach.region).then(|| reach.clone())
        });
        Self { places: places.collect(), ..self.clone() }
    }

    /// Whether a region, or part of it, lies in it.
    pub fn reaches(&self, region: &RegionCode) -> bool {
        self.places.iter().any(|reach| reach.region.contains(region))
    }

    /// Whether a place lies in it.
    pub fn holds(&self, region: &RegionCode, rw: &Neighbourhood) -> bool {
        self.places.iter().any(|reach| reach.region.contains(region) && reach.rw.as_ref().is_none_or(|own| own == rw))
    }
}

/// Rows of the caller's own, by the column that names whose they are.
pub fn own_rows(scope: &Scope, column: impl ColumnTrait) -> Condition {
    match scope.user {
        Some(user) => Condition::all().add(column.eq(user)),
        None => no_rows(),
    }
}

pub fn no_rows() -> Condition {
    Condition::all().add(Expr::val(1).eq(0))
}

/// A table that knows which of its rows a scope holds.
pub trait Scoped: EntityTrait {
    fn rows(scope: &Scope) -> Condition;
}

/// The rows of `E` in a scope; every query of a handler starts here.
#[expect(clippy::disallowed_methods, reason = "this is the door the ban points to")]
pub fn select<E: Scoped>(scope: &Scope) -> Select<E> {
    E::find().filter(E::rows(scope))
}

/// The same within a region, where one is asked for.
pub fn select_within<E: Scoped>(scope: &Scope, region: Option<&RegionCode>) -> Select<E> {
    region.map_or_else(|| select::<E>(scope), |region| select::<E>(&scope.within(region)))
}

/// Rows read in the system's own name: identity, throttling, the audit chain.
/// Not for handlers.
#[expect(clippy::disallowed_methods, reason = "the kernel's own tables have no scope")]
pub fn system<E: EntityTrait>() -> Select<E> {
    E::find()
}

/// For tables whose every row is open to whoever passes the permission.
macro_rules! open_to_permission {
    ($($entity:path),+ $(,)?) => {$(
        impl $crate::kernel::scope::Scoped for $entity {
            fn rows(_: &$crate::kernel::scope::Scope) -> sea_orm::Condition {
                sea_orm::Condition::all()
            }
        }
    )+};
}
pub(crate) use open_to_permission;

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn held(role: Role, region: &str) -> Held {
        Held { role, region: region.parse().ok(), rw: None, agency: None }
    }

    #[test]
    fn a_permission_reaches_only_where_its_own_role_is_held() {
        let roles = [held(Role::Lurah, "32.75.03.1004"), held(Role::KelurahanOfficer, "32.75.03.1006")];
        let user = UserId(Uuid::now_v7());
        let places = |permission| -> Vec<String> {
            Scope::of(user, &roles, permission).places.iter().map(|reach| reach.region.to_string()).collect()
        };
        assert_eq!(places(Permission::ValidateBeneficiaries), ["32.75.03.1004"]);
        assert_eq!(places(Permission::EditBeneficiaries), ["32.75.03.1006"]);
        assert_eq!(places(Permission::ListBeneficiaries).len(), 2);
        assert!(places(Permission::ManageUsers).is_empty());
    }

    #[test]
    fn a_scope_is_narrowed_to_what_lies_in_both() {
        let user = UserId(Uuid::now_v7());
        let of = |role, region| Scope::of(user, &[held(role, region)], Permission::ListBeneficiaries);
        let places = |scope: &Scope, region: &str| -> Vec<String> {
            let within = scope.within(&region.parse().unwrap());
            within.places.iter().map(|reach| reach.region.to_string()).collect()
        };
        assert_eq!(places(&of(Role::Coordinator, "32.75"), "32.75.03"), ["32.75.03"]);
        assert_eq!(places(&of(Role::Lurah, "32.75.03.1004"), "32.75"), ["32.75.03.1004"]);
        assert!(places(&of(Role::Lurah, "32.75.03.1004"), "32.75.03.1006").is_empty());
    }

    #[test]
    fn an_admin_reaches_no_woman() {
        let roles = [held(Role::Admin, "32.75")];
        assert!(Scope::of(UserId(Uuid::now_v7()), &roles, Permission::ListBeneficiaries).places.is_empty());
    }
}
