//! What a merge may change on a record, member by member; kept sealed, so that
//! a merge can be undone exactly.

use crate::beneficiaries::identifiers::{context, nik_hash, open, seal};
use crate::entity::beneficiary;
use crate::kernel::error::Result;
use crate::kernel::state::Kernel;
use contract::beneficiaries::Status;
use contract::ids::{BeneficiaryId, HouseholdId, UserId};
use contract::merges::MergeMember;
use contract::moment::Day;
use contract::nik::Nik;
use contract::place::{Neighbourhood, RegionCode};
use serde::{Deserialize, Serialize};

/// Both records around a merge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Around {
    pub kept_before: Saved,
    pub kept_after: Saved,
    pub removed_before: Saved,
}

/// The identifier as it stands on a row; its seal is bound to that row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedNik {
    sealed: Option<Vec<u8>>,
    hash: Option<Vec<u8>>,
    masked: Option<String>,
    absent_reason: Option<String>,
    warnings: String,
}

/// The household with the place that follows from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedHome {
    household: HouseholdId,
    city: RegionCode,
    district: RegionCode,
    village: RegionCode,
    rw: Neighbourhood,
    rt: Neighbourhood,
    address: Option<String>,
}

/// One record's members that a merge may change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    full_name: String,
    pub nik: SavedNik,
    birth_date: Day,
    marital_status: String,
    head: (bool, bool, Option<String>),
    education: Option<String>,
    occupation: Option<String>,
    phone: Option<Vec<u8>>,
    health: Option<Vec<u8>>,
    home: SavedHome,
    collection: String,
    notice: Option<String>,
    pub status: Status,
    pub outdated_by: String,
    collected_by: Option<UserId>,
    last_edited_by: UserId,
}

impl SavedNik {
    /// The same under the secret of today: it may have been changed since. What
    /// no secret opens any more cannot come back.
    pub fn renewed(&self, kernel: &Kernel, id: BeneficiaryId) -> Result<Self> {
        let Some(sealed) = &self.sealed else { return Ok(self.clone()) };
        let context = context(id, "nik");
        let digits = open(kernel, &context, sealed)?;
        let hash = nik_hash(kernel, &Nik::stored(digits.clone()));
        Ok(Self { sealed: Some(seal(kernel, &context, &digits)), hash: Some(hash), ..self.clone() })
    }

    pub fn put(&self, row: &mut beneficiary::Model) {
        row.nik_sealed.clone_from(&self.sealed);
        row.nik_hash.clone_from(&self.hash);
        row.nik_masked.clone_from(&self.masked);
        row.nik_absent_reason.clone_from(&self.absent_reason);
        row.nik_warnings.clone_from(&self.warnings);
    }
}

impl Saved {
    pub fn of(row: &beneficiary::Model) -> Self {
        Self {
            full_name: row.full_name.clone(),
            nik: SavedNik {
                sealed: row.nik_sealed.clone(),
                hash: row.nik_hash.clone(),
                masked: row.nik_masked.clone(),
                absent_reason: row.nik_absent_reason.clone(),
                warnings: row.nik_warnings.clone(),
            },
            birth_date: row.birth_date,
            marital_status: row.marital_status.clone(),
            head: (row.de_jure, row.de_facto, row.head_basis.clone()),
            education: row.education.clone(),
            occupation: row.occupation.clone(),
            phone: row.phone_sealed.clone(),
            health: row.health_sealed.clone(),
            home: SavedHome {
                household: row.household_id,
                city: row.city_code.clone(),
                district: row.district_code.clone(),
                village: row.region_code.clone(),
                rw: row.rw.clone(),
                rt: row.rt.clone(),
                address: row.address.clone(),
            },
            collection: row.collection.clone(),
            notice: row.notice.clone(),
            status: row.status,
            outdated_by: row.outdated_by.clone(),
            collected_by: row.collected_by,
            last_edited_by: row.last_edited_by,
        }
    }

    /// The same with its seals renewed under the secret of today. What no secret
    /// opens any more cannot come back.
    pub fn renewed(&self, kernel: &Kernel, id: BeneficiaryId) -> Result<Self> {
        let again = |member: &str, sealed: &Option<Vec<u8>>| -> Result<Option<Vec<u8>>> {
            let context = context(id, member);
            let text = sealed.as_ref().map(|sealed| open(kernel, &context, sealed)).transpose()?;
            Ok(text.map(|text| seal(kernel, &context, &text)))
        };
        Ok(Self {
            nik: self.nik.renewed(kernel, id)?,
            phone: again("phone", &self.phone)?,
            health: again("health_notes", &self.health)?,
            ..self.clone()
        })
    }

    /// The household she lived in.
    pub fn household(&self) -> HouseholdId {
        self.home.household
    }

    /// Whether a member stands alike on both.
    pub fn agrees(&self, other: &Self, member: MergeMember) -> bool {
        match member {
            MergeMember::FullName => self.full_name == other.full_name,
            MergeMember::Nik => self.nik == other.nik,
            MergeMember::BirthDate => self.birth_date == other.birth_date,
            MergeMember::MaritalStatus => self.marital_status == other.marital_status,
            MergeMember::HeadOfFamily => self.head == other.head,
            MergeMember::Education => self.education == other.education,
            MergeMember::Occupation => self.occupation == other.occupation,
            MergeMember::Phone => self.phone == other.phone,
            MergeMember::HealthNotes => self.health == other.health,
            MergeMember::Household => self.home == other.home,
            MergeMember::Collection => self.collection == other.collection,
            MergeMember::Notice => self.notice == other.notice,
        }
    }

    /// Writes a member onto a row. Sealed members fit the row they were saved
    /// from only.
    pub fn put(&self, row: &mut beneficiary::Model, member: MergeMember) {
        match member {
            MergeMember::FullName => row.full_name.clone_from(&self.full_name),
            MergeMember::Nik => self.nik.put(row),
            MergeMember::BirthDate => row.birth_date = self.birth_date,
            MergeMember::MaritalStatus => row.marital_status.clone_from(&self.marital_status),
            MergeMember::HeadOfFamily => {
                (row.de_jure, row.de_facto) = (self.head.0, self.head.1);
                row.head_basis.clone_from(&self.head.2);
            }
            MergeMember::Education => row.education.clone_from(&self.education),
            MergeMember::Occupation => row.occupation.clone_from(&self.occupation),
            MergeMember::Phone => row.phone_sealed.clone_from(&self.phone),
            MergeMember::HealthNotes => row.health_sealed.clone_from(&self.health),
            MergeMember::Household => self.home.put(row),
            MergeMember::Collection => row.collection.clone_from(&self.collection),
            MergeMember::Notice => row.notice.clone_from(&self.notice),
        }
    }

    /// Who collected and who edited her last, unless someone else did so since.
    pub fn put_editor(&self, row: &mut beneficiary::Model, after: &Self) {
        if row.last_edited_by == after.last_edited_by {
            row.last_edited_by = self.last_edited_by;
        }
        if row.collected_by == after.collected_by {
            row.collected_by = self.collected_by;
        }
    }
}

impl SavedHome {
    fn put(&self, row: &mut beneficiary::Model) {
        row.household_id = self.household;
        row.city_code = self.city.clone();
        row.district_code = self.district.clone();
        row.region_code = self.village.clone();
        row.rw = self.rw.clone();
        row.rt = self.rt.clone();
        row.address.clone_from(&self.address);
    }
}
