//! The demo city: Kota Bekasi with one sign-in for each role.
//!
//! Only an empty database is filled. The people are invented.

mod basis;
mod meetings;
mod paper;
mod programme;
mod selections;
mod story;

pub use paper::paper;

use crate::agencies::queries::{apply, blank};
use crate::auth::passwords::hash;
use crate::entity::{agency, event, region_fact, role_assignment, user};
use crate::kernel::crypto::random_code;
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::fold::fold;
use crate::kernel::scope::system;
use crate::kernel::state::Kernel;
use crate::kernel::tx::{Author, Tx, run_as_system};
use crate::regions;
use contract::agencies::AgencyDraft;
use contract::draft::Member;
use contract::ids::{AgencyId, AssignmentId, RegionFactId, UserId};
use contract::moment::Day;
use contract::place::RegionCode;
use contract::policy::Role;
use contract::region_facts::RegionFactKind;
use contract::role_assignments::TermKind;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use std::collections::HashMap;
use std::sync::Arc;

/// Kota Bekasi; `data/README.md` names the source.
pub const REGIONS: &str = include_str!("../../data/regions-bekasi.csv");

/// The operation that marks a database as a demo.
const OPERATION: &str = "seed_demo";

/// A demo sign-in.
#[derive(Debug)]
pub struct Person {
    pub username: &'static str,
    pub full_name: &'static str,
    pub role: Role,
    kind: TermKind,
    pub region: Option<&'static str>,
    rw: Option<&'static str>,
    agency: Option<&'static str>,
}

const fn person(username: &'static str, full_name: &'static str, role: Role, region: Option<&'static str>) -> Person {
    Person { username, full_name, role, kind: TermKind::Definitive, region, rw: None, agency: None }
}

const CITY: Option<&str> = Some("32.75");
const TELUK_PUCUNG: Option<&str> = Some("32.75.03.1004");
const HARAPAN_JAYA: Option<&str> = Some("32.75.03.1006");

/// Everyone who can sign in to the demo.
pub const PEOPLE: &[Person] = &[
    person("admin", "Agus Setiawan", Role::Admin, None),
    person("coordinator", "Dewi Kartika", Role::Coordinator, CITY),
    person("planner", "Hendra Gunawan", Role::Planner, CITY),
    Person { agency: Some("DKP3"), ..person("agency_officer", "Yanti Lestari", Role::AgencyOfficer, CITY) },
    person("district_officer", "Sari Utami", Role::DistrictOfficer, Some("32.75.03")),
    person("kelurahan_officer", "Rina Wulandari", Role::KelurahanOfficer, TELUK_PUCUNG),
    person("kelurahan_officer_2", "Budi Santoso", Role::KelurahanOfficer, HARAPAN_JAYA),
    person("lurah", "Tri Handayani", Role::Lurah, TELUK_PUCUNG),
    Person { kind: TermKind::Acting, ..person("lurah_2", "Asep Hidayat", Role::Lurah, HARAPAN_JAYA) },
    Person { rw: Some("011"), ..person("kader", "Yuyun Nuraeni", Role::Kader, TELUK_PUCUNG) },
    person("kader_2", "Nining Suryani", Role::Kader, HARAPAN_JAYA),
    person("observer", "Ratna Puspita", Role::Observer, CITY),
    person("privacy_officer", "Lukman Hakim", Role::PrivacyOfficer, CITY),
    person("auditor", "Maria Simbolon", Role::Auditor, None),
];

/// Short name, name, other names.
const AGENCIES: &[(&str, &str, &[&str])] = &[
    ("DP3A", "Dinas Pemberdayaan Perempuan dan Perlindungan Anak", &["DPPPA"]),
    ("Bappeda", "Badan Perencanaan Pembangunan Daerah", &["Bapelitbangda"]),
    ("DKP3", "Dinas Ketahanan Pangan, Pertanian dan Perikanan", &[]),
    ("Dinkes", "Dinas Kesehatan", &[]),
    ("Disdik", "Dinas Pendidikan", &[]),
    ("Dinsos", "Dinas Sosial", &[]),
    ("Diskop UKM", "Dinas Koperasi dan Usaha Kecil Menengah", &[]),
    ("Disdukcapil", "Dinas Kependudukan dan Pencatatan Sipil", &[]),
    ("TP-PKK", "Tim Penggerak PKK", &["PKK"]),
];

/// What became of the wish for a demo.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Filled now; everyone signs in with this password.
    Filled { password: String },
    /// Filled at an earlier start.
    Already,
}

/// Fills an empty database. One that holds accounts and is no demo is refused.
pub async fn seed(kernel: &Arc<Kernel>) -> Result<Outcome, String> {
    let cause = |error: Error| error.cause.unwrap_or_else(|| error.code.to_string());
    let marked = system::<event::Entity>().filter(event::Column::Operation.eq(OPERATION)).one(&kernel.db.read).await;
    if marked.map_err(|error| error.to_string())?.is_some() {
        return Ok(Outcome::Already);
    }
    let anyone = system::<user::Entity>().one(&kernel.db.read).await.map_err(|error| error.to_string())?;
    if anyone.is_some() {
        return Err("P2WKSS_DEMO: this database holds real accounts; the demo is only for an empty one".to_owned());
    }
    regions::csv::import(kernel, REGIONS).await?;
    let password = kernel.config.demo_password.clone().unwrap_or_else(random_code);
    let password_hash = hash(kernel, &password).await.map_err(cause)?;
    let filled = run_as_system(kernel, Author::system(OPERATION), async |tx| {
        let agencies = add_agencies(tx).await?;
        let mut people = HashMap::new();
        for person in PEOPLE {
            people.insert(person.username, add_person(tx, person, &password_hash, &agencies).await?);
        }
        add_facts(tx).await?;
        programme::add(tx, &story::Cast { people: &people, agencies: &agencies }).await?;
        tx.done(Change::act("demo", "city"), ()).await
    });
    filled.await.map_err(cause)?;
    Ok(Outcome::Filled { password })
}

fn region(code: &str) -> Result<RegionCode> {
    code.parse().map_err(|()| Error::internal(format!("{code} is not a region code")))
}

/// The two kelurahan of the demo count as vulnerable, so that the rules can
/// say more than "unknown".
async fn add_facts(tx: &Tx) -> Result<()> {
    let year = tx.now().day_in_jakarta().year();
    for code in [TELUK_PUCUNG, HARAPAN_JAYA].into_iter().flatten() {
        let row = region_fact::Model {
            id: RegionFactId(tx.kernel().clock.new_id()),
            region_code: region(code)?,
            year,
            kind: RegionFactKind::Vulnerable,
            value: 1,
            source: "Data contoh".to_owned(),
            created_at: tx.now(),
            updated_at: tx.now(),
            version: 1,
        };
        region_fact::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
    }
    Ok(())
}

async fn add_agencies(tx: &Tx) -> Result<HashMap<&'static str, AgencyId>> {
    let mut ids = HashMap::new();
    let mut rows = Vec::new();
    for (short_name, name, aliases) in AGENCIES {
        let id = AgencyId(tx.kernel().clock.new_id());
        let mut row = blank(id, region("32.75")?, tx.now());
        let draft = AgencyDraft {
            name: Member::Value((*name).to_owned()),
            short_name: Member::Value((*short_name).to_owned()),
            aliases: Member::Value(aliases.iter().map(|alias| (*alias).to_owned()).collect()),
            ..AgencyDraft::default()
        };
        apply(&mut row, draft);
        rows.push(row.into_active_model());
        ids.insert(*short_name, id);
    }
    agency::Entity::insert_many(rows).exec_without_returning(tx.db()).await?;
    Ok(ids)
}

async fn add_person(tx: &Tx, person: &Person, hash: &str, agencies: &HashMap<&str, AgencyId>) -> Result<UserId> {
    let id = UserId(tx.kernel().clock.new_id());
    let row = user::Model {
        id,
        username: person.username.to_owned(),
        full_name: person.full_name.to_owned(),
        full_name_folded: fold(person.full_name),
        email: None,
        password_hash: Some(hash.to_owned()),
        disabled_at: None,
        state_reason: None,
        last_sign_in_at: None,
        created_at: tx.now(),
        updated_at: tx.now(),
        version: 1,
    };
    user::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
    let start = Day::new(tx.now().day_in_jakarta().year(), 1, 1);
    let row = role_assignment::Model {
        id: AssignmentId(tx.kernel().clock.new_id()),
        user_id: id,
        role: person.role,
        kind: person.kind,
        region_code: person.region.map(region).transpose()?,
        rw: person.rw.map(|rw| rw.parse().map_err(|()| Error::internal("not an RW"))).transpose()?,
        agency_id: person.agency.and_then(|name| agencies.get(name).copied()),
        valid_from: start.ok_or_else(|| Error::internal("no first of January"))?,
        valid_until: None,
        ended_at: None,
        end_reason: None,
        created_at: tx.now(),
        version: 1,
    };
    role_assignment::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
    Ok(id)
}
