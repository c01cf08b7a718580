//! Decisions of the Lurah as rows, each with the woman it was about.

use super::cells::{Cell, Taking};
use super::sheet::{Around, sealed};
use crate::entity::{beneficiary, validation};
use crate::kernel::error::Result;
use crate::kernel::fields::Standing;
use contract::code_lists::CodeList;
use contract::ids::{BeneficiaryId, UserId, ValidationId};
use contract::moment::{Day, Timestamp};
use contract::place::{Neighbourhood, RegionCode};
use contract::policy::FieldGroup;
use contract::validations::Outcome;
use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement};
use sea_orm::{ColumnTrait, QueryResult};

pub const KEYS: &[&str] = &[
    "programme_year",
    "nik",
    "full_name",
    "village",
    "rw",
    "outcome",
    "reason_code",
    "reason",
    "document_number",
    "document_date",
    "decided_by",
    "decided_at",
    "region_code",
    "beneficiary_id",
    "id",
];

pub fn columns(query: &mut SelectStatement, identities: bool) {
    use beneficiary::Column as W;
    use validation::Column as V;
    let own = [
        V::ProgrammeYear,
        V::Outcome,
        V::ReasonCode,
        V::Reason,
        V::DocumentNumber,
        V::DocumentDate,
        V::DecidedBy,
        V::DecidedAt,
        V::RegionCode,
        V::Rw,
        V::BeneficiaryId,
    ];
    let hers = [W::FullName, W::NikMasked, W::RegionCode, W::Rw, W::CollectedBy];
    query.exprs(own.map(ColumnTrait::into_expr)).exprs(hers.map(ColumnTrait::into_expr));
    query.expr(sealed(W::NikSealed, identities));
    let her = Expr::col((beneficiary::Entity, W::Id)).equals((validation::Entity, V::BeneficiaryId));
    query.left_join(beneficiary::Entity, her);
}

/// Her cells, by the right to where she lives now.
fn hers<'a>(around: &'a Around, next: &mut Taking<'_>, id: BeneficiaryId) -> Result<[Cell<'a>; 2]> {
    let (name, masked): (Option<String>, Option<String>) = (next.take()?, next.take()?);
    let (region, rw): (Option<RegionCode>, Option<Neighbourhood>) = (next.take()?, next.take()?);
    let collected_by: Option<UserId> = next.take()?;
    let sealed: Option<Vec<u8>> = next.take()?;
    let (Some(region), Some(rw)) = (&region, &rw) else { return Ok([Cell::Empty, Cell::Empty]) };
    let here = Standing { region, rw, collected_by };
    let nik = around.identifier(here, masked, || around.unseal(id, "nik", sealed.as_ref()))?;
    Ok([nik, Cell::text(name.filter(|_| around.sees(FieldGroup::Identity, here)))])
}

pub fn row<'a>(around: &'a Around, row: &QueryResult, cells: &mut Vec<Cell<'a>>) -> Result<()> {
    let mut next = Taking::of(row);
    let (id, year): (ValidationId, i32) = (next.take()?, next.take()?);
    let outcome: Outcome = next.take()?;
    let (reason_code, reason): (Option<String>, Option<String>) = (next.take()?, next.take()?);
    let document_number: Option<String> = next.take()?;
    let document_date: Option<Day> = next.take()?;
    let (decided_by, decided_at): (UserId, Timestamp) = (next.take()?, next.take()?);
    let (region, rw): (RegionCode, Neighbourhood) = (next.take()?, next.take()?);
    let woman: BeneficiaryId = next.take()?;
    let [nik, name] = hers(around, &mut next, woman)?;
    cells.extend([
        Cell::Number(year.into()),
        nik,
        name,
        around.village(&region),
        Cell::text(Some(rw.as_str().to_owned())),
        around.term("outcome", outcome.as_str()),
        around.word(CodeList::RefusalReason, reason_code.as_ref()),
        Cell::text(reason),
        Cell::text(document_number),
        Cell::day(document_date),
        around.user(decided_by),
        Cell::moment(decided_at),
        Cell::text(Some(region.to_string())),
        Cell::text(Some(woman.to_string())),
        Cell::text(Some(id.to_string())),
    ]);
    Ok(())
}
