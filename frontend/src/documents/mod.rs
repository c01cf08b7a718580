//! Documents (dokumen): scans and photos that prove what was decided.

pub mod scan;

pub use scan::{Progress, Scan, ScanField, use_scan};
