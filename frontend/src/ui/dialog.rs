//! A dialog over the page: the browser's own, which keeps the focus inside
//! and gives it back to where it came from.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct DialogProps {
    pub open: bool,
    pub title: AttrValue,
    /// Asked to close, by the Escape key.
    pub onclose: Callback<()>,
    #[prop_or_default]
    pub wide: bool,
    #[prop_or_default]
    pub foot: Html,
    #[prop_or_default]
    pub children: Html,
}

#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    let heading = use_memo((), |()| format!("d-{}", uuid::Uuid::now_v7().simple()));
    {
        let node = node.clone();
        use_effect_with(props.open, move |open| {
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                if *open && !dialog.open() {
                    // Refused only where it is open or not in the page.
                    let _ = dialog.show_modal();
                } else if !*open && dialog.open() {
                    dialog.close();
                }
            }
        });
    }
    let oncancel = {
        let onclose = props.onclose.clone();
        Callback::from(move |event: Event| {
            event.prevent_default();
            onclose.emit(());
        })
    };
    // A second Escape closes the dialog whatever the page says.
    let onclose = {
        let (open, onclose) = (props.open, props.onclose.clone());
        Callback::from(move |_: Event| {
            if open {
                onclose.emit(());
            }
        })
    };
    html! {
        <dialog
            ref={node}
            class={classes!("dlg", props.wide.then_some("wide"))}
            aria-labelledby={(*heading).clone()}
            {oncancel}
            {onclose}
        >
            if props.open {
                <header><h2 id={(*heading).clone()}>{ &props.title }</h2></header>
                <div class="body">{ props.children.clone() }</div>
                <div class="foot">{ props.foot.clone() }</div>
            }
        </dialog>
    }
}
