//! Rows of the register as views, under the caller's field rights.

use super::identifiers::{context, open};
use super::rules::{head_of_family, missing};
use super::shown::Shown;
use crate::entity::{beneficiary, region};
use crate::kernel::crud::Resource;
use crate::kernel::error::{Error, Result};
use crate::kernel::fields::{FieldRights, Standing, Withholding};
use crate::kernel::guard::Guard;
use crate::kernel::scope::{PlaceColumns, Scope, Scoped, system};
use crate::kernel::state::Kernel;
use contract::beneficiaries::{Beneficiary, BeneficiaryDraft, Status};
use contract::draft::Member;
use contract::endpoint::Endpoint;
use contract::ids::{BeneficiaryId, UserId};
use contract::ks21::Stage;
use contract::moment::{Day, Timestamp};
use contract::place::RegionCode;
use contract::policy::FieldGroup;
use contract::problem::{FieldCode, FieldError, ProblemCode};
use contract::words::field_detail;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, QueryFilter, QuerySelect};
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};

/// The columns of a woman's place.
pub const PLACE: PlaceColumns<beneficiary::Column> = PlaceColumns {
    city: beneficiary::Column::CityCode,
    district: beneficiary::Column::DistrictCode,
    village: beneficiary::Column::RegionCode,
    rw: Some(beneficiary::Column::Rw),
};

impl Scoped for beneficiary::Entity {
    fn rows(scope: &Scope) -> Condition {
        PLACE.reached(scope)
    }
}

pub fn standing(row: &beneficiary::Model) -> Standing<'_> {
    Standing { region: &row.region_code, rw: &row.rw, collected_by: row.collected_by }
}

/// What views of women need besides their rows and households: one statement at
/// most, however many.
#[derive(Debug)]
pub struct Surroundings {
    pub rights: FieldRights,
    regions: HashMap<RegionCode, String>,
}

impl Surroundings {
    pub async fn of<E: Endpoint>(guard: &Guard<E>, women: &[Shown]) -> Result<Self> {
        let regions = region_names(guard, women.iter().map(|woman| &woman.region_code)).await?;
        Ok(Self { rights: FieldRights::of(guard), regions })
    }
}

/// The names of these regions: what was not read within the last second is
/// read in one statement.
async fn region_names<E: Endpoint>(
    guard: &Guard<E>,
    codes: impl Iterator<Item = &RegionCode>,
) -> Result<HashMap<RegionCode, String>> {
    let known = &guard.kernel.region_names;
    let (mut names, mut unknown) = (HashMap::new(), BTreeSet::new());
    for code in codes {
        if names.contains_key(code) || unknown.contains(code) {
            continue;
        }
        match known.get(code).await {
            Some(name) => drop(names.insert(code.clone(), name)),
            None => drop(unknown.insert(code.clone())),
        }
    }
    if unknown.is_empty() {
        return Ok(names);
    }
    for row in system::<region::Entity>().filter(region::Column::Code.is_in(unknown)).all(guard.db()).await? {
        known.insert(row.code.clone(), row.name.clone()).await;
        names.insert(row.code, row.name);
    }
    Ok(names)
}

/// Her stored warnings, in words.
fn warnings<E: Endpoint>(guard: &Guard<E>, row: &Shown) -> Vec<FieldError> {
    let language = guard.circumstances.language;
    row.nik_warnings
        .split_whitespace()
        .filter_map(|word| word.parse::<FieldCode>().ok())
        .map(|code| {
            let mut warning = FieldError::new("/nik", code);
            warning.detail = field_detail(language, &warning);
            warning
        })
        .collect()
}

fn unseal<E: Endpoint>(
    guard: &Guard<E>,
    id: BeneficiaryId,
    member: &str,
    sealed: Option<&Vec<u8>>,
) -> Result<Option<String>> {
    sealed.map(|sealed| open(&guard.kernel, &context(id, member), sealed)).transpose()
}

/// Income is the household's, and so is the right to it and to what follows
/// from the family's sums.
fn income(row: &Shown, rights: &FieldRights, withheld: &mut Vec<String>) -> (Member<i64>, Member<Stage>, Member<bool>) {
    let mut seen = Withholding::new(rights, Standing { collected_by: row.income_by, ..row.standing() });
    let members = (
        collected(&mut seen, "household_income", row.income),
        collected(&mut seen, "welfare_stage", row.welfare_stage),
        collected(&mut seen, "below_poverty_line", row.below_poverty_line),
    );
    withheld.append(&mut seen.withheld);
    members
}

fn collected<T>(seen: &mut Withholding<'_>, name: &str, value: Option<T>) -> Member<T> {
    match value {
        None => seen.uncollected(FieldGroup::Income, name),
        value => seen.member(FieldGroup::Income, name, || value),
    }
}

/// A woman as this caller may see her.
pub fn view<E: Endpoint>(guard: &Guard<E>, row: Shown, around: &Surroundings) -> Result<Beneficiary> {
    use FieldGroup::{Contact, Health, Identity};
    let phone = unseal(guard, row.id, "phone", row.phone_sealed.as_ref())?;
    let health_notes = unseal(guard, row.id, "health_notes", row.health_sealed.as_ref())?;
    let mut seen = Withholding::new(&around.rights, row.standing());
    let full_name = seen.member(Identity, "full_name", || Some(row.full_name.clone()));
    let nik_masked = seen.member(Identity, "nik_masked", || row.nik_masked.clone());
    let nik_absent_reason = seen.member(Identity, "nik_absent_reason", || row.nik_absent_reason.clone());
    let birth_date = seen.member(Identity, "birth_date", || Some(row.birth_date));
    let address = seen.member(Identity, "address", || row.address.clone());
    let collection = seen.member(Identity, "collection", || serde_json::from_str(&row.collection).ok());
    let phone = seen.member(Contact, "phone", || phone);
    let health_notes = match health_notes {
        None => seen.uncollected(Health, "health_notes"),
        notes => seen.member(Health, "health_notes", || notes),
    };
    let mut withheld = seen.withheld;
    let (household_income, welfare_stage, below_poverty_line) = income(&row, &around.rights, &mut withheld);
    let identity_seen = !full_name.is_absent();
    let head = row.head_of_family();
    Ok(Beneficiary {
        id: row.id,
        full_name,
        nik_masked,
        nik_absent_reason,
        birth_date,
        age: row.birth_date.age_on(guard.clock().today()),
        sex: row.sex,
        household_id: row.household_id,
        region_name: around.regions.get(&row.region_code).cloned().unwrap_or_default(),
        address,
        phone,
        marital_status: row.marital_status.clone(),
        education: row.education.clone(),
        occupation: row.occupation.clone(),
        health_notes,
        household_income,
        welfare_stage,
        below_poverty_line,
        eligibility: row.eligibility,
        collected_by: row.collected_by,
        collection,
        notice: row.notice.as_ref().filter(|_| identity_seen).and_then(|text| serde_json::from_str(text).ok()),
        status: row.status,
        missing: missing(&head, row.notice.is_some()),
        head_of_family: head,
        warnings: if identity_seen { warnings(guard, &row) } else { Vec::new() },
        outdated_by: row.outdated_by.split_whitespace().map(str::to_owned).collect(),
        edited_by_you: guard.actor().is_some_and(|actor| edited_by((row.created_by, row.last_edited_by), actor.user)),
        archived_at: row.archived_at,
        archive_reason: row.archive_reason,
        merged_into: row.merged_into,
        destroy_on: row.retained_since.map(|since| destroy_on(guard, since)),
        withheld,
        region_code: row.region_code,
        rw: row.rw,
        rt: row.rt,
        created_at: row.created_at,
        updated_at: row.updated_at,
        version: row.version,
    })
}

/// The day on which a record is to be destroyed that is only kept since then.
fn destroy_on<E: Endpoint>(guard: &Guard<E>, since: Timestamp) -> Day {
    since.plus_seconds(i64::from(guard.kernel.config.retention_days) * 86_400).day_in_jakarta()
}

/// Who was refused or archived before this moment is due to be destroyed today.
pub fn due_before(kernel: &Kernel) -> Timestamp {
    let tomorrow = kernel.clock.now().next_midnight_in_jakarta();
    tomorrow.plus_seconds(-i64::from(kernel.config.retention_days) * 86_400)
}

/// Whoever registered or last edited her cannot validate her.
pub fn edited_by((first, last): (UserId, UserId), user: UserId) -> bool {
    first == user || last == user
}

/// The member's value before and after, for the trail. Identifiers stand
/// masked; what is sealed in the row is sealed in the revision too.
fn trail(row: &beneficiary::Model) -> Value {
    let parsed = |text: &str| serde_json::from_str::<Value>(text).unwrap_or(Value::Null);
    json!({
        "full_name": row.full_name, "nik": row.nik_masked, "nik_absent_reason": row.nik_absent_reason,
        "birth_date": row.birth_date, "sex": row.sex, "household_id": row.household_id,
        "region_code": row.region_code, "rw": row.rw, "rt": row.rt, "address": row.address,
        "marital_status": row.marital_status, "head_of_family": head_of_family(row), "education": row.education,
        "occupation": row.occupation, "collected_by": row.collected_by,
        "collection": parsed(&row.collection), "notice": row.notice.as_deref().map(parsed),
        "status": row.status, "archived_at": row.archived_at, "archive_reason": row.archive_reason,
        "merged_into": row.merged_into,
        // The sealed bytes differ when the text does; history shows the text from its own seal.
        "phone": row.phone_sealed.as_deref().map(crate::kernel::crypto::base64url),
        "health_notes": row.health_sealed.as_deref().map(crate::kernel::crypto::base64url),
    })
}

/// The group of a member in her history.
pub fn group_of(member: &str) -> Option<FieldGroup> {
    match member {
        "full_name" | "nik" | "nik_absent_reason" | "birth_date" | "address" | "collection" | "notice" => {
            Some(FieldGroup::Identity)
        }
        "phone" => Some(FieldGroup::Contact),
        "health_notes" => Some(FieldGroup::Health),
        "monthly_income" | "monthly_expenditure" | "finances_on" => Some(FieldGroup::Income),
        _ => None,
    }
}

impl Resource for beneficiary::Entity {
    type Id = BeneficiaryId;
    type View = Beneficiary;
    const KIND: &'static str = "beneficiary";

    fn id(row: &beneficiary::Model) -> BeneficiaryId {
        row.id
    }

    fn version(row: &beneficiary::Model) -> i64 {
        row.version
    }

    fn touch(row: &mut beneficiary::Model, version: i64, now: Timestamp) {
        row.version = version;
        row.updated_at = now;
        // Every write passes here: from now on she is only kept, or no longer so.
        let retained = row.archived_at.is_some() || row.status == Status::Refused;
        row.retained_since = retained.then(|| row.retained_since.unwrap_or(now));
    }

    fn snapshot(row: &beneficiary::Model) -> Value {
        trail(row)
    }

    fn place(row: &beneficiary::Model) -> Option<RegionCode> {
        Some(row.region_code.clone())
    }

    async fn read<E: Endpoint>(guard: &Guard<E>, id: BeneficiaryId) -> Result<Beneficiary> {
        let select = guard.select::<beneficiary::Entity>().filter(beneficiary::Column::Id.eq(id));
        let woman = Shown::of(select).into_model::<Shown>().one(guard.db()).await?.ok_or(ProblemCode::NotFound)?;
        let around = Surroundings::of(guard, std::slice::from_ref(&woman)).await?;
        view(guard, woman, &around)
    }
}

/// She and the records that were merged into hers: what was decided, answered
/// and kept of any of them is hers.
pub async fn with_merged(db: &impl ConnectionTrait, id: BeneficiaryId) -> Result<Vec<BeneficiaryId>> {
    let (mut all, mut last) = (vec![id], vec![id]);
    while !last.is_empty() {
        let merged = system::<beneficiary::Entity>()
            .select_only()
            .column(beneficiary::Column::Id)
            .filter(beneficiary::Column::MergedInto.is_in(last))
            .into_tuple::<BeneficiaryId>()
            .all(db)
            .await?;
        last = merged.into_iter().filter(|one| !all.contains(one)).collect();
        all.extend(&last);
    }
    Ok(all)
}

/// The notice and collection of a draft as they are stored.
pub fn as_text(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(Error::internal)
}

/// A draft without its identifier, to say what differs.
pub fn without_secrets(draft: &BeneficiaryDraft) -> BeneficiaryDraft {
    BeneficiaryDraft { nik: Member::Absent, ..draft.clone() }
}
