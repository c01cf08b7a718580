//! How many requests a caller may make in a minute.

use crate::support::{Server, with_server, with_settings};
use contract::endpoints::GetMe;
use p2wkss::kernel::limits::exchange;
use p2wkss::kernel::state::Kernel;

const LIMIT: &[(&str, &str)] = &[("P2WKSS_RATE_LIMIT", "20")];

fn remaining(header: Option<&str>) -> u64 {
    let header = header.expect("a RateLimit header");
    header.split(';').find_map(|part| part.strip_prefix("r=")).unwrap().parse().unwrap()
}

#[test]
fn beyond_the_limit_a_caller_waits_and_others_do_not() {
    with_settings(LIMIT, async |server| {
        // From the first second of a minute, so that the test stays inside it.
        let second = server.kernel.clock.now().seconds().rem_euclid(60);
        server.kernel.clock.advance(60 - second);
        let kader = server.as_user("kader").await;
        for made in 1..=20 {
            let answer = kader.get::<GetMe>(&[]).await.expect(200);
            assert_eq!(answer.header("ratelimit-policy"), Some("\"requests\";q=20;w=60"));
            assert_eq!(remaining(answer.header("ratelimit")), 20 - made);
        }
        let refused = kader.get::<GetMe>(&[]).await.expect(429);
        assert_eq!(refused.code(), "too_many_requests");
        let wait: u64 = refused.header("retry-after").unwrap().parse().unwrap();
        assert!((1..=60).contains(&wait));
        assert_eq!(remaining(refused.header("ratelimit")), 0);
        server.as_user("lurah").await.get::<GetMe>(&[]).await.expect(200);
        server.kernel.clock.advance(60);
        let kader = server.as_user("kader").await;
        kader.get::<GetMe>(&[]).await.expect(200);
    });
}

#[test]
fn a_second_replica_counts_with_the_first() {
    with_settings(LIMIT, async |server| {
        if server.on_sqlite() {
            // There is no second replica on SQLite, and nothing is exchanged.
            exchange(&server.kernel).await.unwrap();
            assert_eq!(server.number("select count(*) from request_counts").await, 0);
            return;
        }
        let second = server.kernel.clock.now().seconds().rem_euclid(60);
        server.kernel.clock.advance(60 - second);
        let config = server.kernel.config.clone();
        let db = p2wkss::kernel::database::Db::connect(&config.database_url).await.unwrap();
        let secret = p2wkss::kernel::crypto::Secret::from_hex(&crate::support::SECRET.repeat(4)).unwrap();
        let kernel = Kernel::new(config, db, &secret).unwrap();
        let now = server.kernel.clock.now().seconds();
        kernel.clock.advance(now - kernel.clock.now().seconds());
        let replica = Server::serve(kernel, std::env::temp_dir().join("p2wkss-replica"));
        let kader = server.as_user("kader").await;
        for _ in 0..15 {
            kader.get::<GetMe>(&[]).await.expect(200);
        }
        exchange(&server.kernel).await.unwrap();
        let there = replica.bearer(kader.token.as_deref().unwrap());
        there.get::<GetMe>(&[]).await.expect(200);
        exchange(&replica.kernel).await.unwrap();
        let heard = there.get::<GetMe>(&[]).await.expect(200);
        assert_eq!(remaining(heard.header("ratelimit")), 3);
        replica.stop().await;
    });
}

#[test]
fn without_a_limit_no_header_is_sent() {
    with_server(async |server| {
        let answer = server.as_user("kader").await.get::<GetMe>(&[]).await.expect(200);
        assert_eq!(answer.header("ratelimit"), None);
    });
}
