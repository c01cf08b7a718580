//! Every page and its address. A noun has the name it has in the API.

use contract::ids::{
    AgencyId, AssignmentId, BeneficiaryId, CodeId, DuplicateCandidateId, EventId, HouseholdId, ImportId,
    LegalInstrumentId, LocusId, LocusSelectionId, MeetingId, MergeId, PovertyLineId, ProgrammeId, RegionFactId,
    RelocationId, RuleSetId, StageRecordId, StageTemplateId, TaskId, UserId,
};
use contract::place::RegionCode;
use contract::policy::Permission;
use yew_router::Routable;

#[derive(Debug, Clone, PartialEq, Routable)]
pub enum Route {
    #[at("/")]
    Home,
    #[at("/sign-in")]
    SignIn,
    #[at("/account")]
    Account,
    #[at("/notifications")]
    Notifications,
    #[at("/tasks")]
    Tasks,
    #[at("/tasks/:id")]
    Task { id: TaskId },
    #[at("/beneficiaries")]
    Beneficiaries,
    #[at("/beneficiaries/new")]
    NewBeneficiary,
    #[at("/beneficiaries/:id")]
    Beneficiary { id: BeneficiaryId },
    #[at("/beneficiaries/:id/edit")]
    EditBeneficiary { id: BeneficiaryId },
    #[at("/beneficiaries/:id/welfare-assessments")]
    WelfareAssessments { id: BeneficiaryId },
    #[at("/beneficiaries/:id/welfare-assessments/new")]
    NewWelfareAssessment { id: BeneficiaryId },
    #[at("/beneficiaries/:id/relocation")]
    Relocate { id: BeneficiaryId },
    #[at("/duplicates")]
    Duplicates,
    #[at("/duplicates/:id")]
    Duplicate { id: DuplicateCandidateId },
    #[at("/merges/:id")]
    Merge { id: MergeId },
    #[at("/relocations")]
    Relocations,
    #[at("/relocations/:id")]
    Relocation { id: RelocationId },
    #[at("/households/:id")]
    Household { id: HouseholdId },
    #[at("/households/:id/edit")]
    EditHousehold { id: HouseholdId },
    #[at("/validations")]
    Validations,
    #[at("/validations/print")]
    PrintCandidates,
    #[at("/imports")]
    Imports,
    #[at("/imports/new")]
    NewImport,
    #[at("/imports/:id")]
    Import { id: ImportId },
    #[at("/programmes")]
    Programmes,
    #[at("/programmes/new")]
    NewProgramme,
    #[at("/programmes/:id")]
    Programme { id: ProgrammeId },
    #[at("/programmes/:id/edit")]
    EditProgramme { id: ProgrammeId },
    #[at("/loci")]
    Loci,
    #[at("/loci/new")]
    NewLocus,
    #[at("/loci/:id")]
    Locus { id: LocusId },
    #[at("/loci/:id/edit")]
    EditLocus { id: LocusId },
    #[at("/loci/:id/team")]
    EditTeam { id: LocusId },
    #[at("/locus-selections")]
    LocusSelections,
    #[at("/locus-selections/new")]
    NewLocusSelection,
    #[at("/locus-selections/:id")]
    LocusSelection { id: LocusSelectionId },
    #[at("/locus-selections/:id/edit")]
    EditLocusSelection { id: LocusSelectionId },
    #[at("/legal-instruments")]
    LegalInstruments,
    #[at("/legal-instruments/new")]
    NewLegalInstrument,
    #[at("/legal-instruments/:id")]
    LegalInstrument { id: LegalInstrumentId },
    #[at("/legal-instruments/:id/edit")]
    EditLegalInstrument { id: LegalInstrumentId },
    #[at("/meetings")]
    Meetings,
    #[at("/meetings/new")]
    NewMeeting,
    #[at("/meetings/:id")]
    Meeting { id: MeetingId },
    #[at("/meetings/:id/edit")]
    EditMeeting { id: MeetingId },
    #[at("/meetings/:id/invitation")]
    PrintInvitation { id: MeetingId },
    #[at("/meetings/:id/minutes")]
    PrintMinutes { id: MeetingId },
    #[at("/actions")]
    Actions,
    #[at("/stage-board")]
    StageBoard,
    #[at("/stage-records/:id/edit")]
    EditStageRecord { id: StageRecordId },
    #[at("/stage-records/:id/print")]
    PrintStageRecord { id: StageRecordId },
    #[at("/stage-templates")]
    StageTemplates,
    #[at("/stage-templates/new")]
    NewStageTemplate,
    #[at("/stage-templates/:id")]
    StageTemplate { id: StageTemplateId },
    #[at("/users")]
    Users,
    #[at("/users/new")]
    NewUser,
    #[at("/users/:id")]
    User { id: UserId },
    #[at("/users/:id/edit")]
    EditUser { id: UserId },
    #[at("/users/:id/role-assignments/new")]
    NewRoleAssignment { id: UserId },
    #[at("/role-assignments")]
    RoleAssignments,
    #[at("/role-assignments/:id")]
    RoleAssignment { id: AssignmentId },
    #[at("/regions")]
    Regions,
    #[at("/regions/:code")]
    Region { code: RegionCode },
    #[at("/agencies")]
    Agencies,
    #[at("/agencies/new")]
    NewAgency,
    #[at("/agencies/:id")]
    Agency { id: AgencyId },
    #[at("/agencies/:id/edit")]
    EditAgency { id: AgencyId },
    #[at("/code-lists")]
    Codes,
    #[at("/code-lists/new")]
    NewCode,
    #[at("/code-lists/:id")]
    Code { id: CodeId },
    #[at("/code-lists/:id/edit")]
    EditCode { id: CodeId },
    #[at("/poverty-lines")]
    PovertyLines,
    #[at("/poverty-lines/new")]
    NewPovertyLine,
    #[at("/poverty-lines/:id")]
    PovertyLine { id: PovertyLineId },
    #[at("/poverty-lines/:id/edit")]
    EditPovertyLine { id: PovertyLineId },
    #[at("/region-facts")]
    RegionFacts,
    #[at("/region-facts/new")]
    NewRegionFact,
    #[at("/region-facts/:id")]
    RegionFact { id: RegionFactId },
    #[at("/region-facts/:id/edit")]
    EditRegionFact { id: RegionFactId },
    #[at("/eligibility-rules")]
    RuleSets,
    #[at("/eligibility-rules/new")]
    NewRuleSet,
    #[at("/eligibility-rules/:id")]
    RuleSet { id: RuleSetId },
    #[at("/eligibility-rules/:id/edit")]
    EditRuleSet { id: RuleSetId },
    #[at("/audit-events")]
    AuditEvents,
    #[at("/audit-events/:id")]
    AuditEvent { id: EventId },
    #[not_found]
    #[at("/404")]
    NotFound,
}

/// The parts of the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    Home,
    Notifications,
    Tasks,
    Beneficiaries,
    Duplicates,
    Relocations,
    Validations,
    Imports,
    Programmes,
    Loci,
    LegalInstruments,
    Meetings,
    StageBoard,
    StageTemplates,
    Users,
    RoleAssignments,
    Regions,
    Agencies,
    Codes,
    PovertyLines,
    RegionFacts,
    RuleSets,
    AuditEvents,
    Account,
    None,
}

impl Route {
    pub fn href(&self) -> String {
        self.to_path()
    }

    /// This page with a query, `tab=history`.
    pub fn with(&self, query: &[(&str, &str)]) -> String {
        let query = serde_urlencoded::to_string(query).unwrap_or_default();
        format!("{}?{query}", self.to_path())
    }

    /// What one must be allowed to do to open it.
    pub const fn needs(&self) -> Option<Permission> {
        match self {
            Self::Users
            | Self::NewUser
            | Self::User { .. }
            | Self::EditUser { .. }
            | Self::NewRoleAssignment { .. }
            | Self::RoleAssignments
            | Self::RoleAssignment { .. } => Some(Permission::ManageUsers),
            Self::Loci
            | Self::Locus { .. }
            | Self::Meetings
            | Self::Meeting { .. }
            | Self::PrintInvitation { .. }
            | Self::PrintMinutes { .. }
            | Self::Actions
            | Self::StageBoard
            | Self::PrintStageRecord { .. } => Some(Permission::ReadLoci),
            Self::AuditEvents | Self::AuditEvent { .. } => Some(Permission::ReadAuditTrail),
            Self::Beneficiaries
            | Self::Beneficiary { .. }
            | Self::WelfareAssessments { .. }
            | Self::Household { .. }
            | Self::Validations
            | Self::PrintCandidates => Some(Permission::ListBeneficiaries),
            // Whoever decides conflicts accepts moves as well.
            Self::Tasks | Self::Task { .. } => Some(Permission::AcceptRelocations),
            Self::Duplicates | Self::Duplicate { .. } | Self::Merge { .. } => Some(Permission::MergeBeneficiaries),
            Self::Imports | Self::Import { .. } => Some(Permission::ReadImports),
            Self::Home
            | Self::Notifications
            | Self::SignIn
            | Self::Account
            | Self::Programmes
            | Self::Programme { .. }
            | Self::LocusSelections
            | Self::LocusSelection { .. }
            | Self::LegalInstruments
            | Self::LegalInstrument { .. }
            | Self::StageTemplates
            | Self::StageTemplate { .. }
            | Self::Regions
            | Self::Region { .. }
            | Self::Agencies
            | Self::Agency { .. }
            | Self::Codes
            | Self::Code { .. }
            | Self::PovertyLines
            | Self::PovertyLine { .. }
            | Self::RegionFacts
            | Self::RegionFact { .. }
            | Self::RuleSets
            | Self::RuleSet { .. }
            | Self::NotFound => None,
            Self::Relocations | Self::Relocation { .. } => Some(Permission::EditBeneficiaries),
            _ => self.form_needs(),
        }
    }

    /// The same of a page that changes something.
    const fn form_needs(&self) -> Option<Permission> {
        match self {
            Self::NewAgency | Self::EditAgency { .. } | Self::NewCode | Self::EditCode { .. } => {
                Some(Permission::EditReferenceData)
            }
            Self::NewPovertyLine | Self::EditPovertyLine { .. } | Self::NewRegionFact | Self::EditRegionFact { .. } => {
                Some(Permission::EditStatistics)
            }
            Self::NewProgramme
            | Self::EditProgramme { .. }
            | Self::NewLocus
            | Self::EditLocus { .. }
            | Self::EditTeam { .. }
            | Self::NewLegalInstrument
            | Self::EditLegalInstrument { .. }
            | Self::NewStageTemplate => Some(Permission::ManageProgrammes),
            Self::NewLocusSelection | Self::EditLocusSelection { .. } => Some(Permission::SelectLoci),
            Self::NewMeeting | Self::EditMeeting { .. } => Some(Permission::KeepMeetings),
            Self::EditStageRecord { .. } => Some(Permission::WorkOnStages),
            Self::NewRuleSet | Self::EditRuleSet { .. } => Some(Permission::EditEligibilityRules),
            Self::NewImport => Some(Permission::ImportBeneficiaries),
            Self::NewBeneficiary => Some(Permission::RegisterBeneficiaries),
            Self::EditBeneficiary { .. }
            | Self::EditHousehold { .. }
            | Self::NewWelfareAssessment { .. }
            | Self::Relocate { .. } => Some(Permission::EditBeneficiaries),
            _ => None,
        }
    }

    pub const fn section(&self) -> Section {
        match self {
            Self::Home => Section::Home,
            Self::Notifications => Section::Notifications,
            Self::Tasks | Self::Task { .. } => Section::Tasks,
            Self::Beneficiaries
            | Self::NewBeneficiary
            | Self::Beneficiary { .. }
            | Self::EditBeneficiary { .. }
            | Self::WelfareAssessments { .. }
            | Self::NewWelfareAssessment { .. }
            | Self::Household { .. }
            | Self::EditHousehold { .. } => Section::Beneficiaries,
            Self::Duplicates | Self::Duplicate { .. } | Self::Merge { .. } => Section::Duplicates,
            Self::Relocate { .. } | Self::Relocations | Self::Relocation { .. } => Section::Relocations,
            Self::Validations | Self::PrintCandidates => Section::Validations,
            Self::Imports | Self::NewImport | Self::Import { .. } => Section::Imports,
            Self::Programmes
            | Self::NewProgramme
            | Self::Programme { .. }
            | Self::EditProgramme { .. }
            | Self::LocusSelections
            | Self::NewLocusSelection
            | Self::LocusSelection { .. }
            | Self::EditLocusSelection { .. } => Section::Programmes,
            Self::Loci | Self::NewLocus | Self::Locus { .. } | Self::EditLocus { .. } | Self::EditTeam { .. } => {
                Section::Loci
            }
            Self::LegalInstruments
            | Self::NewLegalInstrument
            | Self::LegalInstrument { .. }
            | Self::EditLegalInstrument { .. } => Section::LegalInstruments,
            Self::Meetings
            | Self::NewMeeting
            | Self::Meeting { .. }
            | Self::EditMeeting { .. }
            | Self::PrintInvitation { .. }
            | Self::PrintMinutes { .. }
            | Self::Actions => Section::Meetings,
            Self::StageBoard | Self::EditStageRecord { .. } | Self::PrintStageRecord { .. } => Section::StageBoard,
            Self::StageTemplates | Self::NewStageTemplate | Self::StageTemplate { .. } => Section::StageTemplates,
            Self::Users
            | Self::NewUser
            | Self::User { .. }
            | Self::EditUser { .. }
            | Self::NewRoleAssignment { .. } => Section::Users,
            Self::RoleAssignments | Self::RoleAssignment { .. } => Section::RoleAssignments,
            Self::Regions | Self::Region { .. } => Section::Regions,
            Self::Agencies | Self::NewAgency | Self::Agency { .. } | Self::EditAgency { .. } => Section::Agencies,
            Self::Codes | Self::NewCode | Self::Code { .. } | Self::EditCode { .. } => Section::Codes,
            Self::PovertyLines | Self::NewPovertyLine | Self::PovertyLine { .. } | Self::EditPovertyLine { .. } => {
                Section::PovertyLines
            }
            Self::RegionFacts | Self::NewRegionFact | Self::RegionFact { .. } | Self::EditRegionFact { .. } => {
                Section::RegionFacts
            }
            Self::RuleSets | Self::NewRuleSet | Self::RuleSet { .. } | Self::EditRuleSet { .. } => Section::RuleSets,
            Self::AuditEvents | Self::AuditEvent { .. } => Section::AuditEvents,
            Self::Account => Section::Account,
            Self::SignIn | Self::NotFound => Section::None,
        }
    }
}

#[cfg(test)]
#[path = "route_tests.rs"]
mod tests;
