//! The head of a page: where one is, what this is, what can be done here.

use super::{Link, browser};
use crate::i18n::t;
use std::cell::RefCell;
use web_sys::Element;
use yew::prelude::*;
use yew_router::hooks::use_location;

/// A page above this one.
#[derive(Debug, Clone, PartialEq)]
pub struct Crumb {
    pub href: String,
    pub text: String,
}

impl Crumb {
    pub fn new(href: String, text: String) -> Self {
        Self { href, text }
    }
}

#[derive(Properties, PartialEq)]
pub struct PageHeadProps {
    pub title: AttrValue,
    #[prop_or_default]
    pub crumbs: Vec<Crumb>,
    /// One sentence under the title.
    #[prop_or_default]
    pub lede: Option<AttrValue>,
    /// Badges and facts under the title.
    #[prop_or_default]
    pub meta: Vec<Html>,
    #[prop_or_default]
    pub actions: Html,
}

thread_local! {
    /// The path whose heading last took the focus.
    static SHOWN: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The focus goes to the heading of a page one has gone to, so that a screen
/// reader says where one is; it stays put on the very first page and when
/// only the query changed.
#[hook]
fn use_arrival(title: &AttrValue) {
    let path = use_location().map(|it| it.path().to_owned());
    use_effect_with(title.clone(), |title| {
        browser::set_title(&format!("{title} – {}", t("app-title")));
    });
    use_effect_with(path, |path| {
        let before = SHOWN.replace(path.clone());
        let elsewhere = before != *path;
        if before.is_some() && elsewhere {
            browser::scroll_to_top();
        }
        // The heading may be drawn anew when the record has come.
        if before.is_some() && (elsewhere || browser::is_focus_lost()) {
            browser::focus_in_place("page-title");
        }
    });
}

#[component]
pub fn PageHead(props: &PageHeadProps) -> Html {
    use_arrival(&props.title);
    let crumbs = props.crumbs.iter().map(|crumb| {
        html! { <li><Link href={crumb.href.clone()}>{ &crumb.text }</Link></li> }
    });
    let meta = props.meta.iter().map(|item| html! { <li>{ item.clone() }</li> });
    html! {
        <>
            if !props.crumbs.is_empty() {
                <nav aria-label={t("crumbs")}><ol class="crumbs">{ for crumbs }</ol></nav>
            }
            <div class="page-hd">
                <div>
                    <h1 id="page-title" tabindex="-1">{ &props.title }</h1>
                    if let Some(lede) = &props.lede {
                        <p class="lede">{ lede }</p>
                    }
                    if !props.meta.is_empty() {
                        <ul class="meta">{ for meta }</ul>
                    }
                </div>
                <div class="acts">{ props.actions.clone() }</div>
            </div>
        </>
    }
}

/// One part of a page, or one prepared filter of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Tab {
    pub href: String,
    pub text: String,
    pub current: bool,
}

#[derive(Properties, PartialEq)]
pub struct TabsProps {
    pub label: AttrValue,
    pub tabs: Vec<Tab>,
}

#[component]
pub fn Tabs(props: &TabsProps) -> Html {
    let row = use_node_ref();
    let chosen = props.tabs.iter().position(|tab| tab.current);
    use_effect_with(chosen, {
        let row = row.clone();
        move |_| {
            if let Some(row) = row.cast::<Element>() {
                browser::show_current(&row);
            }
        }
    });
    let tabs = props.tabs.iter().map(|tab| {
        let current = tab.current.then_some(AttrValue::Static("page"));
        html! { <Link href={tab.href.clone()} {current}>{ &tab.text }</Link> }
    });
    html! { <nav ref={row} class="tabs" aria-label={props.label.clone()}>{ for tabs }</nav> }
}
