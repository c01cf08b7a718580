//! The choices beside the columns: the sheet, the row of the headings, and
//! whether it is all remembered.

use crate::i18n::{t, tr};
use crate::ui::{Button, Glyph, Panel};
use contract::imports::{Mapping, Sheet};
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct SheetsProps {
    pub sheets: Vec<Sheet>,
    pub now: String,
    pub onchoose: Callback<String>,
}

/// The sheets of the file, with their rows.
#[component]
pub fn Sheets(props: &SheetsProps) -> Html {
    let sheets = props.sheets.iter().map(|sheet| {
        let onchange = {
            let (onchoose, name) = (props.onchoose.clone(), sheet.name.clone());
            Callback::from(move |_: Event| onchoose.emit(name.clone()))
        };
        let mut words = tr("mapping-sheet", &[("sheet", sheet.name.as_str().into()), ("n", sheet.rows.into())]);
        if sheet.hidden {
            words = format!("{words} · {}", t("mapping-hidden-sheet"));
        }
        html! {
            <label class="pick" key={sheet.name.clone()}>
                <input type="radio" name="mapping-sheet" checked={sheet.name == props.now} {onchange} />
                { words }
            </label>
        }
    });
    html! {
        <Panel>
            <fieldset class="field">
                <legend>{ t("mapping-which-sheet") }</legend>
                <p class="hint">{ t("mapping-which-sheet-hint") }</p>
                <div class="picks">{ for sheets }</div>
            </fieldset>
        </Panel>
    }
}

#[derive(Properties, PartialEq)]
pub struct HeaderRowProps {
    pub sheet: Sheet,
    /// The file has sheets, and this is one of them.
    pub sheets: bool,
    pub busy: bool,
    pub onread: Callback<Mapping>,
}

/// Where the headings stand, for the list in which they were not found.
#[component]
pub fn HeaderRow(props: &HeaderRowProps) -> Html {
    let row = use_state(|| props.sheet.header_row.map_or_else(String::new, |row| row.to_string()));
    let oninput = {
        let row = row.setter();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                row.set(input.value());
            }
        })
    };
    let told: Option<u32> = row.trim().parse().ok();
    let words = if props.sheets { t("mapping-read-again") } else { t("mapping-read-again-csv") };
    let reason = told.is_none().then(|| AttrValue::from(t("mapping-needs-row")));
    let onclick = {
        let (onread, sheet) = (props.onread.clone(), props.sheet.name.clone());
        Callback::from(move |()| {
            onread.emit(Mapping { sheet: sheet.clone(), header_row: told, ..Mapping::default() });
        })
    };
    html! {
        <details class="more">
            <summary>{ t("mapping-wrong-row") }</summary>
            <div class="field mt-s3">
                <label for="mapping-row">{ t("mapping-row") }</label>
                <p class="hint" id="mapping-row-hint">{ t("mapping-row-hint") }</p>
                <input
                    class="form-control w-s"
                    id="mapping-row"
                    inputmode="numeric"
                    aria-describedby="mapping-row-hint"
                    value={(*row).clone()}
                    {oninput}
                />
            </div>
            <Button glyph={Glyph::FileSearch} busy={props.busy} {reason} {onclick}>{ words }</Button>
        </details>
    }
}

#[derive(Properties, PartialEq)]
pub struct RememberProps {
    pub source: UseStateHandle<String>,
    pub remember: UseStateHandle<bool>,
}

/// Whether such files are recognised from now on, and what they are called.
#[component]
pub fn Remember(props: &RememberProps) -> Html {
    let onchange = {
        let remember = props.remember.setter();
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                remember.set(input.checked());
            }
        })
    };
    let oninput = {
        let source = props.source.setter();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                source.set(input.value());
            }
        })
    };
    html! {
        <Panel>
            <label class="pick" for="mapping-remember">
                <input type="checkbox" id="mapping-remember" checked={*props.remember} {onchange} />
                { t("mapping-remember") }
            </label>
            if *props.remember {
                <div class="field mt-s3">
                    <label for="mapping-source">{ t("mapping-source") }</label>
                    <p class="hint" id="mapping-source-hint">{ t("mapping-source-hint") }</p>
                    <input
                        class="form-control w-l"
                        id="mapping-source"
                        maxlength="80"
                        aria-describedby="mapping-source-hint"
                        value={(*props.source).clone()}
                        {oninput}
                    />
                </div>
            }
        </Panel>
    }
}
