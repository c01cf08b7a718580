//! Another city on the same server, with an officer of her own.

use crate::support::Server;
use contract::ids::{AssignmentId, UserId};
use contract::place::RegionCode;
use contract::policy::Role;
use p2wkss::entity::{region, role_assignment, user};
use p2wkss::kernel::scope::system;
use sea_orm::{ActiveModelTrait, ColumnTrait, IntoActiveModel, QueryFilter};

/// The privacy officer of the other city, and its coordinator.
pub const OFFICER: &str = "privacy_officer_2";

/// Lets her be, as the one of the demo city is.
pub async fn found(server: &Server) {
    let (db, clock) = (&server.kernel.db.write, &server.kernel.clock);
    let depok: RegionCode = "32.76".parse().unwrap();
    let regions = system::<region::Entity>().filter(region::Column::Code.is_in(["32.75", "32.76"]));
    let known = regions.all(db).await.unwrap();
    if !known.iter().any(|one| one.code == depok) {
        let bekasi = known.first().unwrap().clone();
        let city = region::Model { code: depok.clone(), name: "Depok".to_owned(), bps_code: None, ..bekasi };
        city.into_active_model().reset_all().insert(db).await.unwrap();
    }
    let officer = system::<user::Entity>().filter(user::Column::Username.eq("privacy_officer"));
    let officer = officer.one(db).await.unwrap().unwrap();
    let held = system::<role_assignment::Entity>().filter(role_assignment::Column::UserId.eq(officer.id));
    let held = held.one(db).await.unwrap().unwrap();
    let hers = user::Model { id: UserId(clock.new_id()), username: OFFICER.to_owned(), ..officer };
    let held = role_assignment::Model { user_id: hers.id, region_code: Some(depok), ..held };
    hers.into_active_model().reset_all().insert(db).await.unwrap();
    for role in [Role::PrivacyOfficer, Role::Coordinator] {
        let held = role_assignment::Model { id: AssignmentId(clock.new_id()), role, ..held.clone() };
        held.into_active_model().reset_all().insert(db).await.unwrap();
    }
}
