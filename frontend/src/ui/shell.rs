//! What stands around every page: side menu, top bar and tab bar.

use super::leave::LeaveDialog;
use super::{Glyph, Icon, Link, ToastArea, browser, use_address};
use crate::i18n::t;
use gloo_events::EventListener;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// The buttons that open the menu of a phone, in the top bar and the tab bar.
const TOP: &str = "menu-open-top";
const BAR: &str = "menu-open-bar";

/// One entry of the menu.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub href: String,
    pub text: String,
    pub glyph: Glyph,
    pub current: bool,
    /// Stands in the tab bar of a phone as well.
    pub first: bool,
    /// So many are unread behind it.
    pub count: u64,
}

/// The way to the notifications, beside the heading on a phone.
#[derive(Debug, Clone, PartialEq)]
pub struct Bell {
    pub href: String,
    pub unread: u64,
}

/// So many are unread, seen as a number and read out as a word more.
fn unread(class: &'static str, count: u64) -> Html {
    html! {
        if count > 0 {
            <>
                { " " }
                <span class={classes!(class, "num")}>{ short(count) }<span class="vh">{ " " }{ t("menu-unread") }</span></span>
            </>
        }
    }
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
    pub bell: Bell,
    pub onsignout: Callback<()>,
    pub children: Html,
}

#[component]
pub fn Shell(props: &ShellProps) -> Html {
    let menu = use_menu();
    let entries = || props.groups.iter().flat_map(|group| &group.entries);
    let here = entries().find(|entry| entry.current).map(|entry| entry.text.clone());
    let here = here.or_else(|| menu.at(&props.account).then(|| t("menu-account")));
    let inert = menu.open;
    let skip = Callback::from(|event: MouseEvent| {
        event.prevent_default();
        browser::focus("content");
    });
    html! {
        <>
            <a class="skip" href="#content" onclick={skip}>{ t("skip") }</a>
            <div class="shell">
                { topbar(props, &menu, here) }
                { side(props, &menu) }
                <main class="main" id="content" tabindex="-1" {inert}>
                    { props.children.clone() }
                </main>
            </div>
            <nav class="tabbar" aria-label={t("menu-main")} {inert}>
                { for entries().filter(|entry| entry.first).take(3).map(tab) }
                <button
                    id={BAR}
                    type="button"
                    aria-expanded={inert.to_string()}
                    aria-controls="menu"
                    onclick={menu.show(BAR)}
                >
                    <Icon glyph={Glyph::Menu} large=true />{ t("menu") }
                </button>
            </nav>
            <LeaveDialog />
            <ToastArea />
        </>
    }
}

fn topbar(props: &ShellProps, menu: &Menu, here: Option<String>) -> Html {
    html! {
        <header class="topbar mob" inert={menu.open}>
            <button
                class="ibtn"
                id={TOP}
                type="button"
                aria-label={t("menu-open")}
                aria-expanded={menu.open.to_string()}
                aria-controls="menu"
                onclick={menu.show(TOP)}
            >
                <Icon glyph={Glyph::Menu} large=true />
            </button>
            <div class="where">
                <b>{ here.unwrap_or_else(|| t("app-name")) }</b>
                <span>{ &props.person.office }</span>
            </div>
            <Link class="ibtn" href={props.bell.href.clone()}>
                <Icon glyph={Glyph::Bell} large=true />
                <span class="vh">{ t("menu-notifications") }</span>
                { unread("dot", props.bell.unread) }
            </Link>
        </header>
    }
}

/// The menu of a phone: whether it is open, and what takes the focus when it
/// closes.
struct Menu {
    open: bool,
    set: UseStateSetter<bool>,
    back: Rc<RefCell<&'static str>>,
    path: String,
}

impl Menu {
    fn show(&self, opener: &'static str) -> Callback<MouseEvent> {
        let (set, back) = (self.set.clone(), self.back.clone());
        Callback::from(move |_| {
            back.replace(opener);
            set.set(true);
        })
    }

    fn hide(&self) -> Callback<MouseEvent> {
        let set = self.set.clone();
        Callback::from(move |_| set.set(false))
    }

    /// Closes it for a link, which leads to a heading.
    fn leave(&self) -> Callback<()> {
        let (set, back) = (self.set.clone(), self.back.clone());
        Callback::from(move |()| {
            back.replace("page-title");
            set.set(false);
        })
    }

    fn at(&self, address: &str) -> bool {
        self.path == address
    }
}

/// Escape closes the menu; the focus goes into it when it opens, and back to
/// where it came from when it closes.
#[hook]
fn use_menu() -> Menu {
    let open = use_state(|| false);
    let back = use_mut_ref(|| TOP);
    let was_open = use_mut_ref(|| false);
    let address = use_address();
    {
        let (set, back) = (open.setter(), back.clone());
        use_effect_with(*open, move |open| {
            if was_open.replace(*open) && !open {
                browser::focus_in_place(&back.borrow());
            }
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
    Menu { open: *open, set: open.setter(), back, path: address.path }
}

fn tab(entry: &Entry) -> Html {
    let current = entry.current.then_some(AttrValue::Static("page"));
    html! {
        <Link href={entry.href.clone()} {current}>
            <Icon glyph={entry.glyph} large=true />{ &entry.text }
        </Link>
    }
}

fn side(props: &ShellProps, menu: &Menu) -> Html {
    let (hide, leave) = (menu.hide(), menu.leave());
    let groups = props.groups.iter().map(|group| {
        let entries = group.entries.iter().map(|entry| {
            let current = entry.current.then_some(AttrValue::Static("page"));
            html! {
                <Link class="nav" href={entry.href.clone()} {current} onclick={&leave}>
                    <Icon glyph={entry.glyph} />{ &entry.text }
                    { unread("count", entry.count) }
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
    html! {
        <>
            if menu.open {
                <div class="shade" onclick={hide.clone()}></div>
            }
            <nav class={classes!("side", menu.open.then_some("open"))} id="menu" aria-label={t("menu")}>
                <div class="side-top">
                    <Link class="brand" href="/" onclick={&leave}>
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
                { foot(props, &leave, menu.at(&props.account)) }
            </nav>
        </>
    }
}

/// A number that fits its place.
fn short(count: u64) -> String {
    if count > 99 { "99+".to_owned() } else { count.to_string() }
}

/// The first letters of the first two words.
fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect()
}

fn foot(props: &ShellProps, leave: &Callback<()>, here: bool) -> Html {
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
            <Link
                class="nav"
                href={props.account.clone()}
                current={here.then_some(AttrValue::Static("page"))}
                onclick={leave}
            >
                <Icon glyph={Glyph::UserCog} />{ t("menu-account") }
            </Link>
            <button class="nav" type="button" onclick={sign_out}>
                <Icon glyph={Glyph::Logout} />{ t("menu-sign-out") }
            </button>
        </div>
    }
}
