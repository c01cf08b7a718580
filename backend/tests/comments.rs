//! Comments on stages: who may say something, and take it back.

use crate::loci::made;
use crate::stage_records::{People, place, publish, short_stages, stages_of};
use crate::support::{body, column, with_server};
use contract::endpoints::{CreateComment, GetComment, ListComments, WithdrawComment};
use serde_json::{Value, json};

#[test]
fn the_university_comments_and_those_who_work_there_read_it() {
    with_server(async |server| {
        let people = People::of(server).await;
        publish(&people.coordinator, short_stages()).await;
        let of = place(server, &people.coordinator, "P2WKSS").await;
        let stage = stages_of(&people.officer, &of).await.swap_remove(0);
        let draft = body(json!({ "stage_record_id": stage, "text": "Peminatan dicatat baik.\nAlat belum ada." }));
        let observer = server.as_user("observer").await;
        let id = made(&observer.send::<CreateComment>(&[], &draft).await.expect(201));
        server.as_user("privacy_officer").await.send::<CreateComment>(&[], &draft).await.expect(403);
        // The clerk of another kelurahan sees neither the stage nor what is said of it.
        let away = server.as_user("kelurahan_officer_2").await;
        let refused = away.send::<CreateComment>(&[], &draft).await.expect(422);
        assert_eq!(refused.faults(), ["/stage_record_id unknown_reference"]);
        away.get::<GetComment>(&[&id]).await.expect(404);
        let shown = people.officer.get::<GetComment>(&[&id]).await.expect(200).json();
        assert_eq!((&shown["role"], &shown["own"]), (&json!("observer"), &json!(false)));
        let agency = server.as_user("agency_officer").await;
        let second = made(&agency.send::<CreateComment>(&[], &draft).await.expect(201));
        let listed = people.officer.query::<ListComments>(&[], &format!("stage_record_id={stage}")).await.expect(200);
        let listed = listed.json();
        assert_eq!(column(&listed, "id"), [second, id.clone()]);
        // Only she takes it back, once, and what she said is gone from sight.
        let reason = body(json!({ "reason": "Keliru tahap" }));
        let any = people.coordinator.with("if-match", "*");
        assert_eq!(any.send::<WithdrawComment>(&[&id], &reason).await.expect(403).code(), "forbidden");
        let own = observer.with("if-match", "*");
        let shown = own.send::<WithdrawComment>(&[&id], &reason).await.expect(200).json();
        assert_eq!((&shown["text"], shown["withdrawn_at"].is_string()), (&Value::Null, true));
        assert_eq!(own.send::<WithdrawComment>(&[&id], &reason).await.expect(409).code(), "wrong_state");
    });
}
