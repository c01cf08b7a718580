//! Documents (dokumen): scans and photos that prove what was decided.

mod open;
pub mod scan;

pub use open::OpenDocument;
pub use scan::{Progress, Scan, ScanField, use_scan};
