//! One woman, one record: whose NIK stands in the register already.

use super::checks::Pen;
use super::identifiers::{context, lock_nik, nik_hashes, open};
use crate::entity::beneficiary;
use crate::kernel::error::{Error, Existing, Result};
use crate::kernel::scope::system;
use crate::kernel::tx::Tx;
use contract::ids::BeneficiaryId;
use contract::nik::Nik;
use contract::place::{Neighbourhood, RegionCode};
use contract::problem::ProblemCode;
use sea_orm::{ColumnTrait, QueryFilter};

/// One woman, one record, anywhere in the register, archived ones too.
pub async fn refuse_known_nik(tx: &Tx, pen: &Pen, row: &beneficiary::Model) -> Result<()> {
    let Some(known) = other_with_nik(tx, row, &[row.id]).await? else { return Ok(()) };
    Err(nik_exists(pen, known.id, &known.region_code, &known.rw))
}

pub fn nik_exists(pen: &Pen, id: BeneficiaryId, village: &RegionCode, rw: &Neighbourhood) -> Error {
    let existing = if pen.scope.holds(village, rw) { Existing::Seen(id) } else { Existing::Unseen(id) };
    Error { existing: Some(existing), ..ProblemCode::NikExists.into() }
}

/// The hashes of the NIK of a row under every secret; none where it has no
/// NIK. Until the transaction ends nobody else registers it.
pub async fn locked_nik(tx: &Tx, row: &beneficiary::Model) -> Result<Vec<Vec<u8>>> {
    let Some(sealed) = &row.nik_sealed else { return Ok(Vec::new()) };
    let nik = Nik::stored(open(tx.kernel(), &context(row.id, "nik"), sealed)?);
    lock_nik(tx, &nik).await?;
    Ok(nik_hashes(tx.kernel(), &nik))
}

/// Another record with the NIK of a row, beside these.
pub async fn other_with_nik(
    tx: &Tx,
    row: &beneficiary::Model,
    but: &[BeneficiaryId],
) -> Result<Option<beneficiary::Model>> {
    let hashes = locked_nik(tx, row).await?;
    if hashes.is_empty() {
        return Ok(None);
    }
    let known = system::<beneficiary::Entity>()
        .filter(beneficiary::Column::NikHash.is_in(hashes))
        .filter(beneficiary::Column::Id.is_not_in(but.iter().copied()));
    Ok(known.one(tx.db()).await?)
}
