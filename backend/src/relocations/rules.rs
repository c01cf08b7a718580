//! Who may do what with a request to move a woman.

use crate::kernel::scope::Scope;
use contract::place::{Neighbourhood, RegionCode};
use contract::relocations::RelocationState;

/// A place as a request names it.
#[derive(Debug, Clone, Copy)]
pub struct Spot<'a> {
    pub region: &'a RegionCode,
    pub rw: &'a Neighbourhood,
}

/// What one caller may do with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Powers {
    pub decide: bool,
    pub withdraw: bool,
}

/// The receiving place decides while the request waits, the sending place may
/// take it back.
pub fn powers(state: RelocationState, from: Spot<'_>, to: Spot<'_>, editing: &Scope, accepting: &Scope) -> Powers {
    let waits = state == RelocationState::Requested;
    Powers {
        decide: waits && accepting.holds(to.region, to.rw),
        withdraw: waits && editing.holds(from.region, from.rw),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::scope::Held;
    use RelocationState::{Accepted, Requested};
    use contract::ids::UserId;
    use contract::policy::{Permission, Role};
    use uuid::Uuid;

    #[test]
    fn the_receiver_decides_and_the_sender_takes_back() {
        let (here, there): (RegionCode, RegionCode) =
            ("32.75.03.1004".parse().unwrap(), "32.75.03.1006".parse().unwrap());
        let rw: Neighbourhood = "1".parse().unwrap();
        let (from, to) = (Spot { region: &here, rw: &rw }, Spot { region: &there, rw: &rw });
        let of = |role, region: &str, state| {
            let held = [Held { role, region: region.parse().ok(), rw: None, agency: None }];
            let scope = |permission| Scope::of(UserId(Uuid::nil()), &held, permission);
            let powers =
                powers(state, from, to, &scope(Permission::EditBeneficiaries), &scope(Permission::AcceptRelocations));
            (powers.decide, powers.withdraw)
        };
        assert_eq!(of(Role::KelurahanOfficer, "32.75.03.1004", Requested), (false, true));
        assert_eq!(of(Role::KelurahanOfficer, "32.75.03.1006", Requested), (true, false));
        assert_eq!(of(Role::Coordinator, "32.75", Requested), (true, true));
        assert_eq!(of(Role::Kader, "32.75.03.1006", Requested), (false, false));
        assert_eq!(of(Role::Coordinator, "32.75", Accepted), (false, false));
    }
}
