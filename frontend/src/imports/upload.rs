//! The first step: a file, and the kelurahan of rows that name none.

use super::{Step, Steps};
use crate::api::{Answer, Call, Failure, Sender, Sending, Wire, use_me, use_sender};
use crate::i18n::{self, t, tr};
use crate::reference::use_regions;
use crate::route::Route;
use crate::ui::choice::Choice;
use crate::ui::{
    Button, Crumb, Download, Form, Glyph, Icon, Kind, LinkButton, Note, PageHead, Panel, ProblemNote, SelectField,
    Tone, Values, leave, use_address, use_form,
};
use contract::endpoints::{CreateImport, LinkImportTemplate};
use contract::ids::ImportId;
use contract::imports::{Import, MAX_FILE, Upload};
use contract::me::Me;
use contract::place::{RegionCode, RegionLevel};
use std::cell::Cell;
use std::rc::Rc;
use uuid::Uuid;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const XLS: &str = "application/vnd.ms-excel";
const ODS: &str = "application/vnd.oasis.opendocument.spreadsheet";
const CSV: &str = "text/csv";
const REGION: &str = "/region";

/// What a file is, by its name: browsers disagree on the type of CSV.
fn content_type(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    match ending.to_ascii_lowercase().as_str() {
        "xlsx" => Some(XLSX),
        "xls" => Some(XLS),
        "ods" => Some(ODS),
        "csv" | "txt" => Some(CSV),
        _ => None,
    }
}

/// Why a file cannot be sent, before it is.
fn refusal(name: &str, bytes: f64) -> Option<String> {
    let most = u32::try_from(MAX_FILE).map_or(f64::MAX, f64::from);
    if content_type(name).is_none() {
        Some(t("upload-wrong-kind"))
    } else if bytes < 1.0 {
        Some(t("upload-empty"))
    } else if bytes > most {
        Some(t("upload-too-large"))
    } else {
        None
    }
}

/// My own kelurahan first, where a role of mine has one.
fn own_villages(me: &Me) -> Vec<Choice> {
    let mut villages: Vec<Choice> = Vec::new();
    for held in &me.roles {
        let Some(code) = held.region_code.as_ref().filter(|code| code.level() == RegionLevel::Village) else {
            continue;
        };
        let choice = (code.to_string(), held.region_name.clone().unwrap_or_else(|| code.to_string()));
        if !villages.contains(&choice) {
            villages.push(choice);
        }
    }
    villages
}

#[component]
pub fn NewImport() -> Html {
    let me = use_me();
    let own = own_villages(&me);
    let form = use_form("upload", || Values::of(&[(REGION, own.first().map_or("", |(code, _)| code.as_str()))]));
    let within = me.roles.iter().find_map(|held| held.region_code.clone());
    let regions = use_regions(RegionLevel::Village, within);
    let mut villages = own;
    for choice in regions.options() {
        if !villages.iter().any(|(code, _)| *code == choice.0) {
            villages.push(choice);
        }
    }
    let address = use_address();
    // Mended rows come back to the list they belong to.
    let mends = address.get("mends").and_then(|text| text.parse::<ImportId>().ok());
    let file = use_state(|| None::<File>);
    let fault = use_state(|| None::<String>);
    let sender = use_sender();
    // One upload keeps its key through every attempt, so that a list whose
    // answer was lost on the way is not taken twice.
    let key = use_memo((), |()| Cell::new(Uuid::now_v7()));
    let onchoose = choose(&file, &fault, &key);
    let onregion = {
        let key = key.clone();
        Callback::from(move |_: String| key.set(Uuid::now_v7()))
    };
    let onsubmit = {
        let region = form.values().get(REGION).parse::<RegionCode>().ok();
        let (file, fault, sender, key) = (file.clone(), fault.setter(), sender.clone(), key.clone());
        Callback::from(move |()| match &*file {
            Some(file) => {
                let upload = Upload { file_name: Some(file.name()), region: region.clone(), mends };
                send(file.clone(), upload, key.clone(), sender.clone(), fault.clone());
            }
            None => fault.set(Some(t("upload-choose-first"))),
        })
    };
    html! {
        <>
            <PageHead
                title={t("import-new")}
                lede={t("import-new-lede")}
                crumbs={vec![Crumb::new(Route::Imports.href(), t("imports"))]}
            />
            <Steps now={Step::File} />
            <div class="stack">
                if mends.is_some() {
                    <Note tone={Tone::Info}><p>{ t("upload-mends") }</p></Note>
                }
                <Panel>
                    <Form {form} {onsubmit}>
                        <SelectField
                            at={REGION}
                            label={t("upload-region")}
                            hint={t("upload-region-hint")}
                            optional=true
                            options={villages}
                            loading={regions.busy && regions.items.is_empty()}
                            onchange={onregion}
                        />
                        <Drop file={(*file).clone()} fault={(*fault).clone()} {onchoose} />
                        { foot(&sender, file.is_some()) }
                    </Form>
                </Panel>
                <Panel title={t("upload-template")}>
                    <p class="ink2">{ t("upload-template-text") }</p>
                    <Download call={Call::<LinkImportTemplate>::new()} glyph={Glyph::FileSpreadsheet}>
                        { t("upload-template-get") }
                    </Download>
                </Panel>
            </div>
        </>
    }
}

/// Takes a file that can be sent; says why of one that cannot.
fn choose(
    file: &UseStateHandle<Option<File>>,
    fault: &UseStateHandle<Option<String>>,
    key: &Rc<Cell<Uuid>>,
) -> Callback<File> {
    let (set, fault, key) = (file.setter(), fault.setter(), key.clone());
    Callback::from(move |chosen: File| {
        let refusal = refusal(&chosen.name(), chosen.size());
        set.set(refusal.is_none().then_some(chosen));
        fault.set(refusal);
        key.set(Uuid::now_v7());
    })
}

fn send(file: File, upload: Upload, key: Rc<Cell<Uuid>>, sender: Sender, fault: UseStateSetter<Option<String>>) {
    let Some(kind) = content_type(&file.name()) else { return };
    spawn_local(async move {
        let Ok(buffer) = JsFuture::from(file.array_buffer()).await else {
            fault.set(Some(t("upload-unreadable")));
            return;
        };
        let bytes = js_sys::Uint8Array::new(&buffer);
        let wire = Wire::from(Call::<CreateImport>::new().query(&upload).file(kind, bytes)).key(key.get());
        let unreadable = fault.clone();
        let done = Callback::from(move |answer: Rc<Answer>| match answer.read::<Import>() {
            Ok(reply) => leave::go(&Route::Import { id: reply.value.id }.href()),
            Err(failure) => unreadable.set(Some(failure.title())),
        });
        // A refusal is an answer: what is sent next is another attempt.
        let failed = Callback::from(move |failure: Failure| {
            if failure.problem().is_some() {
                key.set(Uuid::now_v7());
            }
        });
        sender.send(wire, done, failed);
    });
}

/// How far sending has come, and the button.
fn foot(sender: &Sender, chosen: bool) -> Html {
    let busy = sender.state == Sending::Busy;
    let reason = (!chosen).then(|| AttrValue::from(t("upload-choose-first")));
    html! {
        <>
            if busy {
                <p class="small" role="status">{ t("upload-sending") }</p>
                <progress class="bar" aria-label={t("upload-sending")} />
            }
            if let Sending::Kept { again_in } = &sender.state {
                <Note tone={Tone::Warn}>
                    <p role="status">{ tr("upload-kept", &[("seconds", (*again_in).into())]) }</p>
                </Note>
            }
            if let Some(failure) = sender.state.failure() {
                <ProblemNote failure={failure.clone()} />
            }
            <div class="row-wrap mt-s3">
                if matches!(sender.state, Sending::Kept { .. }) {
                    <Button kind={Kind::Primary} onclick={sender.try_now()}>{ t("save-now") }</Button>
                    <Button onclick={sender.give_up()}>{ t("save-stop") }</Button>
                } else {
                    <Button kind={Kind::Primary} submit=true glyph={Glyph::CloudUpload} {busy} {reason}>
                        { t("upload-send") }
                    </Button>
                    <LinkButton href={Route::Imports.href()}>{ t("cancel") }</LinkButton>
                }
            </div>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct DropProps {
    file: Option<File>,
    fault: Option<AttrValue>,
    onchoose: Callback<File>,
}

/// The browser's own file input, in a place where a file can be dropped.
#[component]
fn Drop(props: &DropProps) -> Html {
    let over = use_state(|| false);
    let ondragover = {
        let over = over.setter();
        Callback::from(move |event: DragEvent| {
            // Without this the browser opens the file in place of the page.
            event.prevent_default();
            over.set(true);
        })
    };
    let ondragleave = {
        let over = over.setter();
        Callback::from(move |_: DragEvent| over.set(false))
    };
    let ondrop = {
        let (over, onchoose) = (over.setter(), props.onchoose.clone());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(false);
            let file = event.data_transfer().and_then(|data| data.files()?.get(0));
            if let Some(file) = file {
                onchoose.emit(file);
            }
        })
    };
    let onchange = {
        let onchoose = props.onchoose.clone();
        Callback::from(move |event: Event| {
            let input = event.target_dyn_into::<HtmlInputElement>();
            if let Some(file) = input.and_then(|input| input.files()?.get(0)) {
                onchoose.emit(file);
            }
        })
    };
    let faulty = props.fault.is_some();
    let described = if faulty { "upload-file-hint upload-file-fault" } else { "upload-file-hint" };
    html! {
        <div
            class={classes!("field", "drop", over.then_some("over"), faulty.then_some("err"))}
            {ondragover}
            {ondragleave}
            {ondrop}
        >
            <label for="upload-file">{ t("upload-file") }</label>
            <p class="hint" id="upload-file-hint">{ t("upload-file-hint") }</p>
            if let Some(fault) = &props.fault {
                <p class="emsg" id="upload-file-fault" role="alert">
                    <Icon glyph={Glyph::AlertCircle} /><span>{ fault }</span>
                </p>
            }
            <input
                class="form-control"
                id="upload-file"
                type="file"
                accept=".xlsx,.xls,.ods,.csv,.txt"
                aria-invalid={faulty.then_some("true")}
                aria-describedby={described}
                {onchange}
            />
            <p class="small" role="status">
                if let Some(file) = &props.file {
                    { tr("upload-chosen", &[("name", file.name().into()), ("size", size(file.size()).into())]) }
                }
            </p>
        </div>
    }
}

/// `340 KB`, rounded up: no file is of nothing.
fn size(bytes: f64) -> String {
    format!("{} KB", i18n::number(whole((bytes / 1024.0).ceil())))
}

/// A size below the largest file allowed, as a number without a fraction.
fn whole(number: f64) -> i64 {
    format!("{number:.0}").parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_refused_before_it_is_sent() {
        assert_eq!(refusal("Daftar.XLSX", 10.0), None);
        assert_eq!(refusal("daftar.rw11.csv", 10_485_760.0), None);
        assert_eq!(refusal("daftar.xls", 10.0), None);
        assert_eq!(refusal("Daftar.ODS", 10.0), None);
        assert!(refusal("daftar.pdf", 10.0).is_some());
        assert!(refusal("daftar", 10.0).is_some());
        assert!(refusal("daftar.csv", 0.0).is_some());
        assert!(refusal("daftar.csv", 10_485_761.0).is_some());
    }

    #[test]
    fn a_size_is_rounded_up() {
        assert_eq!(size(1.0), "1 KB");
        assert_eq!(size(10_485_760.0), "10.240 KB");
    }
}
