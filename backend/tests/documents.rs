//! Scans: kept sealed, fetched by a link, named by a decision.

use crate::beneficiaries::{draft, siti};
use crate::loci::made;
use crate::meetings;
use crate::support::{Answered, Caller, Server, body, column, with_server};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use contract::endpoint::Method;
use contract::endpoints::{
    CreateBeneficiary, CreateMeeting, CreateValidations, GetDocument, GetThumbnail, LinkDocument, LinkMeetingFile,
    ListDocuments, ListValidations,
};
use contract::validations::ValidationDraft;
use p2wkss::demo::paper;
use serde_json::{Value, json};
use std::io::Write;

const UNKNOWN: &str = "019ab2c4-0000-7000-8000-000000000000";

pub fn pdf() -> Vec<u8> {
    paper("Daftar calon, ditandatangani")
}

pub async fn keep(caller: &Caller, query: &str, bytes: &[u8]) -> Answered {
    caller.bytes(Method::Post, &format!("/api/v1/documents?{query}"), "application/pdf", bytes.to_vec()).await
}

pub async fn kept(caller: &Caller) -> String {
    let query = "kind=signed_list&region=32.75.03.1004&file_name=daftar%20rw11.pdf";
    keep(caller, query, &pdf()).await.expect(201).json()["id"].as_str().unwrap().to_owned()
}

pub async fn fetch(server: &Server, link: &Answered) -> reqwest::Response {
    let url = link.json()["url"].as_str().unwrap().to_owned();
    server.http.get(format!("{}{url}", server.base)).send().await.unwrap()
}

fn decision(woman: &str, document: &str) -> ValidationDraft {
    body(json!({ "ids": [woman], "programme_year": 2027, "outcome": "validated", "document_number": "400/17",
        "document_id": document, "reason": "Dikenal warga RW" }))
}

async fn woman(server: &Server) -> String {
    let officer = server.as_user("kelurahan_officer").await;
    let made = officer.send::<CreateBeneficiary>(&[], &draft(siti())).await.expect(201).json();
    made["id"].as_str().unwrap().to_owned()
}

#[test]
fn what_names_women_is_read_by_who_sees_names_and_all_of_it_in_its_place() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let list = kept(&officer).await;
        let query = "kind=work_plan&region=32.75.03.1004&file_name=rencana.pdf";
        let plan = keep(&officer, query, &pdf()).await.expect(201).json()["id"].as_str().unwrap().to_owned();
        for (name, list_seen, plan_seen) in [
            ("coordinator", true, true),
            ("district_officer", true, true),
            ("lurah", true, true),
            ("planner", false, true),
            ("observer", false, true),
            ("kelurahan_officer_2", false, false),
            ("lurah_2", false, false),
        ] {
            let caller = server.as_user(name).await;
            let listed = column(&caller.query::<ListDocuments>(&[], "limit=50").await.expect(200).json(), "id");
            for (id, seen) in [(&list, list_seen), (&plan, plan_seen)] {
                let status = if seen { 200 } else { 404 };
                caller.get::<GetDocument>(&[id]).await.expect(status);
                assert_eq!(listed.contains(id), seen, "{name}");
                let link = caller.raw(Method::Post, &format!("/api/v1/documents/{id}/file-link"), None).await;
                assert_eq!(link.status == 201, seen, "{name}: {link:?}");
            }
        }
    });
}

#[test]
fn a_scan_comes_back_byte_for_byte_and_lies_sealed() {
    with_server(async |server| {
        let lurah = server.as_user("lurah").await;
        let id = kept(&lurah).await;
        let document = lurah.get::<GetDocument>(&[&id]).await.expect(200).json();
        assert_eq!((&document["media_type"], &document["size"]), (&json!("application/pdf"), &json!(pdf().len())));
        assert_eq!(document["created_by_name"], "Tri Handayani");
        let link = lurah.get::<LinkDocument>(&[&id]).await.expect(201);
        let file = fetch(server, &link).await;
        assert_eq!(file.headers()["content-disposition"], "attachment; filename=\"daftar rw11.pdf\"");
        assert_eq!(file.headers()["x-content-type-options"], "nosniff");
        assert_eq!(file.bytes().await.unwrap(), &pdf());
        assert_eq!(fetch(server, &link).await.status(), 404, "a link works once");
        let find = if server.on_sqlite() {
            "select count(*) from document_files where instr(sealed, cast('Daftar' as blob)) > 0"
        } else {
            "select count(*) from document_files where position('Daftar'::bytea in sealed) > 0"
        };
        assert_eq!(server.number(find).await, 0);
    });
}

#[test]
fn only_what_is_a_scan_is_taken_and_only_for_ones_own_kelurahan() {
    with_server(async |server| {
        let lurah = server.as_user("lurah").await;
        let own = "kind=signed_list&region=32.75.03.1004";
        assert_eq!(keep(&lurah, own, b"<html>").await.expect(415).code(), "unsupported_media_type");
        assert_eq!(keep(&lurah, "region=32.75.03.1004", &pdf()).await.expect(422).faults(), ["/kind required"]);
        assert_eq!(keep(&lurah, "kind=signed_list", &pdf()).await.expect(422).faults(), ["/region required"]);
        for place in ["32.75.03.1006", "32.75.03", "32.75", "32.75.03.9999"] {
            let refused = keep(&lurah, &format!("kind=signed_list&region={place}"), &pdf()).await.expect(422);
            assert_eq!(refused.faults(), ["/region unknown_reference"], "{place}");
        }
        let large = [&pdf()[..], &vec![b'x'; 10 * 1024 * 1024]].concat();
        assert_eq!(keep(&lurah, own, &large).await.expect(413).code(), "payload_too_large");
        keep(&server.as_user("kader").await, own, &pdf()).await.expect(403);
    });
}

pub fn picture(width: u32, height: u32) -> Vec<u8> {
    let mut out = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(width, height).write_to(&mut out, image::ImageFormat::Png).unwrap();
    out.into_inner()
}

/// Under the rights to the document itself, and only where there is one.
#[test]
fn a_picture_is_shown_small_to_who_may_open_it() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let place = "region=32.75.03.1004&file_name=foto.png";
        let upload = async |kind: &str, bytes: &[u8]| {
            keep(&officer, &format!("kind={kind}&{place}"), bytes).await.expect(201).json()
        };
        let (photo, plan) = (upload("photo", &picture(640, 480)).await, upload("work_plan", &pdf()).await);
        assert_eq!((&photo["has_thumbnail"], &plan["has_thumbnail"]), (&json!(true), &json!(false)));
        let id = photo["id"].as_str().unwrap();
        let shown = officer.get::<GetThumbnail>(&[id]).await.expect(200).json();
        assert_eq!(shown["media_type"], "image/jpeg");
        let small = STANDARD.decode(shown["data"].as_str().unwrap()).unwrap();
        let small = image::load_from_memory_with_format(&small, image::ImageFormat::Jpeg).unwrap();
        assert_eq!((small.width(), small.height()), (320, 240));
        officer.get::<GetThumbnail>(&[plan["id"].as_str().unwrap()]).await.expect(404);
        for (name, status) in [("lurah", 200), ("planner", 404), ("observer", 404), ("kelurahan_officer_2", 404)] {
            server.as_user(name).await.get::<GetThumbnail>(&[id]).await.expect(status);
        }
        server.as_user("kader").await.get::<GetThumbnail>(&[id]).await.expect(403);
        let sealed = if server.on_sqlite() {
            "instr(sealed, x'ffd8ff') > 0"
        } else {
            "position('\\xffd8ff'::bytea in sealed) > 0"
        };
        assert_eq!(server.number(&format!("select count(*) from document_thumbnails where {sealed}")).await, 0);
    });
}

#[test]
fn an_office_file_comes_back_as_what_it_is_and_not_as_its_name_says() {
    with_server(async |server| {
        let lurah = server.as_user("lurah").await;
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        writer.start_file("mimetype", zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(b"application/vnd.oasis.opendocument.text").unwrap();
        writer.start_file("META-INF/manifest.xml", zip::write::SimpleFileOptions::default()).unwrap();
        let paper = writer.finish().unwrap().into_inner();
        let own = "kind=work_plan&region=32.75.03.1004&file_name=rencana.pdf";
        let made = keep(&lurah, own, &paper).await.expect(201).json();
        assert_eq!(made["media_type"], "application/vnd.oasis.opendocument.text");
        let link = lurah.get::<LinkDocument>(&[made["id"].as_str().unwrap()]).await.expect(201);
        let file = fetch(server, &link).await;
        assert_eq!(file.headers()["content-type"], "application/vnd.oasis.opendocument.text");
        assert_eq!(file.bytes().await.unwrap(), &paper);
        let old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
        assert_eq!(keep(&lurah, own, old).await.expect(422).faults(), ["/file file_old_office"]);
    });
}

/// Nothing is kept of a file that is refused.
#[test]
fn what_is_no_whole_file_is_refused_and_leaves_nothing_behind() {
    with_server(async |server| {
        let lurah = server.as_user("lurah").await;
        let own = "kind=signed_list&region=32.75.03.1004";
        let kept = async || {
            let files = server.number("select count(*) from document_files").await;
            files + server.number("select count(*) from documents").await
        };
        let before = kept().await;
        let half = &pdf()[..200];
        assert_eq!(keep(&lurah, own, b"").await.expect(422).faults(), ["/file file_empty"]);
        assert_eq!(keep(&lurah, own, half).await.expect(422).faults(), ["/file file_broken"]);
        assert_eq!(keep(&lurah, own, b"\xff\xd8\xff\xe0\0\x10JFIF").await.expect(422).faults(), ["/file file_broken"]);
        // A program under the name of a paper.
        let named = format!("{own}&file_name=daftar.pdf");
        assert_eq!(keep(&lurah, &named, b"MZ\x90\0").await.expect(415).code(), "unsupported_media_type");
        let huge = [&pdf()[..], &vec![b'x'; 100 * 1024 * 1024]].concat();
        assert_eq!(keep(&lurah, own, &huge).await.expect(413).code(), "payload_too_large");
        assert_eq!(kept().await, before);
        // A path and a broken line are no part of a name.
        let hostile = "..%2F..%2Fetc%2Fpasswd%0D%0AContent-Type:%20text%2Fhtml%0D%0A.pdf";
        let id = keep(&lurah, &format!("{own}&file_name={hostile}"), &pdf()).await.expect(201).json()["id"].clone();
        let link = lurah.get::<LinkDocument>(&[id.as_str().unwrap()]).await.expect(201);
        let file = fetch(server, &link).await;
        let disposition = file.headers()["content-disposition"].to_str().unwrap().to_owned();
        assert!(!disposition.contains(['/', '\r', '\n']), "{disposition}");
        assert!(disposition.contains("attachment"), "{disposition}");
        assert_eq!(file.headers()["content-type"], "application/pdf");
    });
}

#[test]
fn a_kept_file_that_was_changed_is_not_given_out() {
    with_server(async |server| {
        let lurah = server.as_user("lurah").await;
        let id = kept(&lurah).await;
        server.sql("update documents set sha256 = 'ff'").await.unwrap();
        let link = lurah.get::<LinkDocument>(&[&id]).await.expect(201);
        assert_eq!(fetch(server, &link).await.status(), 500);
    });
}

#[test]
fn a_decision_names_its_scan_and_no_stranger_reads_it() {
    with_server(async |server| {
        let (lurah, id) = (server.as_user("lurah").await, woman(server).await);
        let document = kept(&lurah).await;
        let other = server.as_user("lurah_2").await;
        for call in [other.get::<GetDocument>(&[&document]).await, other.get::<LinkDocument>(&[&document]).await] {
            call.expect(404);
        }
        assert_eq!(
            other.query::<ListDocuments>(&[], "kind=signed_list&include=total").await.expect(200).json()["total"],
            json!(0)
        );
        let foreign = keep(&other, "kind=signed_list&region=32.75.03.1006", &pdf()).await.expect(201).json();
        for unseen in [UNKNOWN, foreign["id"].as_str().unwrap()] {
            let refused = lurah.send::<CreateValidations>(&[], &decision(&id, unseen)).await.expect(422);
            assert_eq!(refused.faults(), ["/document_id unknown_reference"]);
        }
        let decided = lurah.send::<CreateValidations>(&[], &decision(&id, &document)).await.expect(200).json();
        assert_eq!(decided["decided"], 1, "{decided}");
        let row: Value = lurah.get::<ListValidations>(&[]).await.expect(200).json()["items"][0].clone();
        assert_eq!(row["document_id"], json!(document));
    });
}

#[test]
fn a_scan_sent_again_for_another_place_is_another_request() {
    with_server(async |server| {
        let coordinator = server.as_user("coordinator").await.with("idempotency-key", "pindaian");
        keep(&coordinator, "kind=signed_list&region=32.75.03.1004", &pdf()).await.expect(201);
        let moved = keep(&coordinator, "kind=signed_list&region=32.75.03.1006", &pdf()).await.expect(422);
        assert_eq!(moved.code(), "idempotency_key_reused");
    });
}

#[test]
fn a_scan_that_nothing_names_is_destroyed_after_a_week() {
    with_server(async |server| {
        let (lurah, id) = (server.as_user("lurah").await, woman(server).await);
        let before = server.number("select count(*) from document_files").await;
        let (named, unnamed) = (kept(&lurah).await, kept(&lurah).await);
        let nobody = lurah.send::<CreateValidations>(&[], &decision(UNKNOWN, &unnamed)).await.expect(200).json();
        assert_eq!(nobody["decided"], 0, "a scan under which nothing was decided is not named");
        lurah.send::<CreateValidations>(&[], &decision(&id, &named)).await.expect(200);
        server.kernel.clock.advance(8 * 24 * 3600);
        p2wkss::documents::unused::destroy_unused(&server.kernel).await.unwrap();
        let lurah = server.as_user("lurah").await;
        lurah.get::<GetDocument>(&[&named]).await.expect(200);
        lurah.get::<GetDocument>(&[&unnamed]).await.expect(404);
        assert_eq!(server.number("select count(*) from document_files").await, before + 1);
    });
}

/// What belongs to the whole city is not open by itself to who works in a part
/// of it; with the meeting she sees it is.
#[test]
fn a_file_of_a_meeting_of_the_city_is_read_by_who_works_in_it() {
    with_server(async |server| {
        let coordinator = server.as_user("coordinator").await;
        let (of, _) = meetings::place(server, "P2WKSS").await;
        let draft = body(meetings::meeting(&of, None));
        let id = made(&coordinator.send::<CreateMeeting>(&[], &draft).await.expect(201));
        let upload = async |kind: &str| {
            made(&keep(&coordinator, &format!("kind={kind}&region=32.75"), &pdf()).await.expect(201))
        };
        let (minutes, other) = (upload("minutes").await, upload("minutes").await);
        let files = json!({ "document_ids": [minutes] });
        meetings::change(&coordinator, &id, files).await.expect(200);
        for name in ["kelurahan_officer", "kelurahan_officer_2", "lurah"] {
            let officer = server.as_user(name).await;
            officer.get::<LinkDocument>(&[&minutes]).await.expect(404);
            let link = officer.get::<LinkMeetingFile>(&[&id, &minutes]).await.expect(201);
            assert_eq!(fetch(server, &link).await.bytes().await.unwrap().to_vec(), pdf(), "{name}");
            officer.get::<LinkMeetingFile>(&[&id, &other]).await.expect(404);
            officer.get::<LinkMeetingFile>(&[UNKNOWN, &minutes]).await.expect(404);
        }
        server.as_user("kader").await.get::<LinkMeetingFile>(&[&id, &minutes]).await.expect(403);
    });
}
