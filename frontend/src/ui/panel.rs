//! Panels, and the pairs of name and value they mostly hold.

use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct PanelProps {
    #[prop_or_default]
    pub title: Option<AttrValue>,
    /// What stands at the right of the title.
    #[prop_or_default]
    pub aside: Html,
    /// Lists and tables reach to the edge.
    #[prop_or_default]
    pub flush: bool,
    #[prop_or_default]
    pub class: Classes,
    pub children: Html,
}

#[component]
pub fn Panel(props: &PanelProps) -> Html {
    html! {
        <section class={classes!("panel", props.class.clone())} aria-label={props.title.clone()}>
            if let Some(title) = &props.title {
                <header><h2>{ title }</h2>{ props.aside.clone() }</header>
            }
            if props.flush {
                <div class="flush">{ props.children.clone() }</div>
            } else {
                <div class="body">{ props.children.clone() }</div>
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
pub struct KeyValueProps {
    pub pairs: Vec<(String, Html)>,
}

#[component]
pub fn KeyValue(props: &KeyValueProps) -> Html {
    let pairs = props.pairs.iter().map(|(name, value)| {
        html! { <><dt>{ name }</dt><dd>{ value.clone() }</dd></> }
    });
    html! { <dl class="kv">{ for pairs }</dl> }
}

/// A text, or a dash that is read out as "empty".
pub fn or_dash(text: Option<&str>) -> Html {
    match text {
        Some(text) => html! { { text } },
        None => {
            html! { <><span aria-hidden="true">{ "–" }</span><span class="vh">{ crate::i18n::t("empty-value") }</span></> }
        }
    }
}
