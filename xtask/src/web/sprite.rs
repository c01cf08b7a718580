//! The icons the application names, as one inline sprite.

use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Tabler draws an invisible square under each icon; it only weighs.
const SQUARE: &str = r#"<path stroke="none" d="M0 0h24v24H0z" fill="none" />"#;

/// Builds the sprite from a list of names, one a line, and the folder of
/// drawings. The sprite is hidden by its wrapper: `hidden` means nothing on
/// an `svg` element, and the page's policy refuses a `style` attribute.
pub fn build(names: &str, drawings: &Path) -> Result<String> {
    let names: BTreeSet<&str> =
        names.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let mut sprite = String::from(r#"<div hidden><svg width="0" height="0" aria-hidden="true">"#);
    for name in names {
        let file = drawings.join(format!("{name}.svg"));
        let drawing = fs::read_to_string(&file)
            .with_context(|| format!("frontend/icons.txt names `{name}`, which Tabler lacks"))?;
        let shapes = shapes(&drawing).with_context(|| format!("{}", file.display()))?;
        write!(sprite, r#"<symbol id="i-{name}" viewBox="0 0 24 24">{shapes}</symbol>"#)?;
    }
    sprite.push_str("</svg></div>");
    Ok(sprite)
}

/// What stands between the tags of the drawing's root, on one line.
fn shapes(drawing: &str) -> Result<String> {
    let Some((_, rest)) = drawing.split_once("<svg") else {
        bail!("this is no drawing");
    };
    let inner = rest.split_once('>').and_then(|(_, inner)| inner.split_once("</svg>"));
    let Some((inner, _)) = inner else {
        bail!("this drawing has no end");
    };
    Ok(inner.replace(SQUARE, "").lines().map(|line| line.trim().replace(" />", "/>")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_is_reduced_to_its_shapes() {
        let drawing = format!("<svg\n  width=\"24\"\n>\n  {SQUARE}\n  <path d=\"M5 12\" />\n</svg>\n");
        assert_eq!(shapes(&drawing).unwrap(), r#"<path d="M5 12"/>"#);
    }

    #[test]
    fn something_else_is_refused() {
        assert!(shapes("404").is_err());
        assert!(shapes("<svg><path/>").is_err());
    }

    #[test]
    fn an_unknown_icon_is_named() {
        let fault = build("# ours\nno-such-icon\n", Path::new("nowhere")).unwrap_err();
        assert!(fault.to_string().contains("`no-such-icon`"));
    }
}
