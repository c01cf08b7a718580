//! Forms: what is typed stays, faults stand at their fields and are summed up
//! on top.

use super::values::{Values, worded};
use super::{Glyph, Icon, browser};
use crate::i18n::{member, tr};
use contract::problem::FieldError;
use std::rc::Rc;
use yew::prelude::*;

/// What happens to a form.
pub enum Act {
    Set(String, String),
    /// Filled in without anyone typing; not a change.
    Preset(String, String),
    Faults(Vec<FieldError>),
    Reset(Values),
}

/// The state of a form.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct State {
    pub values: Values,
    pub faults: Vec<FieldError>,
    /// What was filled in by the form itself.
    presets: Values,
    /// Grows with every refused attempt, so that the summary takes the focus.
    pub attempts: u32,
}

impl Reducible for State {
    type Action = Act;

    fn reduce(self: Rc<Self>, act: Act) -> Rc<Self> {
        let mut next = (*self).clone();
        match act {
            Act::Set(pointer, text) => {
                next.values.set(&pointer, &text);
                // A field someone is mending is no longer pointed at, nor is a
                // fault of the whole held up once something was said.
                next.faults.retain(|fault| !fault.pointer.is_empty() && !belongs(&fault.pointer, &pointer));
            }
            Act::Preset(pointer, text) => {
                next.values.set(&pointer, &text);
                next.presets.set(&pointer, &text);
            }
            Act::Faults(faults) => {
                next.attempts += u32::from(!faults.is_empty());
                next.faults = worded(faults);
            }
            Act::Reset(values) => next = State { values, ..Self::default() },
        }
        Rc::new(next)
    }
}

impl State {
    /// How many fields someone has changed since `first`.
    pub fn changes(&self, first: &Values) -> usize {
        let mut first = first.clone();
        first.fill(&self.presets);
        self.values.differences(&first)
    }
}

/// Whether a fault's pointer is this field's or one of its items'.
pub fn belongs(fault: &str, field: &str) -> bool {
    fault == field || fault.strip_prefix(field).is_some_and(|rest| rest.starts_with('/'))
}

/// The field a fault belongs to; the items of a list share one.
fn field_of(pointer: &str) -> String {
    let parts = pointer.split('/').filter(|part| part.parse::<u32>().is_err());
    parts.collect::<Vec<_>>().join("/")
}

/// The id of the input for a pointer.
pub fn input_id(form: &str, pointer: &str) -> String {
    format!("{form}{}", pointer.replace('/', "-"))
}

/// What the fields of a form read and write, handed down as a context.
#[derive(Clone, PartialEq)]
pub struct FormHandle {
    /// Tells the forms of a page apart.
    pub name: AttrValue,
    pub state: UseReducerHandle<State>,
}

impl FormHandle {
    pub fn values(&self) -> &Values {
        &self.state.values
    }

    pub fn set(&self, pointer: &str, text: &str) {
        self.state.dispatch(Act::Set(pointer.to_owned(), text.to_owned()));
    }

    pub fn preset(&self, pointer: &str, text: &str) {
        self.state.dispatch(Act::Preset(pointer.to_owned(), text.to_owned()));
    }

    /// Shows these faults, or none, in the order of their fields on the page.
    pub fn refuse(&self, mut faults: Vec<FieldError>) {
        faults.sort_by(|one, other| {
            let top = |fault: &FieldError| browser::top_of(&input_id(&self.name, &field_of(&fault.pointer)));
            let far = f64::INFINITY;
            top(one).unwrap_or(far).total_cmp(&top(other).unwrap_or(far))
        });
        self.state.dispatch(Act::Faults(faults));
    }

    pub fn reset(&self, values: Values) {
        self.state.dispatch(Act::Reset(values));
    }

    pub fn fault(&self, pointer: &str) -> Option<&FieldError> {
        let mut faults = self.state.faults.iter();
        faults.find(|fault| belongs(&fault.pointer, pointer))
    }
}

#[hook]
pub fn use_form(name: &'static str, first: impl FnOnce() -> Values) -> FormHandle {
    let state = use_reducer(|| State { values: first(), ..State::default() });
    FormHandle { name: AttrValue::Static(name), state }
}

#[derive(Properties, PartialEq)]
pub struct FormProps {
    pub form: FormHandle,
    pub onsubmit: Callback<()>,
    #[prop_or_default]
    pub class: Classes,
    pub children: Html,
}

#[component]
pub fn Form(props: &FormProps) -> Html {
    let onsubmit = {
        let onsubmit = props.onsubmit.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            onsubmit.emit(());
        })
    };
    html! {
        <ContextProvider<FormHandle> context={props.form.clone()}>
            <form novalidate=true class={props.class.clone()} {onsubmit}>
                <ErrorSummary form={props.form.clone()} />
                { props.children.clone() }
            </form>
        </ContextProvider<FormHandle>>
    }
}

#[derive(Properties, PartialEq)]
struct ErrorSummaryProps {
    form: FormHandle,
}

#[component]
fn ErrorSummary(props: &ErrorSummaryProps) -> Html {
    let FormHandle { name, state } = &props.form;
    let id = format!("{name}-faults");
    {
        let id = id.clone();
        use_effect_with(state.attempts, move |attempts| {
            if *attempts > 0 {
                browser::focus(&id);
            }
        });
    }
    if state.faults.is_empty() {
        return Html::default();
    }
    let items = state.faults.iter().map(|fault| {
        let field = field_of(&fault.pointer);
        if field.is_empty() {
            return html! { <li>{ &fault.detail }</li> };
        }
        // An item of a list has an input of its own, or shares one with the others.
        let own = input_id(name, &fault.pointer);
        let (target, label) = browser::label_of(&own).map_or_else(
            || {
                let shared = input_id(name, &field);
                let label = browser::label_of(&shared);
                (shared, label)
            },
            |label| (own.clone(), Some(label)),
        );
        let label = label.unwrap_or_else(|| member(field.rsplit('/').next().unwrap_or_default()));
        let href = format!("#{target}");
        let onclick = Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            browser::focus(&target);
        });
        html! { <li><a {href} {onclick}>{ format!("{label}: {}", fault.detail) }</a></li> }
    });
    let count = state.faults.len();
    html! {
        <div class="errsum" role="alert" tabindex="-1" {id}>
            <h2>
                <Icon glyph={Glyph::AlertCircle} />
                { tr("form-faults", &[("n", count.into())]) }
            </h2>
            <ul>{ for items }</ul>
        </div>
    }
}

#[hook]
#[expect(clippy::expect_used, reason = "a field is drawn inside a form")]
pub fn use_fields() -> FormHandle {
    use_context().expect("a form stands above")
}
