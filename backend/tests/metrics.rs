//! `/metrics`: what it tells, and whom.

use crate::support::{with_server, with_settings};
use contract::endpoint::Method;
use contract::endpoints::GetAgency;

const TOKEN: &str = "a token of some length";

#[test]
fn figures_name_operations_and_nothing_of_a_person() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        admin.get::<GetAgency>(&["01890000-0000-7000-8000-000000000001"]).await.expect(404);
        admin.raw(Method::Get, "/api/v1/beneficiaries?q=rahasia", None).await.expect(403);
        let shown = server.stranger().raw(Method::Get, "/metrics", None).await.expect(200);
        for line in [
            "p2wkss_requests_total{operation=\"get_agency\",status=\"4xx\"} 1",
            "p2wkss_requests_total{operation=\"list_beneficiaries\",status=\"4xx\"} 1",
            "p2wkss_request_seconds_bucket{le=\"0.005\",operation=\"sign_in\"}",
            "p2wkss_request_statements_sum",
            "p2wkss_statements_total",
            "p2wkss_database_up 1",
            "p2wkss_pool_connections{pool=\"write\"}",
            "p2wkss_jobs{state=\"queued\"} 0",
            "p2wkss_events_unsealed",
            "p2wkss_build_info{version=",
            "# EOF",
        ] {
            assert!(shown.text.contains(line), "{line} is not in\n{}", shown.text);
        }
        let memory = shown.text.lines().find_map(|line| line.strip_prefix("p2wkss_memory_bytes ")).unwrap();
        assert!(memory.parse::<u64>().unwrap() > 1_000_000);
        for secret in ["rahasia", "admin\"", "01890000", "327599", "/api/v1"] {
            assert!(!shown.text.contains(secret), "{secret}");
        }
    });
}

#[test]
fn nobody_behind_a_proxy_sees_them_without_the_token() {
    with_settings(&[("P2WKSS_METRICS_TOKEN", TOKEN)], async |server| {
        let outside = server.stranger().with("x-forwarded-for", "192.0.2.7");
        outside.raw(Method::Get, "/metrics", None).await.expect(404);
        outside
            .with("authorization", "Bearer a token of some lengtH")
            .raw(Method::Get, "/metrics", None)
            .await
            .expect(404);
        let told = outside.with("authorization", &format!("Bearer {TOKEN}"));
        told.raw(Method::Get, "/metrics", None).await.expect(200);
    });
    with_server(async |server| {
        let outside = server.stranger().with("forwarded", "for=192.0.2.7").with("authorization", "Bearer ");
        outside.raw(Method::Get, "/metrics", None).await.expect(404);
    });
}
