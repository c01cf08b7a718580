//! Adding and changing a line.

use super::detail::title;
use crate::editor::{EditPage, Editable, Editor};
use crate::households::{Rupiah, RupiahField};
use crate::hundredths::Hundredths;
use crate::i18n::{t, today};
use crate::reference::RegionPicker;
use crate::route::Route;
use crate::ui::{Crumb, PageHead, Panel, Reader, TextField, Values, Width};
use contract::endpoints::{CreatePovertyLine, GetPovertyLine, UpdatePovertyLine};
use contract::ids::PovertyLineId;
use contract::place::RegionLevel;
use contract::poverty_lines::{PovertyLine, PovertyLineDraft};
use yew::prelude::*;

struct LineForm;

impl Editable for LineForm {
    type View = PovertyLine;
    type Draft = PovertyLineDraft;
    type Read = GetPovertyLine;
    type Create = CreatePovertyLine;
    type Update = UpdatePovertyLine;
    const NAME: &'static str = "poverty_line";

    fn values(line: &PovertyLine) -> Values {
        let number = |value: Option<i64>| value.map(|it| it.to_string()).unwrap_or_default();
        Values::of(&[
            ("/region_code", line.region_code.as_str()),
            ("/year", &line.year.to_string()),
            ("/monthly_rupiah", &line.monthly_rupiah.to_string()),
            ("/poor_people", &number(line.poor_people)),
            ("/poor_share", &line.poor_share.map(|share| Hundredths(share.into()).digits()).unwrap_or_default()),
            ("/source", &line.source),
        ])
    }

    fn read(reader: &mut Reader) -> PovertyLineDraft {
        PovertyLineDraft {
            id: None,
            region_code: reader.parsed("/region_code"),
            year: reader.parsed("/year"),
            monthly_rupiah: reader.parsed("/monthly_rupiah").map(|Rupiah(amount)| amount),
            poor_people: reader.parsed("/poor_people"),
            poor_share: reader.parsed("/poor_share").map(|Hundredths(share)| i32::try_from(share).unwrap_or(i32::MAX)),
            source: reader.text("/source"),
        }
    }

    fn name(line: &PovertyLine) -> String {
        title(line)
    }

    fn href(line: &PovertyLine) -> String {
        Route::PovertyLine { id: line.id }.href()
    }
}

fn fields(stands: bool) -> Html {
    let fixed = stands.then(|| AttrValue::from(t("statistics-fixed")));
    html! {
        <Panel>
            if !stands {
                <RegionPicker at="/region_code" level={RegionLevel::City} />
            }
            <TextField at="/year" width={Width::Short} locked={fixed} />
            <RupiahField at="/monthly_rupiah" required=true hint={t("poverty-line-hint")} />
            <TextField at="/poor_people" optional=true width={Width::Medium} />
            <TextField at="/poor_share" optional=true width={Width::Short} hint={t("poor-share-hint")} />
            <TextField at="/source" width={Width::Full} hint={t("source-hint")} />
        </Panel>
    }
}

#[component]
pub fn NewPovertyLine() -> Html {
    let list = Route::PovertyLines.href();
    let seed = Values::of(&[("/year", &today().year().to_string())]);
    html! {
        <>
            <PageHead title={t("poverty-lines-add")} crumbs={vec![Crumb::new(list.clone(), t("poverty-lines"))]} />
            <Editor<LineForm> {seed} cancel={list}>{ fields(false) }</Editor<LineForm>>
        </>
    }
}

#[derive(Properties, PartialEq)]
pub struct EditPovertyLineProps {
    pub id: PovertyLineId,
}

#[component]
pub fn EditPovertyLine(props: &EditPovertyLineProps) -> Html {
    html! {
        <EditPage<LineForm>
            id={props.id.to_string()}
            title={t("poverty-line-edit")}
            above={Crumb::new(Route::PovertyLines.href(), t("poverty-lines"))}
        >
            { fields(true) }
        </EditPage<LineForm>>
    }
}
