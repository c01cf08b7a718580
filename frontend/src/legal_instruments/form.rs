//! Adding and changing an instrument.

use super::title;
use crate::api::{Call, use_query_if};
use crate::documents::{Progress, Scan, ScanField, use_scan};
use crate::editor::{EditPage, Editable, Editor};
use crate::i18n::{choices, t};
use crate::loci;
use crate::programmes::use_programmes;
use crate::reference::RegionPicker;
use crate::route::Route;
use crate::ui::form::use_fields;
use crate::ui::{
    AreaField, Crumb, DateField, PageHead, Panel, Reader, SelectField, TextField, Values, Width, use_address,
};
use contract::documents::DocumentKind;
use contract::endpoints::{CreateLegalInstrument, GetLegalInstrument, ListLoci, UpdateLegalInstrument};
use contract::ids::{LegalInstrumentId, ProgrammeId};
use contract::legal_instruments::{InstrumentKind, LegalInstrument, LegalInstrumentDraft};
use contract::page::{MAX_LIMIT, Paging};
use contract::place::{RegionCode, RegionLevel};
use yew::prelude::*;

/// The file that stands, or the one uploaded in its place: where the id is kept
/// while the form is filled in.
const FILE: &str = "/document_id";

struct LegalInstrumentForm;

impl Editable for LegalInstrumentForm {
    type View = LegalInstrument;
    type Draft = LegalInstrumentDraft;
    type Read = GetLegalInstrument;
    type Create = CreateLegalInstrument;
    type Update = UpdateLegalInstrument;
    const NAME: &'static str = "legal_instrument";

    fn values(one: &LegalInstrument) -> Values {
        let text = |id: Option<String>| id.unwrap_or_default();
        Values::of(&[
            ("/kind", one.kind.as_str()),
            ("/number", &one.number),
            ("/dated", &one.dated.to_string()),
            ("/title", &one.title),
            ("/summary", one.summary.as_deref().unwrap_or_default()),
            ("/city_code", one.city_code.as_str()),
            ("/programme_id", &text(one.programme_id.map(|id| id.to_string()))),
            ("/locus_id", &text(one.locus_id.map(|id| id.to_string()))),
            (FILE, &text(one.document_id.map(|id| id.to_string()))),
        ])
    }

    fn read(reader: &mut Reader) -> LegalInstrumentDraft {
        LegalInstrumentDraft {
            id: None,
            kind: reader.parsed("/kind"),
            number: reader.text("/number"),
            dated: reader.parsed("/dated"),
            title: reader.text("/title"),
            summary: reader.text("/summary"),
            city_code: reader.parsed("/city_code"),
            programme_id: reader.parsed("/programme_id"),
            locus_id: reader.parsed("/locus_id"),
            // A name stands there while its file is on its way: that is no id yet.
            document_id: reader.parsed(FILE),
        }
    }

    fn name(one: &LegalInstrument) -> String {
        title(one)
    }

    fn href(one: &LegalInstrument) -> String {
        Route::LegalInstrument { id: one.id }.href()
    }
}

/// Once a file is kept, its id is what is sent; where none is chosen, that of
/// the file that stands.
#[hook]
fn use_kept(scan: &Scan, city: Option<&RegionCode>) {
    let form = use_fields();
    let stands = use_memo((), |()| form.values().get(FILE).to_owned());
    use_effect_with(scan.progress(city), move |progress| match progress {
        Progress::Kept(id) => form.set(FILE, &id.to_string()),
        Progress::None => form.set(FILE, &stands),
        Progress::Unsent => {}
    });
}

#[derive(Properties, PartialEq)]
struct FieldsProps {
    #[prop_or_default]
    stands: bool,
}

#[component]
fn Fields(props: &FieldsProps) -> Html {
    let form = use_fields();
    let programmes = use_programmes();
    let city: Option<RegionCode> = form.values().get("/city_code").parse().ok();
    let programme: Option<ProgrammeId> = form.values().get("/programme_id").parse().ok();
    let filter = contract::loci::Filter { programme_id: programme, ..Default::default() };
    let paging = Paging { limit: Some(MAX_LIMIT), ..Paging::default() };
    let known = use_query_if(programme.is_some().then(|| Call::<ListLoci>::new().query(&filter).paging(&paging)));
    let loci: Vec<(String, String)> = known
        .value()
        .map(|page| page.items.iter().map(|one| (one.id.to_string(), loci::title(one))).collect())
        .unwrap_or_default();
    // A locus is of one programme.
    let elsewhere = {
        let form = form.clone();
        Callback::from(move |_| form.set("/locus_id", ""))
    };
    let scan = use_scan(DocumentKind::Decree);
    use_kept(&scan, city.as_ref());
    html! {
        <Panel>
            <SelectField at="/kind" label={t("legal-instrument-kind")} options={choices::<InstrumentKind>()} />
            <TextField at="/number" label={t("legal-instrument-number")} width={Width::Medium} hint={t("legal-instrument-number-hint")} />
            <DateField at="/dated" />
            <TextField at="/title" hint={t("legal-instrument-title-hint")} />
            <AreaField at="/summary" optional=true hint={t("legal-instrument-summary-hint")} />
            if !props.stands {
                <RegionPicker at="/city_code" level={RegionLevel::City} />
            }
            <SelectField at="/programme_id" options={programmes} optional=true onchange={elsewhere} />
            if programme.is_some() {
                <SelectField at="/locus_id" options={loci} optional=true loading={known.busy} />
            }
            if let Some(city) = city {
                <ScanField {scan} region={Some(city)} label={t("legal-instrument-file")} hint={t("stage-entry-file")} />
            }
        </Panel>
    }
}

/// From a locus's gate its programme and the locus are chosen already.
#[component]
pub fn NewLegalInstrument() -> Html {
    let address = use_address();
    let given = |name: &str| address.get(name).unwrap_or_default().to_owned();
    let seed = Values::of(&[
        ("/kind", &given("kind")),
        ("/programme_id", &given("programme")),
        ("/locus_id", &given("locus")),
    ]);
    let list = Route::LegalInstruments.href();
    html! {
        <>
            <PageHead title={t("legal-instruments-add")} crumbs={vec![Crumb::new(list.clone(), t("legal-instruments"))]} />
            <Editor<LegalInstrumentForm> {seed} cancel={list}><Fields /></Editor<LegalInstrumentForm>>
        </>
    }
}

#[derive(Properties, PartialEq)]
pub struct EditLegalInstrumentProps {
    pub id: LegalInstrumentId,
}

#[component]
pub fn EditLegalInstrument(props: &EditLegalInstrumentProps) -> Html {
    html! {
        <EditPage<LegalInstrumentForm>
            id={props.id.to_string()}
            title={t("legal-instrument-edit")}
            above={Crumb::new(Route::LegalInstruments.href(), t("legal-instruments"))}
        >
            <Fields stands=true />
        </EditPage<LegalInstrumentForm>>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::draft::Member;

    #[test]
    fn a_file_is_sent_once_it_is_kept() {
        let read = |text: &str| {
            let values = Values::of(&[(FILE, text)]);
            let mut reader = Reader::new(&values);
            let file = LegalInstrumentForm::read(&mut reader).document_id;
            (file, reader.faults().iter().filter(|fault| fault.pointer == FILE).count())
        };
        assert_eq!(read("keputusan.pdf"), (Member::Absent, 1));
        assert_eq!(read(""), (Member::Null, 0));
        let id = "019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a47";
        assert_eq!(read(id), (Member::Value(id.parse().unwrap()), 0));
    }
}
