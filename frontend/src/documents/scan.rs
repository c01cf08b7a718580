//! A scan or photo: chosen, uploaded at once, named by what is decided or told.

use crate::api::{Answer, Call, Failure, Sender, Sending, Wire, use_sender};
use crate::i18n::{t, tr};
use crate::ui::field::{FieldProps, Width, notes, use_wiring};
use crate::ui::{Button, Glyph, Icon, Kind, Note, ProblemNote, Tone};
use contract::documents::{Document, DocumentKind, MAX_FILE, MediaType, Upload};
use contract::endpoints::CreateDocument;
use contract::ids::DocumentId;
use contract::place::RegionCode;
use std::cell::Cell;
use std::rc::Rc;
use uuid::Uuid;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

/// The pointer of the document in what names it.
pub const AT: &str = "/document_id";
/// With image types among them a phone offers its camera.
const ACCEPT: &str = ".pdf,.jpg,.jpeg,.png,.docx,.xlsx,.pptx,.odt,.ods,.odp,application/pdf,image/jpeg,image/png";

/// What a file is, by its name; the server looks at its bytes.
fn content_type(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    let ending = if ending == "jpeg" { "jpg" } else { &ending };
    MediaType::ALL.iter().find(|kind| kind.extension() == ending).map(|kind| kind.as_str())
}

/// Why a file cannot be sent, before it is.
fn refusal(name: &str, bytes: f64) -> Option<String> {
    let most = u32::try_from(MAX_FILE).map_or(f64::MAX, f64::from);
    if content_type(name).is_none() {
        Some(t("scan-wrong-kind"))
    } else if bytes < 1.0 {
        Some(t("scan-empty"))
    } else if bytes > most {
        Some(t("scan-too-large"))
    } else {
        None
    }
}

/// A file that can be sent, and its document once it is kept.
#[derive(Debug, Clone, PartialEq)]
struct Picked {
    file: File,
    region: RegionCode,
    document: Option<DocumentId>,
}

/// One file of one form. In the decision bar it stays for the next woman, as
/// number and day of the list do.
#[derive(Clone)]
pub struct Scan {
    kind: DocumentKind,
    chosen: UseStateHandle<Option<Picked>>,
    fault: UseStateHandle<Option<String>>,
    sender: Sender,
    /// Grows with every choice, so that an earlier one finds itself stale.
    turn: Rc<Cell<u32>>,
    /// One upload keeps its key through every attempt.
    key: Rc<Cell<Uuid>>,
}

impl PartialEq for Scan {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
            && self.chosen == other.chosen
            && self.fault == other.fault
            && self.sender.state == other.sender.state
    }
}

#[hook]
pub fn use_scan(kind: DocumentKind) -> Scan {
    Scan {
        kind,
        chosen: use_state(|| None),
        fault: use_state(|| None),
        sender: use_sender(),
        turn: use_memo((), |()| Cell::new(0)),
        key: use_memo((), |()| Cell::new(Uuid::now_v7())),
    }
}

/// How far a scan is, for a decision in one kelurahan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// There is none for this kelurahan.
    None,
    /// Chosen and not kept by the server: on its way, or it failed.
    Unsent,
    Kept(DocumentId),
}

impl Scan {
    pub fn progress(&self, region: Option<&RegionCode>) -> Progress {
        progress(self.chosen.as_ref().map(|chosen| (&chosen.region, chosen.document)), region)
    }

    fn name(&self) -> Option<String> {
        self.chosen.as_ref().map(|chosen| chosen.file.name())
    }

    /// Another choice begins: what was on its way is given up.
    fn begin(&self) -> u32 {
        self.sender.give_up().emit(());
        self.key.set(Uuid::now_v7());
        self.turn.set(self.turn.get().wrapping_add(1));
        self.turn.get()
    }

    pub fn remove(&self) {
        self.begin();
        self.chosen.set(None);
        self.fault.set(None);
    }

    /// Begins to send a file, unless it cannot be one.
    fn choose(&self, file: File, region: RegionCode) -> bool {
        self.begin();
        let refusal = refusal(&file.name(), file.size());
        let chosen = refusal.is_none().then(|| Picked { file, region, document: None });
        self.fault.set(refusal);
        self.chosen.set(chosen.clone());
        let begun = chosen.is_some();
        if let Some(chosen) = chosen {
            self.upload(chosen);
        }
        begun
    }

    /// Sends it, or sends it again after a failure.
    fn upload(&self, chosen: Picked) {
        let (scan, turn) = (self.clone(), self.turn.get());
        spawn_local(async move {
            let Ok(buffer) = JsFuture::from(chosen.file.array_buffer()).await else {
                scan.chosen.set(None);
                scan.fault.set(Some(t("scan-unreadable")));
                return;
            };
            if scan.turn.get() == turn {
                scan.send(chosen, &js_sys::Uint8Array::new(&buffer));
            }
        });
    }

    fn send(&self, chosen: Picked, bytes: &js_sys::Uint8Array) {
        let name = chosen.file.name();
        let Some(kind) = content_type(&name) else { return };
        let upload = Upload { kind: Some(self.kind), file_name: Some(name), region: Some(chosen.region.clone()) };
        let call = Call::<CreateDocument>::new().query(&upload).file(kind, bytes.clone());
        let wire = Wire::from(call).key(self.key.get());
        let (set, fault) = (self.chosen.setter(), self.fault.setter());
        let done = Callback::from(move |answer: Rc<Answer>| match answer.read::<Document>() {
            Ok(reply) => set.set(Some(Picked { document: Some(reply.value.id), ..chosen.clone() })),
            Err(failure) => fault.set(Some(failure.title())),
        });
        let key = self.key.clone();
        // A refusal is an answer: what is sent next is another attempt.
        let failed = Callback::from(move |failure: Failure| {
            if failure.problem().is_some() {
                key.set(Uuid::now_v7());
            }
        });
        self.sender.send(wire, done, failed);
    }
}

fn progress(scan: Option<(&RegionCode, Option<DocumentId>)>, region: Option<&RegionCode>) -> Progress {
    match scan {
        Some((own, document)) if Some(own) == region => document.map_or(Progress::Unsent, Progress::Kept),
        _ => Progress::None,
    }
}

#[derive(Properties, PartialEq)]
pub struct ScanFieldProps {
    pub scan: Scan,
    /// The kelurahan of the women chosen, where it is one.
    pub region: Option<RegionCode>,
    /// What the file is; the word of the member where nothing is said.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    pub hint: AttrValue,
    /// It may be left out.
    #[prop_or(true)]
    pub optional: bool,
}

#[component]
pub fn ScanField(props: &ScanFieldProps) -> Html {
    let field = FieldProps {
        at: AttrValue::Static(AT),
        label: props.label.clone(),
        hint: Some(props.hint.clone()),
        optional: props.optional,
        width: Width::Full,
        locked: None,
        kind: AttrValue::Static("file"),
        autocomplete: AttrValue::Static("off"),
    };
    let wiring = use_wiring(&field);
    let Some(region) = &props.region else {
        return html! { <Note tone={Tone::Neutral}><p>{ t("scan-many-places") }</p></Note> };
    };
    let scan = &props.scan;
    let onchange = {
        let (scan, region, form) = (scan.clone(), region.clone(), wiring.form.clone());
        Callback::from(move |event: Event| {
            let input = event.target_dyn_into::<HtmlInputElement>();
            if let Some(file) = input.and_then(|input| input.files()?.get(0)) {
                let name = file.name();
                if scan.choose(file, region.clone()) {
                    // What was missing here is no more.
                    form.set(AT, &name);
                }
            }
        })
    };
    let fault = (*scan.fault).clone();
    let fault_id = format!("{}-refused", wiring.id);
    let described = [wiring.described.clone(), fault.is_some().then(|| fault_id.clone())];
    let described = described.into_iter().flatten().collect::<Vec<_>>().join(" ");
    html! {
        <div class={classes!("field", (fault.is_some() || wiring.invalid.is_some()).then_some("err"))}>
            <label for={wiring.id.clone()}>
                { field.name() }
                if props.optional {
                    { " " }<span class="opt">{ t("input-optional") }</span>
                }
            </label>
            { notes(&field, &wiring) }
            if let Some(fault) = &fault {
                <p class="emsg" id={fault_id} role="alert"><Icon glyph={Glyph::AlertCircle} /><span>{ fault }</span></p>
            }
            <input
                class="form-control"
                id={wiring.id.clone()}
                type="file"
                accept={ACCEPT}
                aria-invalid={fault.is_some().then_some("true").or(wiring.invalid)}
                aria-describedby={described}
                {onchange}
            />
            { state(scan, region) }
        </div>
    }
}

/// How far the scan has come, and what can be done about it.
fn state(scan: &Scan, region: &RegionCode) -> Html {
    let Some(name) = scan.name() else {
        return Html::default();
    };
    let words = match scan.progress(Some(region)) {
        Progress::None => return Html::default(),
        Progress::Kept(_) => tr("scan-kept", &[("name", name.into())]),
        Progress::Unsent if scan.sender.state.is_under_way() => tr("scan-sending", &[("name", name.into())]),
        Progress::Unsent => tr("scan-chosen", &[("name", name.into())]),
    };
    let on = |act: fn(&Scan)| {
        let scan = scan.clone();
        Callback::from(move |()| act(&scan))
    };
    let remove = on(Scan::remove);
    let again = on(|scan| {
        if let Some(chosen) = (*scan.chosen).clone() {
            scan.upload(chosen);
        }
    });
    html! {
        <>
            <p class="small" role="status">{ words.clone() }</p>
            if scan.sender.state == Sending::Busy {
                <progress class="bar" aria-label={words} />
            }
            if let Sending::Kept { again_in } = &scan.sender.state {
                <Note tone={Tone::Warn}>
                    <p role="status">{ tr("scan-waiting", &[("seconds", (*again_in).into())]) }</p>
                </Note>
            }
            if let Some(failure) = scan.sender.state.failure() {
                <ProblemNote failure={failure.clone()}><p>{ t("scan-failed") }</p></ProblemNote>
            }
            <div class="row-wrap mt-s2">
                if matches!(scan.sender.state, Sending::Kept { .. }) {
                    <Button small=true onclick={scan.sender.try_now()}>{ t("save-now") }</Button>
                }
                if scan.sender.state.failure().is_some() {
                    <Button small=true onclick={again}>{ t("retry") }</Button>
                }
                <Button small=true kind={Kind::Tertiary} glyph={Glyph::X} onclick={remove}>{ t("scan-remove") }</Button>
            </div>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_refused_before_it_is_sent() {
        assert_eq!(refusal("Daftar RW 11.PDF", 10.0), None);
        assert_eq!(refusal("foto.rw11.jpeg", 10_485_760.0), None);
        assert_eq!(refusal("rencana kerja.DOCX", 10.0), None);
        for (name, bytes) in [
            ("daftar.heic", 10.0),
            ("rencana.doc", 10.0),
            ("daftar", 10.0),
            ("daftar.pdf", 0.0),
            ("daftar.png", 10_485_761.0),
        ] {
            assert!(refusal(name, bytes).is_some(), "{name} of {bytes}");
        }
    }

    #[test]
    fn a_scan_belongs_to_decisions_of_its_kelurahan_only() {
        let (own, other): (RegionCode, RegionCode) =
            ("32.75.03.1004".parse().unwrap(), "32.75.03.1006".parse().unwrap());
        let document = DocumentId(Uuid::from_u128(7));
        assert_eq!(progress(None, Some(&own)), Progress::None);
        assert_eq!(progress(Some((&own, None)), Some(&own)), Progress::Unsent);
        assert_eq!(progress(Some((&own, Some(document))), Some(&own)), Progress::Kept(document));
        assert_eq!(progress(Some((&own, Some(document))), Some(&other)), Progress::None);
        assert_eq!(progress(Some((&own, Some(document))), None), Progress::None);
    }
}
