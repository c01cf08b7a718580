//! Women as rows: the columns of the import's template first, so that the file
//! can come back, then what only the register knows.
//!
//! Notes on health are not among them: free text about illness has no use in a
//! list, and a list gets about.

use super::cells::{Cell, Taking};
use super::sheet::{Around, sealed};
use crate::entity::{beneficiary, household};
use crate::kernel::error::Result;
use crate::kernel::fields::Standing;
use contract::beneficiaries::{Collection, Status};
use contract::code_lists::CodeList;
use contract::households::Sex;
use contract::ids::{BeneficiaryId, HouseholdId, UserId};
use contract::imports::Column;
use contract::moment::{Day, Timestamp};
use contract::place::{Neighbourhood, RegionCode};
use contract::policy::FieldGroup;
use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement};
use sea_orm::{ColumnTrait, QueryResult};

/// What stands after the columns of the template.
const FURTHER: &[&str] = &["status", "complete", "region_code", "archived_on", "updated_at", "id"];

pub fn keys() -> Vec<&'static str> {
    let template = Column::ALL.iter().filter(|column| column.is_of_template());
    template.map(|column| column.as_str()).chain(FURTHER.iter().copied()).collect()
}

pub fn columns(query: &mut SelectStatement, identities: bool) {
    use beneficiary::Column as W;
    use household::Column as H;
    let own = [
        W::FullName,
        W::NikMasked,
        W::NikAbsentReason,
        W::BirthDate,
        W::Sex,
        W::RegionCode,
        W::Rw,
        W::Rt,
        W::Address,
        W::PhoneSealed,
        W::MaritalStatus,
        W::DeJure,
        W::DeFacto,
        W::HeadBasis,
        W::Education,
        W::Occupation,
        W::CollectedBy,
        W::Collection,
        W::Status,
        W::Complete,
        W::ArchivedAt,
        W::UpdatedAt,
    ];
    let home = [H::Id, H::KkMasked, H::MonthlyIncome, H::MonthlyExpenditure, H::CollectedBy];
    query.exprs(own.map(ColumnTrait::into_expr)).exprs(home.map(ColumnTrait::into_expr));
    query.expr(sealed(W::NikSealed, identities)).expr(sealed(H::KkSealed, identities));
    let hers = Expr::col((household::Entity, H::Id)).equals((beneficiary::Entity, W::HouseholdId));
    query.inner_join(household::Entity, hers);
}

struct Woman {
    id: BeneficiaryId,
    full_name: String,
    nik_masked: Option<String>,
    nik_sealed: Option<Vec<u8>>,
    nik_absent_reason: Option<String>,
    birth_date: Day,
    sex: Sex,
    region: RegionCode,
    rw: Neighbourhood,
    rt: String,
    address: Option<String>,
    phone_sealed: Option<Vec<u8>>,
    marital_status: String,
    de_jure: bool,
    de_facto: bool,
    head_basis: Option<String>,
    education: Option<String>,
    occupation: Option<String>,
    collected_by: Option<UserId>,
    collection: String,
    status: Status,
    complete: bool,
    archived_at: Option<Timestamp>,
    updated_at: Timestamp,
    home: Home,
}

struct Home {
    id: HouseholdId,
    kk_masked: Option<String>,
    kk_sealed: Option<Vec<u8>>,
    income: Option<i64>,
    expenditure: Option<i64>,
    collected_by: Option<UserId>,
}

fn read(row: &QueryResult) -> Result<Woman> {
    let mut next = Taking::of(row);
    let mut woman = Woman {
        nik_sealed: None,
        id: next.take()?,
        full_name: next.take()?,
        nik_masked: next.take()?,
        nik_absent_reason: next.take()?,
        birth_date: next.take()?,
        sex: next.take()?,
        region: next.take()?,
        rw: next.take()?,
        rt: next.take()?,
        address: next.take()?,
        phone_sealed: next.take()?,
        marital_status: next.take()?,
        de_jure: next.take()?,
        de_facto: next.take()?,
        head_basis: next.take()?,
        education: next.take()?,
        occupation: next.take()?,
        collected_by: next.take()?,
        collection: next.take()?,
        status: next.take()?,
        complete: next.take()?,
        archived_at: next.take()?,
        updated_at: next.take()?,
        home: Home {
            id: next.take()?,
            kk_masked: next.take()?,
            kk_sealed: None,
            income: next.take()?,
            expenditure: next.take()?,
            collected_by: next.take()?,
        },
    };
    (woman.nik_sealed, woman.home.kk_sealed) = (next.take()?, next.take()?);
    Ok(woman)
}

pub fn row<'a>(around: &'a Around, row: &QueryResult, cells: &mut Vec<Cell<'a>>) -> Result<()> {
    let woman = read(row)?;
    who(around, &woman, cells)?;
    means(around, &woman, cells);
    collected(around, &woman, cells);
    cells.extend([
        around.term("status", woman.status.as_str()),
        around.yes_or_no(woman.complete),
        Cell::text(Some(woman.region.to_string())),
        Cell::day(woman.archived_at.map(Timestamp::day_in_jakarta)),
        Cell::moment(woman.updated_at),
        Cell::text(Some(woman.id.to_string())),
    ]);
    Ok(())
}

fn standing(woman: &Woman) -> Standing<'_> {
    Standing { region: &woman.region, rw: &woman.rw, collected_by: woman.collected_by }
}

/// Her household's own right, as in the list.
fn standing_of_home(woman: &Woman) -> Standing<'_> {
    Standing { collected_by: woman.home.collected_by, ..standing(woman) }
}

fn who<'a>(around: &'a Around, woman: &Woman, cells: &mut Vec<Cell<'a>>) -> Result<()> {
    let here = standing(woman);
    let seen = around.sees(FieldGroup::Identity, here);
    let nik = || around.unseal(woman.id, "nik", woman.nik_sealed.as_ref());
    let kk = || around.unseal(woman.home.id, "kk_number", woman.home.kk_sealed.as_ref());
    let phone = if around.sees(FieldGroup::Contact, here) {
        around.unseal(woman.id, "phone", woman.phone_sealed.as_ref())?
    } else {
        None
    };
    cells.extend([
        around.identifier(here, woman.nik_masked.clone(), nik)?,
        around.identifier(standing_of_home(woman), woman.home.kk_masked.clone(), kk)?,
        Cell::text(Some(woman.full_name.clone()).filter(|_| seen)),
        Cell::day(Some(woman.birth_date).filter(|_| seen)),
        around.term("sex", woman.sex.as_str()),
        around.village(&woman.region),
        Cell::text(Some(woman.rw.as_str().to_owned())),
        Cell::text(Some(woman.rt.clone())),
        Cell::text(woman.address.clone().filter(|_| seen)),
        // With its country code it is no figure.
        Cell::text(phone.map(|digits| format!("+{digits}"))),
    ]);
    Ok(())
}

fn means<'a>(around: &'a Around, woman: &Woman, cells: &mut Vec<Cell<'a>>) {
    let identity = around.sees(FieldGroup::Identity, standing(woman));
    let income = around.sees(FieldGroup::Income, standing_of_home(woman));
    cells.extend([
        around.word(CodeList::MaritalStatus, Some(&woman.marital_status)),
        around.yes_or_no(woman.de_jure),
        around.yes_or_no(woman.de_facto),
        around.word(CodeList::HeadOfFamilyBasis, woman.head_basis.as_ref()),
        around.word(CodeList::Education, woman.education.as_ref()),
        around.word(CodeList::Occupation, woman.occupation.as_ref()),
        Cell::number(woman.home.income.filter(|_| income)),
        Cell::number(woman.home.expenditure.filter(|_| income)),
        around.word(CodeList::NikAbsentReason, woman.nik_absent_reason.as_ref().filter(|_| identity)),
    ]);
}

fn collected<'a>(around: &'a Around, woman: &Woman, cells: &mut Vec<Cell<'a>>) {
    let seen = around.sees(FieldGroup::Identity, standing(woman));
    let read = seen.then(|| serde_json::from_str::<Collection>(&woman.collection).ok()).flatten();
    let told = read.unwrap_or_default();
    cells.extend([
        around.word(CodeList::CollectorKind, told.kind.as_ref()),
        Cell::text(told.name.clone()),
        around.word(CodeList::CollectionMethod, told.method.as_ref()),
        Cell::day(told.on),
    ]);
}
