//! Refusals as they travel: problem details (RFC 9457) with a closed code.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

text_enum! {
    /// Why a request was refused. `type` is `/problems/` and this word.
    ProblemCode {
        /// The body, a header or the address cannot be read.
        MalformedRequest = "malformed_request",
        /// A query parameter this list does not know.
        UnknownParameter = "unknown_parameter",
        /// A page cursor that was not handed out for this caller and list.
        InvalidCursor = "invalid_cursor",
        /// Eight or more digits in a search text; identifiers are looked up elsewhere.
        IdentifierInQuery = "identifier_in_query",
        /// No token, or one that is expired or ended.
        Unauthenticated = "unauthenticated",
        /// User name and password do not match.
        InvalidCredentials = "invalid_credentials",
        /// The caller's role does not include this operation.
        Forbidden = "forbidden",
        /// The one-time code was used; a password must be set first.
        PasswordChangeRequired = "password_change_required",
        NotFound = "not_found",
        MethodNotAllowed = "method_not_allowed",
        NotAcceptable = "not_acceptable",
        /// A filter, search or order on members the caller may not see.
        WithheldParameter = "withheld_parameter",
        /// The NIK stands in the register already, perhaps archived or elsewhere.
        NikExists = "nik_exists",
        /// Women like her stand in the register; see `matches`.
        PossibleDuplicates = "possible_duplicates",
        /// A request to move her waits for an answer.
        OpenRelocation = "open_relocation",
        /// One of the records was changed since they were compared.
        ChangedMeanwhile = "changed_meanwhile",
        /// The merge is too old to be undone, or something since stands in the way.
        CannotUndo = "cannot_undo",
        /// Faulty rows stand in the way of keeping all.
        FaultyRows = "faulty_rows",
        /// Something is missing before the Lurah can decide.
        Incomplete = "incomplete",
        /// A decision against the rules' answer, or where they know too little, needs a reason.
        ReasonRequired = "reason_required",
        /// Who registered or last edited a candidate cannot validate her.
        OwnCandidate = "own_candidate",
        /// No decision for this programme year says that she may take part.
        NotValidated = "not_validated",
        /// She does not live in this locus.
        OutsideLocus = "outside_locus",
        /// Requirements are not met; see `errors` for each.
        GateClosed = "gate_closed",
        /// An earlier stage is not passed.
        StageNotReached = "stage_not_reached",
        /// Who did one part of it cannot do the other.
        SamePerson = "same_person",
        /// Another record with this identity stands already.
        AlreadyExists = "already_exists",
        /// The record's present state does not allow this step.
        WrongState = "wrong_state",
        /// The day on which it may be destroyed is still to come.
        NotYetDue = "not_yet_due",
        /// Other records still depend on this one.
        StillInUse = "still_in_use",
        /// The same request is still being worked on.
        RequestInProgress = "request_in_progress",
        /// The record changed since the caller read it.
        Stale = "stale",
        PayloadTooLarge = "payload_too_large",
        UnsupportedMediaType = "unsupported_media_type",
        /// One or more members are wrong; see `errors`.
        InvalidFields = "invalid_fields",
        /// The idempotency key was used for another request.
        IdempotencyKeyReused = "idempotency_key_reused",
        /// A change needs `If-Match`.
        PreconditionRequired = "precondition_required",
        TooManyRequests = "too_many_requests",
        Internal = "internal",
        /// The database cannot be reached just now.
        Unavailable = "unavailable",
    }
}

impl ProblemCode {
    /// The HTTP status this code answers with.
    pub const fn status(self) -> u16 {
        match self {
            Self::WithheldParameter
            | Self::MalformedRequest
            | Self::UnknownParameter
            | Self::InvalidCursor
            | Self::IdentifierInQuery => 400,
            Self::Unauthenticated | Self::InvalidCredentials => 401,
            Self::Forbidden | Self::PasswordChangeRequired => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::NotAcceptable => 406,
            Self::NikExists
            | Self::PossibleDuplicates
            | Self::OpenRelocation
            | Self::ChangedMeanwhile
            | Self::CannotUndo
            | Self::Incomplete
            | Self::FaultyRows
            | Self::OwnCandidate
            | Self::ReasonRequired
            | Self::NotValidated
            | Self::OutsideLocus
            | Self::GateClosed
            | Self::StageNotReached
            | Self::SamePerson
            | Self::AlreadyExists
            | Self::WrongState
            | Self::NotYetDue
            | Self::StillInUse
            | Self::RequestInProgress => 409,
            Self::Stale => 412,
            Self::PayloadTooLarge => 413,
            Self::UnsupportedMediaType => 415,
            Self::InvalidFields | Self::IdempotencyKeyReused => 422,
            Self::PreconditionRequired => 428,
            Self::TooManyRequests => 429,
            Self::Internal => 500,
            Self::Unavailable => 503,
        }
    }
}

text_enum! {
    /// What is wrong with one member.
    FieldCode {
        Required = "required",
        TooShort = "too_short",
        TooLong = "too_long",
        /// A line break or another invisible character.
        ControlCharacter = "control_character",
        /// The value has not the form this member needs.
        Malformed = "malformed",
        /// The member does not exist here.
        UnknownMember = "unknown_member",
        /// The caller may not see or write this member.
        FieldWithheld = "field_withheld",
        /// The record this points to does not exist, or not for this caller.
        UnknownReference = "unknown_reference",
        /// Not a value of the list.
        NotInList = "not_in_list",
        /// Says which record it is, and stays as it was at creation.
        FieldFixed = "field_fixed",
        /// The item always applies.
        AnswerNotAllowed = "answer_not_allowed",
        /// Outside what a value of this kind can be.
        OutOfRange = "out_of_range",
        /// The end lies before the beginning.
        EndsBeforeStart = "ends_before_start",
        /// This role needs a region, at the level named.
        RegionRequired = "region_required",
        /// This role takes no region, or not at this level.
        RegionNotAllowed = "region_not_allowed",
        /// This role needs an agency.
        AgencyRequired = "agency_required",
        /// This member does not go with the role.
        NotForThisRole = "not_for_this_role",
        /// Another record has this value.
        Taken = "taken",
        Negative = "negative",
        TooLarge = "too_large",
        TooMany = "too_many",
        /// A day that has not come yet.
        InFuture = "in_future",
        /// At least one part must be filled in.
        NothingSaid = "nothing_said",
        /// Exactly one of two members is needed.
        OneOfTwo = "one_of_two",
        /// Not sixteen digits.
        NikMalformed = "nik_malformed",
        /// The province, city or district part cannot be.
        NikRegion = "nik_region",
        /// The date part is no day.
        NikDate = "nik_date",
        NikSerial = "nik_serial",
        /// The masked form was sent back.
        NikMasked = "nik_masked",
        /// Warning: the district is not in today's list.
        NikDistrictUnknown = "nik_district_unknown",
        /// Warning: the day part shows another sex.
        NikSexDiffers = "nik_sex_differs",
        /// Warning: the date part differs from the birth date.
        NikBirthDateDiffers = "nik_birth_date_differs",
        KkMalformed = "kk_malformed",
        /// The place is the household's; change it there.
        PlaceDiffers = "place_differs",
        /// The household of this family card stands with another sum.
        HouseholdDiffers = "household_differs",
        /// A spreadsheet kept the number as a figure and rounded its last digit.
        IdentifierRounded = "identifier_rounded",
        /// The same NIK stands in another row of the file.
        RepeatedInFile = "repeated_in_file",
        /// The NIK stands in the register already.
        NikExists = "nik_exists",
        /// A woman like her stands in the register.
        PossibleDuplicate = "possible_duplicate",
        /// The programme does not run there.
        OutsideProgramme = "outside_programme",
        /// A requirement that holds the gate.
        Unmet = "unmet",
        /// Something stands on what is taken out.
        InUse = "in_use",
        /// She lives there already.
        SamePlace = "same_place",
        /// One record cannot be two.
        SameRecord = "same_record",
        /// The NIK stands in the register under another name.
        OtherPerson = "other_person",
        /// The NIK stands on a record of another place.
        StandsElsewhere = "stands_elsewhere",
        /// Her record was put away.
        RecordArchived = "record_archived",
        /// Her record may not be changed now.
        RecordLocked = "record_locked",
        /// A woman much like her stands in the register.
        Alike = "alike",
        /// The programme is for women.
        NotAWoman = "not_a_woman",
        /// The file holds nothing.
        FileEmpty = "file_empty",
        /// The file was cut off, or is not what it begins as.
        FileBroken = "file_broken",
        /// Office files as they were before 2007 cannot be cleaned of places and macros.
        FileOldOffice = "file_old_office",
        /// The file holds programs (macros).
        FileHasMacros = "file_has_macros",
        /// The file holds a picture or film out of which its place cannot be taken.
        FilePictureKind = "file_picture_kind",
        /// The file opens with a password only.
        FileLocked = "file_locked",
        /// No day could be read.
        NotADay = "not_a_day",
        /// No sum of rupiah could be read.
        NotAnAmount = "not_an_amount",
        WrongPassword = "wrong_password",
        /// The password is one that is guessed first.
        PasswordTooCommon = "password_too_common",
        /// The new password is the old one.
        PasswordUnchanged = "password_unchanged",
    }
}

/// One fault of a body, at the member it concerns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// JSON pointer into the request body, `/full_name`.
    pub pointer: String,
    pub code: FieldCode,
    /// What to do, in the caller's language.
    pub detail: String,
    /// The figures in `detail`, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, String>,
}

impl FieldError {
    /// A fault without words yet; the edge adds them in the caller's language.
    pub fn new(pointer: &str, code: FieldCode) -> Self {
        Self { pointer: pointer.to_owned(), code, detail: String::new(), params: BTreeMap::new() }
    }

    #[must_use]
    pub fn with(mut self, params: &[(&str, String)]) -> Self {
        self.params.extend(params.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        self
    }
}

/// A refusal (`application/problem+json`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A stable address per code.
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    pub status: u16,
    pub code: ProblemCode,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The path that was asked.
    pub instance: String,
    /// Quote this when asking for help.
    pub request_id: String,
    /// All faults of the body at once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// With `stale`: the record as it now stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", schema(value_type = Option<Object>))]
    pub current: Option<serde_json::Value>,
    /// With `stale`: pointers of the members that differ from what was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub differs: Option<Vec<String>>,
    /// With `nik_exists`: the record, where the caller may see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", schema(value_type = Option<String>))]
    pub existing_id: Option<crate::ids::BeneficiaryId>,
    /// With `possible_duplicates`: the women like her that the caller reaches.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub matches: Vec<crate::duplicates::PossibleDuplicate>,
    /// With `possible_duplicates`: so many more where the caller does not reach.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<u32>,
}
