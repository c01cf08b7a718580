//! Whoever owns the database can switch off every trigger. What she changes,
//! deletes or moves in the audit trail is found against the head kept outside.

use super::{Figures, Ground, random};
use crate::caller::Caller;
use crate::owner::Owner;
use anyhow::{Context, Result, ensure};
use contract::agencies::AgencyDraft;
use contract::draft::Member;
use contract::endpoints::CreateAgency;
use uuid::Uuid;

const EVENTS: usize = 40;

/// One thing an owner does; `{one}`, `{other}` are two positions, `{last}` is
/// the newest one.
const DEEDS: &[(&str, &[&str])] = &[
    ("who acted", &["update events set actor_id = null, reason = 'x' where id = {event}"]),
    ("when", &["update events set at = at + 1 where id = {event}"]),
    ("what was done", &["update events set operation = operation || 'x' where id = {event}"]),
    ("by which right", &["update events set permission = permission || 'x' where id = {event}"]),
    ("on what", &["update events set resource_id = resource_id || '0' where id = {event}"]),
    ("a digest", &["update events set members = members || ' ' where id = {event}"]),
    ("from where", &["update events set address = '192.0.2.1' where id = {event}"]),
    ("a hash", &["update event_chain set hash = '{hash}' where position = {one}"]),
    ("an event gone", &["delete from events where id = {event}"]),
    ("a link gone", &["delete from event_chain where position = {one}"]),
    (
        "an event and its link gone",
        &["delete from events where id = {event}", "delete from event_chain where position = {one}"],
    ),
    (
        "the newest gone",
        &[
            "delete from events where id in (select event_id from event_chain where position > {one} - 1)",
            "delete from event_chain where position > {one} - 1",
        ],
    ),
    ("only the links of the newest gone", &["delete from event_chain where position > {one} - 1"]),
    (
        "two events changed about",
        &[
            "update event_chain set position = -1 where position = {one}",
            "update event_chain set position = {one} where position = {other}",
            "update event_chain set position = {other} where position = -1",
        ],
    ),
    ("a place left out", &["update event_chain set position = position + 1000000 where position > {one} - 1"]),
];

async fn deed(owner: &Owner, number: usize, last: i64) -> Result<&'static str> {
    let (name, statements) = DEEDS.get(number % DEEDS.len()).context("no deed")?;
    let last = u32::try_from(last)?;
    let one = random(last)? + 1;
    let other = one % last + 1;
    let event = format!("(select event_id from saved_chain where position = {one})");
    let hash = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
    for statement in *statements {
        let statement = statement
            .replace("{event}", &event)
            .replace("{hash}", &hash)
            .replace("{one}", &one.to_string())
            .replace("{other}", &other.to_string());
        owner.run(&statement).await.with_context(|| format!("{name}: {statement}"))?;
    }
    Ok(name)
}

const SAVE: &[&str] =
    &["create table saved_events as select * from events", "create table saved_chain as select * from event_chain"];
const UNDO: &[&str] = &[
    "delete from event_chain",
    "delete from events",
    "insert into events select * from saved_events",
    "insert into event_chain select * from saved_chain",
];
const FORGET: &[&str] = &["drop table saved_events", "drop table saved_chain"];

pub async fn run(ground: &Ground<'_>, rounds: usize) -> Result<Figures> {
    let server = ground.site.start().await?;
    let admin = Caller::sign_in(&server.base, "admin").await?;
    for number in 0..EVENTS {
        let draft = AgencyDraft {
            name: Member::Value(format!("Forum Catatan {number}")),
            short_name: Member::Value(format!("FC-{number}")),
            region_code: Member::Value(crate::women::region("32.75")?),
            ..AgencyDraft::default()
        };
        admin.send::<CreateAgency>(&[], &draft).await?.good()?;
    }
    server.stop().await?;
    ground.site.verify_audit().context("before")?;
    let owner = ground.site.owner().await?.without_triggers().await?;
    for statement in SAVE {
        owner.run(statement).await?;
    }
    let last = owner.number("select max(position) from event_chain").await?;
    for number in 0..rounds {
        let name = deed(&owner, number, last).await?;
        let fault =
            ground.site.verify_audit().err().with_context(|| format!("round {number}: {name} was not found"))?;
        ensure!(fault.to_string().contains("The chain is broken"), "round {number}: {name}: {fault}");
        for statement in UNDO {
            owner.run(statement).await?;
        }
    }
    for statement in FORGET {
        owner.run(statement).await?;
    }
    owner.with_triggers().await?;
    let mut figures = Figures::default();
    figures.note(format!("all found, {} kinds, on a chain of {last} events", DEEDS.len()));
    Ok(figures)
}
