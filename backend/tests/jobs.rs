//! Long work is in one pair of hands.

use crate::imports::{checked, good, list};
use crate::support::with_server;
use p2wkss::entity::job;
use p2wkss::jobs::holding::{finish, keep, progress};
use p2wkss::kernel::scope::system;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel, QueryOrder};
use uuid::Uuid;

#[test]
fn who_has_lost_a_job_to_another_says_nothing_more_of_it() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        checked(&officer, &list(&[good(1)])).await;
        let (kernel, db) = (&server.kernel, &server.kernel.db.write);
        let newest = || system::<job::Entity>().order_by_desc(job::Column::CreatedAt);
        let last = async || newest().one(db).await.unwrap().unwrap();
        // As if two had claimed it, one after the other, and it still ran.
        let mut held = last().await;
        held.holder = Some(Uuid::now_v7());
        let mut row = held.clone().into_active_model().reset_all();
        row.state = Set(contract::jobs::JobState::Running);
        row.lease_until = Set(kernel.clock.now().plus_seconds(600));
        row.update(db).await.unwrap();
        let stands = last().await;
        let late = job::Model { holder: Some(Uuid::now_v7()), ..stands.clone() };
        for told in [keep(kernel, &late).await, progress(kernel, &late, 7, 9).await, finish(kernel, &late, None).await]
        {
            assert_eq!(told.unwrap_err().code, contract::problem::ProblemCode::Unavailable);
            assert_eq!(last().await, stands);
        }
        progress(kernel, &held, 7, 9).await.unwrap();
        assert_eq!((last().await.done, last().await.total), (7, 9));
        finish(kernel, &held, None).await.unwrap();
        assert_eq!(last().await.state, contract::jobs::JobState::Done);
        assert!(keep(kernel, &held).await.is_err(), "what has ended is in nobody's hands");
    });
}
