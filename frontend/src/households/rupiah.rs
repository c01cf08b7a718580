//! Sums of money as people write them: `1.500.000`, `1500000`, `1,5 juta`.

use crate::i18n::{rupiah, tr};
use crate::ui::form::use_fields;
use crate::ui::{TextField, Width};
use std::str::FromStr;
use yew::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rupiah(pub i64);

impl FromStr for Rupiah {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let text = text.trim().to_lowercase().replace('\u{a0}', " ");
        let text = text.strip_prefix("rp").or_else(|| text.strip_prefix("idr")).unwrap_or(&text).trim().to_owned();
        let units = [("juta", 1_000_000), ("jt", 1_000_000), ("million", 1_000_000), ("ribu", 1_000), ("rb", 1_000)];
        let unit = units.iter().find_map(|(word, size)| Some((text.strip_suffix(word)?.trim(), *size)));
        match unit {
            Some((amount, size)) => scaled(amount, size),
            None => whole(&text),
        }
        .map(Self)
        .ok_or(())
    }
}

/// A whole sum; dots or commas only between groups of three.
fn whole(text: &str) -> Option<i64> {
    let mut groups = text.split(['.', ',', ' ']);
    let head = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let grouped = rest.iter().all(|part| part.len() == 3 && digits(part)) && (rest.is_empty() || head.len() <= 3);
    if !digits(head) || !grouped {
        return None;
    }
    format!("{head}{}", rest.concat()).parse().ok()
}

/// `1,5` of a unit.
fn scaled(amount: &str, size: i64) -> Option<i64> {
    let (head, tail) = amount.split_once([',', '.']).unwrap_or((amount, "0"));
    let whole: i64 = head.parse().ok().filter(|number| *number >= 0)?;
    if tail.is_empty() || tail.len() > 6 || !tail.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part: i64 = tail.parse().ok()?;
    let tenths = 10_i64.checked_pow(u32::try_from(tail.len()).ok()?)?;
    let part = part.checked_mul(size)?;
    if part % tenths != 0 {
        return None;
    }
    whole.checked_mul(size)?.checked_add(part / tenths)
}

#[derive(Properties, PartialEq)]
pub struct RupiahFieldProps {
    pub at: AttrValue,
    pub hint: AttrValue,
    #[prop_or_default]
    pub required: bool,
}

/// An input that says back what was read.
#[component]
pub fn RupiahField(props: &RupiahFieldProps) -> Html {
    let form = use_fields();
    let read = form.values().get(&props.at).parse::<Rupiah>().ok();
    let words = read.map(|Rupiah(amount)| tr("rupiah-read", &[("amount", rupiah(amount).into())]));
    html! {
        <>
            <TextField at={props.at.clone()} optional={!props.required} width={Width::Medium} hint={props.hint.clone()} />
            <p class="hint echo" role="status">{ words.unwrap_or_default() }</p>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_read_as_people_write_them() {
        for (text, amount) in [
            ("1.500.000", 1_500_000),
            ("1500000", 1_500_000),
            ("1,5 juta", 1_500_000),
            ("Rp 750.000", 750_000),
            ("750 rb", 750_000),
            ("2jt", 2_000_000),
            ("1,500,000", 1_500_000),
            ("1.5 million", 1_500_000),
            ("0", 0),
        ] {
            assert_eq!(text.parse(), Ok(Rupiah(amount)), "{text}");
        }
        for text in ["", "satu juta", "1.50", "-5", "1,5", "1..000"] {
            assert!(text.parse::<Rupiah>().is_err(), "{text}");
        }
    }
}
