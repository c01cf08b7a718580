//! The list of candidates on paper, for the Lurah to sign.

use super::obstacle;
use super::queue::{nobody, pick_shown, use_waiting};
use crate::api::use_me;
use crate::beneficiaries::name_of;
use crate::i18n::{self, member, t, today, tr};
use crate::reference::{Codes, use_codes};
use crate::route::Route;
use crate::ui::{Button, Crumb, Glyph, Kind, PageHead, Panel, ProblemPanel, Skeleton, browser, use_address};
use contract::beneficiaries::Beneficiary;
use contract::code_lists::CodeList;
use yew::prelude::*;

#[component]
pub fn PrintCandidates() -> Html {
    let address = use_address();
    let waiting = use_waiting(&address);
    let crumbs = vec![Crumb::new(Route::Validations.href(), t("validations"))];
    let body = match (&waiting.failure, &waiting.women) {
        (Some(failure), _) => html! {
            <Panel><ProblemPanel failure={failure.clone()} retry={waiting.reload.clone()} /></Panel>
        },
        (None, None) => html! { <Panel><Skeleton lines=6 /></Panel> },
        (None, Some(women)) if women.is_empty() => nobody(&address, waiting.ready),
        (None, Some(women)) => html! { <Sheet women={women.clone()} /> },
    };
    let actions = html! {
        <>
            { pick_shown(&address) }
            <Button kind={Kind::Primary} glyph={Glyph::ListDetails} onclick={Callback::from(|()| browser::print())}>
                { t("print") }
            </Button>
        </>
    };
    html! {
        <>
            <PageHead title={t("print-title")} {crumbs} {actions} />
            { body }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct SheetProps {
    women: Vec<Beneficiary>,
}

#[component]
fn Sheet(props: &SheetProps) -> Html {
    let me = use_me();
    let codes = use_codes();
    let place = me.roles.iter().find_map(|held| held.region_name.clone()).unwrap_or_else(|| t("app-city"));
    let rows = props.women.iter().enumerate().map(|(index, woman)| row(index, woman, &codes));
    let year = today().year().to_string();
    html! {
        <div class="panel sheet">
            <div class="body">
                <p class="b">{ t("app-long-name") }</p>
                <p>{ tr("print-heading", &[("place", place.as_str().into()), ("year", year.into())]) }</p>
                <p class="small">{ tr("print-day", &[("day", i18n::date_long(today()).into())]) }</p>
                <div class="scroll" tabindex="0" role="region" aria-label={t("print-title")}>
                    <table class="paper">
                        <caption class="vh">{ t("print-title") }</caption>
                        <thead>
                            <tr>
                                <th scope="col">{ t("print-number") }</th>
                                <th scope="col">{ member("full_name") }</th>
                                <th scope="col">{ member("nik") }</th>
                                <th scope="col">{ t("age") }</th>
                                <th scope="col">{ t("rt-rw") }</th>
                                <th scope="col">{ member("marital_status") }</th>
                                <th scope="col">{ t("print-decision") }</th>
                                <th scope="col">{ t("print-initials") }</th>
                            </tr>
                        </thead>
                        <tbody>{ for rows }</tbody>
                    </table>
                </div>
                <div class="signature">
                    <p>{ tr("print-signed-at", &[("place", place.into())]) }</p>
                    <p>{ t("print-lurah") }</p>
                    <p class="blank">{ t("print-name") }</p>
                </div>
            </div>
        </div>
    }
}

/// One woman; who cannot be validated yet has the reason in place of a place
/// to sign.
fn row(index: usize, woman: &Beneficiary, codes: &Codes) -> Html {
    let sign = match obstacle(woman) {
        Some(reason) => html! { <td colspan="2">{ reason }</td> },
        None => html! { <><td class="sign"></td><td class="sign"></td></> },
    };
    html! {
        <tr>
            <td class="n">{ index + 1 }</td>
            <th scope="row">{ name_of(woman) }</th>
            <td class="nw">{ woman.nik_masked.value().cloned().unwrap_or_default() }</td>
            <td class="n">{ woman.age }</td>
            <td class="nw">{ format!("{}/{}", woman.rt, woman.rw) }</td>
            <td>{ codes.word(CodeList::MaritalStatus, &woman.marital_status) }</td>
            { sign }
        </tr>
    }
}
