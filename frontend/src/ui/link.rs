//! A link inside the application: a real address, opened without a reload.

use super::leave;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct LinkProps {
    pub href: AttrValue,
    #[prop_or_default]
    pub class: Classes,
    /// `page` or `true` where the link leads to what is shown.
    #[prop_or_default]
    pub current: Option<AttrValue>,
    #[prop_or_default]
    pub label: Option<AttrValue>,
    #[prop_or_default]
    pub onclick: Callback<()>,
    #[prop_or_default]
    pub children: Html,
}

/// What a click on a link to `href` does.
pub fn follow(href: AttrValue, also: Callback<()>) -> Callback<MouseEvent> {
    Callback::from(move |event: MouseEvent| {
        if leave::is_plain(&event) {
            event.prevent_default();
            also.emit(());
            leave::go(&href);
        }
    })
}

#[component]
pub fn Link(props: &LinkProps) -> Html {
    html! {
        <a
            href={props.href.clone()}
            class={props.class.clone()}
            aria-current={props.current.clone()}
            aria-label={props.label.clone()}
            onclick={follow(props.href.clone(), props.onclick.clone())}
        >
            { props.children.clone() }
        </a>
    }
}
