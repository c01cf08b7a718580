//! Signing in, one's own account, accounts and what they may do.

use crate::endpoint::Access::{May, Public, SignedIn};
use crate::page::Page;
use crate::policy::Permission as P;
use crate::{auth, awaiting, draft, history, me, notifications, role_assignments, users};

endpoints! {
    ACCOUNTS;
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
        #[doc = "What awaits me, with why and since when"]
        GetMyAwaiting = "get_my_awaiting": Get "/me/awaiting" SignedIn => 200 awaiting::MyAwaiting;
        #[doc = "My signed-in devices"]
        ListMySessions = "list_my_sessions": Get "/me/sessions" SignedIn => 200 Page<me::Session>, is Paged;
        #[doc = "Ends one of my sessions"]
        EndMySession = "end_my_session": Delete "/me/sessions/{id}" SignedIn => 204;
        #[doc = "Changes my password and ends my other sessions"]
        ChangeMyPassword = "change_my_password": Put "/me/password" SignedIn, body me::PasswordChange => 204;
    }
    "notifications" {
        #[doc = "Lists what others did with what is mine, newest first"]
        ListNotifications = "list_notifications": Get "/notifications" SignedIn, query notifications::Filter => 200 Page<notifications::Notification>, is Paged;
        #[doc = "How many of my notifications are unread"]
        GetUnreadNotifications = "get_unread_notifications": Get "/notifications/unread" SignedIn => 200 notifications::NotificationsUnread;
        #[doc = "Marks notifications as read"]
        ReadNotifications = "read_notifications": Post "/notifications/reading" SignedIn, body notifications::NotificationsRead => 200 notifications::NotificationsUnread, is Unrepeatable;
    }
    "users" {
        #[doc = "Lists accounts"]
        ListUsers = "list_users": Get "/users" May(P::ManageUsers), query users::Filter => 200 Page<users::User>, is Paged;
        #[doc = "Creates an account; it can be used once an access code was issued"]
        CreateUser = "create_user": Post "/users" May(P::ManageUsers), body users::UserDraft => 201 users::User, is Tagged;
        #[doc = "Shows an account"]
        GetUser = "get_user": Get "/users/{id}" May(P::ManageUsers) => 200 users::User, is Tagged;
        #[doc = "Changes an account"]
        UpdateUser = "update_user": Put "/users/{id}" May(P::ManageUsers), body users::UserDraft => 200 users::User, is Conditional Tagged;
        #[doc = "Disables an account at once and ends its sessions"]
        DisableUser = "disable_user": Post "/users/{id}/disabling" May(P::ManageUsers), body draft::Reason => 200 users::User, is Conditional Tagged;
        #[doc = "Enables a disabled account"]
        EnableUser = "enable_user": Post "/users/{id}/enabling" May(P::ManageUsers), body draft::Reason => 200 users::User, is Conditional Tagged;
        #[doc = "Issues a one-time access code, valid 24 hours, in place of any earlier one"]
        IssueAccessCode = "issue_access_code": Post "/users/{id}/access-codes" May(P::ManageUsers) => 201 users::AccessCode, is Unrepeatable;
        #[doc = "What changed on an account, newest first"]
        ListUserHistory = "list_user_history": Get "/users/{id}/history" May(P::ManageUsers) => 200 Page<history::Change>, is Paged;
    }
    "role-assignments" {
        #[doc = "Lists who holds which role where"]
        ListRoleAssignments = "list_role_assignments": Get "/role-assignments" May(P::ManageUsers), query role_assignments::Filter => 200 Page<role_assignments::RoleAssignment>, is Paged;
        #[doc = "Gives a user a role in a place for a period"]
        CreateRoleAssignment = "create_role_assignment": Post "/role-assignments" May(P::ManageUsers), body role_assignments::RoleAssignmentDraft => 201 role_assignments::RoleAssignment, is Tagged;
        #[doc = "Shows one assignment"]
        GetRoleAssignment = "get_role_assignment": Get "/role-assignments/{id}" May(P::ManageUsers) => 200 role_assignments::RoleAssignment, is Tagged;
        #[doc = "Ends an assignment at once"]
        EndRoleAssignment = "end_role_assignment": Post "/role-assignments/{id}/ending" May(P::ManageUsers), body draft::Reason => 200 role_assignments::RoleAssignment, is Conditional Tagged;
    }
}
