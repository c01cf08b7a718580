//! What stands around every page: side menu, top bar and tab bar.

use super::leave::LeaveDialog;
use super::{Glyph, Icon, Link, ToastArea, browser};
use crate::i18n::t;
use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// One entry of the menu.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub href: String,
    pub text: String,
    pub glyph: Glyph,
    pub current: bool,
    /// Stands in the tab bar of a phone as well.
    pub first: bool,
}

/// A group of entries, under a heading or at the top without one.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    pub heading: Option<String>,
    pub entries: Vec<Entry>,
}

/// Who works here.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    pub name: String,
    pub office: String,
}

#[derive(Properties, PartialEq)]
pub struct ShellProps {
    pub groups: Vec<Group>,
    pub person: Person,
    /// The address of the reader's own account.
    pub account: AttrValue,
    pub onsignout: Callback<()>,
    pub children: Html,
}

#[component]
pub fn Shell(props: &ShellProps) -> Html {
    let open = use_state(|| false);
    use_escape(&open);
    let close = {
        let open = open.setter();
        Callback::from(move |()| open.set(false))
    };
    let show = {
        let open = open.setter();
        Callback::from(move |_: MouseEvent| open.set(true))
    };
    let entries = || props.groups.iter().flat_map(|group| &group.entries);
    let here = entries().find(|entry| entry.current);
    let skip = Callback::from(|event: MouseEvent| {
        event.prevent_default();
        browser::focus("content");
    });
    html! {
        <>
            <a class="skip" href="#content" onclick={skip}>{ t("skip") }</a>
            <div class="shell">
                <header class="topbar mob" inert={*open}>
                    <button
                        class="ibtn"
                        type="button"
                        aria-label={t("menu-open")}
                        aria-expanded={open.to_string()}
                        aria-controls="menu"
                        onclick={show.clone()}
                    >
                        <Icon glyph={Glyph::Menu} large=true />
                    </button>
                    <div class="where">
                        <b>{ here.map_or_else(|| t("app-name"), |entry| entry.text.clone()) }</b>
                        <span>{ &props.person.office }</span>
                    </div>
                </header>
                { menu(props, *open, &close) }
                <main class="main" id="content" tabindex="-1" inert={*open}>
                    { props.children.clone() }
                </main>
            </div>
            <nav class="tabbar" aria-label={t("menu-main")} inert={*open}>
                { for entries().filter(|entry| entry.first).take(3).map(tab) }
                <button type="button" aria-expanded={open.to_string()} aria-controls="menu" onclick={show}>
                    <Icon glyph={Glyph::Menu} large=true />{ t("menu") }
                </button>
            </nav>
            <LeaveDialog />
            <ToastArea />
        </>
    }
}

/// Escape closes the menu; the focus goes into it when it opens.
#[hook]
fn use_escape(open: &UseStateHandle<bool>) {
    let set = open.setter();
    use_effect_with(**open, move |open| {
        let listener = open.then(browser::document).flatten().map(|document| {
            browser::focus("menu-close");
            EventListener::new(&document, "keydown", move |event| {
                let key = event.dyn_ref::<KeyboardEvent>();
                if key.is_some_and(|event| event.key() == "Escape") {
                    set.set(false);
                }
            })
        });
        move || drop(listener)
    });
}

fn tab(entry: &Entry) -> Html {
    let current = entry.current.then_some(AttrValue::Static("page"));
    html! {
        <Link href={entry.href.clone()} {current}>
            <Icon glyph={entry.glyph} large=true />{ &entry.text }
        </Link>
    }
}

fn menu(props: &ShellProps, open: bool, close: &Callback<()>) -> Html {
    let groups = props.groups.iter().map(|group| {
        let entries = group.entries.iter().map(|entry| {
            let current = entry.current.then_some(AttrValue::Static("page"));
            html! {
                <Link class="nav" href={entry.href.clone()} {current} onclick={close}>
                    <Icon glyph={entry.glyph} />{ &entry.text }
                </Link>
            }
        });
        html! {
            <>
                if let Some(heading) = &group.heading {
                    <div class="grp">{ heading }</div>
                }
                { for entries }
            </>
        }
    });
    let hide = {
        let close = close.clone();
        Callback::from(move |_: MouseEvent| close.emit(()))
    };
    html! {
        <>
            if open {
                <div class="shade" onclick={hide.clone()}></div>
            }
            <nav class={classes!("side", open.then_some("open"))} id="menu" aria-label={t("menu")}>
                <div class="side-top">
                    <Link class="brand" href="/" onclick={close}>
                        <span class="mark"><Icon glyph={Glyph::Plant} /></span>
                        <span>{ t("app-name") }<small>{ t("app-city") }</small></span>
                    </Link>
                    <button
                        class="ibtn mob"
                        id="menu-close"
                        type="button"
                        aria-label={t("menu-close")}
                        onclick={hide}
                    >
                        <Icon glyph={Glyph::X} />
                    </button>
                </div>
                { for groups }
                { foot(props, close) }
            </nav>
        </>
    }
}

/// The first letters of the first two words.
fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect()
}

fn foot(props: &ShellProps, close: &Callback<()>) -> Html {
    let Person { name, office } = &props.person;
    let sign_out = {
        let onsignout = props.onsignout.clone();
        Callback::from(move |_: MouseEvent| onsignout.emit(()))
    };
    html! {
        <div class="foot">
            <div class="me">
                <span class="ava" aria-hidden="true">{ initials(name) }</span>
                <span><b class="b">{ name }</b><span class="small ink2">{ office }</span></span>
            </div>
            <Link class="nav" href={props.account.clone()} onclick={close}>
                <Icon glyph={Glyph::UserCog} />{ t("menu-account") }
            </Link>
            <button class="nav" type="button" onclick={sign_out}>
                <Icon glyph={Glyph::Logout} />{ t("menu-sign-out") }
            </button>
        </div>
    }
}
