//! A sheet of paper for the demo's evidence: one line in a PDF that opens.

use std::fmt::Write;

/// A page that says `text`; letters beyond ASCII are left out.
pub fn paper(text: &str) -> Vec<u8> {
    let said: String = text.chars().filter(|letter| letter.is_ascii() && !matches!(letter, '(' | ')' | '\\')).collect();
    let content = format!("BT /F1 12 Tf 56 780 Td (Dokumen contoh) Tj 0 -24 Td ({said}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    // Writing to a text does not fail.
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(file.len());
        let _ = write!(file, "{number} 0 obj\n{object}\nendobj\n");
    }
    let table = file.len();
    let _ = write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        let _ = writeln!(file, "{place:010} 00000 n ");
    }
    let _ = write!(file, "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1);
    file.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_object_stands_where_the_table_says() {
        let text = String::from_utf8(paper("Rencana kerja (2019)")).unwrap();
        let (_, table) = text.split_once("65535 f \n").unwrap();
        for (number, line) in (1..=5).zip(table.lines()) {
            let place: usize = line.split(' ').next().unwrap().parse().unwrap();
            let found = text.get(place..).unwrap();
            assert!(found.starts_with(&format!("{number} 0 obj")), "{number}: {line}");
        }
        assert!(text.contains("(Rencana kerja 2019) Tj"));
    }
}
