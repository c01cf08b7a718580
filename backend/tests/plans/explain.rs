//! What a database says it will do for a statement, and whether that grows
//! with the whole table.

use crate::support::Server;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;

/// A table of no more rows may be read whole.
const SMALL: i64 = 2000;
/// A total counts so many rows at most, which costs the same however they are found.
const COUNTED: i64 = contract::page::EXACT_TOTAL.cast_signed() + 1;
/// No more rows than this are sorted for one page.
const SORTED: f64 = 25_000.0;
/// A limit that ends a scan after this part of its rows makes it no full scan.
const PART: f64 = 0.25;

/// The plan of a statement in words, and what is wrong with it.
pub struct Plan {
    pub text: String,
    pub faults: Vec<String>,
}

/// Judges plans by the sizes of the tables.
pub struct Judge {
    db: DatabaseConnection,
    sizes: BTreeMap<String, i64>,
    /// SQLite's own figures: for each index how many rows it has, how many have
    /// the same first column, the same first two, and so on.
    spread: BTreeMap<String, Vec<f64>>,
}

impl Judge {
    pub async fn of(server: &Server) -> Self {
        // As those who read are answered; on SQLite a reader that was opened
        // before the rows were there knows no figures of them.
        let db = if server.on_sqlite() { server.kernel.db.write.clone() } else { server.kernel.db.read.0.clone() };
        let tables = match db.get_database_backend() {
            DbBackend::Postgres => {
                "select cast(relname as text) from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
            }
            _ => "select name from sqlite_master where type = 'table' and name not like 'beneficiary_names%'",
        };
        let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), tables)).await.unwrap();
        let mut sizes = BTreeMap::new();
        for row in rows {
            let table: String = row.try_get_by_index(0).unwrap();
            let size = server.number(&format!("select count(*) from {table}")).await;
            sizes.insert(table, size);
        }
        let mut spread = BTreeMap::new();
        if server.on_sqlite() {
            let figures =
                Statement::from_string(DbBackend::Sqlite, "select idx, stat from sqlite_stat1 where idx is not null");
            for row in db.query_all_raw(figures).await.unwrap() {
                let (index, figures): (String, String) =
                    (row.try_get("", "idx").unwrap(), row.try_get("", "stat").unwrap());
                spread.insert(index, figures.split(' ').filter_map(|figure| figure.parse().ok()).collect());
            }
        }
        Self { db, sizes, spread }
    }

    /// Whether a table is too large to be read whole, for a page or to be counted.
    fn big(&self, table: &str, counted: bool) -> bool {
        let small = if counted { COUNTED } else { SMALL };
        self.sizes.get(table).is_none_or(|size| *size > small)
    }

    /// The plan for a statement with the values it was sent with.
    pub async fn judge(&self, sent: &Statement) -> Plan {
        let postgres = sent.db_backend == DbBackend::Postgres;
        let explain = if postgres { "explain (format json)" } else { "explain query plan" };
        let asked = Statement { sql: format!("{explain} {}", sent.sql), ..sent.clone() };
        // What can hold for no row is not looked for.
        let never = ["WHERE ? = ?", "WHERE $1 = $2"].iter().any(|start| sent.sql.contains(start));
        let rows = self.db.query_all_raw(asked).await.unwrap();
        if postgres {
            let plan: Value = rows[0].try_get_by_index(0).unwrap();
            let mut faults = Vec::new();
            let mut text = String::new();
            let counted = sent.sql.starts_with("SELECT count(*)");
            self.postgres(&plan[0]["Plan"], counted, None, 0, &mut text, &mut faults);
            return Plan { text, faults };
        }
        let lines: Vec<String> = rows.iter().map(|row| row.try_get("", "detail").unwrap()).collect();
        let faults = if never { Vec::new() } else { self.sqlite(&sent.sql, &lines) };
        Plan { text: lines.join("\n"), faults }
    }

    fn sqlite(&self, sql: &str, lines: &[String]) -> Vec<String> {
        let sorted = lines.iter().any(|line| line.contains("TEMP B-TREE FOR ORDER BY"));
        let mut faults = Vec::new();
        for line in lines {
            if let Some(rest) = line.strip_prefix("SCAN ") {
                let table = rest.split(' ').next().unwrap_or(rest);
                let searched = rest.contains("VIRTUAL TABLE INDEX") && rest.contains(":M");
                let ended = rest.contains("INDEX") && sql.contains(" LIMIT ") && !sorted;
                let counted = sql.starts_with("SELECT count(*)");
                if table != "matching" && self.big(table, counted) && !searched && !ended {
                    faults.push(format!("reads the whole of {table}"));
                }
            }
            let rows = self.found(line);
            if sorted && rows > SORTED {
                faults.push(format!("sorts {rows} rows"));
            }
        }
        faults
    }

    /// How many rows a search finds that goes by equalities alone.
    fn found(&self, line: &str) -> f64 {
        let Some((_, rest)) = line.split_once(" INDEX ") else { return 0.0 };
        let Some((index, terms)) = rest.split_once(' ') else { return 0.0 };
        let ranged = terms.contains(">?") || terms.contains("<?");
        let known = terms.matches("=?").count() + terms.matches("ANY(").count();
        let figures = self.spread.get(index).filter(|_| !ranged);
        figures.and_then(|figures| figures.get(known)).copied().unwrap_or(0.0)
    }

    /// Walks a plan; `limit` is what ends the node early, if nothing between
    /// reads everything first.
    fn postgres(
        &self,
        node: &Value,
        counted: bool,
        limit: Option<f64>,
        depth: usize,
        text: &mut String,
        faults: &mut Vec<String>,
    ) {
        let kind = node["Node Type"].as_str().unwrap_or("");
        let rows = node["Plan Rows"].as_f64().unwrap_or(0.0);
        let table = node["Relation Name"].as_str();
        let index = node["Index Name"].as_str().unwrap_or("");
        let condition = ["Index Cond", "Recheck Cond", "Filter", "Sort Key"].map(|name| match &node[name] {
            Value::Null => String::new(),
            other => format!(" {name}: {other}"),
        });
        let (wide, table_name) = ("  ".repeat(depth), table.unwrap_or(""));
        writeln!(text, "{wide}{kind} {table_name} {index} rows={rows}{}", condition.join("")).unwrap();
        let whole = kind == "Seq Scan" || (kind.starts_with("Index") && node["Index Cond"].is_null());
        let ended = limit.is_some_and(|limit| limit <= PART * rows);
        // The total is counted beside the page, once.
        let counted = counted || kind == "Aggregate" && node["Parent Relationship"] == "InitPlan";
        if whole && table.is_some_and(|table| self.big(table, counted)) && !ended {
            faults.push(format!("reads the whole of {table_name}"));
        }
        let children = node["Plans"].as_array().cloned().unwrap_or_default();
        if kind == "Sort" && children.iter().any(|child| child["Plan Rows"].as_f64().unwrap_or(0.0) > SORTED) {
            faults.push(format!("sorts {} rows", children[0]["Plan Rows"]));
        }
        let passed = match kind {
            "Limit" => Some(rows),
            "Sort" | "Aggregate" | "Hash" | "Bitmap Heap Scan" | "Materialize" => None,
            _ => limit,
        };
        for child in &children {
            self.postgres(child, counted, passed, depth + 1, text, faults);
        }
    }
}
