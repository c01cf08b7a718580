//! Searching in the order of names, on SQLite: the numbers of its index of
//! names begin with the first letters of the name, so that matches come in
//! that order and a page ends after its own rows, however many match.
//! `migrations/m0018_search_numbers.sqlite.sql` gives the numbers.

use super::search::Found;
use crate::entity::beneficiary_search;
use crate::kernel::database::{counted_by_name, found_by_name, one, waiting};
use crate::kernel::first::{ROWS, matching, total_of};
use crate::kernel::list::Asked;
use contract::place::RegionCode;
use sea_orm::sea_query::{
    Alias, CommonTableExpression, Expr, ExprTrait, Func, Order, Query, SelectStatement, SimpleExpr, UnionType,
    WithClause, WithQuery,
};
use sea_orm::{ColumnTrait, DbBackend, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select};
use std::ops::RangeInclusive;

/// Letters of a name that its number begins with.
const LETTERS: usize = 9;
/// Different kinds of letters.
const KINDS: i64 = 36;
/// Women whose names begin alike.
const ROOM: i64 = 90_000;

/// The kind of a letter, in the order of letters, and whether it has one letter.
fn kind(letter: char) -> (i64, bool) {
    match letter {
        'a'..='z' => (i64::from(u32::from(letter)) - 88, true),
        '{'.. => (35, false),
        '/'.. => (8, false),
        '-' | '.' => (i64::from(u32::from(letter)) - 39, true),
        '('.. => (5, false),
        '\'' => (4, true),
        '!'.. => (3, false),
        ' ' => (2, true),
        _ => (1, false),
    }
}

/// The numbers of women whose folded names begin like this one and who are not
/// archived. Behind a kind of several letters nothing more is said.
pub fn group(folded: &str) -> RangeInclusive<i64> {
    let mut letters = folded.chars();
    let (mut first, mut told) = (0, true);
    for _ in 0..LETTERS {
        let (kind, alone) = letters.next().filter(|_| told).map_or((0, true), kind);
        first = first * KINDS + kind;
        told &= alone;
    }
    first * ROOM..=first * ROOM + ROOM - 1
}

/// Where rows are found: in the index, or among those that wait to go there.
#[derive(Debug, Clone, Copy)]
enum Source {
    Index,
    Waiting,
}

impl Source {
    fn number(self) -> SimpleExpr {
        match self {
            Self::Index => Expr::cust("beneficiary_names.rowid"),
            Self::Waiting => Expr::cust("names_waiting.place"),
        }
    }

    /// The matches that are not archived.
    fn matches(self, found: &Found) -> Select<beneficiary_search::Entity> {
        let rows = found.among.clone().select_only();
        match self {
            Self::Index => found_by_name(rows, DbBackend::Sqlite, &found.needle),
            Self::Waiting => waiting(rows, &found.needle),
        }
    }
}

/// The names and ids of a page, and how many match. Women whose names begin
/// alike have numbers in any order: the groups that the page touches are read
/// to their ends and sorted.
pub fn statement(found: &Found, asked: &Asked) -> WithQuery {
    let (union, at, id) = (Alias::new("union"), Alias::new("at"), Alias::new("id"));
    let direction = if asked.descending { Order::Desc } else { Order::Asc };
    let mut rows = page(found, asked, direction.clone());
    let waiting = from_mark(Source::Waiting, found, asked).filter(Source::Waiting.number().gte(0));
    rows.union(UnionType::All, waiting.into_query());
    let mut query = Query::select();
    query.column(at.clone()).column(id.clone()).from(union.clone()).limit(asked.limit + 1);
    query.order_by(at, direction.clone()).order_by(id, direction);
    if asked.total {
        query.expr_as(total(found), ROWS);
    }
    let union = CommonTableExpression::new().query(rows).table_name(union).to_owned();
    query.with(WithClause::new().cte(union).to_owned())
}

/// The matches behind the mark, in the shape of the page; falling, those of the
/// archive too, which have numbers below zero.
fn from_mark(source: Source, found: &Found, asked: &Asked) -> Select<beneficiary_search::Entity> {
    use beneficiary_search::Column::{FullNameFolded, Id};
    let rows = source.matches(found).column_as(FullNameFolded, "at").column_as(Id, "id");
    let number = source.number();
    let Some((name, id)) = &asked.after else {
        return if asked.descending { rows } else { rows.filter(number.gte(0)) };
    };
    let group = group(name);
    let here = Expr::tuple([FullNameFolded.into_expr(), Id.into_expr()]);
    let mark = Expr::tuple([Expr::val(name.clone()), Expr::val(*id)]);
    if asked.descending {
        rows.filter(number.lte(*group.end())).filter(here.lt(mark))
    } else {
        rows.filter(number.gte(*group.start())).filter(here.gt(mark))
    }
}

/// From the mark to the end of the group in which the page ends.
fn page(found: &Found, asked: &Asked, direction: Order) -> SelectStatement {
    let number = || Source::Index.number();
    let rows = from_mark(Source::Index, found, asked);
    let (end, none) = if asked.descending { (0, 0) } else { (ROOM - 1, i64::MAX) };
    let last = rows
        .clone()
        .select_only()
        .filter(number().gte(0))
        .expr(Expr::cust(format!("beneficiary_names.rowid / {ROOM} * {ROOM} + {end}")))
        .order_by(number(), direction)
        .offset(asked.limit)
        .limit(1);
    let end = Func::if_null(SimpleExpr::SubQuery(None, Box::new(last.into_query().into())), Expr::val(none));
    // The index reads no further than one such bound says.
    rows.filter(if asked.descending { number().gte(end) } else { number().lte(end) }).into_query()
}

/// Where the caller reaches every city there is, the index alone counts.
fn total(found: &Found) -> SimpleExpr {
    let each = |source: Source| {
        let rows = matching(source.matches(found).filter(source.number().gte(0)));
        total_of(rows, DbBackend::Sqlite)
    };
    let index = match &found.cities {
        None => each(Source::Index),
        Some(cities) => {
            let others = Query::select()
                .expr(one())
                .from(Alias::new("searched_cities"))
                .and_where(Expr::col(Alias::new("city_code")).is_not_in(cities.iter().map(RegionCode::as_str)))
                .to_owned();
            let index = total_of(counted_by_name(&found.needle), DbBackend::Sqlite);
            Expr::case(Expr::exists(others), each(Source::Index)).finally(index).into()
        }
    };
    index.add(each(Source::Waiting))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_stand_in_the_order_of_names() {
        let names =
            ["", "'aini", "a", "a.b", "a1", "ai", "hj siti", "hj. siti", "siti", "siti a", "siti nurha", "ß", "é"];
        let mut sorted = names;
        sorted.sort_unstable();
        assert_eq!(sorted, names);
        for pair in names.windows(2) {
            assert!(group(pair[0]).start() <= group(pair[1]).start(), "{pair:?}");
        }
        assert!(group("siti").end() < group("siti a").start());
        assert_eq!(group("siti nurhasanah"), group("siti nurhayati"));
        assert!(*group("\u{10ffff}".repeat(9).as_str()).end() > 0, "the last has room");
    }
}
