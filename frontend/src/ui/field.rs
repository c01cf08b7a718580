//! Fields one types into: label above, help, then what is wrong, then the input.

use super::form::{FormHandle, input_id, use_fields};
use super::{Glyph, Icon};
use crate::i18n::{member, t};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// How wide an input is, by what goes into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Width {
    Short,
    Medium,
    Long,
    #[default]
    Full,
}

impl Width {
    pub const fn class(self) -> Option<&'static str> {
        match self {
            Self::Short => Some("w-s"),
            Self::Medium => Some("w-m"),
            Self::Long => Some("w-l"),
            Self::Full => None,
        }
    }
}

/// What all fields have in common.
#[derive(Properties, Clone, PartialEq)]
pub struct FieldProps {
    /// The pointer of its member in the draft.
    pub at: AttrValue,
    /// The member's name where absent.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// May stay empty.
    #[prop_or_default]
    pub optional: bool,
    #[prop_or_default]
    pub width: Width,
    /// Why it cannot be changed.
    #[prop_or_default]
    pub locked: Option<AttrValue>,
    /// `text`, `email`, `password`.
    #[prop_or(AttrValue::Static("text"))]
    pub kind: AttrValue,
    #[prop_or(AttrValue::Static("off"))]
    pub autocomplete: AttrValue,
}

impl FieldProps {
    pub fn name(&self) -> String {
        let last = self.at.rsplit('/').next().unwrap_or_default();
        self.label.as_ref().map_or_else(|| member(last), ToString::to_string)
    }
}

/// The ids and attributes an input takes from its frame.
pub struct Wiring {
    pub form: FormHandle,
    pub id: String,
    pub value: String,
    pub invalid: Option<&'static str>,
    pub described: Option<String>,
}

#[hook]
pub fn use_wiring(props: &FieldProps) -> Wiring {
    let form = use_fields();
    let id = input_id(&form.name, &props.at);
    let faulty = form.fault(&props.at).is_some();
    let mut described = Vec::new();
    if props.hint.is_some() {
        described.push(format!("{id}-hint"));
    }
    if faulty {
        described.push(format!("{id}-fault"));
    }
    if props.locked.is_some() {
        described.push(format!("{id}-locked"));
    }
    Wiring {
        value: form.values().get(&props.at).to_owned(),
        invalid: faulty.then_some("true"),
        described: (!described.is_empty()).then(|| described.join(" ")),
        id,
        form,
    }
}

/// Label, help and fault around an input.
pub fn frame(props: &FieldProps, wiring: &Wiring, input: Html) -> Html {
    let Wiring { form, id, .. } = wiring;
    let fault = form.fault(&props.at);
    html! {
        <div class={classes!("field", fault.map(|_| "err"))}>
            <label for={id.clone()}>
                { props.name() }
                if props.optional {
                    { " " }<span class="opt">{ t("input-optional") }</span>
                }
            </label>
            { notes(props, wiring) }
            { input }
            if let Some(reason) = &props.locked {
                <p class="reason small" id={format!("{id}-locked")}>
                    <Icon glyph={Glyph::Lock} /><span>{ reason }</span>
                </p>
            }
        </div>
    }
}

/// Help and fault, between label and input.
pub fn notes(props: &FieldProps, wiring: &Wiring) -> Html {
    let Wiring { form, id, .. } = wiring;
    html! {
        <>
            if let Some(hint) = &props.hint {
                <p class="hint" id={format!("{id}-hint")}>{ hint }</p>
            }
            if let Some(fault) = form.fault(&props.at) {
                <p class="emsg" id={format!("{id}-fault")}>
                    <Icon glyph={Glyph::AlertCircle} /><span>{ &fault.detail }</span>
                </p>
            }
        </>
    }
}

/// Writes what is typed into the form.
pub fn typing(form: &FormHandle, at: &AttrValue) -> Callback<InputEvent> {
    let (form, at) = (form.clone(), at.clone());
    Callback::from(move |event: InputEvent| {
        let Some(target) = event.target() else { return };
        let text = match target.dyn_into::<HtmlInputElement>() {
            Ok(input) => input.value(),
            Err(target) => match target.dyn_into::<HtmlTextAreaElement>() {
                Ok(area) => area.value(),
                Err(_) => return,
            },
        };
        form.set(&at, &text);
    })
}

#[component]
pub fn TextField(props: &FieldProps) -> Html {
    let wiring = use_wiring(props);
    let seen = use_state(|| false);
    let secret = props.kind == "password";
    let kind = if secret && *seen { AttrValue::Static("text") } else { props.kind.clone() };
    // Names and addresses of accounts are typed as they are.
    let plain = secret || props.kind == "email" || props.autocomplete == "username";
    let input = html! {
        <input
            class={classes!("form-control", props.width.class())}
            id={wiring.id.clone()}
            type={kind}
            value={wiring.value.clone()}
            autocomplete={props.autocomplete.clone()}
            autocapitalize={plain.then_some("none")}
            spellcheck={plain.then_some("false")}
            readonly={props.locked.is_some()}
            aria-invalid={wiring.invalid}
            aria-describedby={wiring.described.clone()}
            oninput={typing(&wiring.form, &props.at)}
        />
    };
    let toggle = {
        let seen = seen.clone();
        Callback::from(move |_: Event| seen.set(!*seen))
    };
    html! {
        <>
            { frame(props, &wiring, input) }
            if secret {
                <label class="pick after-field">
                    <input type="checkbox" checked={*seen} onchange={toggle} />
                    { t("input-show-password") }
                </label>
            }
        </>
    }
}

/// A longer text, or several texts, one a line.
#[component]
pub fn AreaField(props: &FieldProps) -> Html {
    let wiring = use_wiring(props);
    let input = html! {
        <textarea
            class="form-control"
            id={wiring.id.clone()}
            rows="3"
            value={wiring.value.clone()}
            aria-invalid={wiring.invalid}
            aria-describedby={wiring.described.clone()}
            oninput={typing(&wiring.form, &props.at)}
        />
    };
    frame(props, &wiring, input)
}

#[component]
pub fn DateField(props: &FieldProps) -> Html {
    let wiring = use_wiring(props);
    let input = html! {
        <input
            class="form-control w-m num"
            id={wiring.id.clone()}
            type="date"
            value={wiring.value.clone()}
            aria-invalid={wiring.invalid}
            aria-describedby={wiring.described.clone()}
            oninput={typing(&wiring.form, &props.at)}
        />
    };
    frame(props, &wiring, input)
}
