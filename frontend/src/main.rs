//! The P2WKSS web application.
//!
//! In reading order: [`route`] (every address), [`pages`] (what stands there,
//! and when its code is loaded), [`app`] (what stands around a page), then one
//! folder per noun. [`ui`] is the kit and knows no noun, [`editor`] turns a
//! kind of record into a form with drafts and conflicts, [`api`] speaks with
//! the server and [`i18n`] with the reader.

mod account;
mod actions;
mod api;
mod app;
mod audit_events;
mod beneficiaries;
mod comments;
mod documents;
mod duplicates;
mod editor;
mod eligibility_rules;
mod enrolments;
mod exports;
mod history;
mod home;
mod households;
mod hundredths;
mod i18n;
mod imports;
mod legal_instruments;
mod loci;
mod locus_selections;
mod meetings;
mod notifications;
mod pages;
mod poverty_lines;
mod programmes;
mod reference;
mod region_facts;
mod relocations;
mod role_assignments;
mod route;
mod sign_in;
mod stage_board;
mod stage_records;
mod stage_templates;
mod tasks;
mod ui;
mod users;
mod validations;
mod welfare;
mod work_lists;

fn main() {
    wasm_bindgen_futures::spawn_local(begin());
}

async fn begin() {
    ui::browser::begin().await;
    ui::leave::watch();
    let place = ui::browser::document().and_then(|it| it.get_element_by_id("app"));
    match place {
        Some(place) => yew::Renderer::<app::App>::with_root(place).render(),
        None => yew::Renderer::<app::App>::new().render(),
    };
}
