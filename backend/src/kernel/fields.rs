//! Which members of a row a caller may see: rights by field group.

use super::guard::Guard;
use super::identity::Actor;
use super::scope::{Held, Scope};
use contract::draft::Member;
use contract::endpoint::Endpoint;
use contract::ids::UserId;
use contract::place::{Neighbourhood, RegionCode};
use contract::policy::{FieldGroup, Permission};

/// The scopes of the four field permissions for one caller.
#[derive(Debug, Clone)]
pub struct FieldRights {
    user: Option<UserId>,
    scopes: Vec<(FieldGroup, Scope)>,
}

const fn permission(group: FieldGroup) -> Permission {
    match group {
        FieldGroup::Identity => Permission::SeeIdentity,
        FieldGroup::Contact => Permission::SeeContact,
        FieldGroup::Health => Permission::SeeHealth,
        FieldGroup::Income => Permission::SeeIncome,
    }
}

/// Where a row stands and who collected it.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    pub region: &'a RegionCode,
    pub rw: &'a Neighbourhood,
    pub collected_by: Option<UserId>,
}

impl FieldRights {
    pub fn of<E: Endpoint>(guard: &Guard<E>) -> Self {
        Self::of_actor(guard.actor())
    }

    fn of_actor(actor: Option<&Actor>) -> Self {
        actor.map_or(Self { user: None, scopes: Vec::new() }, |actor| Self::of_user(actor.user, &actor.held))
    }

    /// The rights of a user who holds these roles; for work outside a request.
    pub fn of_user(user: UserId, held: &[Held]) -> Self {
        let scope = |group: &FieldGroup| (*group, Scope::of(user, held, permission(*group)));
        Self { user: Some(user), scopes: FieldGroup::ALL.iter().map(scope).collect() }
    }

    /// Whether the caller may see a group of this row's members.
    pub fn sees(&self, group: FieldGroup, row: Standing<'_>) -> bool {
        let scope = self.scopes.iter().find_map(|(own, scope)| (*own == group).then_some(scope));
        scope.is_some_and(|scope| {
            scope.places.iter().any(|reach| {
                let here = reach.region.contains(row.region) && reach.rw.as_ref().is_none_or(|rw| rw == row.rw);
                here && (!reach.collected_only || row.collected_by.is_some() && row.collected_by == self.user)
            })
        })
    }

    /// The same without what she sees only because she collected the row: what
    /// stood there before her is not hers to read.
    pub fn sees_past(&self, group: FieldGroup, row: Standing<'_>) -> bool {
        let scope = self.scopes.iter().find_map(|(own, scope)| (*own == group).then_some(scope));
        scope.is_some_and(|scope| {
            scope.places.iter().any(|reach| {
                let here = reach.region.contains(row.region) && reach.rw.as_ref().is_none_or(|rw| rw == row.rw);
                here && !reach.collected_only
            })
        })
    }

    /// Whether the caller could collect a group of this row's members: nobody
    /// did yet, and she works here. Where nothing of the group stands, she may
    /// be the first to write it, and the row is hers from then on.
    pub fn may_collect(&self, group: FieldGroup, row: Standing<'_>) -> bool {
        let scope = self.scopes.iter().find_map(|(own, scope)| (*own == group).then_some(scope));
        row.collected_by.is_none()
            && scope.is_some_and(|scope| {
                scope.places.iter().any(|reach| {
                    reach.collected_only
                        && reach.region.contains(row.region)
                        && reach.rw.as_ref().is_none_or(|rw| rw == row.rw)
                })
            })
    }

    /// Whether she may write the group: she sees it, or is the first to collect it.
    pub fn may_write(&self, group: FieldGroup, row: Standing<'_>, empty: bool) -> bool {
        self.sees(group, row) || empty && self.may_collect(group, row)
    }

    /// Whether the caller sees this group anywhere at all, in every row she
    /// reaches: only then may she search and order by it.
    pub fn sees_everywhere(&self, group: FieldGroup, rows: &Scope) -> bool {
        let scope = self.scopes.iter().find_map(|(own, scope)| (*own == group).then_some(scope));
        scope.is_some_and(|scope| {
            rows.places.iter().all(|row| {
                scope.places.iter().any(|reach| {
                    let rw = reach.rw.is_none() || reach.rw == row.rw;
                    !reach.collected_only && rw && reach.region.contains(&row.region)
                })
            })
        })
    }
}

/// Builds a view member by member and notes what is withheld.
#[derive(Debug)]
pub struct Withholding<'a> {
    rights: &'a FieldRights,
    row: Standing<'a>,
    pub withheld: Vec<String>,
}

impl<'a> Withholding<'a> {
    pub fn new(rights: &'a FieldRights, row: Standing<'a>) -> Self {
        Self { rights, row, withheld: Vec::new() }
    }

    /// The same for a group of which nothing stands: empty where the caller may
    /// be the first to write it.
    pub fn uncollected<T>(&mut self, group: FieldGroup, name: &str) -> Member<T> {
        if self.rights.may_write(group, self.row, true) {
            return Member::Null;
        }
        self.withheld.push(name.to_owned());
        Member::Absent
    }

    /// The member where the caller may see it, else absent and named.
    pub fn member<T>(&mut self, group: FieldGroup, name: &str, value: impl FnOnce() -> Option<T>) -> Member<T> {
        if self.rights.sees(group, self.row) {
            return Member::from_option(value());
        }
        self.withheld.push(name.to_owned());
        Member::Absent
    }
}
