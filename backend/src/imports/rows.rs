//! A row of cells to a draft, with the faults that can be told without the
//! register.

use super::cells::{birth_day, day, identifier, plain, rt_rw, rupiah, yes};
use super::columns::rw_first;
use super::layout::Layout;
use super::sheet::Cell;
use crate::entity::{code, region};
use crate::kernel::error::Result;
use crate::kernel::fold::fold;
use crate::kernel::scope::system;
use contract::beneficiaries::{BeneficiaryDraft, Collection, HeadOfFamily, check_amounts};
use contract::code_lists::CodeList;
use contract::draft::{Draft, Member, Purpose};
use contract::imports::Column;
use contract::nik::{KkNumber, digits_of, mask};
use contract::place::{Neighbourhood, RegionCode};
use contract::problem::{FieldCode, FieldError};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A fault or warning of a cell, as kept with the row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    pub column: Column,
    pub code: FieldCode,
    pub params: BTreeMap<String, String>,
}

impl Fault {
    pub fn new(column: Column, code: FieldCode) -> Self {
        Self { column, code, params: BTreeMap::new() }
    }
}

/// What was read from a row.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ReadRow {
    pub draft: BeneficiaryDraft,
    pub kk_number: Option<String>,
    pub monthly_income: Option<i64>,
    pub monthly_expenditure: Option<i64>,
    /// What the row itself says of the head of the family; blank says nothing.
    #[serde(default)]
    pub de_jure: Option<bool>,
    #[serde(default)]
    pub de_facto: Option<bool>,
    /// Of a mended row: the row of the list it came from.
    #[serde(default)]
    pub source_row: Option<u32>,
    /// The cells as text, identifiers and all, for the file of faults.
    pub cells: Vec<String>,
    pub faults: Vec<Fault>,
    pub warnings: Vec<Fault>,
    /// What it changes of a woman who stands in the register.
    #[serde(default)]
    pub changes: Vec<Changed>,
    /// A conflict that may be accepted as it is.
    #[serde(default)]
    pub acceptable: bool,
    /// Someone accepted it.
    #[serde(default)]
    pub accepted: bool,
}

/// A member before and after, as kept with the row: codes as codes,
/// identifiers masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    pub column: Column,
    pub before: Option<String>,
    pub after: String,
}

/// Words of the code lists and names of kelurahan, to recognise cells by.
#[derive(Debug, Default)]
pub struct Words {
    codes: HashMap<(CodeList, String), String>,
    standing: HashSet<(CodeList, String)>,
    villages: HashMap<String, Vec<RegionCode>>,
    /// Every region there is, and its name.
    pub regions: HashMap<RegionCode, String>,
}

impl Words {
    pub async fn load(db: &impl ConnectionTrait) -> Result<Self> {
        let mut words = Self::default();
        for row in system::<code::Entity>().filter(code::Column::Retired.eq(false)).all(db).await? {
            for label in [&row.label_id, &row.label_en, &row.code] {
                words.codes.entry((row.list, fold(label))).or_insert_with(|| row.code.clone());
            }
            words.standing.insert((row.list, row.code));
        }
        for row in system::<region::Entity>().all(db).await? {
            words.regions.insert(row.code.clone(), row.name.clone());
            for name in [&row.name, &row.official_name] {
                let codes = words.villages.entry(fold(name)).or_default();
                if !codes.contains(&row.code) {
                    codes.push(row.code.clone());
                }
            }
        }
        Ok(words)
    }

    /// Whether a code stands in its list and is not retired.
    pub fn has(&self, list: CodeList, code: &str) -> bool {
        self.standing.contains(&(list, code.to_owned()))
    }

    fn village(&self, text: &str) -> Option<RegionCode> {
        use contract::place::RegionLevel::Village;
        if let Ok(code) = text.parse::<RegionCode>() {
            return Some(code);
        }
        let codes = self.villages.get(&fold(text))?;
        let mut villages = codes.iter().filter(|code| code.level() == Village);
        let only = villages.next().cloned();
        if villages.next().is_some() { None } else { only }
    }
}

/// Reads the cells of one row.
struct Reader<'a> {
    layout: &'a Layout,
    words: &'a Words,
    cells: &'a [Cell],
    faults: Vec<Fault>,
    de_jure: Option<bool>,
    de_facto: Option<bool>,
}

impl Reader<'_> {
    fn take<T>(
        &mut self,
        column: Column,
        read: impl FnOnce(&Cell) -> std::result::Result<Option<T>, FieldCode>,
    ) -> Option<T> {
        match read(self.layout.cell(column, self.cells)) {
            Ok(value) => value,
            Err(code) => {
                self.faults.push(Fault::new(column, code));
                None
            }
        }
    }

    /// RW or RT, from a cell of its own or from the one of both.
    fn neighbourhood(&mut self, column: Column) -> Member<Neighbourhood> {
        if self.layout.stands_in(column) == column {
            return self.parsed(column);
        }
        let first = (column == Column::Rw) == rw_first(&self.layout.heading(Column::RtRw));
        let read = rt_rw(self.layout.cell(Column::RtRw, self.cells));
        match read.map(|both| both.map(|(one, other)| if first { one } else { other })) {
            Ok(value) => value.map_or(Member::Absent, Member::Value),
            Err(code) => {
                if column == Column::Rt {
                    self.faults.push(Fault::new(Column::RtRw, code));
                }
                Member::Absent
            }
        }
    }

    fn text(&mut self, column: Column) -> Option<String> {
        plain(self.layout.cell(column, self.cells))
    }

    fn member(&mut self, column: Column) -> Member<String> {
        self.text(column).map_or(Member::Absent, Member::Value)
    }

    fn code(&mut self, column: Column, list: CodeList) -> Option<String> {
        let text = self.text(column)?;
        let code = self.words.codes.get(&(list, fold(&text))).cloned();
        if code.is_none() {
            self.faults.push(Fault::new(column, FieldCode::NotInList));
        }
        code
    }

    fn parsed<T: std::str::FromStr>(&mut self, column: Column) -> Member<T> {
        let Some(text) = self.text(column) else { return Member::Absent };
        text.parse().map_or_else(
            |_| {
                self.faults.push(Fault::new(column, FieldCode::Malformed));
                Member::Absent
            },
            Member::Value,
        )
    }

    fn sex(&mut self) {
        let text = fold(&self.layout.cell(Column::Sex, self.cells).text());
        match text.as_str() {
            "" | "p" | "perempuan" | "wanita" | "f" | "female" => {}
            "l" | "laki-laki" | "laki laki" | "pria" | "m" | "male" => {
                self.faults.push(Fault::new(Column::Sex, FieldCode::NotAWoman));
            }
            _ => self.faults.push(Fault::new(Column::Sex, FieldCode::NotInList)),
        }
    }

    fn village(&mut self, default: Option<&RegionCode>) -> Member<RegionCode> {
        let Some(text) = self.text(Column::Village) else {
            return default.cloned().map_or(Member::Absent, Member::Value);
        };
        let code = self.words.village(&text);
        if code.is_none() {
            self.faults.push(Fault::new(Column::Village, FieldCode::NotInList));
        }
        code.map_or(Member::Absent, Member::Value)
    }

    fn collection(&mut self) -> Collection {
        Collection {
            kind: self.code(Column::CollectorKind, CodeList::CollectorKind),
            name: self.text(Column::CollectorName),
            method: self.code(Column::CollectionMethod, CodeList::CollectionMethod),
            on: self.take(Column::CollectedOn, day),
            note: None,
        }
    }

    fn draft(&mut self, default: Option<&RegionCode>) -> BeneficiaryDraft {
        let option = |code: Option<String>| code.map_or(Member::Absent, Member::Value);
        let nik = self.take(Column::Nik, identifier);
        let birth = self.layout.stands_in(Column::BirthDate);
        let read_birth = if birth == Column::BirthDate { day } else { birth_day };
        self.de_jure = self.take(Column::HeadDeJure, yes);
        self.de_facto = self.take(Column::HeadDeFacto, yes);
        let head = HeadOfFamily {
            de_jure: self.de_jure.unwrap_or(false),
            de_facto: self.de_facto.unwrap_or(false),
            basis: self.code(Column::HeadBasis, CodeList::HeadOfFamilyBasis),
        };
        self.sex();
        BeneficiaryDraft {
            nik: option(nik),
            nik_absent_reason: option(self.code(Column::NikAbsentReason, CodeList::NikAbsentReason)),
            full_name: self.member(Column::FullName),
            birth_date: self.take(birth, read_birth).map_or(Member::Absent, Member::Value),
            region_code: self.village(default),
            rw: self.neighbourhood(Column::Rw),
            rt: self.neighbourhood(Column::Rt),
            address: self.member(Column::Address),
            phone: self.member(Column::Phone),
            marital_status: option(self.code(Column::MaritalStatus, CodeList::MaritalStatus)),
            head_of_family: Member::Value(head),
            education: option(self.code(Column::Education, CodeList::Education)),
            occupation: option(self.code(Column::Occupation, CodeList::Occupation)),
            collection: Member::Value(self.collection()),
            ..BeneficiaryDraft::default()
        }
    }
}

/// The column a fault of the draft belongs to.
pub fn column_of(pointer: &str) -> Column {
    match pointer {
        "/nik" => Column::Nik,
        "/nik_absent_reason" => Column::NikAbsentReason,
        "/birth_date" => Column::BirthDate,
        "/region_code" => Column::Village,
        "/rw" => Column::Rw,
        "/rt" | "/household_id" => Column::Rt,
        "/address" => Column::Address,
        "/phone" => Column::Phone,
        "/marital_status" => Column::MaritalStatus,
        "/head_of_family" | "/head_of_family/basis" => Column::HeadBasis,
        "/education" => Column::Education,
        "/occupation" => Column::Occupation,
        "/monthly_income" | "/finances_on" => Column::MonthlyIncome,
        "/monthly_expenditure" => Column::MonthlyExpenditure,
        "/kk_number" => Column::KkNumber,
        "/collection/kind" => Column::CollectorKind,
        "/collection/name" => Column::CollectorName,
        "/collection/method" => Column::CollectionMethod,
        _ => Column::FullName,
    }
}

pub fn faults_of(errors: Vec<FieldError>) -> Vec<Fault> {
    errors
        .into_iter()
        .map(|error| Fault { column: column_of(&error.pointer), code: error.code, params: error.params })
        .collect()
}

/// Reads one row; every fault of its cells at once, one a column.
pub fn read(layout: &Layout, words: &Words, cells: &[Cell], default: Option<&RegionCode>) -> ReadRow {
    let mut reader = Reader { layout, words, cells, faults: Vec::new(), de_jure: None, de_facto: None };
    let draft = reader.draft(default);
    let kk_number = reader.take(Column::KkNumber, identifier);
    if let Some(code) = kk_number.as_ref().and_then(|text| KkNumber::parse(text).err()) {
        reader.faults.push(Fault::new(Column::KkNumber, code));
    }
    let monthly_income = reader.take(Column::MonthlyIncome, rupiah);
    let monthly_expenditure = reader.take(Column::MonthlyExpenditure, rupiah);
    let source_row = plain(layout.cell(Column::SourceRow, cells)).and_then(|text| text.parse().ok());
    let Reader { mut faults, de_jure, de_facto, .. } = reader;
    let amount = |sum: Option<i64>| sum.map_or(Member::Absent, Member::Value);
    let judged = draft
        .check(Purpose::Create)
        .into_iter()
        .chain(check_amounts(&amount(monthly_income), &amount(monthly_expenditure)));
    for mut fault in faults_of(judged.collect()) {
        fault.column = layout.stands_in(fault.column);
        // What could not be read is not also missing.
        if !faults.iter().any(|known| known.column == fault.column) {
            faults.push(fault);
        }
    }
    faults.sort_by_key(|fault| fault.column);
    ReadRow {
        draft,
        kk_number,
        monthly_income,
        monthly_expenditure,
        de_jure,
        de_facto,
        source_row,
        cells: cells.iter().map(Cell::text).collect(),
        faults,
        ..ReadRow::default()
    }
}

/// A cell's text as it may be shown: identifiers masked.
pub fn shown(column: Column, text: &str) -> String {
    let digits = digits_of(text.trim_start_matches('\''));
    let identifier = matches!(column, Column::Nik | Column::KkNumber);
    if identifier && digits.len() >= 8 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return if digits.len() == 16 { mask(&digits) } else { format!("{}…", digits.get(..4).unwrap_or("")) };
    }
    masked(&text.chars().take(80).collect::<String>())
}

/// A text in which nothing that could be an identifier stands in clear, in
/// whichever column: ten digits in a row, also with signs between them.
pub fn masked(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    let mut run = String::new();
    let flush = |run: &mut String, told: &mut String| {
        let digits = digits_of(run);
        if digits.len() >= 10 {
            let tail = run.trim_end_matches([' ', '.', '-']);
            let rest = run.strip_prefix(tail).unwrap_or("");
            let start = digits.get(..4).unwrap_or("");
            let end = if digits.len() == 16 { digits.get(14..).unwrap_or("") } else { "" };
            told.extend([start, "**********", end, rest]);
        } else {
            told.push_str(run);
        }
        run.clear();
    };
    for letter in text.chars() {
        if letter.is_ascii_digit() || !run.is_empty() && matches!(letter, ' ' | '.' | '-') {
            run.push(letter);
        } else {
            flush(&mut run, &mut told);
            told.push(letter);
        }
    }
    flush(&mut run, &mut told);
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_could_be_an_identifier_is_shown() {
        for (text, told) in [
            ("3275995403880001", "3275**********01"),
            ("NIK 3275 9954 0388 0001 di KTP", "NIK 3275**********01 di KTP"),
            ("Bekasi, 12-11-1987", "Bekasi, 12-11-1987"),
            ("Rp 1.500.000,00", "Rp 1.500.000,00"),
            ("0812-3456-7890", "0812**********"),
            ("003/011", "003/011"),
        ] {
            assert_eq!(masked(text), told);
        }
        assert_eq!(shown(Column::Nik, "32759954"), "3275…");
    }
}
