//! The search box of the register. A long row of digits is somebody's number:
//! it is looked up exactly, on record, and never stands in an address.

use super::{name_of, place_of, status_badge};
use crate::api::{Call, use_mutation};
use crate::i18n::{t, tr};
use crate::route::Route;
use crate::ui::{Address, Button, Glyph, Icon, Kind, Link, Note, Panel, ProblemNote, Skeleton, leave};
use contract::beneficiaries::{Lookup, LookupResult};
use contract::endpoints::LookUpBeneficiary;
use contract::nik::digits_of;
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// While one types, the list follows after so long a pause.
const PAUSE_MILLIS: u32 = 350;
/// So many digits in a row are taken for an identifier.
const IDENTIFIER: usize = 8;

fn as_identifier(text: &str) -> Option<String> {
    let digits = digits_of(text);
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    (plain && digits.len() >= IDENTIFIER).then_some(digits)
}

#[derive(Properties, PartialEq)]
pub struct RegisterSearchProps {
    pub address: Address,
    /// Told the digits of an identifier, or that there is none.
    pub onidentifier: Callback<Option<String>>,
}

#[component]
pub fn RegisterSearch(props: &RegisterSearchProps) -> Html {
    let pause: Rc<RefCell<Option<Timeout>>> = use_mut_ref(|| None);
    let node = use_node_ref();
    let apply = {
        let (address, node, tell) = (props.address.clone(), node.clone(), props.onidentifier.clone());
        move || {
            let Some(input) = node.cast::<HtmlInputElement>() else {
                return;
            };
            let text = input.value();
            let text = text.trim();
            let digits = as_identifier(text);
            let name = if digits.is_some() { "" } else { text };
            tell.emit(digits);
            if name != address.get("q").unwrap_or_default() {
                leave::replace(&address.filtered(&[("q", Some(name))]));
            }
        }
    };
    let oninput = {
        let (pause, apply) = (pause.clone(), apply.clone());
        Callback::from(move |_: InputEvent| {
            pause.replace(Some(Timeout::new(PAUSE_MILLIS, apply.clone())));
        })
    };
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        pause.replace(None);
        apply();
    });
    let value = props.address.get("q").unwrap_or_default().to_owned();
    {
        let node = node.clone();
        use_effect_with(value, move |value| {
            if let Some(input) = node.cast::<HtmlInputElement>()
                && as_identifier(&input.value()).is_none()
                && input.value().trim() != value
            {
                input.set_value(value);
            }
        });
    }
    html! {
        <form class="search" role="search" {onsubmit}>
            <Icon glyph={Glyph::Search} />
            <label class="vh" for="q">{ t("beneficiaries-search") }</label>
            <input
                ref={node}
                class="form-control"
                id="q"
                type="search"
                placeholder={t("beneficiaries-search")}
                autocomplete="off"
                {oninput}
            />
        </form>
    }
}

#[derive(Properties, PartialEq)]
pub struct LookupPanelProps {
    pub digits: AttrValue,
}

/// Who has the number, as far as the reader may see.
#[component]
pub fn LookupPanel(props: &LookupPanelProps) -> Html {
    let found = use_state(|| None::<LookupResult>);
    let sending = use_mutation::<LookUpBeneficiary>();
    let ask = {
        let (found, sending, digits) = (found.clone(), sending.clone(), props.digits.to_string());
        move |family_card: bool| {
            let found = found.clone();
            let number = Some(digits.clone());
            let body = if family_card {
                Lookup { nik: None, kk_number: number }
            } else {
                Lookup { nik: number, kk_number: None }
            };
            let done = Callback::from(move |reply: Rc<crate::api::Reply<LookupResult>>| {
                found.set(Some(reply.value.clone()));
            });
            sending.send(Call::new().body(&body), done, Callback::noop());
        }
    };
    {
        let (ask, found) = (ask.clone(), found.clone());
        use_effect_with(props.digits.clone(), move |digits| {
            found.set(None);
            if digits.len() == 16 {
                ask(false);
            }
        });
    }
    if props.digits.len() != 16 {
        let n = props.digits.len();
        return html! { <Note><p>{ tr("lookup-sixteen", &[("n", n.into())]) }</p></Note> };
    }
    let as_card = Callback::from(move |()| ask(true));
    html! {
        <Panel title={t("lookup-title")}>
            <p class="hint">{ t("lookup-recorded") }</p>
            if let Some(failure) = sending.state.failure() {
                <ProblemNote failure={failure.clone()} />
            }
            if sending.state.is_under_way() {
                <Skeleton lines=2 />
            }
            { found.as_ref().map(result).unwrap_or_default() }
            <Button kind={Kind::Tertiary} glyph={Glyph::Search} onclick={as_card}>{ t("lookup-as-card") }</Button>
        </Panel>
    }
}

fn result(found: &LookupResult) -> Html {
    let items = found.items.iter().map(|woman| {
        let href = Route::Beneficiary { id: woman.id }.href();
        html! {
            <li class="line">
                <span><Link {href} class="b">{ name_of(woman) }</Link>{ " · " }{ place_of(woman) }</span>
                { status_badge(woman.status) }
            </li>
        }
    });
    html! {
        <>
            if found.items.is_empty() {
                <p role="status">{ t("lookup-none") }</p>
            } else {
                <ul class="plain" role="status">{ for items }</ul>
            }
            if found.elsewhere > 0 {
                <Note><p>{ tr("lookup-elsewhere", &[("n", found.elsewhere.into())]) }</p></Note>
            }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_row_of_digits_is_an_identifier_and_a_name_is_not() {
        assert_eq!(as_identifier("3275 9954-0388.0001").as_deref(), Some("3275995403880001"));
        assert_eq!(as_identifier("Siti 12345678"), None);
        assert_eq!(as_identifier("1234567"), None);
    }
}
