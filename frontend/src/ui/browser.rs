//! The little of the browser the kit touches directly: storage, theme, the
//! document's title and language, focus and the clipboard.

use crate::i18n;
use contract::words::Language;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, FocusOptions, HtmlElement, Storage, Window};

const LANGUAGE: &str = "p2wkss-language";
const THEME: &str = "p2wkss-theme";
/// Someone signed out and the server does not know it yet.
const LEAVING: &str = "p2wkss-leaving";
/// Everything this application keeps in the tab begins so.
const TAB: &str = "p2wkss:";

fn window() -> Option<Window> {
    web_sys::window()
}

pub fn document() -> Option<Document> {
    window()?.document()
}

/// Storage may be switched off; the application then forgets, nothing more.
fn device() -> Option<Storage> {
    window()?.local_storage().ok()?
}

fn tab() -> Option<Storage> {
    window()?.session_storage().ok()?
}

/// Reads what was kept in this tab.
pub fn kept(name: &str) -> Option<String> {
    tab()?.get_item(&format!("{TAB}{name}")).ok()?
}

/// Keeps a text in this tab only; it is gone when the tab is closed.
pub fn keep(name: &str, text: Option<&str>) {
    let name = format!("{TAB}{name}");
    if let Some(tab) = tab() {
        // A full storage loses the draft and must not lose the page.
        let _ = match text {
            Some(text) => tab.set_item(&name, text),
            None => tab.remove_item(&name),
        };
    }
}

/// Forgets everything kept in this tab, at sign-out.
pub fn forget_tab() {
    let Some(tab) = tab() else { return };
    let names: Vec<String> = (0..tab.length().unwrap_or(0))
        .filter_map(|index| tab.key(index).ok().flatten())
        .filter(|name| name.starts_with(TAB))
        .collect();
    for name in names {
        let _ = tab.remove_item(&name);
    }
}

/// Whether someone signed out without the server being told.
pub fn is_leaving() -> bool {
    device().and_then(|it| it.get_item(LEAVING).ok()?).is_some()
}

pub fn set_leaving(leaving: bool) {
    if let Some(device) = device() {
        let _ = if leaving { device.set_item(LEAVING, "yes") } else { device.remove_item(LEAVING) };
    }
}

/// How the pages look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// As the device is set.
    Auto,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: &'static [Self] = &[Self::Auto, Self::Light, Self::Dark];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    pub fn chosen() -> Self {
        let word = device().and_then(|it| it.get_item(THEME).ok()?);
        let word = word.unwrap_or_default();
        Self::ALL.iter().copied().find(|theme| theme.as_str() == word).unwrap_or(Self::Auto)
    }

    pub fn choose(self) {
        if let Some(device) = device() {
            let _ = device.set_item(THEME, self.as_str());
        }
        self.apply();
    }

    fn apply(self) {
        let dark = || {
            let query = window()?.match_media("(prefers-color-scheme: dark)").ok()??;
            Some(query.matches())
        };
        let name = match self {
            Self::Auto if dark() == Some(true) => "dark",
            Self::Auto => "light",
            chosen => chosen.as_str(),
        };
        mark_root("data-bs-theme", name);
    }
}

fn mark_root(attribute: &str, value: &str) {
    if let Some(root) = document().and_then(|it| it.document_element()) {
        let _ = root.set_attribute(attribute, value);
    }
}

/// Applies the theme and the language of this device, before the first page.
/// Where her language cannot be loaded, the page speaks Indonesian.
pub async fn begin() {
    Theme::chosen().apply();
    let word = device().and_then(|it| it.get_item(LANGUAGE).ok()?);
    let chosen = word.and_then(|word| word.parse().ok()).unwrap_or(Language::Indonesian);
    let learned = i18n::learn(chosen).await.is_ok();
    set_language(if learned { chosen } else { Language::Indonesian }, false);
}

/// Speaks `language`, which was learned, and, where the reader chose it,
/// remembers it.
pub fn set_language(language: Language, remember: bool) {
    i18n::speak(language);
    mark_root("lang", language.as_str());
    if let Some(device) = device().filter(|_| remember) {
        let _ = device.set_item(LANGUAGE, language.as_str());
    }
}

pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

fn element(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Moves the focus to the element with this id, if it is there.
pub fn focus(id: &str) {
    if let Some(element) = element(id) {
        // An element that cannot take focus leaves it where it is.
        let _ = element.focus();
    }
}

/// The same without moving the page.
pub fn focus_in_place(id: &str) {
    if let Some(element) = element(id) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}

/// Moves a row that is wider than the screen to what is current in it.
pub fn show_current(row: &Element) {
    let Ok(Some(current)) = row.query_selector("[aria-current]") else { return };
    let (room, place) = (row.get_bounding_client_rect(), current.get_bounding_client_rect());
    if place.left() < room.left() || place.right() > room.right() {
        let middle = f64::midpoint(place.left(), place.right()) - f64::midpoint(room.left(), room.right());
        row.scroll_by_with_x_and_y(middle, 0.0);
    }
}

/// How far down the page an element stands.
pub fn top_of(id: &str) -> Option<f64> {
    element(id).map(|element| element.get_bounding_client_rect().top())
}

/// The words above an input, as they stand on the page.
pub fn label_of(id: &str) -> Option<String> {
    let label = document()?.query_selector(&format!("label[for=\"{id}\"]")).ok()??;
    // Before the words of a box to tick stands the box.
    let parts = label.child_nodes();
    (0..parts.length())
        .filter_map(|at| parts.get(at)?.text_content())
        .map(|text| text.trim().to_owned())
        .find(|text| !text.is_empty())
}

/// Whether what had the focus is gone from the page.
pub fn is_focus_lost() -> bool {
    let active = document().and_then(|it| it.active_element());
    active.is_none_or(|element| element.tag_name() == "BODY")
}

pub fn scroll_to_top() {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Loads the whole page anew.
pub fn reload() {
    if let Some(window) = window() {
        // Refused only where the browser is closing the page already.
        let _ = window.location().reload();
    }
}

/// Copies a text; `false` where the browser does not allow it.
pub async fn copy(text: &str) -> bool {
    let clipboard = || {
        let navigator = window()?.navigator();
        // Undefined on addresses that are not secure.
        let known = js_sys::Reflect::get(&navigator, &JsValue::from_str("clipboard")).ok()?;
        known.is_object().then(|| navigator.clipboard())
    };
    match clipboard() {
        Some(clipboard) => JsFuture::from(clipboard.write_text(text)).await.is_ok(),
        None => false,
    }
}
/// Prints the page.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // Where printing is switched off, nothing happens.
        let _ = window.print();
    }
}
