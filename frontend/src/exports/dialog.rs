//! What the file is to be: its form, and whether identifiers stand in clear.

use super::ExportProps;
use crate::api::{Call, Reply, use_me, use_mutation};
use crate::i18n::{t, tr};
use crate::ui::download::open;
use crate::ui::{
    AreaField, Button, CheckField, Dialog, Form, Glyph, Kind, Note, ProblemNote, RadioField, Tone, Values, use_form,
};
use contract::documents::Link;
use contract::draft::{Draft, Purpose};
use contract::endpoints::CreateExport;
use contract::exports::{ExportDraft, ExportFormat};
use contract::policy::Permission;
use std::rc::Rc;
use yew::prelude::*;

const FORMAT: &str = "/format";
const IDENTITIES: &str = "/identities";
const REASON: &str = "/reason";

fn first() -> Values {
    Values::of(&[(FORMAT, ExportFormat::Xlsx.as_str())])
}

fn draft_of(export: &ExportProps, values: &Values) -> ExportDraft {
    let identities = values.is_on(IDENTITIES);
    ExportDraft {
        list: export.list,
        filters: export.filters.clone(),
        format: values.get(FORMAT).parse().unwrap_or(ExportFormat::Xlsx),
        sort: export.sort.clone(),
        identities,
        reason: identities.then(|| values.get(REASON).trim().to_owned()),
    }
}

#[derive(Properties, Clone, PartialEq)]
pub struct ExportDialogProps {
    pub export: ExportProps,
    pub open: bool,
    pub onclose: Callback<()>,
}

#[component]
pub fn ExportDialog(props: &ExportDialogProps) -> Html {
    let me = use_me();
    let form = use_form("export", first);
    let sending = use_mutation::<CreateExport>();
    let submit = {
        let (form, sending, export, onclose) =
            (form.clone(), sending.clone(), props.export.clone(), props.onclose.clone());
        Callback::from(move |()| {
            let draft = draft_of(&export, form.values());
            let faults = draft.check(Purpose::Create);
            let complete = faults.is_empty();
            form.refuse(faults);
            if complete {
                let (form, onclose) = (form.clone(), onclose.clone());
                let done = Callback::from(move |reply: Rc<Reply<Link>>| {
                    // The answer is an attachment, so the page stays where it is.
                    open(&reply.value.url);
                    form.reset(first());
                    onclose.emit(());
                });
                sending.send(Call::new().body(&draft), done, Callback::noop());
            }
        })
    };
    let in_clear = form.values().is_on(IDENTITIES);
    let foot = html! {
        <>
            <Button onclick={props.onclose.clone()}>{ t("cancel") }</Button>
            <Button
                kind={Kind::Primary}
                glyph={Glyph::Download}
                busy={sending.state.is_under_way()}
                onclick={submit.clone()}
            >
                { t("export-get") }
            </Button>
        </>
    };
    let lede = match &props.export.rows {
        Some(rows) => tr("export-text-rows", &[("rows", rows.clone().into())]),
        None => t("export-text"),
    };
    html! {
        <Dialog open={props.open} title={t("export-title")} onclose={props.onclose.clone()} {foot}>
            <p>{ lede }</p>
            if let Some(failure) = sending.state.failure() {
                <ProblemNote failure={failure.clone()} />
            }
            <Form {form} onsubmit={submit}>
                <RadioField at={FORMAT} label={t("export-format")} options={formats()} />
                if me.may(Permission::ExportIdentities) {
                    <CheckField at={IDENTITIES} label={t("export-identities")} />
                }
                if in_clear {
                    <Note tone={Tone::Warn}><p>{ t("export-identities-note") }</p></Note>
                    <AreaField at={REASON} hint={t("reason-hint")} />
                } else {
                    <p class="hint">{ t("export-masked-note") }</p>
                }
            </Form>
        </Dialog>
    }
}

fn formats() -> Vec<(String, String)> {
    vec![(ExportFormat::Xlsx.to_string(), t("export-xlsx")), (ExportFormat::Csv.to_string(), t("export-csv"))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::beneficiaries::Filter;
    use contract::exports::ExportList;

    fn props() -> ExportProps {
        let filter = Filter { rw: "11".parse().ok(), ..Filter::default() };
        ExportProps {
            list: ExportList::Beneficiaries,
            filters: crate::ui::filters_of(&filter),
            sort: Some("-updated_at".to_owned()),
            rows: None,
            label: None,
        }
    }

    #[test]
    fn the_file_has_the_filters_and_the_order_of_the_list() {
        let draft = draft_of(&props(), &first());
        assert!(draft.check(Purpose::Create).is_empty());
        assert_eq!(draft.filters.get("rw").and_then(|rw| rw.as_str()), Some("011"));
        assert_eq!((draft.format, draft.identities, &draft.reason), (ExportFormat::Xlsx, false, &None));
    }

    #[test]
    fn identifiers_in_clear_need_a_reason_and_without_them_none_is_sent() {
        let mut values = first();
        values.set(REASON, "Lampiran SK Lurah");
        assert_eq!(draft_of(&props(), &values).reason, None);
        values.set(IDENTITIES, "true");
        assert!(draft_of(&props(), &values).check(Purpose::Create).is_empty());
        values.set(REASON, " ");
        assert_eq!(draft_of(&props(), &values).check(Purpose::Create).len(), 1);
    }
}
