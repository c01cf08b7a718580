//! Which sheet is the list and what its columns hold: found, remembered, or
//! said by hand.

use super::layout::Layout;
use super::queries::{Kept, open_row};
use super::rows::masked;
use super::sheet::{Cell, Sheet};
use super::sources::{fingerprint, remembered};
use super::template::MARK;
use crate::entity::{import, import_row, import_source, user};
use crate::jobs::Workplace;
use crate::kernel::crypto::Purpose;
use crate::kernel::error::{Error, Result};
use crate::kernel::scope::system;
use crate::kernel::state::Kernel;
use contract::ids::{ImportId, ImportSourceId};
use contract::imports::{self as api, Column, FileFault, LeftOut, Mapping, UsedSource};
use sea_orm::{ColumnTrait, QueryFilter};
use serde::{Deserialize, Serialize};

/// Cells shown of each column, and letters of each.
const SAMPLES: usize = 3;
/// Rows they are taken from.
const SAMPLED: usize = 100;
const SAMPLE: usize = 40;
/// Rows below the headings that are named one by one.
const NAMED: usize = 50;

/// What was read of a file and what was said of it, kept sealed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Reading {
    pub sheets: Vec<api::Sheet>,
    pub left_out: Vec<LeftOut>,
    /// Headings of the chosen sheet that nobody knows.
    #[serde(default)]
    pub ignored: Vec<String>,
    pub source: Option<UsedSource>,
    /// What was chosen by hand.
    pub choice: Option<Mapping>,
}

/// How a file is read.
#[derive(Debug)]
pub struct Plan {
    /// The place of the chosen sheet.
    pub at: usize,
    pub layout: Layout,
    pub reading: Reading,
    pub source: Option<ImportSourceId>,
    /// Someone has to say first what is meant.
    pub asks: bool,
}

fn context(id: ImportId) -> String {
    format!("{id} reading")
}

pub fn seal_reading(kernel: &Kernel, id: ImportId, reading: &Reading) -> Result<Vec<u8>> {
    let plain = serde_json::to_vec(reading).map_err(Error::internal)?;
    Ok(kernel.keys.seal(Purpose::Personal, &context(id), &plain))
}

pub fn open_reading(kernel: &Kernel, row: &import::Model) -> Result<Reading> {
    let Some(sealed) = &row.reading else { return Ok(Reading::default()) };
    let plain = kernel.keys.open(Purpose::Personal, &context(row.id), sealed).map_err(Error::internal)?;
    serde_json::from_slice(&plain).map_err(Error::internal)
}

/// Decides how the file is read; `ranks` says of each sheet, in its order, how
/// much it looks like a list.
pub async fn plan(
    place: &Workplace,
    import: &mut import::Model,
    sheets: &[Sheet],
    ranks: &[(usize, usize)],
) -> Result<Result<Plan, FileFault>> {
    let choice = open_reading(&place.kernel, import)?.choice;
    if import.mends.is_none() {
        import.mends = marked(place, sheets).await?;
    }
    let Some(at) = chosen(sheets, ranks, choice.as_ref()) else { return Ok(Err(FileFault::NoRows)) };
    let Some(sheet) = sheets.get(at) else { return Ok(Err(FileFault::NoRows)) };
    let wanted = choice.as_ref().and_then(|choice| choice.header_row);
    let layout = match wanted {
        Some(_) => Layout::at(&sheet.rows, wanted),
        None => Layout::find(&sheet.rows).or_else(|| Layout::at(&sheet.rows, None)),
    };
    let Some(mut layout) = layout else { return Ok(Err(FileFault::NoHeader)) };
    let mut source = None;
    let columns = choice.as_ref().and_then(|choice| choice.columns.as_ref());
    if let Some(columns) = columns {
        let told = columns.iter().filter_map(|one| Some((usize::try_from(one.index).ok()?, one.column?)));
        layout.choose(told.collect::<Vec<_>>());
    } else if let Some((row, columns)) = remembered(&place.kernel, import.place_code.as_ref(), &layout).await? {
        layout.choose(columns);
        source = Some(row);
    } else if let Some(mended) = import.mends {
        take_over(place, mended, &mut layout).await?;
    }
    let lists = sheets.iter().zip(ranks).filter(|(sheet, rank)| is_shown(sheet) && rank.0 > 1).count();
    let pointed = choice.is_some() && columns.is_none();
    let open = columns.is_none() && source.is_none() && layout.is_doubtful(import.region_code.is_some());
    let asks = pointed && open || columns.is_none() && (open || lists > 1 && choice.is_none());
    let (_, mut left_out) = layout.body(&sheet.rows);
    left_out.truncate(NAMED);
    let used = match &source {
        Some(row) => Some(used(place, row).await?),
        None => None,
    };
    let views = views(sheets, at, &layout);
    let reading = Reading { sheets: views, left_out, ignored: layout.ignored(), source: used, choice };
    Ok(Ok(Plan { at, layout, reading, source: source.map(|row| row.id), asks }))
}

async fn used(place: &Workplace, row: &import_source::Model) -> Result<UsedSource> {
    let author =
        system::<user::Entity>().filter(user::Column::Id.eq(row.created_by)).one(&place.kernel.db.read).await?;
    Ok(UsedSource {
        id: row.id,
        name: row.name.clone(),
        remembered_on: row.created_at.day_in_jakarta(),
        remembered_by: author.map(|author| author.full_name).unwrap_or_default(),
    })
}

/// A sheet that a person sees, and that is not our own mark.
fn is_shown(sheet: &Sheet) -> bool {
    !sheet.hidden && sheet.name != MARK
}

/// The sheet that was named, or the one most like a list; a hidden one only
/// where no other is.
fn chosen(sheets: &[Sheet], ranks: &[(usize, usize)], choice: Option<&Mapping>) -> Option<usize> {
    if let Some(choice) = choice {
        return sheets.iter().position(|sheet| sheet.name == choice.sheet);
    }
    let places = sheets.iter().enumerate().filter(|(_, sheet)| sheet.name != MARK && !sheet.rows.is_empty());
    let rank = |(place, sheet): &(usize, &Sheet)| {
        let (columns, rows) = ranks.get(*place).copied().unwrap_or_default();
        (is_shown(sheet) && columns > 1, columns, is_shown(sheet), rows, usize::MAX - place)
    };
    places.max_by_key(rank).map(|(place, _)| place)
}

/// The list whose faulty rows these are: our own files carry its number in a
/// hidden sheet.
async fn marked(place: &Workplace, sheets: &[Sheet]) -> Result<Option<ImportId>> {
    let mark = sheets.iter().find(|sheet| sheet.name == MARK);
    let text = mark.and_then(|sheet| sheet.rows.first()).and_then(|(_, cells)| cells.first()).map(Cell::text);
    let Some(id) = text.and_then(|text| text.parse::<ImportId>().ok()) else { return Ok(None) };
    let own = system::<import::Entity>()
        .filter(import::Column::Id.eq(id))
        .filter(import::Column::CreatedBy.eq(place.pen.user))
        .one(&place.kernel.db.read)
        .await?;
    Ok(own.map(|row| row.id))
}

/// Columns matched by hand for the first list hold for its mended rows.
async fn take_over(place: &Workplace, mended: ImportId, layout: &mut Layout) -> Result<()> {
    let row = system::<import_row::Entity>()
        .filter(import_row::Column::ImportId.eq(mended))
        .one(&place.kernel.db.read)
        .await?;
    let Some(row) = row else { return Ok(()) };
    let Kept { columns, .. } = open_row(&place.kernel, &row)?;
    let mut told: Vec<(usize, Column)> = Vec::new();
    for (index, heading) in layout.headings.iter().enumerate() {
        let own = columns.iter().find(|(_, _, text)| text == heading).map(|(column, ..)| *column);
        let found = layout.columns.iter().find(|(_, place, _)| *place == index).map(|(column, ..)| *column);
        let column = own.or(found.filter(|column| !columns.iter().any(|(known, ..)| known == column)));
        if let Some(column) = column.filter(|column| !told.iter().any(|(_, known)| known == column)) {
            told.push((index, column));
        }
    }
    layout.choose(told);
    Ok(())
}

/// Every sheet as it is shown to whoever matches the columns.
fn views(sheets: &[Sheet], at: usize, layout: &Layout) -> Vec<api::Sheet> {
    let all = sheets.iter().enumerate().filter(|(_, sheet)| sheet.name != MARK && !sheet.rows.is_empty());
    all.map(|(place, sheet)| {
        let own = if place == at { Some(layout.clone()) } else { None };
        let found = || Layout::find(&sheet.rows).or_else(|| Layout::at(&sheet.rows, None));
        view(sheet, place == at, own.or_else(found))
    })
    .collect()
}

fn view(sheet: &Sheet, chosen: bool, layout: Option<Layout>) -> api::Sheet {
    let (name, hidden) = (sheet.name.clone(), sheet.hidden);
    let Some(layout) = layout else {
        let rows = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX);
        return api::Sheet { name, rows, hidden, chosen, header_row: None, columns: Vec::new() };
    };
    let (body, _) = layout.body(&sheet.rows);
    let width = body.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0).max(layout.headings.len());
    let columns = (0..width).filter_map(|index| {
        let cells = body.iter().take(SAMPLED).filter_map(|(_, cells)| cells.get(index)).filter(|cell| !cell.is_blank());
        let mut samples: Vec<String> = Vec::new();
        for text in cells.map(|cell| masked(&cell.text())) {
            let text: String = text.chars().take(SAMPLE).collect();
            if !samples.contains(&text) {
                samples.push(text);
            }
            if samples.len() == SAMPLES {
                break;
            }
        }
        let heading = layout.headings.get(index).cloned().unwrap_or_default();
        if heading.is_empty() && samples.is_empty() {
            return None;
        }
        Some(api::SheetColumn {
            index: u32::try_from(index).ok()?,
            letter: letter(index),
            heading: heading.chars().take(120).collect(),
            hidden: sheet.hidden_columns.contains(&index),
            samples,
            column: layout.columns.iter().find(|(_, place, _)| *place == index).map(|(column, ..)| *column),
        })
    });
    let columns = columns.collect();
    let rows = u32::try_from(body.len()).unwrap_or(u32::MAX);
    api::Sheet { name, rows, hidden, chosen, header_row: Some(layout.header_row), columns }
}

/// The letters of a column: A to Z, AA and on.
fn letter(index: usize) -> String {
    let mut rest = index;
    let mut letters = String::new();
    loop {
        let letter = u8::try_from(rest % 26).map_or('?', |step| char::from(b'A' + step));
        letters.insert(0, letter);
        match (rest / 26).checked_sub(1) {
            Some(next) => rest = next,
            None => return letters,
        }
    }
}

/// The digest by which a sheet's headings are recognised again, and what each
/// of them holds by hand.
pub fn told(sheet: &api::Sheet, mapping: &Mapping) -> (Vec<u8>, Vec<Option<Column>>) {
    let named: Vec<&api::SheetColumn> = sheet.columns.iter().filter(|one| !one.heading.is_empty()).collect();
    let headings: Vec<String> = named.iter().map(|one| one.heading.clone()).collect();
    let layout = Layout { headings, ..Layout::default() };
    let by_hand = |index: u32| mapping.columns.iter().flatten().find(|one| one.index == index);
    let columns = named.iter().filter(|one| !super::columns::plain(&one.heading).is_empty());
    (fingerprint(&layout), columns.map(|one| by_hand(one.index).and_then(|one| one.column)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        let letters: Vec<String> = [0, 25, 26, 51, 52, 199, 701, 702].into_iter().map(letter).collect();
        assert_eq!(letters, ["A", "Z", "AA", "AZ", "BA", "GR", "ZZ", "AAA"]);
    }
}
