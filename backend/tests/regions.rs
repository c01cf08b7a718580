//! Regions: the whole of the shipped city, found by code, level and name.

use crate::support::{Caller, column, with_server};
use contract::endpoint::{Endpoint, Method};
use contract::endpoints::{GetRegion, ListRegions};
use p2wkss::regions::csv::import;

async fn list(caller: &Caller, query: &str) -> serde_json::Value {
    caller.query::<ListRegions>(&[], query).await.expect(200).json()
}

#[test]
fn the_city_is_there_with_both_codes_and_spellings() {
    with_server(async |server| {
        let caller = server.as_user("observer").await;
        assert_eq!(list(&caller, "include=total&limit=1").await["total"], 1 + 1 + 12 + 56);
        let village = caller.get::<GetRegion>(&["32.75.03.1006"]).await.expect(200);
        let (tag, village) = (village.etag(), village.json());
        assert_eq!(village["name"], "Harapan Jaya");
        assert_eq!((&village["level"], &village["parent_code"]), (&"village".into(), &"32.75.03".into()));
        assert!(village["bps_code"].as_str().is_some_and(|code| code.len() == 10), "{village}");
        caller.with("if-none-match", &tag).get::<GetRegion>(&["32.75.03.1006"]).await.expect(304);
        let spelling = list(&caller, "q=harapanjaya").await;
        assert_eq!(column(&spelling, "code"), ["32.75.03.1006"], "the decree's spelling finds it too");
    });
}

#[test]
fn the_list_is_filtered_by_place_level_and_name() {
    with_server(async |server| {
        let caller = server.as_user("kader").await;
        for (query, total) in [
            ("level=province", 1),
            ("level=city", 1),
            ("level=district", 12),
            ("level=village", 56),
            ("within=32.75.03.1004", 1),
            ("within=32.75.99", 0),
            ("within=31", 0),
            ("within=32.75&level=district", 12),
        ] {
            assert_eq!(list(&caller, &format!("{query}&include=total")).await["total"], total, "{query}");
        }
        let within = column(&list(&caller, "within=32.75.03&limit=100").await, "code");
        assert!(within.len() > 1 && within.iter().all(|code| code.starts_with("32.75.03")), "{within:?}");
        assert_eq!(within[0], "32.75.03", "the region itself is part of it");
        let pucung = column(&list(&caller, "q=teluk+PUCUNG").await, "code");
        assert_eq!(pucung, ["32.75.03.1004"]);
        assert_eq!(column(&list(&caller, "q=%25%25%25").await, "code").len(), 0);
    });
}

#[test]
fn the_list_is_ordered_by_code_or_name() {
    with_server(async |server| {
        let caller = server.as_user("kader").await;
        let codes = column(&list(&caller, "limit=500").await, "code");
        assert!(codes.is_sorted(), "{codes:?}");
        let names = column(&list(&caller, "limit=500&sort=name").await, "name");
        let folded: Vec<String> = names.iter().map(|name| p2wkss::kernel::fold::fold(name)).collect();
        assert!(folded.is_sorted(), "{folded:?}");
        let mut backwards = column(&list(&caller, "limit=500&sort=-code").await, "code");
        backwards.reverse();
        assert_eq!(codes, backwards);
        let mut walked = Vec::new();
        let mut next = String::new();
        loop {
            let page = list(&caller, &format!("limit=9&sort=-name{next}")).await;
            walked.extend(column(&page, "code"));
            let Some(cursor) = page["next_cursor"].as_str() else { break };
            next = format!("&cursor={cursor}");
        }
        walked.sort();
        assert_eq!(walked, codes);
    });
}

#[test]
fn what_is_no_region_is_not_found() {
    with_server(async |server| {
        let caller = server.as_user("kader").await;
        let absent = caller.get::<GetRegion>(&["32.75.03.9999"]).await.expect(404);
        for code in ["99", "3275", "x", "32.75.", "%27--"] {
            let answer = caller.get::<GetRegion>(&[code]).await.expect(404);
            assert_eq!(answer.anonymous(), absent.anonymous(), "{code}");
        }
        for query in ["level=rw", "within=3275", "sort=bps_code", "level=city&level=village"] {
            assert_eq!(
                caller.query::<ListRegions>(&[], query).await.expect(400).code(),
                "malformed_request",
                "{query}"
            );
        }
        assert_eq!(caller.query::<ListRegions>(&[], "parent=32").await.expect(400).code(), "unknown_parameter");
        assert_eq!(
            caller.query::<ListRegions>(&[], "q=3275035211870001").await.expect(400).code(),
            "identifier_in_query"
        );
        let posted = caller.raw(Method::Post, ListRegions::PATH, Some("{}".to_owned())).await.expect(405);
        assert_eq!(posted.header("allow"), Some("GET"));
    });
}

#[test]
fn another_city_comes_in_beside_the_first_and_twice_is_once() {
    with_server(async |server| {
        let text = "\u{feff}kode,tingkat,nama_kemendagri,nama_umum\n31.71,kota,Kota Adm. Jakarta Pusat,Jakarta Pusat\n\
                    31.71.01,kecamatan,Gambir,Gambir\n31.71.01.1001,kelurahan,Gambir,Gambir\n";
        for _ in 0..2 {
            assert_eq!(import(&server.kernel, text).await, Ok(4), "with the province");
        }
        let caller = server.as_user("kader").await;
        assert_eq!(list(&caller, "within=31&include=total").await["total"], 4);
        assert_eq!(list(&caller, "within=32&include=total").await["total"], 70);
        let renamed = text.replace("Gambir\n31", "Gambir Baru\n31");
        import(&server.kernel, &renamed).await.unwrap();
        assert_eq!(column(&list(&caller, "q=gambir+baru").await, "code"), ["31.71.01"]);
        let refused = import(&server.kernel, "kode,nama_kemendagri,nama_umum\n31.72,,\n317,x,y\n").await.unwrap_err();
        assert!(refused.contains("line 2") && refused.contains("line 3"), "{refused}");
    });
}
