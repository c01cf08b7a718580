//! Who may call what, observed on real HTTP and compared with the policy.
//!
//! Each operation is called as each role with an empty body: 403 is no,
//! anything else below 500 is yes. `UPDATE=1` rewrites `permissions.txt`,
//! whose difference is the review of a change of rights.

use crate::support::with_server;
use contract::endpoint::Access;
use contract::endpoints::ALL;
use contract::policy::Role;

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../openapi/permissions.txt");

#[test]
fn every_operation_as_every_role() {
    with_server(async |server| {
        let mut callers = Vec::new();
        for role in Role::ALL {
            callers.push((*role, server.as_user(role.as_str()).await));
        }
        let names: Vec<String> = Role::ALL.iter().map(|role| format!("{role:>17}")).collect();
        let mut table = format!("{:<28}{:>10}{}\n", "operation", "stranger", names.concat());
        for operation in ALL {
            let path = operation
                .path
                .replace("{id}", "019ab2c4-0000-7000-8000-000000000000")
                .replace("{code}", "99")
                .replace("{member_id}", "019ab2c4-0000-7000-8000-000000000000");
            let empty = || operation.has_body.then(|| "{}".to_owned());
            let asked = server.stranger().raw(operation.method, &path, empty()).await;
            let refused = asked.status.as_u16() == 401;
            assert!(asked.status.as_u16() < 500, "{} {asked:?}", operation.id);
            let public = matches!(operation.access, Access::Public);
            // A public operation may refuse what it was sent, but never for want of a token.
            assert!(public || refused, "{} {asked:?}", operation.id);
            let mut row = format!("{:<28}{:>10}", operation.id, if public { "yes" } else { "no" });
            for (role, caller) in &callers {
                // Signing out would end the caller's session; it takes the refresh token, which is not sent.
                let asked = caller.raw(operation.method, &path, empty()).await;
                let status = asked.status.as_u16();
                assert!(status < 500, "{} as {role}: {asked:?}", operation.id);
                let yes = status != 403;
                let expected = match operation.access {
                    Access::Public | Access::SignedIn => true,
                    Access::May(permission) => role.may(permission),
                };
                assert_eq!(yes, expected, "{} as {role}: {asked:?}", operation.id);
                row = format!("{row}{:>17}", if yes { "yes" } else { "no" });
            }
            table.push_str(&row);
            table.push('\n');
        }
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(GOLDEN, &table).unwrap();
        }
        let kept = std::fs::read_to_string(GOLDEN).unwrap_or_default();
        assert!(kept == table, "permissions.txt is stale: run with UPDATE=1 and review the difference");
    });
}
