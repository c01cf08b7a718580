//! The words of closed lists: roles, states, operations, members.

use super::look_up;
use contract::actions::ActionState;
use contract::audit_events::ChainFault;
use contract::beneficiaries::{NoticeMeans, Status};
use contract::code_lists::CodeList;
use contract::consents::{ConsentAnswer, ConsentPurpose};
use contract::cycle::{CycleStage, Involvement, StageState, TerminationReason};
use contract::documents::DocumentKind;
use contract::duplicates::{DuplicateState, MatchReason};
use contract::eligibility::{EligibilityAnswer, HeadCondition, PovertyBasis, Rule, RuleOutcome, RuleSetState};
use contract::enrolments::EnrolmentState;
use contract::households::{Livelihood, Schooling, Sex};
use contract::imports::{Column, FileFault, ImportState, LeftOutReason, RowOutcome};
use contract::ks21::{Answer, Stage};
use contract::legal_instruments::InstrumentKind;
use contract::locus_selections::{DevelopmentClass, SelectionState};
use contract::meetings::{MeetingKind, MeetingState};
use contract::notifications::NotificationKind;
use contract::place::RegionLevel;
use contract::policy::{Permission, Role};
use contract::poverty_checks::{PovertyCheckResult, PovertyDatabase};
use contract::region_facts::RegionFactKind;
use contract::relocations::{Movers, RelocationState};
use contract::role_assignments::{TermKind, TermState};
use contract::stage_records::StageAction;
use contract::stage_templates::{Effect, LocusCount, RecordKind, TemplateState};
use contract::tasks::{Resolution, TaskState};
use contract::users::UserState;
use contract::validations::Outcome;
use contract::welfare::Difficulty;
use contract::work_lists::FilteredList;

/// An enumeration with a word for each value, `family-value` in the resources.
pub trait Term: Copy + PartialEq + 'static {
    const FAMILY: &'static str;
    fn all() -> &'static [Self];
    fn code(self) -> &'static str;
}

macro_rules! families {
    ($($type:ident = $family:literal),+ $(,)?) => {
        $(impl Term for $type {
            const FAMILY: &'static str = $family;
            fn all() -> &'static [Self] {
                Self::ALL
            }
            fn code(self) -> &'static str {
                self.as_str()
            }
        })+

        /// The keys of all families, for the test that none is missing.
        #[cfg(test)]
        pub(super) fn family_keys() -> Vec<String> {
            let mut keys = Vec::new();
            $(keys.extend($type::ALL.iter().map(|value| format!("{}-{}", $family, value)));)+
            keys
        }
    };
}

families! {
    ActionState = "action-state",
    CodeList = "code-list",
    Answer = "ks21-answer",
    ConsentAnswer = "consent-answer",
    ConsentPurpose = "consent-purpose",
    ChainFault = "chain-fault",
    CycleStage = "cycle-stage",
    DevelopmentClass = "development-class",
    DocumentKind = "document-kind",
    DuplicateState = "duplicate-state",
    Effect = "effect",
    InstrumentKind = "instrument-kind",
    Involvement = "involvement",
    LocusCount = "locus-count",
    MeetingKind = "meeting-kind",
    MeetingState = "meeting-state",
    RecordKind = "record-kind",
    SelectionState = "selection-state",
    StageAction = "stage-action",
    StageState = "stage-state",
    TemplateState = "template-state",
    TerminationReason = "termination-reason",
    FileFault = "file-fault",
    Difficulty = "difficulty",
    EligibilityAnswer = "eligibility",
    EnrolmentState = "enrolment-state",
    HeadCondition = "head-condition",
    Column = "import-column",
    ImportState = "import-state",
    LeftOutReason = "left-out",
    Livelihood = "livelihood",
    MatchReason = "match-reason",
    Movers = "movers",
    NotificationKind = "notification-kind",
    NoticeMeans = "notice-means",
    Outcome = "outcome",
    Permission = "permission",
    PovertyBasis = "poverty-basis",
    PovertyCheckResult = "poverty-check-result",
    PovertyDatabase = "poverty-database",
    RegionFactKind = "region-fact-kind",
    RegionLevel = "level",
    RelocationState = "relocation-state",
    Resolution = "resolution",
    Role = "role",
    RowOutcome = "row-outcome",
    Rule = "rule",
    RuleOutcome = "rule-outcome",
    RuleSetState = "rule-set-state",
    Schooling = "schooling",
    Sex = "sex",
    Stage = "stage",
    Status = "beneficiary-status",
    TaskState = "task-state",
    TermKind = "term-kind",
    TermState = "term-state",
    UserState = "user-state",
    FilteredList = "filtered-list",
}

pub fn term<T: Term>(value: T) -> String {
    let key = format!("{}-{}", T::FAMILY, value.code());
    look_up(&key, &[]).unwrap_or_else(|| value.code().to_owned())
}

/// All values of a closed list with their words, to choose from.
pub fn choices<T: Term>() -> Vec<(String, String)> {
    let values = T::all().iter();
    values.map(|value| (value.code().to_owned(), term(*value))).collect()
}

/// The kinds of records the audit trail speaks of.
pub const RESOURCES: &[&str] = &[
    "account",
    "action",
    "agency",
    "audit_trail",
    "beneficiary",
    "beneficiary_lookup",
    "code",
    "code_lists",
    "comment",
    "consent",
    "demo",
    "document",
    "duplicate_candidate",
    "enrolment",
    "enrolments",
    "export",
    "household",
    "household_member",
    "import",
    "import_row",
    "import_source",
    "import_template",
    "legal_instrument",
    "locus",
    "locus_selection",
    "meeting",
    "merge",
    "nik_probe",
    "poverty_check",
    "poverty_line",
    "programme",
    "region_fact",
    "regions",
    "relocation",
    "role_assignment",
    "rule_set",
    "stage_record",
    "stage_template",
    "task",
    "user",
    "validations",
    "welfare_assessment",
    "work_list",
];

/// What stands in place of a permission where none was needed.
#[cfg(test)]
pub(super) const ACCESS: &[&str] = &["authenticated", "public", "system"];

/// What the system does outside the API.
#[cfg(test)]
pub(super) const OWN_OPERATIONS: &[&str] = &[
    "create_admin",
    "destroy_document",
    "destroy_import",
    "import_check",
    "import_commit",
    "import_regions",
    "load_code_lists",
    "load_eligibility_rules",
    "load_poverty_lines",
    "load_stage_template",
    "open_stages",
    "search_duplicates",
    "seed_demo",
    "welfare_renewal",
];

/// Reasons the system gives; those of people are their own words.
const REASONS: &[&str] = &["reused_refresh_token", "wrong_password"];

#[cfg(test)]
pub(super) fn reason_keys() -> impl Iterator<Item = String> {
    REASONS.iter().map(|code| format!("audit-reason-{code}"))
}

/// Why something was done, in words: a code of the system's or what someone
/// wrote.
pub fn reason(text: &str) -> String {
    let own = REASONS.iter().find(|code| **code == text);
    let words = own.and_then(|code| look_up(&format!("audit-reason-{code}"), &[]));
    words.or_else(|| text.parse().ok().map(term::<FileFault>)).unwrap_or_else(|| text.to_owned())
}

/// The languages a notice is read out in, with their words.
pub fn spoken_languages() -> Vec<(String, String)> {
    let codes = LANGUAGES.iter();
    codes.map(|code| ((*code).to_owned(), spoken(code).unwrap_or_else(|| (*code).to_owned()))).collect()
}

const LANGUAGES: &[&str] = &["id", "su", "jv", "btw"];

#[cfg(test)]
pub(super) fn language_keys() -> impl Iterator<Item = String> {
    LANGUAGES.iter().map(|code| format!("language-{code}"))
}

/// The name of a language by its code.
pub fn spoken(code: &str) -> Option<String> {
    LANGUAGES.contains(&code).then(|| look_up(&format!("language-{code}"), &[]))?
}

/// The name of a member, or the member itself where the resources lack it: a
/// newer server may know more.
pub fn member(name: &str) -> String {
    look_up(&format!("member-{name}"), &[]).unwrap_or_else(|| name.replace('_', " "))
}

/// What an operation does, in words.
pub fn operation(id: &str) -> String {
    look_up(&format!("operation-{id}"), &[]).unwrap_or_else(|| id.replace('_', " "))
}

pub fn resource(kind: &str) -> String {
    look_up(&format!("resource-{kind}"), &[]).unwrap_or_else(|| kind.replace('_', " "))
}

/// The audit trail names a permission, or one of [`ACCESS`].
pub fn permission_word(word: &str) -> String {
    let open = || look_up(&format!("access-{word}"), &[]);
    match word.parse::<Permission>() {
        Ok(permission) => term(permission),
        Err(()) => open().unwrap_or_else(|| word.to_owned()),
    }
}
