//! What the answers must be, asked of the database in plain SQL.

use super::client::{Outcome, because};
use super::machine::Postmaster;
use crate::kernel::fold::sound;
use contract::page::EXACT_TOTAL;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use serde_json::Value;
use uuid::Uuid;

/// The database beside the server.
#[derive(Debug)]
pub struct Truth {
    db: DatabaseConnection,
}

/// A woman as the database has her.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    pub id: String,
    pub full_name: String,
    pub region_code: String,
}

impl Truth {
    pub async fn at(url: &str) -> Outcome<Self> {
        Ok(Self { db: Database::connect(url).await.map_err(because("DATABASE_URL"))? })
    }

    /// Whether a database has no table of anyone's.
    pub async fn is_empty(&self) -> Outcome<bool> {
        let query = match self.db.get_database_backend() {
            DbBackend::Postgres => {
                "select count(*) from information_schema.tables \
                 where table_schema not in ('pg_catalog', 'information_schema')"
            }
            _ => "select count(*) from sqlite_master",
        };
        Ok(self.number(query).await? == 0)
    }

    /// PostgreSQL's processes, where they are on this machine.
    pub async fn postmaster(&self) -> Option<Postmaster> {
        if self.db.get_database_backend() != DbBackend::Postgres {
            return None;
        }
        let process = self.number("select cast(pg_backend_pid() as bigint)").await.ok()?;
        Postmaster::of_backend(u32::try_from(process).ok()?)
    }

    pub async fn number(&self, query: &str) -> Outcome<i64> {
        let statement = Statement::from_string(self.db.get_database_backend(), query);
        let row = self.db.query_one_raw(statement).await.map_err(because(query))?;
        row.ok_or_else(|| format!("{query}: no row"))?.try_get_by_index(0).map_err(because(query))
    }

    async fn women(&self, condition: &str, tail: &str) -> Outcome<Vec<Known>> {
        let query = format!("select id, full_name, region_code from beneficiaries where {condition} {tail}");
        let statement = Statement::from_string(self.db.get_database_backend(), &query);
        let rows = self.db.query_all_raw(statement).await.map_err(because(&query))?;
        let known = rows.iter().map(|row| {
            let id: Uuid = row.try_get_by_index(0)?;
            let (full_name, region_code) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
            Ok(Known { id: id.to_string(), full_name, region_code })
        });
        known.collect::<Result<_, sea_orm::DbErr>>().map_err(because(&query))
    }

    /// Women from all over the register.
    pub async fn sample(&self, count: u64) -> Outcome<Vec<Known>> {
        let all = self.number("select count(*) from beneficiaries").await?;
        let step = (all / i64::try_from(count).unwrap_or(1)).max(1);
        let numbered = format!(
            "id in (select id from (select id, row_number() over (order by id) as n from beneficiaries) numbered \
             where n % {step} = 0)"
        );
        self.women(&numbered, &format!("order by id limit {count}")).await
    }

    /// The women of a condition in the order of the list.
    pub async fn listed(&self, condition: &str, limit: u64) -> Outcome<Vec<Known>> {
        let shown = format!("archived_at is null and {condition}");
        self.women(&shown, &format!("order by full_name_folded, id limit {limit}")).await
    }

    /// Stages of the first loci of a condition in the order of the board: of
    /// which, what, and how it stands.
    pub async fn standing(&self, condition: &str, limit: u64) -> Outcome<Vec<(String, String, String)>> {
        let query = format!(
            "select r.locus_id, r.stage, r.state from stage_records r join (select id, year from loci \
             where archived_at is null and {condition} order by year desc, id desc limit {limit}) l on l.id = r.locus_id \
             order by l.year desc, l.id desc, r.number"
        );
        let statement = Statement::from_string(self.db.get_database_backend(), &query);
        let rows = self.db.query_all_raw(statement).await.map_err(because(&query))?;
        let standing = rows.iter().map(|row| {
            let id: Uuid = row.try_get_by_index(0)?;
            Ok((id.to_string(), row.try_get_by_index(1)?, row.try_get_by_index(2)?))
        });
        standing.collect::<Result<_, sea_orm::DbErr>>().map_err(because(&query))
    }

    pub async fn count(&self, condition: &str) -> Outcome<i64> {
        self.number(&format!("select count(*) from beneficiaries where archived_at is null and {condition}")).await
    }
}

/// Those whose name holds what is searched for, in the spelling of the search.
pub fn named(needle: &str) -> String {
    format!("name_search like '%{}%'", sound(needle).replace('\'', "''"))
}

fn text<'a>(item: &'a Value, member: &str) -> &'a str {
    item.get(member).and_then(Value::as_str).unwrap_or("")
}

/// Whether a record is that of the database.
pub fn is_she(item: &Value, known: &Known) -> bool {
    (text(item, "id"), text(item, "full_name"), text(item, "region_code"))
        == (known.id.as_str(), known.full_name.as_str(), known.region_code.as_str())
}

/// Why a page is not what it must be.
pub fn judge_page(page: &Value, expected: &[Known], count: i64) -> Option<String> {
    let items = page.get("items").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    if items.len() != expected.len() {
        return Some(format!("{} rows in place of {}", items.len(), expected.len()));
    }
    let wrong = items.iter().zip(expected).find(|(item, known)| !is_she(item, known));
    if let Some((item, known)) = wrong {
        return Some(format!("{} in place of {}", text(item, "id"), known.id));
    }
    let exact = i64::try_from(EXACT_TOTAL).unwrap_or(i64::MAX);
    let (member, total) = if count > exact { ("total_at_least", exact) } else { ("total", count) };
    let told = page.get(member).and_then(Value::as_i64);
    (told != Some(total)).then(|| format!("{member} {told:?} in place of {total}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_page_is_judged_by_rows_order_and_total() {
        let known = |id: &str| Known { id: id.to_owned(), full_name: "Siti".to_owned(), region_code: "32".to_owned() };
        let row = |id: &str| json!({ "id": id, "full_name": "Siti", "region_code": "32" });
        let page = |items: Vec<Value>, total: i64| json!({ "items": items, "total": total });
        let expected = [known("a"), known("b")];
        assert_eq!(judge_page(&page(vec![row("a"), row("b")], 2), &expected, 2), None);
        assert!(judge_page(&page(vec![row("b"), row("a")], 2), &expected, 2).is_some());
        assert!(judge_page(&page(vec![row("a")], 2), &expected, 2).is_some());
        assert!(judge_page(&page(vec![row("a"), row("b")], 3), &expected, 2).is_some());
        let many = json!({ "items": [row("a"), row("b")], "total_at_least": 10_000 });
        assert_eq!(judge_page(&many, &expected, 12_000), None);
    }
}
