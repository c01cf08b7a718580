//! Why a call brought no answer.

use crate::i18n::{self, t, tr};
use contract::problem::{FieldError, Problem, ProblemCode};
use contract::words;
use std::rc::Rc;

#[derive(Debug, Clone, PartialEq)]
pub enum Failure {
    /// The server refused and says why.
    Refused {
        problem: Rc<Problem>,
        /// Seconds to wait before another attempt.
        retry_after: Option<u32>,
    },
    /// No answer came: no signal, or the server is down.
    NoAnswer,
    /// An answer came that is not of this system, from a proxy for instance.
    Unreadable { status: u16 },
}

impl Failure {
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Refused { problem, .. } => Some(problem),
            Self::NoAnswer | Self::Unreadable { .. } => None,
        }
    }

    pub fn code(&self) -> Option<ProblemCode> {
        self.problem().map(|problem| problem.code)
    }

    pub fn is(&self, code: ProblemCode) -> bool {
        self.code() == Some(code)
    }

    /// The faults of single fields, if that is why.
    pub fn field_errors(&self) -> Vec<FieldError> {
        self.problem().map(|problem| problem.errors.clone()).unwrap_or_default()
    }

    pub fn title(&self) -> String {
        match self {
            Self::Refused { problem, .. } => words::problem_title(i18n::language(), problem.code),
            Self::NoAnswer => t("failure-no-answer"),
            Self::Unreadable { .. } => t("failure-unreadable"),
        }
    }

    /// What to do now.
    pub fn advice(&self) -> String {
        match self {
            Self::NoAnswer => t("failure-no-answer-advice"),
            Self::Unreadable { status } => tr("failure-unreadable-advice", &[("status", status.to_string().into())]),
            Self::Refused { problem, retry_after } => match (problem.code, retry_after) {
                (ProblemCode::TooManyRequests, Some(seconds)) => tr("failure-wait", &[("seconds", (*seconds).into())]),
                (ProblemCode::NotFound, _) => t("failure-not-found-advice"),
                (ProblemCode::Stale, _) => t("failure-stale-advice"),
                (ProblemCode::Internal | ProblemCode::Unavailable, _) => t("failure-server-advice"),
                _ => problem.detail.clone().unwrap_or_default(),
            },
        }
    }

    /// What to quote when asking for help.
    pub fn request_id(&self) -> Option<String> {
        self.problem().map(|problem| problem.request_id.clone())
    }
}
