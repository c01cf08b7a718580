//! Language and theme; both are kept on this device.

use crate::app::{Wish, use_speak};
use crate::i18n::{language, t};
use crate::ui::Panel;
use crate::ui::browser::Theme;
use contract::words::Language;
use yew::prelude::*;

#[component]
pub fn Display() -> Html {
    let speak = use_speak();
    let theme = use_state(Theme::chosen);
    let chosen = use_state_eq(language);
    let languages = [(Language::Indonesian, "Bahasa Indonesia"), (Language::English, "English")].map(|(own, name)| {
        let (speak, chosen) = (speak.clone(), chosen.clone());
        let current = *chosen == own;
        let choose = Callback::from(move |()| {
            chosen.set(own);
            // Where it does not come, the mark goes back to what is spoken.
            let back = chosen.setter();
            speak.emit(Wish { language: own, failed: Callback::from(move |()| back.set(language())) });
        });
        choice("language", name.to_owned(), current, choose)
    });
    let themes = Theme::ALL.iter().map(|own| {
        let (theme, own) = (theme.clone(), *own);
        let current = *theme == own;
        let choose = Callback::from(move |()| {
            own.choose();
            theme.set(own);
        });
        choice("theme", theme_word(own), current, choose)
    });
    html! {
        <Panel title={t("display")}>
            <fieldset class="field">
                <legend>{ t("language") }</legend>
                <div class="picks">{ for languages }</div>
            </fieldset>
            <fieldset class="field">
                <legend>{ t("theme") }</legend>
                <div class="picks">{ for themes }</div>
            </fieldset>
            <p class="small ink2">{ t("display-kept") }</p>
        </Panel>
    }
}

fn theme_word(theme: Theme) -> String {
    match theme {
        Theme::Auto => t("theme-auto"),
        Theme::Light => t("theme-light"),
        Theme::Dark => t("theme-dark"),
    }
}

fn choice(group: &'static str, word: String, checked: bool, choose: Callback<()>) -> Html {
    let onchange = Callback::from(move |_: Event| choose.emit(()));
    html! {
        <label class="pick">
            <input type="radio" name={group} {checked} {onchange} />
            { word }
        </label>
    }
}
