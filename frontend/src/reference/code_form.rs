//! Adding a choice to a code list, changing its words, retiring it.

use crate::editor::{EditPage, Editable, Editor};
use crate::i18n::{choices, t};
use crate::route::Route;
use crate::ui::{CheckField, Crumb, PageHead, Panel, Reader, SelectField, TextField, Values, Width, use_address};
use contract::code_lists::{Code, CodeDraft, CodeList};
use contract::endpoints::{CreateCode, GetCode, UpdateCode};
use contract::ids::CodeId;
use yew::prelude::*;

struct CodeForm;

impl Editable for CodeForm {
    type View = Code;
    type Draft = CodeDraft;
    type Read = GetCode;
    type Create = CreateCode;
    type Update = UpdateCode;
    const NAME: &'static str = "code";

    fn values(code: &Code) -> Values {
        Values::of(&[
            ("/list", code.list.as_str()),
            ("/code", &code.code),
            ("/label_id", &code.label_id),
            ("/label_en", &code.label_en),
            ("/position", &code.position.to_string()),
            ("/retired", if code.retired { "true" } else { "" }),
        ])
    }

    fn read(reader: &mut Reader) -> CodeDraft {
        CodeDraft {
            id: None,
            list: reader.parsed("/list"),
            code: reader.text("/code"),
            label_id: reader.text("/label_id"),
            label_en: reader.text("/label_en"),
            position: reader.parsed("/position"),
            retired: reader.flag("/retired"),
        }
    }

    fn name(code: &Code) -> String {
        code.label_id.clone()
    }

    fn href(code: &Code) -> String {
        Route::Code { id: code.id }.href()
    }
}

fn fields(created: bool) -> Html {
    let fixed = created.then(|| AttrValue::from(t("code-fixed")));
    html! {
        <Panel>
            <SelectField at="/list" options={choices::<CodeList>()} locked={fixed.clone()} />
            <TextField at="/label_id" hint={t("code-label-hint")} />
            <TextField at="/label_en" />
            <TextField at="/code" width={Width::Long} hint={t("code-code-hint")} locked={fixed} />
            <TextField at="/position" width={Width::Short} hint={t("code-position-hint")} optional={!created} />
            if created {
                <CheckField at="/retired" label={t("code-retire")} hint={t("code-retire-hint")} />
            }
        </Panel>
    }
}

#[component]
pub fn NewCode() -> Html {
    let address = use_address();
    let list = Route::Codes.href();
    let seed = Values::of(&[("/list", address.get("list").unwrap_or_default())]);
    html! {
        <>
            <PageHead
                title={t("codes-new")}
                crumbs={vec![Crumb::new(list.clone(), t("codes"))]}
            />
            <Editor<CodeForm> {seed} cancel={list}>{ fields(false) }</Editor<CodeForm>>
        </>
    }
}

#[derive(Properties, PartialEq)]
pub struct EditCodeProps {
    pub id: CodeId,
}

#[component]
pub fn EditCode(props: &EditCodeProps) -> Html {
    html! {
        <EditPage<CodeForm>
            id={props.id.to_string()}
            title={t("codes-edit")}
            above={Crumb::new(Route::Codes.href(), t("codes"))}
        >
            { fields(true) }
        </EditPage<CodeForm>>
    }
}
