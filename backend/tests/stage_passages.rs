//! The order of the stages: by the server's rules, by the databases' keys, and
//! between two officers at once.

use crate::stage_records::{People, approve, declare, pass, place, publish, reopen, short_stages, stages_of, submit};
use crate::support::{Answered, Caller, Server, body, race_rounds, with_server};
use contract::cycle::CycleStage;
use contract::endpoints::{ApproveStage, GetStageRecord, ListStageBoard, ReturnStage, SubmitStage, UpdateStageRecord};
use futures::future::join;
use serde_json::{Value, json};
use std::path::Path;

async fn stage(caller: &Caller, id: &str) -> Value {
    caller.get::<GetStageRecord>(&[id]).await.expect(200).json()
}

/// The states of the seven stages, in order.
async fn states(caller: &Caller, ids: &[String]) -> Vec<String> {
    let mut states = Vec::new();
    for id in ids {
        states.push(stage(caller, id).await["state"].as_str().unwrap().to_owned());
    }
    states
}

/// A locus whose stages ask for one thing each.
async fn short_locus(server: &Server, people: &People, name: &str) -> (String, Vec<String>) {
    let of = place(server, &people.coordinator, name).await;
    let stages = stages_of(&people.officer, &of).await;
    (of, stages)
}

/// An identifier as SQL of the database in use writes it.
fn literal(server: &Server, id: &str) -> String {
    if server.on_sqlite() { format!("x'{}'", id.replace('-', "")) } else { format!("'{id}'::uuid") }
}

/// What submitting comes to.
fn outcome(answer: &Answered) -> String {
    if answer.status == 200 { "submitted".to_owned() } else { answer.code() }
}

/// Rows: where the locus stands. Columns: the stage that is submitted.
/// `UPDATE=1` rewrites the grid.
#[test]
fn of_the_seven_stages_only_the_one_it_stands_in_is_submitted() {
    with_server(async |server| {
        let people = People::of(server).await;
        publish(&people.coordinator, short_stages()).await;
        let (_, ids) = short_locus(server, &people, "P2WKSS").await;
        for id in &ids {
            declare(&people.officer, id, "done").await.expect(200);
        }
        let words: Vec<&str> = CycleStage::ALL.iter().map(|stage| stage.as_str()).collect();
        // Cells of one width, and no blanks at the end.
        let line = |first: &str, cells: &[String]| {
            let cells: Vec<String> = cells.iter().map(|cell| format!("{cell:18}")).collect();
            format!("{first:16}{}\n", cells.concat().trim_end())
        };
        let heads: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let mut grid = line("stands in", &heads);
        for (standing, word) in words.iter().enumerate() {
            let mut cells = vec![String::new(); ids.len()];
            // The one it stands in comes last: it moves the locus on.
            for asked in (0..ids.len()).filter(|asked| *asked != standing).chain([standing]) {
                cells[asked] = outcome(&submit(&people.officer, &ids[asked]).await);
            }
            approve(&people.district, &ids[standing]).await.expect(200);
            approve(&people.coordinator, &ids[standing]).await.expect(200);
            grid.push_str(&line(word, &cells));
        }
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stage_passages.txt");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &grid).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap(), grid, "run with UPDATE=1 and review the difference");
    });
}

#[test]
fn a_stage_opened_again_holds_up_those_after_it_and_nothing_is_deleted() {
    with_server(async |server| {
        let people = People::of(server).await;
        publish(&people.coordinator, short_stages()).await;
        let (of, ids) = short_locus(server, &people, "P2WKSS").await;
        for id in ids.iter().take(5) {
            pass(&people, id).await;
        }
        declare(&people.officer, &ids[5], "done").await.expect(200);
        submit(&people.officer, &ids[5]).await.expect(200);
        reopen(&people.officer, &ids[2]).await.expect(403);
        assert_eq!(reopen(&people.district, &ids[2]).await.expect(403).code(), "forbidden");
        assert_eq!(reopen(&people.coordinator, &ids[6]).await.expect(409).code(), "wrong_state");
        reopen(&people.coordinator, &ids[2]).await.expect(200);
        let expected = ["passed", "passed", "open", "suspended", "suspended", "suspended", "open"];
        assert_eq!(states(&people.officer, &ids).await, expected);
        let mine = format!("from stage_passages where locus_id = {}", literal(server, &of));
        assert_eq!(server.number(&format!("select count(*) {mine}")).await, 5);
        assert_eq!(server.number(&format!("select count(*) {mine} and suspended_by is not null")).await, 3);
        assert_eq!(submit(&people.officer, &ids[3]).await.expect(409).code(), "stage_not_reached");
        let board = people.officer.query::<ListStageBoard>(&[], "").await.expect(200).json();
        let row = board["items"].as_array().unwrap().iter().find(|row| row["locus_id"] == json!(of)).unwrap().clone();
        assert_eq!(row["stage"], "alternatives");
        assert_eq!((&row["cells"][1]["passed_at"].is_null(), &row["cells"][2]["passed_at"]), (&false, &Value::Null));
        // What is passed shows what it was passed by; what is open what is asked now.
        for id in ids.iter().skip(2).take(3) {
            submit(&people.officer, id).await.expect(200);
            approve(&people.district, id).await.expect(200);
            approve(&people.coordinator, id).await.expect(200);
        }
        assert_eq!(server.number(&format!("select count(*) {mine} and suspended_by is null")).await, 5);
    });
}

#[test]
fn what_a_stage_was_passed_by_stays_as_it_was() {
    with_server(async |server| {
        let people = People::of(server).await;
        let mut stages = short_stages();
        let share = json!({
            "key": "enrolled", "name_id": "Peserta", "name_en": "Participants", "effect": "warns", "sources": ["S2-04"],
            "check": { "kind": "share_at_least", "measure": "enrolled", "percent": 80 },
        });
        stages[0]["requirements"].as_array_mut().unwrap().push(share);
        publish(&people.coordinator, stages).await;
        let (of, ids) = short_locus(server, &people, "P2WKSS").await;
        pass(&people, &ids[0]).await;
        let id = literal(server, &of);
        server.sql(&format!("update loci set target_families = 7 where id = {id}")).await.unwrap();
        let line = stage(&people.officer, &ids[0]).await["checklist"][1].clone();
        assert_eq!((&line["state"], &line["of"]), (&json!("warned"), &json!(100)));
        reopen(&people.coordinator, &ids[0]).await.expect(200);
        assert_eq!(stage(&people.officer, &ids[0]).await["checklist"][1]["of"], 7);
    });
}

#[test]
fn no_database_takes_a_skipped_stage_or_lets_a_passage_go() {
    with_server(async |server| {
        let people = People::of(server).await;
        publish(&people.coordinator, short_stages()).await;
        let before = server.number("select count(*) from stage_passages").await;
        let (mine, ids) = short_locus(server, &people, "P2WKSS").await;
        pass(&people, &ids[0]).await;
        pass(&people, &ids[1]).await;
        let (yours, other) = short_locus(server, &people, "Gapura").await;
        pass(&people, &other[0]).await;
        let (mine, yours) = (literal(server, &mine), literal(server, &yours));
        let new = if server.on_sqlite() { "randomblob(16)" } else { "gen_random_uuid()" };
        // A passage of stage `number` of the first locus, on what `previous` says.
        let insert = |number: u32, previous: &str| {
            format!(
                "insert into stage_passages (id, locus_id, number, previous_id, previous_number, template_id, \
                 checklist, passed_by, passed_at) select {new}, mine.locus_id, {number}, {previous}, mine.template_id, \
                 '[]', mine.passed_by, 0 from stage_passages mine, stage_passages yours \
                 where mine.locus_id = {mine} and mine.number = 2 and yours.locus_id = {yours}"
            )
        };
        for (number, previous) in [
            // On nothing; on the second, and said to be on the third; on one that is not there.
            (4, "null, null"),
            (4, "mine.id, 2"),
            (4, "mine.id, 3"),
            (4, "mine.id, null"),
            (3, "null, 2"),
            (2, "null, null"),
            // On another locus's passage; the same stage twice; an eighth.
            (2, "yours.id, 1"),
            (3, "yours.id, 2"),
            (1, "null, null"),
            (8, "mine.id, 7"),
        ] {
            assert!(server.sql(&insert(number, previous)).await.is_err(), "{number} on {previous}");
        }
        for change in [
            "delete from stage_passages",
            "update stage_passages set number = number + 1",
            "update stage_passages set passed_at = 0",
            "update stage_passages set checklist = '[1]'",
            "delete from stage_acts",
            "update stage_acts set note = 'x'",
        ] {
            assert!(server.sql(change).await.is_err(), "{change}");
        }
        reopen(&people.coordinator, &ids[1]).await.expect(200);
        for change in ["delete from stage_reopenings", "update stage_reopenings set reason = 'x'"] {
            assert!(server.sql(change).await.is_err(), "{change}");
        }
        // On one that was suspended meanwhile, and back again.
        assert!(server.sql(&insert(3, "mine.id, 2")).await.is_err());
        assert!(server.sql("update stage_passages set suspended_by = null").await.is_err());
        assert_eq!(server.number("select count(*) from stage_passages").await, before + 3);
    });
}

/// The version of a record, as a step takes it.
fn version(answer: &Answered) -> String {
    format!("\"{}\"", answer.json()["version"])
}

/// Of two answers one is yes; the other tells what changed meanwhile.
fn one_won(round: usize, answers: (Answered, Answered)) -> bool {
    let (first, second) = answers;
    let first_won = first.status == 200;
    let (won, lost) = if first_won { (first, second) } else { (second, first) };
    assert_eq!(won.status, 200, "round {round}: {won:?}");
    assert_eq!((lost.status.as_u16(), lost.code()), (412, "stale".to_owned()), "round {round}: {lost:?}");
    let told = lost.json();
    let stands = won.json();
    assert_eq!(told["current"]["version"], stands["version"], "round {round}, {first_won}: {told} {stands}");
    first_won
}

#[test]
fn of_two_who_submit_and_edit_at_once_one_wins_and_the_other_is_told() {
    with_server(async |server| {
        let people = People::of(server).await;
        publish(&people.coordinator, short_stages()).await;
        let (_, ids) = short_locus(server, &people, "P2WKSS").await;
        let id = ids[0].as_str();
        let at = [id];
        declare(&people.officer, id, "done").await.expect(200);
        let lurah = server.as_user("lurah").await;
        let mut submitted = 0;
        for round in 0..race_rounds() {
            // A change wants the tag of what she herself read; a step its version.
            let read = lurah.get::<GetStageRecord>(&[id]).await.expect(200);
            let by_officer = people.officer.with("if-match", &version(&read));
            let by_lurah = lurah.with("if-match", &read.etag());
            let note = body(json!({}));
            let told = body(json!({ "benefit": format!("Putaran {round}") }));
            let answers =
                join(by_officer.send::<SubmitStage>(&at, &note), by_lurah.send::<UpdateStageRecord>(&at, &told));
            if one_won(round, answers.await) {
                submitted += 1;
                let back = body(json!({ "reason": "Putaran berikutnya" }));
                people.district.with("if-match", "*").send::<ReturnStage>(&[id], &back).await.expect(200);
            }
        }
        assert!((1..race_rounds()).contains(&submitted), "only one of them ever wins: {submitted}");
    });
}

#[test]
fn of_two_who_approve_and_return_at_once_one_wins_and_the_other_is_told() {
    with_server(async |server| {
        let people = People::of(server).await;
        publish(&people.coordinator, short_stages()).await;
        let second = "update role_assignments set role = 'district_officer', region_code = '32.75.03' \
                      where user_id = (select id from users where username = 'lurah_2')";
        server.sql(second).await.unwrap();
        let (_, ids) = short_locus(server, &people, "P2WKSS").await;
        let id = ids[0].as_str();
        let at = [id];
        declare(&people.officer, id, "done").await.expect(200);
        let other = server.as_user("lurah_2").await;
        let back = body(json!({ "reason": "Belum lengkap" }));
        let mut approved = 0;
        for round in 0..race_rounds() {
            let version = version(&submit(&people.officer, id).await.expect(200));
            let note = body(json!({}));
            let approving = people.district.with("if-match", &version);
            let returning = other.with("if-match", &version);
            let answers = join(approving.send::<ApproveStage>(&at, &note), returning.send::<ReturnStage>(&at, &back));
            if one_won(round, answers.await) {
                approved += 1;
                people.coordinator.with("if-match", "*").send::<ReturnStage>(&[id], &back).await.expect(200);
            }
        }
        assert!((1..race_rounds()).contains(&approved), "only one of them ever wins: {approved}");
    });
}
