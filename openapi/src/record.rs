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

/// Records by their own id. What one shows besides its own row is said after
/// `beside`.
macro_rules! records {
    ($($type:ty => $collection:literal $(, beside |$one:ident| $shown:expr)?;)+) => {$(
        impl Record for $type {
            const COLLECTION: &'static str = $collection;

            fn key(&self) -> String {
                self.id.to_string()
            }

            fn version(&self) -> i64 {
                self.version
            }

            $(fn beside(&self) -> Option<String> {
                let $one = self;
                Some($shown)
            })?
        }
    )+};
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
    Beneficiary => "beneficiaries", beside |one| {
        let sums = (&one.household_income, &one.welfare_stage, &one.below_poverty_line, one.eligibility);
        format!("{sums:?} {} {}", one.age, one.region_name)
    };
    Household => "households", beside |one| {
        format!("{:?} {} {}", one.beneficiary_ids, one.member_count, one.region_name)
    };
    Programme => "programmes", beside |one| {
        format!("{} {}", one.city_name, one.lead_agency_name)
    };
    Locus => "loci", beside |one| {
        // The stage it stands in moves without a change of the locus itself.
        format!("{} {} {:?}", one.programme_name, one.region_name, one.stage)
    };
    LocusSelection => "locus-selections", beside |one| {
        format!("{} {} {:?}", one.programme_name, one.region_name, one.decided_by_name)
    };
    Enrolment => "enrolments", beside |one| {
        format!("{:?} {}", one.full_name, one.region_name)
    };
    Comment => "comments", beside |one| {
        one.written_by_name.clone()
    };
    Meeting => "meetings", beside |one| {
        format!(
            "{} {} {:?} {:?} {:?}",
            one.programme_name, one.region_name, one.rws, one.minutes_by_name, one.decisions
        )
    };
    Action => "actions", beside |one| {
        let named = format!("{} {} {:?}", one.region_name, one.owner_name, one.ended_by_name);
        format!("{named} {:?} {:?} {}", one.meeting_kind, one.meeting_at, one.overdue)
    };
    LegalInstrument => "legal-instruments", beside |one| {
        format!("{} {:?} {:?}", one.city_name, one.programme_name, one.document_name)
    };
    // What its gate finds is not its own: that may change every moment.
    StageRecord => "stage-records", beside |one| {
        let place = (&one.region_name, &one.rws, one.reached, &one.agency_name);
        let chain = (one.template_id, one.submitted_by_role, &one.approved_by_roles);
        format!("{:?} {:?} {place:?} {chain:?}", one.checklist, one.acts)
    };
    Agency => "agencies";
    Code => "code-lists";
    Document => "documents";
    DuplicateCandidate => "duplicate-candidates";
    Import => "imports";
    ImportSource => "import-sources";
    Merge => "merges";
    PovertyLine => "poverty-lines";
    RegionFact => "region-facts";
    Relocation => "relocations";
    RoleAssignment => "role-assignments";
    RuleSet => "eligibility-rules";
    StageTemplate => "stage-templates";
    Task => "tasks";
    User => "users";
    WelfareAssessment => "welfare-assessments";
    WorkList => "work-lists";
}
