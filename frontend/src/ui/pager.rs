//! Pages of a list that is continued by cursors.

use super::{Address, Glyph, LinkButton};
use crate::i18n::{number, t, tr};
use contract::page::Page;
use std::cell::RefCell;
use std::collections::HashMap;
use yew::prelude::*;

thread_local! {
    /// Which cursor led to which: cursors only lead forward.
    static TRAIL: RefCell<HashMap<String, String>> = RefCell::new(HashMap::new());
}

#[derive(Properties, PartialEq)]
pub struct PagerProps {
    pub address: Address,
    pub shown: usize,
    pub limit: u64,
    pub next_cursor: Option<AttrValue>,
    pub total: Option<u64>,
    pub total_at_least: Option<u64>,
}

impl PagerProps {
    pub fn of<T>(address: &Address, limit: u64, page: &Page<T>) -> Self {
        Self {
            address: address.clone(),
            shown: page.items.len(),
            limit,
            next_cursor: page.next_cursor.clone().map(AttrValue::from),
            total: page.total,
            total_at_least: page.total_at_least,
        }
    }

    /// `51–100 dari 23.410`
    fn range(&self) -> String {
        let shown = u64::try_from(self.shown).unwrap_or_default();
        let before = (self.address.page() - 1) * self.limit;
        let figure = |n: u64| number(i64::try_from(n).unwrap_or(i64::MAX));
        let (first, last) = (figure(before + 1), figure(before + shown));
        let arguments = [("first", first.into()), ("last", last.into())];
        let with = |total: u64| {
            let [first, last] = arguments.clone();
            [first, last, ("total", figure(total).into())]
        };
        match (self.total, self.total_at_least) {
            (Some(total), _) => tr("pager-of", &with(total)),
            (None, Some(total)) => tr("pager-of-at-least", &with(total)),
            (None, None) => tr("pager-range", &arguments),
        }
    }
}

#[component]
pub fn Pager(props: &PagerProps) -> Html {
    let address = &props.address;
    let page = address.page();
    let here = address.get("cursor").unwrap_or_default().to_owned();
    let next = props.next_cursor.as_ref().map(|cursor| {
        TRAIL.with_borrow_mut(|trail| trail.insert(cursor.to_string(), here.clone()));
        let number = (page + 1).to_string();
        address.with(&[("cursor", Some(cursor)), ("page", Some(&number))])
    });
    let before = TRAIL.with_borrow(|trail| trail.get(&here).cloned());
    let previous = (!here.is_empty()).then(|| match before {
        Some(cursor) if !cursor.is_empty() => {
            let number = (page - 1).to_string();
            address.with(&[("cursor", Some(&cursor)), ("page", Some(&number))])
        }
        _ => address.with(&[("cursor", None), ("page", None)]),
    });
    html! {
        <nav class="pager" aria-label={t("pager")}>
            <span class="small ink2 num" role="status">{ props.range() }</span>
            if previous.is_some() || next.is_some() {
                <span class="row-wrap">
                    { step(previous, t("pager-previous"), Glyph::ChevronLeft, t("pager-is-first")) }
                    { step(next, t("pager-next"), Glyph::ChevronRight, t("pager-is-last")) }
                </span>
            }
        </nav>
    }
}

fn step(href: Option<String>, text: String, glyph: Glyph, reason: String) -> Html {
    match href {
        Some(href) => html! { <LinkButton {href} small=true {glyph}>{ text }</LinkButton> },
        None => html! {
            <button class="btn btn-2 btn-sm" type="button" aria-disabled="true" title={reason}>
                { text }
            </button>
        },
    }
}
