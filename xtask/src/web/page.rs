//! `index.html`, with its places filled.

use anyhow::{Result, bail};

/// What the places stand for.
#[derive(Debug)]
pub struct Parts<'a> {
    /// The icons, as markup.
    pub sprite: &'a str,
    /// The address of the style sheet.
    pub css: &'a str,
    /// The address of the script that starts the application.
    pub start: &'a str,
    /// The address of the script that joins the module to the browser.
    pub glue: &'a str,
    /// The address of the module.
    pub wasm: &'a str,
}

/// Fills the places. The joining script is asked for ahead of the script that
/// imports it, so that both travel at once.
pub fn fill(template: &str, parts: &Parts<'_>) -> Result<String> {
    for place in ["{{sprite}}", "{{css}}", "{{js}}", "{{wasm}}"] {
        if !template.contains(place) {
            bail!("frontend/index.html has no place {place}");
        }
    }
    let mut page = template
        .replace("{{sprite}}", parts.sprite)
        .replace("{{css}}", parts.css)
        .replace("{{js}}", parts.start)
        .replace("{{wasm}}", parts.wasm);
    if page.contains("{{glue}}") {
        page = page.replace("{{glue}}", parts.glue);
    } else {
        let hint = format!("<link rel=\"modulepreload\" href=\"{}\">\n</head>", parts.glue);
        page = page.replacen("</head>", &hint, 1);
    }
    if let Some((_, rest)) = page.split_once("{{") {
        let name: String = rest.chars().take(20).collect();
        bail!("frontend/index.html has an unknown place {{{{{name}…");
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARTS: Parts<'static> = Parts {
        sprite: "<svg></svg>",
        css: "/style-1.css",
        start: "/start-1.js",
        glue: "/frontend-1.js",
        wasm: "/frontend-1.wasm",
    };

    #[test]
    fn every_place_is_filled() {
        let page = fill("<head>{{css}} {{wasm}}</head>{{sprite}}{{js}}", &PARTS).unwrap();
        assert!(page.contains("/style-1.css /frontend-1.wasm"));
        assert!(page.contains("<svg></svg>/start-1.js"));
        assert!(page.contains(r#"<link rel="modulepreload" href="/frontend-1.js">"#));
    }

    #[test]
    fn a_missing_or_unknown_place_is_refused() {
        assert!(fill("{{css}}{{wasm}}{{js}}", &PARTS).is_err());
        assert!(fill("{{css}}{{wasm}}{{js}}{{sprite}}{{other}}", &PARTS).is_err());
    }
}
