//! While a list is kept, whoever others register, change or archive meanwhile
//! counts for its next rows.

use crate::beneficiaries::draft;
use crate::duplicates::like;
use crate::imports::{checked, good, kept, list};
use crate::support::{Caller, Server, with_server};
use contract::draft::Reason;
use contract::endpoints::{ArchiveBeneficiary, CreateBeneficiary};
use contract::ids::{BeneficiaryId, UserId};
use contract::policy::Permission;
use p2wkss::duplicates::find::Known;
use p2wkss::entity::{beneficiary, erasure, import_row};
use p2wkss::imports::near::Everyone;
use p2wkss::kernel::identity::held_by;
use p2wkss::kernel::scope::{Scope, system};
use p2wkss::kernel::tx::{Author, rehearse};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;

async fn made(officer: &Caller, name: &str, nik: &str) -> BeneficiaryId {
    let woman = like(json!({ "full_name": name, "nik": nik }));
    let made = officer.send::<CreateBeneficiary>(&[], &draft(woman)).await.expect(201).json();
    made["id"].as_str().unwrap().parse().unwrap()
}

async fn read(server: &Server, id: BeneficiaryId) -> beneficiary::Model {
    let select = system::<beneficiary::Entity>().filter(beneficiary::Column::Id.eq(id));
    select.one(&server.kernel.db.read).await.unwrap().unwrap()
}

/// Who brings a list, and what she reaches.
async fn uploader(server: &Server) -> (Caller, UserId, Scope) {
    let user = server.id_of("kelurahan_officer").await.parse().unwrap();
    let held = held_by(&server.kernel, user).await.unwrap();
    let scope = Scope::of(user, &held, Permission::EditBeneficiaries);
    (server.as_user("kelurahan_officer").await, user, scope)
}

/// Whether her like, coming new, would be held against her.
async fn is_met(server: &Server, scope: &Scope, everyone: &mut Everyone, woman: &beneficiary::Model) -> bool {
    rehearse(&server.kernel, scope.clone(), Author::system("test"), async |tx| everyone.keep_up(tx).await)
        .await
        .unwrap();
    let mut newcomer = Known::of(woman);
    (newcomer.id, newcomer.nik_hash) = (BeneficiaryId(server.kernel.clock.new_id()), None);
    everyone.pool().alike(&newcomer).iter().any(|found| found.woman.id == woman.id)
}

#[test]
fn what_others_write_meanwhile_counts_for_the_next_rows() {
    with_server(async |server| {
        let (officer, user, scope) = uploader(server).await;
        let first = made(&officer, "Aisah Komala", "3275995403880011").await;
        let mut everyone = Everyone::read(&server.kernel, &scope, None).await.unwrap().unwrap();
        let first = read(server, first).await;
        assert!(is_met(server, &scope, &mut everyone, &first).await);

        let second = read(server, made(&officer, "Lilis Suryani", "3275995403880012").await).await;
        assert!(is_met(server, &scope, &mut everyone, &second).await, "registered meanwhile");

        let reason = Reason { reason: "Pindah ke luar kota".to_owned() };
        let id = second.id.to_string();
        officer.with("if-match", "*").send::<ArchiveBeneficiary>(&[&id], &reason).await.expect(200);
        assert!(!is_met(server, &scope, &mut everyone, &second).await, "archived meanwhile");

        let own = read(server, made(&officer, "Wati Kurniasih", "3275995403880013").await).await;
        everyone.wrote(own.updated_at);
        assert!(!is_met(server, &scope, &mut everyone, &own).await, "the list's own");

        let mut moved = first.clone();
        (moved.region_code, moved.rw) = ("32.75.03.1006".parse().unwrap(), "3".parse().unwrap());
        moved.updated_at = server.kernel.clock.now();
        let row = moved.into_active_model().reset_all();
        beneficiary::Entity::update(row).exec(&server.kernel.db.write).await.unwrap();
        assert!(!is_met(server, &scope, &mut everyone, &first).await, "moved away");

        let destroyed = read(server, made(&officer, "Rina Marlina", "3275995403880015").await).await;
        assert!(is_met(server, &scope, &mut everyone, &destroyed).await);
        let erased = erasure::Model {
            beneficiary_id: destroyed.id,
            erased_by: user,
            erased_at: server.kernel.clock.now(),
            on_request: true,
        };
        let erased = erasure::Entity::insert(erased.into_active_model());
        erased.exec_without_returning(&server.kernel.db.write).await.unwrap();
        beneficiary::Entity::delete_by_id(destroyed.id).exec(&server.kernel.db.write).await.unwrap();
        assert!(!is_met(server, &scope, &mut everyone, &destroyed).await, "destroyed");

        let elsewhere = server.as_user("kelurahan_officer_2").await;
        let woman =
            crate::duplicates::elsewhere(like(json!({ "full_name": "Euis Juariah", "nik": "3275995403880014" })));
        let woman = elsewhere.send::<CreateBeneficiary>(&[], &draft(woman)).await.expect(201).json();
        let woman = read(server, woman["id"].as_str().unwrap().parse().unwrap()).await;
        assert!(!is_met(server, &scope, &mut everyone, &woman).await, "out of reach");
    });
}

/// After a new start the list's own women are known by its rows.
#[test]
fn whom_the_list_brought_is_not_held_against_its_other_rows() {
    with_server(async |server| {
        let (officer, _, scope) = uploader(server).await;
        let (id, _) = checked(&officer, &list(&[good(1)])).await;
        kept(&officer, &id).await;
        let import = system::<import_row::Entity>().one(&server.kernel.db.read).await.unwrap().unwrap();
        let brought = read(server, import.beneficiary_id.unwrap()).await;
        let mut own = Everyone::read(&server.kernel, &scope, Some(import.import_id)).await.unwrap().unwrap();
        assert!(!is_met(server, &scope, &mut own, &brought).await);
        let mut others = Everyone::read(&server.kernel, &scope, None).await.unwrap().unwrap();
        assert!(is_met(server, &scope, &mut others, &brought).await);
    });
}
