//! The first version of the rules, as the programme's founding text has them
//! (seed lines 99–103): women of 15 to 64 who head a poor or pre-prosperous
//! family in a vulnerable kelurahan. KS I counts as low, as practice has it.

use crate::entity::rule_set;
use crate::kernel::error::Result;
use crate::kernel::event::Change;
use crate::kernel::scope::system;
use crate::kernel::state::Kernel;
use crate::kernel::tx::{Author, Tx, run_as_system};
use contract::eligibility::{HeadCondition, PovertyBasis, Rule, RuleSetState};
use contract::ids::RuleSetId;
use contract::ks21::Stage;
use sea_orm::{EntityTrait, IntoActiveModel};
use std::sync::Arc;

fn first(tx: &Tx) -> rule_set::Model {
    let rules: Vec<&str> = Rule::ALL.iter().map(|rule| rule.as_str()).collect();
    let low: Vec<&str> = [Stage::PreProsperous, Stage::Prosperous1].iter().map(|stage| stage.as_str()).collect();
    rule_set::Model {
        id: RuleSetId(tx.kernel().clock.new_id()),
        number: 1,
        state: RuleSetState::InForce,
        note: None,
        rules: rules.join(" "),
        age_min: 15,
        age_max: 64,
        age_on: "01-01".to_owned(),
        region_code: None,
        poverty_basis: PovertyBasis::Either,
        low_stages: low.join(" "),
        head_condition: HeadCondition::Either,
        in_force_from: Some(tx.now()),
        ended_at: None,
        renewed_for: None,
        created_at: tx.now(),
        updated_at: tx.now(),
        version: 1,
    }
}

/// Brings the first version into force where none ever was.
pub async fn load(kernel: &Arc<Kernel>) -> Result<()> {
    if system::<rule_set::Entity>().one(&kernel.db.read).await?.is_some() {
        return Ok(());
    }
    run_as_system(kernel, Author::system("load_eligibility_rules"), async |tx| {
        let row = first(tx);
        let id = row.id;
        rule_set::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
        tx.done(Change::act("rule_set", id), ()).await
    })
    .await
}
