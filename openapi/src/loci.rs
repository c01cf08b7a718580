//! Loci (lokus): one or more RW of a kelurahan in a programme year. A locus is
//! what goes through the seven stages (P-16, P-19, S1-15).

use crate::cycle::CycleStage;
use crate::draft::{Draft, Faults, Member, Purpose};
use crate::households::check_village;
use crate::ids::{AgencyId, LocusId, ProgrammeId, StageTemplateId};
use crate::moment::{Day, Timestamp};
use crate::place::{Neighbourhood, RegionCode};
use crate::problem::{FieldCode, FieldError};
use crate::programmes::check_families;
use serde::{Deserialize, Serialize};

/// The published sort keys of the list.
pub const SORT_KEYS: &[&str] = &["-year"];

/// Families a locus is meant for when nothing else is said: a convention, not
/// a rule.
pub const USUAL_FAMILIES: i32 = 100;

/// The most RW of one locus.
pub const MAX_RWS: usize = 50;

/// The most people of one team.
pub const MAX_TEAM: usize = 60;

/// Someone of the team of a locus (tim pengelola), with her task (S1-01, S1-10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TeamMember {
    pub name: String,
    /// Where she works; `null` for residents and volunteers.
    #[serde(default)]
    pub agency_id: Option<AgencyId>,
    /// What she does in it.
    pub duty: String,
    /// She leads it (ketua tim pengelola, S1-12).
    #[serde(default)]
    pub chair: bool,
}

/// One locus.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Locus {
    pub id: LocusId,
    pub programme_id: ProgrammeId,
    pub programme_name: String,
    /// The year of its programme.
    pub year: i32,
    /// A kelurahan or desa.
    pub region_code: RegionCode,
    pub region_name: String,
    /// In order, none twice.
    pub rws: Vec<Neighbourhood>,
    pub target_families: i32,
    /// Who carries it, in the order given.
    pub team: Vec<TeamMember>,
    /// The version of what its stages ask for.
    pub template_id: StageTemplateId,
    /// The stage it stands in, the first not passed; `null` when all are.
    pub stage: Option<CycleStage>,
    /// The first day of its work.
    pub starts_on: Option<Day>,
    /// The last day planned.
    pub ends_on: Option<Day>,
    pub archived_at: Option<Timestamp>,
    pub archive_reason: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

draft! {
    /// What is said of a locus.
    LocusDraft with LocusId {
        /// Fixed once created.
        programme_id: ProgrammeId,
        /// A kelurahan or desa where the programme runs; fixed once created.
        region_code: RegionCode,
        /// At least one; an RW belongs to one locus of a programme.
        rws: Vec<Neighbourhood>,
        /// 100 when absent.
        target_families: i32,
        /// At most one of them leads it.
        team: Vec<TeamMember>,
        starts_on: Day,
        ends_on: Day,
    }
}

/// Filters of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// Only loci of this programme.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub programme_id: Option<ProgrammeId>,
    /// Only loci in this region.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub region: Option<RegionCode>,
    /// Only this year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// Archived ones as well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_archived: Option<bool>,
}

fn check_team(faults: &mut Faults, team: &[TeamMember]) {
    if team.len() > MAX_TEAM {
        faults.add_with("/team", FieldCode::TooMany, &[("max", MAX_TEAM.to_string())]);
    }
    for (index, one) in team.iter().enumerate() {
        for (member, text, max) in [("name", &one.name, 120), ("duty", &one.duty, 160)] {
            faults.text(&format!("/team/{index}/{member}"), &Member::Value(text.clone()), max);
        }
    }
    let chairs = team.iter().enumerate().filter(|(_, one)| one.chair).map(|(index, _)| index);
    if let Some(second) = chairs.collect::<Vec<_>>().get(1) {
        faults.add(&format!("/team/{second}/chair"), FieldCode::Taken);
    }
}

impl Draft for LocusDraft {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        faults.required("/programme_id", &self.programme_id);
        faults.required("/region_code", &self.region_code);
        check_village(&mut faults, "/region_code", &self.region_code);
        faults.required("/rws", &self.rws);
        match self.rws.value().map(Vec::len) {
            Some(0) => faults.add("/rws", FieldCode::Required),
            Some(count) if count > MAX_RWS => {
                faults.add_with("/rws", FieldCode::TooMany, &[("max", MAX_RWS.to_string())]);
            }
            _ => {}
        }
        if !self.target_families.is_absent() {
            check_families(&mut faults, &self.target_families);
        }
        check_team(&mut faults, self.team.value().map_or(&[], Vec::as_slice));
        if let (Some(start), Some(end)) = (self.starts_on.value(), self.ends_on.value())
            && end < start
        {
            faults.add("/ends_on", FieldCode::EndsBeforeStart);
        }
        faults.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn faults(change: &Value) -> Vec<String> {
        let mut body = json!({
            "programme_id": "019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a47", "region_code": "32.75.03.1004", "rws": ["11"],
            "starts_on": "2027-01-04", "ends_on": "2027-12-17",
        });
        for (member, value) in change.as_object().unwrap() {
            body[member] = value.clone();
        }
        let draft: LocusDraft = serde_json::from_value(body).unwrap();
        draft.check(Purpose::Create).iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect()
    }

    #[test]
    fn a_locus_is_some_rw_of_a_kelurahan_for_some_time() {
        assert!(faults(&json!({})).is_empty());
        assert_eq!(faults(&json!({ "rws": [] })), ["/rws required"]);
        assert_eq!(faults(&json!({ "rws": vec!["1"; MAX_RWS + 1] })), ["/rws too_many"]);
        assert_eq!(faults(&json!({ "region_code": "32.75.03" })), ["/region_code region_required"]);
        assert_eq!(faults(&json!({ "ends_on": "2027-01-03" })), ["/ends_on ends_before_start"]);
        assert_eq!(faults(&json!({ "target_families": null })), ["/target_families required"]);
    }

    #[test]
    fn a_team_has_one_chair_and_everyone_a_duty() {
        let team = |second: Value| json!({ "team": [{ "name": "Agus", "duty": "Ketua", "chair": true }, second] });
        assert!(faults(&team(json!({ "name": "Yuyun", "duty": "Pendataan" }))).is_empty());
        assert_eq!(faults(&team(json!({ "name": "Yuyun", "duty": " " }))), ["/team/1/duty required"]);
        assert_eq!(faults(&team(json!({ "name": "Y", "duty": "Ketua", "chair": true }))), ["/team/1/chair taken"]);
    }
}
