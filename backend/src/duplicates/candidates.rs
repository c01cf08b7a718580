//! Pairs that were found: asked of the writer, or kept for whoever settles them.

use super::find::{Known, Match, alike};
use crate::beneficiaries::checks::Pen;
use crate::entity::{beneficiary, duplicate_candidate, region};
use crate::kernel::crud::Resource;
use crate::kernel::database::lock_rows;
use crate::kernel::error::{Duplicates, Error, Result};
use crate::kernel::event::Change;
use crate::kernel::fields::Withholding;
use crate::kernel::scope::system;
use crate::kernel::tx::Tx;
use contract::duplicates::{DuplicateOrigin, DuplicateState, PossibleDuplicate};
use contract::ids::{BeneficiaryId, DuplicateCandidateId, MergeId, UserId};
use contract::place::RegionCode;
use contract::policy::FieldGroup;
use contract::problem::ProblemCode;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use std::collections::{HashMap, HashSet};

/// What a writer leaves behind about women alike.
#[derive(Debug, Default)]
pub struct Judged {
    /// She says these are others.
    others: Vec<Match>,
    /// She cannot see these; someone who can will look.
    elsewhere: Vec<Match>,
}

impl Judged {
    pub fn is_empty(&self) -> bool {
        self.others.is_empty() && self.elsewhere.is_empty()
    }
}

/// Looks for women alike to one whose name or birth date was changed.
pub async fn judge(tx: &Tx, pen: &Pen, row: &beneficiary::Model, acknowledged: &[BeneficiaryId]) -> Result<Judged> {
    let mut found = alike(tx.db(), &Known::of(row), false).await?;
    if !found.is_empty() {
        let settled = settled_with(tx, row.id).await?;
        found.retain(|one| !settled.contains(&one.woman.id));
    }
    decide(tx, pen, found, acknowledged).await
}

/// Those alike whom the writer reaches must all be acknowledged; those
/// elsewhere do not keep her from her work.
pub async fn decide(tx: &Tx, pen: &Pen, found: Vec<Match>, acknowledged: &[BeneficiaryId]) -> Result<Judged> {
    let (seen, elsewhere): (Vec<Match>, Vec<Match>) =
        found.into_iter().partition(|one| pen.scope.holds(&one.woman.region_code, &one.woman.rw));
    if seen.iter().any(|one| !acknowledged.contains(&one.woman.id)) {
        return Err(refusal(tx, pen, &seen, elsewhere.len()).await?);
    }
    Ok(Judged { others: seen, elsewhere })
}

/// Those already said to be other women than this one.
async fn settled_with(tx: &Tx, id: BeneficiaryId) -> Result<HashSet<BeneficiaryId>> {
    let pairs = system::<duplicate_candidate::Entity>()
        .filter(concerning(id))
        .filter(duplicate_candidate::Column::State.ne(DuplicateState::Open))
        .all(tx.db())
        .await?;
    Ok(pairs.into_iter().map(|pair| if pair.first_id == id { pair.second_id } else { pair.first_id }).collect())
}

fn concerning(id: BeneficiaryId) -> Condition {
    Condition::any().add(duplicate_candidate::Column::FirstId.eq(id)).add(duplicate_candidate::Column::SecondId.eq(id))
}

/// The women alike as the writer may see them.
async fn refusal(tx: &Tx, pen: &Pen, seen: &[Match], elsewhere: usize) -> Result<Error> {
    let codes = seen.iter().map(|one| one.woman.region_code.clone());
    let regions = system::<region::Entity>().filter(region::Column::Code.is_in(codes)).all(tx.db()).await?;
    let regions: HashMap<RegionCode, String> = regions.into_iter().map(|row| (row.code, row.name)).collect();
    let today = tx.now().day_in_jakarta();
    let matches = seen.iter().map(|Match { woman, score }| {
        let mut rights = Withholding::new(&pen.rights, woman.standing());
        PossibleDuplicate {
            id: woman.id,
            full_name: rights.member(FieldGroup::Identity, "full_name", || Some(woman.full_name.clone())),
            birth_date: rights.member(FieldGroup::Identity, "birth_date", || Some(woman.birth_date)),
            age: woman.birth_date.age_on(today),
            region_code: woman.region_code.clone(),
            region_name: regions.get(&woman.region_code).cloned().unwrap_or_default(),
            rw: woman.rw.clone(),
            rt: woman.rt.clone(),
            score: score.points,
            reasons: score.reasons.clone(),
        }
    });
    let duplicates = Duplicates { matches: matches.collect(), elsewhere: u32::try_from(elsewhere).unwrap_or(u32::MAX) };
    Ok(Error { duplicates: Some(Box::new(duplicates)), ..ProblemCode::PossibleDuplicates.into() })
}

/// Keeps what a writer said, beside her woman.
pub async fn keep(tx: &Tx, pen: &Pen, row: &beneficiary::Model, judged: &Judged) -> Result<()> {
    let woman = Known::of(row);
    for other in &judged.others {
        let pair = pair(tx, &woman, other, DuplicateOrigin::Write);
        let settled = duplicate_candidate::Model {
            state: DuplicateState::NotDuplicate,
            settled_by: Some(pen.user),
            settled_at: Some(tx.now()),
            ..pair
        };
        if !add(tx, &settled).await? {
            settle_open(tx, pen.user, &settled).await?;
        }
    }
    for other in &judged.elsewhere {
        add(tx, &pair(tx, &woman, other, DuplicateOrigin::Write)).await?;
    }
    Ok(())
}

/// A pair as it is kept, the smaller id first.
pub fn pair(tx: &Tx, woman: &Known, other: &Match, origin: DuplicateOrigin) -> duplicate_candidate::Model {
    let (first, second) = if woman.id < other.woman.id { (woman, &other.woman) } else { (&other.woman, woman) };
    let reasons: Vec<&str> = other.score.reasons.iter().map(|reason| reason.as_str()).collect();
    duplicate_candidate::Model {
        id: DuplicateCandidateId(tx.kernel().clock.new_id()),
        state: DuplicateState::Open,
        origin,
        first_id: first.id,
        second_id: second.id,
        score: other.score.points,
        reasons: reasons.join(" "),
        first_city_code: first.city_code.clone(),
        first_district_code: first.district_code.clone(),
        first_region_code: first.region_code.clone(),
        first_rw: first.rw.clone(),
        second_city_code: second.city_code.clone(),
        second_district_code: second.district_code.clone(),
        second_region_code: second.region_code.clone(),
        second_rw: second.rw.clone(),
        settled_by: None,
        settled_at: None,
        reason: None,
        merge_id: None,
        created_at: tx.now(),
        version: 1,
    }
}

/// Adds a pair with its event unless it is known; says whether it is new.
pub async fn add(tx: &Tx, row: &duplicate_candidate::Model) -> Result<bool> {
    let pair = [duplicate_candidate::Column::FirstId, duplicate_candidate::Column::SecondId];
    let added = duplicate_candidate::Entity::insert(row.clone().into_active_model())
        .on_conflict(OnConflict::columns(pair).do_nothing().to_owned())
        .exec_without_returning(tx.db())
        .await?;
    if added == 0 {
        return Ok(false);
    }
    let kind = duplicate_candidate::Entity::KIND;
    let change = Change::created(kind, row.id, &duplicate_candidate::Entity::snapshot(row));
    tx.record(&change.at(Some(&row.first_region_code))).await?;
    Ok(true)
}

/// Changes the pairs of a condition, each with its event.
async fn change_all(tx: &Tx, of: Condition, apply: impl Fn(&mut duplicate_candidate::Model)) -> Result<()> {
    let pairs = system::<duplicate_candidate::Entity>().filter(of).order_by_asc(duplicate_candidate::Column::Id);
    for before in lock_rows(pairs, tx.kernel().db.backend()).all(tx.db()).await? {
        let mut row = before.clone();
        apply(&mut row);
        let snapshots = (duplicate_candidate::Entity::snapshot(&before), duplicate_candidate::Entity::snapshot(&row));
        let change = Change::updated(duplicate_candidate::Entity::KIND, row.id, &snapshots.0, &snapshots.1);
        tx.record(&change.at(Some(&row.first_region_code))).await?;
        row.version += 1;
        row.into_active_model().reset_all().update(tx.db()).await?;
    }
    Ok(())
}

/// A writer says of a pair that was open that these are two women.
async fn settle_open(tx: &Tx, by: UserId, row: &duplicate_candidate::Model) -> Result<()> {
    use duplicate_candidate::Column;
    let of = Condition::all()
        .add(Column::FirstId.eq(row.first_id))
        .add(Column::SecondId.eq(row.second_id))
        .add(Column::State.eq(DuplicateState::Open));
    change_all(tx, of, |row| {
        row.state = DuplicateState::NotDuplicate;
        (row.settled_by, row.settled_at) = (Some(by), Some(tx.now()));
    })
    .await
}

/// The places of her pairs follow her.
pub async fn follow(tx: &Tx, row: &beneficiary::Model) -> Result<()> {
    use duplicate_candidate::Column;
    let sides = [
        (Column::FirstId, Column::FirstCityCode, Column::FirstDistrictCode, Column::FirstRegionCode, Column::FirstRw),
        (
            Column::SecondId,
            Column::SecondCityCode,
            Column::SecondDistrictCode,
            Column::SecondRegionCode,
            Column::SecondRw,
        ),
    ];
    for (id, city, district, village, rw) in sides {
        duplicate_candidate::Entity::update_many()
            .col_expr(city, Expr::value(row.city_code.clone()))
            .col_expr(district, Expr::value(row.district_code.clone()))
            .col_expr(village, Expr::value(row.region_code.clone()))
            .col_expr(rw, Expr::value(row.rw.clone()))
            .filter(id.eq(row.id))
            .exec(tx.db())
            .await?;
    }
    Ok(())
}

/// The pair of the two is closed by their merge, and so are all open pairs of
/// the record it takes away.
pub async fn close(tx: &Tx, kept: BeneficiaryId, removed: BeneficiaryId, merge: MergeId, by: UserId) -> Result<()> {
    use duplicate_candidate::Column;
    let open = Condition::any().add(Column::State.eq(DuplicateState::Open)).add(concerning(kept));
    change_all(tx, Condition::all().add(concerning(removed)).add(open), |row| {
        (row.state, row.merge_id) = (DuplicateState::Merged, Some(merge));
        (row.settled_by, row.settled_at) = (Some(by), Some(tx.now()));
    })
    .await
}

/// Opens again what a merge had closed.
pub async fn reopen(tx: &Tx, merge: MergeId) -> Result<()> {
    let of = Condition::all().add(duplicate_candidate::Column::MergeId.eq(merge));
    change_all(tx, of, |row| {
        (row.state, row.merge_id) = (DuplicateState::Open, None);
        (row.settled_by, row.settled_at) = (None, None);
    })
    .await
}
