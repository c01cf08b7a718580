//! Every operation of the API, one entry each.
//!
//! `Name = "id": Method "path" access, query …, body … => status Reply, is …;`

use crate::endpoint::Access::{May, Public, SignedIn};
use crate::page::Page;
use crate::policy::Permission::{EditReferenceData, ManageUsers, ReadAuditTrail};
use crate::{agencies, audit_events, auth, code_lists, draft, history, me, regions, role_assignments, users};

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
    "audit-events" {
        #[doc = "Lists what was changed and looked at, newest first"]
        ListAuditEvents = "list_audit_events": Get "/audit-events" May(ReadAuditTrail), query audit_events::Filter => 200 Page<audit_events::AuditEvent>, is Paged;
        #[doc = "Shows one event of the audit trail"]
        GetAuditEvent = "get_audit_event": Get "/audit-events/{id}" May(ReadAuditTrail) => 200 audit_events::AuditEvent, is Tagged;
    }
}
