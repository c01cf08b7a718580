//! Women like the one who is being written: who they are, why they are alike,
//! and going on all the same.

use crate::i18n::{self, t, term, tr};
use crate::route::Route;
use crate::ui::{Button, Kind, Link, Note, Tone};
use contract::duplicates::PossibleDuplicate;
use contract::problem::Problem;
use yew::prelude::*;

/// Where a form keeps whom its writer said to be others.
pub const ACKNOWLEDGED: &str = "/acknowledged_duplicates";

/// The women a refusal names, as a form keeps them.
pub fn named(problem: &Problem) -> String {
    let ids: Vec<String> = problem.matches.iter().map(|one| one.id.to_string()).collect();
    ids.join(",")
}

/// The women alike, and the button that registers her anyway.
pub fn alike(problem: &Problem, anyway: Callback<()>) -> Html {
    let elsewhere = problem.elsewhere.unwrap_or_default();
    html! {
        <Note tone={Tone::Warn} alert=true>
            <p><b>{ t("alike-title") }</b></p>
            <p>{ t("alike-text") }</p>
            <ul class="plain stack">{ for problem.matches.iter().map(card) }</ul>
            if elsewhere > 0 {
                <p>{ tr("alike-elsewhere", &[("n", elsewhere.into())]) }</p>
            }
            <Button kind={Kind::Secondary} onclick={anyway}>{ t("alike-anyway") }</Button>
        </Note>
    }
}

fn card(woman: &PossibleDuplicate) -> Html {
    let name = woman.full_name.value().cloned().unwrap_or_else(|| t("beneficiary-name-withheld"));
    let birth = woman.birth_date.value().map(|day| i18n::date(*day));
    let age = tr("age-years", &[("n", woman.age.into())]);
    let place = format!("RT {} · RW {} · {}", woman.rt, woman.rw, woman.region_name);
    let reasons: Vec<String> = woman.reasons.iter().map(|reason| term(*reason)).collect();
    html! {
        <li key={woman.id.to_string()}>
            <p><Link href={Route::Beneficiary { id: woman.id }.href()} class="b">{ name }</Link></p>
            <p class="small">{ [birth.unwrap_or_default(), age, place].join(" · ").trim_start_matches(" · ").to_owned() }</p>
            <p class="small ink2">{ reasons.join(", ") }</p>
        </li>
    }
}
