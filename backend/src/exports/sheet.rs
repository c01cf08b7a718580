//! A list as a sheet: its headings, and its rows as cells under the rights of
//! who asked.

use super::cells::Cell;
use super::order::Order;
use super::selection::Selection;
use super::words::say;
use super::{decisions, homes, women};
use crate::beneficiaries::identifiers::{context, open};
use crate::entity::{code, region, user};
use crate::kernel::error::Result;
use crate::kernel::fields::{FieldRights, Standing};
use crate::kernel::fold::fold;
use crate::kernel::scope::{Held, Scope, system};
use crate::kernel::state::Kernel;
use contract::beneficiaries::Status;
use contract::code_lists::CodeList;
use contract::exports::ExportList;
use contract::households::Sex;
use contract::ids::UserId;
use contract::place::{RegionCode, RegionLevel};
use contract::policy::{FieldGroup, Permission};
use contract::validations::Outcome;
use contract::words::Language;
use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryResult};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What drawing the rows needs to know besides them.
#[derive(Debug)]
pub struct Around {
    kernel: Arc<Kernel>,
    pub language: Language,
    pub rights: FieldRights,
    /// Where NIK and family-card numbers may leave in clear; nowhere unless
    /// that was asked for.
    clear: Vec<Scope>,
    codes: HashMap<CodeList, HashMap<String, String>>,
    /// Words of closed lists: kind, word, text.
    terms: Vec<(&'static str, &'static str, String)>,
    villages: HashMap<RegionCode, String>,
    users: HashMap<UserId, String>,
    yes: String,
    no: String,
}

impl Around {
    pub async fn of(kernel: &Arc<Kernel>, db: &impl ConnectionTrait, order: &Order, held: &[Held]) -> Result<Self> {
        let language = order.language;
        let reach = |permission| Scope::of(order.by, held, permission);
        let needed = [Permission::ExportIdentities, Permission::RevealIdentity];
        let mut codes: HashMap<CodeList, HashMap<String, String>> = HashMap::new();
        for row in system::<code::Entity>().all(db).await? {
            let label = if language == Language::English { row.label_en } else { row.label_id };
            codes.entry(row.list).or_default().insert(row.code, label);
        }
        let users = match order.draft.list {
            ExportList::Validations => system::<user::Entity>().all(db).await?,
            ExportList::Beneficiaries | ExportList::Households => Vec::new(),
        };
        Ok(Self {
            kernel: kernel.clone(),
            language,
            rights: FieldRights::of_user(order.by, held),
            clear: if order.draft.identities { needed.map(reach).to_vec() } else { Vec::new() },
            codes,
            terms: terms(language),
            villages: villages(system::<region::Entity>().all(db).await?),
            users: users.into_iter().map(|row| (row.id, row.full_name)).collect(),
            yes: say(language, "yes", &[]),
            no: say(language, "no", &[]),
        })
    }

    pub fn sees(&self, group: FieldGroup, row: Standing<'_>) -> bool {
        self.rights.sees(group, row)
    }

    /// Whether the identifiers of a row leave in clear.
    pub fn in_clear(&self, row: Standing<'_>) -> bool {
        !self.clear.is_empty()
            && self.rights.sees(FieldGroup::Identity, row)
            && self.clear.iter().all(|scope| scope.holds(row.region, row.rw))
    }

    /// The word of a code in the language of the file.
    pub fn word(&self, list: CodeList, code: Option<&String>) -> Cell<'_> {
        let Some(code) = code else { return Cell::Empty };
        let known = self.codes.get(&list).and_then(|words| words.get(code));
        known.map_or_else(|| Cell::text(Some(code.clone())), |word| Cell::word(Some(word)))
    }

    /// The word of a closed list, such as a status.
    pub fn term(&self, kind: &str, word: &'static str) -> Cell<'_> {
        let known = self.terms.iter().find(|(own, one, _)| *own == kind && *one == word);
        Cell::word(Some(known.map_or(word, |(.., text)| text)))
    }

    pub fn village(&self, code: &RegionCode) -> Cell<'_> {
        Cell::word(self.villages.get(code).map(String::as_str))
    }

    pub fn user(&self, id: UserId) -> Cell<'_> {
        Cell::word(self.users.get(&id).map(String::as_str))
    }

    pub fn yes_or_no(&self, yes: bool) -> Cell<'_> {
        Cell::word(Some(if yes { &self.yes } else { &self.no }))
    }

    /// A sealed member of a row.
    pub fn unseal(&self, id: impl std::fmt::Display, member: &str, sealed: Option<&Vec<u8>>) -> Result<Option<String>> {
        sealed.map(|sealed| open(&self.kernel, &context(id, member), sealed)).transpose()
    }

    /// NIK or family-card number as far as it may leave.
    pub fn identifier(
        &self,
        row: Standing<'_>,
        masked: Option<String>,
        sealed: impl FnOnce() -> Result<Option<String>>,
    ) -> Result<Cell<'static>> {
        if self.in_clear(row) {
            return Ok(sealed()?.map_or(Cell::Empty, Cell::Identifier));
        }
        let seen = self.rights.sees(FieldGroup::Identity, row);
        Ok(Cell::text(masked.filter(|_| seen)))
    }
}

fn terms(language: Language) -> Vec<(&'static str, &'static str, String)> {
    let statuses = Status::ALL.iter().map(|one| ("status", one.as_str()));
    let outcomes = Outcome::ALL.iter().map(|one| ("outcome", one.as_str()));
    let sexes = Sex::ALL.iter().map(|one| ("sex", one.as_str()));
    let all = statuses.chain(outcomes).chain(sexes);
    all.map(|(kind, word)| (kind, word, say(language, &format!("{kind}-{word}"), &[]))).collect()
}

/// A sealed column, or nothing in its place where it stays sealed.
pub fn sealed(column: impl ColumnTrait, identities: bool) -> SimpleExpr {
    if identities { column.into_expr() } else { Expr::cust("null") }
}

/// The names of kelurahan; of two that an import could not tell apart, the codes.
fn villages(regions: Vec<region::Model>) -> HashMap<RegionCode, String> {
    let regions: Vec<_> = regions.into_iter().filter(|row| row.code.level() == RegionLevel::Village).collect();
    let mut named: HashMap<String, HashSet<&RegionCode>> = HashMap::new();
    for row in &regions {
        for name in [&row.name, &row.official_name] {
            named.entry(fold(name)).or_default().insert(&row.code);
        }
    }
    let alone = |row: &region::Model| named.get(&fold(&row.name)).is_none_or(|codes| codes.len() == 1);
    let name = |row: &region::Model| if alone(row) { row.name.clone() } else { row.code.to_string() };
    regions.iter().map(|row| (row.code.clone(), name(row))).collect()
}

/// A list on its way out.
#[derive(Debug)]
pub struct Sheet {
    pub list: ExportList,
    pub selection: Selection,
    pub around: Around,
    identities: bool,
}

impl Sheet {
    pub fn of(order: &Order, selection: Selection, around: Around) -> Self {
        let (list, identities) = (order.draft.list, order.draft.identities);
        let selection = match list {
            ExportList::Beneficiaries => selection.with(|query| women::columns(query, identities)),
            ExportList::Households => selection.with(|query| homes::columns(query, identities)),
            ExportList::Validations => selection.with(|query| decisions::columns(query, identities)),
        };
        Self { list, selection, around, identities }
    }

    /// The headings. A masked identifier says so, and an import leaves it aside.
    pub fn headings(&self) -> Vec<String> {
        let keys = match self.list {
            ExportList::Beneficiaries => women::keys(),
            ExportList::Households => homes::KEYS.to_vec(),
            ExportList::Validations => decisions::KEYS.to_vec(),
        };
        let heading = |key: &str| {
            let masked = !self.identities && matches!(key, "nik" | "kk_number");
            say(self.around.language, &format!("column-{key}{}", if masked { "_masked" } else { "" }), &[])
        };
        keys.into_iter().map(heading).collect()
    }

    /// The cells of a row, under the headings.
    pub fn row<'a>(&'a self, row: &QueryResult, cells: &mut Vec<Cell<'a>>) -> Result<()> {
        match self.list {
            ExportList::Beneficiaries => women::row(&self.around, row, cells),
            ExportList::Households => homes::row(&self.around, row, cells),
            ExportList::Validations => decisions::row(&self.around, row, cells),
        }
    }
}
