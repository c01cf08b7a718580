//! Long work is in one pair of hands.

use crate::imports::{checked, good, keep as ask_to_keep, kept, list, settled};
use crate::support::{Caller, Server, with_server};
use contract::endpoints::{DiscardImport, GetImport, ListImportRows};
use contract::imports::{CommitRows, ImportState};
use contract::jobs::JobState;
use contract::problem::ProblemCode;
use p2wkss::entity::{import, import_file, job};
use p2wkss::imports::{check, commit};
use p2wkss::jobs::holding::{finish, keep, progress};
use p2wkss::jobs::workplace;
use p2wkss::kernel::scope::system;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, QueryOrder};
use serde_json::Value;
use std::time::Duration;
use uuid::Uuid;

async fn last(server: &Server) -> job::Model {
    let newest = system::<job::Entity>().order_by_desc(job::Column::CreatedAt).order_by_desc(job::Column::Id);
    newest.one(&server.kernel.db.write).await.unwrap().unwrap()
}

/// As if the newest job still ran, in the hands of whoever this answers.
async fn running_again(server: &Server, lease: i64) -> job::Model {
    let mut held = last(server).await;
    held.holder = Some(Uuid::now_v7());
    held.state = JobState::Running;
    held.lease_until = server.kernel.clock.now().plus_seconds(lease);
    held.clone().into_active_model().reset_all().update(&server.kernel.db.write).await.unwrap();
    held
}

/// The list and its rows, as someone reads them.
async fn stands(caller: &Caller, id: &str) -> (Value, Value) {
    let rows = caller.query::<ListImportRows>(&[id], "limit=200").await.expect(200).json();
    (caller.get::<GetImport>(&[id]).await.expect(200).json(), rows["items"].clone())
}

async fn ended(server: &Server) -> job::Model {
    server.kernel.work.notify_one();
    for _ in 0..400 {
        let job = last(server).await;
        if !matches!(job.state, JobState::Queued | JobState::Running) {
            return job;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the job does not end");
}

#[test]
fn who_has_lost_a_job_to_another_says_nothing_more_of_it() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        checked(&officer, &list(&[good(1)])).await;
        let (kernel, db) = (&server.kernel, &server.kernel.db.write);
        // As if two had claimed it, one after the other, and it still ran.
        let held = running_again(server, 600).await;
        let stands = last(server).await;
        let late = job::Model { holder: Some(Uuid::now_v7()), ..stands.clone() };
        assert!(!keep(kernel, &late).await.unwrap());
        for told in [progress(kernel, &late, 7, 9).await, finish(db, kernel, &late, None).await] {
            assert_eq!(told.unwrap_err().code, ProblemCode::Unavailable);
            assert_eq!(last(server).await, stands);
        }
        progress(kernel, &held, 7, 9).await.unwrap();
        assert_eq!((last(server).await.done, last(server).await.total), (7, 9));
        finish(db, kernel, &held, None).await.unwrap();
        assert_eq!(last(server).await.state, JobState::Done);
        assert!(!keep(kernel, &held).await.unwrap(), "what has ended is in nobody's hands");
    });
}

#[test]
fn work_whose_end_could_not_be_written_is_not_done_again() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let (id, _) = checked(&officer, &list(&[good(1), good(2)])).await;
        let check = ended(server).await;
        let before = stands(&officer, &id).await;
        running_again(server, -1).await;
        assert_eq!(ended(server).await.state, JobState::Done);
        assert_eq!(stands(&officer, &id).await, before, "a list that was checked is not checked again");

        kept(&officer, &id).await;
        ended(server).await;
        let before = stands(&officer, &id).await;
        running_again(server, -1).await;
        assert_eq!(ended(server).await.state, JobState::Done);
        assert_eq!(stands(&officer, &id).await, before, "nor kept again");
        // The check comes up once more, long after its list was kept.
        let place = workplace(&server.kernel, &check).await.unwrap();
        check::check(&place).await.unwrap();
        assert_eq!(stands(&officer, &id).await, before);

        let etag = officer.get::<GetImport>(&[&id]).await.etag();
        officer.with("if-match", &etag).send::<DiscardImport>(&[&id], &()).await.expect(200);
        running_again(server, -1).await;
        assert_eq!(ended(server).await.state, JobState::Done);
        assert_eq!(stands(&officer, &id).await.0["state"], "destroyed", "and one thrown away stays so");
    });
}

#[test]
fn who_finds_every_row_kept_says_so_too() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let (id, _) = checked(&officer, &list(&[good(1), good(2)])).await;
        kept(&officer, &id).await;
        ended(server).await;
        // As if the process had been killed after the last row, before it counted it.
        let mut row = import::ActiveModel { id: Set(id.parse().unwrap()), ..Default::default() };
        row.state = Set(ImportState::Committing);
        row.update(&server.kernel.db.write).await.unwrap();
        let held = running_again(server, -1).await;
        let mut uncounted = held.into_active_model();
        uncounted.done = Set(0);
        uncounted.update(&server.kernel.db.write).await.unwrap();
        let job = ended(server).await;
        assert_eq!((job.state, job.done, job.total), (JobState::Done, 2, 2));
    });
}

#[test]
fn who_has_lost_a_job_writes_nothing_of_its_list() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let (id, _) = checked(&officer, &list(&[good(1), good(2)])).await;
        ended(server).await;
        let set = async |state: ImportState| {
            let mut row = import::ActiveModel { id: Set(id.parse().unwrap()), ..Default::default() };
            row.state = Set(state);
            row.update(&server.kernel.db.write).await.unwrap();
        };
        set(ImportState::Checking).await;
        let held = running_again(server, 600).await;
        let late = job::Model { holder: Some(Uuid::now_v7()), ..held.clone() };
        let before = stands(&officer, &id).await;
        let place = workplace(&server.kernel, &late).await.unwrap();
        assert_eq!(check::check(&place).await.unwrap_err().code, ProblemCode::Unavailable);
        assert_eq!(stands(&officer, &id).await, before);
        // Who holds it goes on.
        check::check(&workplace(&server.kernel, &held).await.unwrap()).await.unwrap();
        settled(&officer, &id, "checking").await;
        finish(&server.kernel.db.write, &server.kernel, &held, None).await.unwrap();

        ask_to_keep(&officer, &id, CommitRows::Valid).await.expect(202);
        settled(&officer, &id, "committing").await;
        let kept = stands(&officer, &id).await;
        assert_eq!(kept.0["counts"]["committed"], 2);
        ended(server).await;
        set(ImportState::Committing).await;
        let held = running_again(server, 600).await;
        let late = job::Model { holder: Some(Uuid::now_v7()), ..held };
        let before = stands(&officer, &id).await;
        let place = workplace(&server.kernel, &late).await.unwrap();
        assert_eq!(commit::commit(&place).await.unwrap_err().code, ProblemCode::Unavailable);
        assert_eq!(stands(&officer, &id).await, before);
    });
}

#[test]
fn a_list_fails_with_its_job() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let (id, _) = checked(&officer, &list(&[good(1)])).await;
        ended(server).await;
        let db = &server.kernel.db.write;
        import_file::Entity::delete_many().exec(db).await.unwrap();
        let mut row = import::ActiveModel { id: Set(id.parse().unwrap()), ..Default::default() };
        row.state = Set(ImportState::Checking);
        row.update(db).await.unwrap();
        running_again(server, -1).await;
        assert_eq!(ended(server).await.state, JobState::Failed);
        assert_eq!(stands(&officer, &id).await.0["state"], "failed");
    });
}
