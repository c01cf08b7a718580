//! A list or a record in all its states: on its way, failed, empty, there.

use super::pager::PagerProps;
use super::{Address, Crumb, Empty, Glyph, LinkButton, PageHead, Pager, Panel, ProblemPanel, Skeleton};
use crate::api::Query;
use crate::i18n::t;
use contract::page::Page;
use contract::problem::ProblemCode;
use yew::prelude::*;

/// How many rows a page of a list has.
pub const LIMIT: u64 = 50;

/// What a list says of itself when it is empty.
#[derive(Debug, Clone, PartialEq)]
pub struct WhenEmpty {
    pub glyph: Glyph,
    pub title: String,
    pub text: String,
}

/// Draws the answer to a list query; `rows` draws what is there.
pub fn listing<T: 'static>(
    query: &Query<Page<T>>,
    address: &Address,
    filtered: bool,
    when_empty: WhenEmpty,
    rows: impl FnOnce(&[T]) -> Html,
) -> Html {
    if let Some(failure) = &query.failure {
        let lost = failure.is(ProblemCode::InvalidCursor);
        // Someone else's filters may be of what this reader does not see.
        let withheld = failure.is(ProblemCode::WithheldParameter);
        let first = address.filtered(&[]);
        return html! {
            <ProblemPanel failure={failure.clone()} retry={(!lost && !withheld).then(|| query.reload.clone())}>
                if lost {
                    <LinkButton href={first}>{ t("pager-first") }</LinkButton>
                }
                if withheld {
                    <LinkButton href={unfiltered(address)}>{ t("list-show-all") }</LinkButton>
                }
            </ProblemPanel>
        };
    }
    let Some(page) = query.value() else {
        return html! { <Skeleton lines=6 /> };
    };
    if page.items.is_empty() {
        return nothing(address, filtered, when_empty);
    }
    let pager = PagerProps::of(address, LIMIT, page);
    html! {
        <>
            { rows(&page.items) }
            <Pager ..pager />
        </>
    }
}

/// The few records that belong to the one a page is about, without filters;
/// `line` says the key of each and draws it.
pub fn short_list<T: 'static>(
    query: &Query<Page<T>>,
    when_empty: WhenEmpty,
    line: impl Fn(&T) -> (String, Html),
) -> Html {
    match (&query.failure, query.value()) {
        (Some(failure), _) => html! { <ProblemPanel failure={failure.clone()} retry={query.reload.clone()} /> },
        (None, None) => html! { <Skeleton lines=3 /> },
        (None, Some(page)) if page.items.is_empty() => nothing_yet(when_empty),
        (None, Some(page)) => {
            let items = page.items.iter().map(|one| {
                let (key, drawn) = line(one);
                html! { <li {key}>{ drawn }</li> }
            });
            html! { <ul class="plain kept-list">{ for items }</ul> }
        }
    }
}

/// The whole list, on the part of the page it stands on.
fn unfiltered(address: &Address) -> String {
    match address.get("tab") {
        Some(tab) => Address::new(&address.path, "").with(&[("tab", Some(tab))]),
        None => address.path.clone(),
    }
}

fn nothing(address: &Address, filtered: bool, when_empty: WhenEmpty) -> Html {
    if filtered {
        return html! {
            <Empty glyph={Glyph::Search} title={t("list-no-match")} text={t("list-no-match-advice")}>
                <LinkButton href={unfiltered(address)}>{ t("list-show-all") }</LinkButton>
            </Empty>
        };
    }
    nothing_yet(when_empty)
}

fn nothing_yet(when_empty: WhenEmpty) -> Html {
    html! { <Empty glyph={when_empty.glyph} title={when_empty.title} text={when_empty.text} /> }
}

/// The page of a record that is not there yet, or will not be.
pub fn waiting<T>(title: String, crumbs: Vec<Crumb>, query: &Query<T>) -> Html {
    let body = match &query.failure {
        Some(failure) => html! {
            <ProblemPanel failure={failure.clone()} retry={query.reload.clone()} />
        },
        None => html! { <Skeleton lines=6 /> },
    };
    html! {
        <>
            <PageHead {title} {crumbs} />
            <Panel>{ body }</Panel>
        </>
    }
}
