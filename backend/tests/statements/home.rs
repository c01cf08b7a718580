//! What a home asks costs the same whether one thing awaits or many.

use super::{cycle, meetings};
use crate::support::observed::Observed;
use crate::support::with_server;
use contract::endpoints::GetMyAwaiting;
use std::collections::BTreeMap;

const EVERYONE: [&str; 7] =
    ["admin", "coordinator", "planner", "district_officer", "kelurahan_officer", "lurah", "observer"];

/// Statements, and how many things await, by person.
async fn costs(observed: &Observed) -> BTreeMap<&'static str, (usize, u64)> {
    let mut costs = BTreeMap::new();
    for who in EVERYONE {
        let caller = observed.server.as_user(who).await;
        observed.server.kernel.identities.forget();
        observed.server.kernel.region_names.invalidate_all();
        observed.take();
        let told = caller.get::<GetMyAwaiting>(&[]).await.expect(200).json();
        let awaiting = told.as_object().unwrap().values().filter_map(|part| part["total"].as_u64()).sum();
        costs.insert(who, (observed.take().len(), awaiting));
    }
    costs
}

#[test]
fn a_home_costs_the_same_with_one_task_and_with_many() {
    with_server(async |server| {
        let observed = Observed::beside(server).await;
        let before = costs(&observed).await;
        let (programme, locus) = cycle::add(server).await;
        let stage = cycle::work(server).await;
        meetings::comment(server, &stage).await;
        meetings::meet(server, &programme, &locus).await;
        let after = costs(&observed).await;
        observed.server.stop().await;
        println!("statements and tasks before {before:?}, after {after:?}");
        for (who, (statements, _)) in &before {
            assert_eq!(after[who].0, *statements, "{who}");
            assert!(*statements <= 50, "{who}");
        }
        assert!(after["kelurahan_officer"].1 > before["kelurahan_officer"].1 + 50, "{after:?}");
    });
}
