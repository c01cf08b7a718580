//! Fields one chooses in: a list, a few alternatives, a mark.

use super::field::{FieldProps, Width, Wiring, frame, notes, use_wiring};
use super::{Button, Kind, browser};
use crate::i18n::t;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// A value and its word.
pub type Choice = (String, String);

#[derive(Properties, Clone, PartialEq)]
pub struct ChoiceProps {
    pub at: AttrValue,
    pub options: Vec<Choice>,
    #[prop_or_default]
    pub label: Option<AttrValue>,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    #[prop_or_default]
    pub optional: bool,
    /// The word for nothing chosen, where that says something.
    #[prop_or_default]
    pub empty: Option<AttrValue>,
    /// Why it cannot be changed.
    #[prop_or_default]
    pub locked: Option<AttrValue>,
    /// The list itself is still on its way.
    #[prop_or_default]
    pub loading: bool,
    /// Told of the new value, after the form.
    #[prop_or_default]
    pub onchange: Callback<String>,
}

impl ChoiceProps {
    fn field(&self) -> FieldProps {
        FieldProps {
            at: self.at.clone(),
            label: self.label.clone(),
            hint: self.hint.clone(),
            optional: self.optional,
            width: Width::Long,
            locked: self.locked.clone(),
            kind: AttrValue::Static("text"),
            autocomplete: AttrValue::Static("off"),
        }
    }
}

/// Takes the value of the select an event comes from.
pub fn chosen(event: &Event) -> Option<String> {
    event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value())
}

#[component]
pub fn SelectField(props: &ChoiceProps) -> Html {
    let field = props.field();
    let wiring = use_wiring(&field);
    let onchange = {
        let (form, at, also) = (wiring.form.clone(), props.at.clone(), props.onchange.clone());
        Callback::from(move |event: Event| {
            if let Some(value) = chosen(&event) {
                form.set(&at, &value);
                also.emit(value);
            }
        })
    };
    let empty = if props.loading {
        t("input-loading")
    } else if let Some(word) = &props.empty {
        word.to_string()
    } else if props.optional {
        t("input-none")
    } else {
        t("input-choose")
    };
    let options = props.options.iter().map(|(value, word)| {
        let selected = *value == wiring.value;
        html! { <option key={value.clone()} value={value.clone()} {selected}>{ word }</option> }
    });
    let input = html! {
        <select
            class="form-select w-l"
            id={wiring.id.clone()}
            disabled={props.locked.is_some()}
            aria-invalid={wiring.invalid}
            aria-describedby={wiring.described.clone()}
            aria-busy={props.loading.then_some("true")}
            {onchange}
        >
            <option key="" value="" selected={wiring.value.is_empty()}>{ empty }</option>
            { for options }
        </select>
    };
    frame(&field, &wiring, input)
}

/// A few alternatives, all in sight.
#[component]
pub fn RadioField(props: &ChoiceProps) -> Html {
    let field = props.field();
    let wiring = use_wiring(&field);
    let items = props.options.iter().enumerate().map(|(index, (value, word))| {
        let onchange = {
            let (form, at, value) = (wiring.form.clone(), props.at.clone(), value.clone());
            Callback::from(move |_: Event| form.set(&at, &value))
        };
        // The first takes the focus when the error summary points here.
        let id = (index == 0).then(|| wiring.id.clone());
        html! {
            <label class="pick" key={value.clone()}>
                <input
                    type="radio"
                    {id}
                    name={format!("{}{}", wiring.form.name, props.at)}
                    checked={*value == wiring.value}
                    aria-describedby={wiring.described.clone()}
                    {onchange}
                />
                { word }
            </label>
        }
    });
    let fault = wiring.form.fault(&props.at);
    html! {
        <fieldset class={classes!("field", fault.map(|_| "err"))}>
            <legend>{ field.name() }</legend>
            { notes(&field, &wiring) }
            <div class="picks">
                { for items }
                if props.optional && !wiring.value.is_empty() {
                    { clear(&field, &wiring) }
                }
            </div>
        </fieldset>
    }
}

/// Takes an answer back that none of the alternatives can take back.
fn clear(field: &FieldProps, wiring: &Wiring) -> Html {
    let onclick = {
        let (form, at, id) = (wiring.form.clone(), field.at.clone(), wiring.id.clone());
        Callback::from(move |()| {
            form.set(&at, "");
            // The button goes with the answer; the focus stays at the question.
            browser::focus(&id);
        })
    };
    let words = t("input-clear");
    let label = format!("{words}: {}", field.name());
    html! { <Button kind={Kind::Tertiary} small=true class="clear" {label} {onclick}>{ words }</Button> }
}

#[derive(Properties, Clone, PartialEq)]
pub struct CheckProps {
    pub at: AttrValue,
    pub label: AttrValue,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// Told whether it is ticked, after the form.
    #[prop_or_default]
    pub onchange: Callback<bool>,
}

#[component]
pub fn CheckField(props: &CheckProps) -> Html {
    let field = FieldProps {
        at: props.at.clone(),
        label: Some(props.label.clone()),
        hint: props.hint.clone(),
        optional: false,
        width: Width::Full,
        locked: None,
        kind: AttrValue::Static("text"),
        autocomplete: AttrValue::Static("off"),
    };
    let wiring = use_wiring(&field);
    let onchange = {
        let (form, at, also) = (wiring.form.clone(), props.at.clone(), props.onchange.clone());
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                form.set(&at, if input.checked() { "true" } else { "" });
                also.emit(input.checked());
            }
        })
    };
    html! {
        <div class="field">
            <label class="pick" for={wiring.id.clone()}>
                <input
                    type="checkbox"
                    id={wiring.id.clone()}
                    checked={wiring.value == "true"}
                    aria-describedby={wiring.described.clone()}
                    {onchange}
                />
                { &props.label }
            </label>
            { notes(&field, &wiring) }
        </div>
    }
}
