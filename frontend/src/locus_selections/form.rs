//! What is compared, by which statistics of which year, and how much each weighs.

use super::title;
use crate::editor::{EditPage, Editable, Editor};
use crate::i18n::{choices, number, t, term, today, tr};
use crate::programmes::use_programmes;
use crate::reference::RegionPicker;
use crate::route::Route;
use crate::ui::form::use_fields;
use crate::ui::{
    AreaField, Button, Crumb, Glyph, Kind, Lines, PageHead, Panel, Reader, SelectField, TextField, Values, Width,
    use_address, use_lines,
};
use contract::draft::Member;
use contract::endpoints::{CreateLocusSelection, GetLocusSelection, UpdateLocusSelection};
use contract::ids::LocusSelectionId;
use contract::locus_selections::{LocusSelection, LocusSelectionDraft, MAX_INDICATORS, SelectionIndicator};
use contract::place::RegionLevel;
use contract::region_facts::RegionFactKind;
use yew::prelude::*;

/// The statistics that count.
const INDICATORS: Lines = Lines { at: "/indicators", inputs: &["kind", "year", "weight"] };

/// What most selections count, and how much each weighs.
const USUAL: [(RegionFactKind, i32); 3] = [
    (RegionFactKind::HumanDevelopmentIndex, 50),
    (RegionFactKind::PreProsperousFamilies, 30),
    (RegionFactKind::PoorPeople, 20),
];

struct SelectionForm;

fn set_indicator(values: &mut Values, index: usize, one: SelectionIndicator) {
    values.set(&INDICATORS.input(index, "kind"), one.kind.as_str());
    values.set(&INDICATORS.input(index, "year"), &one.year.to_string());
    values.set(&INDICATORS.input(index, "weight"), &one.weight.to_string());
}

fn indicators(reader: &mut Reader) -> Vec<SelectionIndicator> {
    let mut all = Vec::new();
    for index in 0..INDICATORS.filled(reader.values()) {
        let kind = reader.needed(&INDICATORS.input(index, "kind"));
        let year = reader.needed(&INDICATORS.input(index, "year"));
        let weight = reader.needed(&INDICATORS.input(index, "weight"));
        if let (Some(kind), Some(year), Some(weight)) = (kind, year, weight) {
            all.push(SelectionIndicator { kind, year, weight });
        }
    }
    all
}

impl Editable for SelectionForm {
    type View = LocusSelection;
    type Draft = LocusSelectionDraft;
    type Read = GetLocusSelection;
    type Create = CreateLocusSelection;
    type Update = UpdateLocusSelection;
    const NAME: &'static str = "locus_selection";

    fn values(one: &LocusSelection) -> Values {
        let mut values = Values::of(&[
            ("/programme_id", &one.programme_id.to_string()),
            ("/region_code", one.region_code.as_str()),
            ("/level", one.level.as_str()),
            ("/note", one.note.as_deref().unwrap_or_default()),
        ]);
        for (index, indicator) in one.indicators.iter().enumerate() {
            set_indicator(&mut values, index, *indicator);
        }
        values
    }

    fn read(reader: &mut Reader) -> LocusSelectionDraft {
        LocusSelectionDraft {
            id: None,
            programme_id: reader.parsed("/programme_id"),
            region_code: reader.parsed("/region_code"),
            level: reader.parsed("/level"),
            indicators: Member::Value(indicators(reader)),
            note: reader.text("/note"),
        }
    }

    fn name(one: &LocusSelection) -> String {
        title(one)
    }

    fn href(one: &LocusSelection) -> String {
        Route::LocusSelection { id: one.id }.href()
    }
}

#[derive(Properties, PartialEq)]
struct FieldsProps {
    #[prop_or_default]
    stands: bool,
}

#[component]
fn Fields(props: &FieldsProps) -> Html {
    let programmes = use_programmes();
    let levels = [RegionLevel::District, RegionLevel::Village];
    let levels: Vec<(String, String)> = levels.map(|level| (level.as_str().to_owned(), term(level))).to_vec();
    html! {
        <>
            <Panel title={t("selection-about")}>
                if !props.stands {
                    <SelectField at="/programme_id" options={programmes} />
                }
                <RegionPicker at="/region_code" level={RegionLevel::District} />
                <SelectField at="/level" label={t("selection-level")} hint={t("selection-level-hint")} options={levels} />
                <AreaField at="/note" optional=true hint={t("selection-note-hint")} />
            </Panel>
            <Indicators />
        </>
    }
}

/// The statistics, one group of inputs each.
#[component]
fn Indicators() -> Html {
    let form = use_fields();
    let shown = use_lines(INDICATORS, 1, MAX_INDICATORS);
    let weight_of = |index: usize| form.values().get(&INDICATORS.input(index, "weight")).parse::<i64>().unwrap_or(0);
    let whole: i64 = (0..shown.count).map(weight_of).sum();
    let rows = (0..shown.count).map(|index| {
        let at = |input: &str| INDICATORS.input(index, input);
        let onremove = shown.remove.reform(move |()| index);
        let n = [("n", number(i64::try_from(index + 1).unwrap_or_default()).into())];
        let share = (whole > 0).then(|| number((200 * weight_of(index) + whole) / (2 * whole)));
        let hint = share.map(|share| AttrValue::from(tr("selection-weight-share", &[("share", share.into())])));
        html! {
            <fieldset key={index} class="member">
                <legend>{ tr("selection-indicator", &n) }</legend>
                <SelectField at={at("kind")} label={t("region-fact-kind")} options={choices::<RegionFactKind>()} />
                <TextField at={at("year")} label={t("selection-indicator-year")} width={Width::Short} />
                <TextField at={at("weight")} label={t("selection-weight")} width={Width::Short} {hint} />
                <Button small=true kind={Kind::Tertiary} glyph={Glyph::X} onclick={onremove}>
                    { tr("selection-indicator-remove", &n) }
                </Button>
            </fieldset>
        }
    });
    html! {
        <Panel title={t("selection-indicators")}>
            <p class="ink2">{ t("selection-indicators-text") }</p>
            { for rows }
            if let Some(add) = shown.add {
                <Button glyph={Glyph::Plus} onclick={add}>{ t("selection-indicator-add") }</Button>
            }
        </Panel>
    }
}

/// From a programme's page that programme is chosen already.
#[component]
pub fn NewLocusSelection() -> Html {
    let address = use_address();
    let given = |name: &str| address.get(name).unwrap_or_default().to_owned();
    let mut seed = Values::of(&[
        ("/programme_id", &given("programme")),
        ("/region_code", &given("region")),
        ("/level", RegionLevel::Village.as_str()),
    ]);
    for (index, (kind, weight)) in USUAL.into_iter().enumerate() {
        // The newest statistics are mostly those of the year before.
        set_indicator(&mut seed, index, SelectionIndicator { kind, year: today().year() - 1, weight });
    }
    let list = Route::LocusSelections.href();
    html! {
        <>
            <PageHead title={t("selections-add")} crumbs={vec![Crumb::new(list.clone(), t("selections"))]} />
            <Editor<SelectionForm> {seed} cancel={list}><Fields /></Editor<SelectionForm>>
        </>
    }
}

#[derive(Properties, PartialEq)]
pub struct EditLocusSelectionProps {
    pub id: LocusSelectionId,
}

#[component]
pub fn EditLocusSelection(props: &EditLocusSelectionProps) -> Html {
    html! {
        <EditPage<SelectionForm>
            id={props.id.to_string()}
            title={t("selection-edit")}
            above={Crumb::new(Route::LocusSelections.href(), t("selections"))}
        >
            <Fields stands=true />
        </EditPage<SelectionForm>>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_indicator_is_said_whole() {
        let read = |pairs: &[(&str, &str)]| {
            let values = Values::of(pairs);
            let mut reader = Reader::new(&values);
            let draft = SelectionForm::read(&mut reader);
            let faults = reader.faults().into_iter().map(|fault| format!("{} {}", fault.pointer, fault.code));
            (draft.indicators.over(None).unwrap_or_default(), faults.collect::<Vec<_>>())
        };
        let whole =
            [("/indicators/0/kind", "poor_people"), ("/indicators/0/year", "2025"), ("/indicators/0/weight", "40")];
        let one = SelectionIndicator { kind: RegionFactKind::PoorPeople, year: 2025, weight: 40 };
        assert_eq!(read(&whole), (vec![one], vec![]));
        assert_eq!(read(&whole[..2]).1, ["/indicators/0/weight required"]);
        assert_eq!(read(&[("/indicators/0/year", "lalu")]).1.first().unwrap(), "/indicators/0/kind required");
    }
}
