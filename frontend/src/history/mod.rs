//! What changed on a record (riwayat), and how values of records read.

use crate::api::{Wire, use_wire};
use crate::i18n::{self, member, operation, t, term};
use crate::reference::{code_word, region_name, use_codes, use_region_names};
use crate::route::Route;
use crate::ui::{Address, Event, Glyph, Link, Panel, Timeline, WhenEmpty, listing};
use contract::beneficiaries::{NoticeMeans, Status};
use contract::code_lists::CodeList;
use contract::history::{Change, ChangedMember};
use contract::households::{Livelihood, Schooling, Sex};
use contract::ids::HouseholdId;
use contract::moment::{Day, Timestamp};
use contract::page::Page;
use contract::policy::Role;
use contract::role_assignments::TermKind;
use contract::users::UserState;
use serde_json::Value;
use std::str::FromStr;
use yew::prelude::*;

/// A value as a person reads it.
pub fn show(name: &str, value: &Value) -> String {
    match value {
        Value::Null => t("empty-value"),
        Value::Bool(true) => t("yes"),
        Value::Bool(false) => t("no"),
        Value::Array(items) if items.is_empty() => t("empty-value"),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| show(name, item)).collect();
            items.join(", ")
        }
        Value::String(text) => word(name, text),
        Value::Number(number) => number.as_i64().map_or_else(|| number.to_string(), i18n::number),
        Value::Object(parts) => {
            let parts = parts.iter().filter(|(_, part)| !part.is_null());
            let parts: Vec<String> =
                parts.map(|(name, part)| format!("{}: {}", member(name), show(name, part))).collect();
            if parts.is_empty() { t("empty-value") } else { parts.join("; ") }
        }
    }
}

fn word(name: &str, text: &str) -> String {
    let known = match name {
        "state" => named::<UserState>(text),
        "status" => named::<Status>(text),
        "sex" => named::<Sex>(text),
        "means" => named::<NoticeMeans>(text),
        "schooling" => named::<Schooling>(text),
        "livelihood" => named::<Livelihood>(text),
        "role" => named::<Role>(text),
        "kind" => named::<TermKind>(text).or_else(|| code_word(name, text)),
        "list" => named::<CodeList>(text),
        "language" => i18n::spoken(text),
        "region_code" | "claimed_region_code" | "from_region_code" => Some(region_name(text)),
        _ if name.ends_with("_at") => text.parse::<Timestamp>().ok().map(i18n::moment),
        _ => text.parse::<Day>().ok().map(i18n::date).or_else(|| code_word(name, text)),
    };
    known.unwrap_or_else(|| short_id(text))
}

/// The end of an identifier, which tells records apart; other text as it is.
pub fn short_id(text: &str) -> String {
    match text.parse::<uuid::Uuid>() {
        // A word joiner keeps it on one line.
        Ok(_) => format!("…\u{2060}{}", text.get(30..).unwrap_or_default()),
        Err(_) => text.to_owned(),
    }
}

fn named<T: i18n::Term + FromStr>(text: &str) -> Option<String> {
    text.parse().ok().map(term::<T>)
}

fn glyph(operation: &str) -> Glyph {
    match operation.split('_').next().unwrap_or_default() {
        "create" => Glyph::Plus,
        "update" | "change" => Glyph::Edit,
        "disable" | "end" => Glyph::Ban,
        "enable" | "restore" => Glyph::Restore,
        "archive" => Glyph::Archive,
        "issue" => Glyph::Key,
        _ => Glyph::History,
    }
}

/// A value in the timeline; a household is a way to its page.
fn value(name: &str, value: &Value) -> Html {
    let household = || (name == "household_id").then(|| value.as_str()?.parse::<HouseholdId>().ok()).flatten();
    match household() {
        Some(id) => html! { <Link href={Route::Household { id }.href()}>{ show(name, value) }</Link> },
        None => html! { { show(name, value) } },
    }
}

fn detail(changed: &ChangedMember) -> Html {
    let name = member(&changed.member);
    let value = |side: &Option<Value>| value(&changed.member, side.as_ref().unwrap_or(&Value::Null));
    let after = html! { <b>{ value(&changed.after) }</b> };
    if changed.before.is_none() {
        return html! { <>{ name }{ ": " }{ after }</> };
    }
    html! {
        <>
            { name }{ ": " }{ value(&changed.before) }
            <span aria-hidden="true">{ " → " }</span>
            <span class="vh">{ t("history-to") }</span>
            { after }
        </>
    }
}

/// A change as an event of the timeline.
fn event(change: &Change) -> Event {
    let mut details: Vec<Html> = change.members.iter().map(detail).collect();
    if let Some(reason) = &change.reason {
        details.insert(0, html! { { format!("“{}”", i18n::reason(reason)) } });
    }
    Event {
        key: change.id.to_string(),
        glyph: glyph(&change.operation),
        title: operation(&change.operation),
        at: change.at,
        who: change.actor_name.clone().unwrap_or_else(|| t("history-system")),
        details,
    }
}

#[derive(Properties, PartialEq)]
pub struct ChangeHistoryProps {
    /// The list of changes, without paging.
    pub call: Wire,
    pub address: Address,
}

/// The history of one record, as a part of its page.
#[component]
pub fn ChangeHistory(props: &ChangeHistoryProps) -> Html {
    let paging = props.address.paging(crate::ui::LIMIT);
    // Their words are needed to tell what a code was changed to.
    use_codes();
    use_region_names();
    let query = use_wire::<Page<Change>>(Some(props.call.clone().paging(&paging)));
    let when_empty = WhenEmpty { glyph: Glyph::History, title: t("history-empty"), text: t("history-empty-text") };
    let body = listing(&query, &props.address, false, when_empty, |changes| {
        let events = changes.iter().map(event).collect::<Vec<_>>();
        html! { <div class="body"><Timeline {events} /></div> }
    });
    html! { <Panel title={t("history")} flush=true>{ body }</Panel> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_read_as_words() {
        i18n::speak(contract::words::Language::Indonesian);
        let collection = json!({ "kind": null, "name": null, "on": null });
        assert_eq!(show("collection", &collection), "belum diisi");
        assert_eq!(show("notice", &json!({ "language": "btw", "version": null })), "Bahasa: Betawi");
        assert_eq!(show("full_name", &json!("Siti")), "Siti");
        assert_eq!(show("user_id", &json!("019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a49")), "…\u{2060}1e8a49");
    }
}
