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
    query.exprs(own.map(|column| column.into_expr())).exprs(hers.map(|column| column.into_expr()));
    query.expr(sealed(W::NikSealed, identities));
    let her = Expr::col((beneficiary::Entity, W::Id)).equals((validation::Entity, V::BeneficiaryId));
    query.left_join(beneficiary::Entity, her);
}

/// Her cells, by the right to where she lives now.
fn hers<'a>(around: &'a Around, next: &mut Taking<'_>, id: BeneficiaryId) -> Result<[Cell<'a>; 2]> {
    let (name, masked): (Option<String>, Option<String>) = (next.next()?, next.next()?);
    let (region, rw): (Option<RegionCode>, Option<Neighbourhood>) = (next.next()?, next.next()?);
    let collected_by: Option<UserId> = next.next()?;
    let sealed: Option<Vec<u8>> = next.next()?;
    let (Some(region), Some(rw)) = (&region, &rw) else { return Ok([Cell::Empty, Cell::Empty]) };
    let here = Standing { region, rw, collected_by };
    let nik = around.identifier(here, masked, || around.unseal(id, "nik", sealed.as_ref()))?;
    Ok([nik, Cell::text(name.filter(|_| around.sees(FieldGroup::Identity, here)))])
}

pub fn row<'a>(around: &'a Around, row: &QueryResult, cells: &mut Vec<Cell<'a>>) -> Result<()> {
    let mut next = Taking::of(row);
    let (id, year): (ValidationId, i32) = (next.next()?, next.next()?);
    let outcome: Outcome = next.next()?;
    let (reason_code, reason): (Option<String>, Option<String>) = (next.next()?, next.next()?);
    let document_number: Option<String> = next.next()?;
    let document_date: Option<Day> = next.next()?;
    let (decided_by, decided_at): (UserId, Timestamp) = (next.next()?, next.next()?);
    let (region, rw): (RegionCode, Neighbourhood) = (next.next()?, next.next()?);
    let woman: BeneficiaryId = next.next()?;
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
