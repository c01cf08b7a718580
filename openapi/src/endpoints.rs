//! Every operation of the API, one entry each.
//!
//! `Name = "id": Method "path" access, query …, body … => status Reply, is …;`

use crate::endpoint::Access::{May, Public, SignedIn};
use crate::page::Page;
use crate::policy::Permission as P;
use crate::policy::Permission::{
    EditBeneficiaries, EditReferenceData, ImportBeneficiaries, ManageUsers, ReadAuditTrail, RegisterBeneficiaries,
    RevealIdentity, SeeIdentity, ValidateBeneficiaries,
};
use crate::{
    agencies, audit_events, auth, beneficiaries, code_lists, consents, documents, draft, duplicates, eligibility,
    enrolments, erasures, exports, history, households, imports, jobs, legal_instruments, loci, me, merges,
    poverty_checks, poverty_lines, programmes, region_facts, regions, relocations, role_assignments, stage_board,
    stage_records, stage_templates, tasks, users, validations, welfare, work_lists,
};

endpoints! {
    "auth" {
        #[doc = "Signs in with user name and password"]
        SignIn = "sign_in": Post "/auth/sign-in" Public, body auth::SignIn => 200 auth::Tokens, is Unrepeatable;
        #[doc = "Exchanges a refresh token for new tokens"]
        RefreshTokens = "refresh_tokens": Post "/auth/refresh" Public, body auth::Refresh => 200 auth::Tokens, is Unrepeatable;
        #[doc = "Ends this session"]
        SignOut = "sign_out": Post "/auth/sign-out" Public, body auth::Refresh => 204, is Unrepeatable;
    }
    "me" {
        #[doc = "Who I am and what I may do"]
        GetMe = "get_me": Get "/me" SignedIn => 200 me::Me;
        #[doc = "My signed-in devices"]
        ListMySessions = "list_my_sessions": Get "/me/sessions" SignedIn => 200 Page<me::Session>, is Paged;
        #[doc = "Ends one of my sessions"]
        EndMySession = "end_my_session": Delete "/me/sessions/{id}" SignedIn => 204;
        #[doc = "Changes my password and ends my other sessions"]
        ChangeMyPassword = "change_my_password": Put "/me/password" SignedIn, body me::PasswordChange => 204;
    }
    "users" {
        #[doc = "Lists accounts"]
        ListUsers = "list_users": Get "/users" May(ManageUsers), query users::Filter => 200 Page<users::User>, is Paged;
        #[doc = "Creates an account; it can be used once an access code was issued"]
        CreateUser = "create_user": Post "/users" May(ManageUsers), body users::UserDraft => 201 users::User, is Tagged;
        #[doc = "Shows an account"]
        GetUser = "get_user": Get "/users/{id}" May(ManageUsers) => 200 users::User, is Tagged;
        #[doc = "Changes an account"]
        UpdateUser = "update_user": Put "/users/{id}" May(ManageUsers), body users::UserDraft => 200 users::User, is Conditional Tagged;
        #[doc = "Disables an account at once and ends its sessions"]
        DisableUser = "disable_user": Post "/users/{id}/disabling" May(ManageUsers), body draft::Reason => 200 users::User, is Conditional Tagged;
        #[doc = "Enables a disabled account"]
        EnableUser = "enable_user": Post "/users/{id}/enabling" May(ManageUsers), body draft::Reason => 200 users::User, is Conditional Tagged;
        #[doc = "Issues a one-time access code, valid 24 hours, in place of any earlier one"]
        IssueAccessCode = "issue_access_code": Post "/users/{id}/access-codes" May(ManageUsers) => 201 users::AccessCode, is Unrepeatable;
        #[doc = "What changed on an account, newest first"]
        ListUserHistory = "list_user_history": Get "/users/{id}/history" May(ManageUsers) => 200 Page<history::Change>, is Paged;
    }
    "role-assignments" {
        #[doc = "Lists who holds which role where"]
        ListRoleAssignments = "list_role_assignments": Get "/role-assignments" May(ManageUsers), query role_assignments::Filter => 200 Page<role_assignments::RoleAssignment>, is Paged;
        #[doc = "Gives a user a role in a place for a period"]
        CreateRoleAssignment = "create_role_assignment": Post "/role-assignments" May(ManageUsers), body role_assignments::RoleAssignmentDraft => 201 role_assignments::RoleAssignment, is Tagged;
        #[doc = "Shows one assignment"]
        GetRoleAssignment = "get_role_assignment": Get "/role-assignments/{id}" May(ManageUsers) => 200 role_assignments::RoleAssignment, is Tagged;
        #[doc = "Ends an assignment at once"]
        EndRoleAssignment = "end_role_assignment": Post "/role-assignments/{id}/ending" May(ManageUsers), body draft::Reason => 200 role_assignments::RoleAssignment, is Conditional Tagged;
    }
    "regions" {
        #[doc = "Lists regions"]
        ListRegions = "list_regions": Get "/regions" SignedIn, query regions::Filter => 200 Page<regions::Region>, is Paged;
        #[doc = "Shows a region"]
        GetRegion = "get_region": Get "/regions/{code}" SignedIn => 200 regions::Region, is Tagged;
    }
    "agencies" {
        #[doc = "Lists agencies"]
        ListAgencies = "list_agencies": Get "/agencies" SignedIn, query agencies::Filter => 200 Page<agencies::Agency>, is Paged;
        #[doc = "Adds an agency"]
        CreateAgency = "create_agency": Post "/agencies" May(EditReferenceData), body agencies::AgencyDraft => 201 agencies::Agency, is Tagged;
        #[doc = "Shows an agency"]
        GetAgency = "get_agency": Get "/agencies/{id}" SignedIn => 200 agencies::Agency, is Tagged;
        #[doc = "Changes an agency"]
        UpdateAgency = "update_agency": Put "/agencies/{id}" May(EditReferenceData), body agencies::AgencyDraft => 200 agencies::Agency, is Conditional Tagged;
        #[doc = "Archives an agency; earlier records keep it"]
        ArchiveAgency = "archive_agency": Post "/agencies/{id}/archive" May(EditReferenceData), body draft::Reason => 200 agencies::Agency, is Conditional Tagged;
        #[doc = "Takes an agency out of the archive"]
        RestoreAgency = "restore_agency": Post "/agencies/{id}/restoration" May(EditReferenceData), body draft::Reason => 200 agencies::Agency, is Conditional Tagged;
        #[doc = "What changed on an agency, newest first"]
        ListAgencyHistory = "list_agency_history": Get "/agencies/{id}/history" SignedIn => 200 Page<history::Change>, is Paged;
    }
    "code-lists" {
        #[doc = "Lists the codes of all code lists, or of one"]
        ListCodes = "list_codes": Get "/code-lists" SignedIn, query code_lists::Filter => 200 Page<code_lists::Code>, is Paged;
        #[doc = "Adds a code to a list"]
        CreateCode = "create_code": Post "/code-lists" May(EditReferenceData), body code_lists::CodeDraft => 201 code_lists::Code, is Tagged;
        #[doc = "Shows a code"]
        GetCode = "get_code": Get "/code-lists/{id}" SignedIn => 200 code_lists::Code, is Tagged;
        #[doc = "Changes the words or the order of a code, or retires it"]
        UpdateCode = "update_code": Put "/code-lists/{id}" May(EditReferenceData), body code_lists::CodeDraft => 200 code_lists::Code, is Conditional Tagged;
        #[doc = "What changed on a code, newest first"]
        ListCodeHistory = "list_code_history": Get "/code-lists/{id}/history" SignedIn => 200 Page<history::Change>, is Paged;
    }
    "households" {
        #[doc = "Lists households, last changed first"]
        ListHouseholds = "list_households": Get "/households" May(P::ListBeneficiaries), query households::Filter => 200 Page<households::Household>, is Paged;
        #[doc = "Registers a household"]
        CreateHousehold = "create_household": Post "/households" May(RegisterBeneficiaries), body households::HouseholdDraft => 201 households::Household, is Tagged;
        #[doc = "Shows a household"]
        GetHousehold = "get_household": Get "/households/{id}" May(P::ListBeneficiaries) => 200 households::Household, is Tagged;
        #[doc = "Changes a household; its women move with it"]
        UpdateHousehold = "update_household": Put "/households/{id}" May(EditBeneficiaries), body households::HouseholdDraft => 200 households::Household, is Conditional Tagged;
        #[doc = "Lists the members of a household"]
        ListHouseholdMembers = "list_household_members": Get "/households/{id}/members" May(P::ListBeneficiaries) => 200 Page<households::HouseholdMember>, is Paged;
        #[doc = "Adds a member to a household"]
        CreateHouseholdMember = "create_household_member": Post "/households/{id}/members" May(EditBeneficiaries), body households::HouseholdMemberDraft => 201 households::HouseholdMember, is Tagged;
        #[doc = "Shows a member of a household"]
        GetHouseholdMember = "get_household_member": Get "/households/{id}/members/{member_id}" May(P::ListBeneficiaries) => 200 households::HouseholdMember, is Tagged;
        #[doc = "Changes a member of a household"]
        UpdateHouseholdMember = "update_household_member": Put "/households/{id}/members/{member_id}" May(EditBeneficiaries), body households::HouseholdMemberDraft => 200 households::HouseholdMember, is Conditional Tagged;
        #[doc = "Removes a member who left or was entered by mistake"]
        RemoveHouseholdMember = "remove_household_member": Post "/households/{id}/members/{member_id}/removal" May(EditBeneficiaries), body draft::Reason => 204, is Conditional;
    }
    "beneficiaries" {
        #[doc = "Lists the women of the register"]
        ListBeneficiaries = "list_beneficiaries": Get "/beneficiaries" May(P::ListBeneficiaries), query beneficiaries::Filter => 200 Page<beneficiaries::Beneficiary>, is Paged;
        #[doc = "Registers a candidate"]
        CreateBeneficiary = "create_beneficiary": Post "/beneficiaries" May(RegisterBeneficiaries), body beneficiaries::BeneficiaryDraft => 201 beneficiaries::Beneficiary, is Tagged;
        #[doc = "Shows a woman of the register"]
        GetBeneficiary = "get_beneficiary": Get "/beneficiaries/{id}" May(P::ListBeneficiaries) => 200 beneficiaries::Beneficiary, is Tagged;
        #[doc = "Changes a woman's record"]
        UpdateBeneficiary = "update_beneficiary": Put "/beneficiaries/{id}" May(EditBeneficiaries), body beneficiaries::BeneficiaryDraft => 200 beneficiaries::Beneficiary, is Conditional Tagged;
        #[doc = "Archives a record; it can be restored"]
        ArchiveBeneficiary = "archive_beneficiary": Post "/beneficiaries/{id}/archive" May(EditBeneficiaries), body draft::Reason => 200 beneficiaries::Beneficiary, is Conditional Tagged;
        #[doc = "Takes a record out of the archive"]
        RestoreBeneficiary = "restore_beneficiary": Post "/beneficiaries/{id}/restoration" May(EditBeneficiaries), body draft::Reason => 200 beneficiaries::Beneficiary, is Conditional Tagged;
        #[doc = "Destroys the data of a refused or archived woman; nothing brings them back"]
        EraseBeneficiary = "erase_beneficiary": Post "/beneficiaries/{id}/erasure" May(P::EraseBeneficiaries), body erasures::ErasureDraft => 204, is Conditional;
        #[doc = "Shows NIK and family-card number in clear; the reason is recorded"]
        RevealBeneficiary = "reveal_identity": Post "/beneficiaries/{id}/identity-reveals" May(RevealIdentity), body draft::Reason => 200 beneficiaries::Identity, is Unrepeatable;
        #[doc = "What changed on her record, newest first"]
        ListBeneficiaryHistory = "list_beneficiary_history": Get "/beneficiaries/{id}/history" May(P::ListBeneficiaries) => 200 Page<history::Change>, is Paged;
        #[doc = "Finds women by exact NIK or family-card number; recorded"]
        LookUpBeneficiary = "look_up_beneficiary": Post "/beneficiary-lookups" May(SeeIdentity), body beneficiaries::Lookup => 200 beneficiaries::LookupResult, is Unrepeatable;
        #[doc = "Takes a validation back"]
        WithdrawBeneficiary = "withdraw_beneficiary": Post "/beneficiaries/{id}/withdrawal" May(ValidateBeneficiaries), body draft::Reason => 200 beneficiaries::Beneficiary, is Conditional Tagged;
        #[doc = "Puts a refused or withdrawn woman forward again"]
        PutForwardBeneficiary = "put_forward_beneficiary": Post "/beneficiaries/{id}/submission" May(EditBeneficiaries), body draft::Reason => 200 beneficiaries::Beneficiary, is Conditional Tagged;
    }
    "duplicates" {
        #[doc = "Lists pairs of records that may be one woman, newest first"]
        ListDuplicateCandidates = "list_duplicate_candidates": Get "/duplicate-candidates" May(P::MergeBeneficiaries), query duplicates::Filter => 200 Page<duplicates::DuplicateCandidate>, is Paged;
        #[doc = "Shows a pair"]
        GetDuplicateCandidate = "get_duplicate_candidate": Get "/duplicate-candidates/{id}" May(P::MergeBeneficiaries) => 200 duplicates::DuplicateCandidate, is Tagged;
        #[doc = "Says that these are two women"]
        DismissDuplicateCandidate = "dismiss_duplicate_candidate": Post "/duplicate-candidates/{id}/dismissal" May(P::MergeBeneficiaries), body draft::Reason => 200 duplicates::DuplicateCandidate, is Conditional Tagged;
        #[doc = "Lists merges, newest first"]
        ListMerges = "list_merges": Get "/merges" May(P::MergeBeneficiaries), query merges::Filter => 200 Page<merges::Merge>, is Paged;
        #[doc = "Makes two records of one woman one; it can be undone for 30 days"]
        CreateMerge = "create_merge": Post "/merges" May(P::MergeBeneficiaries), body merges::MergeDraft => 201 merges::Merge, is Tagged;
        #[doc = "Shows a merge"]
        GetMerge = "get_merge": Get "/merges/{id}" May(P::MergeBeneficiaries) => 200 merges::Merge, is Tagged;
        #[doc = "Undoes a merge: both records stand as before"]
        UndoMerge = "undo_merge": Post "/merges/{id}/undoing" May(P::MergeBeneficiaries), body draft::Reason => 200 merges::Merge, is Conditional Tagged;
    }
    "relocations" {
        #[doc = "Moves a woman, at once or by a request to the receiving kelurahan"]
        RelocateBeneficiary = "relocate_beneficiary": Post "/beneficiaries/{id}/relocation" May(EditBeneficiaries), body relocations::RelocationDraft => 201 relocations::Relocation, is Conditional Tagged;
        #[doc = "Lists moves from and to my places, newest first"]
        ListRelocations = "list_relocations": Get "/relocations" May(EditBeneficiaries), query relocations::Filter => 200 Page<relocations::Relocation>, is Paged;
        #[doc = "Shows a move"]
        GetRelocation = "get_relocation": Get "/relocations/{id}" May(EditBeneficiaries) => 200 relocations::Relocation, is Tagged;
        #[doc = "Accepts a move; it is made at once"]
        AcceptRelocation = "accept_relocation": Post "/relocations/{id}/acceptance" May(P::AcceptRelocations) => 200 relocations::Relocation, is Conditional Tagged;
        #[doc = "Refuses a move"]
        RefuseRelocation = "refuse_relocation": Post "/relocations/{id}/refusal" May(P::AcceptRelocations), body draft::Reason => 200 relocations::Relocation, is Conditional Tagged;
        #[doc = "Takes a request to move her back"]
        WithdrawRelocation = "withdraw_relocation": Post "/relocations/{id}/withdrawal" May(EditBeneficiaries), body draft::Reason => 200 relocations::Relocation, is Conditional Tagged;
    }
    "consents" {
        #[doc = "Lists what she allowed or refused, newest first"]
        ListConsents = "list_consents": Get "/beneficiaries/{id}/consents" May(P::SeeConsents) => 200 Page<consents::Consent>, is Paged;
        #[doc = "Adds an answer of hers"]
        CreateConsent = "create_consent": Post "/beneficiaries/{id}/consents" May(EditBeneficiaries), body consents::ConsentDraft => 201 consents::Consent;
    }
    "welfare-assessments" {
        #[doc = "Lists what was told of families, newest first"]
        ListWelfareAssessments = "list_welfare_assessments": Get "/welfare-assessments" May(P::ListBeneficiaries), query welfare::Filter => 200 Page<welfare::WelfareAssessment>, is Paged;
        #[doc = "Adds what was told of a woman's family on a day"]
        CreateWelfareAssessment = "create_welfare_assessment": Post "/welfare-assessments" May(EditBeneficiaries), body welfare::WelfareAssessmentDraft => 201 welfare::WelfareAssessment, is Tagged;
        #[doc = "Shows what was told on a day"]
        GetWelfareAssessment = "get_welfare_assessment": Get "/welfare-assessments/{id}" May(P::ListBeneficiaries) => 200 welfare::WelfareAssessment, is Tagged;
        #[doc = "Takes an assessment back as a mistake; it stays readable"]
        WithdrawWelfareAssessment = "withdraw_welfare_assessment": Post "/welfare-assessments/{id}/withdrawal" May(EditBeneficiaries), body draft::Reason => 200 welfare::WelfareAssessment, is Conditional Tagged;
        #[doc = "How her family stands: stage, sums against the line, dwelling, aid"]
        GetWelfare = "get_welfare": Get "/beneficiaries/{id}/welfare" May(P::ListBeneficiaries) => 200 welfare::Welfare;
        #[doc = "Lists the looks into poverty databases for her, newest first"]
        ListPovertyChecks = "list_poverty_checks": Get "/beneficiaries/{id}/poverty-database-checks" May(P::SeeIncome) => 200 Page<poverty_checks::PovertyCheck>, is Paged;
        #[doc = "Adds a look into a poverty database"]
        CreatePovertyCheck = "create_poverty_check": Post "/beneficiaries/{id}/poverty-database-checks" May(EditBeneficiaries), body poverty_checks::PovertyCheckDraft => 201 poverty_checks::PovertyCheck;
    }
    "poverty-lines" {
        #[doc = "Lists poverty lines, newest year first"]
        ListPovertyLines = "list_poverty_lines": Get "/poverty-lines" SignedIn, query poverty_lines::Filter => 200 Page<poverty_lines::PovertyLine>, is Paged;
        #[doc = "Adds the line of a city and year"]
        CreatePovertyLine = "create_poverty_line": Post "/poverty-lines" May(P::EditStatistics), body poverty_lines::PovertyLineDraft => 201 poverty_lines::PovertyLine, is Tagged;
        #[doc = "Shows a poverty line"]
        GetPovertyLine = "get_poverty_line": Get "/poverty-lines/{id}" SignedIn => 200 poverty_lines::PovertyLine, is Tagged;
        #[doc = "Changes a poverty line; what follows from it is worked out again"]
        UpdatePovertyLine = "update_poverty_line": Put "/poverty-lines/{id}" May(P::EditStatistics), body poverty_lines::PovertyLineDraft => 200 poverty_lines::PovertyLine, is Conditional Tagged;
        #[doc = "What changed on a poverty line, newest first"]
        ListPovertyLineHistory = "list_poverty_line_history": Get "/poverty-lines/{id}/history" SignedIn => 200 Page<history::Change>, is Paged;
    }
    "region-facts" {
        #[doc = "Lists statistics of regions, newest year first"]
        ListRegionFacts = "list_region_facts": Get "/region-facts" SignedIn, query region_facts::Filter => 200 Page<region_facts::RegionFact>, is Paged;
        #[doc = "Adds a statistic of a region and year"]
        CreateRegionFact = "create_region_fact": Post "/region-facts" May(P::EditStatistics), body region_facts::RegionFactDraft => 201 region_facts::RegionFact, is Tagged;
        #[doc = "Shows a statistic of a region"]
        GetRegionFact = "get_region_fact": Get "/region-facts/{id}" SignedIn => 200 region_facts::RegionFact, is Tagged;
        #[doc = "Changes a statistic of a region; what follows from it is worked out again"]
        UpdateRegionFact = "update_region_fact": Put "/region-facts/{id}" May(P::EditStatistics), body region_facts::RegionFactDraft => 200 region_facts::RegionFact, is Conditional Tagged;
        #[doc = "What changed on a statistic, newest first"]
        ListRegionFactHistory = "list_region_fact_history": Get "/region-facts/{id}/history" SignedIn => 200 Page<history::Change>, is Paged;
    }
    "eligibility-rules" {
        #[doc = "Lists the versions of the eligibility rules, newest first"]
        ListRuleSets = "list_rule_sets": Get "/eligibility-rules" SignedIn => 200 Page<eligibility::RuleSet>, is Paged;
        #[doc = "Drafts a new version of the rules"]
        CreateRuleSet = "create_rule_set": Post "/eligibility-rules" May(P::EditEligibilityRules), body eligibility::RuleSetDraft => 201 eligibility::RuleSet, is Tagged;
        #[doc = "Shows a version of the rules"]
        GetRuleSet = "get_rule_set": Get "/eligibility-rules/{id}" SignedIn => 200 eligibility::RuleSet, is Tagged;
        #[doc = "Changes a version that is not yet in force"]
        UpdateRuleSet = "update_rule_set": Put "/eligibility-rules/{id}" May(P::EditEligibilityRules), body eligibility::RuleSetDraft => 200 eligibility::RuleSet, is Conditional Tagged;
        #[doc = "Whose answer would change if this version came into force"]
        PreviewRuleSet = "preview_rule_set": Get "/eligibility-rules/{id}/preview" May(P::EditEligibilityRules), query eligibility::PreviewFilter => 200 eligibility::Preview;
        #[doc = "Brings a version into force in place of the one before"]
        BringRuleSetIntoForce = "bring_rule_set_into_force": Post "/eligibility-rules/{id}/entry-into-force" May(P::EditEligibilityRules), body draft::Reason => 200 eligibility::RuleSet, is Conditional Tagged;
        #[doc = "What the rules in force say of a woman, rule by rule"]
        GetEligibility = "get_eligibility": Get "/beneficiaries/{id}/eligibility" May(P::ListBeneficiaries) => 200 eligibility::Eligibility;
    }
    "programmes" {
        #[doc = "Lists programmes, newest year first"]
        ListProgrammes = "list_programmes": Get "/programmes" SignedIn, query programmes::Filter => 200 Page<programmes::Programme>, is Paged;
        #[doc = "Adds a programme of a city and year"]
        CreateProgramme = "create_programme": Post "/programmes" May(P::ManageProgrammes), body programmes::ProgrammeDraft => 201 programmes::Programme, is Tagged;
        #[doc = "Shows a programme"]
        GetProgramme = "get_programme": Get "/programmes/{id}" SignedIn => 200 programmes::Programme, is Tagged;
        #[doc = "Changes a programme"]
        UpdateProgramme = "update_programme": Put "/programmes/{id}" May(P::ManageProgrammes), body programmes::ProgrammeDraft => 200 programmes::Programme, is Conditional Tagged;
        #[doc = "Archives a programme that has no locus"]
        ArchiveProgramme = "archive_programme": Post "/programmes/{id}/archive" May(P::ManageProgrammes), body draft::Reason => 200 programmes::Programme, is Conditional Tagged;
        #[doc = "Takes a programme out of the archive"]
        RestoreProgramme = "restore_programme": Post "/programmes/{id}/restoration" May(P::ManageProgrammes), body draft::Reason => 200 programmes::Programme, is Conditional Tagged;
        #[doc = "What changed on a programme, newest first"]
        ListProgrammeHistory = "list_programme_history": Get "/programmes/{id}/history" SignedIn => 200 Page<history::Change>, is Paged;
    }
    "loci" {
        #[doc = "Lists the loci of my places, newest year first"]
        ListLoci = "list_loci": Get "/loci" May(P::ReadLoci), query loci::Filter => 200 Page<loci::Locus>, is Paged;
        #[doc = "Adds a locus to a programme"]
        CreateLocus = "create_locus": Post "/loci" May(P::ManageProgrammes), body loci::LocusDraft => 201 loci::Locus, is Tagged;
        #[doc = "Shows a locus"]
        GetLocus = "get_locus": Get "/loci/{id}" May(P::ReadLoci) => 200 loci::Locus, is Tagged;
        #[doc = "Changes a locus"]
        UpdateLocus = "update_locus": Put "/loci/{id}" May(P::ManageProgrammes), body loci::LocusDraft => 200 loci::Locus, is Conditional Tagged;
        #[doc = "Archives a locus; its RW are free for another"]
        ArchiveLocus = "archive_locus": Post "/loci/{id}/archive" May(P::ManageProgrammes), body draft::Reason => 200 loci::Locus, is Conditional Tagged;
        #[doc = "Takes a locus out of the archive"]
        RestoreLocus = "restore_locus": Post "/loci/{id}/restoration" May(P::ManageProgrammes), body draft::Reason => 200 loci::Locus, is Conditional Tagged;
        #[doc = "Moves a locus to another version of what the stages ask for"]
        MoveLocusTemplate = "move_locus_template": Post "/loci/{id}/template" May(P::ManageProgrammes), body stage_records::TemplateMove => 200 loci::Locus, is Conditional Tagged;
        #[doc = "What changed on a locus, newest first"]
        ListLocusHistory = "list_locus_history": Get "/loci/{id}/history" May(P::ReadLoci) => 200 Page<history::Change>, is Paged;
    }
    "legal-instruments" {
        #[doc = "Lists regulations and decrees, newest first"] ListLegalInstruments = "list_legal_instruments": Get "/legal-instruments" SignedIn, query legal_instruments::Filter => 200 Page<legal_instruments::LegalInstrument>, is Paged;
        #[doc = "Adds a regulation or decree of a city"] CreateLegalInstrument = "create_legal_instrument": Post "/legal-instruments" May(P::ManageProgrammes), body legal_instruments::LegalInstrumentDraft => 201 legal_instruments::LegalInstrument, is Tagged;
        #[doc = "Shows a regulation or decree"] GetLegalInstrument = "get_legal_instrument": Get "/legal-instruments/{id}" SignedIn => 200 legal_instruments::LegalInstrument, is Tagged;
        #[doc = "Changes a regulation or decree"] UpdateLegalInstrument = "update_legal_instrument": Put "/legal-instruments/{id}" May(P::ManageProgrammes), body legal_instruments::LegalInstrumentDraft => 200 legal_instruments::LegalInstrument, is Conditional Tagged;
        #[doc = "Archives a regulation or decree"] ArchiveLegalInstrument = "archive_legal_instrument": Post "/legal-instruments/{id}/archive" May(P::ManageProgrammes), body draft::Reason => 200 legal_instruments::LegalInstrument, is Conditional Tagged;
        #[doc = "Takes a regulation or decree out of the archive"] RestoreLegalInstrument = "restore_legal_instrument": Post "/legal-instruments/{id}/restoration" May(P::ManageProgrammes), body draft::Reason => 200 legal_instruments::LegalInstrument, is Conditional Tagged;
        #[doc = "Makes a link to its file, which works once"] LinkLegalInstrument = "link_legal_instrument": Post "/legal-instruments/{id}/file-link" SignedIn => 201 documents::Link, is Unrepeatable;
        #[doc = "What changed on a regulation or decree, newest first"] ListLegalInstrumentHistory = "list_legal_instrument_history": Get "/legal-instruments/{id}/history" SignedIn => 200 Page<history::Change>, is Paged;
    }
    "stage-templates" {
        #[doc = "Lists the versions of what the stages ask for, newest first"] ListStageTemplates = "list_stage_templates": Get "/stage-templates" SignedIn, query stage_templates::Filter => 200 Page<stage_templates::StageTemplate>, is Paged;
        #[doc = "Drafts a version for a city"] CreateStageTemplate = "create_stage_template": Post "/stage-templates" May(P::ManageProgrammes), body stage_templates::StageTemplateDraft => 201 stage_templates::StageTemplate, is Tagged;
        #[doc = "Shows a version"] GetStageTemplate = "get_stage_template": Get "/stage-templates/{id}" SignedIn => 200 stage_templates::StageTemplate, is Tagged;
        #[doc = "Changes a draft"] UpdateStageTemplate = "update_stage_template": Put "/stage-templates/{id}" May(P::ManageProgrammes), body stage_templates::StageTemplateDraft => 200 stage_templates::StageTemplate, is Conditional Tagged;
        #[doc = "Publishes a draft: new loci of the city follow it, and it is never changed again"] PublishStageTemplate = "publish_stage_template": Post "/stage-templates/{id}/publication" May(P::ManageProgrammes), body draft::Reason => 200 stage_templates::StageTemplate, is Conditional Tagged;
    }
    "stage-board" {
        #[doc = "Lists the loci of my places by their seven stages, and what holds them"] ListStageBoard = "list_stage_board": Get "/stage-board" May(P::ReadLoci), query stage_board::Filter => 200 Page<stage_board::BoardRow>, is Paged;
    }
    "stage-records" {
        #[doc = "Lists the stages of the loci of my places, newest year first"] ListStageRecords = "list_stage_records": Get "/stage-records" May(P::ReadLoci), query stage_records::Filter => 200 Page<stage_records::StageRecord>, is Paged;
        #[doc = "Shows a stage of a locus with its gate"] GetStageRecord = "get_stage_record": Get "/stage-records/{id}" May(P::ReadLoci) => 200 stage_records::StageRecord, is Tagged;
        #[doc = "Changes what is said of a stage"] UpdateStageRecord = "update_stage_record": Put "/stage-records/{id}" May(P::WorkOnStages), body stage_records::StageRecordDraft => 200 stage_records::StageRecord, is Conditional Tagged;
        #[doc = "Declares that a requirement is met"] CreateStageEntry = "create_stage_entry": Post "/stage-records/{id}/entries" May(P::WorkOnStages), body stage_records::StageEntryDraft => 200 stage_records::StageRecord, is Tagged;
        #[doc = "Takes a declaration back"] WithdrawStageEntry = "withdraw_stage_entry": Post "/stage-records/{id}/entries/{entry}/withdrawal" May(P::WorkOnStages), body draft::Reason => 200 stage_records::StageRecord, is Tagged;
        #[doc = "Asks to pass without a requirement"] CreateStageWaiver = "create_stage_waiver": Post "/stage-records/{id}/waivers" May(P::WorkOnStages), body stage_records::StageWaiverDraft => 200 stage_records::StageRecord, is Tagged;
        #[doc = "Signs or refuses an exception that someone else asked for"] DecideStageWaiver = "decide_stage_waiver": Post "/stage-records/{id}/waivers/{waiver}/decision" May(P::ApproveStages), body stage_records::WaiverDecision => 200 stage_records::StageRecord, is Tagged;
        #[doc = "Submits a stage whose gate is open"] SubmitStage = "submit_stage": Post "/stage-records/{id}/submission" May(P::WorkOnStages), body stage_records::StageNote => 200 stage_records::StageRecord, is Conditional Tagged;
        #[doc = "Approves a stage that someone else submitted; after the last approval it is passed"] ApproveStage = "approve_stage": Post "/stage-records/{id}/approval" May(P::ApproveStages), body stage_records::StageNote => 200 stage_records::StageRecord, is Conditional Tagged;
        #[doc = "Returns a submitted stage with the reason"] ReturnStage = "return_stage": Post "/stage-records/{id}/return" May(P::ApproveStages), body draft::Reason => 200 stage_records::StageRecord, is Conditional Tagged;
        #[doc = "Opens a passed stage again; later ones are held up until they are passed anew"] ReopenStage = "reopen_stage": Post "/stage-records/{id}/reopening" May(P::ApproveStages), body draft::Reason => 200 stage_records::StageRecord, is Conditional Tagged;
        #[doc = "What changed on a stage, newest first"] ListStageRecordHistory = "list_stage_record_history": Get "/stage-records/{id}/history" May(P::ReadLoci) => 200 Page<history::Change>, is Paged;
    }
    "enrolments" {
        #[doc = "Lists who takes part in the loci of my places, newest first"]
        ListEnrolments = "list_enrolments": Get "/enrolments" May(P::ListBeneficiaries), query enrolments::Filter => 200 Page<enrolments::Enrolment>, is Paged;
        #[doc = "Puts validated women forward for a locus, with an answer for each"]
        CreateEnrolments = "create_enrolments": Post "/enrolments" May(P::EnrolBeneficiaries), body enrolments::EnrolmentDraft => 200 enrolments::Enrolments;
        #[doc = "Shows an enrolment"]
        GetEnrolment = "get_enrolment": Get "/enrolments/{id}" May(P::ListBeneficiaries) => 200 enrolments::Enrolment, is Tagged;
        #[doc = "She takes part from now on"]
        ActivateEnrolment = "activate_enrolment": Post "/enrolments/{id}/activation" May(P::EnrolBeneficiaries) => 200 enrolments::Enrolment, is Conditional Tagged;
        #[doc = "She took part to the end"]
        CompleteEnrolment = "complete_enrolment": Post "/enrolments/{id}/completion" May(P::EnrolBeneficiaries) => 200 enrolments::Enrolment, is Conditional Tagged;
        #[doc = "She does not take part, or no more"]
        WithdrawEnrolment = "withdraw_enrolment": Post "/enrolments/{id}/withdrawal" May(P::EnrolBeneficiaries), body draft::Reason => 200 enrolments::Enrolment, is Conditional Tagged;
    }
    "documents" {
        #[doc = "Keeps a scan or photo"]
        CreateDocument = "create_document": Post "/documents" May(P::AttachDocuments), query documents::Upload, body imports::FileBytes => 201 documents::Document, is Tagged Binary;
        #[doc = "Lists kept files, newest first"]
        ListDocuments = "list_documents": Get "/documents" May(P::ReadDocuments), query documents::Filter => 200 Page<documents::Document>, is Paged;
        #[doc = "Says what a kept file is"]
        GetDocument = "get_document": Get "/documents/{id}" May(P::ReadDocuments) => 200 documents::Document, is Tagged;
        #[doc = "Makes a link to a kept file; recorded"]
        LinkDocument = "link_document": Post "/documents/{id}/file-link" May(P::ReadDocuments) => 201 documents::Link, is Unrepeatable;
    }
    "tasks" {
        #[doc = "Lists what waits for me, newest first"]
        ListTasks = "list_tasks": Get "/tasks" SignedIn, query tasks::Filter => 200 Page<tasks::Task>, is Paged;
        #[doc = "Shows a task"]
        GetTask = "get_task": Get "/tasks/{id}" SignedIn => 200 tasks::Task, is Tagged;
        #[doc = "Closes a task and says how it was settled"]
        CompleteTask = "complete_task": Post "/tasks/{id}/completion" SignedIn, body tasks::Completion => 200 tasks::Task, is Conditional Tagged;
    }
    "work-lists" {
        #[doc = "Lists kept filters: one's own, and those shared where one works"]
        ListWorkLists = "list_work_lists": Get "/work-lists" SignedIn, query work_lists::Filter => 200 Page<work_lists::WorkList>, is Paged;
        #[doc = "Keeps the filters of a list under a name"]
        CreateWorkList = "create_work_list": Post "/work-lists" SignedIn, body work_lists::WorkListDraft => 201 work_lists::WorkList, is Tagged;
        #[doc = "Shows kept filters"]
        GetWorkList = "get_work_list": Get "/work-lists/{id}" SignedIn => 200 work_lists::WorkList, is Tagged;
        #[doc = "Changes kept filters, their name, or with whom they are shared; only one's own"]
        UpdateWorkList = "update_work_list": Put "/work-lists/{id}" SignedIn, body work_lists::WorkListDraft => 200 work_lists::WorkList, is Conditional Tagged;
        #[doc = "Forgets kept filters; only one's own"]
        DeleteWorkList = "delete_work_list": Delete "/work-lists/{id}" SignedIn => 204;
    }
    "validations" {
        #[doc = "Lists decisions, newest first"]
        ListValidations = "list_validations": Get "/validations" May(P::ListBeneficiaries), query validations::Filter => 200 Page<validations::Validation>, is Paged;
        #[doc = "Validates or refuses a selection of candidates, with an answer for each"]
        CreateValidations = "create_validations": Post "/validations" May(ValidateBeneficiaries), body validations::ValidationDraft => 200 validations::Decisions;
    }
    "imports" {
        #[doc = "Uploads a list and checks it row by row; nothing is kept yet"]
        CreateImport = "create_import": Post "/imports" May(ImportBeneficiaries), query imports::Upload, body imports::FileBytes => 201 imports::Import, is Tagged Binary;
        #[doc = "Lists uploaded lists: one's own; the privacy officer sees all of her place"]
        ListImports = "list_imports": Get "/imports" May(P::ReadImports) => 200 Page<imports::Import>, is Paged;
        #[doc = "Shows an uploaded list and its counts"]
        GetImport = "get_import": Get "/imports/{id}" May(P::ReadImports) => 200 imports::Import, is Tagged;
        #[doc = "Lists the rows of an uploaded list and what becomes of each"]
        ListImportRows = "list_import_rows": Get "/imports/{id}/rows" May(P::ReadImports), query imports::RowFilter => 200 Page<imports::ImportRow>, is Paged;
        #[doc = "Says which sheet is meant and what its columns hold, and checks the list anew"]
        MapImport = "map_import": Put "/imports/{id}/mapping" May(ImportBeneficiaries), body imports::Mapping => 200 imports::Import, is Conditional Tagged;
        #[doc = "Accepts conflicts as they are, before the list is kept"]
        AcceptImportRows = "accept_import_rows": Post "/imports/{id}/acceptances" May(ImportBeneficiaries), body imports::Acceptance => 200 imports::Import, is Conditional Tagged;
        #[doc = "Registers the rows of a checked list"]
        CommitImport = "commit_import": Post "/imports/{id}/commit" May(ImportBeneficiaries), body imports::Commit => 202 jobs::Job, is Conditional Deferred;
        #[doc = "Destroys a list that is not wanted any more, with its file and rows"]
        DiscardImport = "discard_import": Post "/imports/{id}/discarding" May(ImportBeneficiaries) => 200 imports::Import, is Conditional Tagged;
        #[doc = "Makes a link to the faulty rows as a file with a column of faults"]
        LinkImportFaults = "link_import_faults": Post "/imports/{id}/fault-file" May(ImportBeneficiaries) => 201 documents::Link, is Unrepeatable;
        #[doc = "Makes a link to the file as it was uploaded; recorded"]
        LinkImportFile = "link_import_file": Post "/imports/{id}/file-link" May(P::ReadImports) => 201 documents::Link, is Unrepeatable;
        #[doc = "Makes a link to the template for lists"]
        LinkImportTemplate = "link_import_template": Post "/imports/template" May(ImportBeneficiaries) => 201 documents::Link, is Unrepeatable;
        #[doc = "Lists the sources whose headings were matched by hand, those used last first"]
        ListImportSources = "list_import_sources": Get "/import-sources" May(ImportBeneficiaries) => 200 Page<imports::ImportSource>, is Paged;
        #[doc = "Shows a source"]
        GetImportSource = "get_import_source": Get "/import-sources/{id}" May(ImportBeneficiaries) => 200 imports::ImportSource, is Tagged;
        #[doc = "Forgets a source: its headings are no longer recognised"]
        ForgetImportSource = "forget_import_source": Delete "/import-sources/{id}" May(ImportBeneficiaries) => 204;
        #[doc = "Shows how far a job is"]
        GetJob = "get_job": Get "/jobs/{id}" SignedIn => 200 jobs::Job;
    }
    "exports" {
        #[doc = "Makes a link to a list as a file, with the rows its caller would page through; recorded"]
        CreateExport = "create_export": Post "/exports" May(P::ExportBeneficiaries), body exports::ExportDraft => 201 documents::Link, is Unrepeatable;
    }
    "audit-events" {
        #[doc = "Lists what was changed and looked at, newest first"]
        ListAuditEvents = "list_audit_events": Get "/audit-events" May(ReadAuditTrail), query audit_events::Filter => 200 Page<audit_events::AuditEvent>, is Paged;
        #[doc = "Shows one event of the audit trail"]
        GetAuditEvent = "get_audit_event": Get "/audit-events/{id}" May(ReadAuditTrail) => 200 audit_events::AuditEvent, is Tagged;
        #[doc = "Walks the whole chain of the trail and says whether it holds; recorded"]
        VerifyAuditTrail = "verify_audit_trail": Post "/audit-events/verification" May(P::VerifyAuditTrail), body audit_events::VerificationDraft => 200 audit_events::Verification, is Unrepeatable;
    }
}
