//! Whether two names may be one woman's: spelling, and a part left out.

use crate::kernel::fold::sound;

/// One letter in so many may differ.
const LETTERS: usize = 6;

/// Whether two folded names differ as little as one name written twice does.
pub fn is_alike(one: &str, other: &str) -> bool {
    let (one, other) = (sound(one), sound(other));
    if one == other {
        return true;
    }
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let (first, second) = (words(&one), words(&other));
    let (fewer, more) = if first.len() <= second.len() { (first, second) } else { (second, first) };
    let part = fewer.len() < more.len() && fewer.iter().all(|word| more.contains(word));
    let joined = one.replace(' ', "") == other.replace(' ', "");
    let letters = one.chars().count().max(other.chars().count());
    part || joined || distance(&one, &other) <= (letters / LETTERS).max(1)
}

/// The letters to be changed, put in or left out.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, letter) in one.chars().enumerate() {
        let mut next = vec![line + 1];
        for ((own, above), pair) in other.iter().zip(row.iter().skip(1)).zip(row.iter()) {
            let left = next.last().copied().unwrap_or(0);
            next.push((above + 1).min(left + 1).min(pair + usize::from(*own != letter)));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_written_otherwise_is_told_from_another_name() {
        for (one, other) in [
            ("siti aminah", "sitti aminah"),
            ("nurhayati", "nur hayati"),
            ("tjitra", "citra"),
            ("een rohaeni", "een rohaenj"),
            ("cucu", "cucu rohayani"),
        ] {
            assert!(is_alike(one, other), "{one} {other}");
        }
        for (one, other) in [("ibu nomor 3", "orang lain"), ("siti aminah", "sri lestari"), ("dewi", "desi ratna")] {
            assert!(!is_alike(one, other), "{one} {other}");
        }
        assert_eq!((distance("kitten", "sitting"), distance("", "abc")), (3, 3));
    }
}
