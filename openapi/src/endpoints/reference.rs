//! What records refer to.

use crate::endpoint::Access::{May, SignedIn};
use crate::page::Page;
use crate::policy::Permission as P;
use crate::{agencies, code_lists, draft, history, regions};

endpoints! {
    REFERENCE;
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
        CreateAgency = "create_agency": Post "/agencies" May(P::EditReferenceData), body agencies::AgencyDraft => 201 agencies::Agency, is Tagged;
        #[doc = "Shows an agency"]
        GetAgency = "get_agency": Get "/agencies/{id}" SignedIn => 200 agencies::Agency, is Tagged;
        #[doc = "Changes an agency"]
        UpdateAgency = "update_agency": Put "/agencies/{id}" May(P::EditReferenceData), body agencies::AgencyDraft => 200 agencies::Agency, is Conditional Tagged;
        #[doc = "Archives an agency; earlier records keep it"]
        ArchiveAgency = "archive_agency": Post "/agencies/{id}/archive" May(P::EditReferenceData), body draft::Reason => 200 agencies::Agency, is Conditional Tagged;
        #[doc = "Takes an agency out of the archive"]
        RestoreAgency = "restore_agency": Post "/agencies/{id}/restoration" May(P::EditReferenceData), body draft::Reason => 200 agencies::Agency, is Conditional Tagged;
        #[doc = "What changed on an agency, newest first"]
        ListAgencyHistory = "list_agency_history": Get "/agencies/{id}/history" SignedIn => 200 Page<history::Change>, is Paged;
    }
    "code-lists" {
        #[doc = "Lists the codes of all code lists, or of one"]
        ListCodes = "list_codes": Get "/code-lists" SignedIn, query code_lists::Filter => 200 Page<code_lists::Code>, is Paged;
        #[doc = "Adds a code to a list"]
        CreateCode = "create_code": Post "/code-lists" May(P::EditReferenceData), body code_lists::CodeDraft => 201 code_lists::Code, is Tagged;
        #[doc = "Shows a code"]
        GetCode = "get_code": Get "/code-lists/{id}" SignedIn => 200 code_lists::Code, is Tagged;
        #[doc = "Changes the words or the order of a code, or retires it"]
        UpdateCode = "update_code": Put "/code-lists/{id}" May(P::EditReferenceData), body code_lists::CodeDraft => 200 code_lists::Code, is Conditional Tagged;
        #[doc = "What changed on a code, newest first"]
        ListCodeHistory = "list_code_history": Get "/code-lists/{id}/history" SignedIn => 200 Page<history::Change>, is Paged;
    }
}
