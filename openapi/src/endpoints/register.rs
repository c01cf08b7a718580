//! Women, their families, and what becomes of their records.

use crate::endpoint::Access::May;
use crate::page::Page;
use crate::policy::Permission as P;
use crate::{beneficiaries, consents, draft, duplicates, erasures, history, households, merges, relocations};

endpoints! {
    REGISTER;
    "households" {
        #[doc = "Lists households, last changed first"]
        ListHouseholds = "list_households": Get "/households" May(P::ListBeneficiaries), query households::Filter => 200 Page<households::Household>, is Paged;
        #[doc = "Registers a household"]
        CreateHousehold = "create_household": Post "/households" May(P::RegisterBeneficiaries), body households::HouseholdDraft => 201 households::Household, is Tagged;
        #[doc = "Shows a household"]
        GetHousehold = "get_household": Get "/households/{id}" May(P::ListBeneficiaries) => 200 households::Household, is Tagged;
        #[doc = "Changes a household; its women move with it"]
        UpdateHousehold = "update_household": Put "/households/{id}" May(P::EditBeneficiaries), body households::HouseholdDraft => 200 households::Household, is Conditional Tagged;
        #[doc = "Lists the members of a household"]
        ListHouseholdMembers = "list_household_members": Get "/households/{id}/members" May(P::ListBeneficiaries) => 200 Page<households::HouseholdMember>, is Paged;
        #[doc = "Adds a member to a household"]
        CreateHouseholdMember = "create_household_member": Post "/households/{id}/members" May(P::EditBeneficiaries), body households::HouseholdMemberDraft => 201 households::HouseholdMember, is Tagged;
        #[doc = "Shows a member of a household"]
        GetHouseholdMember = "get_household_member": Get "/households/{id}/members/{member_id}" May(P::ListBeneficiaries) => 200 households::HouseholdMember, is Tagged;
        #[doc = "Changes a member of a household"]
        UpdateHouseholdMember = "update_household_member": Put "/households/{id}/members/{member_id}" May(P::EditBeneficiaries), body households::HouseholdMemberDraft => 200 households::HouseholdMember, is Conditional Tagged;
        #[doc = "Removes a member who left or was entered by mistake"]
        RemoveHouseholdMember = "remove_household_member": Post "/households/{id}/members/{member_id}/removal" May(P::EditBeneficiaries), body draft::Reason => 204, is Conditional;
    }
    "beneficiaries" {
        #[doc = "Lists the women of the register"]
        ListBeneficiaries = "list_beneficiaries": Get "/beneficiaries" May(P::ListBeneficiaries), query beneficiaries::Filter => 200 Page<beneficiaries::Beneficiary>, is Paged;
        #[doc = "Registers a candidate"]
        CreateBeneficiary = "create_beneficiary": Post "/beneficiaries" May(P::RegisterBeneficiaries), body beneficiaries::BeneficiaryDraft => 201 beneficiaries::Beneficiary, is Tagged;
        #[doc = "Shows a woman of the register"]
        GetBeneficiary = "get_beneficiary": Get "/beneficiaries/{id}" May(P::ListBeneficiaries) => 200 beneficiaries::Beneficiary, is Tagged;
        #[doc = "Changes a woman's record"]
        UpdateBeneficiary = "update_beneficiary": Put "/beneficiaries/{id}" May(P::EditBeneficiaries), body beneficiaries::BeneficiaryDraft => 200 beneficiaries::Beneficiary, is Conditional Tagged;
        #[doc = "Archives a record; it can be restored"]
        ArchiveBeneficiary = "archive_beneficiary": Post "/beneficiaries/{id}/archive" May(P::EditBeneficiaries), body draft::Reason => 200 beneficiaries::Beneficiary, is Conditional Tagged;
        #[doc = "Takes a record out of the archive"]
        RestoreBeneficiary = "restore_beneficiary": Post "/beneficiaries/{id}/restoration" May(P::EditBeneficiaries), body draft::Reason => 200 beneficiaries::Beneficiary, is Conditional Tagged;
        #[doc = "Destroys the data of a refused or archived woman; nothing brings them back"]
        EraseBeneficiary = "erase_beneficiary": Post "/beneficiaries/{id}/erasure" May(P::EraseBeneficiaries), body erasures::ErasureDraft => 204, is Conditional;
        #[doc = "Shows NIK and family-card number in clear; the reason is recorded"]
        RevealBeneficiary = "reveal_identity": Post "/beneficiaries/{id}/identity-reveals" May(P::RevealIdentity), body draft::Reason => 200 beneficiaries::Identity, is Unrepeatable;
        #[doc = "What changed on her record, newest first"]
        ListBeneficiaryHistory = "list_beneficiary_history": Get "/beneficiaries/{id}/history" May(P::ListBeneficiaries) => 200 Page<history::Change>, is Paged;
        #[doc = "Finds women by exact NIK or family-card number; recorded"]
        LookUpBeneficiary = "look_up_beneficiary": Post "/beneficiary-lookups" May(P::SeeIdentity), body beneficiaries::Lookup => 200 beneficiaries::LookupResult, is Unrepeatable;
        #[doc = "Takes a validation back"]
        WithdrawBeneficiary = "withdraw_beneficiary": Post "/beneficiaries/{id}/withdrawal" May(P::ValidateBeneficiaries), body draft::Reason => 200 beneficiaries::Beneficiary, is Conditional Tagged;
        #[doc = "Puts a refused or withdrawn woman forward again"]
        PutForwardBeneficiary = "put_forward_beneficiary": Post "/beneficiaries/{id}/submission" May(P::EditBeneficiaries), body draft::Reason => 200 beneficiaries::Beneficiary, is Conditional Tagged;
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
        RelocateBeneficiary = "relocate_beneficiary": Post "/beneficiaries/{id}/relocation" May(P::EditBeneficiaries), body relocations::RelocationDraft => 201 relocations::Relocation, is Conditional Tagged;
        #[doc = "Lists moves from and to my places, newest first"]
        ListRelocations = "list_relocations": Get "/relocations" May(P::EditBeneficiaries), query relocations::Filter => 200 Page<relocations::Relocation>, is Paged;
        #[doc = "Shows a move"]
        GetRelocation = "get_relocation": Get "/relocations/{id}" May(P::EditBeneficiaries) => 200 relocations::Relocation, is Tagged;
        #[doc = "Accepts a move; it is made at once"]
        AcceptRelocation = "accept_relocation": Post "/relocations/{id}/acceptance" May(P::AcceptRelocations) => 200 relocations::Relocation, is Conditional Tagged;
        #[doc = "Refuses a move"]
        RefuseRelocation = "refuse_relocation": Post "/relocations/{id}/refusal" May(P::AcceptRelocations), body draft::Reason => 200 relocations::Relocation, is Conditional Tagged;
        #[doc = "Takes a request to move her back"]
        WithdrawRelocation = "withdraw_relocation": Post "/relocations/{id}/withdrawal" May(P::EditBeneficiaries), body draft::Reason => 200 relocations::Relocation, is Conditional Tagged;
    }
    "consents" {
        #[doc = "Lists what she allowed or refused, newest first"]
        ListConsents = "list_consents": Get "/beneficiaries/{id}/consents" May(P::SeeConsents) => 200 Page<consents::Consent>, is Paged;
        #[doc = "Adds an answer of hers"]
        CreateConsent = "create_consent": Post "/beneficiaries/{id}/consents" May(P::EditBeneficiaries), body consents::ConsentDraft => 201 consents::Consent;
    }
}
