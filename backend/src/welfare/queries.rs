//! Assessments as rows and as views, under the caller's field rights.

use crate::beneficiaries::identifiers::{context, open};
use crate::entity::{beneficiary, welfare_assessment};
use crate::history::queries::names;
use crate::kernel::crud::Resource;
use crate::kernel::error::{Error, Result};
use crate::kernel::fields::{FieldRights, Standing, Withholding};
use crate::kernel::guard::Guard;
use crate::kernel::scope::{PlaceColumns, Scope, Scoped};
use crate::kernel::state::Kernel;
use crate::kernel::tx::Tx;
use contract::draft::Member;
use contract::endpoint::Endpoint;
use contract::ids::WelfareAssessmentId;
use contract::ks21::Ks21;
use contract::moment::Timestamp;
use contract::place::RegionCode;
use contract::policy::FieldGroup;
use contract::problem::ProblemCode;
use contract::welfare::{Functioning, WelfareAssessment};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// What the trail calls one.
pub const KIND: &str = "welfare_assessment";

/// The columns of the place: the woman's, and moved with her.
pub const PLACE: PlaceColumns<welfare_assessment::Column> = PlaceColumns {
    city: welfare_assessment::Column::CityCode,
    district: welfare_assessment::Column::DistrictCode,
    village: welfare_assessment::Column::RegionCode,
    rw: Some(welfare_assessment::Column::Rw),
};

impl Scoped for welfare_assessment::Entity {
    fn rows(scope: &Scope) -> Condition {
        PLACE.reached(scope)
    }
}

/// A woman's assessments go where she goes.
pub async fn follow_her(tx: &Tx, woman: &beneficiary::Model) -> Result<()> {
    welfare_assessment::Entity::update_many()
        .col_expr(welfare_assessment::Column::CityCode, Expr::value(woman.city_code.as_str()))
        .col_expr(welfare_assessment::Column::DistrictCode, Expr::value(woman.district_code.as_str()))
        .col_expr(welfare_assessment::Column::RegionCode, Expr::value(woman.region_code.as_str()))
        .col_expr(welfare_assessment::Column::Rw, Expr::value(woman.rw.as_str()))
        .filter(welfare_assessment::Column::BeneficiaryId.eq(woman.id))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Whoever wrote an assessment down sees it as whoever collected a record.
pub fn standing(row: &welfare_assessment::Model) -> Standing<'_> {
    Standing { region: &row.region_code, rw: &row.rw, collected_by: Some(row.recorded_by) }
}

/// A part kept as text.
pub fn part<T: DeserializeOwned>(text: Option<&String>) -> Option<T> {
    text.and_then(|text| serde_json::from_str(text).ok())
}

/// How she functions, opened.
pub fn functioning(kernel: &Kernel, row: &welfare_assessment::Model) -> Result<Option<Functioning>> {
    let Some(sealed) = &row.functioning_sealed else { return Ok(None) };
    let text = open(kernel, &context(row.id, "functioning"), sealed)?;
    serde_json::from_str(&text).map(Some).map_err(Error::internal)
}

pub fn view(
    kernel: &Kernel,
    rights: &FieldRights,
    row: welfare_assessment::Model,
    recorder: Option<&String>,
) -> Result<WelfareAssessment> {
    use FieldGroup::{Health, Income};
    let functioning = functioning(kernel, &row)?;
    let ks21: Option<Ks21> = part(row.ks21.as_ref());
    let mut seen = Withholding::new(rights, standing(&row));
    Ok(WelfareAssessment {
        stage: seen.member(Income, "stage", || ks21.as_ref().and_then(Ks21::stage)),
        ks21: seen.member(Income, "ks21", || ks21),
        dwelling: seen.member(Income, "dwelling", || part(row.dwelling.as_ref())),
        aid: seen.member(Income, "aid", || part(row.aid.as_ref())),
        functioning: seen.member(Health, "functioning", || functioning),
        disability: seen.member(Health, "disability", || functioning.and_then(Functioning::disability)),
        monthly_income: seen.member(Income, "monthly_income", || row.monthly_income),
        monthly_expenditure: seen.member(Income, "monthly_expenditure", || row.monthly_expenditure),
        withheld: seen.withheld,
        id: row.id,
        beneficiary_id: row.beneficiary_id,
        household_id: row.household_id,
        assessed_on: row.assessed_on,
        assessed_by: row.assessed_by,
        people: u32::try_from(row.people).unwrap_or(1),
        recorded_by_name: recorder.cloned().unwrap_or_default(),
        recorded_by: row.recorded_by,
        withdrawn_at: row.withdrawn_at,
        withdrawal_reason: row.withdrawal_reason,
        created_at: row.created_at,
        version: row.version,
    })
}

/// What the trail keeps: that it was told, and what was taken back. How she
/// functions stays sealed in the row alone.
fn trail(row: &welfare_assessment::Model) -> Value {
    json!({
        "beneficiary_id": row.beneficiary_id, "assessed_on": row.assessed_on, "assessed_by": row.assessed_by,
        "ks21": part::<Value>(row.ks21.as_ref()), "dwelling": part::<Value>(row.dwelling.as_ref()),
        "aid": part::<Value>(row.aid.as_ref()), "monthly_income": row.monthly_income,
        "monthly_expenditure": row.monthly_expenditure, "withdrawn_at": row.withdrawn_at,
        "functioning": row.functioning_sealed.as_deref().map(crate::kernel::crypto::base64url),
    })
}

impl Resource for welfare_assessment::Entity {
    type Id = WelfareAssessmentId;
    type View = WelfareAssessment;
    const KIND: &'static str = KIND;

    fn id(row: &welfare_assessment::Model) -> WelfareAssessmentId {
        row.id
    }

    fn version(row: &welfare_assessment::Model) -> i64 {
        row.version
    }

    fn touch(row: &mut welfare_assessment::Model, version: i64, _: Timestamp) {
        row.version = version;
    }

    fn snapshot(row: &welfare_assessment::Model) -> Value {
        trail(row)
    }

    fn place(row: &welfare_assessment::Model) -> Option<RegionCode> {
        Some(row.region_code.clone())
    }

    async fn read<E: Endpoint>(guard: &Guard<E>, id: WelfareAssessmentId) -> Result<WelfareAssessment> {
        let select = guard.select::<welfare_assessment::Entity>();
        let row = select.filter(welfare_assessment::Column::Id.eq(id)).one(guard.db()).await?;
        let row = row.ok_or(ProblemCode::NotFound)?;
        let names = names(guard.db(), [row.recorded_by]).await?;
        let recorder = names.get(&row.recorded_by);
        view(&guard.kernel, &FieldRights::of(guard), row, recorder)
    }
}

/// A member as text for its column.
pub fn as_column<T: serde::Serialize>(member: &Member<T>) -> Result<Option<String>> {
    member.value().map(serde_json::to_string).transpose().map_err(Error::internal)
}

/// A part of several answers as text; one without any was not told, and so
/// hides nothing that was told before.
pub fn answers_as_column<T: serde::Serialize + Default + PartialEq>(member: &Member<T>) -> Result<Option<String>> {
    if member.value().is_some_and(|part| *part == T::default()) { Ok(None) } else { as_column(member) }
}
