//! The version that is shipped: every event, document and rule that the
//! programme's founding study names, as requirements of the stage it belongs to.
//!
//! It stands in `shipped.json`. A change of it is a version of its own there,
//! with an id of its own: loci that began with the first keep it.

use crate::entity::stage_template;
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::scope::system;
use crate::kernel::state::Kernel;
use crate::kernel::tx::{Author, run_as_system};
use contract::ids::StageTemplateId;
use contract::stage_templates::{StageDefinition, TemplateState};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use std::sync::Arc;
use uuid::Uuid;

/// The id of what is shipped, the same in every database.
pub const SHIPPED: StageTemplateId = StageTemplateId(Uuid::from_u128(0x019a_c000_0000_7000_8000_0000_0000_0001));

/// The stages as they are shipped.
pub fn stages() -> Result<Vec<StageDefinition>> {
    serde_json::from_str(include_str!("shipped.json")).map_err(Error::internal)
}

/// Puts it in where it is not there.
pub async fn load(kernel: &Arc<Kernel>) -> Result<()> {
    let there = system::<stage_template::Entity>().filter(stage_template::Column::Id.eq(SHIPPED));
    if there.one(&kernel.db.read).await?.is_some() {
        return Ok(());
    }
    run_as_system(kernel, Author::system("load_stage_template"), async |tx| {
        let row = stage_template::Model {
            id: SHIPPED,
            city_code: None,
            number: 1,
            state: TemplateState::Published,
            note: None,
            stages: serde_json::to_string(&stages()?).map_err(Error::internal)?,
            published_at: Some(tx.now()),
            created_at: tx.now(),
            updated_at: tx.now(),
            version: 1,
        };
        stage_template::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
        tx.done(Change::act("stage_template", SHIPPED), ()).await
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::draft::{Draft, Member, Purpose};
    use contract::stage_templates::{Check, StageTemplateDraft};
    use std::collections::BTreeSet;

    #[test]
    fn what_is_shipped_could_have_been_drafted() {
        let city_code = Member::Value("32.75".parse().unwrap());
        let draft = StageTemplateDraft { city_code, stages: Member::Value(stages().unwrap()), ..Default::default() };
        assert_eq!(draft.check(Purpose::Create), []);
    }

    /// The acceptance rows that name an event, a document or a rule of a stage.
    const ROWS: &[&str] = &[
        "S1-01", "S1-03", "S1-04", "S1-05", "S1-07", "S1-08", "S1-09", "S1-10", "S1-11", "S1-12", "S1-13", "S1-14",
        "S1-15", "S1-16", "S1-18", "S1-19", "S1-20", "S1-22", "S2-01", "S2-02", "S2-03", "S2-04", "S2-05", "S2-08",
        "S2-09", "S2-10", "S2-11", "S2-15", "S3-01", "S3-02", "S3-03", "S3-05", "S3-06", "S3-07", "S3-08", "S4-01",
        "S4-02", "S4-04", "S4-05", "S4-06", "S4-07", "S5-02", "S5-03", "S5-05", "S5-06", "S5-07", "S6-01", "S6-02",
        "S6-03", "S6-06", "S6-07", "S7-01", "S7-05", "K-01", "K-02", "K-03", "K-06", "P-28", "P-29",
    ];

    #[test]
    fn every_event_document_and_rule_of_the_study_is_asked_for() {
        let stages = stages().unwrap();
        let all = stages.iter().flat_map(|stage| &stage.requirements).flat_map(|one| &one.sources);
        let named: BTreeSet<&str> = all.map(String::as_str).collect();
        let missing: Vec<_> = ROWS.iter().filter(|row| !named.contains(**row)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn what_waits_for_its_own_screens_needs_a_document() {
        for stage in stages().unwrap() {
            for one in stage.requirements {
                if let Check::Declared { interim: true, document, .. } = one.check {
                    assert!(document, "{}", one.key);
                }
            }
        }
    }
}
