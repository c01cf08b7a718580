use super::*;
use serde_json::{Value, json};

fn stages() -> Value {
    let stage = |stage: &CycleStage| {
        json!({
            "stage": stage, "submitted_by": "kelurahan_officer", "approved_by": ["district_officer", "coordinator"],
            "requirements": [{
                "key": "plan", "name_id": "Rencana", "name_en": "Plan", "effect": "blocks", "sources": ["S1-19"],
                "check": { "kind": "declared", "document": true, "interim": false },
            }],
        })
    };
    Value::Array(CycleStage::ALL.iter().map(stage).collect())
}

fn faults(change: impl FnOnce(&mut Value)) -> Vec<String> {
    let mut stages = stages();
    change(&mut stages);
    let draft: StageTemplateDraft = serde_json::from_value(json!({ "city_code": "32.75", "stages": stages })).unwrap();
    draft.check(Purpose::Create).iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect()
}

#[test]
fn a_template_has_all_seven_stages_in_order() {
    assert!(faults(|_| ()).is_empty());
    let missing = |stages: &mut Value| drop(stages.as_array_mut().unwrap().pop());
    assert_eq!(faults(missing), ["/stages malformed"]);
    assert_eq!(faults(|stages| stages.as_array_mut().unwrap().swap(0, 1)), ["/stages malformed"]);
}

#[test]
fn who_submits_and_approves_may_do_so() {
    assert_eq!(
        faults(|stages| stages[0]["submitted_by"] = json!("kader")),
        ["/stages/0/submitted_by not_for_this_role"]
    );
    let observer = |stages: &mut Value| stages[1]["approved_by"] = json!(["observer"]);
    assert_eq!(faults(observer), ["/stages/1/approved_by/0 not_for_this_role"]);
    assert_eq!(faults(|stages| stages[1]["approved_by"] = json!([])), ["/stages/1/approved_by required"]);
}

#[test]
fn a_requirement_is_named_once_and_asks_for_something_possible() {
    let twice = |stages: &mut Value| {
        let one = stages[2]["requirements"][0].clone();
        stages[2]["requirements"].as_array_mut().unwrap().push(one);
    };
    assert_eq!(faults(twice), ["/stages/2/requirements/1/key taken"]);
    let at = "/stages/0/requirements/0";
    for (change, fault) in [
        (json!({ "key": "Rencana kerja" }), "key malformed"),
        (json!({ "name_en": " " }), "name_en required"),
        (json!({ "check": { "kind": "approval_by", "role": "planner" } }), "check/role not_for_this_role"),
        (json!({ "check": { "kind": "record_exists", "record": "termination_reason" } }), "check/record not_in_list"),
        (
            json!({ "check": { "kind": "share_at_least", "measure": "stages_passed", "percent": 100 } }),
            "check/measure not_in_list",
        ),
        (
            json!({ "check": { "kind": "count_at_least", "measure": "candidates", "count": 0 } }),
            "check/count out_of_range",
        ),
        (
            json!({ "check": { "kind": "share_at_least", "measure": "validated", "percent": 101 } }),
            "check/percent out_of_range",
        ),
        (
            json!({ "check": { "kind": "share_at_least", "measure": "validated", "percent": 80, "warns_below": 79 } }),
            "check/warns_below out_of_range",
        ),
        (
            json!({ "check": { "kind": "indicator_at_least", "indicator": "vulnerable", "value": 2 } }),
            "check/value out_of_range",
        ),
    ] {
        let found = faults(|stages| {
            for (member, value) in change.as_object().unwrap() {
                stages[0]["requirements"][0][member] = value.clone();
            }
        });
        assert_eq!(found, [format!("{at}/{fault}")]);
    }
}

#[test]
fn what_differs_between_two_versions_is_told_by_stage() {
    let read = |stages: Value| -> Vec<StageDefinition> { serde_json::from_value(stages).unwrap() };
    let before = read(stages());
    assert!(differences(&before, &before).is_empty());
    let mut changed = stages();
    changed[0]["requirements"][0]["effect"] = json!("warns");
    changed[1]["requirements"][0]["key"] = json!("other");
    changed[6]["approved_by"] = json!(["coordinator"]);
    let after = read(changed);
    let found = differences(&before, &after);
    assert!(matches!(found[0], Difference::Changed(CycleStage::Preparation, ..)));
    assert!(matches!(found[1], Difference::Removed(CycleStage::Assessment, _)));
    assert!(matches!(found[2], Difference::Added(CycleStage::Assessment, _)));
    assert_eq!(found[3], Difference::Chain(CycleStage::Termination));
    assert_eq!(found.len(), 4);
}
