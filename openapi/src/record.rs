//! What every record with a version has in common.

use crate::actions::Action;
use crate::agencies::Agency;
use crate::beneficiaries::Beneficiary;
use crate::code_lists::Code;
use crate::comments::Comment;
use crate::documents::Document;
use crate::duplicates::DuplicateCandidate;
use crate::eligibility::RuleSet;
use crate::enrolments::Enrolment;
use crate::households::{Household, HouseholdMember};
use crate::imports::{Import, ImportSource};
use crate::legal_instruments::LegalInstrument;
use crate::loci::Locus;
use crate::locus_selections::LocusSelection;
use crate::meetings::Meeting;
use crate::merges::Merge;
use crate::poverty_lines::PovertyLine;
use crate::programmes::Programme;
use crate::region_facts::RegionFact;
use crate::relocations::Relocation;
use crate::role_assignments::RoleAssignment;
use crate::stage_records::StageRecord;
use crate::stage_templates::StageTemplate;
use crate::tasks::Task;
use crate::users::User;
use crate::welfare::WelfareAssessment;
use crate::work_lists::WorkList;

/// A record that can be tagged, located and changed.
pub trait Record {
    /// Where records of this kind stand.
    const COLLECTION: &'static str;

    /// Its id as text.
    fn key(&self) -> String;

    fn version(&self) -> i64;

    /// What it shows besides its own row, for its tag; a change of it makes no
    /// new version.
    fn beside(&self) -> Option<String> {
        None
    }

    /// Its own address.
    fn location(&self) -> String {
        format!("/api/v1/{}/{}", Self::COLLECTION, self.key())
    }
}

macro_rules! records {
    ($($type:ty => $collection:literal),+ $(,)?) => {$(
        impl Record for $type {
            const COLLECTION: &'static str = $collection;

            fn key(&self) -> String {
                self.id.to_string()
            }

            fn version(&self) -> i64 {
                self.version
            }
        }
    )+};
}

impl Record for Beneficiary {
    const COLLECTION: &'static str = "beneficiaries";

    fn key(&self) -> String {
        self.id.to_string()
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn beside(&self) -> Option<String> {
        let sums = (&self.household_income, &self.welfare_stage, &self.below_poverty_line, self.eligibility);
        Some(format!("{sums:?} {} {}", self.age, self.region_name))
    }
}

impl Record for Household {
    const COLLECTION: &'static str = "households";

    fn key(&self) -> String {
        self.id.to_string()
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn beside(&self) -> Option<String> {
        Some(format!("{:?} {} {}", self.beneficiary_ids, self.member_count, self.region_name))
    }
}

impl Record for Programme {
    const COLLECTION: &'static str = "programmes";

    fn key(&self) -> String {
        self.id.to_string()
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn beside(&self) -> Option<String> {
        Some(format!("{} {}", self.city_name, self.lead_agency_name))
    }
}

impl Record for Locus {
    const COLLECTION: &'static str = "loci";

    fn key(&self) -> String {
        self.id.to_string()
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn beside(&self) -> Option<String> {
        // The stage it stands in moves without a change of the locus itself.
        Some(format!("{} {} {:?}", self.programme_name, self.region_name, self.stage))
    }
}

impl Record for LocusSelection {
    const COLLECTION: &'static str = "locus-selections";

    fn key(&self) -> String {
        self.id.to_string()
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn beside(&self) -> Option<String> {
        Some(format!("{} {} {:?}", self.programme_name, self.region_name, self.decided_by_name))
    }
}

impl Record for Enrolment {
    const COLLECTION: &'static str = "enrolments";

    fn key(&self) -> String {
        self.id.to_string()
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn beside(&self) -> Option<String> {
        Some(format!("{:?} {}", self.full_name, self.region_name))
    }
}

impl Record for Comment {
    const COLLECTION: &'static str = "comments";

    fn key(&self) -> String {
        self.id.to_string()
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn beside(&self) -> Option<String> {
        Some(self.written_by_name.clone())
    }
}

impl Record for Meeting {
    const COLLECTION: &'static str = "meetings";

    fn key(&self) -> String {
        self.id.to_string()
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn beside(&self) -> Option<String> {
        Some(format!(
            "{} {} {:?} {:?} {:?}",
            self.programme_name, self.region_name, self.rws, self.minutes_by_name, self.decisions
        ))
    }
}

impl Record for Action {
    const COLLECTION: &'static str = "actions";

    fn key(&self) -> String {
        self.id.to_string()
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn beside(&self) -> Option<String> {
        let named = format!("{} {} {:?}", self.region_name, self.owner_name, self.ended_by_name);
        Some(format!("{named} {:?} {:?} {}", self.meeting_kind, self.meeting_at, self.overdue))
    }
}

impl Record for LegalInstrument {
    const COLLECTION: &'static str = "legal-instruments";

    fn key(&self) -> String {
        self.id.to_string()
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn beside(&self) -> Option<String> {
        Some(format!("{} {:?} {:?}", self.city_name, self.programme_name, self.document_name))
    }
}

impl Record for StageRecord {
    const COLLECTION: &'static str = "stage-records";

    fn key(&self) -> String {
        self.id.to_string()
    }

    fn version(&self) -> i64 {
        self.version
    }

    /// What its gate finds is not its own: that may change every moment.
    fn beside(&self) -> Option<String> {
        let place = (&self.region_name, &self.rws, self.reached, &self.agency_name);
        let chain = (self.template_id, self.submitted_by_role, &self.approved_by_roles);
        Some(format!("{:?} {:?} {place:?} {chain:?}", self.checklist, self.acts))
    }
}

impl Record for HouseholdMember {
    const COLLECTION: &'static str = "households";

    fn key(&self) -> String {
        self.id.to_string()
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn location(&self) -> String {
        format!("/api/v1/households/{}/members/{}", self.household_id, self.id)
    }
}

records! {
    Agency => "agencies",
    Code => "code-lists",
    Document => "documents",
    DuplicateCandidate => "duplicate-candidates",
    Import => "imports",
    ImportSource => "import-sources",
    Merge => "merges",
    PovertyLine => "poverty-lines",
    RegionFact => "region-facts",
    Relocation => "relocations",
    RoleAssignment => "role-assignments",
    RuleSet => "eligibility-rules",
    StageTemplate => "stage-templates",
    Task => "tasks",
    User => "users",
    WelfareAssessment => "welfare-assessments",
    WorkList => "work-lists",
}
