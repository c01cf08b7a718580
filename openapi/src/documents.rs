//! Documents (dokumen): scans and photos that prove what was decided.

use crate::ids::{DocumentId, UserId};
use crate::moment::Timestamp;
use crate::place::RegionCode;
use serde::{Deserialize, Serialize};

/// The published sort keys of the list.
pub const SORT_KEYS: &[&str] = &["-created_at"];
/// The largest file.
pub const MAX_FILE: usize = 10 * 1024 * 1024;

/// How the kinds of files that are taken may be announced; what a file is, its
/// first bytes tell.
pub const FILE_TYPES: &[&str] = &[
    "application/pdf",
    "image/jpeg",
    "image/png",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.presentation",
    "application/octet-stream",
];

text_enum! {
    DocumentKind {
        /// The list of candidates as the Lurah signed it.
        SignedList = "signed_list",
        /// Lists and records that name women: attendance, interests, tests of
        /// independence.
        Participants = "participants",
        /// A decree or regulation (keputusan, peraturan).
        Decree = "decree",
        /// Minutes of a meeting (risalah, notula).
        Minutes = "minutes",
        /// An agreement with its signatures (berita acara kesepakatan).
        Agreement = "agreement",
        /// A study or map: of needs, potentials, problems (kajian, peta).
        Study = "study",
        /// A work plan or plan of action (rencana kerja, rencana aksi).
        WorkPlan = "work_plan",
        /// A schedule (jadwal).
        Schedule = "schedule",
        /// Budget lines (DPA, RKA).
        Budget = "budget",
        /// A proposal or request (usulan, proposal).
        Proposal = "proposal",
        /// A report (laporan).
        Report = "report",
        Photo = "photo",
        Other = "other",
    }
}

impl DocumentKind {
    /// Whether files of this kind may name or show women: only whoever may see identities
    /// reads them.
    pub const fn is_personal(self) -> bool {
        matches!(self, Self::SignedList | Self::Participants | Self::Photo | Self::Other)
    }
}

text_enum! {
    /// What a file is, told from its bytes.
    MediaType {
        Pdf = "application/pdf",
        Jpeg = "image/jpeg",
        Png = "image/png",
        Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Pptx = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        Odt = "application/vnd.oasis.opendocument.text",
        Ods = "application/vnd.oasis.opendocument.spreadsheet",
        Odp = "application/vnd.oasis.opendocument.presentation",
    }
}

impl MediaType {
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Pptx => "pptx",
            Self::Odt => "odt",
            Self::Ods => "ods",
            Self::Odp => "odp",
        }
    }
}

/// A kept file. It is fetched by a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Document {
    pub id: DocumentId,
    pub kind: DocumentKind,
    pub file_name: String,
    pub media_type: MediaType,
    /// Bytes.
    pub size: i64,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
    /// Whether there is a small picture of it to be shown.
    pub has_thumbnail: bool,
    /// The kelurahan it belongs to, or the city.
    pub region_code: RegionCode,
    pub created_by: UserId,
    pub created_by_name: String,
    pub created_at: Timestamp,
    pub version: i64,
}

/// What is said of a file besides its bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct Upload {
    /// What it is; needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub kind: Option<DocumentKind>,
    /// The file's name; only shown again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// The kelurahan it belongs to, or the city where it names no woman; needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub region: Option<RegionCode>,
}

/// Filters of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// Only this kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub kind: Option<DocumentKind>,
    /// Only of this kelurahan, or of those inside this region.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub region: Option<RegionCode>,
}

/// An address that works once, for a minute, without a token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Link {
    pub url: String,
    pub expires_at: Timestamp,
}

/// A picture made small.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Thumbnail {
    /// Always `image/jpeg`.
    pub media_type: String,
    /// The picture in base64; 320 pixels at its longer side.
    pub data: String,
}
